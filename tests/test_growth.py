"""What reads papers' and models' words does so in proportion to their length: counted in calls, not
in seconds.

Patterns are counted by themselves (`tests/test_patterns.py`); here are the loops around them. A
text without end is cut somewhere, so the texts here are short enough to be read whole.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.channels.console.render import render as on_terminal
from bot.channels.discord.render import render as on_discord
from bot.channels.telegram.render import render as on_telegram
from bot.chat import arguments
from bot.chat.views import card_view, report_view
from bot.chat.views.prose import prose, tidy
from bot.chat.words.keywords import parse_keywords
from bot.chat.words.numbers import ids_in
from bot.chat.words.slots import parse_slot
from core.archive import parse_digest, parse_report
from core.archive.labels import report_words
from core.archive.points import read_results, read_usage, split_points
from core.asking.concepts import concepts, known_words
from core.asking.passages import cut
from core.asking.quotes import located
from core.checking.verify import Evidence, check
from core.document import Document, Figure, Section, Table
from core.errors import PaperboyError
from core.models import Paper
from core.pages.html.depth import is_deep
from core.pages.html.extract import extract, mismatch
from core.pages.html.grids import is_figure
from core.pages.pdf.headings import headings
from core.pages.pdf.joining import vocabulary
from core.pages.pdf.printed import arranged
from core.pages.pdf.shown import Row
from core.plain import Origins, plain
from core.reading import exhibits, extractive
from core.reading.condense import condense
from core.reading.terms import benchmarks
from core.sentences import LONGEST, lead, sentences
from core.sources.listing import parse_listing
from locales import Translator
from storage.engine import words
from tests import counted
from tests.bot.chat.views.samples import paper, report
from tests.core.archive.samples import AT, DIGEST, FREE_REPORT
from tests.core.pages.html.pages import FILLER, page, paragraph, section
from tests.spoken import LANGUAGES

EN = Translator("en")
SHORT, GROWTH, MOST = 200, 4, 7.0
# What a call costs before it looks at the text, and what a long text is cut into pieces with.
BEGINNING = 3_000
# Within a sentence every figure is held against every word; sentences are parted, so beyond one
# they count no more. Twice of that is long enough.
LONGER = {"evidence": LONGEST}
TWICE = 2
FIGURES = ("a1 2% ", "三十 ")
# The same with another figure each time: of those that are alike one is claimed.
FORMS = ("{0} ", "a{0} {0}% ", "${0}$ ", "a | {0} | 2\n", "{0}) ")
PIECES = (
    *(
        "[",
        "[a](https://b.example/x) ",
        "\\",
        "1 ",
        "a1 2% ",
        " ",
        "\n",
        "\u0301\u0316",
        "$1$ ",
        "a",
        "a | 1 | 2\n",
    ),
    *("**a** ", "e.g. ", "A. ", "- a\n", "**a**: b\n", "！", "三十 ", "1) "),
)


def document(text: str) -> Document:
    table = Table("Table 1: " + text.replace("\n", " "), text + "\nOurs | 1 | 2", ("a", "b"), 1)
    sections = (Section("1 Method", 1, text, "S1"), Section("2 Results", 2, text, "S2"))
    figures = (Figure("Figure 1: " + text, "https://arxiv.org/x.png"),)
    return Document(
        paper_id="2602.00001",
        title="Boats",
        abstract=text,
        sections=sections,
        tables=(table,),
        figures=figures,
    )


def of(text: str) -> Paper:
    return paper(1, title=text, abstract=text, authors=(text,) * 3)


def rows_of(text: str) -> list[Row]:
    """The lines of a PDF's page that says the text."""
    return [Row(line) for line in text.split("\n")]


def attempted(parse: Callable[[str], object], text: str) -> object:
    """What the text is read as, or why it is not."""
    try:
        return parse(text)
    except PaperboyError as error:
        return error


