"""What a paper says that it is about, in its own words: its keywords, and what its title says that
it works on. Pure.

A title is read by its small words: what stands behind "for" is worked on, what stands behind "with"
or "via" is a means, and what ends as words for doings do ("estimation", "screening") is a task.
"""

# Chinese is read here: what papers lead their keywords with.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.reading.wording import any_of, anycase, beginnings

_LONGEST, _WORDS = 40, range(2, 7)  # characters of a keyword; words of what a title tells
_ANYTHING = 4  # rank of what a title names, whatever it is
_SHORT = 2  # words, of a doing that is told with what it is of
_WORD = re.compile(r"[^\W\d_]{3,}")
_LISTED = anycase(
    r"(?:key ?-?words(?: and phrases)?|index terms|关键词)\s?[:：.—–-]{1,3}\s*(?P<words>\S.*)"
)
_PARTED = re.compile(r"[:?!;,(—]\s?|\.\s|\s[–-]\s")
# The small words between the parts of a title.
_SMALL = anycase(
    r"(?<![-\w])(for|of|in|on|at|with|via|using|by|from|through|under|against|towards?|to|across|"
    r"over|without|based on|above|below|behind|before|after|inside|around|beyond|between|within|"
    r"among|during|into|as|the|an?)(?![-\w])"
)
_ARTICLES = frozenset(("the", "a", "an"))
_OF_DOING = frozenset(("", "of", "in", "on", "to", "as", "towards", "toward"))
# Behind which a means is told, not what it is for.
_BY = frozenset(("with", "via", "using", "by", "through", "based on"))
# A doing as the last word: "classification", "screening", "retrieval", "diagnosis".
_DOING = anycase(
    r"(?:\w{3,}(?:tion|sion|ment|ysis|osis|esis|eval|ing)|\w*(?:search|design|control|inference|"
    r"governance|maintenance|removal|refusal|surveillance|discovery|repair|safety|recovery|delivery))s?"
)
# What is done with anything, and what is made: it says nothing of what a paper is about.
_ANY = anycase(
    r"(?:(?:deep|machine|representation|reinforcement|federated|transfer|contrastive|few-shot|"
    r"self-supervised|supervised|unsupervised) learning|learning|(?:pre|post)?-?training|"
    r"fine-?tuning|tuning|prompting|distillation|optimi[sz]ation|adaptation|augmentation|"
    r"attention|analysis|investigation|comparison|evaluation|assessment|exploration|"
    r"integration|application|construction|perspective|implementation|experience|performance|"
    r"foundation|thing|nothing|everything|being|scaling|meaning|question|mention|condition|"
    r"station|function|position|solution|version|dimension|intention|direction|element|document|finding|"
    r"environment|moment|argument|experiment|sentiment|instrument|improvement|enhancement|"
    r"introduction)s?"
)
_MADE = anycase(
    r"(?:benchmark|data ?set|corpus|framework|model|system|network|method|approach|algorithm|"
    r"pipeline|tool|toolkit|library|challenge|task|agent|survey|review|study|report|workflow)s?"
)
# What is done with a thing that is then told behind "of".
_LOOKED_AT = anycase(
    r"(?:analysis|investigation|comparison|evaluation|assessment|exploration|improvement)"
)
# Things made, of which a phrase tells the name rather than what they are for.
_NO_SUBJECT = anycase(
    r"(?:benchmark|data ?set|framework|method|approach|pipeline|toolkit|challenge|survey|review|"
    r"study|studies|report|result|limit|opportunity|opportunities|implication)s?"
)
# What a phrase may begin with and is no part of the subject.
_LEADING = anycase(
    r"(?:(?:out|up|uncover|explore|reveal|discover|rethink|revisit|mitigate|improve|and|novel|new|"
    r"first|simple|(?:[\w-]{1,20}-)?(?:efficient|effective)|robust|practical|better|improved|"
    r"enhanced|accurate|precise|faster|fast|reliable|generali[sz]able|interpretable|realistic|"
    r"high-(?:quality|fidelity|precision|performance)|optimal|complex|diverse|modern|towards?|scalable|unified|general|"
    r"lightweight|honest|large-scale|real-world|empirical|state-of-the-art|systematic|"
    r"comprehensive)\s|[\w-]{3,20}ing\s(?=\S+\s\S))"
)
# What no phrase for a thing has.
_CLAUSE = any_of(
    "is|are|was|were|be|can|cannot|do|does|not|no|you|we|i|your|our|their|its|it|my|this|that|"
    "these|those|all|any|some|both|why|how|what|when|where|whose|who|than|then|if|more|less|but|"
    "or|meets?|needs?|makes?|enables?|improves?|matters?|via|vs|versus|your|them|exhibits?|"
    "rivals?|reveals?|outperforms?|beats|shows|helps|reduces?|boosts|requires?|remains?|"
    "organi[sz]es?|generates?|fails?|undermines?|predicts|induces?|emerges?|suffices?|explains?|"
    "breaks|drives|shapes|triggers|unlocks?|suppress(?:es)?|misleads?|beat|increases|enhances?|"
    "hurts?|affects?|hides|collapses|becomes?|provides?|achieves?|one|every|each|better|ever|"
    "never|need|should|will|would|may|might|must"
)
_BROAD = anycase(
    r"(?:deep |machine |supervised |federated )?learning|neural networks?|benchmarks?|evaluation|"
    r"python|"
    r"(?:multimodal |vision |visual )?(?:(?:large )?(?:vision-?)?(?:language )?models?|llms?)|"
    r"artificial intelligence|ai|(?:(?:un)?label(?:l?ed) )?data(?: ?sets?)?|"
    r"transformers?|surveys?|"
    r"optimization|algorithms?|methods?|models?|systems?|generative ai|"
    r"(?:foundation|diffusion|generative|flow)(?: and \w{3,20})? models?"
)
_NO_NAME = anycase(
    r"\d|[\"“]|\b(?:two|three|four|five|ten|twenty|open|problems?|lessons?|gap|trap)\b|ing\s\S+$"
)
_OF_PEOPLE = re.compile(r"[A-Z][a-z]{1,15}(?:ian|ese|ish|ic|an)")
_GENERAL = frozenset(
    ("llm", "llms", "based", "aware", "drive", "with", "and", "the", "using", "free", "level")
)


