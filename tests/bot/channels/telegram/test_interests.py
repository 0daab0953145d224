"""Interests on Telegram: the panel, files that people send, and who may change what."""

from __future__ import annotations

import pytest

from core.chats import ChatKey
from core.interests.interest import Kind
from tests.libraries import ARXIV, bib
from tests.telegram_world import scene
from tests.world import DATE, busy_day


async def values(stage, chat, kind):
    stored = await stage.app.storage.interests.of(ChatKey("telegram", str(chat.id)))
    return [each.value for each in stored if each.kind is kind]


async def shown(stage, chat, before):
    """The last message that answers there, as it is in the end."""
    await stage.until(lambda: len(stage.telegram.messages(chat)) > before)
    await stage.idle()
    return [each for each in stage.telegram.messages(chat) if not each.deleted][-1]


def plain(message):
    """Its words, without the sign that keeps a file's name from becoming a link."""
    return message.text.replace("\u2060", "")


async def sends(stage, chat, user, name, content, text="", **how):
    before = len(stage.telegram.messages(chat))
    assert stage.telegram.say(chat, user, text, file=(name, content), **how)
    return await shown(stage, chat, before)


async def test_a_library_of_200_references_is_taken_in(tmp_path):
    async with scene(tmp_path, {DATE: busy_day(2)}) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)

        answer = await sends(stage, chat, ann, "mine.bib", bib())

        assert plain(answer).splitlines()[0] == "arXiv papers in mine.bib: 120 of 200 references"
        assert "60 name no arXiv paper" in answer.text
        assert "20 are damaged" in answer.text
        assert len(await values(stage, chat, Kind.PAPER)) == ARXIV
        # They were looked up in as few requests as can be.
        assert sum("/api/query" in each.path for each in stage.place.arxiv.log) == 2


