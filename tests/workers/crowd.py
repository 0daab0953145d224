"""Several workers of one service: processes of `paperboy run` that share a PostgreSQL and serve a
Telegram on loopback."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from bot.app.root import SystemClock
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from storage import Storage, open_storage
from storage.workers import Alive
from tests.chats import put
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_state import Chat as Room
from tests.processes import Started

PARTS = 2
UNSETTLED = {DeliveryState.OWED, DeliveryState.SENDING}
# Nobody listens there: what workers read in the background fails at once.
NOWHERE = "http://127.0.0.1:9"


@dataclass
class Crowd:
    """The workers, by number, and what they serve: as many tokens as the Telegram has bots. `speed`
    is that of its seconds, `more` are variables of the workers' environment."""

    url: str
    telegram: FakeTelegram
    folder: Path
    speed: float = 1.0
    more: Mapping[str, str] = field(default_factory=dict)
    rooms: list[Room] = field(default_factory=list)
    workers: dict[int, subprocess.Popen[bytes] | Started] = field(default_factory=dict)
    killed: int = 0
    # Seconds of a processor that those that have ended had taken; on Linux alone.
    seconds: float = 0.0

    async def owe(self, chats: int, date: dt.date) -> None:
        """So many chats are owed two parts each, as many by each bot."""
        bots = islice(cycle(self.telegram.bots), chats)
        homes = [(bot.account, bot.private()) for bot in bots]
        self.rooms = [room for _, room in homes]
        keys = [ChatKey(account, str(room.id)) for account, room in homes]
        now = SystemClock().now()
        async with open_storage(self.url) as storage:
            for key in keys:
                await put(storage, Chat(key=key, subscribed_at=now))
            owed = [message(key, part, date) for key in keys for part in range(1, PARTS + 1)]
            await storage.deliveries.owe(owed, [], now)

    def start(
        self, number: int, role: str = "all", *, within: Sequence[str] = (), url: str = ""
    ) -> None:
        """Start a worker, by a command that takes another one, where it reaches the store at that
        address."""
        environment = {
            "PATH": os.defpath,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "DATABASE_URL": url or self.url,
            "TELEGRAM_TOKEN": self.telegram.tokens,
            "TELEGRAM_BASE_URL": self.telegram.url,
            "PAPERBOY_HUB_URL": NOWHERE,
            "PAPERBOY_ARXIV_URL": NOWHERE,
            **self.more,
        }
        program = ["bot"] if self.speed == 1.0 else ["tests.workers.paced", str(self.speed)]
        arguments = (*program, "run", "--role", role)
        file = self.folder / f"worker{number}.log"
        if not within:
            self.workers[number] = Started(*arguments, cwd=self.folder, env=environment, into=file)
            return
        with file.open("ab") as log:
            self.workers[number] = subprocess.Popen(
                [*within, sys.executable, "-m", *arguments],
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=log,
            )

    def kill(self, number: int) -> None:
        """End a worker as a failing machine would."""
        worker = self.workers.pop(number)
        self.seconds += taken(worker.pid)
        worker.send_signal(signal.SIGKILL)
        worker.wait(PATIENCE)
        self.killed += 1

    def number_of(self, alive: Alive) -> int:
        """Which worker that is."""
        return next(number for number in self.workers if self.is_number(number, alive))

    def is_number(self, number: int, alive: Alive) -> bool:
        """Whether that worker has that number."""
        _, pid, _ = alive.owner.rsplit(":", 2)
        return self.workers[number].pid == int(pid)

    def end(self) -> None:
        """End all workers in an orderly way."""
        for worker in self.workers.values():
            self.seconds += taken(worker.pid)
            worker.terminate()
        for worker in self.workers.values():
            worker.wait(PATIENCE)

    def arrived(self) -> Counter[tuple[str, int]]:
        """How often each part arrived in each chat."""
        counted: Counter[tuple[str, int]] = Counter()
        for room in self.rooms:
            for each in self.telegram.messages(room):
                counted[str(room.id), int(each.text[0])] += 1
        return counted


def taken(pid: int) -> float:
    """The processor's time, in seconds, that a process has taken so far; 0 where none is told. A
    fork server's children are nobody's that `resource` could ask about."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


@contextmanager
def crowd(
    url: str,
    telegram: FakeTelegram,
    folder: Path,
    *,
    speed: float = 1.0,
    more: Mapping[str, str] | None = None,
) -> Iterator[Crowd]:
    """Workers of that service, which are ended in the end."""
    workers = Crowd(url, telegram, folder, speed, more or {})
    try:
        yield workers
    finally:
        workers.end()


async def holder(storage: Storage, claim: str) -> Alive | None:
    """The worker that has claimed that."""
    for alive in await storage.workers.all():
        if claim in alive.claims:
            return alive
    return None


async def is_settled(storage: Storage) -> bool:
    """Whether nothing is owed or on its way any more."""
    return not UNSETTLED & (await storage.deliveries.counts()).keys()


async def wrong(storage: Storage, workers: Crowd) -> tuple[int, int, int]:
    """How many messages are lost, have come twice, and are unknown."""
    arrived = workers.arrived()
    states = {
        (each.key.chat_id, each.part): each.state
        for state in DeliveryState
        for each in await storage.deliveries.listed(state, 10**6)
    }
    lost = [each for each, state in states.items() if state is DeliveryState.SENT]
    lost = [each for each in lost if not arrived[each]]
    twice = [each for each, count in arrived.items() if count > 1]
    unknown = [each for each, state in states.items() if state is DeliveryState.UNKNOWN]
    missing = PARTS * len(workers.rooms) - len(states)
    return len(lost) + missing, len(twice), len(unknown)


def message(key: ChatKey, part: int, date: dt.date) -> Delivery:
    """One part of a list, whose text begins with the part's number."""
    text = f"{part}. " + 8 * "A paper of the day, its score and the one line that says most. "
    body = {"text": text, "keyboard": [], "silent": False, "previews": False}
    return Delivery(
        key=key,
        list_key=DAILY.on(date),
        kind=DeliveryKind.LIST,
        part=part,
        body=json.dumps(body),
    )