# Whom a work is for, which says nothing of what it is on.
_PEOPLE = anycase(
    r"(?:users?|people|persons|customers|consumers|residents|citizens|beginners|novices|workers|"
    r"practitioners|researchers|scientists|developers|engineers|programmers|designers|authors|"
    r"readers|everyone|everybody|households|companies|organi[sz]ations|enterprises)"
)
_SURVEY = anycase(r"\b(?:survey|tutorial|overview|roadmap)\b|\breviews?(?= (?:of|on|and)\b|$)|综述")
# What stands between a thing and how it was done: "piece values estimated with nets".
_DONE = re.compile(r"[a-z]{2,}(?<!e)ed", re.IGNORECASE)
# A doing that is told of what follows: "classifying patients".
_DOES = anycase(
    r"(?:(?:re)?classify|detect|predict|forecast|estimat|segment|recogni[sz]|identify|diagnos|"
    r"locali[sz]|track|translat|recommend|screen|reconstruct|measur|creat|synthesi[sz])ing\s"
)
# Words alone: neither markup nor TeX, addresses or hidden letters.
_PLAIN = re.compile(r"(?:[\w '’+#/,–-]|\.(?=\d))+")


class Subject(NamedTuple):
    """What a paper's keywords say, or else its title names, and what that says is worked on; ""
    without."""

    keywords: tuple[str, ...] = ()
    title: str = ""


def subject(title: str, blocks: Iterable[str], abstract: str = "") -> Subject:
    """What a paper's keywords, in the blocks of its text, and its title say that it is about."""
    words: list[str] = []
    for block in blocks:
        listed = _LISTED.match(block)
        if listed and not words:
            words = re.split(r"\s?(?:[,;·•，；、]|\$\\cdot\$)\s?", listed["words"].strip(" ."))
    plain = [each for each in words if _PLAIN.fullmatch(each) and len(each) < _LONGEST]
    found = [_small(each, abstract) for each in plain]
    if title.isupper():
        title = re.sub(r"[A-Z]+", lambda word: _as_in(abstract, word[0]), title)
    titled = of_title(title, abstract)
    if not titled and abstract:
        # Whatever the title names serves as a keyword, where the abstract takes it all up.
        named = (phrase for rank, phrase in _phrases(title) if rank == _ANYTHING)
        whole = (each for each in named if stems(each) and stems(each) <= stems(abstract))
        found += [_small(each, abstract) for each in whole if not is_broad(each)][:1]
    return Subject(tuple(found), _small(titled, abstract))


def is_survey(title: str) -> bool:
    """Whether a title says that the paper only gathers others' work."""
    return _SURVEY.search(title) is not None


def is_broad(words: str) -> bool:
    """Whether they speak of everything: "language models"."""
    return _BROAD.fullmatch(words) is not None


def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's words, by which words are the same."""
    return beginnings(text, _WORD) - _GENERAL


