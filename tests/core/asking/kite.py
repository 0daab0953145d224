"""A paper about a kite, and who answers questions about it, with a model and alone."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager

from core.asking.ask import Answerer
from core.document import Document, Section
from core.llm.budget import Budget
from core.models import Paper
from storage.engine.passages import Passages
from tests.core.asked import KNOWN, NOW, Clock, model_at
from tests.fakes.model import FakeModel, repeat_the_nearest
from tests.spoken import LANGUAGES

PAPER = Paper(
    id="2602.00001",
    title="A Kite",
    abstract="We fly a kite. It rises 30% higher than the best one.",
)
HEIGHT = (
    "The kite rises to 120 metres in a breeze of 5 m/s, which is “30% higher” than the best one."
)
STRING = "Its string is made of silk and weighs 12 grams."
DOCUMENT = Document(
    paper_id=PAPER.id,
    title=PAPER.title,
    abstract=PAPER.abstract,
    version="v2",
    sections=(
        Section("1 Introduction", 1, "Kites are old. People fly them for joy.", "S1"),
        Section("2 Results", 1, f"We flew it in March. {HEIGHT} It landed well.", "S2"),
        Section("3 Materials", 1, f"{STRING} The sail is made of paper.", "S3"),
    ),
)


@asynccontextmanager
async def asked(answer=repeat_the_nearest, cap=None):
    """Somebody who answers with a model, and the server of that model."""
    budget = Budget(cap, NOW.date())
    async with (
        FakeModel(answer=answer) as fake,
        model_at(fake.base_url, budget=budget, known=KNOWN) as found,
    ):
        yield (
            Answerer(found.model, Passages(), budget=budget, clock=Clock(), languages=LANGUAGES),
            fake,
        )


def alone():
    """Somebody who answers without a model."""
    return Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )


def says(text="It rises.", *quotes, answered=True, terms=()):
    """A model that always says the same; to what it cannot be sure it is asked for."""

    def answer(body):
        if "<<<PAPER" not in body["messages"][1]["content"]:
            return json.dumps(
                {"terms": [{"term": term, "english": english} for term, english in terms]}
            )
        told = [{"passage": number, "text": quote} for number, quote in quotes]
        return json.dumps({"answered": answered, "text": text, "quotes": told})

    return answer


ABOUT = Document(
    paper_id="2602.00001",
    title="KiteNet: Kites that Think",
    head=("Ada Kite", "Bo String", "University of Flight"),
    abstract=(
        "Kites have flown for two thousand years. However, they fall when the wind turns. "
        "We propose KiteNet, a kite that thinks before it falls. It has a tail of paper. "
        "KiteNet stays up for 3 hours, 40% longer than the best kite before it."
    ),
    sections=DOCUMENT.sections,
)
