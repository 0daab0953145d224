"""What a morning of chats with interests costs, with a real store: choosing what stands beside each
chat's list, and keeping it.

The papers are made up, with as many words as real ones; only so many chats are served as tell what
ten thousand take.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from bench.figures import Figure
from bench.place import Place
from bench.stall import longest_stall
from bot.app.service import spare_the_loop
from bot.chat.picking import Picker
from bot.delivery.due import BATCH
from core.chats import Chat, ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.interests.background import MOST_PAPERS
from core.interests.interest import Interest, Kind, Vote
from core.models import Counts, Edition, EditionState, Entry, Paper, Tier, Verdict
from core.pool import Announced, Announcement, Announcements, Knowledge
from core.shown import ShownList
from storage import Storage, open_storage

VOTES, TODAY, CHATS = 30, 50, 1_000
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
    seconds, stall, megabytes, kilobytes = _child(path, 0)
    yield Figure(
        what=f"a morning of {CHATS_PROMISED:,} chats with {VOTES} votes (from {CHATS:,})",
        ours=seconds, unit="s", limit=SECONDS,
    )  # fmt: skip
    yield Figure(what="the same: the loop's longest stall", ours=stall, unit="ms", limit=STALL)
    yield Figure(what="the same: memory", ours=megabytes, unit="MB", limit=MEGABYTES)
    yield Figure(what="the same: the store, a chat", ours=kilobytes, unit="kB", limit=KILOBYTES)
    seconds, stall, megabytes, _ = _child(place.folder / "announced.db", ANNOUNCED)
    yield Figure(
        what=f"the same out of the list and {ANNOUNCED:,} announced papers",
        ours=seconds, unit="s", limit=SECONDS_ANNOUNCED,
    )  # fmt: skip
    yield Figure(what="  the loop's longest stall", ours=stall, unit="ms", limit=STALL)
    yield Figure(what="  memory", ours=megabytes, unit="MB")


def _child(path: Path, announced: int) -> list[float]:
    """What a process of its own prints, so that what others took is not counted."""
    command = [sys.executable, "-m", "bench.interests_morning", str(path), str(announced)]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, text=True)
    return [float(each) for each in done.stdout.split()]


async def _measured(path: Path, announced: int) -> None:
    spare_the_loop()
    url = f"sqlite:///{path}"
    async with open_storage(url) as storage:
        await storage.editions.save(_edition(DAY - dt.timedelta(days=1), MOST_PAPERS, "p"))
        await storage.editions.save(_edition(DAY, TODAY, "t"))
        if announced:
            await _announce(storage, DAY - dt.timedelta(days=1), MOST_PAPERS, "q")
            await _announce(storage, DAY, announced, "u")
    # A closed store has all that was written in one file.
    before = _size(path)
    async with open_storage(url) as storage:
        settings = ChatSettings(categories=(CATEGORY,) if announced else ())
        chats = [
            Chat(key=ChatKey("telegram", str(number)), settings=settings) for number in range(CHATS)
        ]
        await storage.chats.change(chats[0].key, lambda _: chats[0])
        await _ask(storage, chats)
        edition = await storage.editions.get(DAILY.on(DAY))
        assert edition
        shown = ShownList(edition, {}, None, None)
        picker = Picker(storage, _Clock())
        _use_numpy()
        held = _resident()
        took: list[float] = []

        async def morning() -> None:
            for begin in range(0, CHATS, BATCH):
                begun = time.perf_counter()
                found = await picker.beside_all(chats[begin : begin + BATCH], shown)
                assert len(found) == BATCH
                took.append(time.perf_counter() - begun)

        stall = await longest_stall(morning)
        megabytes = _resident() - held
    # The first batch learns the past, and the first half compares its papers for the first time.
    later = took[len(took) // 2 :]
    seconds = sum(took) + sum(later) / len(later) * (CHATS_PROMISED - CHATS) / BATCH
    print(seconds, stall, megabytes, (_size(path) - before) / 1000 / CHATS)


async def _ask(storage: Storage, chats: list[Chat]) -> None:
    """Each chat asks for words, and has voted."""
    chance = random.Random(SEED)

    async def one(chat: Chat) -> None:
        words = " ".join(f"w{chance.randrange(20, 400)}" for _ in range(3))
        await storage.interests.put(chat.key, [Interest(kind=Kind.WORDS, value=words)])
        for number, paper in enumerate(chance.sample(range(MOST_PAPERS), VOTES)):
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


def _use_numpy() -> None:
    """Load it, which the first chat that wants anything does: it is no part of a morning."""
    import bot.chat.mornings  # noqa: F401


def _resident() -> float:
    """The most memory that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _size(path: Path) -> int:
    return path.stat().st_size


if __name__ == "__main__":
    asyncio.run(_measured(Path(sys.argv[1]), int(sys.argv[2])))
