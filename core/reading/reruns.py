"""Where a paper's own things are, by the sections that say so, and by which commands its work is
run again. Pure."""

# Chinese is read here: its colon.

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from core.reading.quotable import Text, is_item, is_plain, leans, reads_well, without_marker
from core.reading.wording import any_of, anycase
from core.sentences import sentences

_LONGEST = 320  # characters of what is told
_AVAILABLE = anycase(
    r"\b(?:data|code|software|materials?|artifacts?|artefacts?|models?|resources?|scripts) "
    r"availability\b|^(?:[\dA-Z][\d.]{0,6} )?availability$|\bavailability (?:of|statement)\b|"
    r"\breproducib|\b(?:artifact|artefact) (?:description|evaluation|appendix)\b"
)
# An address, or a number by which a thing is found.
PLACE = re.compile(
    r"https?://[^\s)\];,]*[^\s)\];,.]|\b10\.\d{4,6}/[^\s)\];,]*[^\s)\];,.]|"
    r"\b(?:available|hosted|released|archived|published) (?:at|on|from|as|under) "
    r"(?P<name>[A-Za-z][\w-]{1,40}/[\w.-]*\w)"
)
# A list's item that tells where a paper is, not what it is of.
_WRITING = anycase(r"\b(?:pre-?print|paper|article|manuscript|slides)\b[^:]{0,20}:")
# What is to be had at a place that has a name or a number.
_HAD_AT = re.compile(
    r"\b(?:is|are|was|were|has been|have been) (?:\w{1,20} ){0,2}(?:available|hosted|deposited|"
    r"archived|distributed|obtained|downloaded|accessible) (?:\w{1,20} )?(?:from|at|on|in|under|"
    r"via|through) (?:the )?(?:[A-Z]|10\.\d|https?:)",
)
_COMMAND = (
    r"(?:(?:python3?|uv run) (?:-m [\w.]+|[\w./-]+\.py)|pip3? install \S|conda (?:env )?create |"
    r"docker (?:run|pull|build) |docker[- ]compose up|npm (?:install|run) |npx \w|"
    r"cargo (?:install|run)\b|Rscript [\w./-]+\.R|(?:ba)?sh [\w./-]+\.sh|\./[\w./-]+\.sh|"
    r"git clone )"
)
# What is cheap to look for, in whatever holds a command.
_MAY_HAVE = re.compile(r"ython|pip|ocker|\.sh\b|npm|npx|cargo|conda|clone|Rscript|uv ")
_BEGINS = re.compile(rf"(?:\$ )?{_COMMAND}")
_HAS = re.compile(rf"(?<![\w./-]){_COMMAND}")
# What a command of the paper's own is for.
_RUNS = anycase(
    r"\b(?:re-?produc|replicat|re-?generat|re-?run|re-?analys|re-?train|install|the (?:full|"
    r"complete|whole|entire)|our|repository|artifact|evaluation)\w*"
)
_OF_OTHERS = any_of(r"agents?|attack\w*|malicious|adversar\w+|e\.g")


def places(text: Text) -> Iterator[str]:
    """What sections on what is available say of where it is: items of a list that have an address,
    then sentences that name a place."""
    parts = [part for part in text.parts if _AVAILABLE.search(part.title)]
    blocks = [block for part in parts for block in part.blocks]
    for block in blocks:
        item = without_marker(block)
        has = is_item(block) and PLACE.search(item) and not _WRITING.match(item)
        if has and len(item) <= _LONGEST and reads_well(item):
            yield item
    for block in blocks:
        for sentence in sentences(block) if not is_item(block) else ():
            if _HAD_AT.search(sentence) and is_plain(sentence):
                yield sentence


def commands(text: Text) -> Iterator[str]:
    """What tells by which commands the work is run: sentences that hold one, and paragraphs that
    lead to some with these."""
    for part in text.parts:
        titled = _AVAILABLE.search(part.title)
        for block, behind in pairwise((*part.blocks, "")):
            if block.endswith((":", "：")) and _BEGINS.match(behind):
                lead = sentences(block)[-1]
                told = " ".join(f"{lead} {behind}".split())
                if (titled or _RUNS.search(lead)) and not leans(lead) and _is_short(told):
                    yield told
            if not _MAY_HAVE.search(block):
                continue
            for sentence in sentences(block) if _HAS.search(block) else ():
                cued = titled or _RUNS.search(sentence)
                has = cued and _HAS.search(sentence) and not _BEGINS.match(sentence)
                if has and is_plain(sentence) and _is_short(sentence):
                    yield sentence


def _is_short(told: str) -> bool:
    return len(told) <= _LONGEST and reads_well(told) and not _OF_OTHERS.search(told)
