"""Only what is said of the account's money makes it unpaid."""

from __future__ import annotations

import pytest

from core.llm.kinds import Kind
from core.llm.refusals import refusal_of
from tests.core.llm.errors import error


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "thinking budget exceeded", Kind.PARAMETER),
        (400, "Reasoning budget exceeded for this request", Kind.OTHER),
        (400, "budget of 2048 thinking tokens exceeded", Kind.OTHER),
        (400, "Token budget exceeded: the prompt has 9000 tokens", Kind.CONTEXT),
        (400, "The tool-call budget was exceeded", Kind.OTHER),
        (400, "reasoning tokens exceeded the budget", Kind.OTHER),
        (503, "retry budget exceeded", Kind.OVERLOADED),
        (504, "latency budget exceeded", Kind.TIMEOUT),
        (400, "思考预算超出限制", Kind.OTHER),
        (400, "the job is overdue", Kind.OTHER),
        (400, "failed to parse JSON near 'recharge station'", Kind.OTHER),
        (400, "unknown tool 'purchase_history'", Kind.OTHER),
        (400, "Your input 'where is a recharge station' was flagged by moderation", Kind.DECLINED),
        (400, "Input flagged: purchase of weapons violates our usage policy", Kind.DECLINED),
        (400, "Your input 'my balance is insufficient' was flagged", Kind.DECLINED),
        (400, "Blocked by the safety system: an overdue invoice scam", Kind.DECLINED),
        (400, "输入包含敏感内容：充值卡", Kind.DECLINED),
        (429, "Too many requests. Purchase a higher plan for a faster pace.", Kind.RATE),
        (429, "Rate limit reached. Top up your account to raise it.", Kind.RATE),
        (429, "请求过于频繁，充值后可提升速率", Kind.RATE),
        (429, "Please try again tomorrow.", Kind.QUOTA),
        (429, "ExceededBudget: User=a over budget. Spend=3.1, Budget=3.0", Kind.UNPAID),
        (403, "Your monthly budget has been exceeded", Kind.UNPAID),
        (429, "You have exceeded your monthly budget", Kind.UNPAID),
        (403, "预算已用完", Kind.UNPAID),
        (403, "Please recharge your account", Kind.UNPAID),
        (429, "please top up", Kind.UNPAID),
        (403, "Top-up to continue", Kind.UNPAID),
        (403, "Add credits to use this model", Kind.UNPAID),
        (200, "请先充值", Kind.UNPAID),
        (429, "请充值后再试", Kind.UNPAID),
        (403, "This key has reached its spending cap", Kind.UNPAID),
        (429, "You've reached your spend limit", Kind.UNPAID),
        (403, "Usage cap reached, add a payment method", Kind.UNPAID),
        (403, "Your payment is overdue", Kind.UNPAID),
        (403, "overdue-payment", Kind.UNPAID),
    ],
)
def test_only_words_about_the_accounts_money_say_that_it_is_unpaid(
    status: int, message: str, kind: Kind
):
    assert refusal_of(status, {}, error(message, kind="")).kind is kind
