"""The budget: what fits, what is held, and the turn of the day."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import ExitStack

from hypothesis import given
from hypothesis import strategies as st

from core.llm.budget import Budget, estimate_tokens
from core.working import Tokens

TODAY = dt.date(2026, 2, 5)
TOMORROW = dt.date(2026, 2, 6)


def test_without_a_cap_everything_fits():
    assert Budget(None, TODAY, spent=10**12).fits(10**12, TODAY)


def test_reservations_count_until_they_are_given_back():
    budget = Budget(100, TODAY)

    with budget.reserve(60):
        assert not budget.fits(41, TODAY)
        budget.spend(10, TODAY)
        assert budget.fits(30, TODAY)
        assert not budget.fits(31, TODAY)

    assert budget.fits(90, TODAY)
    assert not budget.fits(91, TODAY)


def test_every_day_has_its_own_cap_once_also_when_the_clock_is_set_back():
    budget = Budget(100, TODAY, spent=90, spent_on_demand=35)
    budget.aside = 5

    assert not budget.fits(6, TODAY)
    assert budget.fits(100, TOMORROW)
    budget.spend(70, TOMORROW)
    assert not budget.fits(50, TOMORROW)
    assert budget.fits(5, TODAY)
    assert not budget.fits(6, TODAY)
    assert budget.fits(30, TOMORROW)
    assert not budget.fits(6, TODAY, on_demand=True)


async def test_a_day_that_was_used_before_a_restart_is_looked_up_once():
    budget, asked = Budget(100, TOMORROW), []

    async def used(day):
        asked.append(day)
        return Tokens(90, 40)

    budget.recall = used
    with ExitStack() as held:
        assert await budget.hold(held, 100, TOMORROW)
    with ExitStack() as held:
        assert not await budget.hold(held, 11, TODAY)
        assert await budget.hold(held, 10, TODAY)
    assert not budget.fits(1, TODAY, on_demand=True)
    assert asked == [TODAY]


def test_what_is_asked_for_leaves_the_morning_its_part():
    budget = Budget(100, TODAY)

    assert budget.fits(40, TODAY, on_demand=True)
    assert not budget.fits(41, TODAY, on_demand=True)
    with budget.reserve(30, on_demand=True):
        assert not budget.fits(11, TODAY, on_demand=True)
        assert budget.fits(70, TODAY)
    budget.spend(40, TODAY, on_demand=True)
    assert not budget.fits(1, TODAY, on_demand=True)
    assert budget.fits(60, TODAY)


def test_once_the_morning_has_been_read_the_rest_is_everybodys():
    budget = Budget(100, TODAY, spent=50, spent_on_demand=40)
    assert not budget.fits(1, TODAY, on_demand=True)

    budget.release(TODAY)

    assert budget.fits(50, TODAY, on_demand=True)
    assert not budget.fits(51, TODAY, on_demand=True)
    assert not budget.fits(41, TOMORROW, on_demand=True)


async def test_who_does_not_fit_yet_waits_for_the_running_readings():
    budget, order = Budget(100, TODAY), []

    async def latecomer():
        with ExitStack() as held:
            order.append(await budget.hold(held, 70, TODAY))

    async with asyncio.TaskGroup() as group:
        with budget.reserve(60):
            group.create_task(latecomer())
            await asyncio.sleep(0)
            order.append("running")
            budget.spend(30, TODAY)
    assert order == ["running", True]


async def test_a_no_comes_at_once_when_waiting_cannot_help():
    budget = Budget(100, TODAY, spent=40)

    with budget.reserve(10), ExitStack() as held:
        assert not await budget.hold(held, 61, TODAY)


async def test_nobody_waits_for_what_is_set_aside_for_batches():
    budget = Budget(100, TODAY, spent=20)
    budget.aside = 50
    with budget.reserve(10), ExitStack() as held:
        assert budget.fits(20, TODAY)
        assert not budget.fits(21, TODAY)
        assert not await budget.hold(held, 31, TODAY)
    budget.aside = 0
    assert budget.fits(80, TODAY)


@given(st.text(max_size=400))
def test_the_estimate_never_falls_below_a_fifth_of_the_characters(text):
    assert len(text) / 5 <= estimate_tokens(text) <= len(text) + 1


def test_chinese_counts_a_token_a_character():
    assert estimate_tokens("大语言模型" * 20) >= 100
