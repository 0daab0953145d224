"""Which channels are to be served, and by which of their bots."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from bot.app.channels import CHANNELS
from bot.app.settings import Settings
from bot.channels.accounts import Account
from bot.channels.base import Channel, Parts, Platform
from bot.channels.checks import Diagnosis
from bot.chat.homes import Homes
from core.accounts import kind_of, named
from core.errors import Problem, SettingsInvalid
from storage import Storage


@dataclass(frozen=True, slots=True)
class Served:
    """A channel, and the account by which it is served."""

    channel: Channel[Any]
    account: Account

    @property
    def name(self) -> str:
        """The account's name."""
        return self.account.name

    def platform(self, parts: Parts) -> Platform:
        """What the service talks to."""
        return self.channel.platform(parts.settings, self._its(parts))

    async def checks(self, parts: Parts) -> AsyncIterator[Diagnosis]:
        """Yields what the doctor checks; where there are several bots, whose line it is."""
        async for check in self.channel.checks(parts.settings, self._its(parts)):
            if self.account.siblings:
                whose = parts.operator.t("text.label", label=self.name)
                check = dataclasses.replace(check, text=whose + check.text)
            yield check

    def _its(self, parts: Parts) -> Parts:
        return dataclasses.replace(parts, account=self.account)


async def served(settings: Settings, storage: Storage) -> list[Served]:
    """What is to be served: by the settings, or because a channel has subscribed chats. Raises
    StoreUnavailable."""
    found = [channel for channel in CHANNELS if channel.is_configured(settings)]
    waiting = [channel for channel in CHANNELS if channel.by_its_chats and channel not in found]
    if waiting:
        counts = await storage.chats.counts()
        found += [channel for channel in waiting if channel.name in counts]
    known: dict[str, str] = {}
    if any(channel.tokens(settings) for channel in found):
        known = {name: each.bot for name, each in (await storage.accounts.all()).items()}
    return [
        Served(channel, account)
        for channel in found
        for account in _accounts(channel, settings, known)
    ]


def _accounts(channel: Channel[Any], settings: Settings, known: dict[str, str]) -> list[Account]:
    """The accounts of that channel."""
    tokens = channel.tokens(settings)
    if not tokens:
        return [Account(channel.name)]
    bots = [channel.bot_of(token.get_secret_value()) for token in tokens]
    names = named(channel.name, bots, known)
    several = len(tokens) > 1
    return [
        Account(name, bot, token, siblings=several)
        for name, bot, token in zip(names, bots, tokens, strict=True)
    ]


async def remembered(settings: Settings, storage: Storage) -> list[Served]:
    """The accounts that `served` returns, each under a name that it keeps from now on. Raises
    StoreUnavailable, and SettingsInvalid where it cannot be known which of several bots has the
    chats that there are."""
    known = await storage.accounts.all()
    accounts = await served(settings, storage)
    if not known:
        await _must_not_guess(accounts, storage)
    for each in accounts:
        before = known.get(each.name)
        bot = each.account.bot
        if bot and (before is None or before.bot != bot):
            await storage.accounts.remember(each.name, bot, before.bot if before else None)
    # Another worker may have been first to name them.
    return await served(settings, storage)


async def _must_not_guess(accounts: Iterable[Served], storage: Storage) -> None:
    """Chats refuse another bot than theirs, and are paused then; no command undoes that."""
    chats = await storage.chats.counts()
    guessed = {each.channel.name for each in accounts if each.account.siblings} & set(chats)
    if guessed and all(kind_of(name) == name for name in chats):
        raise SettingsInvalid(
            tuple(
                Problem(f"{name.upper()}_TOKEN", "settings.token_first") for name in sorted(guessed)
            )
        )


async def waiting_for(served_now: Iterable[Served], storage: Storage) -> dict[str, int]:
    """By account that is not served any more although others of its platform are, how many
    subscribed chats wait there."""
    names = {each.name for each in served_now}
    kinds = {kind_of(name) for name in names}
    counts = await storage.chats.counts()
    waiting: dict[str, int] = {}
    for name, chats in counts.items():
        if name not in names and kind_of(name) in kinds and chats.subscribed > chats.paused:
            waiting[name] = chats.subscribed - chats.paused
    return waiting


async def homes_of(settings: Settings, storage: Storage) -> Homes:
    """Whose each chat is, of the accounts that are served and that were. Raises
    StoreUnavailable."""
    accounts = await served(settings, storage)
    names = [each.name for each in accounts]
    bots = [each.account.bot for each in accounts]
    return Homes(storage, names, await storage.accounts.all(), bots)
