"""What says that a paper gives something: that it makes, proposes, tries or finds it. Pure."""

# Tested in tests/core/reading/test_contribution.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re

from core.reading.cues import CUES, GIVES
from core.reading.wording import anycase

SAYS_LITTLE = 60  # characters of a sentence
# What is no gift of the paper's, as it says itself.
_DENIES = anycase(
    r"\b(?:we (?:use|employ|adopt|apply|combine|rely on|build on|draw on)|our|"
    r"used here)\b[^.;]{0,80}"
    r"\b(?:is|are) (?:(?:all|both|themselves|already|by now|well)[ -]){0,2}(?:established|known|"
    r"standard|off-the-shelf|textbook|not (?:new|novel|original))\b(?! to\b)|"
    r"^None of\b|\bnothing (?:here )?is new\b|"
    r"\bwe (?:do not|don['’]t) (?:propose|introduce|claim|present|develop)\b(?!.{0,200}\b(?:but|"
    r"instead|"
    r"rather)\b)|\bwe (?:also |then |first )?ask (?:\(|how\b|whether\b|what\b|why\b|"
    r"if\b|when\b|which\b)(?!.{0,200}\b(?:arrive|find|found|show|answer)\b)"
)
# What is taken from others, which may itself be said to give something.
_TAKES = re.compile(
    r"^(?:We|This (?:paper|work|study)) (?:\w{3,20}ly )?(?:uses?|adopts?|employs?|reli(?:es|y) on|"
    r"builds? (?:up)?on|draws? on|leverages?|follows?) [^.;]{0,80}?(?:\([^()]{0,60}\d{4}|\[\d|"
    r", which\b)"
)
# What is done with what there is: studied, adapted, tried.
ACTS = anycase(
    r"\b(?:we|(?-i:I)|this (?:paper|work|study|research|article)) (?:\w{3,20}ly |here |then |"
    r"first ){0,2}(?:adapt|evaluate|assess|apply|benchmark|compare|measure|test|re-?examine|"
    r"replicate|reproduce|reframe|re-frame|recast|fine-?tune|audit|characteri[sz]e|"
    r"identif(?:y|ied)|formali[sz]e|uncover|expose|isolate|port|automate|map|rule out|examine|"
    r"estimate|fit|fitted|train|forecast|form|"
    r"investigate|study|revisit|probe|ask)(?:e?[ds])?\b"
)
# What is only asked: the answer is what is given.
ASKS = anycase(
    r"\b(?:we|(?-i:I)|this (?:paper|work|study|article)) (?:\w{1,20} ){0,2}(?:ask|test|study|"
    r"studie|investigate|examine|explore)s? (?:\(|how|whether|what|why|if|when|which)\b"
)
_RELEASED = anycase(r"\breleas\w*")
WE_FIND = anycase(r"\bwe (?:\w{1,20} )?(?:find|found|show|observe|discover|demonstrate)\b")
# What makes something, and what says what a thing is for or does.
_BUILDS = anycase(
    r"(?<![-\w])(?:propos|introduc|present|develop|design|build|built|unveil|creat|releas|provid|"
    r"construct|formulat|devis|establish|describ|curat|compil|deriv)\w*|提出|构建|设计|开发|发布"
)
_GIVES = anycase(
    rf"{GIVES.pattern}|"
    r"\b(?:we|this (?:paper|work|study)) (?:\w{1,20} )?(?:construct|curate|"
    r"compile|derive|prove)(?:e?[sd])?\b|\b(?:(?-i:I)|this (?:research|project|thesis)) "
    r"(?:\w{1,20} )?(?:propos|present|introduc|develop|describ)\w*|\b(?:is|are) proposed\b|"
    r"^The (?:paper|article|study) (?:introduces|presents|proposes|"
    r"develops|describes)\b"
)
# What proposes something in the past, or by other words.
_MADE_IT = anycase(
    r"\b(?:we|(?-i:I)) (?:(?!previously|recently|earlier|once)\w{1,20} )?(?:built|proposed|"
    r"developed|introduced|presented|designed|devised|created?|assembled|compiled|constructed|"
    r"curated|formulated|implement(?:ed)?(?= an? | (?-i:[A-Z])))\b|"
    r"^(?:In this \w{4,10}, )?An? [^.,;]{3,100}\b(?:is|was) (?:\w{3,20}ly )?(?:proposed|developed|"
    r"designed)\b(?! (?:by|in)\b)"
)
_ONLY_NAMES = re.compile(r"We (?:name|call|term|dub|refer to) (?:this|the|our|it)\b")
# What others do, whom the sentence before has named.
OF_OTHERS = re.compile(
    r"(?:Some|Many|Most|Each|None|Neither) (?:[a-z]{2,20}ly )?"
    r"(?:do|does|are|is|rely|lack|fail|use|of)\b|Others? [a-z]"
)
# What is hoped for, and what is said of all that was told.
HOPES = anycase(r"\bwe (?:\w{3,20} )?(?:hope|present (?:this|it|these|the \w{3,20} as))\b")


def is_no_gift(sentence: str) -> bool:
    """Whether it tells what the paper does not give, or takes from others."""
    return bool(_DENIES.search(sentence) or _TAKES.match(sentence))


def gives(sentence: str) -> bool:
    """Whether it says that the paper gives something."""
    found = _GIVES.search(sentence) or _MADE_IT.search(sentence)
    return bool(found) and not (is_no_gift(sentence) or _ONLY_NAMES.match(sentence))


def builds(sentence: str) -> bool:
    """Whether it says that something is made; what is but released was made before."""
    return _BUILDS.search(_RELEASED.sub("", sentence)) is not None


def proposes(sentence: str) -> bool:
    """Whether it says that the paper proposes something."""
    found = CUES["proposes"].search(sentence) or _MADE_IT.search(sentence)
    return found is not None
