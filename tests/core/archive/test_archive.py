"""The front door: which file is which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core import archive
from core.errors import ArchiveInvalid
from tests.core.archive.samples import AT, DIGEST, EMPTY_DIGEST, ENGLISH_DIGEST, FREE_REPORT
from tests.spoken import LANGUAGES


@pytest.mark.parametrize("text", [DIGEST, ENGLISH_DIGEST, EMPTY_DIGEST])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_digest_is_known_by_its_first_line(text: str, mark: str, end: str) -> None:
    assert archive.detect(mark + text.replace("\n", end), LANGUAGES) == "digest"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_report_is_known_by_its_first_line(mark: str, end: str) -> None:
    assert archive.detect(mark + FREE_REPORT.replace("\n", end), LANGUAGES) == "report"


@pytest.mark.parametrize(
    "text", ["", "\n" + DIGEST, "每日论文汇总 - 2025-07-01", "# Hugging Face Daily Papers", "\r\n"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ArchiveInvalid) as caught:
        archive.detect(text, LANGUAGES, "notes.md")
    assert caught.value.for_operator() == {"file": "notes.md", "line": 1, "rule": "unknown_kind"}


def test_the_document_names_every_rule_and_its_examples_are_in_the_format() -> None:
    text = (Path(__file__).parents[3] / "docs" / "archive-format.md").read_text("utf-8")
    assert [rule for rule in archive.RULES if f"\n| `{rule}` |" not in text] == []
    digest, report = (
        example.encode() for example in re.findall(r"```markdown\n(.*?)```", text, flags=re.DOTALL)
    )
    assert (
        archive.render_digest(archive.parse_digest(digest, "digest.md", AT, LANGUAGES), LANGUAGES)
        == digest
    )
    assert (
        archive.render_report(archive.parse_report(report, "report.md", AT, LANGUAGES), LANGUAGES)
        == report
    )
