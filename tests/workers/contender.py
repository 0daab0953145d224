"""One of two processes that do the same at once: `python -m tests.workers.contender URL NAME`.

Each line that comes in is a round's number; each line that goes out is what this process got.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import replace

from bot.app.worker import StorePace, Worker
from core.chats import ChatKey
from core.circulars import ANY, Circular
from core.editions.keys import ListKey
from core.interests.interest import Pick, Picks
from core.llm.budget import Budget
from core.models import Edition, StoredResponse
from core.working import to_send
from storage import Storage, open_storage
from tests.storage import build
from tests.storage.build import DAY, NOON, lists

CHAT = ChatKey("telegram", "-100")
LIMIT, ASKED = 5, 4
CAP, READING = 100, 60
PAPERS = 12
# Seconds between two requests: more than the whole test takes.
PAUSE = 1000.0

Answer = int | float | bool | list[int] | list[float]


class Contender:
    """What one process does in each round."""

    def __init__(self, storage: Storage, worker: Worker, budget: Budget, *, first: bool) -> None:
        self._storage = storage
        self._worker = worker
        self._budget = budget
        self._first = first

    async def questions(self, number: int) -> Answer:
        """Ask as often as the chat may, beside the other: how many questions were let through."""
        since = NOON + dt.timedelta(days=number)
        let_through = 0
        for _ in range(ASKED):
            refused = await self._storage.allowances.spend("question", since, [("chat", LIMIT)])
            let_through += refused is None
        return let_through

    async def numbers(self, number: int) -> Answer:
        """One fetches the list anew, in another order; the other shows it: its numbers then."""
        key = lists(number)
        editions = self._storage.editions
        if self._first:
            await editions.save(edition(key, turned=True))
            return []
        await editions.freeze(key, NOON)
        return await numbers_of(self._storage, key)

    async def tokens(self, number: int) -> Answer:
        """Read what takes more than half of a day's tokens: whether it may be."""
        with ExitStack() as held:
            day = DAY + dt.timedelta(days=number)
            mine = await self._budget.hold(held, READING, day, patient=False)
            # What is held is given back when both have asked.
            await self._meet(f"tokens {number}")
        return mine

    async def messages(self, number: int) -> Answer:
        """One sends; the other starts, and would send too: how many messages it took for lost, or
        took to send."""
        ledger, message = self._storage.deliveries, build.delivery(CHAT, number + 1)
        if self._first:
            async with self._worker.held(to_send("telegram")):
                sent = await ledger.sending(message, NOON)
                await self._meet(f"sending {number}")
                await self._meet(f"recovered {number}")
                await ledger.sent(message, str(number), NOON)
            return not sent
        await self._meet(f"sending {number}")
        lost = len(await ledger.recover(NOON, {}))
        taken = await ledger.sending(build.delivery(CHAT, number + 1), NOON)
        await self._meet(f"recovered {number}")
        return lost + taken

    async def readings(self, number: int) -> Answer:
        """Write the same text, unless it is there: whether this process paid for it."""
        url = f"https://paid.example/{number}"
        async with self._worker.held(f"write report {number}"):
            if await self._storage.responses.get(url):
                return False
            await asyncio.sleep(0.01)
            await self._storage.responses.save(StoredResponse(url, None, None, b""), NOON)
            return True

    async def paces(self, number: int) -> Answer:
        """Ask a source for three turns: the seconds until each."""
        pace = StorePace(self._storage, f"source {number}")
        turns = [pace.turn(PAUSE, 10 * PAUSE) for _ in range(3)]
        return list(await asyncio.gather(*turns))

    async def picks(self, number: int) -> Answer:
        """Show a chat its picks, each process other ones: those that it shows."""
        own = Picks(picks=(Pick(paper_id="1" if self._first else "2"),))
        shown = await self._storage.picks.freeze(CHAT, lists(number), own, NOON)
        return [int(pick.paper_id) for pick in shown.picks]

    async def circulars(self, number: int) -> Answer:
        """Announce something under a name that the other uses for something else: whether it is
        what goes out, by what this process was told."""
        mine = "first" if self._first else "second"
        circular = Circular(name=f"n{number}", texts={ANY: mine}, at=NOON)
        return await self._storage.circulars.begin(circular) is None

    async def _meet(self, where: str) -> None:
        """Wait until the other process is there too."""
        mine, others = ("first", "second") if self._first else ("second", "first")
        responses = self._storage.responses
        await responses.save(StoredResponse(f"{where} {mine}", None, None, b""), NOON)
        while not await responses.get(f"{where} {others}"):  # noqa: ASYNC110 (it is elsewhere)
            await asyncio.sleep(0.002)


def edition(key: ListKey, *, turned: bool) -> Edition:
    """A list of some papers, in their order or turned."""
    papers = [build.paper(number) for number in range(1, PAPERS + 1)]
    if turned:
        papers.reverse()
    entries = [build.entry(rank, paper) for rank, paper in enumerate(papers, 1)]
    return replace(build.edition(*entries), key=key)


async def numbers_of(storage: Storage, key: ListKey) -> list[int]:
    """The list's papers, by number."""
    stored = await storage.editions.get(key)
    assert stored is not None
    return [int(entry.paper.id.rpartition(".")[2]) for entry in stored.entries]


async def main(url: str, what: str, *, first: bool) -> None:
    """Do it once for each line that comes in."""
    loop = asyncio.get_running_loop()
    async with open_storage(url, working=True) as storage:
        assert storage.identity is not None
        budget = Budget(CAP, DAY)
        worker = Worker(storage, storage.identity, budget)
        contender = Contender(storage, worker, budget, first=first)
        do: Callable[[int], Awaitable[Answer]] = getattr(contender, what)
        async with worker.working():
            print("ready", flush=True)
            while line := await loop.run_in_executor(None, sys.stdin.readline):
                print(json.dumps(await do(int(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], first=sys.argv[3] == "first"))
