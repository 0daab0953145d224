"""What the tests of full texts share: enough figures that short numbers stand there by chance."""

from __future__ import annotations

from core.checking.verify import Evidence, decided_by_rules
from core.models import Finding

CHANCE = [f"Sample {number} of the corpus weighs {number + 0.5} grams." for number in range(11, 99)]


def is_doubted(text: str, evidence: Evidence) -> bool:
    """Whether the rules doubt any figure of a sentence."""
    decided = decided_by_rules(text, evidence)
    assert decided is not None
    return any(each.finding is Finding.MISSING for each in decided.readings)
