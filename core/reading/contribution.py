"""What a paper contributes: the sentence that says what it gives, with what that needs beside it to
be understood and, of a study, what it found. Pure."""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence, Set

from core.models import Paper
from core.reading import tells
from core.reading.condense import Kind
from core.reading.cues import CUES, FIGURE, GIVES
from core.reading.outcomes import is_headline
from core.reading.own import own_names
from core.reading.quotable import Text, is_item, refers_back, stands_alone, without_turn
from core.reading.subject import of_title, stems
from core.reading.tells import Tell
from core.reading.usage import is_release
from core.reading.wording import any_of, anycase

_FURTHER = any_of("also|further|additionally|moreover|finally")
_SURVEYS = anycase(
    r"\b(?:we|this (?:paper|survey|review|article|study))\b[^.;]{0,40}?\b(?:giv|conduct|survey|"
    r"summari[sz]|review|offer|compar|report|discuss|cover)\w*"
)
# What is no gift of the paper's, as it says itself.
DENIES = anycase(
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
TAKES = re.compile(
    r"^(?:We|This (?:paper|work|study)) (?:\w{3,20}ly )?(?:uses?|adopts?|employs?|reli(?:es|y) on|"
    r"builds? (?:up)?on|draws? on|leverages?|follows?) [^.;]{0,80}?(?:\([^()]{0,60}\d{4}|\[\d|"
    r", which\b)"
)
# What is done with what there is: studied, adapted, tried.
_ACTS = anycase(
    r"\b(?:we|this (?:paper|work|study|research|article)) (?:\w{3,20}ly |here |then |"
    r"first ){0,2}(?:adapt|evaluate|assess|apply|benchmark|compare|measure|test|re-?examine|"
    r"replicate|reproduce|reframe|re-frame|recast|fine-?tune|audit|characteri[sz]e|"
    r"identif(?:y|ied)|formali[sz]e|uncover|expose|isolate|port|automate|map|rule out|examine|"
    r"investigate|study|revisit|probe|ask)(?:e?[ds])?\b"
)
RELEASED = anycase(r"\breleas\w*")
_WE_FIND = anycase(r"\bwe (?:\w{1,20} )?(?:find|found|show|observe|discover|demonstrate)\b")
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
    r"curated|formulated|implement(?:ed)?(?= an? | (?-i:[A-Z])))\b"
)
_ONLY_NAMES = re.compile(r"We (?:name|call|term|dub|refer to) (?:this|the|our|it)\b")
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
# What a paper says first that it is about.
_THIS_PAPER = anycase(
    r"(?:In this (?:paper|work|study|article|report), we|(?:This|The|Our) (?:paper|work|study|"
    r"article|report)) "
)
# What a paper took part in, which says nothing of what it did there.
_TOOK_PART = re.compile(
    r"\b[Ss]hared [Tt]asks?\b|"
    r"\b(?:[Cc]hallenge|[Cc]ompetition|[Ee]valuation [Cc]ampaign) (?:[A-Z]|20)"
)
_WE, _FIRST = re.compile(r"(?:We|Our) "), re.compile(r"\bfirst [a-z]")
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
# What others do, whom the sentence before has named.
OF_OTHERS = re.compile(
    r"(?:Some|Many|Most|Each|None|Neither) (?:[a-z]{2,20}ly )?"
    r"(?:do|does|are|is|rely|lack|fail|use|of)\b|Others? [a-z]"
)

# What is hoped for, and what is said of all that was told.
_HOPES = anycase(r"\bwe (?:\w{3,20} )?(?:hope|present (?:this|it|these|the \w{3,20} as))\b")
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
_SAYS_LITTLE = 60  # characters of a sentence
_TELLS_LITTLE = 80  # characters of a sentence that proposes something without a name
_BOTH = 600  # characters of a sentence with the one before it
# One of several contributions, and not the first.
_LATER = re.compile(r"(?:Second|Third|Fourth|Fifth|Sixth|Finally|Lastly)(?:ly)?,")


def contribution(paper: Paper, text: Text) -> str:
    """The sentence that says what the paper gives: that which proposes what the title names, else
    the first to propose or to give something; "" where there is nothing to read. Along comes what
    it lacks: a sentence before it on what the title speaks of, and behind it what a study found."""
    opening = text.opening
    main = _with_what_follows(_chosen(paper, text), opening)
    own = [at for at, each in enumerate(opening) if each in main or without_turn(each) in main]
    first, last = min(own, default=len(opening)), max(own, default=len(opening))
    if not main:
        return ""
    told = [main]
    subject = stems(of_title(paper.title, " ".join(opening)))
    context = _context(stems(paper.title), subject, main, opening[:first])
    if context and len(context) + len(main) < _WITH_ALL:
        told.insert(0, context)
    length = sum(map(len, told))
    found = _found(main, opening[last + 1 :], _WITH_ALL - length)
    return " ".join((*told, found) if found else told)


