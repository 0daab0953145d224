"""What the parts of a paper's work do, one after the other: the titles of its method's sections,
each with the sentence that tells most of it. Pure."""

# Chinese is read here: what titles of sections say.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.models import Labelled
from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import (
    Part,
    Said,
    Text,
    has_plain_signs,
    leans,
    points_elsewhere,
    reads_well,
    refers_back,
    without_turn,
)
from core.reading.recipes import OF_OTHERS, follows
from core.reading.setups import settings_in
from core.reading.subject import is_survey
from core.reading.wording import any_of, anycase, beginnings

_MOST, _MANY, _ENOUGH = 6, 4, 3  # parts
# Where parts are looked for, down to which level, where fewer than so many are found.
_LOOKED_AT = (
    (Kind.METHOD, 2, _ENOUGH),
    (Kind.METHOD, 3, _MANY),
    (Kind.RESULTS, 2, _MANY),
)
_FIRST = 8  # sentences of a part, among which one is chosen
_BELOW = 3  # times as many, where a part has parts of its own
_LONG, _SHORT, _TITLE = 480, 80, 70  # characters
_HEADING, _WORDY = 64, 250  # characters of what may be no more than one, and of a long sentence
_SIGNS = 6  # of formulas
_MORE = 3  # sentences behind one
# What sentences that are told are worth, what the first of them is, and what each later one less.
_TELLING, _ALONE, _LATER = 2.8, 1.2, 0.4
_ABOUT, _WORDS = 2.0, 12  # what words are worth that the abstract has, too, of so many at least
_NUMBER = re.compile(r"^(?:[\dIVXA-H]{1,4}(?:[.-][\dA-Z]{1,2}){0,3}\.?|[a-z]\))\s+")
# Sections of which nothing is done, that show something, or of which other points tell.
_ASIDE = any_of(
    r"preliminar\w+|backgrounds?|notations?|related|motivat\w+|introduction|overview|outlook|"
    r"theorems?|lemmas?|proofs?|corollar\w+|propositions?|properties|complexity|discussion|"
    r"conclusions?|limitations?|scope|contributions?|implications?|ethic\w*|remarks?|examples?|"
    r"analys[ie]s|ablations?|results?|findings?|comparisons?|statistics|baselines?|theor\w+|"
    r"convergence|guarantees?|insights?|intuitions?|advantages?|validity|threats?|"
    r"implementation details?|hyper-?parameters?|availability|acknowledg\w+|hypothes\w+|"
    r"case stud\w+|worked|why|how|where|what|when|does|is|are|relation to|benefits?|"
    r"gains?|var(?:y|ies)|improv\w+|outperform\w*|"
    r"helps?|matters?|task definition|declarations?|authors?|credits?|"
    r"quality|observations?|history|interpretation|summary|questions|"
    r"observed|use of (?:\w+ )?AI(?:-\w+)?|AI (?:tools?|usage|disclosure|statement)",
    "[?？%]|背景|相关|符号|动机|讨论|分析|结论",
)
# In sections on trials, what was set up for them.
_SET_UP = any_of(
    "design|participants|tasks?|procedures?|apparatus|materials|protocols?|data ?sets?|data|"
    "collections?|corpus|metrics|measures|systems|models|set-?up|settings?|outcomes",
    "数据|设置",
)
# Sections all of whose parts are none of the work's.
_ASIDE_WHOLE = any_of(
    r"preliminar\w+|backgrounds?|notations?|related|theory|theoretical|discussion|motivation|"
    r"interpretations?|implications?",
)
_FIRST_TITLE = re.compile(r"(?:1|I)\.?\s")
_TRIALS = any_of("set-?ups?|design|protocol|settings?", "设置")
_OURS = re.compile(
    r"(?:We|Our|The|An?|Each|Every|All|Given|First|At|For each|During|In our|Users?|Participants)\b"
)
_TOKEN = re.compile(r"[a-zï]+")
# What there is to overcome, what is argued, defined, or came of it: how such a sentence begins, the
# words of it, and the turns.
_BEGINS = re.compile(
    r"(?:Crucially|Importantly|Notably|Intuitively|Ideally|Unlike|Although|While|Despite|Because|"
    r"Formally|Recent|In recent|An? (?:good|ideal|desirable)|Manual|"
    r"Na[iï]ve|Whether|Let|Note|Recall|Suppose|Definition|If|When|"
    r"Unless|Of the|Whatever|No|Identical|(?:A|The) (?:second|third|fourth|fifth)|"
    r"LABEL|(?:The )?(?:Standard|Vanilla|Traditional|Conventional))\b|\$|"
    r"We (?:evaluate|compare|test) [^,.;:]{3,60}\.$"
)
# Another's work, of which such a sentence tells: "FoldNet (smith2020fold) folds …".
_CITED = re.compile(
    r"(?:The )?(?P<name>[A-Z][\w+-]{1,30})(?: [a-z]{3,12})?\s?(?:\[[\w\d,;\s–-]{1,60}\]|"
    r"\([^()]{0,60}\d{4}[^()]{0,40}\)|[a-z]{2,30}\d{4}[a-z])"
)
_HOLDS = re.compile(r"\b(?:comprises?|contains?|consists? of|includes?|provides?)\b")  # of data
_ARGUED = frozenset(
    _TOKEN.findall("""
    naive naïve naively intensive expensive costly challenge challenges challenging difficult
    difficulty difficulties unfortunately infeasible insufficient insufficiently complication
    bottleneck slow because cannot neither nor never fail fails lack lacks but however would
    could should might will denote denotes denoted denoting corresponding need needs needed must
    motivated motivates motivation want wanted benefits
    believe argue hypothesise hypothesize suggest suggests
    theorem lemma proof often typically usually prior previous existing widely popular future
    therefore thus hence straightforward
    artifact artifacts artefact artefacts reveal reveals surprisingly
    dropped ensure ensures ensuring outperform outperforms outperformed outperforming improves
    improved achieve achieves achieved achieving recently growing significant significantly
    better worse superior reduces reaches falls rises drops exceeds increases decreases
    """)
)
# Of these words what may stand in a sentence that goes on telling what is done.
_SOFT = frozenset(
    _TOKEN.findall("""
    therefore thus hence but would could should might need needs must often typically usually
    because cannot neither nor never ensure ensures ensuring reaches corresponding denote denotes
    denoted denoting prior previous existing remaining
    """)
)
_TURNS = any_of(
    r"is (?:not|essential|important|crucial|critical|necessary|that|(?:the|an?) (?:key|well))|"
    r"(?:is|are) (?:called|said|known|defined|given by)|to our knowledge|requires|"
    r"can be (?:described|viewed|seen|thought)|plays? the role|in Experiment \d|"
    r"(?:than|in|by|from|of|using|model|problem) \(\d{1,2}(?=\))|represents? the|in practice|"
    r"this paper|same way|remaining piece|additionally report|on purpose|as before|"
    r"we (?:now|next)|(?:has|have) seen|only as|measured \d|makes? it|"
    r"we (?:have )?(?:find|found|observe|show|note|study|studied|discuss)"
)
# What is done, or what a thing is made of.
_VERBS = _TOKEN.findall("""
    compute extract encode decode embed feed pass project select generate retrieve pack store
    predict concatenate aggregate process convert filter rank score update load send receive
    reconstruct append build construct produce output emit return normalize normalise pool merge
    combine fuse initialize initialise optimize optimise minimize minimise maximize maximise
    train finetune tune freeze insert remove replace add transform render estimate detect
    segment match assign group cluster annotate collect ask search measure choose decide solve
    execute call check write read keep discard refine tokenize tokenise mask iterate repeat
    simulate translate rewrite perturb adapt follow mix use adopt employ take consist comprise
    contain include record judge cover recruit participate implement run derive sample partition
    review label evaluate test compare report align map draw flood incorporate introduce design
    maintain learn model operate serve provide reject quantize quantise compress schedule
    dispatch place ship start stack link attach expose present fit set pair hold propose
    preprocess resample crop resize augment download obtain define rate split apply classify
    identify verify
    collapse exclude smooth interpolate regress refit tile impute calibrate propagate
    discretize discretise
    reorder permute shuffle sort subtract loop invoke skip cache flag traverse
    """)
