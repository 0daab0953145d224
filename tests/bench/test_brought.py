"""Papers that lie elsewhere, with statements about them."""

from __future__ import annotations

import json

import pytest

from bench import brought, doubted, stated
from core.models import Finding

PAGE = """<html><body><article class="ltx_document"><h1 class="ltx_title">Otter</h1>
<div class="ltx_abstract"><h6>Abstract</h6><p class="ltx_p">We train Otter on 12,500 maps.</p></div>
<section class="ltx_section" id="S1"><h2 class="ltx_title">Results</h2>
<p class="ltx_p">On the Lake benchmark Otter reaches 71.2, and the baseline Heron reaches 64.0.</p>
</section></article></body></html>"""
TOLD = [
    {"text": "Otter reaches 71.2 on Lake.", "fault": None, "wrong": []},
    {"text": "Otter is trained on 37,500 maps.", "fault": "INVENTED", "wrong": ["37,500"]},
]


@pytest.fixture
def folder(tmp_path):
    for name in ("a/1", "a/2", "b/1"):
        place = tmp_path / name
        place.mkdir(parents=True)
        (place / "paper.html").write_text(PAGE, "utf-8")
        told = [{**each, "source": "prose", "found_by": "Lake"} for each in TOLD]
        (place / "statements.json").write_text(json.dumps(told), "utf-8")
    return tmp_path


def test_papers_that_a_pattern_fits_are_kept_apart(folder):
    read, kept = brought.brought(folder, ["b/*", "a/2"])

    assert [each.name for each in read] == ["a/1"]
    assert [each.name for each in kept] == ["a/2", "b/1"]


def test_statements_are_held_against_their_own_page(folder):
    read, _ = brought.brought(folder)
    results = brought.tell(read)
    whole = results[stated.WHOLE]

    assert whole.figures == {Finding.FOUND: 3}
    assert whole.false == {Finding.MISSING: 3}
    assert results["a/1"].by_fault == {"a figure that the passage does not have": {"missing": 1}}
    assert brought.by_fault(results).row_count == len(brought.Fault)
    assert not brought.why(read)


def test_a_doubt_says_whose_it_is(folder):
    read, _ = brought.brought(folder)
    doubts = list(brought.doubts(TOLD[1]["text"], read[0].evidence))

    assert doubts == ["rules, its value is not there"]


def test_doubts_of_kept_papers_are_counted_apart(folder):
    told = {"honest": [["71.2", "On Lake the score is 71.2."]], "traps": [["64.0", "Otter: 64.0."]]}
    (folder / "a/1/doubts.json").write_text(json.dumps(told), "utf-8")
    (folder / "b/1/doubts.json").write_text(json.dumps({**told, "honest": []}), "utf-8")

    read, kept = (doubted.of_pages(folder, ["b/*"], kept=each) for each in (False, True))

    assert (read[doubted.BROUGHT].honest, read[doubted.BROUGHT].traps) == (1, 1)
    assert (kept[doubted.BROUGHT].honest, kept[doubted.BROUGHT].traps) == (0, 1)
    assert read[doubted.BROUGHT].cleared == 1
