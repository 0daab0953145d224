"""Entries in SQL: an entry of a list as its row."""

# Tested in tests/storage/test_editions.py.

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from core.editions.keys import ListKey
from core.models import Counts, Entry, Reason, Tier, Verdict
from storage import papers
from storage.engine.database import AnyRow
from storage.keys import key_row


def entry_row(key: ListKey, entry: Entry) -> dict[str, Any]:
    """The values of its row in `entries`."""
    reasons = [(reason.kind, reason.points, reason.amount) for reason in entry.verdict.reasons]
    return {
        **key_row(key),
        "paper_id": entry.paper.id,
        "rank": entry.rank,
        "title": entry.paper.title,
        "organization": entry.paper.organization,
        **asdict(entry.counts),
        "score": entry.verdict.score,
        "tier": entry.verdict.tier,
        "tags": entry.verdict.tags,
        "golden": entry.verdict.golden,
        "reasons": reasons,
        "selected": entry.selected,
    }


def entry_of(row: AnyRow) -> Entry:
    """The entry that a row of `entries` holds, with what its paper's columns say."""
    return Entry(
        rank=row.rank,
        paper=papers.paper_of(row),
        counts=Counts(row.upvotes, row.stars, row.comments),
        verdict=Verdict(
            score=row.score,
            tier=Tier(row.tier),
            tags=tuple(row.tags),
            golden=row.golden,
            reasons=tuple(Reason(*reason) for reason in row.reasons),
        ),
        selected=row.selected,
    )