_IRREGULAR = _TOKEN.findall("""
    built drawn taken chosen fed sent kept held drew took chose ran written mapped fitted
    stopped made applies applied classifies classified identifies identified verifies verified
    embedded passes processes searches matches
    """)
_DOINGS = frozenset(
    (*_VERBS, *(f"{v}{end}" for v in _VERBS for end in ("s", "d", "ed")), *_IRREGULAR)
)
_ZH_DOES = re.compile("采用|使用|计算|提取|生成|训练|构建|收集|输入|输出")
# What a tool of others has to offer; and what the work does that the sentence begins with.
_OFFERS = re.compile(r"(?P<name>[A-Z][\w.+-]{1,30}) (?:supports|offers)\b")
_DOES = re.compile(r"(?P<name>[A-Z][\w+-]{1,30})(?: \([^()]{1,40}\))? (?P<does>[a-z]+)\b")
# A thing that comes in with it, so that "then" is no more than a turn.
_THEN = re.compile(r"An? [^.;,]{3,60} (?:is|are) then\b")
# What is done stands before what it is for, and may follow from what was argued.
_AIM = re.compile(r", so (?:that )?|\bso that ")
_FOLLOWS = re.compile(r"\b(We|is|are|was|were) therefore\b")
_BY = re.compile(r"\bby (\w{2,12}?)ing\b")  # of what is done
_FIGURE = re.compile(r"\d\s?\\?%|\d\.\d")
_ASIDES = re.compile(r"\([^()]{1,60}\)")
# What a thing is: "The score is the share of …".
_IS = re.compile(r"(?:The|An?|Our|Each|Every) [^.;:,]{2,60}? (?:is|are) (?:the|\w+ed)\b")
_WE = re.compile(r"\bwe (?:\w{2,15}ly |then |also |first )?(?P<does>[a-z]+)")
# A title that says nothing of what the part is.
_GENERIC = anycase(
    r"(?:(?:our|the|proposed|materials and) )*(?:methods?|methodology|approach|models?|framework|"
    r"system|algorithm|方法)$"
)
_WORD = re.compile(r"[A-Za-z][a-z]{3,}|[A-Z]{2,}|[\u4e00-\u9fff]{2}")
_NAMES = re.compile(r"[^\W\d_]{2}")
_STEM = 5  # letters, by which one doing is told from another
_COVERED, _LEAST_COVERED = 8, 4  # titles of sections


