"""What the operator does with chats: lists them, keeps lists and answers from them, sends a list
again, and looks ahead."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.app.crew import press_of
from bot.app.root import App, open_app
from bot.app.settings import Settings
from bot.channels.console.render import WIDEST, render
from bot.chat.hours import zone_of
from bot.chat.views import View
from bot.delivery.forecast import Expected, Forecast
from bot.delivery.press import Batch, Press
from bot.delivery.schedule import Decision
from core.accounts import kind_of
from core.chats import Ban, BanKind, Chat, ChatKey, ban_on
from core.delivery import DeliveryKind
from core.editions.keys import DAILY
from core.errors import (
    ChatGetsNoLists,
    ChatKeyInvalid,
    ChatUnknown,
    EditionUnknown,
    ListUnderWay,
)
from locales import Translator

_KEY = re.compile(
    r"([a-z][a-z-]*(?:@[0-9]{1,32})?):(?:person:)?(-?[0-9A-Za-z_]{1,64})(?::([0-9]{1,32}))?"
)
_SPAN = re.compile(r"([0-9]{1,4})([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def read_chat(text: str) -> ChatKey:
    """The chat or person that an operator names: `telegram:-100123`, with a topic
    `telegram:-100123:7`, a person also as `telegram:person:42`; which of several bots it belongs to
    may be named (`telegram@7000000002:-100123`) or not. Raises ChatKeyInvalid."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        raise ChatKeyInvalid(text[:80])
    platform, chat_id, thread_id = found.groups()
    return ChatKey(platform, chat_id, thread_id or "")


def written(key: ChatKey) -> str:
    """The chat as `read_chat` reads it."""
    return ":".join(filter(None, (key.platform, key.chat_id, key.thread_id)))


def read_span(text: str) -> dt.timedelta | None:
    """The span of time that `12h`, `7d` or `2w` names; None for anything else."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    number, unit = found.groups()
    return dt.timedelta(**{_UNITS[unit]: int(number)})


async def list_chats(settings: Settings, t: Translator, *, as_json: bool) -> int:
    """Print the known chats, and who else is banned."""
    async with open_app(settings, use_model=False, reading=True) as app:
        chats = await app.storage.chats.all()
        bans = await app.storage.bans.all()
        last = await app.storage.deliveries.last_sent()
    # Bans are on all of a platform's accounts.
    named = {dataclasses.replace(chat.key, platform=kind_of(chat.key.platform)) for chat in chats}
    others = [Chat(key=ban.key) for ban in bans if ban.key not in named]
    rows = [_row(chat, bans, last.get(chat.key), settings.zone) for chat in (*chats, *others)]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        print(_row_text(t, row))
    if not rows:
        print(t.t("cli.chats.none"))
    return 0


def _row(
    chat: Chat, bans: Sequence[Ban], last: dt.datetime | None, zone: ZoneInfo
) -> dict[str, Any]:
    """What there is to tell of a chat, as JSON's kinds of values."""
    ban = ban_on(chat.key, bans)
    return {
        "key": written(chat.key),
        "platform": chat.key.platform,
        "id": chat.key.chat_id,
        "thread": chat.key.thread_id or None,
        "subscribed": _iso(chat.subscribed_at),
        "time": f"{chat.settings.time:%H:%M}",
        "zone": chat.settings.zone or str(zone),
        "paused": chat.paused,
        "last_delivery": _iso(last),
        "ban": ban and ban.kind.value,
        "until": _iso(ban.until) if ban else None,
    }


def _row_text(t: Translator, row: dict[str, Any]) -> str:
    said = [row["key"]]
    if row["subscribed"]:
        said.append(t.t("cli.chats.subscribed", time=row["time"], zone=row["zone"]))
    else:
        said.append(t.t("cli.chats.not_subscribed"))
    if row["last_delivery"]:
        said.append(t.t("cli.chats.last", at=row["last_delivery"]))
    if row["subscribed"] and row["paused"]:
        said.append(t.t(f"cli.status.paused.{row['paused']}"))
    if row["ban"]:
        said.append(t.t(f"cli.chats.{row['ban']}"))
    if row["until"]:
        said.append(t.t("cli.chats.until", at=row["until"]))
    return " · ".join(said)


def _iso(moment: dt.datetime | None) -> str | None:
    """The moment in UTC, to the minute."""
    if moment is None:
        return None
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}"


async def ban(
    settings: Settings, t: Translator, key: ChatKey, kind: BanKind, span: dt.timedelta | None
) -> int:
    """Keep lists, or answers too, from a chat or a person, for ever or for so long."""
    async with open_app(settings, use_model=False) as app:
        now = app.clock.now()
        until = now + span if span else None
        wanted = Ban(key=key, kind=kind, since=now, until=until)
        await app.storage.bans.put(wanted)
        heard = any(wanted.covers(chat.key) for chat in await app.storage.chats.all())
    print(t.t(f"cli.chats.now_{kind}", chat=written(key)))
    if until:
        print(t.t("cli.chats.ends", at=_iso(until) or ""))
    if not heard:
        print(t.t("cli.chats.unheard", chat=written(key)))
    return 0


