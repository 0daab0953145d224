"""The sentences of a paper that can be quoted alone, by what their section is for. Pure.

Every one is a piece of the abstract or the document, with only its white space collapsed.
"""

# Tested in tests/core/reading/test_extractive.py.

# Chinese is read here: what a sentence leans on.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.document import Document
from core.models import Paper
from core.reading.condense import Kind, kinds
from core.reading.wording import any_of, anycase
from core.sentences import sentences
from core.tex import readable

# How many characters a sentence may have to be quoted from a full text.
READABLE = range(30, 480)
# "Figure 1 shows …" is a sentence of the text.
_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Table|TABLE|Listing|Algorithm)(?!\s\w{1,4}(?:\.\d{1,3})? [a-z])\b"
)
# What lists what a paper is about.
_KEYWORDS = anycase(r"(?:key ?words(?: and phrases)?|index terms|关键词|关键字)\s?[:：—–-]")
_BRACKETS = ("()", "[]")
# What stands before an item of a list.
_MARKER = re.compile(r"^(?:[-–•*]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)])\s+(?:[-–•]\s+)?")
_ENDS = ".!?。！？"
_THANKS = any_of(
    r"thank(?:s|ful|ed)?|acknowledg\w*|grateful\w*|gratitude|funded|funding|financ(?:ed|ing)|"
    r"sponsor\w*|supported (?:in part )?by|grants?|fellowship|scholarship",
    "感谢|致谢|资助",
)
# A formula whose TeX no plain text can stand for, and what is left where one was lost.
_RESIDUE = re.compile(r"[\\{}]|\^\w|\$|\(\s*\)|\[\s*\]|\s[,;]\s|�|\?\?")
_SIGNS = re.compile(r"[=<>≤≥∑∏∫√∂∇∈∀∃αβγδελμσθωφψπ^_|∥]")
# Signs of a formula that a sentence may hold.
_FEW_SIGNS, _MANY_SIGNS = 2, 16
_POINTING = anycase(
    r"§|\b(?:(?:figs?|figures?|tables?|tabs?|eqs?|equations?|algorithms?|alg)\b\.?\s*\(?(?-i:\d|"
    r"[A-Z](?![a-z]))|(?:sections?|secs?|appendix|appendices|chapters?|§|theorems?|lemmas?|"
    r"propositions?|corollar(?:y|ies)|definitions?)\.?\s*(?-i:\d|[A-Z](?![a-z]))|"
    r"(?:shown|illustrated|depicted|described|discussed|mentioned|listed) (?:in|above|below|"
    r"earlier)|as follows|following|below(?! (?:chance|average|zero|random|baselines?|\d|that |"
    r"those ))|the rest of (?:this|the) paper|is organi[sz]ed)"
)
# What points elsewhere beside the sentence.
_POINTER = anycase(
    r"\s?\((?:see |cf\.? |also |(?:listed|shown|given) in )?(?:Figs?|Figures?|Tables?|Tabs?|"
    r"Sections?|Secs?|Sects?|Appendix|Appendices|§|Algorithms?|Alg)\b[^()]{0,60}\)"
)
# What leans on the sentence before it.
_LEANING = anycase(
    r"^(?:it|its|this(?! (?:paper|work|study|research|thesis|article|report|survey|review)\b)|"
    r"these|those|they|their|that|such|here|both|he|she|one|another|"
    r"the (?:second|third|fourth|fifth|former|latter|same|other)|"
    r"however|but|yet|and|or|so|thus|hence|therefore|then|also|moreover|"
    r"furthermore|besides|in addition|additionally|similarly|likewise|instead|conversely|"
    r"by contrast|in contrast|to \w{2,20} (?:this|these|those|that|such|both)|in this (?:way|case|"
    r"section|setting)|for (?:example|instance)|e\.g|"
    r"as (?:a result|such)|to (?:this|that) end|in other words|indeed|otherwise|nevertheless|"
    r"nonetheless|still|meanwhile|on the other hand|as (?:before|above)|at the same time|note|"
    r"after (?:that|this)|among (?:them|these)|of (?:them|these))\b|"
    r"^(?:但是|然而|因此|此外|它|这|其)"
)
# A beginning that leans on the sentence before and can be left out: a motive, and a mere turn.
_MOTIVE = re.compile(
    r"(?:To \w{2,20} (?:this|these|those|such|the above)\b[^,;:.]{0,60}|To (?:this|that) end|"
    r"(?:Motivated|Inspired|Based|Building|Guided) (?:by|on) (?:this|these|the above)\b"
    r"[^,;:.]{0,60}|In response(?: to (?:this|these)[^,;:.]{0,40})?|In this way|For this purpose|"
    r"Towards? (?:this|that) (?:end|goal)|Thus|Hence|Therefore|Accordingly|Consequently),\s"
    r"(?=[a-zA-Z])|"
    r"(?:为此|为了?(?:解决|应对|克服|缓解)(?:这|该|上述|此)[^，。]{0,12}|针对(?:这|该|上述|"
    r"此)[^，。]{0,12})，"
)
_TURN = re.compile(
    r"(?:Here|Moreover|Furthermore|In addition|Additionally|Besides|Similarly|Likewise|Also|"
    r"Finally|Lastly|(?:First|Second|Third|Fourth|Fifth|Sixth)(?:ly)?),\s(?=[a-zA-Z])",
)
# What speaks of something told before, further on in a sentence; "this paper" is the paper itself.
_BACK = anycase(
    r"\b(?:these|those) (?!of\b|that\b|who\b|which\b|with\b|in\b)\w|\bsuch (?!as\b|that\b|an?\b)\w|"
    r"\bthis (?!(?:[a-z]{1,20} )?(?:paper|work|study|research|thesis|article|report|survey|review|"
    r"project|model|method|benchmark|data ?set|framework|system|approach|code|library|"
    r"task|problem)\b)\w|"
    r"\b(?:is|are|was|were|we) then\b|\bthe (?:former|latter)\b|"
    r"\bthe (?:first|second|third) (?:(?:and|or)(?! (?:second|third|fourth|last)\b)|but|"
    r"being|is|are|was|has|while)\b|"
    r"\b(?:before|after|beyond|until|from|at) that (?:point|time|step|stage|moment)\b|"
    r"^(?:All|The|Any) others?\b|^[A-Z][^,.;:]{2,60}, (?:it|they)\b|"
    r"\binstead (?!of\b)|^(?:What (?:it|they)|Everywhere else)\b|"
    r"\b(?:that|whether) (?:it|they) (?:does|do)(?: not)?\b|"
    r"\b(?:beats?|match(?:es)?|outperforms?|exceeds?|surpass(?:es)?) (?:it|them)\b|"
    r"\bthe same (?:limit\w*|problem|reason|issue|weakness|trend|pattern)\b"
)
# How abstracts of some journals call their parts.
_PART = anycase(
    r"^(?:backgrounds?|objectives?|aims?|purpose|motivation|introduction|"
    r"(?:materials and )?methods?|approach|(?:main )?results?|findings|conclusions?|significance|"
    r"interpretation|abstract|摘要|目的|方法|结果|结论)\s*[:：]\s*(?=[A-Z\u4e00-\u9fff])"
)
# What was left in an unfinished one.
_DRAFT = anycase(r"(?:draft|tl;?dr)\s?[:：]\s+(?=\w)")
_TODO = anycase(r"(?:todo|fixme|tbd|xxx)\b\s?[:：]?")
_ASKS = re.compile(r"[?？][\s\])）”’\"']*$")
_SUMMARY = anycase(r"(?:executive )?summary$|abstract$|摘要$")
# What it is that others take: for a comparison, they are run as well.
OF_OTHERS = anycase(
    r"\b(?:ablat\w+|variants?|baselines?(?! (?:training|steps|schedule))|competitors?|competing|"
    r"(?:compared|other|prior) methods?|"
    r"prior work|their (?:own|original|authors)|suffers?|et al|we compared?|in contrast|by "
    r"comparison|respective)\b|(?-i:^For [A-Z])|^According to (?!our\b)"
)
_CASE = re.compile(r"(?:If|When|Unless|Whenever|Once)\b")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z\d]{3,}|[\u4e00-\u9fff]")
_ALIKE = 0.7  # of the shorter's words


