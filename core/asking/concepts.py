"""What a question asks about, in the words an English paper may use for it. Pure.

A concept is one thing the question speaks of. What merely makes it a question (which, how many,
does the paper say) is no concept. A Chinese word the glossary lacks stays a concept of its own,
which no English paper speaks of; so does a word in any other letters but Latin ones.
"""

# Chinese is read here: the range of Chinese characters.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from core.asking import wording
from core.interests.glossary import everyday, load_glossary
from core.language import Known, Languages, QuestionWords

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# Words of Latin letters and figures, runs of Chinese characters, and words in all other letters.
_NAMED = re.compile(
    r"(?<![A-Za-z])[A-Z]{3,}(?=\s(?:data ?sets?|benchmarks?|corpus|suite|test set)\b"
    r"|\s?(?:上|数据集|基准|语料|测试集))"
)
_LATIN = "A-Za-z0-9\u00c0-\u024f"
_KANA, _HANGUL = "\u3040-\u30ff", "\uac00-\ud7a3"
_PIECE = re.compile(
    rf"[{_HAN}{_KANA}]+|[{_HANGUL}]+|[{_LATIN}][{_LATIN}_.+@-]*"
    rf"|[^\W_{_HAN}{_KANA}{_HANGUL}{_LATIN}]+"
)
# Words and their particles are written together in these letters.
_GLUED = re.compile(f"[{_KANA}{_HANGUL}]")
_HOW = re.compile(r"[a-z]{4,40}ly")  # words that say in which way something is done
# Japanese words in other letters than these are as a rule particles and endings.
_WORDS_IN_KANA = re.compile(f"[{_HAN}]{{2,}}|[\u30a0-\u30ff]{{2,}}")
# What parts the thousands of a number ("8,000").
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_Words = Mapping[str, tuple[str, ...]]
_LONGEST = 12  # Chinese characters of a term
_STEM, _ENDING = 3, 4  # letters of a word's beginning at least, and of its ending at most
# What a word costs of a run that is cut, one of a single character, and an unknown character.
_WORD, _SINGLE, _UNKNOWN = 100, 101, 300
_AMID = [True, False, True]  # a known character amid unknown ones
# The language of papers, in which their readers ask as well.
_PAPERS = "en"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question speaks of: its own word for it, and the English words to look for.

    `loose` says that a paper may well put it otherwise, `foreign` that no English word is known,
    `proper` that it is the name of one thing alone.
    """

    name: str
    words: tuple[str, ...]
    loose: bool = field(default=False, compare=False)
    foreign: bool = field(default=False, compare=False)
    proper: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What is known of the words of questions: see `core.language.QuestionWords`."""

    framing: frozenset[str]
    terms: _Words
    alike: tuple[tuple[str, ...], ...]
    loose: frozenset[str] = frozenset()
    compounds: tuple[str, ...] = ()
    inflected: Mapping[str, str] = field(default_factory=dict)
    kinds: _Words = field(default_factory=dict)
    variants: Mapping[int, str] = field(default_factory=dict)
    shortened: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    families: wording.Families = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()


def known_words(languages: Languages, code: str) -> Vocabulary:
    """The words that somebody who asks in that language may use.

    They are the language's own, English ones, and those of all languages with letters of their own.
    Other languages in Latin letters are left out: a word that means nothing in one of them may be a
    term in another. They are put together once.
    """
    return _known_words(Known(languages), code)


