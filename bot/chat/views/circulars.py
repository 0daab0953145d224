"""What the operator tells all chats, as a message. Pure."""

# Tested in tests/bot/chat/test_circulars.py.

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.recommended import run_button
from bot.chat.views.model import Block, Button, Footer, Heading, Paragraph, View, bold, line, live
from core.circulars import Circular, CircularState
from core.delivery import DeliveryState
from locales import Translator

# What the button below such messages runs; the sentence above it says it in the language.
REFUSAL = "/settings announcements off"


def circular_view(t: Translator, text: str, *, refusable: bool) -> View:
    """The message with that text; where it is `refusable`, it says how to get no more of them.

    The words are somebody else's: nothing in them can be pressed or calls anybody.
    """
    blocks: list[Block] = [Heading((line(bold(t.t("circular.title"))),))]
    for paragraph in text.split("\n\n"):
        lines = [line(each.rstrip()) for each in paragraph.split("\n") if each.strip()]
        if lines:
            blocks.append(Paragraph(tuple(lines)))
    if not refusable:
        return View(tuple(blocks))
    blocks.append(Footer((line(live(t.t("circular.foot"))),)))
    refuse = run_button(REFUSAL, t.t("circular.refuse"))
    return View(tuple(blocks), ((refuse,),))


@dataclass(slots=True)
class Reach:
    """How many chats a circular would come to, by platform and by language, and how many refuse
    such messages."""

    platforms: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    refusing: int = 0

    @property
    def chats(self) -> int:
        """How many in all."""
        return self.platforms.total()


@dataclass(frozen=True, slots=True)
class CircularCounts:
    """A circular, and how many chats it is in which state for."""

    circular: Circular
    counts: Mapping[DeliveryState, int]


def draft_view(
    t: Translator, circular: Circular, reach: Reach, names: Mapping[str, str], *, ask: bool
) -> View:
    """What would be sent, each text as its readers see it, and to how many; with `ask` two buttons,
    to send it and to discard it. `names` are languages' names by code."""
    said = [t.plural("circular.reach", reach.chats)]
    for code, count in sorted(reach.languages.items()):
        said.append(t.t("circular.reach.language", language=names.get(code, code), n=count))
    if reach.refusing:
        said.append(t.plural("circular.refusing", reach.refusing))
    blocks: list[Block] = [
        Heading((line(bold(t.t("circular.preview", name=circular.name))),)),
        Paragraph(tuple(line(each) for each in said)),
    ]
    for_all = "circular.for_all" if len(circular.texts) == 1 else "circular.for_others"
    for code, text in circular.texts.items():
        name = names.get(code) or t.t(for_all)
        shown = circular_view(t, text, refusable=False)
        blocks += [Paragraph((line(bold(name)),)), *shown.blocks[1:]]
    if not ask:
        return View(tuple(blocks))
    send = run_button(f"/announce send {circular.name}", t.plural("circular.send", reach.chats))
    discard = run_button(f"/announce cancel {circular.name}", t.t("circular.discard"))
    return View(tuple(blocks), ((send,), (discard,)), private=True)


def overview(
    t: Translator, said: str, standings: Sequence[CircularCounts], *, buttons: bool = False
) -> View:
    """A sentence, if any, and how far those circulars are; with `buttons` one to call off each that
    is under way."""
    blocks: list[Block] = []
    if said:
        blocks.append(Paragraph(tuple(line(live(each)) for each in t.t(said).splitlines())))
    rows: list[tuple[Button, ...]] = []
    for each in standings:
        circular = each.circular
        blocks.append(Paragraph((line(_standing(t, each)),)))
        if buttons and _is_open(each):
            label = t.t("circular.call_off", name=circular.name)
            rows.append((run_button(f"/announce cancel {circular.name}", label),))
    return View(tuple(blocks), tuple(rows), private=True)


def _standing(t: Translator, standing: CircularCounts) -> str:
    circular, counts = standing.circular, standing.counts
    state = circular.state.value
    if circular.state is CircularState.DONE and _is_open(standing):
        state = CircularState.UNDER_WAY.value
    told = [circular.name, t.date(circular.at.date()), t.t(f"circular.state.{state}")]
    for each in DeliveryState:
        if counts.get(each):
            told.append(t.t(f"circular.count.{each}", n=counts[each]))
    return " · ".join(told)


def _is_open(standing: CircularCounts) -> bool:
    """Whether it is still to come to somebody."""
    state = standing.circular.state
    if state is CircularState.DONE:
        return bool(standing.counts.get(DeliveryState.OWED))
    return state is CircularState.UNDER_WAY
