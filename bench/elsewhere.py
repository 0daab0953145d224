"""Questions about pages that are not in the repository: FOLDER/WRITER/NUMBER/{paper.html,questions.json}.

Rules are fitted to one half of the papers, the others are counted and read by nobody who mends:
those with an even number, and all of the writer whose name is the last. Asked of another paper, a
question has as a rule no answer there: such *exchanged* ones are as many as one likes.
"""

# Tested in tests/bench/test_asking.py.
# Chinese is read here: words for what any paper tells.

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.core.model_questions import Answer, Question

LEARNING, TELLING, EVERY, EXCHANGED = "learning", "telling", "every", "exchanged"
TIMES = 4  # other papers that each question is asked of
# What any paper may tell of itself: such questions have an answer elsewhere as well.
_OF_ANY = re.compile(
    r"\b(?:gpus?|hardware|machine|code|open.?source|public|released?|limitations?|weakness|license"
    r"|datasets?|metrics?|batch size|learning rate|optimi[sz]er|languages?|future|seeds?|baselines?"
    r"|train(?:ed|ing)? (?:time|data)|llms?|bigger|toolkit|config)\b"
    "|显卡|硬件|机器|代码|开源|公开|放出|局限|不足|缺点|缺陷|毛病|数据集|哪些数据|指标|学习率|优化器"
    "|语言|以后|未来|后续|基线|训练.{0,4}多久|多长时间|随机种子|对比|比较",
    re.IGNORECASE,
)
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


def exchanged(questions: Sequence[Question]) -> Iterator[tuple[Question, str]]:
    """The questions with an answer, each without it and put to some other papers, and the page of
    its own paper. Questions of what any paper tells are left out."""
    pages = list(dict.fromkeys(each.page for each in questions))
    others = len(pages) - 1
    for number, question in enumerate(each for each in questions if each.answerable):
        if _OF_ANY.search(question.text):
            continue
        own = pages.index(question.page)
        steps = (number * 7 + time * 11 for time in range(TIMES))
        for step in dict.fromkeys(each % others for each in steps):
            page = pages[(own + 1 + step) % len(pages)]
            yield Question(page, question.text, ()), question.page


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
    told = json.loads(path.read_text("utf-8"))
    return [
        Question(
            page,
            each["text"],
            tuple(Answer(key["section"], key["found_by"]) for key in each["answers"]),
        )
        for each in told
    ]