class _Told(NamedTuple):
    """A part, what tells it, and how well."""

    title: str
    sentence: str
    worth: float


class _Subject(NamedTuple):
    """What the work is called, and the stems of the words that its abstract tells of it."""

    names: Names
    stems: frozenset[str]


def parts(title: str, text: Text, said: Said, names: Names) -> list[Labelled]:
    """Each part's title with what it does, in the paper's order; none of a survey, whose parts are
    others' work."""
    if is_survey(title):
        return []
    work = _Subject(names, beginnings(" ".join(text.opening), _WORD))
    found: dict[str, _Told] = {}
    for kind, deepest, enough in _LOOKED_AT:
        if sum(each.worth >= _TELLING for each in found.values()) >= enough:
            break
        for name, sentences in _candidates(text.parts, kind, deepest):
            told = _best(name, sentences, said, work)
            if told is not None:
                _keep(found, told)
    kept: list[_Told] = []
    for told in sorted(found.values(), key=lambda each: -each.worth):
        most = _MOST if told.worth >= _TELLING else _MANY
        if len(kept) < most and not any(_is_told(told, each) for each in kept):
            kept.append(told)
    shown = {each.title: each.sentence for each in kept}
    for sentence in shown.values():
        said.add(sentence)
    return [Labelled(name, shown[name]) for name in found if name in shown]