class Part(NamedTuple):
    """A section: its title, level and kind, its paragraphs, its sentences that can be quoted, all
    of them, and the numbers of those that begin a paragraph."""

    title: str
    level: int
    kind: Kind
    blocks: tuple[str, ...]
    sentences: list[str]
    whole: list[str]
    begins: frozenset[int]


class Text:
    """What there is to read: the abstract as sentences, and those of the document by the kind of
    their section.

    `opening` is the abstract, or what stands for it; `parts` are the sections.
    """

    def __init__(self, paper: Paper, document: Document | None) -> None:
        abstract = paper.abstract
        self.blocks: dict[Kind, list[str]] = {kind: [] for kind in Kind}
        self.by_kind: dict[Kind, list[str]] = {kind: [] for kind in Kind}
        self.parts: list[Part] = []
        if document:
            abstract = document.abstract or abstract
            for section, kind in zip(document.sections, kinds(document), strict=True):
                if not abstract and _SUMMARY.match(section.title):
                    abstract = section.text
                blocks = tuple(section.text.split("\n\n"))
                whole: list[str] = []
                begins: set[int] = set()
                for block in blocks:
                    begins.add(len(whole))
                    whole += _whole(block)
                read = [sentence for sentence in whole if reads_well(sentence)]
                self.parts.append(
                    Part(section.title, section.level, kind, blocks, read, whole, frozenset(begins))
                )
                self.blocks[kind] += blocks
                self.by_kind[kind] += read
        self.abstract = of_abstract(abstract) or of_abstract(paper.ai_summary or "")
        self.opening = self.abstract or self.of(Kind.INTRODUCTION)[:8]

    def of(self, *wanted: Kind) -> list[str]:
        """The sentences of those kinds of sections, in that order."""
        found: list[str] = []
        for kind in wanted:
            found += self.by_kind[kind]
        return found


