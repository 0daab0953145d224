"""What a morning of chats with interests costs, with a real store: choosing what stands beside each
chat's list, and keeping it.

The papers are made up, with as many words as real ones; only so many chats are served as tell what
ten thousand take.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from bench.figures import Figure
from bench.place import Place
from bench.stall import longest_stall
from bot.app.environment import compute_on_one_thread
from bot.app.service import give_memory_back, spare_the_loop
from bot.chat.backgrounds import LEARNED_FROM
from bot.chat.picking import Picker
from bot.delivery.due import BATCH
from core.chats import Chat, ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.interests.interest import Interest, Kind, Vote
from core.models import Counts, Edition, EditionState, Entry, Paper, Tier, Verdict
from core.pool import Announced, Announcement, Announcements, Knowledge
from core.shown import ShownList
from storage import Storage, open_storage

VOTES, TODAY, CHATS = 30, 50, 1_000
RUNS = 3
CHATS_PROMISED, SECONDS = 10_000, 60
MEGABYTES, STALL, KILOBYTES = 30, 50, 64
# The same with what arXiv announces beside the list.
ANNOUNCED, SECONDS_ANNOUNCED = 1_500, 300
CATEGORY = "cs.CL"
SEED = 20261128
DAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 3, 0, 30, tzinfo=dt.UTC)


class _Clock:
    def now(self) -> dt.datetime:
        return NOW


def measure(place: Place) -> Iterable[Figure]:
    """Seconds for all chats, the loop's longest stall, the memory, and the store's growth."""
    path = place.folder / "interests.db"
    asyncio.run(_stored(path, 0))
    # Each in a process of its own that did nothing else, for what was freed is taken again unseen.
    megabytes = sorted(_fresh("memory", path)[0] for _ in range(RUNS))
    seconds, stall, kilobytes = _fresh("morning", path)
    yield Figure(
        what=f"a morning of {CHATS_PROMISED:,} chats with {VOTES} votes (from {CHATS:,})",
        ours=seconds, unit="s", limit=SECONDS,
    )  # fmt: skip
    yield Figure(what="the same: the loop's longest stall", ours=stall, unit="ms", limit=STALL)
    yield Figure(
        what=f"the same: memory ({megabytes[0]:.1f} to {megabytes[-1]:.1f} MB in {RUNS} runs)",
        ours=median(megabytes), unit="MB", limit=MEGABYTES,
    )  # fmt: skip
    yield Figure(what="the same: the store, a chat", ours=kilobytes, unit="kB", limit=KILOBYTES)
    asyncio.run(_stored(path.with_name("announced.db"), ANNOUNCED))
    (most,) = _fresh("memory", path.with_name("announced.db"))
    seconds, stall, _ = _fresh("morning", path.with_name("announced.db"))
    yield Figure(
        what=f"the same out of the list and {ANNOUNCED:,} announced papers",
        ours=seconds, unit="s", limit=SECONDS_ANNOUNCED,
    )  # fmt: skip
    yield Figure(what="  the loop's longest stall", ours=stall, unit="ms", limit=STALL)
    yield Figure(what="  memory", ours=most, unit="MB")


def _fresh(what: str, path: Path) -> list[float]:
    """The same with a store of its own that is like that one."""
    copy = path.with_name(f"{what}.db")
    shutil.copyfile(path, copy)
    try:
        return _child(what, copy)
    finally:
        copy.unlink()


def _child(what: str, path: Path) -> list[float]:
    """What a process of its own prints."""
    command = [sys.executable, "-m", "bench.interests_morning", what, str(path)]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, text=True)
    # What is logged stands before it.
    return [float(each) for each in done.stdout.splitlines()[-1].split()]


async def _stored(path: Path, announced: int) -> None:
    """A store with the past, today's list, so many announced papers, and all that the chats
    want."""
    async with open_storage(f"sqlite:///{path}") as storage:
        await storage.editions.save(_edition(DAY - dt.timedelta(days=1), LEARNED_FROM, "p"))
        await storage.editions.save(_edition(DAY, TODAY, "t"))
        chats = [Chat(key=ChatKey("telegram", str(number))) for number in range(CHATS)]
        if announced:
            await _announce(storage, DAY - dt.timedelta(days=1), LEARNED_FROM, "q")
            await _announce(storage, DAY, announced, "u")
            settings = ChatSettings(categories=(CATEGORY,))
            chats = [replace(chat, settings=settings) for chat in chats]
        for chat in chats:
            await storage.chats.change(chat.key, partial(_become, chat))
        await _ask(storage, chats)


def _become(chat: Chat, _: Chat) -> Chat:
    return chat


async def _morning(path: Path) -> None:
    """Print the seconds, the loop's longest stall in milliseconds, and the kilobytes a chat."""
    before = _size(path)
    async with open_storage(f"sqlite:///{path}") as storage:
        took: list[float] = []
        stall = await longest_stall(lambda: _served(storage, took))
    # The first batch learns the past, and the first half compares its papers for the first time.
    later = took[len(took) // 2 :]
    seconds = sum(took) + sum(later) / len(later) * (CHATS_PROMISED - CHATS) / BATCH
    print(seconds, stall, (_size(path) - before) / 1000 / CHATS)


async def _memory(path: Path) -> None:
    """Print by how many megabytes this process grew at most."""
    async with open_storage(f"sqlite:///{path}") as storage:
        _use_numpy()
        _forget_the_most()
        held = _megabytes("VmRSS")
        await _served(storage, [])
        print(_megabytes("VmHWM") - held)


async def _served(storage: Storage, took: list[float]) -> None:
    """All chats, a batch after the other; the seconds of each are added."""
    edition = await storage.editions.get(DAILY.on(DAY))
    assert edition
    shown = ShownList(edition, {}, None, None)
    picker = Picker(storage, _Clock())
    keys = [ChatKey("telegram", str(number)) for number in range(CHATS)]
    for begin in range(0, CHATS, BATCH):
        # Nothing of a batch is held while the next one is served, as when they are due.
        chats = [await storage.chats.get(key) for key in keys[begin : begin + BATCH]]
        begun = time.perf_counter()
        assert len(await picker.beside_all(chats, shown)) == BATCH
        took.append(time.perf_counter() - begun)


async def _ask(storage: Storage, chats: list[Chat]) -> None:
    """Each chat asks for words, and has voted."""
    chance = random.Random(SEED)

    async def one(chat: Chat) -> None:
        words = " ".join(f"w{chance.randrange(20, 400)}" for _ in range(3))
        await storage.interests.put(chat.key, [Interest(kind=Kind.WORDS, value=words)])
        for number, paper in enumerate(chance.sample(range(LEARNED_FROM), VOTES)):
            vote = Vote(paper_id=f"p{paper}", person="1", up=number % 3 > 0, at=NOW)
            await storage.interests.vote(chat.key, vote)

    for begin in range(0, len(chats), 50):
        await asyncio.gather(*(one(chat) for chat in chats[begin : begin + 50]))


async def _announce(storage: Storage, day: dt.date, count: int, letter: str) -> None:
    """So many papers are announced on that day."""
    told = [
        Announced(paper=entry.paper, day=day, kind=Announcement.NEW, categories=(CATEGORY,))
        for entry in _edition(day, count, letter).entries
    ]
    await storage.pool.put(
        Announcements(
            day=day,
            categories=frozenset((CATEGORY,)),
            announced=tuple(told),
            knowledge=Knowledge.FEED,
            complete=True,
            fetched_at=NOW,
        )
    )


def _edition(day: dt.date, count: int, letter: str) -> Edition:
    """A list of papers whose words are as common and as many as those of real ones."""
    chance = random.Random(f"{SEED} {letter}")
    words = [f"w{number}" for number in range(20_000)]
    weights = [1 / (number + 10) for number in range(len(words))]
    rows = []
    for number in range(count):
        drawn = chance.choices(words, weights, k=200)
        title, abstract = " ".join(drawn[:10]), " ".join(drawn[10:])
        paper = Paper(id=f"{letter}{number}", title=title, abstract=abstract)
        verdict = Verdict(float(count - number), Tier.NONE, (), False, ())
        rows.append(Entry(number + 1, paper, Counts(), verdict, number < count // 4))
    return Edition(key=DAILY.on(day), state=EditionState.CLOSED, entries=tuple(rows), frozen_at=NOW)


def _size(path: Path) -> int:
    """A closed store has all that was written in one file."""
    return path.stat().st_size


def _use_numpy() -> None:
    """Load it with its linear algebra, as the first chat that wants anything does: that is no part
    of a morning."""
    import numpy as np

    import bot.chat.mornings  # noqa: F401

    square = np.ones((200, 200), np.float32)
    for kind in (np.float32, np.float64):
        np.linalg.eigh((square @ square.T).astype(kind))
        np.linalg.solve(np.eye(200, dtype=kind), square.astype(kind))


def _forget_the_most() -> None:
    """From now on the most that this process held is what it holds."""
    Path("/proc/self/clear_refs").write_text("5")


def _megabytes(which: str) -> float:
    """What the system says that this process holds (`VmRSS`), or held at most (`VmHWM`)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _, rest = line.partition(":")
        if name == which:
            return int(rest.split()[0]) * 1024 / 1e6
    raise LookupError(which)


if __name__ == "__main__":
    what, store = sys.argv[1], Path(sys.argv[2])
    spare_the_loop()
    give_memory_back()
    compute_on_one_thread()
    asyncio.run({"memory": _memory, "morning": _morning}[what](store))
