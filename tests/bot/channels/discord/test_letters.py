"""Letters on Discord: in the menu of papers, and while somebody types."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.channels.discord.components import A_MENU, ROWS, components, rows_of
from bot.chat.actions import Action, Verb
from bot.chat.targets import Known, Listed, WholeList
from bot.chat.views.model import Button, View
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import LETTERS, Because, Interest, Kind, Pick, Picks, Share
from locales import Translator
from tests.announced import announce_kites
from tests.bot.channels.discord.test_panel_used import choose, opened
from tests.venues import NOTE, TITLE, decide_kites, publish_kites

LIST = DAILY.on(dt.date(2026, 2, 5))
NOON = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)


async def picked(stage, channel) -> None:
    """The list's last two papers are the channel's letters."""
    edition = await stage.app.storage.editions.get(LIST)
    last = [entry.paper.id for entry in edition.entries[-2:]]
    words = Share(because=Because.WORDS, named=("kites", "wind"), share=1.0)
    picks = Picks(picks=tuple(Pick(paper_id=each, shares=(words,)) for each in last))
    await stage.app.storage.picks.freeze(ChatKey("discord", str(channel.id)), LIST, picks, NOON)


async def test_the_menu_has_letters_with_their_titles(stage, ann, channel):
    await picked(stage, channel)
    list_ = (await stage.uses(ann, channel, "date", day="2026-02-05")).original
    options = [each["label"] for each in list_.selects[0]["options"]]
    title = options[-2].removeprefix("A · ")

    assert options[0].startswith("1 · ")
    assert [each[:4] for each in options[-2:]] == ["A · ", "B · "]
    assert "About kites, wind" in list_.text
    opened_ = await stage.chooses(list_, ann, "A · ")
    assert title[:12] in opened_.original.text
    by_letter = await stage.uses(ann, channel, "paper", number="a")
    assert title[:12] in by_letter.original.text
    why = await stage.uses(ann, channel, "why", number="B")
    assert "What spoke for it" in why.original.text


@pytest.mark.parametrize(
    ("count", "letters", "menus"),
    [
        (20, 5, ["1–E"]),
        (75, 5, ["A–E", "1–25", "26–50", "51–75"]),
        (76, 5, ["A–E · 1–20", "21–45", "46–70", "71–76"]),
        (95, 5, ["A–E · 1–20", "21–45", "46–70", "71–95"]),
        (90, 10, ["A–J · 1–15", "16–40", "41–65", "66–90"]),
        (100, 0, ["1–25", "26–50", "51–75", "76–100"]),
    ],
)
def test_no_paper_of_a_long_list_is_left_out_for_letters(count, letters, menus):
    numbered = [Button(str(n), Action(Verb.PAPER, Listed(LIST, n))) for n in range(1, count + 1)]
    lettered = [
        Button(letter, Action(Verb.PAPER, Known(f"2602.{n:05}")))
        for n, letter in enumerate(LETTERS[:letters])
    ]
    below = (Button("‹ 4 Feb", Action(Verb.DATE, WholeList(LIST))),)
    rows = rows_of([tuple(numbered), tuple(lettered), below])
    held = [button.label for row in rows for button in row]

    assert len(rows) <= ROWS
    assert sorted(held) == sorted(
        [str(n) for n in range(1, count + 1)] + [*LETTERS[:letters], "‹ 4 Feb"]
    )
    assert all(len(row) <= A_MENU for row in rows)
    shown = components(rows, View(()), Translator("en"))
    placeholders = [row["components"][0].get("placeholder", "") for row in shown][: len(menus)]
    if len(menus) > 1:
        assert [each.rpartition("Open a paper… ")[2] for each in placeholders] == menus


async def test_letters_are_offered_while_somebody_types(stage, ann, channel):
    await picked(stage, channel)
    await stage.uses(ann, channel, "date", day="2026-02-05")

    assert (await stage.typing(ann, channel, "paper", "number", ""))[0].startswith("A · ")
    assert (await stage.typing(ann, channel, "paper", "number", "B"))[0].startswith("B · ")


async def test_letters_are_set_in_the_panel(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    interest = Interest(kind=Kind.WORDS, value="kites")
    await stage.app.storage.interests.put(ChatKey("discord", str(channel.id)), [interest])
    message = await opened(stage, owner, channel)

    await choose(stage, message, owner, "picks", "3")
    await choose(stage, message, owner, "switches", "fitting")

    known = (await stage.known(channel)).settings
    assert (known.picks, known.explore, known.only_fitting) == (3, False, True)


async def test_letters_out_of_announcements_are_read_as_others_are(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    await announce_kites(stage.app.storage, LIST.day)
    await stage.uses(owner, channel, "settings", category="+cs.RO")
    await stage.uses(owner, channel, "interests", wishes="kites, wind")
    list_ = (await stage.uses(owner, channel, "date", day="2026-02-05")).original

    assert "arXiv cs.RO" in list_.text.replace("\u2060", "")
    offered = await stage.typing(owner, channel, "paper", "number", "A")
    assert offered[0] == "A · Kites in the wind"
    opened_ = await stage.uses(owner, channel, "paper", number="A")
    assert "Kites in the wind" in opened_.original.text


async def test_letters_out_of_venues_are_read_as_others_are(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    await publish_kites(stage.app.storage, LIST.day)
    offered = await stage.typing(owner, channel, "settings", "category", "icl")
    assert offered[0] == "ICLR International Conference on Learning Representations"
    await stage.uses(owner, channel, "settings", category="+ICLR")
    await stage.uses(owner, channel, "interests", wishes="kites, wind")
    list_ = (await stage.uses(owner, channel, "date", day="2026-02-05")).original
    assert "ICLR 2026" in list_.text.replace("\u2060", "")
    offered = await stage.typing(owner, channel, "paper", "number", "A")
    assert offered[0] == f"A · {TITLE}"
    opened_ = await stage.uses(owner, channel, "paper", number="A")
    assert TITLE in opened_.original.text
    assert "ICLR 2026, submitted" in opened_.original.text
    await decide_kites(stage.app.storage, LIST.day, dt.date(2026, 2, 6))
    link = f"https://openreview.net/forum?id={NOTE}"
    again = await stage.uses(owner, channel, "paper", number=link)
    assert "ICLR 2026, accepted as oral" in again.original.text
