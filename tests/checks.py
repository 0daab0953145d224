"""What the figure check says of texts and a paper, found out once a process.

Hundreds of tests have the same few papers of the tests read and nothing to ask about their figures.
The check is pure, so what it said once it says again; tests of the check itself call it anyhow.
"""

# Tested in tests/core/reading/test_review.py.

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from core.checking.verify import Evidence, check
from core.document import Document
from core.models import Check, Paper

# How many papers are kept, and how many times as many checks of their texts.
_PAPERS, _EACH = 60, 8


class Known:
    """Stands for `Evidence` where texts are held against a paper."""

    def __init__(self, paper: Paper, document: Document | None) -> None:
        self._evidence = Evidence.of(paper, document)

    @staticmethod
    @lru_cache(_PAPERS)
    def of(paper: Paper, document: Document | None) -> Known:
        """That of an equal paper and document, if it is there."""
        return Known(paper, document)

    @lru_cache(_PAPERS * _EACH)  # noqa: B019 (what is kept is bounded)
    def check(self, texts: tuple[str, ...]) -> Check:
        """What the check says of them."""
        return check(texts, self._evidence)


def known(texts: Iterable[str], evidence: Known) -> Check:
    """Stands for `check` there."""
    return evidence.check(tuple(texts))
