"""The provenance line is true for every combination of source, writer, shortfall, hiding,
translating and checking."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from bot.chat.views.provenance import provenance_line, revision_line
from core.models import Check, Claim, ClaimKind, Finding, Revision, Shortfall, Source, Writer
from locales import Translator
from tests.bot.chat.views.samples import READ_AT, provenance

ZH, EN = Translator("zh"), Translator("en")
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
FULL = (Source.HTML, Source.PDF)
SOURCES = {
    Source.HTML: "HTML",
    Source.PDF: "PDF",
    Source.ABSTRACT: "bstract",
    Source.AI_SUMMARY: "AI summary",
}
WRITERS = {Writer.EXTRACTIVE: "no model", Writer.ARCHIVE: "archive", Writer.HUB: "by Hugging Face"}
EXCUSES = {
    Shortfall.NO_HTML: "has no HTML",
    Shortfall.NO_TEXT: "has no text that can be read",
    Shortfall.WITHDRAWN: "have withdrawn it",
    Shortfall.WRONG_DOCUMENT: "was not this paper",
    Shortfall.SOURCE_DOWN: "out of reach",
}


def check(*findings: Finding) -> Check:
    """Figures with these findings, and a name that counts for nothing."""
    figures = [
        Claim(text=f"{at} %", kind=ClaimKind.FIGURE, finding=found)
        for at, found in enumerate(findings)
    ]
    return Check((*figures, Claim(text="GSM8K", kind=ClaimKind.NAME, finding=Finding.MISSING)))


CHECKS = {
    None: "",
    check(): "",
    check(Finding.FOUND, Finding.DERIVED): "✓ 2/2",
    check(Finding.FOUND): "✓ 1/1",
    check(Finding.FOUND, Finding.MISSING, Finding.DERIVED): "⚠ 2/3",
    check(Finding.MISSING): "⚠ 0/1",
    check(Finding.FOUND, Finding.OPEN, Finding.MISSING): "⚠ 1/3",
    check(Finding.FOUND, Finding.OPEN): "1/2",
}
ALL = list(
    itertools.product(Source, Writer, [None, *Shortfall], [False, True], [None, "zh", "en"], CHECKS)
)


def said(t: Translator, checked: Check | None = None, **fields: Any) -> str:
    return provenance_line(t, provenance(**fields), SHANGHAI, checked)


def test_every_path_states_the_truth() -> None:
    for source, writer, shortfall, hidden, translated, checked in ALL:
        line = said(
            EN,
            checked,
            source=source,
            writer=writer,
            shortfall=shortfall,
            hidden=hidden,
            translated_from=translated,
        )
        read = line.replace(f"found in the {SOURCES[source]}", "").split(" · ")[0]
        archived = writer is Writer.ARCHIVE

        # What was read: this, nothing else, and which version of it.
        assert SOURCES[source].lower() in read.lower(), line
        assert ("Abstract only" in line) == (source is Source.ABSTRACT and not archived), line
        assert ("Read from arXiv HTML v1" in line) == (source is Source.HTML and not archived), line
        assert ("Read from arXiv's PDF v1" in line) == (source is Source.PDF and not archived), line
        # Who wrote it.
        for kind, words in WRITERS.items():
            if kind is not Writer.EXTRACTIVE or shortfall is not Shortfall.NO_MODEL:
                assert (words in line) == (writer is kind), line
        assert ("reader-9" in line) == (writer in (Writer.MODEL, Writer.ARCHIVE)), line
        # Why not more, where that explains something.
        explains = {
            Source.HTML: (),
            Source.PDF: (Shortfall.NO_HTML, Shortfall.WRONG_DOCUMENT),
            Source.ABSTRACT: tuple(EXCUSES),
            Source.AI_SUMMARY: tuple(EXCUSES),
        }
        for excuse, words in EXCUSES.items():
            assert (words in line) == (
                shortfall is excuse and excuse in explains[source] and not archived
            ), line
        fell_short = writer in (Writer.EXTRACTIVE, Writer.HUB) or (
            writer is Writer.MODEL and source not in FULL
        )
        assert ("budget was spent" in line) == (
            shortfall is Shortfall.OVER_BUDGET and fell_short
        ), line
        assert ("no model is configured" in line) == (
            shortfall is Shortfall.NO_MODEL and writer is Writer.HUB
        ), line
        # What was left out, what it was translated from, what was looked up.
        assert ("hidden text left out" in line) == hidden, line
        assert ("from the Chinese report" in line) == (translated == "zh"), line
        assert ("from the English report" in line) == (translated == "en"), line
        assert CHECKS[checked] in line, line
        assert ("✓" in line or "⚠" in line) == CHECKS[checked].startswith(("✓", "⚠")), line
        unclear = checked is not None and bool(checked.open)
        assert ("1 unclear" in line) == unclear, line
        assert ("found in the paper" in line) == (bool(CHECKS[checked]) and source in FULL), line
        assert ("found in the abstract" in line) == (
            bool(CHECKS[checked]) and source is Source.ABSTRACT
        ), line


def test_only_an_archive_leaves_out_the_time() -> None:
    for source, writer, shortfall in itertools.product(Source, Writer, [None, *Shortfall]):
        line = said(ZH, source=source, writer=writer, shortfall=shortfall)

        assert line.endswith("2月5日 03:12") == (writer is not Writer.ARCHIVE)


def test_all_differ_that_should() -> None:
    told = {
        said(ZH, source=source, writer=writer)
        for source, writer in itertools.product(Source, Writer)
    }

    assert len(told) == len(Source) * len(Writer)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "读自 arXiv HTML v1 · reader-9 · 2月5日 03:12"),
        (
            {"source": Source.PDF, "shortfall": Shortfall.NO_HTML},
            "读自 arXiv PDF v1：arXiv 没有 HTML 版 · reader-9 · 2月5日 03:12",
        ),
        (
            {"source": Source.PDF, "shortfall": Shortfall.WRONG_DOCUMENT, "version": None},
            "读自 arXiv PDF：arXiv 的 HTML 不是这篇，或不完整 · reader-9 · 2月5日 03:12",
        ),
        (
            {"writer": Writer.EXTRACTIVE, "shortfall": Shortfall.NO_MODEL},
            "读自 arXiv HTML v1 · 内置阅读，未用模型 · 2月5日 03:12",
        ),
        (
            {"source": Source.ABSTRACT, "shortfall": Shortfall.NO_TEXT},
            "仅读摘要：arXiv 上没有能读的全文 · reader-9 · 2月5日 03:12",
        ),
        (
            {"source": Source.ABSTRACT, "shortfall": Shortfall.WITHDRAWN},
            "仅读摘要：作者已撤回论文 · reader-9 · 2月5日 03:12",
        ),
        (
            {"source": Source.ABSTRACT, "shortfall": Shortfall.OVER_BUDGET},
            "仅读摘要：今日模型额度已用完 · reader-9 · 2月5日 03:12",
        ),
        (
            {"source": Source.ABSTRACT, "writer": Writer.ARCHIVE},
            "存档导入，读自 arXiv 摘要 · reader-9",
        ),
        (
            {"writer": Writer.ARCHIVE, "translated_from": "zh"},
            "存档导入，读自 HTML · 译自中文报告 · reader-9",
        ),
        (
            {
                "source": Source.ABSTRACT,
                "writer": Writer.EXTRACTIVE,
                "shortfall": Shortfall.OVER_BUDGET,
            },
            "仅读摘要 · 内置阅读，未用模型：今日模型额度已用完 · 2月5日 03:12",
        ),
    ],
)
def test_the_usual_lines(fields: dict[str, Any], line: str) -> None:
    assert said(ZH, **fields) == line


def test_the_longest_line() -> None:
    found = check(*[Finding.FOUND] * 9)

    line = said(ZH, found, hidden=True, translated_from="en")

    assert (
        line
        == "读自 arXiv HTML v1 · 已略去隐藏文字 · ✓ 9/9 个数字见于原文 · 译自英文报告 · reader-9 · 2月5日 03:12"
    )


def test_what_is_unknown_is_not_claimed() -> None:
    bare = provenance(model=None, version=None)

    assert (
        provenance_line(EN, bare, dt.UTC)
        == "Read from arXiv HTML · written by a model · 4 Feb, 19:12"
    )


def revision(version: str | None, *, withdrawn: bool = False) -> Revision:
    return Revision(paper_id="2602.00001", version=version, withdrawn=withdrawn, checked_at=READ_AT)


def test_a_newer_version_is_told() -> None:
    read = provenance(version="v9")

    assert revision_line(ZH, read, revision("v10")) == "arXiv 上已有 v10，本报告读的是 v9"
    assert revision_line(EN, read, revision("v10")) == "arXiv now has v10; this report read v9"


@pytest.mark.parametrize(
    "newest", [None, revision(None), revision("v8"), revision("v9"), revision("x10")]
)
def test_what_is_no_news_is_not_told(newest: Revision | None) -> None:
    assert revision_line(EN, provenance(version="v9"), newest) is None


def test_nobody_knows_which_version_an_abstract_was_of() -> None:
    assert (
        revision_line(EN, provenance(source=Source.ABSTRACT, version=None), revision("v3")) is None
    )


def test_a_withdrawal_is_told_whatever_was_read() -> None:
    gone = revision("v3", withdrawn=True)

    assert revision_line(ZH, provenance(version="v3"), gone) == "作者已撤回这篇论文"
    assert (
        revision_line(EN, provenance(version=None), gone) == "The authors have withdrawn this paper"
    )