@lru_cache(maxsize=4)
def _known_words(kept: Known, code: str) -> Vocabulary:
    languages = kept.languages
    framing: set[str] = set()
    terms: dict[str, tuple[str, ...]] = {}
    alike: list[tuple[str, ...]] = []
    loose: set[str] = set()
    compounds: list[str] = []
    kinds: dict[str, tuple[str, ...]] = {}
    variants: dict[int, str] = {}
    shortened: dict[str, str] = {}
    names: set[str] = set()
    families: list[tuple[str, ...]] = []
    ordinary: set[str] = set()
    asked: list[QuestionWords] = []
    for language in languages.values():
        has_own_letters = language.script and language.script.letters
        if language.code not in (code, _PAPERS) and not has_own_letters:
            continue
        asked.append(language.questions)
        variants |= {ord(pair[0]): pair[1] for pair in language.words.variants}
    further = [_spelled(each, variants) for words in asked for each in words.further]
    # Where two languages share a word, it is taken as those that Paperboy speaks have it.
    for glossary in (
        load_glossary(),
        *(words.terms for words in further),
        everyday(),
        *(words.terms for words in asked),
    ):
        for term, english in glossary.items():
            terms[term] = tuple(dict.fromkeys((*english, *terms.get(term, ()))))
    for words in (*further, *asked):
        framing |= words.framing
        alike += words.alike
        loose |= words.loose
        compounds += words.compounds
        shortened |= words.shortened
        names |= words.names
        families += words.families
        ordinary |= words.ordinary
        for kind, phrases in words.kinds.items():
            kinds[kind] = (*kinds.get(kind, ()), *phrases)
    return Vocabulary(
        framing=frozenset(framing),
        terms=terms,
        alike=tuple(alike),
        loose=frozenset(loose),
        compounds=_longest_first((*compounds, *(word for word in loose if " " in word))),
        inflected=_inflected((*compounds, *(head for head, *_ in alike))),
        kinds=kinds,
        variants=variants,
        shortened=shortened,
        names=frozenset(names),
        families=wording.families(families),
        ordinary=frozenset(ordinary),
    )


def _longest_first(compounds: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(compounds), key=len, reverse=True))


def _inflected(phrases: Sequence[str]) -> dict[str, str]:
    """The other forms of those that are verbs, each with what it is a form of."""
    found = {form: each for each in phrases for form in wording.inflected(each)}
    return {form: each for form, each in found.items() if form not in phrases}


def _spelled(words: QuestionWords, variants: Mapping[int, str]) -> QuestionWords:
    """The words as questions are spelled before they are read: Japanese shares characters with
    Chinese."""
    return replace(
        words,
        framing=frozenset(word.translate(variants) for word in words.framing),
        terms={term.translate(variants): english for term, english in words.terms.items()},
        kinds={
            kind: tuple(phrase.translate(variants) for phrase in phrases)
            for kind, phrases in words.kinds.items()
        },
    )


def concepts(
    question: str, vocabulary: Vocabulary, alternatives: Mapping[str, Sequence[str]] | None = None
) -> tuple[Concept, ...]:
    """The question's concepts in its order, each once.

    `alternatives` gives pieces of the question further English words, as a model found them: a
    Chinese piece becomes a concept, an English one lends its words to each of its own. What does
    not stand in the question counts nothing.
    """
    known = _by_piece(alternatives or {}, vocabulary)
    found: dict[tuple[str, ...], Concept] = {}
    typed = question.translate(vocabulary.variants)
    said = _said(typed, vocabulary)
    # An everyday word in capitals may be emphasis, or the name of what stands behind it.
    names = {each for each in _NAMED.findall(typed) if each.casefold() in vocabulary.loose}
    for number, piece in enumerate(_PIECE.findall(_joined(typed, vocabulary))):
        if piece in names:
            found.setdefault((piece.casefold(),), Concept(piece, (piece,), proper=True))
            continue
        for named in _named(piece, vocabulary, known, first=number == 0):
            concept = _as_said(named, said)
            found.setdefault(tuple(word.casefold() for word in concept.words), concept)
    return tuple(found.values())


