"""What a worker does, and what of a platform's rate is its own."""

from __future__ import annotations

import asyncio

import pytest

from bot.app.roles import Role, in_turn
from bot.delivery.pace import Rates
from core.working import Alone


@pytest.mark.parametrize(
    ("role", "reads", "claims"),
    [
        (Role.ALL, True, ["send a", "hear a"]),
        (Role.READ, True, []),
        (Role.SEND, False, ["send a"]),
        (Role.LISTEN, False, ["hear a"]),
    ],
)
def test_each_role_claims_what_it_does(role: Role, reads: bool, claims: list[str]) -> None:
    assert role.reads is reads
    assert role.duties.claims("a") == claims
    assert role.duties.any is bool(claims)


def test_who_sends_and_who_hears_share_a_rate() -> None:
    rates = Rates(per_second=30)

    parts = [role.share(rates).per_second for role in (Role.SEND, Role.LISTEN)]
    assert sum(parts) == pytest.approx(30)
    assert min(parts) > 0
    assert Role.ALL.share(rates) == rates


async def test_alone_a_loop_is_simply_run() -> None:
    begun = asyncio.Event()

    async def loop() -> None:
        begun.set()

    await in_turn(Alone(), "it", loop)()
    assert begun.is_set()
