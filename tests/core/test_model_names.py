"""The names of tests/core/model_names.py are what its docstring says."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.core.model_names import KEPT, TUNED

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def bare(text: str) -> str:
    """The letters and digits of a text in lower case."""
    return re.sub(r"[\W_]+", "", text).lower()


@pytest.fixture(scope="module")
def abstracts(recorded: Path) -> dict[str, str]:
    """Title and abstract of each recorded pair, by the paper's id."""
    with gzip.open(recorded / "llm_summaries" / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    return {pair["id"]: f"{pair['title']} {pair['abstract']}" for pair in pairs}


def test_each_half_holds_as_many_of_both():
    for names in (TUNED, KEPT):
        assert Counter(each.real for each in names) == {True: 25, False: 25}
    for real in (True, False):
        of_both = [each for each in TUNED + KEPT if each.real is real]
        assert sum(bool(CHINESE.search(each.text)) for each in of_both) == 25


def test_each_paper_has_one_sentence_with_its_name():
    assert len({each.paper for each in TUNED + KEPT}) == 100
    assert [each for each in TUNED + KEPT if each.name not in each.text] == []


@pytest.mark.recorded
def test_real_names_stand_in_the_abstract(abstracts: dict[str, str]):
    real = [each for each in TUNED + KEPT if each.real]

    assert [each for each in real if each.printed not in abstracts[each.paper]] == []


@pytest.mark.recorded
def test_invented_names_do_not_stand_in_the_abstract(abstracts: dict[str, str]):
    invented = [each for each in TUNED + KEPT if not each.real]

    for each in invented:
        first, *_ = re.split(r"[ -]", each.name)
        assert bare(first) not in bare(abstracts[each.paper]), each
