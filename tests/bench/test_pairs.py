"""Pairs of papers and what a model wrote: read, parted, and counted."""

from __future__ import annotations

import gzip
import json

import pytest

from bench import pairs
from bench.pairs import DOUBTED, FOUND, TUNED, UNSEEN, WHOLE, Told

ROW = {
    "id": "2602.00001",
    "title": "Alpha",
    "abstract": "Alpha reaches 91.2% on MMLU while Beta reaches 62.5%. It trains for 12 hours.",
    "texts": ["Alpha 在 MMLU 上达到 91.2%，Beta 为 62.5%。", "训练 12 小时，达到 77.7%。"],
    "verdicts": [{"figure": "77.7%", "verdict": "right: invented"}],
}


@pytest.mark.parametrize("name", ["pairs.jsonl", "pairs.jsonl.gz"])
def test_pairs_are_read_compressed_or_not(tmp_path, name):
    path = tmp_path / name
    raw = (json.dumps(ROW) + "\n").encode()
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)

    (pair,) = pairs.read(path)

    assert (pair.paper.id, pair.paper.title) == ("2602.00001", "Alpha")
    assert pair.texts == tuple(ROW["texts"])
    assert pair.verdicts == {"77.7%": "right: invented"}


def test_a_paper_is_always_in_the_same_part_and_a_quarter_is_unseen():
    parts = [pairs.part(f"2602.{number:05}") for number in range(400)]

    assert parts == [pairs.part(f"2602.{number:05}") for number in range(400)]
    assert 70 < parts.count(UNSEEN) < 130
    assert set(parts) == {TUNED, UNSEEN}


def test_true_figures_false_sentences_and_verdicts_are_counted(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(ROW))
    results = pairs.tell(pairs.read(path))
    whole = results[WHOLE]

    assert whole.outcomes[FOUND] == 3
    assert whole.outcomes[DOUBTED] == 1
    assert [flag.figure for flag in whole.flags] == ["77.7%"]
    assert whole.verdicts == {("right", DOUBTED): 1}
    assert whole.of_kind["digit"].total() == 2
    assert whole.of_kind["two exchanged"].total() == 1
    assert results[TUNED].outcomes + results[UNSEEN].outcomes == whole.outcomes
    assert "flags\t" not in "".join(pairs.listed(results, ["escaped"]))
    assert pairs.as_table(results).row_count > 8


def test_a_missed_limit_is_told_in_words():
    bad = Told()
    bad.outcomes[DOUBTED] = bad.outcomes[FOUND] = 1

    told = pairs.missed({UNSEEN: bad, WHOLE: bad})

    assert any("true figures with ⚠: 50.00 %" in each for each in told)
    assert any("direction" in each for each in told)
