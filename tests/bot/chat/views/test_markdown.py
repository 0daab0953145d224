"""A view as Markdown of an invented dialect; each channel's own is tested with that channel."""

from __future__ import annotations

import pytest

from bot.chat.actions import Action, Verb
from bot.chat.views.markdown import Dialect, markdown_parts
from bot.chat.views.model import (
    Button,
    Footer,
    Heading,
    Item,
    Paragraph,
    Section,
    Span,
    Style,
    Terms,
    View,
    bold,
    line,
    live,
    quiet,
    sentences,
)

PLAIN = Dialect(
    escaped=lambda text: text.replace("*", "\\*"),
    linked=lambda text, address: f"[{text}]({address})",
)


def parts(*blocks, room=1000, **rest):
    return markdown_parts(View(tuple(blocks), **rest), PLAIN, room, len)


def test_every_kind_of_block():
    heading = Heading((line(bold("Kites")), line(quiet("two"))))
    items = (Item(3, "🏆", line(bold("Red*")), (line("why"),)), Item(4, "", line("Blue")))
    section = Section(line(bold("More")), (Paragraph((line("deep", marker="•", depth=2),)),))
    terms = Terms(((line("wing"), line("what lifts")),))
    said = parts(heading, *items, section, terms, Footer((line(quiet("by us")),)))

    assert said == [
        "**Kites**\ntwo\n\n**🏆 3. Red\\***\nwhy\n\n4. Blue\n\n**More**\n  • deep\n\n"
        "**wing —** what lifts\n\nby us"
    ]


def test_what_cannot_be_pressed_is_left_out_and_what_leads_somewhere_is_a_link():
    buttons = (
        (Button("Settings", Action(Verb.SETTINGS)), Button("arXiv", url="https://arxiv.org/abs/1")),
        (Button("PDF", url="https://arxiv.org/pdf/1"),),
    )
    said = parts(Paragraph((line("Kites"),)), buttons=buttons, hints=("type /paper 3",))

    assert said == ["Kites\n\n[arXiv](https://arxiv.org/abs/1) · [PDF](https://arxiv.org/pdf/1)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven papers. /settings adjusts them.", "Seven papers."),
        ("七篇论文。发送 /settings 调整。", "七篇论文。"),
        ("Missed: /date 2026-02-03 · /date 2026-02-04", "Missed: 2026-02-03 · 2026-02-04"),
        ("See https://x.example/paper there.", "See https://x.example/paper there."),
    ],
)
def test_a_sentence_that_tells_to_type_is_left_out(text, expected):
    assert parts(Paragraph((line(live(text)),))) == [expected]


def test_a_papers_own_words_are_never_left_out():
    assert parts(Paragraph((line("Run /usr or /paper."),))) == ["Run /usr or /paper."]


def test_a_part_is_cut_between_words_and_closes_its_marks():
    said = parts(Paragraph((line(bold("one two three four five six seven")),)), room=20)

    assert all(len(part) <= 20 for part in said)
    assert all(part.startswith("**") and part.endswith("**") for part in said)
    assert " ".join(part.strip("*") for part in said) == "one two three four five six seven"


def test_a_link_is_never_cut_in_its_address():
    address = f"https://arxiv.org/{'a' * 40}"
    said = parts(Paragraph((line(Span("one two three four", href=address)),)), room=70)

    assert len(said) > 1
    assert all(part.endswith(f"]({address})") for part in said)


def test_code_that_holds_a_mark_of_code_is_text():
    assert parts(Paragraph((line(Span("a`b", Style.CODE)),))) == ["a`b"]
    assert parts(Paragraph((line(Span("a*b", Style.CODE)),))) == ["`a*b`"]


@pytest.mark.parametrize("text", ["", " ", "\u2800", "\u200b"])
def test_nothing_to_say_is_no_message(text):
    assert markdown_parts(sentences([text]), PLAIN, 1000, len) == []
