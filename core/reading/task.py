"""What goes into a paper's work and what comes out, as phrases of its own sentences. Pure.

A phrase is told only where the sentence says it of the work itself: of its name, of "our model", or
of the task that its title names. What a part of the method takes is left out.
"""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import Text, has_plain_signs, reads_well
from core.reading.wording import any_of, anycase

_THING = (
    r"(?:model|method|system|network|framework|approach|pipeline|algorithm|tool|agent|architecture)"
)
_OURS = (
    rf"our (?:[\w-]{{1,20}} ){{0,3}}(?:{_THING}|policy|solver|parser|classifier|detector|generator|"
    rf"planner|agent|pipeline)|the (?:proposed|resulting) {_THING}"
)
_GOAL = r"(?:the|our) (?:[a-z-]{3,20} )?(?:goal|task|aim|objective)(?: of [\w -]{3,60}?)?"
# What may stand for the work: its name, or one of these.
_NAME = r"(?-i:[A-Z][\w+-]{1,30}(?: [a-z]?\d[\w.]{0,6}(?<!\.))?)"
_WHO = rf"(?P<who>{_OURS}|{_GOAL}|the {_THING}|we|{_NAME})"
_OWN, _WORK, _ANY = (
    anycase(subjects)
    for subjects in (_OURS, f"{_OURS}|the {_THING}", f"{_OURS}|the {_THING}|{_GOAL}|we")
)
_MAKES = (
    r"(?:predict|generat|produc|output|return|estimat|reconstruct|synthesi[sz]|infer|forecast)"
    r"(?:e?s|e)?"
)
_TURNS = r"(?:map|convert|translat|transcrib|pars)(?:e?s|e)?"
_HOW = (
    r"(?:(?:[a-z]{2,20}ly|then|first|can|also|aims? to|learns? to|"
    r"is (?:able |trained |designed )?to) ){0,2}"
)
# Where the phrase of a thing ends; a list goes on behind a comma.
_END = re.compile(
    r"[;:?!。；]|\.(?!\d)|\s?[(\[$—–]|\s(?:through|via|by|using|while|where|when|which|who|whose|if|"
    r"so|thereby|before|after|in order|given|such that|as (?:an? |its |the )?inputs?|rather|"
    r"without|(?:and|then) (?:then |also |directly )?[a-z]{3,20}(?:s|es)\b(?! of| and| or|,))\b|"
    r",(?! (?:and |or )?(?:(?:an?|the|its|one|two|three|optional|multiple)\b|\d))",
)
# Where a comma stands between what is said of one thing: "the formal, abstract style".
_ONE_SAID = re.compile(
    r"\b(?:an?|the|its|of) [a-z-]{3,20}$|\b(?:with|for|in|as) (?:[a-z]{2,12}-){1,2}[a-z]{2,12}$"
)
_MORE_SAID = re.compile(
    r", (?!(?:then|which|who|not|but|and|or|thus|hence|thereby|with|for|in|on|as|to|by|from|plus|"
    r"along|together|each|rather|while|where|we|our|the|it|this|its|[a-z-]*(?:ing|ed|ly|s))\b)"
    r"[a-z-]{3,20} (?!(?:by|with|from|in|to|on|for|of|as|and|or)\b)[a-z-]{3}|"
    r", [a-z]{4,20}ly [a-z]{3,20}ed (?!(?:by|with|from|in|to|on|for|of|as|and|or)\b)[a-z]{3}"
)
# What leans on what is said before, or is no thing.
_NO_THING = anycase(
    r"(?:it|them|they|this|these|that|those|such|each|both|all|same|its|their|our|the (?:same|"
    r"former|latter|following|above|other)|which|what|how|aims?|provide\w*|\w+ing)\b"
)
# What breaks off, says more than a thing, or speaks of none that can be given.
_BREAKS = anycase(
    r"(?<!that )(?<!which )\b(?:is|are|was|were|has|have)\b|"
    r"\b(?:lack|availability|importance|success|role|nature|difficulty|scarcity|focus|observation|"
    r"findings?|limitations?|gains?|errors?|dynamics|process)\b|"
    r"\b(?:the|an?|of|on|in|for|to|with|and|or|its|their|from|as)$"
)
_WORDS = range(2, 26)
# Titles of sections that speak of the whole work.
_WHOLE = any_of(
    r"overview|architecture|pipeline|framework|problem|task|preliminar\w+|workflow|usage",
    "概述|框架|定义",
)
_PROBLEM = anycase(
    r"\b(?:problem|task) (?:settings?|formulations?|definitions?|statement)\b|问题定义"
)
_OTHERS = any_of(
    r"baselines?|previous|prior|existing|recent|typically|ablat\w+|variants?|et al|suffers?",
)
_CASE = re.compile(r"(?:If|When|Unless|Whenever|Once|For example|For instance)\b")
_STATED = re.compile(
    r"^The (?:final )?(?P<end>inputs?|outputs?)(?: (?:to|of) (?:the|our) [\w -]{3,40}?)? (?:is|"
    r"are|consists? of) (?P<what>(?:an?|the|any|one|two) .+)|"
    r"(?P<given>给定)(?P<zhgiven>[^，。；]{2,40})，|(?P<zh>输入|输出)(?:为|是)(?P<zhwhat>[^，。；]{2,60})",
)
# What an algorithm's first lines say.
_LINE = re.compile(
    r"^(?:\d{1,2}:?\s)?(?:(?P<given>Inputs?|Require|输入)|"
    r"(?P<made>Outputs?|Ensure|输出))\s?[:：]\s*(?P<what>\S.{6,200}?)[;.。]?$",
    re.MULTILINE,
)
# What goes in and what comes out, of a listing whose first lines are numbered 0 and say no more.
_ZEROTH = re.compile(r"0: (?P<given>\S[^\n]*)\n0: (?P<made>\S[^\n]*)\n1: ")
_FORMULA = re.compile(r"\s?\$[^$]*\$")
_PLAIN_WORDS = 2
_EACH = re.compile(
    r"(?:Each|Every) (?:example|sample|instance|record|data point|item|problem|question|query) "
    r"(?:consists? of|contains?|provides?|comprises?|includes?|pairs) (?P<given>.+?)"
    rf"(?: and {_MAKES} (?P<made>.+))?$"
)
_DOES = re.compile(
    rf"(?:{_OURS}|(?!We\b){_NAME})(?:,? (?:termed|called|named|dubbed) [\w-]{{2,30}},)? "
    r"(?P<does>(?:[a-z]{2,20}ly )?(?:reconstruct|detect|classifie|segment|identifie|retrieve|rank|"
    r"answer|select|locali[sz]e|solve|find|edit|summari[sz]e|label|score|recover|translate)s "
    r"(?:(?! (?:by|via|through|using|while|which|with|and (?:achiev|outperform)\w*)\b)"
    r"[^,.;:(\[$—])+)"
)
_OUTRIGHT = re.compile(r"\b(?:outputs|returns|produces|generates|predicts) (?:an?|the|one) ")
# What the subject makes, turns into another thing, takes, or is given.
# What is data, so that what uses it is given it.
_DATA = anycase(
    r"\b(?:data|images?|photos?|texts?|audio|speech|signals?|records?|measurements?|recordings?|"
    r"scans?|observations?|forecasts?|videos?|histor(?:y|ies)|readings?|documents?|quer(?:y|ies)|"
    r"prompts?|spectra|spectrograms?|sequences?|trajector(?:y|ies)|logs?|maps?|point clouds?)(?=$|"
    r" (?:such as|from|of|and|or|in|on|with|at|for)\b)"
)
_MADE, _TURNED, _TAKEN, _GIVEN, _WORKED_UP = (
    anycase(pattern)
    for pattern in (
        rf"\b(?!we\b){_WHO}(?: \([\w-]+\))? {_HOW}{_MAKES} (?P<made>.+)",
        rf"\b(?!we\b){_WHO} {_HOW}{_TURNS} (?P<given>.+? (?:in)?to .+)",
        rf"\b{_WHO} {_HOW}(?:takes?|accepts?|receives?|reads?) (?:in |as inputs? )?(?P<given>.+)",
        rf"\bgiven (?P<given>(?:an?|any|one|two|only|\d+) .+?), (?={_WHO}\b)",
        rf"\b(?!we\b){_WHO} {_HOW}(?:uses?|utili[sz]es?|combines?) (?P<given>[^,;:]+?) "
        rf"(?:in order )?to {_MAKES} (?P<made>.+)",
    )
)
_AS_INPUT = re.compile(r"[^.;]{0,120}?\bas (?:an? |its |the )?inputs?\b")
_AND_MAKES = re.compile(rf"\band (?:then |directly )?{_MAKES} (?P<made>.+)")
_SOURCE = re.compile(r"(?<! away) (?:from|given) (?P<given>.+)")
_FIRST = 4  # sentences in which a task is defined