def of_title(title: str, abstract: str) -> str:
    """The phrase of a title for what is worked on: behind "for", else a doing, else where; of each
    the first; "" without."""
    known = stems(abstract)
    found: dict[int, str] = {}
    for rank, phrase in _phrases(title):
        words = stems(phrase)
        # A pun is not taken up again.
        told = not known or 2 * len(words & known) >= len(words) or (rank == 0 and words & known)
        if words and told and rank < _ANYTHING and not is_broad(phrase):
            found.setdefault(rank, phrase)
    return found[min(found)] if found else ""


def _phrases(title: str) -> Iterator[tuple[int, str]]:
    """What stands between the small words of a title, with how well that tells its subject."""
    segments = [each.strip() for each in _PARTED.split(title) if each.strip()]
    for segment in segments:
        link, before, is_means, is_of_made = "", "", False, False
        pieces = _SMALL.split(segment)
        for number, piece in enumerate(pieces):
            small = piece.lower()
            if number % 2:
                # "Detection of the reefs" is told with what it is of.
                if small not in _ARTICLES and not (small == "of" and before):
                    link, before = small, ""
                    is_means = link in _BY or (is_means and link not in ("for", "to"))
                continue
            words = _trimmed(piece.strip()).split()
            if not words:
                continue
            is_doing = _is_task(words[-1])
            behind = "".join(pieces[number + 1 : number + 2]).lower()
            waits = behind == "of" and not words[-1].endswith("ing")
            if is_doing and waits and len(words) <= _SHORT:
                before = f"{' '.join(words)} of "
                continue
            is_doing = is_doing or before != "" or _DOES.match(piece.strip()) is not None
            phrase = before + " ".join(words)
            # "A data set of reefs" is for them.
            of_it = behind == "of" and _LOOKED_AT.fullmatch(words[-1]) is not None
            made, is_of_made = is_of_made, of_it or _MADE.fullmatch(words[-1]) is not None
            if len(words) not in _WORDS or is_means or not _is_phrase(phrase):
                continue
            # "Detection and repair" is of anything, "hallucination detection" is not.
            if "and" in words and all(_is_task(word) or word == "and" for word in words):
                continue
            if of_it or _NO_SUBJECT.fullmatch(words[-1]):
                continue
            where = link in ("in", "of") and words[1:2] != ["and"] and number == len(pieces) - 1
            if link == "for" and _PEOPLE.fullmatch(words[-1]):
                continue
            if link == "for" and not (len(words) == _SHORT and words[0].endswith("ing")):
                yield 0, phrase
            elif (is_doing or made) and link in _OF_DOING:
                yield 1, phrase
            elif where and segment is segments[-1]:
                yield 2, phrase
            elif where or (link == "" and _DOING.fullmatch(words[-1])):
                yield 3, phrase
            elif link in _OF_DOING and not _NO_NAME.search(phrase):
                yield _ANYTHING, phrase


def _is_phrase(words: str) -> bool:
    return _PLAIN.fullmatch(words) is not None and _CLAUSE.search(words) is None


def _is_task(word: str) -> bool:
    return _DOING.fullmatch(word) is not None and not _ANY.fullmatch(word)


def _trimmed(piece: str) -> str:
    """The piece without what it is praised for before, and what is made of it behind."""
    before = ""
    while before != piece:
        before, piece = piece, _LEADING.sub("", piece, count=1) if _LEADING.match(piece) else piece
    words = piece.removesuffix(" and").split()
    while len(words) > 2 and _DONE.fullmatch(words[-1]):
        words.pop()
    while len(words) > 1 and _MADE.fullmatch(words[-1]):
        if not _is_task(words[-2]) and words[-1].lower().rstrip("s") != "task":
            break
        words = words[:-1]
    return " ".join(words)


def _as_in(abstract: str, capitals: str) -> str:
    """The word of a title in capitals: as one only where the abstract writes it so."""
    return capitals if re.search(rf"\b{capitals}\b", abstract) else capitals.lower()


def _small(words: str, abstract: str = "") -> str:
    """The words as they stand within a sentence: "Neural SDF Maps" as "neural SDF maps"; a name
    that the abstract writes so keeps its capital."""

    def lowered(word: re.Match[str]) -> str:
        if re.search(rf"\b{word[0].lower()}\b", abstract):
            return word[0].lower()
        if re.search(rf"(?:^|\s)[a-z][\w-]{{0,30}},? {word[0]}(?: [a-z]|[,.])", abstract):
            return word[0]
        within = re.search(rf"[\w,;] {word[0]}\b", abstract)
        return word[0] if within and _OF_PEOPLE.fullmatch(word[0]) else word[0].lower()

    # A letter alone is a name ("X-ray"); letters of one may stand within a word ("COntrollable").
    return re.sub(r"\b[A-Z](?:[a-z]+|[A-Z]+[a-z]{4,})\b", lowered, words)
