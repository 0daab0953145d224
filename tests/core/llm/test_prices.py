"""What tokens cost, by data that an operator may put their own over."""

from __future__ import annotations

import pytest

from core.llm.prices import Price, PricesInvalid, in_batch, load_prices
from core.records import Spending

OWN = """
[models."my-model"]
input = 2
output = 8
cached = 0.5
[models."gpt-6-luna"]
input = 1.0
output = 1.0
"""


def test_kept_tokens_are_part_of_what_was_asked():
    price = Price(input=2.0, output=8.0, cached=0.5)
    spent = Spending(calls=1, prompt=3_000_000, cached=1_000_000, completion=500_000)

    assert price.of(spent) == 2 * 2.0 + 1 * 0.5 + 0.5 * 8.0
    assert price.of(Spending()) == 0


@pytest.mark.parametrize(
    "name",
    [
        "gpt-6-luna",
        "GPT-6-Luna",
        "openai/gpt-6-luna",
        "openrouter/openai/gpt-6-luna",
        "gpt-6-luna-2026-08-01",
        "gpt-6-luna:latest",
        "openai/gpt-6-luna@20260801",
    ],
)
def test_a_model_is_found_by_what_it_is_called_elsewhere(name):
    assert load_prices().of(name) == Price(0.10, 0.50, 0.10 * 0.1, batch=0.5)


@pytest.mark.parametrize("name", ["gpt-6-luna-pro", "gpt-6", "gpt-6-lunatic", "", "luna", "/"])
def test_another_model_has_no_price(name):
    assert load_prices().of(name) is None


def test_the_operators_prices_count_before_ours():
    prices = load_prices(OWN)

    assert prices.currency == "USD"
    assert prices.of("my-model") == Price(2.0, 8.0, 0.5)
    assert prices.of("gpt-6-luna") == Price(1.0, 1.0, 0.1)
    assert prices.of("deepseek-v4-flash") == load_prices().of("deepseek-v4-flash")


def test_what_batches_ask_has_its_own_price():
    prices = load_prices('[models."a"]\ninput = 2.0\noutput = 8.0\nbatch = 0.25\n')
    assert prices.of(in_batch("a")) == Price(0.5, 2.0, 0.05)
    assert prices.of(in_batch("a-2026-08-01")) == Price(0.5, 2.0, 0.05)
    assert prices.of(in_batch("deepseek-v4-flash")) == prices.of("deepseek-v4-flash")
    assert prices.of(in_batch("nobody's")) is None


def test_in_another_currency_ours_do_not_count():
    prices = load_prices('currency = "CNY"\n' + OWN)

    assert prices.currency == "CNY"
    assert prices.of("my-model") == Price(2.0, 8.0, 0.5)
    assert prices.of("deepseek-v4-flash") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("models = 3", "[models]"),
        ('currency = "dollars"', "currency"),
        ("currency = 7", "currency"),
        ('[models."a"]\ninput = 1', '[models."a"] output'),
        ('[models."a"]\ninput = -1\noutput = 1', '[models."a"] input'),
        ('[models."a"]\ninput = "1"\noutput = 1', '[models."a"] input'),
        ('[models."a"]\ninput = true\noutput = 1', '[models."a"] input'),
        ('[models."a"]\ninput = nan\noutput = 1', '[models."a"] input'),
        ('[models."a"]\ninput = 1\noutput = 1\ncache = 1', "cache?"),
        ('[models."a"]\ninput = 1\noutput = 1\nbatch = "half"', '[models."a"] batch'),
        ("[models]\na = 1", '[models."a"]'),
        ("[gpt]\ninput = 1", "gpt?"),
        ("not toml", "line 1"),
    ],
)
def test_what_cannot_be_understood_says_where(text, told):
    with pytest.raises(PricesInvalid) as found:
        load_prices(text)
    assert told in str(found.value)
