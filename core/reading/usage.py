"""How a paper's work is used: how it goes on, on which data, with which settings, what it takes,
where it is and where it ends. Pure.

Sentences are chosen by their role (core.reading.roles), the likeliest of each role first, and are
told in the paper's order.
"""

# Chinese is read here: titles of sections.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from core.language import ReadingWords
from core.models import Labelled, Paper, Usage
from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import Said, Text, has_plain_signs
from core.reading.releases import licence, links, releases
from core.reading.reruns import commands
from core.reading.roles import Role, Sentence, Share, Told, chosen, joined
from core.reading.steps import steps
from core.reading.subject import is_survey
from core.reading.tabled import tabled
from core.reading.wording import anycase

# Found by what was marked in papers that the odds were not fitted to: `python -m bench.roles`.
SHARES = {
    Role.DATA: Share(3, 550, -1.5),
    Role.SETTINGS: Share(3, 600, -2.0),
    Role.NEEDS: Share(2, 300, -1.5),
    Role.LIMITS: Share(3, 500, -1.5),
    Role.PROCEDURE: Share(10, 1_700, -1.7),
}
_TITLE = 70  # characters
_COUNTED = re.compile(r"^(?:[\dIVXA-H]{1,4}(?:[.-][\dA-Z]{1,2}){0,3}\.?|[a-z]\))\s+")
# What the title of a section says that tells nothing of its own.
_GENERAL = anycase(
    r"(?:(?:our|the|proposed|materials and|experimental) )*(?:methods?|methodology|approach|"
    r"models?|framework|system|algorithm|overview|introduction|experiments?|results?|discussion|"
    r"conclusions?|方法|引言|实验|结果|结论)$"
)
_COVERED, _LEAST_COVERED = 8, 4  # titles of a survey's sections


def usage(
    paper: Paper, text: Text, told: Told, said: Said, names: Names, words: ReadingWords
) -> Usage:
    """What the paper's own sentences tell of how its work is used; each part may be empty."""
    released = releases(text, said, names)
    in_turn = steps(text, said)
    run_by = said.take(commands(text), 1)
    picked: dict[Role, list[Sentence]] = {}
    # What an abstract says of it is told as its contribution.
    behind = len(text.abstract) if text.parts else 0
    for role, share in SHARES.items():
        begin = behind if role is Role.PROCEDURE else 0
        numbers = chosen(told, role, share, said, begin)
        picked[role] = [told.sentences[each] for each in numbers]
    covers = _covered(paper.title, text)
    notes = [
        Labelled(words.covers, covers),
        *(() if covers else _parts(picked[Role.PROCEDURE], text, words)),
        Labelled(words.data, " ".join(joined(picked[Role.DATA]))),
        Labelled(words.running, " ".join(joined(picked[Role.SETTINGS]))),
        *(Labelled(words.training, each) for each in said.take((tabled(text),), 1)),
        *(Labelled(words.code, each) for each in released),
        *(Labelled(words.licence, each) for each in licence(text, released, said)),
        *(Labelled(words.commands, each) for each in run_by),
        *(Labelled(words.bounds, each) for each in joined(picked[Role.LIMITS])),
        *(Labelled("", link) for link in links(paper, text, released)),
    ]
    return Usage(
        steps=in_turn,
        requirements=" ".join(joined(picked[Role.NEEDS])),
        notes=tuple(note for note in notes if note.text),
    )


def _parts(picked: Iterable[Sentence], text: Text, words: ReadingWords) -> Iterator[Labelled]:
    """How the work goes on, each part under its section's title."""

    def called(sentence: Sentence) -> str:
        return _called(text, sentence.section) or words.working

    for name, row in groupby(picked, called):
        yield Labelled(name, " ".join(joined(row)))


def _called(text: Text, section: int) -> str:
    """The title of a section on a part of the work, without its number; "" of another."""
    if section < 0 or text.parts[section].kind is Kind.INTRODUCTION:
        return ""
    title = _COUNTED.sub("", text.parts[section].title).rstrip(" .:")
    plain = len(title) <= _TITLE and has_plain_signs(title, 0) and not title.endswith("?")
    return title if plain and not _GENERAL.match(title) else ""


def _covered(title: str, text: Text) -> str:
    """The titles of a survey's sections, between semicolons; "" for other papers."""
    if not is_survey(title):
        return ""
    titles: dict[int, list[str]] = {1: [], 2: []}
    for number, part in enumerate(text.parts):
        if part.kind is Kind.METHOD and part.level in titles and (name := _called(text, number)):
            titles[part.level].append(name)
    told = titles[2] if len(titles[1]) < _LEAST_COVERED else titles[1]
    return "; ".join(told[:_COVERED]) if len(told) >= _LEAST_COVERED else ""
