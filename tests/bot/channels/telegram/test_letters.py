"""Letters on Telegram: their row of buttons, replies to the list, and the line that introduces
them."""

from __future__ import annotations

import datetime as dt

import pytest

from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import Because, Pick, Picks, Share
from tests.announced import announce_kites
from tests.telegram_world import scene
from tests.venues import NOTE, TITLE, decide_kites, publish_kites
from tests.world import DATE, busy_day

LIST = DAILY.on(dt.date(2026, 2, 5))
NOON = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)
INTRODUCED = "Send /like 3, and papers of your own come with the list."


@pytest.fixture
async def stage(tmp_path):
    """The demo's day, and another."""
    async with scene(tmp_path, {DATE: busy_day(6)}) as stage:
        yield stage


async def picked(stage, chat) -> None:
    """The list's last two papers are the chat's letters."""
    edition = await stage.app.storage.editions.get(LIST)
    last = [entry.paper.id for entry in edition.entries[-2:]]
    words = Share(because=Because.WORDS, named=("kites", "wind"), share=1.0)
    picks = Picks(picks=tuple(Pick(paper_id=each, shares=(words,)) for each in last))
    await stage.app.storage.picks.freeze(ChatKey("telegram", str(chat.id)), LIST, picks, NOON)


async def test_letters_have_buttons_that_open_their_papers(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    await picked(stage, chat)
    shown = await stage.says(chat, ann, "/date 2026-02-05")
    lines = shown.text.splitlines()
    at = lines.index("For you")
    title = lines[at + 1].removeprefix("A. ")[:12]

    assert lines[at + 3] == "About kites, wind"
    await stage.presses(shown, ann, "A")
    assert title in shown.text.splitlines()[0]
    await stage.presses(shown, ann, "‹ List")
    assert shown.text.splitlines()[: at + 7] == lines[: at + 7]
    for line in ("A", "/paper a", "Ａ", "show me A"):
        assert title in (await stage.says(chat, ann, line)).text.splitlines()[0], line
    why = await stage.says(chat, ann, "/why A")
    assert "What spoke for it\n• 100% · About kites, wind" in why.text


async def test_a_letter_in_reply_to_a_list_is_that_lists_in_a_group_too(stage):
    owner = stage.telegram.user()
    group, other = stage.telegram.group(owner), stage.telegram.group(owner)
    await picked(stage, group)
    old = await stage.says(group, owner, "/date 2026-02-05")
    plain = await stage.says(other, owner, "/date 2026-02-05")
    await stage.says(group, owner, f"/date {DATE}")
    title = old.text.splitlines()[old.text.splitlines().index("For you") + 5]
    assert title.startswith("B. ")

    answer = await stage.says(group, owner, "B", reply_to=old)
    assert title.removeprefix("B. ")[:12] in answer.text.splitlines()[0]
    # Nothing was picked there, or nothing under that letter: it was not said to us.
    for chat, text, list_ in ((other, "B", plain), (group, "F", old), (group, "k", old)):
        before = len(stage.telegram.messages(chat))
        stage.telegram.say(chat, owner, text, reply_to=list_)
        await stage.quiet()
        assert len(stage.telegram.messages(chat)) == before, text


async def test_interests_are_introduced_by_one_list_and_no_other(tmp_path):
    days = {DATE: busy_day(6), "2026-02-04": busy_day(6)}
    async with scene(
        tmp_path, days, at=(2026, 2, 3, 20), paperboy_deep_read="on_demand", demo=False
    ) as stage:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
        assert not (await stage.known(chat)).introduced
        lists = []
        for day in (4, 5):
            before = len(stage.telegram.messages(chat))
            await stage.reach(2026, 2, day, 0, 0)
            await stage.read(f"2026-02-0{day - 1}")
            await stage.reach(2026, 2, day, 0, 30)
            lists += await stage.next(chat, before)

        assert [INTRODUCED in each.text for each in lists] == [True, False]
        assert (await stage.known(chat)).introduced
        assert lists[0].data("Interests") == "run:/interests"


async def test_letters_out_of_announcements_are_read_as_others_are(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    await announce_kites(stage.app.storage, LIST.day)
    await stage.says(chat, ann, "/settings sources robotics")
    await stage.says(chat, ann, "/interests kites, wind")
    shown = await stage.says(chat, ann, "/date 2026-02-05")
    lines = shown.text.replace("\u2060", "").splitlines()
    at = lines.index("A. Kites in the wind")

    assert lines[at + 1] == "arXiv cs.RO"
    assert lines[at + 2] == "About kite, wind"
    assert "Kites in the wind" in (await stage.says(chat, ann, "/paper A")).text
    assert "Kites in the wind" in (await stage.says(chat, ann, "A", reply_to=shown)).text
    assert "About kite, wind" in (await stage.says(chat, ann, "/why A")).text
    assert "Kites in the wind" in (await stage.says(chat, ann, "/search kites")).text


async def test_letters_out_of_venues_are_read_as_others_are(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    await publish_kites(stage.app.storage, LIST.day)
    page = await stage.says(chat, ann, "/settings sources ICLR")
    assert "Hugging Face, ICLR" in page.text.replace("\u2060", "")
    await stage.says(chat, ann, "/interests kites, wind")
    shown = await stage.says(chat, ann, "/date 2026-02-05")
    lines = shown.text.replace("\u2060", "").splitlines()
    at = lines.index(f"A. {TITLE}")
    assert lines[at + 1 : at + 3] == ["ICLR 2026", "About kite, wind"]
    card = await stage.says(chat, ann, "/paper A")
    assert TITLE in card.text
    assert "ICLR 2026, submitted" in card.text
    buttons = [each for row in card.markup["inline_keyboard"] for each in row]
    links = {each["text"]: each["url"] for each in buttons if "url" in each}
    assert links == {
        "OpenReview": f"https://openreview.net/forum?id={NOTE}",
        "PDF": f"https://openreview.net/pdf?id={NOTE}",
    }
    link = f"https://openreview.net/forum?id={NOTE}"
    for asked in (f"/paper {link}", f"/paper openreview/{NOTE}", f"/search {link}"):
        assert "Kites" in (await stage.says(chat, ann, asked)).text, asked
    for asked in ("/why A", "/search kites", "/similar A", f"/summary openreview/{NOTE}"):
        assert "bug" not in (await stage.says(chat, ann, asked)).text, asked
    stage.clock.pass_(minutes=2)
    liked = await stage.says(chat, ann, "/like A")
    assert "Kites" in liked.text
    await decide_kites(stage.app.storage, LIST.day, dt.date(2026, 2, 6))
    again = await stage.says(chat, ann, f"/paper openreview/{NOTE}")
    assert "ICLR 2026, accepted as oral" in again.text
