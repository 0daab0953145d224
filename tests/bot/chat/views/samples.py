"""Small invented papers, editions and reports for tests of views."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from bot.chat.actions import write_action
from bot.chat.views import Block, Button, Item, Line, Section, Terms, View
from bot.chat.views.model import slimmed
from bot.chat.views.parts import NO_BREAK
from core.editions.keys import DAILY
from core.models import (
    Counts,
    Edition,
    EditionState,
    Entry,
    Labelled,
    Paper,
    Provenance,
    Reason,
    Report,
    Results,
    Source,
    Summary,
    Tier,
    Usage,
    Verdict,
    Writer,
)

THURSDAY = dt.date(2026, 2, 5)
LIST = DAILY.on(THURSDAY)
READ_AT = dt.datetime(2026, 2, 4, 19, 12, tzinfo=dt.UTC)
PROVENANCE = Provenance(
    source=Source.HTML, writer=Writer.MODEL, created_at=READ_AT, model="reader-9", version="v1"
)


def paper(number: int = 1, **changes: Any) -> Paper:
    """A paper whose texts carry its number."""
    fields: dict[str, Any] = {
        "id": f"2602.{number:05}",
        "title": f"Kites in Wind {number}",
        "abstract": f"We fly kite {number}. It flies well.",
        "organization": "Kite Lab",
    }
    return Paper(**fields | changes)


def entry(rank: int = 1, *, golden: bool = False, **changes: Any) -> Entry:
    """A selected entry; a golden one is viral."""
    verdict = Verdict(
        score=70.29 - rank,
        tier=Tier.FRONTIER,
        tags=("Frontier Lab", "Viral") if golden else ("Frontier Lab",),
        golden=golden,
        reasons=(
            Reason("frontier", 20.0),
            Reason("upvotes", 22.21, 84),
            Reason("stars", 46.69, 2397),
        ),
    )
    fields: dict[str, Any] = {
        "rank": rank,
        "paper": paper(rank),
        "counts": Counts(84, 2397, 1),
        "verdict": verdict,
        "selected": True,
    }
    return Entry(**fields | changes)


def edition(
    *entries: Entry, state: EditionState = EditionState.CLOSED, listed: int | None = None
) -> Edition:
    """That Thursday's edition."""
    return Edition(key=LIST, state=state, entries=entries, listed=listed)


def summary(number: int = 1, **changes: Any) -> Summary:
    """A Chinese summary of the paper of that number."""
    fields: dict[str, Any] = {
        "paper_id": f"2602.{number:05}",
        "language": "zh",
        "title": f"风中的风筝 {number}",
        "text": f"第 {number} 只风筝。飞得很高。",
        "highlights": (f"风筝 {number} 比以前高 30%。", "更稳。", "更便宜。"),
        "provenance": PROVENANCE,
    }
    return Summary(**fields | changes)


def report(**changes: Any) -> Report:
    """A Chinese report with something in each place."""
    fields: dict[str, Any] = {
        "paper_id": "2602.00001",
        "language": "zh",
        "field": "风筝、**空气动力学**。",
        "contribution": "风筝第一次能自己起飞。",
        "usage": Usage(
            input="一只风筝和 `wind.csv`。",
            output="高度曲线。",
            steps=("放线。", "等风。"),
            requirements="一片空地。",
            notes=(Labelled("注意", "不要靠近电线。\n- 雨天不放\n- 夜里不放"),),
        ),
        "innovations": (Labelled("自起飞", "不用助跑。"), Labelled("", "没有名字的一点。")),
        "results": Results(
            datasets=("WindBench",),
            comparisons=("比手放高 30%。", "比弹射高 12%。"),
            figures=("最高 $h=120$ 米。",),
            notes=(Labelled("局限", "没有试过台风。"),),
        ),
        "provenance": PROVENANCE,
    }
    return Report(**fields | changes)


def provenance(**changes: Any) -> Provenance:
    """The usual provenance, changed."""
    return dataclasses.replace(PROVENANCE, **changes)


def sent(button: Button) -> str | None:
    """What the button sends back; None for a link."""
    return write_action(button.action) if button.action else None


def said(view: View, *, narrow: bool = False, slim: bool = False) -> list[str]:
    """Every line of the view as a person would read it, markers and numbers included; `narrow` is
    how a phone shows it, `slim` how the narrowest places do."""
    lines: list[str] = []
    for block in view.blocks:
        lines += _said(_slimmed(block) if slim else block, narrow or slim)
    return [text.replace(NO_BREAK, " ") for text in lines]


def _slimmed(block: Block) -> Block:
    if isinstance(block, Item):
        return slimmed(block)
    if isinstance(block, Section):
        return dataclasses.replace(block, blocks=tuple(map(_slimmed, block.blocks)))
    return block


def _said(block: Block, narrow: bool) -> list[str]:
    if isinstance(block, Section):
        inner = [text for each in block.blocks for text in _said(each, narrow)]
        return [block.title.text, *inner]
    if isinstance(block, Terms):
        return [f"{term.text} {meaning.text}" for term, meaning in block.rows]
    lines: tuple[Line, ...] = block.lines
    if isinstance(block, Item):
        title = block.title
        if narrow and block.short:
            title = block.short
        handle = [
            block.mark,
            f"{block.handle}." if block.handle else "",
            title.text,
        ]
        return [" ".join(part for part in handle if part), *(line.text for line in lines)]
    return [f"{line.marker} {line.text}" if line.marker else line.text for line in lines]