class Said:
    """What a report has quoted: nothing that says the same is quoted again."""

    def __init__(self) -> None:
        self._words: list[frozenset[str]] = []

    def is_new(self, sentence: str) -> bool:
        """Whether nothing quoted shares most of its words with the sentence."""
        words = _words(sentence)
        return not any(_alike(words, known) for known in self._words)

    def tells_all(self, sentence: str) -> bool:
        """Whether something quoted says the same and hardly more."""
        words = _words(sentence)
        alike = (known for known in self._words if _alike(words, known))
        return any(len(words & known) >= _ALIKE * len(known) for known in alike)

    def add(self, sentence: str) -> None:
        """Takes note of a sentence that is quoted."""
        self._words.append(_words(sentence))

    def take(self, pool: Iterable[str], count: int) -> list[str]:
        """The first `count` sentences of the pool that are new, taken note of."""
        taken: list[str] = []
        for sentence in pool:
            if len(taken) >= count:
                break
            if self.is_new(sentence):
                self.add(sentence)
                taken.append(sentence)
        return taken


def quotable(block: str, signs: int = _FEW_SIGNS) -> Iterator[str]:
    """The sentences of a paragraph that read well alone: not of tables, captions or formulas,
    brackets closed; nothing that thanks."""
    yield from (each for each in _whole(block) if reads_well(each, signs))


