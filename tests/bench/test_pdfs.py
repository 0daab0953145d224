"""What `python -m bench.pdfs` tells of PDFs whose words are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.pdfs import compared, main
from tests.fakes.pdf import FILLER, paper_pdf

KNOWN = {
    "abstract": "We fly kites.",
    "texts": ["A kite that is red flies higher than a kite that is blue."],
    "headings": ["Method", "Results"],
}


def test_what_is_kept_and_what_is_not() -> None:
    text = "A kite that is red flies higher than a kite that is"
    found = {"abstract": "We fly kites.", "sections": [["Method", 1, text]], "hidden": False}
    read = compared("kites", KNOWN, found, 0.2)

    assert (read.sentences, read.headings, read.refused) == (0.0, 0.5, False)
    assert read.words == pytest.approx(16 / 18)


def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.pdf").write_bytes(paper_pdf("Kites", abstract="We fly kites."))
    known = {"abstract": "We fly kites.", "texts": [FILLER] * 4, "headings": ["Method"]}
    (tmp_path / "good.json").write_text(json.dumps(known), "utf-8")

    assert main([str(tmp_path)]) == 0
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")
    assert main([str(tmp_path)]) == 1
    assert "refused" in capsys.readouterr().out
