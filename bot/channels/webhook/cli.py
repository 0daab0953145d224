"""`paperboy webhook …`: webhooks are added, listed, tried and removed where Paperboy runs."""

from __future__ import annotations

import getpass
import secrets
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.channels.base import Parts, Terminal
from bot.channels.webhook import WebhookSettings
from bot.channels.webhook.book import Book, Hook, kind_of
from bot.channels.webhook.dialects import bodies
from bot.channels.webhook.kinds import Kind, payload
from bot.channels.webhook.platform import WebhookSender
from bot.chat.views import View, sentences, text_of
from core.delivery import Delivery, DeliveryError, DeliveryKind
from core.editions.keys import DAILY
from locales import Translator

HookId = Annotated[str, typer.Argument(metavar="ID")]


def webhook_add(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="[URL]")] = "",
    kind: Annotated[Kind | None, typer.Option("--kind")] = None,
    secret: Annotated[bool, typer.Option("--secret")] = False,
    time: Annotated[str, typer.Option("--time", metavar="TIME")] = "",
    zone: Annotated[str, typer.Option("--zone", metavar="ZONE")] = "",
    language: Annotated[str, typer.Option("--language")] = "",
) -> int:
    """Have the morning list sent to a webhook. What is secret is asked for, or read from standard
    input: a line for the address where none was given, and one for the secret."""
    t: Translator = context.obj.t
    url = address or _asked(t.t("cli.webhook.ask_address"))
    guessed = kind_of(url)
    if guessed is None:
        raise typer.BadParameter(t.t("cli.webhook.no_address"))
    kind = kind or guessed
    shared = _asked(t.t("cli.webhook.ask_secret")) if secret else ""
    made = ""
    if kind is Kind.GENERIC and not shared:
        made = shared = secrets.token_hex(32)

    async def work(parts: Parts, book: Book) -> int:
        hook = book.add(kind, url, shared)
        try:
            told = await _subscribed(parts, hook, f"{time} {zone}".strip(), language)
        except Exception:
            book.remove(hook)
            raise
        print(t.t("cli.webhook.added", id=hook.id, kind=kind.value, host=hook.host))
        print(told)
        if made:
            print(t.t("cli.webhook.made_secret", secret=made))
        return 0

    return _run(context, work)


async def _subscribed(parts: Parts, hook: Hook, when: str, language: str) -> str:
    """Subscribe the webhook as a chat, and say so. Raises RequestError for what cannot be."""
    request = await parts.office.desk.request(hook.key, _unheard)
    if language:
        await parts.office.subscriptions.change(request, "lang", language)
    return text_of(await parts.office.subscriptions.subscribe(request, when))


def webhook_list(context: typer.Context) -> int:
    """Name the webhooks, without what is secret in their addresses."""
    t: Translator = context.obj.t

    async def work(parts: Parts, book: Book) -> int:
        hooks = book.hooks()
        for hook in hooks:
            chat = await parts.storage.chats.get(hook.key)
            chosen = chat.settings
            zone = chosen.zone or str(parts.office.desk.zone)
            language = chosen.language or next(iter(parts.translators))
            known = (hook.id, hook.kind, hook.host, f"{chosen.time:%H:%M}", zone, language)
            paused = t.t(f"cli.status.paused.{chat.paused}") if chat.paused else ""
            print("  ".join(filter(None, (*known, paused))))
        if not hooks:
            print(t.t("cli.webhook.none"))
        return 0

    return _run(context, work)


def webhook_remove(context: typer.Context, id_: HookId) -> int:
    """Send a webhook nothing more, and forget its address."""
    t: Translator = context.obj.t

    async def work(parts: Parts, book: Book) -> int:
        hook = _found(t, book, id_)
        await parts.storage.chats.unsubscribe(hook.key)
        book.remove(hook)
        print(t.t("cli.webhook.removed", id=hook.id, host=hook.host))
        return 0

    return _run(context, work)


def webhook_test(context: typer.Context, id_: HookId) -> int:
    """Send a webhook one harmless message, and say what was answered."""
    t: Translator = context.obj.t

    async def work(parts: Parts, book: Book) -> int:
        hook = _found(t, book, id_)
        sender = WebhookSender(hook.kind, book, parts.clock, parts.outside)
        try:
            await sender.post(hook, _harmless(t, hook, parts))
        except DeliveryError as error:
            print(t.t("cli.webhook.refused", host=hook.host, why=str(error)), file=sys.stderr)
            return 1
        finally:
            await sender.close()
        print(t.t("cli.webhook.taken", host=hook.host))
        return 0

    return _run(context, work)


def commands(t: Translator) -> typer.Typer:
    """The commands in that language."""
    group = typer.Typer(help=t.t("cli.webhook"), rich_markup_mode=None)
    group.command("add", help=t.t("cli.webhook_add"))(webhook_add)
    group.command("list", help=t.t("cli.webhook_list"))(webhook_list)
    group.command("test", help=t.t("cli.webhook_test"))(webhook_test)
    group.command("remove", help=t.t("cli.webhook_remove"))(webhook_remove)
    return group


def _harmless(t: Translator, hook: Hook, parts: Parts) -> dict[str, Any]:
    """A message that looks like any other, of today's list; a receiver of ours is told that it is
    none."""
    (body,) = bodies(hook.kind, sentences([t.t("cli.webhook.hello")]), t.language)
    key, late = DAILY.on(parts.clock.now().date()), DeliveryKind.LATE
    delivery = Delivery(key=hook.key, list_key=key, kind=late, part=0, body=body)
    message = payload(hook.kind, delivery)
    if hook.kind is Kind.GENERIC:
        message |= {"id": secrets.token_hex(16), "kind": "test"}
    return message


def _run(context: typer.Context, work: Callable[[Parts, Book], Awaitable[int]]) -> int:
    terminal: Terminal = context.obj

    async def with_book(parts: Parts) -> int:
        settings: WebhookSettings = parts.settings
        return await work(parts, Book(Path(settings.paperboy_webhooks)))

    return terminal.run(with_book)


def _found(t: Translator, book: Book, id_: str) -> Hook:
    hook = book.find(id_)
    if hook is None:
        raise typer.BadParameter(t.t("cli.webhook.unknown", id=id_))
    return hook


def _asked(prompt: str) -> str:
    """What somebody types, unseen, or the next line of a pipe."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt).strip()
    return sys.stdin.readline().strip()


async def _unheard(view: View) -> None:
    """Nobody waits for a word ahead."""
