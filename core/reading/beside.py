"""What is told beside the sentence that says what a paper gives: what it lacks to be understood,
what the thing does, and what a study found. Pure."""

# Tested in tests/core/reading/test_contribution.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence, Set

from core.reading.cues import CUES, FIGURE
from core.reading.giving import (
    ACTS,
    ASKS,
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
from core.reading.own import own_names
from core.reading.quotable import (
    Text,
    is_alone,
    is_item,
    leans,
    refers_back,
    stands_alone,
    without_turn,
)
from core.reading.releases import is_release
from core.reading.subject import of_title, stems
from core.reading.wording import any_of, anycase, says_any
from core.sentences import sentences

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
    r"^(?:Evidence|(?:These|The|Our|Such) (?:[\w-]{1,20} ){0,2}(?:results?|findings|evidence|"
    r"experiments|analys[ie]s|observations|conclusions?|contribution|lesson))\b"
    r"(?! (?:survives?|holds?)\b)|"
    r"\b(?:is|are) (?:therefore|thus)\b|"
    r"\bwe (?:conclude|argue|find no)\b",
)
_PERCENT = re.compile(r"\bper ?cent\b")
_IMPROVES = any_of(r"(?:improv|achiev|reduc|increas|enabl)\w+")
# What is hoped for, or told to make it anew.
_AHEAD = any_of(
    r"are (?:\w{1,20} )?reported|future|hope|pave|reproducib\w+|avenue|should be|further work|"
    r"can be used"
)
_MISSING, _FEW_FIGURES, _SHORT, _WITH_ALL = 2, 2, 120, 640  # words, figures, characters
# How a thing works that was just told of.
_TELLS_HOW = re.compile(
    r"(?:Specifically|Concretely|In particular|In essence), |(?:Our|The|Its) (?:key|core|central|"
    r"main) (?:idea|insight|innovation|novelty)\b|It (?!also\b|is )[a-z]|"
    r"(?:The|Our|This) (?:[\w-]{1,20} ){0,3}(?:method|approach|model|framework|system|algorithm|"
    r"architecture|pipeline|estimator|network|engine|tool|protocol|data ?set|benchmark|corpus|"
    r"scheme|procedure|controller|solution|technique) (?:[a-z]{2,20}ly )?[a-z]"
)
_DEMONSTRATES = anycase(r"\b(?:demonstrat|show|find|report)\w*")
_ALSO = re.compile(r"We (?:also|further|additionally)\b")
# What says nothing of how: praise, aims, trials, and that there are parts.
_NO_HOW = anycase(
    r"\b(?:serves? as|valuable|powerful|actionable|offers?|practical|implications?|lays? the|"
    r"goals?|aims?|aspires?|objectives?|begins?|starts?|could|challeng\w*|available)\b|"
    r"^(?:Next|Then|Finally|Lastly|We (?:train|evaluate|test|validate|conduct))\b|"
    r"\b(?:is|has been|have been) (?:\w{3,20}ly )?(?:evaluated|validated|tested|benchmarked|"
    r"developed|assessed)\b|"
    r"^(?:[\w-]{1,20} ){1,5}(?:enable|allow|ensure|preserve|eliminate|facilitate|enhance|achieve|"
    r"excel)s\b|\b(?:improvements|results|findings|experiments) |"
    r"\b(?:two|three|four|five|several) (?:[\w-]{1,20} ){0,2}(?:modules|components|parts|steps|"
    r"stages|phases|strategies|mechanisms|ideas|innovations)\b[^,;:(]{0,60}\.$"
)
_LEFT = 3  # sentences of an abstract
_WITH_HOW = 480  # characters of a sentence with how the thing works
_HOW_LONG = 220  # characters of a sentence that says little more than that a thing is made
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
    if before and len(before) + len(main) >= _WITH_ALL:
        # What two sentences tell at length, the nearer one tells nearly.
        nearer = sentences(before)[-1].removeprefix("However, ")
        before = "" if leans(nearer) else nearer[:1].upper() + nearer[1:]
    if before and len(before) + len(main) < _WITH_ALL:
        told.insert(0, before)
    found = _found(main, title, opening[last + 1 :], _WITH_ALL - sum(map(len, told)))
    return " ".join((*told, found) if found else told)


def _before(titled: Set[str], subject: Set[str], main: str, before: Sequence[str]) -> str:
    """The sentence before the main one that speaks of what the title says is worked on, where that
    one hardly does; "" where nothing is missing or no sentence tells it."""
    fit = [each for each in before if _is_fit(each)]
    asked = [each for each in before if ASKS.search(each) and is_alone(each)]
    if asked and not CUES["proposes"].search(main):
        return asked[-1]
    # What leans within the main text is told there.
    leading = next(iter(sentences(main)), main)
    if refers_back(leading) or _HANGS.search(leading):
        near = before[-_NEAR:]
        for at in reversed(range(len(near))):
            if near[at] in fit:
                return " ".join(near[at:])
    if leading != main:
        return ""
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


