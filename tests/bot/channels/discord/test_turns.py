"""What one person does in a channel is answered in order, and keeps nobody else waiting."""

from __future__ import annotations

import asyncio

import pytest


async def test_presses_in_a_row_count_in_their_order(stage, channel):
    owner, subscriptions = channel.guild.owner, stage.app.office.subscriptions
    panel, change, pauses = (
        (await stage.uses(owner, channel, "settings")).original,
        subscriptions.change,
        [0.2, 0.1],
    )

    async def slower_at_first(*asked):
        await asyncio.sleep(pauses.pop(0) if pauses else 0)
        return await change(*asked)

    subscriptions.change = slower_at_first
    asked = [
        stage.discord.press(panel, owner, f"set:most:{most}", forged=True) for most in (5, 20, 10)
    ]
    for each in asked:
        await each.wait_answer()
    await stage.quiet()

    assert (await stage.known(channel)).settings.most == 10
    assert "Papers** — 10" in panel.text
    assert [each.original for each in asked] == [panel] * len(asked)


async def test_who_waits_for_their_turn_is_told_in_time(stage, channel, slow):
    owner = channel.guild.owner
    asked = [stage.discord.slash(owner, channel, "date", {"day": "2026-02-05"})]
    asked += [stage.discord.slash(owner, channel, "paper", {"number": "3"}) for _ in range(3)]
    for each in asked:
        assert (await each.wait_response()).deferred
    typed = await stage.typing(owner, channel, "date", "day", "02-05")
    other = stage.discord.join(channel.guild, stage.discord.user("Max"))
    await stage.uses(other, channel, "help")
    assert not any(each.answered for each in asked)
    slow.set()
    for each in asked:
        await each.wait_answer()

    assert typed
    assert all(each.text.startswith("3. HY3D-Bench") for each in asked[1:])


@pytest.mark.usefixtures("unhurried")
async def test_nobody_keeps_us_from_others(stage, channel, slow):
    greedy, other = (
        channel.guild.owner,
        stage.discord.join(channel.guild, stage.discord.user("Max")),
    )
    asked = [stage.discord.slash(greedy, channel, "date", {"day": "2026-02-05"}) for _ in range(60)]
    await stage.uses(other, channel, "help")
    await stage.quiet()
    assert sum(each.response is not None for each in asked) == 20
    slow.set()
    await stage.until(lambda: sum(each.answered for each in asked) == 20)

    await stage.uses(greedy, channel, "help")
