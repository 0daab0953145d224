"""Scoring: the formula, the tiers, the tags, and the recorded digests as witnesses."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.editions.score import judge, load_labs
from core.models import Counts, Listing, Paper, Reason, Tier


@pytest.fixture(scope="module")
def labs():
    return load_labs()


def listing(title="A study", organization=None, **counts):
    return Listing(Paper(id="2602.00001", title=title, organization=organization), Counts(**counts))


def test_score_is_the_published_formula(labs):
    verdict = judge(listing(organization="Tencent", upvotes=18, stars=321, comments=1), labs)

    assert (
        verdict.score == 70.06 == round(5 * math.log(19) + 6 * math.log(322) + math.log(2) + 20, 2)
    )
    assert verdict.reasons == (
        Reason("frontier", 20.0),
        Reason("upvotes", 14.72, 18),
        Reason("stars", 34.65, 321),
        Reason("comments", 0.69, 1),
    )


@given(upvotes=st.integers(0, 10**6), stars=st.integers(0, 10**6), comments=st.integers(0, 10**4))
def test_reasons_add_up_to_the_score(upvotes, stars, comments):
    verdict = judge(
        listing(organization="Qwen", upvotes=upvotes, stars=stars, comments=comments), load_labs()
    )

    assert sum(reason.points for reason in verdict.reasons) == pytest.approx(
        verdict.score, abs=0.021
    )


@pytest.mark.parametrize(
    ("organization", "tier"),
    [
        ("Google DeepMind", Tier.SUPER),
        ("Google Research", Tier.FRONTIER),
        ("ByteDance Seed", Tier.SUPER),
        ("alibaba-inc", Tier.FRONTIER),
        ("HUAWEI Noah's Ark Lab", Tier.FRONTIER),
        ("零一万物科技", Tier.SUPER),
        ("Massachusetts Committee", Tier.NONE),
        ("MIT CSAIL", Tier.FRONTIER),
        ("Affair Systems", Tier.NONE),
        (None, Tier.NONE),
        ("", Tier.NONE),
    ],
)
def test_names_match_as_whole_words(labs, organization, tier):
    assert labs.tier(organization) is tier


def test_tags_come_in_the_printed_order(labs):
    both = judge(listing("Leverage without limits", "OpenAI", stars=2001), labs)
    edge = judge(listing("Plain", "OpenAI", stars=2000, upvotes=500), labs)

    assert (both.tags, both.golden) == (("Super Lab", "Viral", "Must Read"), True)
    assert (edge.tags, edge.golden) == (("Super Lab",), False)


def test_must_read_needs_a_super_lab(labs):
    assert judge(listing("Efficient reasoning agents", "Tencent"), labs).tags == ("Frontier Lab",)


def test_an_edited_file_changes_the_verdict():
    text = (Path(__file__).parents[3] / "core" / "labs.toml").read_text("utf-8")
    edited = load_labs(
        text.replace('"SenseTime"', '"SenseTime", "Meituan"').replace(
            "upvotes = 5\n", "upvotes = 50\n"
        )
    )

    verdict = judge(listing(organization="Meituan LongCat", upvotes=1), edited)

    assert (verdict.tier, verdict.score) == (Tier.FRONTIER, round(20 + 50 * math.log(2), 2))


@pytest.mark.recorded
def test_every_recorded_digest_row_is_reproduced(labs, recorded):
    """Tags exactly; the score up to the comments, which a digest does not print."""
    row = re.compile(
        r"^### (🏆|) \d+\. (?P<title>.*)\n\n.*\n\*\*组织\*\*: (?P<org>.*)\n\*\*得分\*\*: (?P<score>.*)\n"
        r"\*\*标签\*\*: (?P<tags>.*)\n\*\*Upvotes\*\*: (?P<up>\d+) \| \*\*Stars\*\*: (?P<stars>\d+)$",
        re.MULTILINE,
    )
    rows = [
        match
        for path in sorted((recorded / "digests").glob("*.md"))
        for match in row.finditer(path.read_text())
    ]
    assert len(rows) > 40
    for match in rows:
        organization = None if match["org"] == "Unknown" else match["org"]
        counts = {"upvotes": int(match["up"]), "stars": int(match["stars"])}
        scores = {}
        for comments in range(20):
            verdict = judge(
                listing(match["title"], organization, **counts, comments=comments), labs
            )
            scores[comments] = verdict.score
        assert ", ".join(verdict.tags) == match["tags"]
        assert verdict.golden == bool(match[1])
        assert float(match["score"]) in scores.values()
