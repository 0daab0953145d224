"""What sentences' roles are fitted to, and how well they are told with papers left out."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from bench import roles as bench
from core.reading import roles
from core.reading.roles import ANY, Role

PAGE = (
    "<html><body><article class='ltx_document'><h1 class='ltx_title ltx_title_document'>Boats {n}</h1>"
    "<div class='ltx_abstract'><p>We fold boats of paper on lake {n}.</p></div>"
    "<section class='ltx_section'><h2 class='ltx_title'>1 Method</h2>"
    "<p class='ltx_p'>We extract the creases of sheet {n}. Paper was invented long ago in {n} lakes.</p>"
    "</section><section class='ltx_section'><h2 class='ltx_title'>2 Limitations</h2>"
    "<p class='ltx_p'>Boat {n} has not been tested on rivers. Lakes are {n} times as calm.</p>"
    "</section></article></body></html>"
)


def _papers(folder: Path, count: int) -> list[bench.Marked]:
    for number in range(count):
        place = folder / "writer" / str(number)
        place.mkdir(parents=True)
        (place / "paper.html").write_text(PAGE.format(n=number), "utf-8")
        marks = {
            "procedure": [f"We extract the creases of sheet {number}."],
            "limits": [f"Boat {number} has not been tested on rivers."],
            "also": {"limits": [f"Lakes are {number} times as calm."]},
            "bad": [f"Paper was invented long ago in {number} lakes."],
        }
        (place / "roles.json").write_text(json.dumps(marks), "utf-8")
    return bench.read(folder)


def test_marks_are_found_among_a_papers_sentences(tmp_path: Path) -> None:
    paper = _papers(tmp_path, 1)[0]

    def texts(numbers: frozenset[int]) -> list[str]:
        return [paper.sentences[number].text for number in sorted(numbers)]

    assert texts(paper.marks[Role.PROCEDURE]) == ["We extract the creases of sheet 0."]
    assert texts(paper.also[Role.LIMITS]) == ["Lakes are 0 times as calm."]
    assert texts(paper.bad) == ["Paper was invented long ago in 0 lakes."]
    assert not paper.marks[Role.DATA]


def test_what_is_fitted_tells_papers_that_were_left_out(tmp_path: Path) -> None:
    papers = _papers(tmp_path, 12)
    known = [Role.PROCEDURE, Role.LIMITS]
    worth = {role: bench.fit_role(papers[:-1], role) for role in known}

    last = papers[-1]
    for role in known:
        odds = [
            worth[role][ANY] + sum(worth[role].get(name, 0.0) for name in sentence.features)
            for sentence in last.sentences
        ]
        assert odds.index(max(odds)) in last.marks[role]


def test_what_is_fitted_is_read_as_it_is_written() -> None:
    worth = {ANY: [-3.0] * len(Role), 'says "boat"': [0.25, 0.0, -1.5, 0.0, 0.0, 0.1]}

    assert tomllib.loads(bench.written(worth, 12))["worth"] == worth


def test_what_ships_has_a_weight_for_every_role() -> None:
    worth = roles.learned()

    assert {len(weights) for weights in worth.values()} == {len(Role)}
    assert all(weight < 0 for weight in worth[ANY])
