"""The provenance line is true for every combination of source, writer and shortfall."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from bot.views.provenance import provenance_line
from core.models import Shortfall, Source, Writer
from locales import Translator
from tests.bot.views.samples import provenance

ZH, EN = Translator("zh"), Translator("en")
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
ALL = list(itertools.product(Source, Writer, [None, *Shortfall]))
SOURCES = {Source.HTML: "HTML", Source.ABSTRACT: "bstract", Source.AI_SUMMARY: "AI summary"}
WRITERS = {Writer.EXTRACTIVE: "no model", Writer.ARCHIVE: "archive", Writer.HUB: "by Hugging Face"}
EXCUSES = {
    Shortfall.NO_HTML: "has no HTML",
    Shortfall.WRONG_DOCUMENT: "was not this paper",
    Shortfall.SOURCE_DOWN: "out of reach",
}


def said(t: Translator, source: Source, writer: Writer, shortfall: Shortfall | None) -> str:
    return provenance_line(t, provenance(source=source, writer=writer, shortfall=shortfall), SHANGHAI)


@pytest.mark.parametrize(("source", "writer", "shortfall"), ALL)
def test_the_line_names_the_source_and_the_writer_and_only_them(
    source: Source, writer: Writer, shortfall: Shortfall | None
) -> None:
    line = said(EN, source, writer, shortfall)

    assert SOURCES[source] in line
    assert line.count("Abstract only") == (source is Source.ABSTRACT and writer is not Writer.ARCHIVE)
    assert ("Read from arXiv HTML v1" in line) == (source is Source.HTML and writer is not Writer.ARCHIVE)
    for kind, words in WRITERS.items():
        if kind is not Writer.EXTRACTIVE or shortfall is not Shortfall.NO_MODEL:
            assert (words in line) == (writer is kind), words
    assert ("reader-9" in line) == (writer in (Writer.MODEL, Writer.ARCHIVE))


@pytest.mark.parametrize(("source", "writer", "shortfall"), ALL)
def test_an_excuse_is_given_only_where_it_explains_something(
    source: Source, writer: Writer, shortfall: Shortfall | None
) -> None:
    line = said(EN, source, writer, shortfall)
    fell_short = source is not Source.HTML and writer is not Writer.ARCHIVE
    no_model = writer in (Writer.EXTRACTIVE, Writer.HUB)

    for kind, words in EXCUSES.items():
        assert (words in line) == (shortfall is kind and fell_short), words
    over_budget = shortfall is Shortfall.OVER_BUDGET and (no_model or fell_short)
    assert ("budget was spent" in line) == over_budget
    assert ("no model is configured" in line) == (shortfall is Shortfall.NO_MODEL and writer is Writer.HUB)


@pytest.mark.parametrize(("source", "writer", "shortfall"), ALL)
def test_only_an_archive_leaves_out_the_time(source: Source, writer: Writer, shortfall: Shortfall | None) -> None:
    assert said(ZH, source, writer, shortfall).endswith("2月5日 03:12") == (writer is not Writer.ARCHIVE)


def test_all_differ_that_should() -> None:
    told = {said(ZH, source, writer, None) for source, writer in itertools.product(Source, Writer)}

    assert len(told) == len(Source) * len(Writer)


@pytest.mark.parametrize(
    ("source", "writer", "shortfall", "line"),
    [
        (Source.HTML, Writer.MODEL, None, "读自 arXiv HTML v1 · reader-9 · 2月5日 03:12"),
        (Source.HTML, Writer.EXTRACTIVE, Shortfall.NO_MODEL, "读自 arXiv HTML v1 · 内置阅读，未用模型 · 2月5日 03:12"),
        (Source.ABSTRACT, Writer.MODEL, Shortfall.NO_HTML, "仅读摘要：arXiv 没有 HTML 版 · reader-9 · 2月5日 03:12"),
        (
            Source.ABSTRACT,
            Writer.MODEL,
            Shortfall.OVER_BUDGET,
            "仅读摘要：今日模型额度已用完 · reader-9 · 2月5日 03:12",
        ),
        (Source.ABSTRACT, Writer.ARCHIVE, None, "存档导入，读自 arXiv 摘要 · reader-9"),
        (
            Source.ABSTRACT,
            Writer.EXTRACTIVE,
            Shortfall.OVER_BUDGET,
            "仅读摘要 · 内置阅读，未用模型：今日模型额度已用完 · 2月5日 03:12",
        ),
    ],
)
def test_the_usual_lines(source: Source, writer: Writer, shortfall: Shortfall | None, line: str) -> None:
    assert said(ZH, source, writer, shortfall) == line


def test_what_is_unknown_is_not_claimed() -> None:
    bare = provenance(model=None, version=None)

    assert provenance_line(EN, bare, dt.UTC) == "Read from arXiv HTML · written by a model · 4 Feb, 19:12"
