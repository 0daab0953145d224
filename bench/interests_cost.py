"""What a morning of interests costs: fitting and ranking for one chat, and learning the day's past.

The papers are made up, with as many words as real ones; what is compared is the time alone.
"""

from __future__ import annotations

import random
import threading
import time
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from bench.figures import Figure, Times
from bench.place import Place
from core.interests.background import MOST_PAPERS, Background, Placed, learn
from core.interests.features import Features, features, paper_terms
from core.interests.likeness import Papers
from core.interests.ranking import profile, rank
from core.interests.taste import Example
from core.interests.words import Past
from core.models import Paper

VOTES, TODAY, CHATS = 30, 50, 200
NEGATIVES = 200
CHATS_PROMISED, SECONDS, CORES = 10_000, 60, 2
MEGABYTES, STALL = 30, 50  # of memory; milliseconds
SEED = 20261128


def measure(_place: Place) -> Iterable[Figure]:
    """CPU milliseconds a chat beside scikit-learn's regression on the same rows; the memory and the
    longest stall of a loop while the past is learned in a thread."""
    rows = _made_up(MOST_PAPERS + TODAY)
    past = rows[:MOST_PAPERS]
    tracemalloc.start()
    background = learn(past)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    yield Figure(what="interests: learning the past of a day, memory", ours=peak / 1e6, unit="MB",
                 limit=MEGABYTES)  # fmt: skip
    yield Figure(what="the same in a thread: the longest stall", ours=_stall(past), unit="ms",
                 limit=STALL)  # fmt: skip
    placed = [background.place(row) for row in past]
    today = [background.place(row) for row in rows[MOST_PAPERS:]]
    ours = _ours(background, placed, today)
    naive = _peer(placed, today)
    yield Figure(
        what=f"interests: fit {VOTES} votes and rank {TODAY} papers, CPU, mean of {CHATS}",
        ours=ours, unit="ms", limit=Times(1 / 2, naive, "scikit-learn") if naive else None,
        naive=naive, naively="scikit-learn on the same rows",
    )  # fmt: skip
    yield Figure(
        what=f"the same for {CHATS_PROMISED:,} chats on {CORES} cores",
        ours=ours * CHATS_PROMISED / 1000 / CORES, unit="s", limit=SECONDS,
    )  # fmt: skip


def _made_up(count: int) -> list[Features]:
    """Papers whose words are as common and as many as those of real ones."""
    chance = random.Random(SEED)
    words = [f"w{number}" for number in range(20_000)]
    weights = [1 / (number + 10) for number in range(len(words))]
    rows = []
    for number in range(count):
        drawn = chance.choices(words, weights, k=200)
        paper = Paper(id=str(number), title=" ".join(drawn[:10]), abstract=" ".join(drawn[10:]))
        rows.append(features(paper_terms(paper)))
    return rows


def _stall(past: Sequence[Features]) -> float:
    """The longest time that another thread, which wants a moment every millisecond, waited."""
    learner = threading.Thread(target=learn, args=(past,))
    longest = 0.0
    learner.start()
    before = time.perf_counter()
    while learner.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest = max(longest, now - before - 0.001)
        before = now
    return longest * 1000


def _votes(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    chance = random.Random(SEED)
    for _ in range(CHATS):
        yield chance.sample(list(placed), VOTES)


def _ours(background: Background, placed: Sequence[Placed], today: Sequence[Placed]) -> float:
    day = Papers.of(today)
    past = Past.of(placed)
    prior = np.arange(len(today), dtype=np.float32)
    begun = time.process_time()
    for chosen in _votes(placed):
        votes = [Example(paper, 1.0 if n % 3 else -1.0) for n, paper in enumerate(chosen)]
        rank(profile(votes, (), background, past), day, prior)
    return 1000 * (time.process_time() - begun) / CHATS


def _peer(placed: Sequence[Placed], today: Sequence[Placed]) -> float | None:
    """None without scikit-learn."""
    try:
        from sklearn.linear_model import LogisticRegression

        from bench.interests_mixed import as_rows
    except ImportError:
        return None
    against = placed[-NEGATIVES:]
    rows = as_rows(today)
    begun = time.process_time()
    for chosen in _votes(placed):
        labels = [1 if number % 3 else 0 for number in range(VOTES)] + [0] * NEGATIVES
        peer = LogisticRegression(C=10, class_weight="balanced", solver="liblinear")
        peer.fit(as_rows([*chosen, *against]), labels)
        peer.decision_function(rows)
    return 1000 * (time.process_time() - begun) / CHATS
