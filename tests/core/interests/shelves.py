"""Papers of a few made-up fields, for tests of interests."""

from __future__ import annotations

import random
from functools import cache

from core.interests.background import Background, Placed, learn
from core.interests.features import Features, features, paper_terms
from core.interests.words import Past
from core.models import Paper

FIELDS = {
    "proteins": "protein folding structure residue binding enzyme molecule ligand docking sequence",
    "driving": "driving vehicle lane lidar traffic road planner pedestrian collision steering",
    "speech": "speech voice speaker phoneme acoustic recognition vocoder transcript accent audio",
    "proofs": "theorem proof lemma formal prover tactic axiom conjecture verification logic",
}
COMMON = [
    "model",
    "method",
    "data",
    "results",
    "training",
    "large",
    "novel",
    "framework",
    "propose",
]


def paper(field: str, number: int) -> Paper:
    """A paper of that field; always the same one."""
    chance = random.Random(f"{field} {number}")
    own = FIELDS[field].split()
    title = " ".join(chance.sample(own, 3) + chance.sample(COMMON, 2))
    words = chance.choices(own, k=25) + chance.choices(COMMON, k=40)
    chance.shuffle(words)
    return Paper(id=f"{field}-{number}", title=title, abstract=" ".join(words))


def shelf(each: int) -> list[Paper]:
    """So many papers of each field, in turn."""
    return [paper(field, number) for number in range(each) for field in FIELDS]


def rows(papers: list[Paper]) -> list[Features]:
    return [features(paper_terms(each)) for each in papers]


@cache
def learned(each: int = 40) -> Background:
    """What that many papers of each field tell."""
    return learn(rows(shelf(each)))


@cache
def past() -> Past:
    """The papers from which that is learned."""
    return Past.of(learned().place(row) for row in rows(shelf(40)))


def placed(background: Background, field: str, number: int) -> Placed:
    return background.place(features(paper_terms(paper(field, number))))
