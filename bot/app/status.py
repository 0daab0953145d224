"""How Paperboy is doing, for who runs it: on the command line and as `/status` in a chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterable, Iterator

from bot.app.served import Served, served, waiting_for
from bot.app.settings import Settings
from bot.channels.standings import standing_text
from bot.chat.problems import failure_text
from core.announcements import pool_reader
from core.announcements.venues import group_of
from core.chats import BanKind
from core.delivery import DeliveryState
from core.editions import past
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.llm.capabilities import Capabilities, Format
from core.llm.prices import BATCH
from core.ports import Clock
from core.records import REPEATED, Failure
from core.sharing import Division, count_of, part_of, whole_of
from core.working import CIRCULARS, ROUNDS, is_heard, to_hear, to_send
from locales import Translator
from storage import Storage
from storage.accounts import ServedBot
from storage.workers import Alive

# How much of each is told at most, the newest first.
DAYS = 7
FAILURES = 5
SPENDING_DAYS = 7
UNKNOWN = 5
REFUSED = 5
# How many paused chats are looked at, and how many of each kind are named.
PAUSED = 1000
NAMED = 5


async def status_lines(
    storage: Storage, clock: Clock, t: Translator, settings: Settings
) -> list[str]:
    """The lines that say what is out of reach, stored, served and failed, what the model used, and
    how it is asked."""
    parts = (
        _platforms(storage, clock, t, settings),
        _workers(storage, t),
        _stored(storage, t),
        _past(storage, clock, t),
        _pool(storage, clock, t),
        _room(storage, t, settings.keep),
        _served(storage, t),
        _failed(storage, clock, t),
        _put_off(storage, t),
        _spent(storage, t),
        _endpoints(storage, t),
    )
    lines: list[str] = []
    for part in parts:
        lines += [line async for line in part]
    return lines


async def _platforms(
    storage: Storage, clock: Clock, t: Translator, settings: Settings
) -> AsyncIterator[str]:
    accounts = await served(settings, storage)
    known = await storage.accounts.all()
    for each in accounts:
        if each.account.siblings:
            bot = known.get(each.name, ServedBot(each.account.bot))
            yield t.t("cli.status.account", account=each.name, bot=bot.called or bot.bot)
    async for waiting in waiting_lines(t, accounts, storage):
        yield waiting
    configured = {each.name for each in accounts}
    for standing in await storage.platforms.all():
        is_served = standing.platform in configured
        told = standing_text(t, standing, clock.now(), configured=is_served)
        if told:
            yield told
    async for told in _shards(storage, t):
        yield told


async def _shards(storage: Storage, t: Translator) -> AsyncIterator[str]:
    """Yields a line for each account that several workers may hear, in parts."""
    claims: dict[str, list[tuple[str, str]]] = {}
    for alive in await storage.workers.all():
        for claim in filter(is_heard, alive.claims):
            claims.setdefault(whole_of(claim), []).append((alive.owner, claim))
    for whole, found in sorted(claims.items()):
        division = Division.of(found)
        if not division.count:
            continue
        numbers = {"shards": division.count, "workers": len(division.members)}
        account = whole.removeprefix(to_hear(""))
        if division.free:
            unheard = ", ".join(map(str, division.free[:NAMED]))
            if len(division.free) > NAMED:
                unheard += " …"
            yield t.t("cli.status.shards.unheard", account=account, unheard=unheard, **numbers)
        else:
            yield t.t("cli.status.shards", account=account, **numbers)


async def _workers(storage: Storage, t: Translator) -> AsyncIterator[str]:
    """Yields a line for each of the processes that share the store."""
    for alive in await storage.workers.all():
        role = alive.role or t.t("cli.status.worker.command")
        if alive.since:
            since = t.time(alive.since, dt.UTC)
            told = t.t("cli.status.worker", name=alive.owner, role=role, since=since)
        else:
            told = t.t("cli.status.worker.before", name=alive.owner)
        yield t.t("text.label", label=told) + t.t("text.comma").join(_claims(alive, t))


def _claims(alive: Alive, t: Translator) -> Iterator[str]:
    """Yields what a worker does; that it stands by when it does nothing."""
    claims = set(alive.claims)
    for prefix, key in ((to_send(""), "sends"), (to_hear(""), "hears")):
        named = {claim for claim in claims if claim.startswith(prefix)}
        claims -= named
        names = [each.removeprefix(prefix) for each in _with_parts(named)]
        if names:
            yield t.t(f"cli.status.worker.{key}", platforms=", ".join(names))
    for claim in (ROUNDS, CIRCULARS):
        if claim in claims:
            claims.remove(claim)
            yield t.t(f"cli.status.worker.{claim}")
    if claims:
        yield t.plural("cli.status.worker.reads", len(claims))
    if not alive.claims:
        yield t.t("cli.status.worker.idle")


def _with_parts(claims: Iterable[str]) -> Iterator[str]:
    """Yields the claims, those to parts of the same as one: "hear discord (0, 1 / 4)"."""
    parts: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for claim in sorted(claims):
        mine = parts.setdefault(whole_of(claim), [])
        counts[whole_of(claim)] = count_of(claim)
        number = part_of(claim)
        if number is not None:
            mine.append(number)
    for whole, numbers in parts.items():
        if not counts[whole]:
            yield whole
        elif numbers:
            yield f"{whole} ({', '.join(map(str, sorted(numbers)))} / {counts[whole]})"


async def waiting_lines(
    t: Translator, accounts: Iterable[Served], storage: Storage
) -> AsyncIterator[str]:
    """Yields a line for each account whose bot is not served any more while chats wait for it."""
    known = await storage.accounts.all()
    for name, chats in (await waiting_for(accounts, storage)).items():
        bot = known.get(name, ServedBot(""))
        told = bot.called or bot.bot
        yield t.plural("cli.status.account.waiting", chats, account=name, bot=told)


async def _stored(storage: Storage, t: Translator) -> AsyncIterator[str]:
    totals = await storage.editions.totals()
    days = t.plural("cli.status.days", totals.days)
    yield t.plural(
        "cli.status.totals",
        totals.papers,
        days=days,
        summaries=totals.summaries,
        reports=totals.reports,
    )
    for key, state in await storage.editions.keys(DAYS):
        named = t.date(key.day, year=True)
        if key.shelf != DAILY:
            named = f"{named} · {key.shelf}"
        told = t.t(f"state.{state}")
        yield f"  {named} · {told}"


async def _past(storage: Storage, clock: Clock, t: Translator) -> AsyncIterator[str]:
    progress = await past.progress(storage.past, POLICIES[DAILY], clock.now())
    if progress:
        yield t.t("cli.status.past", done=progress.done, total=progress.total)


async def _pool(storage: Storage, clock: Clock, t: Translator) -> AsyncIterator[str]:
    progress = await pool_reader.progress(storage.pool, clock.now())
    if progress:
        counts = {"done": progress.done, "total": progress.total}
        yield t.t("cli.status.pool", newest=progress.newest, **counts)
    for state in (await storage.submissions.states()).values():
        group = group_of(state.group)
        if group and state.read_at and not state.closed:
            yield t.t("cli.status.venue", venue=group.label, read=state.read_at.date())


async def _room(storage: Storage, t: Translator, keep: dt.timedelta | None) -> AsyncIterator[str]:
    room = await storage.retention.room()
    size = {
        "total": _megabytes(room.total),
        "free": _megabytes(room.free),
        "documents": _megabytes(room.documents),
    }
    if keep:
        kept = t.plural("cli.status.kept", keep.days)
    else:
        kept = t.t("cli.status.kept.forever")
    yield t.t("cli.status.room", texts=room.texts, kept=kept, **size)


def _megabytes(size: int) -> str:
    """That many bytes as a number of megabytes; below ten with one decimal."""
    if size < 10e6:
        return f"{size / 1e6:.1f}"
    return f"{size / 1e6:.0f}"


async def _served(storage: Storage, t: Translator) -> AsyncIterator[str]:
    for platform, chats in (await storage.chats.counts()).items():
        many = {"subscribed": chats.subscribed, "paused": chats.paused}
        yield t.t("cli.status.chats", platform=platform, **many)
    async for told in _paused(storage, t):
        yield told
    kinds = [ban.kind for ban in await storage.bans.all()]
    if kinds:
        silenced, banned = kinds.count(BanKind.SILENCED), kinds.count(BanKind.BANNED)
        yield t.t("cli.status.bans", silenced=silenced, banned=banned)
    counts = await storage.deliveries.counts()
    if counts:
        numbers = {state.value: counts.get(state, 0) for state in DeliveryState}
        yield t.t("cli.status.deliveries", **numbers)
    for delivery in await storage.deliveries.listed(DeliveryState.UNKNOWN, UNKNOWN):
        key = delivery.key
        yield "  " + t.t(
            "cli.status.unknown",
            date=delivery.list_key.day,
            platform=key.platform,
            chat=key.chat_id,
        )
    for delivery in await storage.deliveries.refused(REFUSED):
        key = delivery.key
        where = f"{key.platform} {key.chat_id}"
        yield "  " + t.t(
            "cli.status.refused",
            date=delivery.list_key.day,
            chat=where,
            reason=delivery.error or "",
        )


async def _paused(storage: Storage, t: Translator) -> AsyncIterator[str]:
    """Yields a line for each reason why chats of a platform are paused, with the first of them."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for chat in await storage.chats.paused(PAUSED):
        name = ":".join(filter(None, (chat.key.chat_id, chat.key.thread_id)))
        kinds.setdefault((chat.key.platform, chat.paused or ""), []).append(name)
    for (platform, reason), chats in sorted(kinds.items()):
        named = ", ".join(chats[:NAMED])
        if len(chats) > NAMED:
            named += " …"
        why = t.t(f"cli.status.paused.{reason}")
        yield "  " + t.t("cli.status.paused", platform=platform, n=len(chats), why=why, chats=named)


