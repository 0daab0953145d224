"""What became of what somebody said of their interests, or sent as a file. Pure."""

# Tested in tests/bot/chat/test_steering.py.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.recommended import command_button
from bot.chat.views.interests import (
    LINE,
    NAMED,
    called,
    english_of,
    level,
)
from bot.chat.views.model import Block, Heading, Line, Paragraph, View, bold, line, live, quiet
from bot.chat.views.prose import clip, clip_words, tidy
from core.interests.interest import Interest, Kind
from core.interests.library.reading import MOST_ENTRIES, LibraryFile
from locales import Translator


@dataclass(kw_only=True)
class Outcome:
    """What became of it.

    `put` are the interests as they are now; `removed` and `muted`, `unmuted` what is none any more,
    or must not come, or may again; `missing` what was to be removed and is not there. Nothing is
    known of `unknown` Chinese words and of `unknown_muted` ones, papers write the `unlettered`
    names in other letters, no stored paper has the `unseen` words. `unfetched` are papers whose
    titles nobody could be asked for, `dropped` counts those that are too many.
    """

    put: list[Interest] = field(default_factory=list)
    removed: list[Interest] = field(default_factory=list)
    muted: list[str] = field(default_factory=list)
    unmuted: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unknown_muted: list[str] = field(default_factory=list)
    unlettered: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    unfetched: int = 0
    dropped: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)


def outcome_view(t: Translator, outcome: Outcome, limit: int) -> View:
    """What was understood, kind by kind, and what was not."""
    lines = [_kind_line(t, outcome, kind) for kind in Kind]
    said = [each for each in lines if each is not None]
    for key, words in (
        ("interests.removed", [called(each, outcome.titles) for each in outcome.removed]),
        ("interests.muted_now", outcome.muted),
        ("interests.unmuted", outcome.unmuted),
        ("interests.missing", outcome.missing),
    ):
        if words:
            said.append(line(t.t(key, words=_joined(t, words))))
    notes = _notes(t, outcome, limit)
    blocks: list[Block] = [Paragraph(tuple(said))] if said else []
    if notes:
        blocks.append(Paragraph(tuple(notes)))
    return View(tuple(blocks), ((command_button(t, "interests"),),))


def library_view(
    t: Translator, name: str, library: LibraryFile, outcome: Outcome, by_title: int, limit: int
) -> View:
    """How much of a file was understood, and why the rest was not."""
    found = len(library.papers) + by_title
    heading = t.t(
        "library.found", papers=found, entries=library.entries, name=clip(tidy(name), LINE)
    )
    lines: list[Line] = []
    for key, count in (
        ("library.by_title", by_title),
        ("library.no_arxiv", len(library.titles) - by_title),
        ("library.nameless", library.nameless),
        ("library.damaged", library.damaged),
        ("library.repeated", library.repeated),
    ):
        if count > 0:
            lines.append(line(t.plural(key, count), marker="•"))
    if library.beyond:
        lines.append(line(t.t("library.beyond", limit=MOST_ENTRIES), marker="•"))
    blocks: list[Block] = [Heading((line(bold(heading)),))]
    if lines:
        blocks.append(Paragraph(tuple(lines)))
    notes = _notes(t, outcome, limit)
    if outcome.put:
        notes.insert(0, line(t.plural("library.kept", len(outcome.put))))
    if notes:
        blocks.append(Paragraph(tuple(notes)))
    return View(tuple(blocks), ((command_button(t, "interests"),),))


def _kind_line(t: Translator, outcome: Outcome, kind: Kind) -> Line | None:
    """The interests of that kind as they are now; None where there are none."""
    of_kind = [each for each in outcome.put if each.kind is kind]
    if not of_kind:
        return None
    caption = bold(t.t("interests.caption", kind=t.t(f"interests.kind.{kind}")))
    words = [_described(t, each, outcome.titles) for each in of_kind]
    return line(caption, _joined(t, words))


def _described(t: Translator, interest: Interest, titles: Mapping[str, str]) -> str:
    said = clip_words(called(interest, titles), LINE)
    if interest.english:
        said += t.t("interests.in_english", english=english_of(t, interest))
    if interest.weight != 1:
        said += f" · {level(t, interest.weight)}"
    return said


def _notes(t: Translator, outcome: Outcome, limit: int) -> list[Line]:
    """What is to be known of it besides."""
    notes: list[Line] = []
    for key, words in (
        ("interests.unknown", outcome.unknown),
        ("interests.unknown_muted", outcome.unknown_muted),
        ("interests.unknown_author", outcome.unlettered),
    ):
        for word in words[:NAMED]:
            notes.append(line(live(t.t(key, word=clip(tidy(word), LINE)))))
    if outcome.unseen:
        notes.append(line(quiet(t.t("interests.unseen", words=_joined(t, outcome.unseen)))))
    if outcome.unfetched:
        notes.append(line(quiet(t.plural("interests.unfetched", outcome.unfetched))))
    if outcome.dropped:
        notes.append(line(t.plural("interests.dropped", outcome.dropped, limit=limit)))
    return notes


def _joined(t: Translator, words: Sequence[str]) -> str:
    """The first of the words, and how many more there are."""
    most = 2 * NAMED
    shown = t.t("text.between").join(clip_words(tidy(word), LINE) for word in words[:most])
    if len(words) > most:
        shown += t.t("interests.and_more", count=len(words) - most)
    return shown