def _found(main: str, title: str, behind: Sequence[str], room: int) -> str:
    """What comes of it, of the sentences behind: what is done about what was observed, or what a
    study finds; "" where the main sentence makes a thing, or nothing says so."""
    makes = builds(_NO_MAKING.sub("", main)) or _IS_A.match(main)
    observes = WE_FIND.search(main)
    if observes:
        for sentence in behind:
            if _ACTED_ON.match(sentence) and len(sentence) < room:
                return sentence
        if not FIGURE.search(main):
            pool = (each for each in behind if len(each) < room and _may_be_found(each))
            return _named_by(title, main, pool)
    if makes or observes or len(FIGURE.findall(main)) > 1:
        return ""
    fitting = [each for each in behind if len(each) < room and _may_be_found(each)]
    for sentence in reversed(fitting):
        comes = _COMES_TO.search(sentence) or _COMES_TO.search(without_turn(sentence))
        if comes and len(FIGURE.findall(sentence)) <= _FEW_FIGURES:
            return without_turn(sentence)
    found = [without_turn(each) for each in fitting if WE_FIND.search(each)]
    plain = [each for each in (*found, *map(without_turn, fitting)) if is_alone(each)]
    # What is but tried tells nothing of what came of it.
    tried = [each for each in plain if ACTS.search(each) and not FIGURE.search(each)]
    plain = [each for each in plain if each in found or each not in tried]
    results = [each for each in plain if each in found or _tells_effect(each)]
    made = [each for each in plain if proposes(each) and gives(each) and not _ALSO.match(each)]
    # Where the main one only says what is worked on, what is then made is told rather.
    results = results + made if _DEMONSTRATES.search(main) else made + results
    return results[0] if results else ""


def _may_be_found(sentence: str) -> bool:
    """Whether it is neither asked nor hoped for, nor tells where things are."""
    ahead = _AHEAD.search(sentence) or HOPES.search(sentence) or CUES["asks"].search(sentence[-1])
    return not (ahead or is_release(sentence) or is_item(sentence))


def _tells_effect(sentence: str) -> bool:
    effects = (CUES["outperforms"], CUES["shows"], FIGURE, _PERCENT, _IMPROVES)
    return says_any(sentence, *effects)


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


def joined(one: str, other: str, most: int = _BOTH) -> str:
    """Two sentences as one text; the first alone where the other is none, or both are long."""
    both = f"{one} {other}"
    return both if other and len(both) <= most else one


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


def with_how(main: str, title: str, text: Text) -> str:
    """What says that a thing is made, and little more; with the next sentence where that tells how
    the thing works, or else with one behind it that tells more of what the title names. Where there
    is but an abstract, enough is left to tell what is new."""
    opening = text.opening
    own = [at for at, each in enumerate(opening) if each in main or without_turn(each) in main]
    if len(main) > _HOW_LONG or not (builds(main) or proposes(main)):
        return main
    behind = opening[own[-1] + 1 :] if own else opening
    before = itertools.takewhile(lambda each: not _is_result(each), behind)
    aside = (FIGURE, CUES["outperforms"], _NO_HOW, _AHEAD)
    fit = [each for each in before if not (refers_back(each) or says_any(each, *aside))]
    if not text.parts and len(fit) < _LEFT:
        return main
    names = "|".join(map(re.escape, own_names(title, opening).names))
    named = re.compile(rf"(?:{names}) [a-z]") if names else _TELLS_HOW
    for sentence in behind[:2]:
        if sentence in fit and (named.match(sentence) or _TELLS_HOW.match(sentence)):
            return joined(main, sentence, _WITH_HOW)
    return joined(main, _named_by(title, main, fit), _WITH_HOW)


def _named_by(title: str, main: str, pool: Iterable[str]) -> str:
    """The sentence that tells most of what the title names and the main one does not; "" where
    none tells two words of it."""
    missing = stems(title) - stems(main)
    plain = filter(is_alone, map(without_turn, pool))
    worth = {each: len(stems(each) & missing) for each in plain}
    best = max(worth, key=lambda each: worth[each], default="")
    return best if worth.get(best, 0) >= _MISSING else ""


def _is_result(sentence: str) -> bool:
    """Whether it tells what came of it, or where things are."""
    came = is_headline(sentence) or CUES["shows"].search(sentence)
    return bool(came) or is_release(sentence)


def with_claim(sentence: str, opening: Sequence[str]) -> str:
    """The sentence; with the one before it where it tries what that claims."""
    if not _REFERS.search(sentence) or sentence not in opening[1:]:
        return sentence
    before = opening[opening.index(sentence) - 1]
    both = f"{before} {sentence}"
    claims = _CLAIMS.search(before) and stands_alone(before)
    return both if claims and len(both) <= _BOTH else sentence
