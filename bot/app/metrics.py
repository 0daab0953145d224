"""The vitals as Prometheus reads them: families of figures, written by its own library.

The library is there with the extra `metrics` alone. No figure names a chat or a person.
"""

# Tested in tests/bot/app/test_monitor.py.

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.channels.standings import is_alive
from core.llm.prices import Prices
from core.records import Stage, Standing
from core.sources.http.outcomes import ANSWERED, Outcomes
from storage.vitals import Figures
from storage.workers import Alive

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """All that is told of one moment."""

    at: dt.datetime
    figures: Figures
    standings: Iterable[Standing]
    workers: Iterable[Alive]
    sources: Mapping[str, Outcomes]
    prices: Prices
    daily_tokens: int | None


def exposition(now: Now) -> bytes:
    """The figures of that moment, and this process's own, in Prometheus's text format."""
    registry = CollectorRegistry()
    registry.register(_Moment(now))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Moment(Collector):
    """The families of one moment, as the library asks for them."""

    def __init__(self, now: Now) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Yields each family."""
        version = metadata.version("paperboy")
        yield _gauge("info", "Which Paperboy this is.", ["version"], {version: 1})
        yield from _chats(self._now)
        yield from _debts(self._now)
        yield from _work(self._now)
        yield from _sources(self._now)
        yield from _model(self._now)


# By the value of a family's label, or the values of its two labels, how much there is.
Amounts = Mapping[str, float] | Mapping[tuple[str, str], float]


def _gauge(name: str, told: str, labels: Sequence[str], amounts: Amounts) -> Metric:
    """A family whose values go up and down."""
    return _filled(GaugeMetricFamily(f"paperboy_{name}", told, labels=labels), amounts)


def _counter(name: str, told: str, labels: Sequence[str], amounts: Amounts) -> Metric:
    """A family whose values only grow."""
    return _filled(CounterMetricFamily(f"paperboy_{name}", told, labels=labels), amounts)


def _filled(family: GaugeMetricFamily | CounterMetricFamily, amounts: Amounts) -> Metric:
    for values, amount in sorted(amounts.items()):
        family.add_metric([values] if isinstance(values, str) else values, amount)
    return family


def _chats(now: Now) -> Iterator[Metric]:
    figures = now.figures
    chats: dict[tuple[str, str], float] = {}
    for state, counts in (("subscribed", figures.subscribed), ("paused", figures.paused)):
        for platform, count in counts.items():
            chats[platform, state] = count
    told = "Chats that get lists, and those of them that are paused."
    yield _gauge("chats", told, ["platform", "state"], chats)
    due = {platform: figures.due.get(platform, 0) for platform in figures.subscribed}
    told = "Chats whose list is due and not written down yet."
    yield _gauge("lists_due", told, ["platform"], due)


def _debts(now: Now) -> Iterator[Metric]:
    figures = now.figures
    messages = {(name, state.value): count for (name, state), count in figures.deliveries.items()}
    told = "Messages in the ledger, by what became of them."
    yield _gauge("deliveries", told, ["platform", "state"], messages)
    platforms = {*figures.subscribed, *(platform for platform, _ in figures.deliveries)}
    refused = {platform: figures.refused.get(platform, 0) for platform in platforms}
    told = "Owed messages that were not taken so far."
    yield _gauge("deliveries_refused", told, ["platform"], refused)
    ages: dict[str, float] = dict.fromkeys(platforms, 0.0)
    for platform, since in figures.owed_since.items():
        ages[platform] = max((now.at - since).total_seconds(), 0.0)
    told = "How long the oldest of the owed messages has been owed."
    yield _gauge("oldest_debt_seconds", told, ["platform"], ages)


def _work(now: Now) -> Iterator[Metric]:
    figures = now.figures
    told = "Papers that have a summary or a report."
    yield _gauge("readings", told, ["kind"], figures.readings)
    failures: dict[tuple[str, str], float] = {}
    for (step, key), count in figures.failures.items():
        failures[step.value, key.removeprefix("error.")] = count
    told = "Steps of readings that failed and are on record."
    yield _gauge("failures", told, ["step", "error"], failures)
    on: dict[str, float] = {}
    for each in now.standings:
        on[each.platform] = each.stage is Stage.ON and is_alive(each, now.at)
    told = "Whether a chat platform is signed in and served."
    yield _gauge("platform_on", told, ["platform"], on)
    roles = Counter(each.role or "command" for each in now.workers)
    told = "Living processes that share the store, by their role."
    yield _gauge("workers", told, ["role"], roles)


def _sources(now: Now) -> Iterator[Metric]:
    figures = now.figures
    fetched = {str(shelf): at.timestamp() for shelf, at in figures.fetched.items()}
    told = "When a source last gave a list."
    yield _gauge("list_fetched_timestamp_seconds", told, ["shelf"], fetched)
    ready = {str(shelf): at.timestamp() for shelf, at in figures.ready.items()}
    yield _gauge("list_read_timestamp_seconds", "When a list was last read.", ["shelf"], ready)
    requests: dict[tuple[str, str], float] = {}
    up: dict[str, float] = {}
    for host, outcomes in now.sources.items():
        up[host] = outcomes.last == ANSWERED
        for outcome, count in outcomes.counts.items():
            requests[host, outcome.removeprefix("error.")] = count
    told = "Requests to sources since the start, by their outcome."
    yield _counter("source_requests", told, ["host", "outcome"], requests)
    yield _gauge("source_up", "Whether a source answered when it was last asked.", ["host"], up)


def _model(now: Now) -> Iterator[Metric]:
    calls: dict[str, float] = {}
    tokens: dict[tuple[str, str], float] = {}
    cost: dict[tuple[str, str], float] = {}
    for model, account in now.figures.spent.items():
        spent = account.spending
        calls[model] = spent.calls
        for kind in ("prompt", "cached", "completion"):
            tokens[model, kind] = getattr(spent, kind)
        price = now.prices.of(model)
        if price:
            cost[model, now.prices.currency] = account.cost(price)
    yield _counter("model_calls", "Calls of a model in this UTC day.", ["model"], calls)
    told = "Tokens in this UTC day; cached ones are part of the prompt's."
    yield _counter("model_tokens", told, ["model", "kind"], tokens)
    told = "What a model has cost in this UTC day, where its price is known."
    yield _counter("model_cost", told, ["model", "currency"], cost)
    limit = GaugeMetricFamily(
        "paperboy_daily_tokens_limit", "The tokens a day may have, where they are limited."
    )
    if now.daily_tokens is not None:
        limit.add_metric([], now.daily_tokens)
    yield limit
