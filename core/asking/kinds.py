"""What kind of answer a question wants, and whether a sentence of a paper is of that kind. Pure.

How people ask stands in the languages' tables (`core.language.QuestionWords.kinds`); how papers
answer stands here, for papers are in English.
"""

# Chinese is read here: words that hold a word for "which".

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from core.asking import signs

_Phrases = Mapping[str, tuple[str, ...]]


class Kind(StrEnum):
    """What is wanted. The values are the names of the lists in `language.toml`."""

    NUMBER = "number"
    QUANTITY = "quantity"
    SHARE = "share"
    DURATION = "duration"
    LENGTH = "length"
    SIZE = "size"
    TIME = "time"
    OFTEN = "often"
    PLACE = "place"
    PERSON = "person"
    SUPPORT = "support"
    REASON = "reason"
    MEANING = "meaning"
    COMPARISON = "comparison"
    LIMITS = "limits"
    NAMES = "names"
    INSTANCE = "instance"
    MANNER = "manner"
    ORIGIN = "origin"
    EXTREME = "extreme"
    TOTAL = "total"


# A sentence that is not of these kinds answers no question that asks for them.
STRICT = frozenset(
    {
        Kind.NUMBER,
        Kind.SHARE,
        Kind.DURATION,
        Kind.LENGTH,
        Kind.SIZE,
        Kind.TIME,
        Kind.OFTEN,
        Kind.PLACE,
        Kind.PERSON,
        Kind.SUPPORT,
        Kind.REASON,
        Kind.LIMITS,
        Kind.INSTANCE,
        Kind.EXTREME,
    }
)

