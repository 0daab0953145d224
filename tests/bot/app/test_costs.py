"""What the models cost, as the operator reads it."""

from __future__ import annotations

import datetime as dt

from bot.app.costs import cost_lines
from core.llm.prices import in_batch, load_prices
from core.records import Spending
from locales import Translator
from storage import open_storage
from tests.bot.talk import StandingClock
from tests.telegram_world import scene

CLOCK = StandingClock(2026, 2, 10, 9)
SPENT = Spending(calls=12, prompt=2_000_000, cached=1_000_000, completion=400_000)


async def spend(storage, *models, back=1):
    day = CLOCK.now().date() - dt.timedelta(days=back)
    for model in models:
        await storage.spending.record(day, model, SPENT, on_demand=False)


async def told(tmp_path, *models, language="en", back=1):
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as storage:
        await spend(storage, *models, back=back)
        return await cost_lines(storage, CLOCK, Translator(language), load_prices())


async def test_yesterday_and_the_month(tmp_path):
    assert await told(tmp_path, "gpt-6-luna", "nobody's") == [
        "Yesterday (Mon, 9 Feb): 0.31 USD.",
        "  gpt-6-luna · 0.31 USD · 12 calls, 2.4M tokens",
        "  nobody's · no price known · 12 calls, 2.4M tokens",
        "This month: 0.31 USD so far, about 6.20 USD by its end.",
        "Not counted, for no price is known: nobody's. The file named by PAPERBOY_PRICES may say it.",
    ]


async def test_what_batches_cost(tmp_path):
    lines = await told(tmp_path, "gpt-6-luna", in_batch("gpt-6-luna"), in_batch("nobody's"))
    assert lines[0] == "Yesterday (Mon, 9 Feb): 0.46 USD."
    assert lines[2:4] == [
        "  gpt-6-luna by the Batch API, at 50 % of its price · 0.15 USD · 12 calls, 2.4M tokens",
        "  nobody's by the Batch API · no price known · 12 calls, 2.4M tokens",
    ]
    assert lines[-1].startswith("Not counted, for no price is known: nobody's. ")


async def test_nothing_spent_is_told_as_well(tmp_path):
    assert await told(tmp_path) == [
        "Yesterday (Mon, 9 Feb): 0.00 USD.",
        "This month: 0.00 USD so far, about 0.00 USD by its end.",
    ]


async def test_in_chinese(tmp_path):
    lines = await told(tmp_path, "gpt-6-luna", language="zh")

    assert lines[0].startswith("昨天（")
    assert lines[-1] == "本月：至今 0.31 USD，到月底约 6.20 USD。"


async def test_the_last_month_is_read_no_further_than_a_week(tmp_path):
    assert (await told(tmp_path, "gpt-6-luna", back=12))[-1] == (
        "This month: 0.00 USD so far, about 0.00 USD by its end."
    )


def test_on_the_command_line(paperboy):
    ran = paperboy("cost")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Yesterday (")


async def test_the_operator_alone_is_told_in_a_chat(tmp_path):
    async with scene(tmp_path, telegram_operators="100001") as stage:
        operator = stage.telegram.private()
        assert str(operator.id) == "100001"
        other = stage.telegram.private()
        answered = await stage.says(operator, operator.person, "/cost")
        refused = await stage.says(other, other.person, "/cost")

    assert "This month:" in answered.text
    assert "USD" not in refused.text
