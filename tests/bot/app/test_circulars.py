"""`paperboy announce` as it is typed: what it says, and what it writes into the store."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.app import circulars
from core.chats import Chat, ChatKey, ChatSettings
from core.circulars import CircularState
from locales import Translator
from storage import open_storage
from tests.chats import put
from tests.telegram_world import scene

BEFORE = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
REACH = {"telegram_token": "123456:" + "a" * 35}


@pytest.fixture
def texts(tmp_path):
    """Files with what is to be told."""
    said = {"all": "Down on Sunday.", "en": "Sunday: down.", "zh": "周日停机。"}
    for name, text in said.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


async def test_written_beside_a_running_service_and_sent_by_it(
    tmp_path, texts, monkeypatch, capsys
):
    monkeypatch.setattr("bot.delivery.circulars.PAUSE", 0.05)
    async with scene(tmp_path) as stage:
        reader = stage.telegram.private()
        await stage.says(reader, reader.person, "/subscribe 23:00")
        had = len(stage.telegram.messages(reader))
        files = {"": str(texts / "all")}
        for _ in range(2):
            await circulars.announce(
                stage.app.settings, Translator("en"), files, "down", dry_run=False
            )
        (told,) = await stage.next(reader, had)
        await stage.quiet()

        assert "Down on Sunday." in told.text
        assert len(stage.telegram.messages(reader)) == had + 1
    said = capsys.readouterr().out
    assert "Goes to 1 chat as down" in said
    assert "nothing is sent again" in said


def test_a_dry_run_shows_each_text_and_counts_chats(paperboy, texts, tmp_path):
    async def subscribe():
        async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as storage:
            for number, language in enumerate(("en", "zh", "zh")):
                key = ChatKey("telegram", str(number))
                settings = ChatSettings(language=language)
                await put(storage, Chat(key=key, settings=settings, subscribed_at=BEFORE))

    asyncio.run(subscribe())
    options = ("--en", str(texts / "en"), "--zh", str(texts / "zh"), "--name", "down")
    ran = paperboy("announce", *options, "--dry-run", **REACH)

    assert (ran.code, ran.err) == (0, "")
    for said in ("It comes to 3 chats", "中文: 2", "English: 1", "Sunday: down.", "周日停机。"):
        assert said in ran.out
    assert "Nothing was announced yet." in paperboy("announce", **REACH).out


def test_one_name_is_one_announcement(paperboy, texts):
    first = paperboy("announce", str(texts / "all"), "--name", "down", **REACH)
    again = paperboy("announce", str(texts / "all"), "--name", "down", **REACH)
    other = paperboy("announce", str(texts / "en"), "--name", "down", **REACH)
    cancelled = paperboy("announce", "--cancel", "--name", "down", **REACH)
    after = paperboy("announce", str(texts / "all"), "--name", "down", **REACH)
    dry = paperboy("announce", str(texts / "all"), "--name", "down", "--dry-run", **REACH)
    other_dry = paperboy("announce", str(texts / "en"), "--name", "down", "--dry-run", **REACH)
    listed = paperboy("announce", **REACH)

    assert [each.code for each in (first, again, other, cancelled, after)] == [0, 0, 1, 0, 0]
    assert "nothing is sent again" in again.out
    assert "Another text was announced as down." in other.err
    assert "Called off." in cancelled.out
    assert "called off" in after.out
    assert "nothing is sent again" in dry.out
    assert "not sent yet" not in dry.out
    assert (other_dry.code, other_dry.err) == (1, other.err)
    assert "called off" in listed.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere"], 1),
        (["--cancel"], 2),
        (["--cancel", "--name", "nothing"], 1),
        (["--en", "nowhere"], 1),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(paperboy, arguments, code):
    ran = paperboy("announce", *arguments, **REACH)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.count("\n") == 1


def test_a_file_that_is_no_text_is_told_in_words(paperboy, tmp_path):
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff\x00")
    ran = paperboy("announce", str(tmp_path / "picture"), **REACH)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("it is not text in UTF-8.\n")


def test_states_have_words():
    for language in ("en", "zh"):
        assert all(Translator(language).has(f"circular.state.{each}") for each in CircularState)