WORDS = report_words(LANGUAGES, "zh")
KNOWN = known_words(LANGUAGES, "zh")
READERS: dict[str, Callable[[str], object]] = {
    "tidy": tidy,
    "prose": prose,
    "card, Telegram": lambda text: on_telegram(card_view(EN, of(text))),
    "card, Discord": lambda text: on_discord(card_view(EN, of(text)), EN),
    "card, terminal": lambda text: on_terminal(card_view(EN, of(text)), 80, color=True),
    "report, Telegram": lambda text: on_telegram(
        report_view(EN, of(text), report(field=text, contribution=text))
    ),
    "listing": lambda text: parse_listing(
        {"paper": {"id": "2602.00001", "title": text, "summary": text}}
    ),
    "index": words.indexed,
    "query": words.query,
    "typed": lambda text: (
        arguments.is_question(text, LANGUAGES.values()),
        arguments.is_courtesy(text, LANGUAGES.values()),
        arguments.split_command("/" + text),
        ids_in(text),
        attempted(parse_keywords, text),
        attempted(parse_slot, text),
    ),
    "sentences": sentences,
    "lead": lambda text: lead(text, len(text)),
    "plain": plain,
    "source": lambda text: Origins(text).cut(0, 1),
    "benchmarks": lambda text: list(benchmarks([text])),
    "summary": lambda text: extractive.summarize(of(text), "en", AT),
    "reading": lambda text: extractive.read(of(text), document(text), LANGUAGES["en"], AT, None),
    "evidence": lambda text: Evidence.of(of(text), document(text)),
    "passages": lambda text: cut(document(text)),
    "condensed": lambda text: condense(document(text), len(text)),
    "quote": lambda text: located("somewhere else", text),
    "concepts": lambda text: concepts(text, KNOWN),
    "exhibits": lambda text: (
        exhibits.results_table(document(text)),
        exhibits.table_lines(document(text).tables[0], 9),
    ),
    "page": lambda text: extract(
        page(section("1 One", paragraph(FILLER + html.escape(text)))), "2602.00001", "x"
    ),
    "same paper": lambda text: mismatch(document(text), of(text)),
    "headings": lambda text: headings(rows_of(text), vocabulary(text.split("\n"))),
    "printed": lambda text: arranged([rows_of(text)]),
    "digest": lambda text: parse_digest(
        DIGEST.replace("提出", text).encode("utf-8", "replace"), "f", AT, LANGUAGES
    ),
    "report": lambda text: parse_report(
        FREE_REPORT.replace("提出", text).encode("utf-8", "replace"), "file", AT, LANGUAGES
    ),
    "points": lambda text: (
        split_points(text.split("\n"), WORDS),
        read_usage(text.split("\n"), WORDS),
        read_results([text], WORDS),
    ),
}


def calls(work: Callable[[str], object], text: str) -> int:
    """How many calls the work makes with that text."""

    def read() -> None:
        with suppress(PaperboyError, IndexError):
            work(text)

    return counted.calls(read)


@pytest.mark.parametrize("name", READERS)
def test_four_times_the_words_take_some_four_times_the_calls(name: str) -> None:
    work, least = READERS[name], LONGER.get(name, SHORT)
    growth = TWICE if name in LONGER else GROWTH
    most = MOST * growth / GROWTH
    # What is read or put together once, when a text first needs it, is no work of that text.
    calls(work, PIECES[0] * growth * least)
    for piece in FIGURES if name in LONGER else PIECES:
        short, long = (
            (piece * (length // len(piece) + 1))[:length] for length in (least, growth * least)
        )
        work_of_short = calls(work, short)
        assert calls(work, long) <= most * work_of_short + BEGINNING, piece


@pytest.mark.parametrize("form", FORMS)
def test_a_sentence_has_so_many_figures_however_long_it_is(form: str) -> None:
    """Each figure is held against each that stands there."""
    text = "".join(form.format(number) for number in range(100, 2_000))[: 4 * LONGEST]
    claims = check([text], Evidence.of(of(text[:1_000]), None)).claims

    assert 40 <= len(claims) <= 4 * (40 + 40)


def test_a_text_has_so_many_figures_however_long_it_is() -> None:
    text = "".join(f"It has {number} kites. " for number in range(100, 2_000))

    assert 600 <= len(check([text], Evidence.of(of(text[:1_000]), None)).claims) <= 640


def test_a_cell_of_commas_is_read_one_way() -> None:
    assert not is_figure("1" + "," * 40 + "a" * 14)
    assert is_figure("2.08 (1.00x)")
    assert is_figure("80.6/80.1")


def test_tags_without_end_are_counted_once() -> None:
    assert calls(lambda text: is_deep(text.encode()), "<a " * 4_000) < 100