def _whole(block: str) -> Iterator[str]:
    """The sentences of a paragraph of text that end as one."""
    if " | " in block or "$$" in block or _CAPTION.match(block) or _KEYWORDS.match(block):
        return
    for sentence in sentences(without_marker(block)):
        if sentence[-1] in _ENDS:
            yield sentence


def reads_well(sentence: str, signs: int = _FEW_SIGNS) -> bool:
    """Whether the text can stand alone in a chat: of a fit length, from a word's beginning, closed
    brackets, no TeX that plain text cannot show nor more than `signs` of its signs, nobody's
    thanks, and nothing that only asks."""
    length = len(sentence)
    if length < READABLE.start:
        length += len(_HAN.findall(sentence))  # which say more than a letter
    if length not in READABLE or sentence[0].islower() or _THANKS.search(sentence):
        return False
    if _ASKS.search(sentence):
        return False
    if _MARKER.match(sentence):
        return False
    if any(sentence.count(pair[0]) != sentence.count(pair[1]) for pair in _BRACKETS):
        return False
    if sentence.count("“") > sentence.count("”"):
        return False
    return has_plain_signs(sentence, signs)


def has_plain_signs(text: str, signs: int = _FEW_SIGNS) -> bool:
    """Whether plain text can show its formulas, which have no more than `signs` of TeX's signs."""
    shown = readable(text)
    return not _RESIDUE.search(shown) and len(_SIGNS.findall(shown)) <= signs


def leans(sentence: str) -> bool:
    """Whether it leans on what is said before."""
    return _LEANING.match(sentence) is not None


def without_turn(sentence: str) -> str:
    """The sentence without a beginning that leans on the one before: "Moreover, we …"."""
    return _without(_TURN, _without(_MOTIVE, sentence))


def _without(beginning: re.Pattern[str], sentence: str) -> str:
    left_out = beginning.match(sentence)
    if not left_out:
        return sentence
    return sentence[left_out.end()].upper() + sentence[left_out.end() + 1 :]


def refers_back(sentence: str) -> bool:
    """Whether it speaks of something told before: "these lakes", "is then folded"."""
    return _BACK.search(sentence) is not None


def stands_alone(sentence: str) -> bool:
    """Whether it neither leans on what is said before nor points to another place."""
    return not leans(sentence) and not _POINTING.search(sentence)


def is_alone(sentence: str) -> bool:
    """Whether it stands alone and speaks of nothing that was told before."""
    return stands_alone(sentence) and not refers_back(sentence)


def is_plain(sentence: str) -> bool:
    """Whether it can be told alone, and speaks neither of others nor of a case apart."""
    if not is_alone(sentence) or _CASE.match(sentence):
        return False
    return not OF_OTHERS.search(sentence) and reads_well(sentence, _MANY_SIGNS)


def points_elsewhere(sentence: str) -> bool:
    """Whether it points to another place, but for what stands in brackets: "(see Table 3)"."""
    return _POINTING.search(_POINTER.sub("", sentence)) is not None


def of_abstract(abstract: str) -> list[str]:
    """The sentences of an abstract, each once, without what it calls its parts ("Methods: …")."""
    told = (_PART.sub("", sentence) for sentence in sentences(abstract))
    told = (each for each in told if not (_TODO.match(each) or _KEYWORDS.match(each)))
    return distinct(_without(_DRAFT, sentence) for sentence in told)


def without_marker(block: str) -> str:
    """The paragraph without the sign or number of a list's item."""
    return _MARKER.sub("", block)


def is_item(block: str) -> bool:
    """Whether the paragraph is an item of a list."""
    return _MARKER.match(block) is not None


def distinct(pool: Iterable[str]) -> list[str]:
    """The pool with each text once."""
    return list(dict.fromkeys(pool))


def _words(sentence: str) -> frozenset[str]:
    return frozenset(_WORD.findall(sentence.lower()))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return one == other
    return len(one & other) >= _ALIKE * min(len(one), len(other))
