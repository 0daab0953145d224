"""Letters on Discord: in the menu of papers, and while somebody types."""

from __future__ import annotations

import datetime as dt

from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import Because, Interest, Kind, Pick, Picks, Share
from tests.announced import announce_kites
from tests.bot.channels.discord.test_panel_used import choose, opened

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
