"""A number of a text with its unit, and how exactly it is meant."""

# Tested in tests/core/checking/figures/test_quantities.py.
# Chinese is read here: signs and units of full width.

from __future__ import annotations

import re
from typing import NamedTuple


class Quantity(NamedTuple):
    """A number of a text with its unit, and where it stands.

    `value` is in the unit's own scale (12 ms are 0.012 s); `number` is as it was written, before
    scale and unit. `step` is what one in the last written digit is worth.

    `stance` is "~" (about), ">" (over), "<" (under) or ""; `sign` is "+", "-" or "". `soft`: the
    unit is not written with this number but with the next of its list. `word`: written as a word.
    `aside`: another way to say what a text states, or a count that anybody may make. It supports
    figures and is no figure itself.
    """

    start: int
    end: int
    value: float
    unit: str = ""
    step: float = 0.0
    number: float = 0.0
    stance: str = ""
    sign: str = ""
    soft: bool = False
    word: bool = False
    aside: bool = False


_ABOUT = re.compile(
    r"(?:(about|around|approx(?:imately|\.)?|roughly|circa|some|~|≈|∼|～"
    r"|close to|on the order of"
    # "约需 3 小时", "约出现在 7000 处"
    r"|(?<![节制公预契条简合])大?约(?![束定])[\u4e00-\u9fff]{0,4}|大概|左右|接近|将近|大致)"
    r"|(over|more than|greater than|at or above|above|at least|exceed(?:s|ed|ing)?|beyond"
    r"|upwards of|[>≥]|(?:no|not|never) (?:less|fewer|lower|smaller) than"
    r"|(?:not|never|n't|without) (?:(?:fall|drop|dip|go|sink)(?:s|ping|ing)? )?(?:below|under)"
    r"|超过了?|逾|大于|高于|[不未]低于|不[少小下]于|至少|多于|突破)"
    r"|((?:not|never|n't|without) exceed(?:s|ing)?|(?:no|not|never) (?:more|greater|higher) than"
    r"|nearly|almost|under|less than|at or below|below|up to|fewer than"
    r"|(?:not|never) above|at most|[<≤]"
    r"|近|不到|不及|低于|小于|不足|少于|[不未]超过|不[高大多]于|至多|最多))"
    r"[\s*_(（“\"]*[-+−–]?$",
    re.IGNORECASE,
)
# How these end, because searching for them before every number takes longer than all the rest.
_ABOUT_ENDS = (
    "about|around|approx|approx.|approximately|roughly|circa|some|~|≈|∼|～|约|约为|约有|约是|"
    "大概|左右|接近|将近|大致|over|than|above|at least|exceed|exceeds|exceeded|exceeding|beyond|"
    "upwards of|>|≥|超过|超过了|逾|于|至少|nearly|almost|under|"
    "below|up to|at most|<|≤|近|不到|不及|不足|至多|最多|close to|order of|突破"
)
# The word for "about" and the verb that may follow it, in characters.
_ROUGHLY, _LONGEST = "约", 5
ABOUTS = tuple(_ABOUT_ENDS.split("|"))
_AFTER_ABOUT = re.compile(
    r"\s?(?:(左右|上下|or so)"
    r"|(余|多(?![模任种项个步轮头层])|[及或]?以上|\+|or (?:more|above|higher))"
    r"|([及或]?以[下内]|之内|or (?:less|fewer|below|lower)))"
)


def stance_of(text: str, before: str, end: int) -> tuple[str, int]:
    """How exactly a number is meant, as `Quantity.stance` has it, and where what says so ends."""
    told = before.rstrip(' *_(（“"-+−–').lower()
    if told.endswith(ABOUTS) or _ROUGHLY in told[-_LONGEST:]:
        found = _ABOUT.search(before)
        if found and found[1]:
            return "~", end
        if found and found[2]:
            return ">", end
        if found:
            return "<", end
    found = _AFTER_ABOUT.match(text, end)
    if found and found[1]:
        return "~", end
    if found:
        return ">" if found[2] else "<", end
    return "", end
