"""Questions as readers ask them about recorded papers, and where the page answers them. They stand
in tests/core/data/questions.

Written from the pages alone, without looking at how questions are answered: half Chinese, half
English, of the first ones a few in Japanese, Korean and Russian. An answer is the title of a
section and a few words of the sentence or table row in it. A question without an answer is one that
a reader might well ask, but the page does not say. What each part is for is said in its file.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.core.model_pages import told_of_pages


@dataclass(frozen=True)
class Answer:
    """A section's title, and a few words of the sentence or table row in it that answers."""

    section: str
    found_by: str


@dataclass(frozen=True)
class Question:
    """A question on a page; each of the answers is enough. Without any, the page does not say."""

    page: str
    text: str
    answers: tuple[Answer, ...] = ()

    @property
    def answerable(self) -> bool:
        return bool(self.answers)


def _questions(part: str) -> tuple[Question, ...]:
    """The questions of that part, in their order."""
    return tuple(
        Question(page, row["text"], tuple(Answer(*each) for each in row["answers"]))
        for page, row in told_of_pages("questions", part)
    )


TUNED = _questions("tuned")
KEPT = _questions("kept")
LAST = _questions("last")
OPENED = _questions("opened")
CLOSED = _questions("closed")
PRACTICE = _questions("practice")
FURTHER = _questions("further")
NEWEST = _questions("newest")
SIXTH = _questions("sixth")