async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched_and_while(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        large = b"@article{a, eprint={2401.00001}}" + b" " * 20_000_000

        announced = await sends(stage, chat, ann, "x.bib", large, announced=len(large))
        assert "larger than 20 MB" in announced.text
        assert not stage.telegram.calls("getFile")

        silent = await sends(stage, chat, ann, "x.bib", large + b" " * 2_000_000)
        assert silent.text == announced.text
        assert not stage.telegram.given
        assert not await values(stage, chat, Kind.PAPER)


async def test_a_file_that_holds_nothing_is_told(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)

        for content in (b"%PDF-1.5 abc", b"\x89PNG\x00\x01", b"hello", b"{}"):
            answer = await sends(stage, chat, ann, "holiday.pdf", content)
            assert plain(answer).startswith("Nothing in “holiday.pdf” is a reference")


async def test_export_comes_as_a_file_that_brings_the_same_back(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        key = ChatKey("telegram", str(chat.id))
        await stage.says(chat, ann, "/interests 世界模型, +retrieval -video, author Yann LeCun")
        await stage.says(chat, ann, "/interests more retrieval, mute 3D, lab DeepSeek")
        before = await stage.app.storage.interests.of(key)

        exported = await stage.says(chat, ann, "/interests export")
        content = stage.telegram.files[exported.document["file_id"]]
        await stage.says(chat, ann, "/interests reset yes")
        assert await stage.app.storage.interests.of(key) == []
        answer = await sends(stage, chat, ann, exported.document["file_name"], content)

        assert "Never listed from now on: 3D" in answer.text
        assert await stage.app.storage.interests.of(key) == before
        again = await stage.says(chat, ann, "/interests export")
        assert stage.telegram.files[again.document["file_id"]] == content


async def test_weights_change_in_two_taps_and_last_after_a_restart(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        await stage.says(chat, ann, "/interests retrieval")
        panel = await stage.says(chat, ann, "/interests")

        await stage.presses(panel, ann, "retrieval")
        assert await stage.presses(panel, ann, "+ More") == "Updated."
        assert "Counts — more" in panel.text
        data = panel.data("Remove")

    async with scene(tmp_path, telegram=None) as stage:
        stored = await stage.app.storage.interests.of(ChatKey("telegram", str(chat.id)))
        assert [each.weight for each in stored] == [2.0]
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        old = await stage.says(chat, ann, "/interests")
        await stage.forges(old, ann, data)
        later = await stage.says(chat, ann, "/interests")
        before = len(stage.telegram.messages(chat))
        await stage.forges(later, ann, data)
        (told,) = stage.telegram.messages(chat)[before:]
        assert told.text == "This button no longer works. Send /today for the newest list."


@pytest.mark.parametrize("held", ['"interests": []', '"interests": null', '"muted": [5]'])
async def test_an_export_that_holds_nothing_is_told(tmp_path, held):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        file = f'{{"paperboy_interests": 1, {held}}}'.encode()

        told = await sends(stage, chat, ann, "mine.json", file)
        assert plain(told).startswith("Nothing in “mine.json” is a reference")


async def test_votes_that_are_brought_back_where_they_were_cast_are_known(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        await stage.says(chat, ann, "/like 3 2026-02-05")
        file = await stage.says(chat, ann, "/interests export")
        assert file.document
        content = stage.telegram.files[file.document["file_id"]]

        told = await sends(stage, chat, ann, "mine.json", content)
        assert told.text == "All that this file holds is known here already."


async def test_members_look_and_admins_change(tmp_path):
    async with scene(tmp_path) as stage:
        telegram = stage.telegram
        ann, bob = telegram.user("Ann"), telegram.user("Bob")
        group = telegram.group(ann)
        telegram.join(group, bob)
        await stage.says(group, ann, "/interests retrieval")

        looked = await stage.says(group, bob, "/interests")
        assert "retrieval" in looked.text
        assert "only where I am an admin" in looked.text
        refused = await stage.says(group, bob, "/interests remove retrieval")
        assert refused.text.startswith("Only admins can change what this group is interested in.")
        by_file = await sends(stage, group, bob, "x.bib", bib(), "/interests")
        assert by_file.text == refused.text
        await stage.presses(looked, bob, "retrieval")
        assert "Only admins" in await stage.presses(looked, bob, "Remove")
        assert await values(stage, group, Kind.WORDS) == ["retrieval"]
        assert await values(stage, group, Kind.PAPER) == []

        taken = await sends(stage, group, ann, "x.bib", bib(), "/interests")
        assert "120 of 200 references" in taken.text


async def test_a_file_among_others_is_nobodys_business_until_somebody_says_so(tmp_path):
    async with scene(tmp_path) as stage:
        telegram = stage.telegram
        ann = telegram.user("Ann")
        group = telegram.group(ann)
        telegram.say(group, ann, "look at this", file=("x.bib", bib()))
        sent = telegram.said(group)
        await stage.quiet()
        assert telegram.messages(group) == []

        before = len(telegram.messages(group))
        telegram.say(group, ann, "/interests", reply_to=sent)
        answer = await shown(stage, group, before)
        assert "120 of 200 references" in answer.text


async def test_two_files_at_once_are_each_taken_once(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        stage.telegram.say(chat, ann, "", file=("a.bib", bib()))
        stage.telegram.say(chat, ann, "", file=("b.bib", bib(2)))
        await stage.until(
            lambda: (
                sum("of 200 references" in each.text for each in stage.telegram.messages(chat)) == 2
            )
        )
        await stage.idle()

        assert len(await values(stage, chat, Kind.PAPER)) == ARXIV


async def test_forget_asks_and_then_leaves_nothing(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        await stage.says(chat, ann, "/interests retrieval, https://arxiv.org/abs/2401.00001")

        asked = await stage.says(chat, ann, "/interests forget")
        assert "Really?" in asked.text
        await stage.presses(asked, ann, "No, keep them")
        assert await values(stage, chat, Kind.WORDS) == ["retrieval"]
        await stage.presses(asked, ann, "Yes, forget all")
        assert await stage.app.storage.interests.of(ChatKey("telegram", str(chat.id))) == []


@pytest.mark.parametrize(
    "words", ["not enough rights to send documents to the chat", "CHAT_SEND_DOCS_FORBIDDEN"]
)
async def test_where_files_are_not_allowed_that_is_said_and_lists_come(tmp_path, words):
    async with scene(tmp_path) as stage:
        olga, max_ = stage.telegram.user("Olga"), stage.telegram.user("Max")
        group = stage.telegram.group(olga)
        stage.telegram.join(group, max_)
        await stage.says(group, olga, "/subscribe 08:30 Asia/Shanghai")
        await stage.says(group, olga, "/interests retrieval")
        stage.telegram.fail("sendDocument", f"400:{words}")

        told = await stage.says(group, max_, "/interests export")
        assert told.text.startswith("I may not send files in this chat.")
        assert (await stage.known(group)).paused is None
