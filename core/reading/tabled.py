"""What a table of settings tells of how a work was trained: "learning rate: 3e-4". Pure."""

# Chinese is read here: what captions of such tables say.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.pages.html.grids import cells_of
from core.reading.condense import Kind
from core.reading.quotable import Text, has_plain_signs
from core.reading.wording import any_of, anycase

_CAPTION = re.compile(r"(?:Table|TABLE|Tab\.|表)\s?[\w.]{0,5}[.:：]?\s*(?P<told>.*)", re.DOTALL)
_OF_SETTINGS = any_of(
    r"hyper-?\s?parameters?|(?:training|fine-?tuning|pre-?training|optimi[sz]ation|implementation|"
    r"experiment(?:al)?) (?:details?|settings?|configurations?|set-?ups?|recipe|parameters?)",
    "超参数|训练设置",
)
# What other tables say, and whose settings are not the work's.
_ASIDE = anycase(
    r"\b(?:results?|scores?|accuracy|performance|ablat\w*|sensitivity|search (?:space|range)|grid|"
    r"ranges?|baselines?|effects? of|impact of|varying|comparison|tuned over|different)\b|"
    r"\b(?:of|by|from|in) (?:[A-Z][\w’'-]{1,30} ){1,3}(?:et al\b|\(?(?:19|20)\d\d\)|\[\d)"
)
# A setting by which work is trained.
_TRAINING = anycase(
    r"\b(?:epochs?|(?:mini-?)?batch(?:es)?|learning rates?|LR|optimi[sz]ers?|AdamW?|SGD|RMSProp|"
    r"Adafactor|Muon|steps|iterations|updates|warm-?up|weight decay|dropout|LoRA|cosine|"
    r"annealing|(?-i:PPO|SAC|TD3|DQN|GRPO|DPO))\b|批量|批大小|学习率|轮"
)
_HEAD = anycase(
    r"(?:(?:hyper-?\s?|training )?(?:parameters?|settings?)|config\w*|options?|items?|names?|"
    r"超参数|参数)"
)
_VALUE = anycase(r"values?|取值|值")
_NUMBER = re.compile(r"\d")
_WORDS = re.compile(r"[A-Za-z]{2}|[\u4e00-\u9fff]")
_LEAST, _MOST, _LONGEST = 3, 10, 360  # settings, and characters of all
_NAME, _CELL, _SIGNS = 40, 40, 8  # characters of each, signs of formulas


def tabled(text: Text) -> str:
    """The settings of the first table that tells how the work was trained, as "name: value" between
    semicolons; "" without."""
    for part in text.parts:
        if part.kind is Kind.ASIDE:
            continue
        for caption, block in pairwise(part.blocks):
            told = _CAPTION.match(caption)
            if not told or " | " not in block:
                continue
            of_settings = _OF_SETTINGS.search(told["told"]) and not _ASIDE.search(told["told"])
            if of_settings and (found := _settings(block.split("\n"))):
                return found
    return ""


def _settings(lines: Sequence[str]) -> str:
    """The pairs of the rows, where those of training are among them."""
    pairs = list(_pairs([cells_of(line) for line in lines]))
    chosen: list[str] = []
    for name, value in pairs:
        told = f"{name}: {value}"
        if len(chosen) < _MOST and len("; ".join((*chosen, told))) <= _LONGEST:
            chosen.append(told)
    trains = any(_TRAINING.search(name) for name, _ in pairs)
    return "; ".join(chosen) if len(chosen) >= _LEAST and trains else ""


def _pairs(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What each row names, with its value. None where several things have values beside each
    other."""
    if _is_lying(rows):
        rows = list(zip(*rows, strict=True))
    head = rows[0] if rows else ()
    beside = next((place for place, cell in enumerate(head) if _VALUE.fullmatch(cell)), 0)
    is_head = beside > 0 or bool(head and _HEAD.fullmatch(head[0]))
    if is_head and not beside:
        return  # Of several things, each with its column.
    for row in rows[is_head:]:
        filled = [cell for cell in row if cell]
        if len(filled) == 1:
            continue  # It names those below it.
        if is_head:
            row = (row[0], *row[beside : beside + 1])
        elif len(filled) != 2 and not (len(filled) == 4 and _WORDS.match(row[2])):
            return
        for name, value in zip(row[::2], row[1::2], strict=False):
            if _is_setting(name, value):
                yield name, value


def _is_lying(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all names stand in the first of two rows, and their values in the second."""
    if len(rows) != 2 or not len(rows[0]) == len(rows[1]) >= _LEAST:
        return False
    return not any(map(_NUMBER.search, rows[0])) and any(map(_NUMBER.search, rows[1]))


def _is_setting(name: str, value: str) -> bool:
    fits = 0 < len(name) <= _NAME and 0 < len(value) <= _CELL
    plain = has_plain_signs(name, _SIGNS) and has_plain_signs(value, _SIGNS)
    return fits and plain and _WORDS.search(name) is not None
