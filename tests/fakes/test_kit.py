"""A platform made from the kit: what it notes, and how it misbehaves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.kit import Call, Platform


class Board(Platform):
    """The smallest platform: what is posted into a room stays there."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/board/{room}", self._serve)]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        room = request.match_info["room"]
        call = Call("post", await request.json(), time.monotonic())

        async def do() -> web.Response:
            self.messages.append(call.body["text"])
            return web.json_response({"ok": True})

        return await self.meet(request, call, (room, "post"), do)


@pytest.fixture
async def board() -> AsyncIterator[Board]:
    async with Board() as server:
        yield server


async def post(board: Board, room: str = "kitchen") -> tuple[int, str]:
    """The status and the text that a post is answered with."""
    address, message = f"{board.url}/board/{room}", {"text": "Hello"}
    async with aiohttp.ClientSession() as session, session.post(address, json=message) as response:
        return response.status, await response.text()


@pytest.mark.parametrize(
    ("kind", "status", "said", "is_done"),
    [
        ("429:5", 429, "", False),
        ("502", 502, "Bad Gateway", False),
        ("403:NOT_HERE", 403, "NOT_HERE", False),
        ("500:done", 500, "", True),
        ("slow:0", 200, "ok", True),
        ("page:403", 403, "firewall", False),
        ("said:500:{cut", 500, "{cut", False),
        ("echo:page", 200, "firewall", True),
    ],
)
async def test_a_fault_is_answered(
    board: Board, kind: str, status: int, said: str, is_done: bool
) -> None:
    board.fail("kitchen", kind)

    found = await post(board)

    assert found[0] == status
    assert said in found[1]
    assert bool(board.messages) == is_done
    assert [call.status for call in board.history] == [status]
    assert (await post(board))[0] == 200  # the fault is used up


@pytest.mark.parametrize(("kind", "is_done"), [("drop", False), ("lost", True)])
async def test_a_call_is_hung_up_on(board: Board, kind: str, is_done: bool) -> None:
    board.fail_always("post", kind)

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(board)

    assert bool(board.messages) == is_done


async def test_a_call_that_is_never_answered_is_done(board: Board) -> None:
    board.fail("post", "timeout")
    asked = asyncio.get_running_loop().create_task(post(board))

    await board.wait_for(lambda: board.messages)

    assert board.history[0].status is None
    asked.cancel()


async def test_a_fault_of_one_room_leaves_the_others_alone(board: Board) -> None:
    board.fail_always("kitchen", "429:5")

    assert [await post(board, room) for room in ("kitchen", "hall")] == [
        (429, ""),
        (200, '{"ok": true}'),
    ]
    assert board.refused == 1
    assert [call.body for call in board.history] == [{"text": "Hello"}] * 2


async def test_who_waits_for_what_never_comes_is_told(board: Board) -> None:
    with pytest.raises(TimeoutError):
        await board.wait_for(lambda: board.messages, timeout=0.01)
    with pytest.raises(TimeoutError):
        board.wait_until(lambda: board.messages, timeout=0.01)
