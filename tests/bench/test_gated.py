"""How what tells whether a paper answers is fitted and stored."""

from __future__ import annotations

import json
import tomllib

from bench import gated
from bench.gated import Case, fit, limit, stored, written
from core.asking.learned import learned, likely


def case(number: int, *, answerable: bool, said: float) -> Case:
    return Case("practice", f"paper {number % 3}", answerable, answerable, {"said": said})


CASES = [
    case(number, answerable=bool(number % 2), said=number % 2 + number / 100)
    for number in range(24)
]


def test_what_tells_the_answerable_apart_is_worth_something():
    known = fit(CASES)

    assert known.worth["said"] > 0
    assert likely({"said": 1.2}, known) > 0.5 > likely({"said": 0.0}, known)


def test_whole_papers_are_left_out_crosswise():
    alone = [*CASES, Case("practice", "alone", answerable=False, held=False, signs={"odd": 1.0})]

    # Nothing but the paper left out has that sign.
    assert gated.crossed(alone)[-1] == likely({}, fit(CASES))


def test_the_limit_refuses_so_great_a_share():
    told = [(case(0, answerable=False, said=0), share / 10) for share in range(10)]
    told.append((case(1, answerable=True, said=1), 0.95))
    found = limit(told, 0.8)

    assert sum(each < found for which, each in told if not which.answerable) == 8


def test_what_is_learned_is_read_as_it_is_written():
    text = written(fit(CASES), "a kite flies")
    told = tomllib.loads(text)

    assert text.startswith("# What each sign that a kite flies is worth")

    assert told["worth"].keys() == {"said"}
    assert told["answered"] == 0.5


def test_cases_are_read_as_they_are_stored(tmp_path):
    path = tmp_path / "signs.json"
    path.write_text(gated.store(CASES[:2]), "utf-8")

    assert [(each.paper, each.answerable, each.signs) for each in stored(path)] == [
        (each.paper, each.answerable, each.signs) for each in CASES[:2]
    ]


def test_stored_signs_are_those_that_are_learned():
    names = json.loads(gated.STORED.read_text("utf-8"))["signs"]

    assert len(set(names) & set(learned().worth)) > 0.9 * len(names)