async def _failed(storage: Storage, clock: Clock, t: Translator) -> AsyncIterator[str]:
    failures = await storage.failures.recent(FAILURES)
    if failures:
        yield t.t("cli.status.failures")
    else:
        yield t.t("cli.status.no_failures")
    for failure in failures:
        step = t.t(f"cli.step.{failure.step}")
        label = t.t("text.label", label=f"{failure.date} · {failure.paper_id} · {step}")
        told = t.t("text.join", first=failure_text(t, failure), second=_again(failure, clock, t))
        yield f"  {label}{told}"


def _again(failure: Failure, clock: Clock, t: Translator) -> str:
    """When the step is tried again."""
    if failure.step not in REPEATED:
        return t.t("cli.status.on_demand")
    if failure.again_at is None:
        return t.t("cli.status.given_up", n=failure.tries)
    minutes = max(int((failure.again_at - clock.now()).total_seconds() / 60), 0)
    return t.plural("cli.status.again", minutes)


async def _endpoints(storage: Storage, t: Translator) -> AsyncIterator[str]:
    for address, model, known in await storage.endpoints.all():
        yield t.t("text.label", label=f"{model} · {address}") + capabilities_text(t, known)


def capabilities_text(t: Translator, known: Capabilities) -> str:
    """What is known of a model's endpoint, in words."""
    said = [t.t(f"endpoint.format.{known.format}")]
    if known.limit_name is None:
        said.append(t.t("endpoint.no_limit_name"))
    elif known.limit_name in known.ignored:
        said.append(t.t("endpoint.ignores_limit"))
    if known.stream:
        said.append(t.t("endpoint.stream"))
    if not known.system:
        said.append(t.t("endpoint.no_system"))
    if known.told and known.format in (Format.SCHEMA, Format.LOOSE_SCHEMA):
        said.append(t.t("endpoint.ignores_schema"))
    if known.thoughts:
        said.append(t.t("endpoint.thinks", n=known.thoughts))
    if known.output_limit:
        said.append(t.t("endpoint.output_limit", n=known.output_limit))
    if known.context_limit:
        said.append(t.t("endpoint.context_limit", n=known.context_limit))
    if known.interval:
        said.append(t.t("endpoint.requests", n=round(60 / known.interval, 1)))
    if known.per_token:
        said.append(t.t("endpoint.tokens", n=round(60 / known.per_token)))
    if known.at_once:
        said.append(t.plural("endpoint.at_once", known.at_once))
    if "reasoning_effort" in known.refused:
        said.append(t.t("endpoint.no_effort"))
    return t.t("text.comma").join(said)


async def _put_off(storage: Storage, t: Translator) -> AsyncIterator[str]:
    """What waits for batches, if anything does."""
    waiting = await storage.batches.waiting()
    if waiting:
        sent = sum(each.batch is not None for each in waiting)
        yield t.plural("cli.status.put_off", len(waiting), sent=sent)


async def _spent(storage: Storage, t: Translator) -> AsyncIterator[str]:
    spending = await storage.spending.recent(SPENDING_DAYS)
    if spending:
        yield t.t("cli.status.spending")
    else:
        yield t.t("cli.status.no_spending")
    for account in spending:
        spent = account.spending
        data = {
            "calls": spent.calls,
            "prompt": spent.prompt,
            "cached": spent.cached,
            "completion": spent.completion,
        }
        name = account.model
        if name.endswith(BATCH):
            name = t.t("cli.status.batch", model=name.removesuffix(BATCH))
        yield f"  {account.day} · {name} · " + t.t("cli.status.spent", **data)
