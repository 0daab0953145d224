"""The fake Telegram and the fake Discord without their limits, and the real libraries led to
them."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import bot_of

with warnings.catch_warnings():
    # Before Python 3.13 the library imports a module that announces its end.
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    from tests.fakes.discord import FakeDiscord
    from tests.fakes.discord_library import Client, running


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=None) as server:
        yield server


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    async with bot_of(telegram) as library:
        yield library


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord(limits=None) as server:
        yield server


@pytest.fixture
async def client(discord: FakeDiscord) -> AsyncIterator[Client]:
    """A client, ready, whose guilds come later."""
    async with running(discord) as library:
        yield library