def _chosen(paper: Paper, text: Text) -> str:
    """The sentence that says what the paper gives, with another one where it is told with that."""
    name, colon, _ = paper.title.partition(":")
    own = [each for each in text.opening if not DENIES.search(each) and not TAKES.match(each)]
    own = [each for each in own if not _HOPES.search(each)]
    given = [each for each in own if gives(each) and not _FURTHER.search(each)]
    proposing = [each for each in given if _proposes(each)]
    if colon:
        # What was shown of the thing is no telling what it is.
        for sentence in (*proposing, *(each for each in given if not _WE_FIND.search(each))):
            if name.strip() in sentence:
                if _TOOK_PART.search(sentence):
                    return _with_what_was_done(sentence, proposing)
                return _with_what_it_does(without_turn(sentence), text.opening, name.strip())
        for sentence in own:
            if re.match(rf"{re.escape(name.strip())} is an? ", sentence):
                return _with_the_next(sentence, text.opening)
    led = _led(text.opening, proposing)
    if led:
        return led
    named = own_names(paper.title, text.opening)
    if (
        proposing
        and len(without_turn(proposing[0])) < _TELLS_LITTLE
        and not named.are_in(proposing[0])
    ):
        proposing.sort(key=lambda each: not named.are_in(each))
    introduced = [
        each for each in text.of(Kind.INTRODUCTION) if gives(each) and not _LATER.match(each)
    ]
    surveying = [each for each in own if _SURVEYS.search(each)]
    acting = list(_acting(text.opening))
    # What only says that something was shown or taken is less than what was done.
    made = [each for each in given if _BUILDS.search(RELEASED.sub("", each))]
    either = [each for each in text.opening if each in acting or each in given]
    found = [each for each in own if _WE_FIND.search(each) and not _FURTHER.search(each)]
    pools = (proposing, made, either, surveying, found, introduced)
    for pool in pools:
        for sentence in pool:
            if stands_alone(without_turn(sentence)):
                return _with_claim(without_turn(sentence), text.opening)
    for pool in pools:
        if pool:
            return pool[0]
    telling = [each for each in own if len(each) >= _SAYS_LITTLE]
    return tells.best(telling or text.opening, Tell.IDEA)


def _led(opening: Sequence[str], proposing: Sequence[str]) -> str:
    """The sentence that says what "this paper" is about, with what it then proposes; "" without."""
    for sentence in opening:
        if _THIS_PAPER.match(sentence) and gives(sentence) and stands_alone(sentence):
            behind = _behind(sentence, opening)
            does = behind in proposing or (_TOOK_PART.search(sentence) and _WE.match(behind))
            if does and stands_alone(behind):
                return _joined(sentence, behind)
            is_first = sentence in proposing or _BUILDS.search(sentence) is None
            return sentence if is_first else ""
        if sentence in proposing:
            return ""
    return ""


def _context(titled: Set[str], subject: Set[str], main: str, before: Sequence[str]) -> str:
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
    aside = is_release(sentence) or DENIES.search(sentence) or TAKES.match(sentence)
    plain = stands_alone(sentence) and not refers_back(sentence)
    plain = plain and not OF_OTHERS.match(sentence)
    return plain and not aside and len(sentence) >= _SAYS_LITTLE


