"""Several tokens of one platform: how they are read, and which accounts they are."""

from __future__ import annotations

import base64

import pytest

from bot.app.environment import load_settings
from bot.app.keeper import read_chat, written
from bot.app.served import remembered, served, waiting_for
from bot.app.settings import Settings
from bot.chat.problems import setting_text
from core.chats import Chat, ChatKey
from core.errors import SettingsInvalid
from locales import Translator
from storage import open_storage
from tests.chats import put
from tests.storage.build import NOON


def telegram(number: int, secret: str = "A") -> str:
    return f"{number}:{secret * 35}"


def discord(number: int, secret: str = "x") -> str:
    whose = base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")
    return f"{whose}.{secret}.{secret * 20}"


ONE, OTHER = telegram(70000001), telegram(70000002)


@pytest.fixture
async def storage(tmp_path):
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as storage:
        yield storage


@pytest.mark.parametrize("between", [" ", ",", ", ", "\n", "，", "；\n", "  "])
def test_several_tokens_stand_in_one_setting(between):
    settings = Settings(
        telegram_token=f"{ONE}{between}{OTHER}",
        discord_token=f"{discord(80000001)}{between}{discord(80000002)}{between}",
    )
    assert [each.get_secret_value() for each in settings.telegram_token] == [ONE, OTHER]
    assert len(settings.discord_token) == 2
    assert {ONE, OTHER, discord(80000001), discord(80000002)} <= set(settings.secrets)
    assert ONE not in repr(settings)
    assert OTHER not in repr(settings)


def test_a_file_may_hold_several(tmp_path, monkeypatch):
    (tmp_path / "tokens").write_text(f"{ONE}\n{OTHER}\n")
    (tmp_path / ".env").write_text("TELEGRAM_TOKEN_FILE=tokens\n")
    monkeypatch.chdir(tmp_path)
    assert len(load_settings().telegram_token) == 2


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("TELEGRAM_TOKEN", f"{ONE} {ONE}", "two tokens of one bot"),
        ("TELEGRAM_TOKEN", f"{ONE} {telegram(70000001, 'B')}", "two tokens of one bot"),
        ("TELEGRAM_TOKEN", f"{ONE} and {OTHER}", "one of which is none"),
        ("TELEGRAM_TOKEN", ",，", ""),
        ("DISCORD_TOKEN", f"{discord(8)} {discord(8, 'y')}", "two tokens of one bot"),
        ("DISCORD_TOKEN", f"{discord(8)} not.the.token", "one of which is none"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    tmp_path, monkeypatch, variable, value, said, language
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    (problem,) = caught.value.problems
    text = setting_text(Translator(language), problem)
    assert text.startswith(variable)
    assert language == "zh" or said in text
    assert not [each for each in value.split() if len(each) > 5 and each in text]


async def test_accounts_are_remembered(storage):
    both = Settings(telegram_token=f"{ONE} {OTHER}", discord_token=discord(8))
    names = ["telegram", "telegram@70000002", "discord"]
    assert [each.name for each in await served(both, storage)] == names
    assert await storage.accounts.all() == {}
    assert [each.name for each in await remembered(both, storage)] == names

    turned = Settings(telegram_token=f"{OTHER} {ONE}")
    assert [each.name for each in await served(turned, storage)] == names[1::-1]
    renewed = Settings(telegram_token=f"{telegram(70000002, 'B')} {telegram(70000001, 'C')}")
    assert [each.name for each in await remembered(renewed, storage)] == names[1::-1]
    rest = Settings(telegram_token=OTHER)
    assert [each.name for each in await remembered(rest, storage)] == names[1:2]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_whose_the_chats_of_an_older_version_are_is_not_guessed(storage, language):
    await put(storage, Chat(key=ChatKey("telegram", "1"), subscribed_at=NOON))
    both = Settings(telegram_token=f"{OTHER} {ONE}", discord_token=f"{discord(8)} {discord(9)}")
    with pytest.raises(SettingsInvalid) as caught:
        await remembered(both, storage)
    (problem,) = caught.value.problems
    assert problem.name == "TELEGRAM_TOKEN"
    assert setting_text(Translator(language), problem) != problem.key
    assert await storage.accounts.all() == {}

    await remembered(Settings(telegram_token=ONE), storage)
    names = [each.name for each in await remembered(both, storage)]
    assert names == ["telegram@70000002", "telegram", "discord", "discord@9"]


async def test_one_bot_in_place_of_another_has_its_chats(storage):
    await remembered(Settings(telegram_token=ONE), storage)
    (replaced,) = await remembered(Settings(telegram_token=OTHER), storage)
    assert replaced.name == "telegram"
    assert (await storage.accounts.all())["telegram"].bot == "70000002"


async def test_who_waits_is_told(storage):
    both = await remembered(Settings(telegram_token=f"{ONE} {OTHER}"), storage)
    for name in ("telegram", "telegram@70000002", "webhook"):
        await put(storage, Chat(key=ChatKey(name, "1"), subscribed_at=NOON))
    assert await waiting_for(both, storage) == {}
    rest = await served(Settings(telegram_token=OTHER), storage)
    assert await waiting_for(rest, storage) == {"telegram": 1}


async def test_a_token_that_tells_no_number_is_the_only_ones(storage):
    (one,) = await remembered(Settings(discord_token="not.the.token"), storage)
    assert one.name == "discord"
    assert await storage.accounts.all() == {}


def test_allowed_chats_need_no_bot():
    settings = Settings(paperboy_allowed_chats="telegram@70000002:-100,telegram:-200,-300")
    assert settings.paperboy_allowed_chats == ("telegram:-100", "telegram:-200", "-300")


@pytest.mark.parametrize("text", ["telegram@70000002:-100:7", "telegram:-100", "discord@8:9"])
def test_a_chat_is_written_with_its_account(text):
    assert written(read_chat(text)) == text
    assert read_chat("telegram@70000002:person:42").chat_id == "42"
