"""The vitals as Prometheus reads them: families of figures, written by its own library.

The library is there with the extra `metrics` alone. No figure names a chat or a person.
"""

# Tested in tests/bot/app/test_monitor.py.

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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
        yield _gauge(
            "info", "Which Paperboy this is.", "version", {metadata.version("paperboy"): 1}
        )
        yield from _chats(self._now)
        yield from _debts(self._now)
        yield from _work(self._now)
        yield from _sources(self._now)
        yield from _model(self._now)


def _gauge(name: str, told: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    """A family with one value for each value of its label."""
    family = GaugeMetricFamily(f"paperboy_{name}", told, labels=[label])
    for value, amount in sorted(values.items()):
        family.add_metric([value], amount)
    return family


def _chats(now: Now) -> Iterator[Metric]:
    figures = now.figures
    family = GaugeMetricFamily(
        "paperboy_chats",
        "Chats that get lists, and those of them that are paused.",
        labels=["platform", "state"],
    )
    for state, counts in (("subscribed", figures.subscribed), ("paused", figures.paused)):
        for platform, count in sorted(counts.items()):
            family.add_metric([platform, state], count)
    yield family
    due = {platform: figures.due.get(platform, 0) for platform in figures.subscribed}
    yield _gauge("lists_due", "Chats whose list is due and not written down yet.", "platform", due)


def _debts(now: Now) -> Iterator[Metric]:
    figures = now.figures
    family = GaugeMetricFamily(
        "paperboy_deliveries",
        "Messages in the ledger, by what became of them.",
        labels=["platform", "state"],
    )
    for (platform, state), count in sorted(figures.deliveries.items()):
        family.add_metric([platform, state.value], count)
    yield family
    platforms = {*figures.subscribed, *(platform for platform, _ in figures.deliveries)}
    refused = {platform: figures.refused.get(platform, 0) for platform in platforms}
    told = "Owed messages that were not taken so far."
    yield _gauge("deliveries_refused", told, "platform", refused)
    ages: dict[str, float] = dict.fromkeys(platforms, 0.0)
    for platform, since in figures.owed_since.items():
        ages[platform] = max((now.at - since).total_seconds(), 0.0)
    told = "How long the oldest of the owed messages has been owed."
    yield _gauge("oldest_debt_seconds", told, "platform", ages)


def _work(now: Now) -> Iterator[Metric]:
    figures = now.figures
    yield _gauge("readings", "Papers that have a summary or a report.", "kind", figures.readings)
    failures = GaugeMetricFamily(
        "paperboy_failures",
        "Steps of readings that failed and are on record.",
        labels=["step", "error"],
    )
    for (step, key), count in sorted(figures.failures.items()):
        failures.add_metric([step.value, key.removeprefix("error.")], count)
    yield failures
    standing = GaugeMetricFamily(
        "paperboy_platform_on",
        "Whether a chat platform is signed in and served.",
        labels=["platform"],
    )
    for each in now.standings:
        on = each.stage is Stage.ON and is_alive(each, now.at)
        standing.add_metric([each.platform], int(on))
    yield standing
    yield _gauge(
        "workers",
        "Living processes that share the store, by their role.",
        "role",
        Counter(each.role or "command" for each in now.workers),
    )


def _sources(now: Now) -> Iterator[Metric]:
    figures = now.figures
    fetched = {str(shelf): at.timestamp() for shelf, at in figures.fetched.items()}
    yield _gauge(
        "list_fetched_timestamp_seconds", "When a source last gave a list.", "shelf", fetched
    )
    ready = {str(shelf): at.timestamp() for shelf, at in figures.ready.items()}
    yield _gauge("list_read_timestamp_seconds", "When a list was last read.", "shelf", ready)
    requests = CounterMetricFamily(
        "paperboy_source_requests",
        "Requests to sources since the start, by their outcome.",
        labels=["host", "outcome"],
    )
    up = {}
    for host, outcomes in sorted(now.sources.items()):
        up[host] = float(outcomes.last == ANSWERED)
        for outcome, count in sorted(outcomes.counts.items()):
            requests.add_metric([host, outcome.removeprefix("error.")], count)
    yield requests
    yield _gauge("source_up", "Whether a source answered when it was last asked.", "host", up)


def _model(now: Now) -> Iterator[Metric]:
    calls = CounterMetricFamily(
        "paperboy_model_calls", "Calls of a model in this UTC day.", labels=["model"]
    )
    tokens = CounterMetricFamily(
        "paperboy_model_tokens",
        "Tokens in this UTC day; cached ones are part of the prompt's.",
        labels=["model", "kind"],
    )
    cost = CounterMetricFamily(
        "paperboy_model_cost",
        "What a model has cost in this UTC day, where its price is known.",
        labels=["model", "currency"],
    )
    for model, account in sorted(now.figures.spent.items()):
        spent = account.spending
        calls.add_metric([model], spent.calls)
        for kind in ("prompt", "cached", "completion"):
            tokens.add_metric([model, kind], getattr(spent, kind))
        price = now.prices.of(model)
        if price:
            cost.add_metric([model, now.prices.currency], account.cost(price))
    yield from (calls, tokens, cost)
    limit = GaugeMetricFamily(
        "paperboy_daily_tokens_limit", "The tokens a day may have, where they are limited."
    )
    if now.daily_tokens is not None:
        limit.add_metric([], now.daily_tokens)
    yield limit
