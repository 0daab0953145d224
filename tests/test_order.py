"""What takes long begins first, in every process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.order import LONG, dealt

ROOT = Path(__file__).parents[1]
SHORT = [f"tests/test_short_{number}.py" for number in range(4)]


def test_what_takes_long_is_there():
    assert [file for file in LONG if not (ROOT / file).exists()] == []
    assert len(set(LONG)) == len(LONG)


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_each_process_begins_with_long_tests(processes):
    files = [*SHORT * 10, *LONG[:4], *SHORT * 2]

    order = dealt(files, processes)

    assert sorted(order) == list(range(len(files)))
    begin = [len(files) * place // processes for place in range(processes)]
    assert [files[order[at]] for at in begin] == list(LONG[:processes])
    others = [number for number in order if files[number] in SHORT]
    assert others == sorted(others)


def test_tests_of_a_file_stay_together():
    files = [*SHORT * 10, LONG[1], LONG[0], LONG[0]]

    order = dealt(files, 2)

    assert [files[each] for each in order[:2]] == [LONG[0]] * 2


def test_more_long_tests_than_a_part_holds_lose_none():
    files = [SHORT[0], *[LONG[0]] * 9, SHORT[1]]

    assert sorted(dealt(files, 4)) == list(range(11))
