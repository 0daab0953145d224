"""What a paper's work needs to be given, and where it ends: what the paper says that was not tried,
is not done or holds for few, those first that tell it most plainly. Pure."""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import Part, Text, without_marker, without_turn
from core.reading.recipes import WORK, follows, is_plain
from core.reading.wording import any_of, anycase, begins

_WARNS = any_of(r"ethic\w*|impacts?|limitations?|intended use")
# What a thing needs or cannot do, and a thing of the paper's own that does.
_BOUNDED = (
    r"(?:[a-z]{1,20}ly |also |still |only |currently ){0,2}(?:requires? (?:no|only (?!\d)|access|"
    r"an?|the|known|manual|paired|label\w+|relatively|that)|assumes?|"
    r"(?:is|are|was) (?:[a-z]+ )?(?:limited|restricted|confined) to|supports? only|"
    r"only (?:supports?|covers?|considers?|handles?|works?)|covers? only|supports? [A-Z]|"
    r"supports? [^.;]{3,90}?,? (?:except|but not)|does not (?:support|handle|cover|work)|"
    r"cannot (?:handle|process|be (?:used|applied))|(?:is|are) (?:not )?(?:intended|"
    r"recommended) (?:only |solely )?(?:for|as|to)|should (?:not|only) be used)\b"
)
_BOUND = re.compile(rf"^[\w+.-]{{2,40}} (?:currently |only |itself ){{0,2}}{_BOUNDED}")
_ENDS = anycase(
    r"\b(?:our|this|the) (?:[\w-]{1,20} ){0,3}(?:method|model|approach|framework|system|work|"
    r"algorithm|tool|benchmark|data ?set|study|corpus|pipeline|operation|attack|procedure) "
    rf"{_BOUNDED}|"
    r"\b(?:results|experiments|evaluations?) (?:in this paper )?(?:are|were|is) (?:limited|"
    r"restricted) to\b|"
    r"^All (?:of )?(?:our |the )?(?:results|experiments|evaluations) (?:are|were) "
    r"(?:on|in|for|from) "
)
_LIMITED = any_of("limitations?|weakness(?:es)?|caveats|threats to validity", "局限")
# What a sentence of a section on limits says that tells one.
_LIMITS = any_of(
    r"not?|only|limited|limits?|cannot|depend\w*|requires?|required|assum\w+|fail\w*|restrict\w*|"
    r"single|lack\w*|most (?:useful|effective)|sensitiv\w+|without|beyond|costs?|expensive|"
    r"slow\w*|worse|degrad\w+|struggl\w+|bounded|excludes?|does not|do not",
    "仅|只|不能|无法|依赖",
)
_KEY = re.compile(r"\b[a-z]{3,20}(?:19|20)\d\d[a-z]")  # of a work that is cited
_SUBJECT = 60  # characters, in which a sentence tells of what it speaks
_NO_LIMIT = any_of(
    "we (?:report|discuss|acknowledge|leave|hope|plan|note|list|state)|"
    r"future (?:work|research|studies|directions?|versions?|extensions?)|in (?:the )?future|"
    "despite|although|"
    "while|several limitations|(?:some|a few|many|two|three|four|following) limitations|section|"
    "uses? only (?:the )?(?:validation|training|held-out)|frozen (?:for|before)|pre-?registered|"
    "not limited to|not evidence|not a limitation|strengths?|advantages?|adds|provides|"
    "higher(?!-)|oracle|overcome|next step|promising|"
    "(?:existing|previous) (?:methods?|works?|approaches|models|systems|studies)|"
    "current (?:models?|methods?)|in particular|specifically"
)
_ONE = (
    r"(?:seed|model|backbone|split|machine|data ?set|language|domain|task|run|site|engine|"
    r"checkpoint|cohort|city|institution|cent(?:er|re)|scalar|annotator|author|source|series|"
    r"device|laptop|GPU|node|predictor|year|market|family|study|collection|scenario|environment|"
    r"benchmark|direction|platform|robot|hospital|country|school|course|subject|corpus)s?"
)
# What a paper has not tried, leaves out or holds for few alone.
_PLAIN = any_of(
    r"(?:is|are|was|were|remains?) (?:\w{2,12} )?(?:untested|unknown|unverified|unconfirmed|"
    r"unvalidated|unexplored|uncharacteri[sz]ed|out of scope)|"
    r"(?:not|never) (?:yet |been |fully |independently |explicitly ){0,3}(?:tested|evaluated?|"
    r"validated|verified|measured|established?|examined|investigated|modell?ed|run|compared?|"
    r"quantif(?:y|ied)|demonstrated|assessed|considered?|reported|included|available|"
    r"representative|comparable)|"
    r"(?:do|does|did|can|may|might|will|could) ?not (?:yet |fully |directly |explicitly |always |"
    r"necessarily )?(?:cover|model|capture|account|consider|address|include|support|handle|"
    r"transfer|generali[sz]e|hold|apply|reflect|represent|evaluate|test|verify|compare|scale|"
    r"extend|separate|quantify|help|distinguish|claim|penali[sz]e|detect)|"
    r"(?:limited|restricted|confined|specific) to|"
    rf"(?:only )?(?:one|single|1)[ -](?:[\w-]+ )?{_ONE}|only (?:one|two|three|a few|\d{{1,2}}|in|"
    r"for|on|where|covers?|considers?)|(?:from|on) (?:one|a single)\b|"
    r"no (?:[\w-]{2,20} ){1,5}(?:was|were|is|are|has|have)|simulated|emulated|simulation|synthetic",
)
# What says it less plainly.
_HALF = any_of(
    r"violated|ignor\w+|unobservable|ideali[sz]ed|rel(?:y|ies) on|depends? on|dependent|assumes?|"
    r"requires?|(?:is|are|a) small|excluded?|only",
    "仅|只|不能|无法|依赖",
)
# Where limits begin among what is discussed; and that alone, which tells none.
_BEGIN = anycase(
    r"\b(?:limitations?|caveats|limits)\b[^.;]{0,60}?(?:remain|exist|constrain|bound|apply|"
    r"should be|are|is|has|warrant|merit|need|must|stated)\b|\b(?:has|have) (?:\w{2,10} ){0,3}"
    r"(?:limitations|limits|caveats)\b|^(?:Main |Key )?Limitations?[.:]"
)
_LABEL = re.compile(r"(?:Limitations?|Caveats|Scope)(?:, [a-z ]{2,20})?[.:] (?=[A-Z(])")
_MIXED = begins("discussions?|conclusions?|concluding|outlook|implications?", "讨论|结论")
_NUMBER = re.compile(r"^[\dIVX]{1,4}(?:\.\d)*\.?\s+")
# What is no more than half of it, or speaks of something else.
_NEXT = any_of(
    r"natural next steps?|would (?:strengthen|improve)|more \w+ than|fix|them|follow-up|"
    r"(?:table|sec)\.? ?\d[\d.]*"
)
_HEADING, _LONG = 64, 300  # characters
_SURE, _PLAINLY = 2, 1  # limits that are told in any case, and what a further one is worth
_AFTER = 8  # sentences behind where limits begin