def _said(question: str, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """The groups for the same of which the question has the first, in several words."""
    small = question.casefold()
    return [
        group
        for group in vocabulary.alike
        if " " in group[0] and re.search(rf"\b{re.escape(group[0])}", small)
    ]


def _as_said(concept: Concept, said: Sequence[tuple[str, ...]]) -> Concept:
    """The concept of a single word that was put for several ("left out"), with these as well: a
    paper may say it just so."""
    for group in said:
        if concept.name == group[1]:
            return replace(concept, words=tuple(dict.fromkeys((*concept.words, *group))))
    return concept


def _by_piece(alternatives: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> _Words:
    known: dict[str, tuple[str, ...]] = {}
    for name, words in alternatives.items():
        english = [word for word in words if word.isascii()]
        for piece in _PIECE.findall(name.casefold().translate(vocabulary.variants)):
            if english:
                known[piece] = (*known.get(piece, ()), *english)
    return known


def _joined(question: str, vocabulary: Vocabulary) -> str:
    """The question with single words for those that consist of several ("data set")."""
    question = _THOUSANDS.sub("", question)
    small = question.casefold()
    for form, phrase in vocabulary.inflected.items():
        if form in small:
            question = re.sub(rf"\b{form}\b", phrase, question, flags=re.IGNORECASE)
    for head, *others in vocabulary.alike:
        if " " in head and head not in vocabulary.compounds:
            question = re.sub(rf"\b{re.escape(head)}", others[0], question, flags=re.IGNORECASE)
    if not question.isascii():
        question = _in_english(question, vocabulary)
    for compound in vocabulary.compounds:
        if compound in question.casefold():
            whole = compound.replace(" ", "_")
            alone = rf"(?<![{_LATIN}_]){re.escape(compound)}(?=(?:s|es)?(?![{_LATIN}_]))"
            question = re.sub(alone, whole, question, flags=re.IGNORECASE)
    return question


def _in_english(question: str, vocabulary: Vocabulary) -> str:
    """The question with English for the terms of several words."""
    for term, english in vocabulary.terms.items():
        if " " in term:
            stems = r"\w* ".join(map(re.escape, term.split()))
            question = re.sub(rf"\b{stems}\w*", english[0], question, flags=re.IGNORECASE)
    return question


def _named(piece: str, vocabulary: Vocabulary, known: _Words, *, first: bool) -> Iterator[Concept]:
    """The concepts of a word, or of a run of Chinese characters."""
    if _GLUED.search(piece):
        return _glued(piece, vocabulary, known)
    if re.match(f"[{_HAN}]", piece):
        return _chinese(piece, vocabulary, known)
    if re.match(f"[{_LATIN}]", piece):
        return _spaced(piece, vocabulary, known, first=first)
    return _foreign(piece, vocabulary, known)


def _spaced(piece: str, vocabulary: Vocabulary, known: _Words, *, first: bool) -> Iterator[Concept]:
    """The concept of a word of a language that parts its words, if it is more than framing."""
    word = piece.strip(".+-_").replace("_", " ")
    small = word.casefold()
    if not word or small in vocabulary.framing:
        return
    words = [word, *wording.otherwise(word)]
    words += _alike(word, vocabulary)
    words += vocabulary.terms.get(small, ())
    words += known.get(small, ())
    has_capital_within = word[1:] != small[1:]
    # What begins a question has a capital whatever it is.
    begins_with_one = word[0] != small[0] and not first
    yield Concept(
        word,
        tuple(dict.fromkeys(words)),
        loose=_may_be_put_otherwise(small, vocabulary),
        proper=word[0].isalpha() and (has_capital_within or begins_with_one),
    )


def _may_be_put_otherwise(small: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is loose, or the plural of one that is."""
    several = len(small) > _STEM and small.endswith("s") and not small.endswith("ss")
    forms = (small, small[:-1]) if several else (small,)
    return not vocabulary.loose.isdisjoint(forms) or bool(_HOW.fullmatch(small))


def _glued(run: str, vocabulary: Vocabulary, known: _Words) -> Iterator[Concept]:
    """The concepts of a Japanese or Korean run; the particles between them are left out."""
    unknown = ""
    found: list[Concept] = []
    if len(run) == 1:
        return
    words = _words(run, vocabulary, known)
    for word in words:
        english = (*known.get(word, ()), *vocabulary.terms.get(word, ()))
        if english:
            found.append(_translated(word, english, vocabulary))
        # A word's end and the next one's beginning are no word.
        unknown += " " if _is_known(word, vocabulary, known) else word
    if re.match(f"[{_HANGUL}]", run):
        # What begins with letters that are no word is another one; a particle may be within it.
        rest = [run] if re.match(r"\S\S", unknown) else []
    else:
        rest = _WORDS_IN_KANA.findall(unknown)
    if rest != [run]:
        yield from found
    for word in rest:
        yield Concept(word, (word,), foreign=True)


def _translated(word: str, english: Sequence[str], vocabulary: Vocabulary) -> Concept:
    """The concept of a word for which papers have these."""
    return Concept(
        word,
        tuple(dict.fromkeys((*english, *_alike(english[0], vocabulary)))),
        loose=word in vocabulary.loose or all(_is_loose(each, vocabulary) for each in english),
        proper=all(each[0].isupper() for each in english),
    )


def _is_loose(word: str, vocabulary: Vocabulary) -> bool:
    return word.casefold() in vocabulary.loose


def _foreign(piece: str, vocabulary: Vocabulary, known: _Words) -> Iterator[Concept]:
    """The concept of a word in letters that are neither Latin nor Chinese, as it is, and in the
    English words known for it or for how it begins."""
    small = piece.casefold()
    if len(piece) == 1 or small in vocabulary.framing:
        return
    english = [*known.get(small, ())]
    for end in range(len(small), max(_STEM, len(small) - _ENDING) - 1, -1):
        if small[:end] in vocabulary.terms:
            english += vocabulary.terms[small[:end]]
            break
    if english:
        yield _translated(piece, english, vocabulary)
    else:
        yield Concept(piece, (piece,), foreign=True)


def _alike(word: str, vocabulary: Vocabulary) -> list[str]:
    """The words that may stand for that one."""
    found: list[str] = []
    for group in vocabulary.alike:
        if _same(word, group[0]):
            found += group
    found += wording.relatives(word, vocabulary.families)
    return found


def _same(word: str, head: str) -> bool:
    """Whether the word is that head of a group, in the singular or the plural."""
    word, head = word.casefold(), head.casefold()
    return word in (head, f"{head}s", f"{head}es", f"{head[:-1]}ies")


def _chinese(run: str, vocabulary: Vocabulary, known: _Words) -> Iterator[Concept]:
    """The concepts of a run of Chinese characters; what is neither a term nor framing stays as it
    is."""
    unknown = ""
    words = _words(run, vocabulary, known)
    strange = [len(word) == 1 and not _is_known(word, vocabulary, known) for word in words]
    for number, word in enumerate(words):
        # A single one between unknown ones is as a rule part of a foreign name.
        around = strange[max(0, number - 1) : number + 2]
        in_a_name = len(word) == 1 and word not in vocabulary.framing and around == _AMID
        if strange[number] or in_a_name:
            unknown += word
            continue
        yield from _rest(unknown)
        unknown = ""
        english = (*known.get(word, ()), *vocabulary.terms.get(word, ()))
        if english:
            yield _translated(word, english, vocabulary)
    yield from _rest(unknown)


def _words(run: str, vocabulary: Vocabulary, known: _Words) -> list[str]:
    """The run cut so that the fewest characters stay unknown, and then into the fewest words.

    Of two ways as good, the one with fewer words of one character, and then the one whose earlier
    words are longer.
    """
    length = len(run)
    # From the end: what the rest from there costs, and where its first word ends.
    costs = [0] * (length + 1)
    ends = [length] * (length + 1)
    for at in range(length - 1, -1, -1):
        costs[at], ends[at] = costs[at + 1] + _UNKNOWN, at + 1
        for end in range(at + 1, min(at + _LONGEST, length) + 1):
            if not _is_known(run[at:end], vocabulary, known):
                continue
            cost = _SINGLE if end == at + 1 else _WORD
            if costs[end] + cost <= costs[at]:
                costs[at], ends[at] = costs[end] + cost, end
    words, at = [], 0
    while at < length:
        words.append(run[at : ends[at]])
        at = ends[at]
    return words


def _is_known(word: str, vocabulary: Vocabulary, known: _Words) -> bool:
    return word in known or word in vocabulary.terms or word in vocabulary.framing


def _rest(unknown: str) -> Iterator[Concept]:
    # A single character left over is as a rule a particle; two are a word.
    if len(unknown) > 1:
        yield Concept(unknown, (unknown,), foreign=True)
