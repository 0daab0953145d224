"""How often answers from the store hand something to another thread."""

from __future__ import annotations

import pytest

from bench.hops import counted
from bot.app.archives import ensure_demo
from bot.chat.commands import answer
from core.chats import ChatKey
from tests.world import world

WARM, COLD = 15, 30
ASKED = ("/date 2026-02-05", "/paper 1", "/search agent")


async def nobody(view: object) -> None:
    raise AssertionError("what is stored needs no word ahead")


async def said(app, insider, typed):
    """The answer, as the terminal asks or as a chat of Telegram's does."""
    if insider:
        request = await app.office.desk.request(ChatKey("console", "here"), nobody, insider=True)
    else:
        request = await app.office.desk.request(
            ChatKey("telegram", "7"), nobody, delivers=True, person="7"
        )
    return await answer(app.office, request, typed)


@pytest.mark.parametrize("insider", [True, False])
async def test_answers_from_the_store_take_few_hops(tmp_path, insider):
    async with world(tmp_path, {}, {}) as place:
        async with place.app(use_model=False) as app:
            await ensure_demo(app)
            for typed in ASKED:
                await said(app, insider, typed)
        with counted() as hops:
            async with place.app(use_model=False) as app:
                hops.count = 0
                cold = {}
                for typed in ASKED:
                    view = await said(app, insider, typed)
                    assert len(view.blocks) > 1
                    cold[typed], hops.count = hops.count, 0
                warm = {}
                for typed in ASKED:
                    await said(app, insider, typed)
                    warm[typed], hops.count = hops.count, 0
    print(f"{insider=}: cold {cold}, warm {warm}")
    assert all(0 < each <= COLD for each in cold.values()), cold
    assert all(0 < each <= WARM for each in warm.values()), warm