class Ends(NamedTuple):
    """What goes in and what comes out; "" where it is not told."""

    given: str = ""
    made: str = ""


class _Subject(NamedTuple):
    """What stands for the work: its names, and words."""

    names: tuple[str, ...]
    words: re.Pattern[str]

    def of(self, pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
        """The first match in the sentence that speaks of the work."""
        for found in pattern.finditer(sentence):
            if found["who"] in self.names or self.words.fullmatch(found["who"]):
                return found
        return None


def ends(title: str, text: Text, names: Names) -> Ends:
    """What goes into the work and what comes out, where its sentences plainly tell."""
    found = Ends()
    for sentence in _of_the_whole(text):
        found = _first(found, _stated(sentence))
    for pool, subject in _pools(text, names):
        if found.given and found.made:
            return found
        for sentence in pool:
            found = _first(found, _told(sentence, subject))
    for part in text.parts:
        for sentence in part.sentences:
            found = _first(found, _of_an_example(sentence))
    found = _first(found, _of_an_algorithm(text))
    for sentence in (*text.opening[:_FIRST], *text.of(Kind.INTRODUCTION)[:_FIRST]):
        if not found.given and not found.made:
            found = _defined(title, sentence)
    return found


def _pools(text: Text, names: Names) -> Iterator[tuple[Iterable[str], _Subject]]:
    """Sentences, with what stands for the work in them."""
    yield [*text.opening, *text.of(Kind.INTRODUCTION)], _Subject(names.names, _ANY)
    for part in text.parts:
        if part.kind is Kind.METHOD or _PROBLEM.search(part.title):
            words = _WORK if part.level == 1 else _OWN
            if _WHOLE.search(part.title) or names.are_in(part.title):
                words = _ANY
            yield part.whole, _Subject(names.names, words)


def _of_the_whole(text: Text) -> Iterator[str]:
    """Sentences of sections that speak of the whole work."""
    yield from (*text.opening, *text.of(Kind.INTRODUCTION))
    for part in text.parts:
        if part.kind is Kind.METHOD and (part.level == 1 or _WHOLE.search(part.title)):
            yield from part.sentences


def _told(sentence: str, subject: _Subject) -> Ends:
    """What the sentence says that the subject takes and makes."""
    if _CASE.match(sentence):
        return Ends()
    given = subject.of(_GIVEN, sentence)
    if _OTHERS.search(sentence[: given.end()] if given else sentence):
        return Ends()
    if turned := subject.of(_TURNED, sentence):
        before, behind = re.split(r" (?:in)?to ", turned["given"], maxsplit=1)
        return _both(before, behind) if " from " not in before else Ends()
    taken = subject.of(_TAKEN, sentence)
    if taken and (_AS_INPUT.match(taken["given"]) or _AND_MAKES.search(taken["given"])):
        behind = _AND_MAKES.search(taken["given"])
        return Ends(_phrase(taken["given"]), _phrase(behind["made"]) if behind else "")
    worked = subject.of(_WORKED_UP, sentence)
    if worked and _DATA.search(_phrase(worked["given"])):
        return _both(worked["given"], worked["made"])
    made = subject.of(_MADE, sentence)
    if made and (source := _SOURCE.search(made["made"])):
        both = _both(source["given"], made["made"][: source.start()])
        if both.given:
            return both
    if made and _OUTRIGHT.search(made[0]):
        return Ends(made=_phrase(made["made"]))
    if given:
        does = _phrase(made["made"]) if made else _done(sentence[given.end() :])
        return Ends(_phrase(given["given"]), does)
    return Ends()


def _done(behind: str) -> str:
    """What the work, with which the text begins, does with what is given; not what "we" do."""
    does = _DOES.match(behind)
    return does["does"] if does and len(does["does"].split()) in _WORDS else ""


def _stated(sentence: str) -> Ends:
    """What "The input is …" says."""
    stated = _STATED.search(sentence)
    if not stated or _OTHERS.search(sentence):
        return Ends()
    if stated["given"]:
        return Ends(stated["zhgiven"])
    if not stated["end"]:
        both = {told["zh"]: told["zhwhat"] for told in _STATED.finditer(sentence)}
        return Ends(both.get("输入", ""), both.get("输出", ""))
    what = _phrase(stated["what"])
    return Ends(given=what) if stated["end"].startswith("in") else Ends(made=what)


def _of_an_example(sentence: str) -> Ends:
    """What "Each example contains … and predicts …" says."""
    each = _EACH.match(sentence)
    return Ends(_phrase(each["given"]), _phrase(each["made"] or "")) if each else Ends()


def _of_an_algorithm(text: Text) -> Ends:
    """What the lines "Input: …" and "Output: …" of the method's first listing say."""
    for block in text.blocks[Kind.METHOD]:
        found = Ends()
        for line in _LINE.finditer(block) if "\n" in block else ():
            what = _plain(line["what"])
            found = _first(found, Ends(what, "") if line["given"] else Ends("", what))
        if zeroth := _ZEROTH.match(block):
            found = _first(found, Ends(_plain(zeroth["given"]), _plain(zeroth["made"])))
        if found.given or found.made:
            return found
    return Ends()


def _plain(what: str) -> str:
    """The things that a listing names, without the formulas that stand for them where plain text
    cannot show these; "" where no words are left."""
    told = what if has_plain_signs(what) else _FORMULA.sub("", what).strip(" ,;.")
    words = re.findall(r"[A-Za-z]{3,}|[\u4e00-\u9fff]{2,}", _FORMULA.sub("", what))
    return told if len(words) >= _PLAIN_WORDS and has_plain_signs(told) else ""


def _defined(title: str, sentence: str) -> Ends:
    """What a task of the title takes and makes: "Change detection estimates … from …"."""
    told = re.match(
        rf"(?P<task>[A-Z][\w -]{{3,60}}?)(?: \([A-Z][\w-]+\))? {_HOW}(?:(?:refers to|is) the "
        rf"(?:task|problem) of )?{_MAKES} (?P<made>.+? (?:from|given) .+)",
        sentence,
    )
    if not told or not reads_well(sentence) or _OTHERS.search(sentence):
        return Ends()
    words = re.split(r"[\s-]", told["task"].lower())
    named = set(re.split(r"[\s:-]", title.lower()))
    if sum(word in named for word in words) < max(2, len(words) - 1):
        return Ends()
    made, _, given = re.split(r" (from|given) ", told["made"], maxsplit=1)
    return _both(given, made)


def _both(given: str, made: str) -> Ends:
    """Both, or nothing where one of them is no phrase."""
    both = Ends(_phrase(given), _phrase(made))
    return both if both.given and both.made else Ends()


def _first(found: Ends, other: Ends) -> Ends:
    """What was found, and of the other what is missing there."""
    return Ends(found.given or other.given, found.made or other.made)


def _phrase(text: str) -> str:
    """The thing that the text begins with, "" where it begins with none."""
    thing = text
    for end in _END.finditer(text):
        if not (_MORE_SAID.match(text, end.start()) and _ONE_SAID.search(text, 0, end.start())):
            thing = text[: end.start()]
            break
    thing = re.sub(r"\s(?:as well|and|or|then|directly|\w+ed)$", "", thing)
    thing = thing.strip(" ,")
    if len(thing.split()) not in _WORDS or "$" in thing:
        return ""
    if _NO_THING.match(thing) or _BREAKS.search(thing):
        return ""
    return thing
