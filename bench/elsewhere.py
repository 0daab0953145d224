"""Questions about pages that are not in the repository: FOLDER/WRITER/NUMBER/{paper.html,questions.json}.

Rules are fitted to one half of the papers, the others are counted and read by nobody who mends:
those with an even number, and all of the writer whose name is the last.
"""

# Tested in tests/bench/test_asking.py.

from __future__ import annotations

import json
from pathlib import Path

from tests.core.model_questions import Answer, Question

LEARNING, TELLING, EVERY = "learning", "telling", "every"
# What marks references and labels that are not there: such pages come without their bibliography.
_MISSING = (b"ltx_missing_citation", b"ltx_missing_label")


def questions_in(folder: Path, half: str) -> tuple[Question, ...]:
    """The questions of one half or of every paper, paper by paper; their pages are told from the
    folder."""
    found: list[Question] = []
    writers = sorted({path.parts[-3] for path in folder.glob("*/*/questions.json")})
    for path in sorted(folder.glob("*/*/questions.json")):
        page = path.with_name("paper.html")
        if page.exists() and half in (EVERY, _half(path, writers)):
            found += _read(path, str(page.relative_to(folder)))
    return tuple(found)


def whole(page: bytes) -> bytes:
    """The page as one that lacks nothing: without its bibliography, which need not be brought, it
    would pass for one that breaks off."""
    for mark in _MISSING:
        page = page.replace(mark, b"")
    return page


def _half(path: Path, writers: list[str]) -> str:
    writer, number = path.parts[-3:-1]
    even = int(number) % 2 == 0
    last = len(writers) > 1 and writer == writers[-1]
    return TELLING if even or last else LEARNING


def _read(path: Path, page: str) -> list[Question]:
    found: list[Question] = []
    for each in json.loads(path.read_text("utf-8")):
        answers = tuple(Answer(key["section"], key["found_by"]) for key in each["answers"])
        found.append(Question(page, each["text"], answers))
    return found
