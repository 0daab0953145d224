"""Notices: the newest is shown, one at a time, and none once the answer is ready."""

from __future__ import annotations

import asyncio

from bot.chat.notices import Notices
from bot.chat.views import sentences, text_of


class Screen:
    """What was shown; each takes until it is let through."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.through = asyncio.Event()

    async def show(self, view) -> None:
        self.begun.append(text_of(view))
        await self.through.wait()
        self.done.append(text_of(view))


async def turns(count: int = 5) -> None:
    """Let everything go on that can."""
    for _ in range(count):
        await asyncio.sleep(0)


def notice(text: str):
    return sentences([text])


async def test_the_newest_takes_the_place_of_those_that_wait():
    screen = Screen()
    notices = Notices(screen.show, between=0)
    async with notices.while_working():
        notices.give(notice("one"))
        await turns()
        notices.give(notice("two"))
        notices.give(notice("three"))
        await turns()
        assert screen.begun == ["one"]
        screen.through.set()
        await turns(9)
        assert screen.done == ["one", "three"]
        notices.give(notice("four"))
        await turns()
        assert screen.done == ["one", "three", "four"]


async def test_the_one_under_way_arrives_and_no_other_begins():
    screen = Screen()
    notices = Notices(screen.show, between=0)

    async def answered():
        async with notices.while_working():
            notices.give(notice("one"))
            await turns()
            notices.give(notice("two"))

    answering = asyncio.get_running_loop().create_task(answered())
    await turns(9)
    assert (screen.begun, answering.done()) == (["one"], False)
    screen.through.set()
    await answering
    assert screen.done == ["one"]


async def test_what_is_given_and_answered_at_once_is_not_shown():
    screen = Screen()
    notices = Notices(screen.show)
    async with notices.while_working():
        notices.give(notice("one"))
    await turns()
    assert screen.begun == []


async def test_a_notice_that_breaks_does_not_break_the_answer():
    async def broken(view) -> None:
        raise ZeroDivisionError

    notices = Notices(broken)
    async with notices.while_working():
        notices.give(notice("one"))
        await turns()
        notices.give(notice("two"))


async def test_work_that_fails_takes_its_notice_with_it():
    screen = Screen()
    notices = Notices(screen.show)
    try:
        async with notices.while_working():
            notices.give(notice("one"))
            await turns()
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    screen.through.set()
    await turns()
    assert screen.done == []