def _keep(found: dict[str, _Told], told: _Told) -> None:
    """Takes what tells a part to the others, but where the same sentence tells one as well."""
    same = next((each for each in found.values() if each.sentence == told.sentence), None)
    if same is not None and same.worth < _TELLING:
        del found[same.title]
    if same is None or same.title not in found:
        found.setdefault(told.title, told)


def _is_told(one: _Told, other: _Told) -> bool:
    """Whether one tells what the other does."""
    return one.sentence in other.sentence or other.sentence in one.sentence


def covered(title: str, text: Text) -> str:
    """The titles of a survey's sections, between semicolons; "" for other papers."""
    if not is_survey(title):
        return ""
    titles: dict[int, list[str]] = {1: [], 2: []}
    for part in text.parts:
        if part.kind is Kind.METHOD and part.level in titles and _is_part(part.title):
            titles[part.level].append(_NUMBER.sub("", part.title).rstrip(" .:"))
    told = titles[2] if len(titles[1]) < _LEAST_COVERED else titles[1]
    return "; ".join(told[:_COVERED]) if len(told) >= _LEAST_COVERED else ""


def _candidates(
    sections: Sequence[Part], kind: Kind, deepest: int
) -> Iterator[tuple[str, list[str]]]:
    """The parts of the method, or what is set up for trials, with the sentences of what stands
    below them; the `deepest` level where a section has sections of its own."""
    of_trials = aside = False
    for index, part in enumerate(sections):
        if index == 0 and _FIRST_TITLE.match(part.title):
            continue  # It introduces, whatever it is called.
        if part.level == 1:
            of_trials = _TRIALS.search(part.title) is not None
            aside = _ASIDE_WHOLE.search(part.title) is not None
        if aside or part.kind is not kind or part.level > deepest or not _is_part(part.title):
            continue
        if kind is Kind.RESULTS and not of_trials and not _SET_UP.search(part.title):
            continue
        below = list(_below(sections, index))
        if any(part.level < each.level <= deepest for each in below):
            continue  # They are parts themselves.
        # A blank parts what stands in one section from what stands in the next.
        whole = [sentence for one in (part, *below) for sentence in (*one.whole, "")]
        yield _NUMBER.sub("", part.title).rstrip(" .:"), whole


def _below(sections: Sequence[Part], index: int) -> Iterator[Part]:
    for part in sections[index + 1 :]:
        if part.level <= sections[index].level:
            return
        yield part


def _is_part(title: str) -> bool:
    bare = _NUMBER.sub("", title)
    plain = len(bare) <= _TITLE and _NAMES.search(bare) and has_plain_signs(bare, 0)
    return bool(plain) and not _ASIDE.search(bare) and not _GENERIC.match(bare)


def _best(title: str, whole: Sequence[str], said: Said, work: _Subject) -> _Told | None:
    """The sentences in a row that tell most of what is done there; None where none do."""
    names, about = work.names, beginnings(title, _WORD)
    first = [without_turn(sentence) for sentence in whole[: _FIRST * _BELOW]]
    late = _places(first)
    told = [
        place < _FIRST and (_tells(each, names) or _defines(each, about | work.stems))
        for each, place in zip(first, late, strict=True)
    ]
    worths: list[float] = []
    for sentence, tells in zip(first, told, strict=True):
        cited = None if _HOLDS.search(sentence) else _CITED.match(sentence)
        cited = cited or _OFFERS.match(sentence)
        others = cited and not names.are_in(cited["name"])
        back = refers_back(_THEN.sub("It is", sentence))
        alone = tells and not (others or leans(sentence) or back)
        worths.append(_worth(sentence, about, work) if alone else 0)
    best: _Told | None = None
    for number, sentence in enumerate(first):
        if worths[number] < _ALONE or not said.is_new(sentence):
            continue
        row = [sentence]
        for behind in range(number + 1, min(number + 1 + _MORE, len(first))):
            goes_on = told[behind] or _goes_on(whole[behind]) or _is_headed(row, whole[behind])
            fits = len(" ".join((*row, whole[behind]))) <= _LONG
            if not fits or not goes_on or not said.is_new(whole[behind]):
                break
            row.append(whole[behind])
        more = sum(told[number + 1 : number + len(row)])
        worth = max(worths[number : number + len(row)]) + more / 2 - late[number] * _LATER
        least = _TELLING if _FIGURE.search(sentence) else _ALONE
        if worth >= least and (best is None or worth > best.worth):
            best = _Told(title, " ".join(row), worth)
    return best


