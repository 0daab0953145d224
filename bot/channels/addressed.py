"""Channels whose chats an operator enters, each by its address: `paperboy NAME add ADDRESS`."""

# Tested in tests/bot/channels/webhook/test_cli.py.

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, ClassVar

from bot.channels.address_book import AddressBook
from bot.channels.base import Channel, Own, Parts
from bot.channels.checks import Diagnosis, reached

if TYPE_CHECKING:
    from bot.channels.send_only import SendOnlyPlatform


class AddressedChannel(Channel[Own]):
    """One kind of such chats. It is served as soon as there is one."""

    name: str  # type: ignore[misc]  # a channel a kind, not a class
    # The kinds that one command line is for: `paperboy FAMILY …`, and `cli.FAMILY` and
    # `doctor.FAMILY` in the catalogs.
    family: ClassVar[str]
    chat_ids = re.compile(r"[0-9a-f]{8}")
    by_its_chats: ClassVar[bool] = True
    hears: ClassVar[bool] = False
    # What it is called in the file and after `--kind`.
    kind: str
    # Whether a chat without a secret is given one.
    makes_secrets: bool = False

    @abstractmethod
    def book(self, settings: Own) -> AddressBook:
        """The file with the chats of the family."""

    @abstractmethod
    def platform(self, settings: Own, parts: Parts) -> SendOnlyPlatform:
        """What the service talks to; nothing is opened yet."""

    def is_configured(self, settings: Own) -> bool:
        """Never by the settings alone."""
        return False

    async def checks(self, settings: Own, parts: Parts) -> AsyncIterator[Diagnosis]:
        """Whether the file can be read. No chat is called: it would have to be told something."""

        async def ask() -> str:
            contacts = self.book(settings).contacts()
            mine = [contact for contact in contacts if contact.kind == self.kind]
            return ", ".join(f"{contact.id} {contact.host}" for contact in mine)

        yield await reached(parts.operator, f"doctor.{self.family}", "", ask)
