"""Selection: the order, the cut, and the numbers that stay."""

from __future__ import annotations

import datetime as dt
import json
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.editions.keys import DAILY
from core.editions.score import load_labs
from core.editions.select import arrange, ranked
from core.models import Counts, Edition, EditionState, Listing, Paper

LABS = load_labs()
FROZEN = dt.datetime(2026, 2, 5, 3, tzinfo=dt.UTC)


def listing(number, organization=None, upvotes=0, stars=0, title="A study"):
    return Listing(
        Paper(id=f"2602.{number:05}", title=title, organization=organization),
        Counts(upvotes, stars),
    )


def numbers(entries):
    return {entry.paper.id[-2:]: (entry.rank, entry.selected) for entry in entries}


def test_golden_first_then_score_and_ties_keep_the_source_order():
    day = [
        listing(1, upvotes=3),
        listing(2, upvotes=3),
        listing(3, "Qwen", upvotes=400),
        listing(4, upvotes=501),
    ]

    assert [entry.paper.id[-1] for entry in ranked(day, LABS)] == ["4", "3", "1", "2"]


def test_the_cut_falls_after_the_last_lab_paper():
    day = [
        listing(1, upvotes=90),
        listing(2, "Tencent"),
        listing(3, upvotes=400),
        listing(4, upvotes=2),
    ]

    assert numbers(ranked(day, LABS)) == {
        "03": (1, True),
        "01": (2, True),
        "02": (3, True),
        "04": (4, False),
    }


def test_one_paper_stays_when_no_lab_is_there():
    assert [entry.selected for entry in ranked([listing(1), listing(2)], LABS)] == [True, False]
    assert ranked([], LABS) == ()


def test_a_lab_paper_below_the_top_fifty_does_not_count():
    day = [listing(number, upvotes=400) for number in range(50)] + [listing(99, "Tencent")]

    assert sum(entry.selected for entry in ranked(day, LABS)) == 1


def test_frozen_numbers_stay_and_late_papers_follow():
    before = ranked([listing(1, "Qwen"), listing(2, "Tencent"), listing(3)], LABS)
    edition = Edition(
        key=DAILY.on(FROZEN.date()), state=EditionState.OPEN, entries=before, frozen_at=FROZEN
    )

    after = arrange(
        ranked(
            [listing(2, "Tencent", upvotes=300), listing(4, "Qwen", upvotes=900), listing(3)], LABS
        ),
        edition,
    )

    assert numbers(before) == {"01": (1, True), "02": (2, True), "03": (3, False)}
    assert numbers(after) == {"01": (1, True), "02": (2, True), "03": (3, False), "04": (4, True)}


listings = st.lists(
    st.tuples(
        st.sampled_from([None, "Qwen", "Tencent"]), st.integers(0, 900), st.integers(0, 3000)
    ),
    max_size=60,
)


@given(first=listings, second=listings)
def test_no_refetch_changes_a_frozen_number(first, second):
    def make(rows):
        return [listing(number, *row) for number, row in enumerate(rows)]

    before = ranked(make(first), LABS)
    edition = Edition(
        key=DAILY.on(FROZEN.date()), state=EditionState.OPEN, entries=before, frozen_at=FROZEN
    )
    after = arrange(ranked(make(second), LABS), edition)

    assert {e.paper.id: e.rank for e in before}.items() <= {
        e.paper.id: e.rank for e in after
    }.items()
    assert sorted(e.rank for e in after) == list(range(1, len(after) + 1))


SUPER = r"OpenAI|Anthropic|DeepMind|DeepSeek|Qwen|Moonshot|Mistral|Meta AI|01\.AI|Zhipu|ByteDance|Baichuan"
FRONTIER = (
    r"Google|FAIR|Facebook|NVIDIA|Microsoft|Alibaba|Tencent|Stanford|Berkeley|MIT|CMU|Tsinghua|Peking University"
    r"|Huawei|Baidu|SenseTime"
)
KEYWORDS = (
    "LLM|Large Language Model|Reasoning|Chain of Thought|Agent|RAG|Retrieval|Efficient|Quantization|Post-training"
    "|RLHF|Alignment|World Model|Multimodal|Vision|Diffusion"
)


def independent(papers):
    """The same day computed a second way, from the raw answer and the formula alone."""
    rows = []
    for item in papers:
        paper = item["paper"]
        lab = (item.get("organization") or paper.get("organization") or {}).get("fullname", "")
        up, stars = paper["upvotes"], paper.get("githubStars", 0)
        best = (
            "S"
            if re.search(rf"(?i)\b({SUPER})\b", lab)
            else "F"
            if re.search(rf"(?i)\b({FRONTIER})\b", lab)
            else ""
        )
        bonus = {"S": 50, "F": 20, "": 0}[best]
        score = round(
            math.log((1 + up) ** 5 * (1 + stars) ** 6 * (1 + item["numComments"])) + bonus, 2
        )
        must = best == "S" and bool(re.search(f"(?i){KEYWORDS}", " ".join(paper["title"].split())))
        tags = {"S": ["Super Lab"], "F": ["Frontier Lab"], "": []}[best]
        tags += ["Viral"] * (stars > 2000 or up > 500) + ["Must Read"] * must
        rows.append((paper["id"], score, tuple(tags), "Viral" in tags or must))
    rows.sort(key=lambda row: (-row[3], -row[1]))
    kept = [
        index
        for index, row in enumerate(rows[:50])
        if row[2][:1] in (("Super Lab",), ("Frontier Lab",))
    ]
    return rows, max(kept, default=0) + 1


@pytest.mark.recorded
def test_every_recorded_day_equals_an_independent_computation(recorded):
    from core.sources.hub import parse_listing

    days = sorted((recorded / "hf_daily").glob("*.json"))
    assert len(days) == 24
    for path in days:
        papers = json.loads(path.read_text("utf-8"))
        rows, cut = independent(papers)
        entries = ranked([parse_listing(item) for item in papers], LABS)
        found = [(e.paper.id, e.verdict.score, e.verdict.tags, e.verdict.golden) for e in entries]
        assert found == rows
        assert sum(entry.selected for entry in entries) == cut