def _places(sentences: Sequence[str]) -> list[int]:
    """How far each stands from the beginning of its section; what stands below one counts those
    sections before it, as sentences."""
    places: list[int] = []
    place = sections = 0
    for sentence in sentences:
        places.append(place)
        place += 1
        if not sentence:
            sections += 1
            place = sections
    return places


def _worth(sentence: str, about: frozenset[str], work: _Subject) -> float:
    """How well a sentence tells what a part does."""
    words = beginnings(sentence, _WORD)
    own = _is_own_doing(sentence, work.names)
    worth = min(len(_doings(sentence, own=own)), 3) + 1.5 * min(len(words & about), 2)
    worth += _ABOUT * len(words & work.stems) / max(len(words), _WORDS)
    worth += len(about & work.stems) / max(len(about), 1)
    worth += _OURS.match(sentence) is not None or work.names.are_in(sentence)
    acts = _WE.search(sentence.lower())
    worth += (acts is not None and acts["does"] in _DOINGS) / 2
    worth -= len(_FIGURE.findall(sentence)) / 2 + (len(sentence) < _SHORT) / 2
    return worth - (len(sentence) > _WORDY) - sentence.count("$") / 4


def _defines(sentence: str, about: frozenset[str]) -> bool:
    """Whether it tells what that is of which its title speaks."""
    found = _IS.match(sentence)
    if not found or not beginnings(found[0], _WORD) & about or _BEGINS.match(sentence):
        return False
    argues = not _ARGUED.isdisjoint(_TOKEN.findall(sentence.lower()))
    return not argues and not _TURNS.search(sentence) and follows(sentence)


def _is_headed(row: Sequence[str], sentence: str) -> bool:
    """Whether what was told is hardly more than the heading of the sentence behind it."""
    headed = len(row) == 1 and len(row[0]) <= _HEADING and reads_well(sentence, _SIGNS)
    return headed and not OF_OTHERS.search(sentence) and not points_elsewhere(sentence)


def _goes_on(sentence: str) -> bool:
    """Whether it can be told behind what is done, as more of it."""
    words = frozenset(_TOKEN.findall(sentence.lower()))
    if not words & _DOINGS or words & (_ARGUED - _SOFT) or _FIGURE.search(sentence):
        return False
    turned = _TURNS.search(sentence)
    return follows(sentence) and not _BEGINS.match(sentence) and (not turned or "(" in turned[0])


def _doings(sentence: str, *, own: bool = False) -> set[str]:
    """The stems of what a sentence tells that is done; none where it argues, but for what its `own`
    subject does."""
    words = frozenset(_TOKEN.findall(sentence.lower()))
    main = _AIM.split(_FOLLOWS.sub(r"\1", sentence), maxsplit=1)[0].lower()
    if not own and not _ARGUED.isdisjoint(_TOKEN.findall(main)):
        return set()
    words |= {f"{each}ed" for each in _BY.findall(sentence)}
    return {each[:_STEM] for each in words & _DOINGS} or set(_ZH_DOES.findall(sentence))


def _is_own_doing(sentence: str, names: Names) -> bool:
    """Whether it begins with the work's name and what that does."""
    does = _DOES.match(sentence)
    return does is not None and does["name"] in names.names and does["does"] in _DOINGS


def _tells(sentence: str, names: Names) -> bool:
    """Whether it tells something that is done, for itself, and can be read."""
    own = _is_own_doing(sentence, names)
    if _BEGINS.match(sentence) or not _doings(sentence, own=own) or _TURNS.search(sentence):
        return False
    if not reads_well(sentence, _SIGNS) or OF_OTHERS.search(_ASIDES.sub("", sentence)):
        return False
    # What tells several settings stands under training.
    return not points_elsewhere(sentence) and settings_in(sentence) <= 1
