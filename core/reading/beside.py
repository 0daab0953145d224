"""What is told beside the sentence that says what a paper gives: what it lacks to be understood,
what the thing does, and what a study found. Pure."""

# Tested in tests/core/reading/test_contribution.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set

from core.reading.cues import CUES, FIGURE
from core.reading.giving import (
    ACTS,
    HOPES,
    OF_OTHERS,
    SAYS_LITTLE,
    WE_FIND,
    builds,
    gives,
    is_no_gift,
    proposes,
)
from core.reading.outcomes import is_headline
from core.reading.quotable import is_alone, is_item, refers_back, stands_alone, without_turn
from core.reading.subject import of_title, stems
from core.reading.usage import is_release
from core.reading.wording import any_of, anycase, says_any

_NAMES_IT = re.compile(r"\b(?:stands for|called|named|dubbed|termed|namely|short for)\b")
# What is addressed is told before.
_SAYS_NO_MORE = re.compile(
    r"\b(?:address|solv|tackl|overcom|resolv|handl|mitigat|remed)\w* (?:both|(?:all (?:of )?)?"
    r"(?:these|those)|the above) (?:\w{1,20} ){0,2}\w{1,20}\.?$"
)
_PURPOSE = re.compile(
    r"\b(?:to|(?<!stands )for) [a-z]|\bthat [a-z]|\bby [a-z]+ing\b|\bwhich (?!stands\b)|"
    r"\b[a-z]+ing [a-z]|"
    r"\b(?:based|built|using|with|where)\b",
)
_REFERS = re.compile(
    r"\bthis (?:claim|question|hypothesis|assumption|conjecture|belief|premise)\b|"
    r"\b(?:both|these|those|all|the) (?:two |three )?(?:claims|questions|hypotheses|assumptions|"
    r"conjectures|beliefs|premises)\b(?! (?:of|that)\b)"
)
# What a claim or a question is told by.
_CLAIMS = anycase(
    r"\b(?:report|claim|believ|suggest|assum|hypothesi|argu|thought|expect|conjectur|ask|question|"
    r"whether|(?:is|are|been) (?:often )?said)\w*|[?？]$"
)
_FIRST = re.compile(r"\bfirst [a-z]")
_IS_A = re.compile(r"[A-Z][\w-]{1,30} is an? ")
# What is made is but a look at things.
_LOOKS = anycase(
    r"\b(?:present|provid|conduct|perform|report|offer|giv|describ|carr|undertak)\w*"
    r" (?:[\w-]{1,30},? )?(?:an?|the|our|two|three) "
    r"(?:[\w–-]{1,25} ){0,4}(?:analys[ie]s|stud(?:y|ies)|comparisons?|evaluations?|investigations?|"
    r"assessments?|examinations?|measurements?|audit|replication|experiments?)\b|"
    r"\b(?:present|provid|offer|report)\w* (?:\w{1,20} ){0,4}evidence\b"
)
# Which are no things made, nor is what others made.
_NO_MAKING = anycase(
    rf"{_LOOKS.pattern}|"
    r"\b(?:proposed|introduced|developed|presented|described) (?:by|in)\b(?! this)"
)
# What is done about what was observed.
_ACTED_ON = re.compile(
    r"We (?:therefore|thus|hence|accordingly|consequently) |"
    r"We (?:re-?frame|recast|cast|formulate|exploit|turn|address|tackle) (?:it|this)\b"
)
# What is addressed was told before.
_HANGS = anycase(
    r"\b(?:address|bridg|fill|clos|model|explor|tackl|study|studi|examin|investigat|evaluat)\w* "
    r"(?:this|that|these|both|their)\b(?! (?:paper|work|study)\b)|\bto \w{3,20} (?:them|it)\b[:,.]"
)
# "Against both label sets": which two was told before.
_OF_BOTH = anycase(r"\bboth (?![^.;]{0,80}\band\b)")
# What a study comes to.
_COMES_TO = re.compile(
    r"^(?:Thus|Hence|Therefore|Consequently|Accordingly),|"
    r"^(?:Overall|Together|Collectively|Taken together|In sum(?:mary)?|Ultimately)\b|"
    r"^(?:These|The|Our|Such) (?:[\w-]{1,20} ){0,2}(?:results?|findings|evidence|experiments|"
    r"analys[ie]s|observations|conclusions?|contribution|lesson)\b(?! (?:survives?|holds?)\b)|"
    r"\b(?:is|are) (?:therefore|thus)\b|"
    r"\bwe (?:conclude|argue|find no)\b",
)
_PERCENT = re.compile(r"\bper ?cent\b")
# What is hoped for, or told to make it anew.
_AHEAD = any_of(
    r"are (?:\w{1,20} )?reported|future|hope|pave|reproducib\w+|avenue|should be|further work|"
    r"can be used"
)
_MISSING, _FEW_FIGURES, _SHORT, _WITH_ALL = 2, 2, 120, 640  # words, figures, characters
_NEAR = 2  # sentences, in which stands what is addressed
_BOTH = 600  # characters of a sentence with the one before it


def in_context(main: str, title: str, opening: Sequence[str]) -> str:
    """The main sentence with one before it on what the title speaks of, where it hardly does, and
    one behind it that tells what a study found."""
    own = [at for at, each in enumerate(opening) if each in main or without_turn(each) in main]
    first, last = min(own, default=len(opening)), max(own, default=len(opening))
    told = [main]
    subject = stems(of_title(title, " ".join(opening)))
    before = _before(stems(title), subject, main, opening[:first])
    if before and len(before) + len(main) < _WITH_ALL:
        told.insert(0, before)
    found = _found(main, opening[last + 1 :], _WITH_ALL - sum(map(len, told)))
    return " ".join((*told, found) if found else told)


