"""A line of a table with what it stands under and is called. Pure."""

# Tested in tests/core/checking/tables/test_tabular.py.

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table. `heads` has what stands over each of its cells; `labels` names it.

    `naming` says how many of its first cells are labels. A line of heads has neither.
    """

    text: str
    cells: tuple[str, ...]
    heads: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    naming: int = 0
    is_head: bool = False