async def unban(settings: Settings, t: Translator, key: ChatKey) -> int:
    """Keep nothing from a chat or a person any more."""
    async with open_app(settings, use_model=False) as app:
        lifted = await app.storage.bans.lift(key)
    said = "cli.chats.lifted" if lifted else "cli.chats.not_banned"
    print(t.t(said, chat=written(key)))
    return 0


async def resend(settings: Settings, t: Translator, key: ChatKey, date: dt.date | None) -> int:
    """Owe a chat a list once more; the running service sends it.

    Raises ChatUnknown, ChatGetsNoLists, ListUnderWay, EditionUnknown.
    """
    async with open_app(settings, use_model=False) as app:
        now = app.clock.now()
        key = await app.storage.homes.found(key)
        chat = await app.storage.chats.get(key)
        if chat == Chat(key=key):
            raise ChatUnknown(written(key))
        press = await press_of(app)
        kept_off = await app.storage.bans.of(key)
        if not chat.gets_lists or kept_off or key.platform not in press.renderers:
            raise ChatGetsNoLists(written(key))
        if date is None:
            date = await _last_list(app, key, now)
        press = dataclasses.replace(press, shown=app.office.desk.shelves.shown, peek=False)
        batch = Batch(press)
        decision = Decision(through=None, next_due=None, full=date)
        parts = await batch.deliveries(chat, DAILY, decision)
        parts = [each for each in parts if each.kind is DeliveryKind.LIST]
        if not parts:
            raise EditionUnknown(date, await app.storage.editions.nearest(DAILY.on(date)))
        if not await app.storage.deliveries.owe_again(parts, now):
            raise ListUnderWay(written(key), date)
    print(t.plural("cli.resend.owed", len(parts), chat=written(key), date=date))
    return 0


async def _last_list(app: App, key: ChatKey, now: dt.datetime) -> dt.date:
    """The day of the newest list that was written down for the chat, or of the newest there is.

    Raises EditionUnknown.
    """
    today = now.date()
    had = await app.storage.deliveries.newest([key], DAILY.on(today), (DeliveryKind.LIST,))
    if key in had:
        return had[key]
    newest = await app.storage.editions.newest(DAILY, today)
    if newest is None:
        raise EditionUnknown(today, None)
    return newest.day


async def forecast(settings: Settings, t: Translator, only: ChatKey | None, *, show: bool) -> int:
    """Print what each subscribed chat, or one of them, gets next; with `show` also the messages.

    Raises ChatUnknown.
    """
    async with open_app(settings, use_model=False, reading=True) as app:
        press = await press_of(app)
        if show:
            press = in_the_terminal(press)
        ahead = Forecast(
            storage=app.storage, policies=app.policies, press=press, zone=settings.zone
        )
        found = await ahead.all(app.clock.now())
        if only is not None:
            only = await app.storage.homes.found(only)
    if only is not None:
        found = [each for each in found if each.chat.key == only]
        if not found:
            raise ChatUnknown(written(only))
    for expected in found:
        print(_expected_text(t, expected, settings.zone))
        if show:
            for delivery in expected.deliveries:
                print("", delivery.body, sep="\n")
    print(_summary(t, found))
    return 0


def in_the_terminal(press: Press) -> Press:
    """The press, writing everything as the terminal shows it."""

    def rendered(view: View, t: Translator, *, silent: bool, previews: bool) -> list[str]:
        return [render(view, WIDEST, color=False)]

    renderers = dict.fromkeys(press.renderers, rendered)
    return dataclasses.replace(press, renderers=renderers, callers={})


def _expected_text(t: Translator, expected: Expected, zone: ZoneInfo) -> str:
    """What that chat gets next, in a line."""
    said = [written(expected.chat.key)]
    if expected.obstacle:
        said += [t.t("cli.push.nothing"), t.t(expected.obstacle)]
        return " · ".join(said)
    said.append(_moment_text(t, expected, zone))
    for key in expected.lists:
        said.append(t.t("cli.push.list", date=key.day))
    if expected.messages:
        said.append(t.plural("cli.push.messages", expected.messages))
    for key in expected.awaited:
        said.append(t.t("cli.push.awaited", date=key.day))
    if expected.messages and not expected.lists:
        said.append(t.t("cli.push.word"))
    if not expected.messages and not expected.awaited:
        said.append(t.t("cli.push.nothing"))
    return " · ".join(said)


def _moment_text(t: Translator, expected: Expected, zone: ZoneInfo) -> str:
    moment = expected.at
    if moment is None:
        return ""
    own = zone_of(expected.chat.settings, zone)
    local = moment.astimezone(own)
    return t.t(
        "cli.push.at",
        local=f"{local:%Y-%m-%d %H:%M}",
        zone=str(own),
        utc=f"{moment.astimezone(dt.UTC):%m-%d %H:%M}",
    )


def _summary(t: Translator, found: Sequence[Expected]) -> str:
    """How many chats get what."""
    kinds: Counter[str] = Counter()
    for expected in found:
        if expected.lists:
            kinds["lists"] += 1
        elif expected.messages:
            kinds["words"] += 1
        elif expected.awaited:
            kinds["awaited"] += 1
        else:
            kinds["nothing"] += 1
    return t.t(
        "cli.push.summary",
        chats=len(found),
        lists=kinds["lists"],
        words=kinds["words"],
        awaited=kinds["awaited"],
        nothing=kinds["nothing"],
        messages=sum(each.messages for each in found),
    )
