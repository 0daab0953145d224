"""`paperboy webhook …`: webhooks are added, listed, tried, removed."""

# Tested in tests/bot/channels/webhook/test_cli.py.

from __future__ import annotations

import datetime as dt
import getpass
import secrets
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bot.channels.base import Parts, Terminal
from bot.channels.webhook.address_book import AddressBook, Contact
from bot.channels.webhook.kinds import Kind, kind_of
from bot.chat.request import nobody
from bot.chat.targets import Change
from bot.chat.views import sentences
from core.delivery import Delivery, DeliveryError, DeliveryKind
from core.editions.keys import DAILY
from locales import Translator

if TYPE_CHECKING:
    from bot.channels.webhook import Webhook

ContactId = Annotated[str, typer.Argument(metavar="ID")]


class WebhookCommands:
    """The commands, for webhooks of all kinds."""

    def __init__(self, t: Translator, channels: Sequence[Webhook]) -> None:
        self._t = t
        self._channels = {channel.kind.value: channel for channel in channels}

    def group(self) -> typer.Typer:
        """The command line."""
        group = typer.Typer(help=self._t.t("cli.webhook"), rich_markup_mode=None)
        commands: Mapping[str, Callable[..., int]] = {
            "add": self.add,
            "list": self.list,
            "test": self.test,
            "remove": self.remove,
        }
        for name, command in commands.items():
            group.command(name, help=self._t.t(f"cli.webhook_{name}"))(command)
        return group

    def add(
        self,
        context: typer.Context,
        address: Annotated[str, typer.Argument(metavar="[ADDRESS]")] = "",
        kind: Annotated[str, typer.Option("--kind", metavar="KIND")] = "",
        secret: Annotated[bool, typer.Option("--secret")] = False,
        time: Annotated[str, typer.Option("--time", metavar="TIME")] = "",
        zone: Annotated[str, typer.Option("--zone", metavar="ZONE")] = "",
        language: Annotated[str, typer.Option("--language")] = "",
    ) -> int:
        """Have the morning list sent to an address; one that is known and paused goes on.

        What is secret is asked for, or read from standard input: a line for the address where none
        was given, and one for the secret.
        """
        if kind and kind not in self._channels:
            raise typer.BadParameter(self._say("no_kind", kinds=", ".join(self._channels)))
        address = address.strip() or _asked(self._say("ask_address"))
        guessed = kind_of(address)
        if guessed is None:
            raise typer.BadParameter(self._say("no_address"))
        kind = kind or guessed
        shared = _asked(self._say("ask_secret")) if secret else ""

        async def work(parts: Parts, book: AddressBook) -> int:
            known = book.at(kind, address)
            contact = known or book.new(kind, address, "")
            contact = replace(contact, secret=shared or contact.secret)
            makes_secret = kind == Kind.GENERIC and not contact.secret
            if makes_secret:
                contact = replace(contact, secret=secrets.token_hex(32))
            book.put(contact)
            try:
                first = await _subscribe(parts, contact, f"{time} {zone}".strip(), language)
            except Exception:
                if known:
                    book.put(known)
                else:
                    book.remove(contact)
                raise
            said = "again" if known else "added"
            print(self._say(said, id=contact.id, kind=kind, host=contact.host))
            hour, zone_name = f"{first:%H:%M}", str(first.tzinfo)
            print(self._say("next", time=hour, zone=zone_name, date=first.date()))
            if makes_secret:
                print(self._say("made_secret", secret=contact.secret))
            return 0

        return self._run(context, work)

    def list(self, context: typer.Context) -> int:
        """Name the chats, without what is secret in their addresses."""

        async def work(parts: Parts, book: AddressBook) -> int:
            contacts = book.contacts()
            for contact in contacts:
                chat = await parts.storage.chats.get(contact.key)
                chosen = chat.settings
                zone = chosen.zone or str(parts.office.desk.zone)
                language = chosen.language or next(iter(parts.translators))
                hour = f"{chosen.time:%H:%M}"
                known = [contact.id, contact.kind, contact.host, hour, zone, language]
                if chat.paused:
                    known.append(self._t.t(f"cli.status.paused.{chat.paused}"))
                print("  ".join(known))
            if not contacts:
                print(self._say("none"))
            return 0

        return self._run(context, work)

    def test(self, context: typer.Context, id_: ContactId) -> int:
        """Send one harmless message, and say what was answered."""

        async def work(parts: Parts, book: AddressBook) -> int:
            contact = self._found(book, id_)
            platform = self._channels[contact.kind].platform(parts.settings, parts)
            hello = sentences([self._say("hello")])
            (body,) = platform.bodies(hello, self._t, silent=False, previews=False)
            delivery = Delivery(
                key=contact.key,
                list_key=DAILY.on(parts.clock.now().date()),
                kind=DeliveryKind.LATE,
                part=0,
                body=body,
            )
            try:
                await platform.sender.try_out(contact, delivery)
            except DeliveryError as error:
                print(self._say("refused", host=contact.host, why=str(error)), file=sys.stderr)
                return 1
            finally:
                await platform.sender.close()
            print(self._say("taken", host=contact.host))
            return 0

        return self._run(context, work)

    def remove(self, context: typer.Context, id_: ContactId) -> int:
        """Send a chat nothing more, and forget its address."""

        async def work(parts: Parts, book: AddressBook) -> int:
            contact = self._found(book, id_)
            await parts.storage.chats.unsubscribe(contact.key)
            book.remove(contact)
            print(self._say("removed", id=contact.id, host=contact.host))
            return 0

        return self._run(context, work)

    def _run(
        self, context: typer.Context, work: Callable[[Parts, AddressBook], Awaitable[int]]
    ) -> int:
        terminal: Terminal = context.obj
        any_channel = next(iter(self._channels.values()))

        async def with_book(parts: Parts) -> int:
            return await work(parts, any_channel.book(parts.settings))

        return terminal.run(with_book)

    def _found(self, book: AddressBook, id_: str) -> Contact:
        contact = book.find(id_)
        if contact is None:
            raise typer.BadParameter(self._say("unknown", id=id_))
        return contact

    def _say(self, key: str, **values: str | dt.date) -> str:
        """A sentence of these commands."""
        return self._t.t(f"cli.webhook.{key}", **values)


async def _subscribe(parts: Parts, contact: Contact, when: str, language: str) -> dt.datetime:
    """Subscribe the chat; the moment of its next list, in its zone. Raises RequestError for what
    cannot be."""
    request = await parts.office.desk.request(contact.key, nobody)
    if language:
        await parts.office.subscriptions.change(request, Change("lang", language))
    await parts.office.subscriptions.subscribe(request, when)
    moment = parts.office.subscriptions.next_list(await parts.storage.chats.get(contact.key))
    assert moment  # who subscribes wants some weekday
    return moment


def _asked(prompt: str) -> str:
    """What somebody types, unseen, or the next line of a pipe."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt).strip()
    return sys.stdin.readline().strip()