class _Limit(NamedTuple):
    """What tells a limit, and how plainly."""

    told: str
    worth: float


def bounds(text: Text, names: Names) -> list[str]:
    """What tells what the work needs to be given, and where it ends, the plainest first."""
    named = re.compile("|".join(map(re.escape, names.names)) or r"(?!)")
    found = [limit for part in text.parts for limit in _of(part, named)]
    found.sort(key=lambda limit: -limit.worth)
    return [limit.told for at, limit in enumerate(found) if at < _SURE or limit.worth >= _PLAINLY]


def _of(part: Part, named: re.Pattern[str]) -> Iterator[_Limit]:
    of_limits = _LIMITED.search(part.title) is not None
    warns = part.kind in (Kind.CONCLUSION, *WORK) or _WARNS.search(part.title)
    begun = [at for at, each in enumerate(part.whole) if _BEGIN.search(each)]
    concludes = part.kind is Kind.CONCLUSION or of_limits
    first = begun[0] if begun and concludes else len(part.whole)
    if of_limits and not (begun and _MIXED.match(_NUMBER.sub("", part.title))):
        first = 0
    last = len(part.whole) if of_limits else first + _AFTER
    for at, (sentence, behind) in enumerate(pairwise((*part.whole, ""))):
        told = without_turn(without_marker(_LABEL.sub("", sentence)))
        own = named.match(sentence) and _BOUND.search(sentence)
        ends = warns and (own or _ENDS.search(told))
        if first <= at < last and not ends and not _tells(told):
            continue
        if not (first <= at < last or ends) or not is_plain(told):
            continue
        plain = 2 * (_PLAIN.search(told) is not None) + (_HALF.search(told) is not None)
        worth: float = plain + 2 * bool(ends) - (_NEXT.search(told) is not None)
        worth -= (len(told) > _LONG) / 2
        if len(told.encode()) < _HEADING and behind and follows(behind):
            told = f"{told} {behind}"
        yield _Limit(told, worth)


def _tells(told: str) -> bool:
    """Whether a sentence on limits tells one."""
    limits = _LIMITS.search(told) or _PLAIN.search(told) or _HALF.search(told)
    return bool(limits) and not _NO_LIMIT.search(told) and not _KEY.search(told[:_SUBJECT])