def _before(titled: Set[str], subject: Set[str], main: str, before: Sequence[str]) -> str:
    """The sentence before the main one that speaks of what the title says is worked on, where that
    one hardly does; "" where nothing is missing or no sentence tells it."""
    fit = [each for each in before if _is_fit(each)]
    if refers_back(main) or _HANGS.search(main):
        near = before[-_NEAR:]
        for at in reversed(range(len(near))):
            if near[at] in fit:
                return " ".join(near[at:])
    said = stems(main)
    missing = (titled & stems(" ".join(before))) - said
    wanted = subject or titled
    is_short = len(main) < _SHORT
    # That a thing matters or is in use needs no telling; what is wrong with it does.
    if not is_short and (len(missing) < _MISSING or 2 * len(wanted - said) <= len(wanted)):
        return ""
    best, most = "", 0
    for sentence in fit:
        pains = CUES["lack"].search(sentence) or CUES["hard"].search(sentence)
        brought = stems(sentence) & missing
        worth = len(brought) + len(brought & subject)
        needed = pains or _OF_BOTH.search(main)
        if needed and worth > most and len(brought) + is_short >= _MISSING:
            best, most = sentence, worth
    return best


def _is_fit(sentence: str) -> bool:
    """Whether the sentence can be told before another one, and says something."""
    aside = is_release(sentence) or is_no_gift(sentence) or OF_OTHERS.match(sentence)
    return is_alone(sentence) and not aside and len(sentence) >= SAYS_LITTLE


def _found(main: str, behind: Sequence[str], room: int) -> str:
    """What comes of it, of the sentences behind: what is done about what was observed, or what a
    study finds; "" where the main sentence makes a thing, or nothing says so."""
    makes = builds(_NO_MAKING.sub("", main)) or _IS_A.match(main)
    observes = WE_FIND.search(main)
    if observes:
        for sentence in behind:
            if _ACTED_ON.match(sentence) and len(sentence) < room:
                return sentence
    if makes or observes or len(FIGURE.findall(main)) > 1:
        return ""
    fitting = [each for each in behind if len(each) < room and _may_be_found(each)]
    for sentence in reversed(fitting):
        comes = _COMES_TO.search(sentence) or _COMES_TO.search(without_turn(sentence))
        if comes and len(FIGURE.findall(sentence)) <= _FEW_FIGURES:
            return without_turn(sentence)
    found = [without_turn(each) for each in fitting if WE_FIND.search(each)]
    plain = [each for each in (*found, *map(without_turn, fitting)) if is_alone(each)]
    tried = [each for each in plain if ACTS.search(each) and each not in found]
    plain = [each for each in plain if each not in tried]
    results = [each for each in plain if each in found or _tells_effect(each)]
    results += [each for each in plain if proposes(each) and gives(each)]
    return results[0] if results else ""


def _may_be_found(sentence: str) -> bool:
    """Whether it is neither asked nor hoped for, nor tells where things are."""
    ahead = _AHEAD.search(sentence) or HOPES.search(sentence) or CUES["asks"].search(sentence[-1])
    return not (ahead or is_release(sentence) or is_item(sentence))


def _tells_effect(sentence: str) -> bool:
    effects = (CUES["effect"], CUES["outperforms"], CUES["shows"])
    return says_any(sentence, *effects, FIGURE, _PERCENT)


def with_what_was_done(sentence: str, proposing: Sequence[str]) -> str:
    """What a paper took part in, with the first other sentence that proposes something."""
    other = next((each for each in proposing if each != sentence), "")
    return joined(sentence, without_turn(other))


def with_the_next(sentence: str, opening: Sequence[str]) -> str:
    """What says what a thing is, with the sentence behind where that can be told without it."""
    behind = following(sentence, opening)
    return joined(sentence, behind) if stands_alone(behind) else sentence


def following(sentence: str, opening: Sequence[str]) -> str:
    """The sentence that follows in the abstract; "" where none does, or it is not of it."""
    return dict(itertools.pairwise(opening)).get(sentence, "")


def joined(one: str, other: str) -> str:
    """Two sentences as one text; the first alone where the other is none, or both are long."""
    both = f"{one} {other}"
    return both if other and len(both) <= _BOTH else one


def with_what_it_does(sentence: str, opening: Sequence[str], name: str) -> str:
    """The sentence that only gives a thing its name, or says that it addresses what was told
    before; with the next one where that tells what the thing does."""
    named = _NAMES_IT.search(sentence) and not _PURPOSE.search(sentence)
    little = named or _SAYS_NO_MORE.search(sentence)
    behind = following(sentence, opening)
    if not little or not behind:
        return sentence
    released = is_release(behind) or CUES["released"].search(behind)
    aside = is_headline(behind) or released or not stands_alone(behind)
    tells_it = re.search(rf"\b{re.escape(name)}\b", behind) and not aside
    return joined(sentence, behind) if tells_it else sentence


def with_what_follows(sentence: str, opening: Sequence[str]) -> str:
    """The sentence that tells what is done first; with the next one where that tells what then."""
    whole = next((each for each in opening if without_turn(each) == sentence), "")
    behind = following(whole, opening)
    follows = re.search(r"\b(?:then|second(?:ly)?)\b", behind, re.IGNORECASE)
    return joined(sentence, behind) if follows and _FIRST.search(sentence) else sentence


def with_claim(sentence: str, opening: Sequence[str]) -> str:
    """The sentence; with the one before it where it tries what that claims."""
    if not _REFERS.search(sentence) or sentence not in opening[1:]:
        return sentence
    before = opening[opening.index(sentence) - 1]
    both = f"{before} {sentence}"
    claims = _CLAIMS.search(before) and stands_alone(before)
    return both if claims and len(both) <= _BOTH else sentence
