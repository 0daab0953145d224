"""What tokens cost, as data: core/llm/prices.toml, and an operator's own file over it."""

from __future__ import annotations

import datetime as dt
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.llm.nights import Hours, read_hours
from core.records import Spending

MILLION = 1_000_000
# Of the price of what is asked, where a file does not say what kept tokens cost.
CACHED = 0.1
# Behind the name of a model stands this where a batch asked it: those tokens have their own price.
BATCH = "+batch"
# What may stand behind a model's name: the date or the number of its version.
_VERSION = re.compile(r"[-@:](?:latest|preview|\d[\d.-]{0,20})")
_CURRENCY = re.compile(r"[A-Z]{3}")


def in_batch(model: str) -> str:
    """The account of what batches ask that model."""
    return f"{model}{BATCH}"


class PricesInvalid(ValueError):
    """The text of prices cannot be understood; says where and why."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost; at the hours of `night`, what `by_night` says. Of that price
    batches cost the part `batch`, whichever the hour."""

    input: float
    output: float
    cached: float
    night: Hours | None = None
    by_night: Price | None = None
    batch: float = 1.0

    def at(self, moment: dt.datetime) -> Price:
        """The price at that moment."""
        if self.night is not None and self.by_night is not None and self.night.cover(moment):
            return self.by_night
        return self

    def in_batch(self) -> Price:
        """The price of what batches ask."""
        part = self.batch
        return Price(self.input * part, self.output * part, self.cached * part)

    def of(self, spending: Spending) -> float:
        """What those calls cost."""
        asked = (spending.prompt - spending.cached) * self.input + spending.cached * self.cached
        return (asked + spending.completion * self.output) / MILLION


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of models, in one currency."""

    currency: str
    models: Mapping[str, Price]

    def of(self, model: str) -> Price | None:
        """The price of that account, which is a model, or a model asked by batches; None when
        nobody said it."""
        if model.endswith(BATCH):
            price = self.of(model.removesuffix(BATCH))
            return price.in_batch() if price else None
        for name in (model.casefold(), model.casefold().rpartition("/")[2]):
            if name in self.models:
                return self.models[name]
            for known, price in self.models.items():
                if name.startswith(known) and _VERSION.fullmatch(name[len(known) :]):
                    return price
        return None


def load_prices(own: str | None = None) -> Prices:
    """The prices in core/llm/prices.toml, and those of the operator's text over them.

    Where that is in another currency, its prices alone count. Raises PricesInvalid.
    """
    shipped = _read(resources.files("core.llm").joinpath("prices.toml").read_text("utf-8"))
    if own is None:
        return shipped
    theirs = _read(own)
    if theirs.currency != shipped.currency:
        return theirs
    return Prices(theirs.currency, {**shipped.models, **theirs.models})


def _read(text: str) -> Prices:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PricesInvalid(str(error)) from None
    unknown = set(data) - {"currency", "models"}
    if unknown:
        raise PricesInvalid(f"{min(unknown)}?")
    currency = data.get("currency", "USD")
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise PricesInvalid("currency = …")
    models = data.get("models", {})
    if not isinstance(models, dict):
        raise PricesInvalid("[models]")
    return Prices(currency, {name.casefold(): _price(name, said) for name, said in models.items()})


def _price(model: str, said: Any) -> Price:
    if not isinstance(said, dict):
        raise PricesInvalid(f'[models."{model}"]')
    unknown = set(said) - {"input", "output", "cached", "night", "batch"}
    if unknown:
        raise PricesInvalid(f'[models."{model}"] {min(unknown)}?')
    price = _amounts(model, said)
    if "batch" in said:
        price = replace(price, batch=_amount(model, said, "batch"))
    if "night" in said:
        hours, by_night = _night(model, said["night"])
        price = replace(price, night=hours, by_night=by_night)
    return price


def _night(model: str, said: Any) -> tuple[Hours, Price]:
    """The hours at which tokens cost less, and what they cost then."""
    where = f'[models."{model}"] night'
    if not isinstance(said, dict):
        raise PricesInvalid(f"{where} = …")
    unknown = set(said) - {"input", "output", "cached", "hours", "zone"}
    if unknown:
        raise PricesInvalid(f"{where} {min(unknown)}?")
    try:
        zone = ZoneInfo(str(said.get("zone", "UTC")))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PricesInvalid(f"{where} zone = …") from None
    hours = read_hours(str(said.get("hours", "")), zone)
    if hours is None:
        raise PricesInvalid(f'{where} hours = "00:30-08:30"?')
    return hours, _amounts(f"{model}.night", said)


def _amounts(model: str, said: Mapping[str, Any]) -> Price:
    asked, answered = _amount(model, said, "input"), _amount(model, said, "output")
    cached = asked * CACHED
    if "cached" in said:
        cached = _amount(model, said, "cached")
    return Price(asked, answered, cached)


def _amount(model: str, said: Mapping[str, Any], name: str) -> float:
    amount = said.get(name)
    if not isinstance(amount, int | float) or isinstance(amount, bool):
        raise PricesInvalid(f'[models."{model}"] {name} = …')
    if not math.isfinite(amount) or amount < 0:
        raise PricesInvalid(f'[models."{model}"] {name} = …')
    return float(amount)