def _found(main: str, behind: Sequence[str], room: int) -> str:
    """What comes of it, of the sentences behind: what is done about what was observed, or what a
    study finds; "" where the main sentence makes a thing, or nothing says so."""
    makes = _BUILDS.search(_NO_MAKING.sub("", RELEASED.sub("", main))) or _IS_A.match(main)
    observes = _WE_FIND.search(main)
    if observes:
        for sentence in behind:
            if _ACTED_ON.match(sentence) and len(sentence) < room:
                return sentence
    if makes or observes or len(FIGURE.findall(main)) > 1:
        return ""
    fitting = [each for each in behind if len(each) < room and not is_release(each)]
    fitting = [each for each in fitting if not (_AHEAD.search(each) or is_item(each))]
    fitting = [each for each in fitting if not _HOPES.search(each)]
    fitting = [each for each in fitting if not CUES["asks"].search(each[-1])]
    comes = [
        each for each in fitting if _COMES_TO.search(each) or _COMES_TO.search(without_turn(each))
    ]
    comes = [each for each in comes if len(FIGURE.findall(each)) <= _FEW_FIGURES]
    for sentence in reversed(comes):
        return without_turn(sentence)
    found = [without_turn(each) for each in fitting if _WE_FIND.search(each)]
    plain = [each for each in (*found, *map(without_turn, fitting)) if stands_alone(each)]
    plain = [each for each in plain if not refers_back(each)]
    tried = [each for each in plain if _ACTS.search(each) and each not in found]
    plain = [each for each in plain if each not in tried]
    results = [each for each in plain if each in found or _tells_effect(each)]
    results += [each for each in plain if _proposes(each) and gives(each)]
    return results[0] if results else ""


def _tells_effect(sentence: str) -> bool:
    effects = (CUES["effect"], CUES["outperforms"], CUES["shows"], FIGURE, _PERCENT)
    return any(each.search(sentence) for each in effects)


def _with_what_was_done(sentence: str, proposing: Sequence[str]) -> str:
    """What a paper took part in, with the first other sentence that proposes something."""
    other = next((each for each in proposing if each != sentence), "")
    return _joined(sentence, without_turn(other))


def _with_the_next(sentence: str, opening: Sequence[str]) -> str:
    """What says what a thing is, with the sentence behind where that can be told without it."""
    behind = _behind(sentence, opening)
    return _joined(sentence, behind) if stands_alone(behind) else sentence


def _behind(sentence: str, opening: Sequence[str]) -> str:
    """The sentence that follows in the abstract; "" where none does, or it is not of it."""
    following = dict(itertools.pairwise(opening))
    return following.get(sentence, "")


def _joined(one: str, other: str) -> str:
    """Two sentences as one text; the first alone where the other is none, or both are long."""
    both = f"{one} {other}"
    return both if other and len(both) <= _BOTH else one


def _with_what_it_does(sentence: str, opening: Sequence[str], name: str) -> str:
    """The sentence that only gives a thing its name, or says that it addresses what was told
    before; with the next one where that tells what the thing does."""
    named = _NAMES_IT.search(sentence) and not _PURPOSE.search(sentence)
    little = named or _SAYS_NO_MORE.search(sentence)
    behind = _behind(sentence, opening)
    if not little or not behind:
        return sentence
    released = is_release(behind) or CUES["released"].search(behind)
    aside = is_headline(behind) or released or not stands_alone(behind)
    tells_it = re.search(rf"\b{re.escape(name)}\b", behind) and not aside
    return _joined(sentence, behind) if tells_it else sentence


def _with_what_follows(sentence: str, opening: Sequence[str]) -> str:
    """The sentence that tells what is done first; with the next one where that tells what then."""
    whole = next((each for each in opening if without_turn(each) == sentence), "")
    behind = _behind(whole, opening)
    follows = re.search(r"\b(?:then|second(?:ly)?)\b", behind, re.IGNORECASE)
    return _joined(sentence, behind) if follows and _FIRST.search(sentence) else sentence


def gives(sentence: str) -> bool:
    """Whether it says that the paper gives something."""
    aside = DENIES.search(sentence) or TAKES.match(sentence) or _ONLY_NAMES.match(sentence)
    found = _GIVES.search(sentence) or _MADE_IT.search(sentence)
    return found is not None and not aside


def _proposes(sentence: str) -> bool:
    proposes = CUES["proposes"].search(sentence) or _MADE_IT.search(sentence)
    return proposes is not None


def _acting(opening: Sequence[str]) -> Iterator[str]:
    """What the abstract says that the paper does with what there is."""
    for sentence in opening:
        if not _ACTS.search(sentence) or DENIES.search(sentence) or _FURTHER.search(sentence):
            continue
        if not refers_back(sentence) or _with_claim(sentence, opening) != sentence:
            yield sentence


def _with_claim(sentence: str, opening: Sequence[str]) -> str:
    """The sentence; with the one before it where it tries what that claims."""
    if not _REFERS.search(sentence) or sentence not in opening[1:]:
        return sentence
    before = opening[opening.index(sentence) - 1]
    both = f"{before} {sentence}"
    claims = _CLAIMS.search(before) and stands_alone(before)
    return both if claims and len(both) <= _BOTH else sentence