_SIGNS = {
    Kind.SHARE: signs.SHARE,
    Kind.DURATION: signs.DURATION,
    Kind.LENGTH: signs.LENGTH,
    Kind.SIZE: signs.SIZE,
    Kind.TIME: signs.TIME,
    Kind.OFTEN: signs.OFTEN,
    Kind.PLACE: signs.PLACE,
    Kind.SUPPORT: signs.SUPPORT,
    Kind.PERSON: signs.PERSON,
    Kind.REASON: signs.REASON,
    Kind.COMPARISON: signs.COMPARISON,
    Kind.LIMITS: signs.LIMITS,
    Kind.MANNER: signs.MANNER,
    Kind.ORIGIN: signs.ORIGIN,
    Kind.EXTREME: signs.EXTREME,
    Kind.TOTAL: signs.TOTAL,
}
_TITLES = {
    Kind.LIMITS: signs.LIMITS_TITLE,
    Kind.SUPPORT: signs.SUPPORT_TITLE,
    Kind.PLACE: signs.PLACE_TITLE,
    Kind.PERSON: signs.PERSON_TITLE,
}
# The name of the list of words for what can be had: they ask where, unless they ask for names.
RELEASED = "released"
# What holds a word for a kind and asks for another one: "why" is no "which", "in which" no "where".
_OTHERWISE = {
    Kind.NAMES: re.compile(
        "为什么|什么时候|什么时间|什么意思|为啥|凭啥|啥时|啥意思|[干没]啥|啥叫|是啥(?= )"
        "|[什啥]么?(?:情况|条件)下|何种情况下"
        "| what (?:do|does|did|would|will|can|could|happens?|happened) "
    ),
    Kind.PERSON: re.compile("比谁|谁家|谁(?=[强更好快准高低大小赢胜]|厉害)"),
    Kind.PLACE: re.compile(
        "[在从]哪(?=[个种些一几类款项步层])"
        "|(?:同一个?|[每各几多跨]个?|不同|其他|多少个?|哪些)(?:代码)?仓库"
        r"| (?:same|each|every|one|per|single|another|other|different|new|held out|within a)"
        r" (?:github )?(?:repository|website|link|url|demo)(?= )"
    ),
    # What becomes of something is no way to do it.
    Kind.MANNER: re.compile(
        "(?:会|效果|结果|表现|影响|性能|质量)(?:会|能|变得)?(?:怎么?样|如何|咋样)(?=[了呢啊呀嘛]? )"
    ),
}
# What asks of what is not so ("why not", 为啥不), once what asks whether it is is gone ("isn't it",
# 是不是, 测了没有), and words that hold a "not".
_WHETHER = re.compile(
    r"(.)[不没]\1|有没有?|不(?:足|同|一样|过|仅|管|论|少|错|只)|没有?[吗呢啊]?\s*[?？]?$"
    r"|^\s*(?:is|are|was|were|do|does|did|has|have|can|could|would)n['’]t\b|\bwhether or not\b"
    r"|\bor not\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"[不没未]|无法|\b(?:not|no|never|cannot|without|instead|nobody|none|neither)\b|n['’]t\b",
    re.IGNORECASE,
)
# What something does is no meaning of it, but where it does one of these.
_DOES = " what does "
_MEANS = frozenset({"mean", "stand", "refer", "denote", "signify", "represent"})
_NAMES_ENOUGH = 2
_BESIDE = 2  # characters, a measure word at most


def kinds(question: str, phrases: _Phrases) -> frozenset[Kind]:
    """The kinds of answer that the question wants, as far as its words tell.

    `phrases` holds for each kind's name what people say who want it.
    """
    words = re.findall(r"[\w%-]+", question.casefold())
    told = f" {' '.join(words)} "
    found = set()
    for kind in Kind:
        wanted = told
        if kind in _OTHERWISE:
            wanted = _OTHERWISE[kind].sub(" ", told)
        if kind is Kind.MEANING and _MEANS.isdisjoint(words):
            wanted = told.replace(_DOES, " ")
        if any(_stands(phrase, wanted) for phrase in phrases.get(kind.value, ())):
            found.add(kind)
    if Kind.NAMES not in found and any(_stands(each, told) for each in phrases.get(RELEASED, ())):
        found.add(Kind.PLACE)  # "which open-source models" asks for no place
    if found & {Kind.DURATION, Kind.COMPARISON, Kind.REASON}:
        found -= {Kind.LENGTH, Kind.SIZE}
    if Kind.OFTEN in found:
        found -= {Kind.NUMBER, Kind.TIME, Kind.DURATION}
    if Kind.REASON in found:
        found &= {Kind.REASON, Kind.COMPARISON, Kind.LIMITS}  # why it is so large, or not to be had
    outright = (phrase for phrase in phrases.get(Kind.NUMBER, ()) if _asks_outright(phrase))
    if Kind.MANNER in found and not any(_stands(phrase, told) for phrase in outright):
        found.discard(Kind.NUMBER)  # how a learning rate is chosen
    if Kind.TIME in found and Kind.NAMES in found:
        found -= {Kind.NUMBER, Kind.DURATION}  # which days, not how many
    if Kind.NAMES not in found:
        found.discard(Kind.INSTANCE)
    if Kind.LIMITS in found:
        found -= {Kind.QUANTITY, Kind.EXTREME, Kind.INSTANCE}  # the tool's greatest weakness
    if Kind.COMPARISON in found:
        found.discard(Kind.MANNER)  # how it compares is no way to do it
    if Kind.ORIGIN in found:
        found -= {Kind.PLACE, Kind.MANNER}
    if Kind.SUPPORT in found:
        found -= {Kind.PERSON, Kind.PLACE}
    return frozenset(found)


def denies(question: str) -> bool:
    """Whether the question is of something that is not so, or not done."""
    return bool(_DENIES.search(_WHETHER.sub(" ", question)))


def counted(question: str, phrases: Sequence[str], names: Sequence[str]) -> tuple[int, ...]:
    """Which of the things that the question names it wants counted or measured, by their places in
    `names`; none where that cannot be told.

    They are those right behind "how many", however many words name them; in Chinese, where none
    follows, the last one before it.
    """
    told = question.casefold()
    asking = [(told.find(phrase), phrase) for phrase in phrases if phrase in told]
    if not asking:
        return ()
    start, phrase = min(asking, key=lambda each: (each[0], -len(each[1])))
    end = start + len(phrase)
    places = [told.find(name.casefold()) for name in names]
    found: list[int] = []
    for number, place in enumerate(places):
        if end <= place <= end + _BESIDE:
            found.append(number)
            end = place + len(names[number])
    before = [number for number, place in enumerate(places) if 0 <= place < start]
    if not found and before and not phrase.isascii():
        found = before[-1:]
    return tuple(found)


def _asks_outright(phrase: str) -> bool:
    """Whether the phrase asks for a number by itself, and is no name of one."""
    return not phrase.isascii() or phrase.startswith(("how ", "what ", "by how"))


def _stands(phrase: str, told: str) -> bool:
    """Whether the phrase stands there; one in Latin letters as whole words."""
    if phrase.isascii():
        return f" {phrase} " in told
    return phrase in told


def fits(sentence: str, titles: str, wanted: Kind) -> bool:
    """Whether a sentence or a table's row under those titles is of the kind."""
    if wanted in (Kind.NUMBER, Kind.QUANTITY):
        return any(numbers(sentence))
    if wanted is Kind.MEANING:
        return True  # it depends on the word: see `explains`
    if wanted is Kind.NAMES:
        several = len(set(signs.NAME.findall(sentence))) >= _NAMES_ENOUGH
        return several or bool(signs.LISTED.search(sentence))
    if wanted is Kind.INSTANCE:
        return bool(signs.NAME.search(sentence)) or " | " in sentence
    title = _TITLES.get(wanted)
    if title and title.search(titles):
        return True
    if wanted is Kind.COMPARISON and " | " in sentence:
        return any(numbers(sentence))
    return bool(_SIGNS[wanted].search(sentence))


def numbers(sentence: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that count or measure something: each one's beginning and end."""
    bare = signs.REFERENCES.sub(lambda found: " " * len(found[0]), sentence)
    for number in signs.NUMBER.finditer(bare):
        before = bare[max(0, number.start() - 12) : number.start()]
        if not signs.POINTING.search(before):
            yield number.span()


def explains(sentence: str, word: str) -> bool:
    """Whether the sentence says what the word means."""
    name = rf"{re.escape(word[:60])}\w{{0,3}}"
    marked = rf"[“\"'‘\[<]?{name}[”\"'’\]>]?"
    named = rf"{marked}(?: ?\([^()]{{1,40}}\))?(?:, [^,.]{{1,50}}?)?"
    calls = r"call(?:ed|s)?|term(?:ed)?|known as|refer(?:red)? to as|dubbed|name[ds]?"
    says = r"refers? to|means|denotes?|(?:is|are) (?:an?|the|defined|one)|i\.e\.|that is"
    forms = (
        rf"\b(?:{calls})\b[^.]{{0,15}}{marked}",
        rf"\b(?:defin\w+|measur\w+|denot\w+)[^.,]{{0,50}}{marked}",
        rf"^[^.,]{{0,25}}{named},? (?:is|are|refers?|denotes?|means|describes?|consists?)\b",
        rf"{named},? (?:{says})\b",
        rf"^[^.]{{0,12}}{named} ?[:—–]",
        rf"[a-z] \({marked}\)",
    )
    return any(re.search(form, sentence, re.IGNORECASE) for form in forms)
