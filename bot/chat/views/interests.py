"""What a chat is interested in, as messages: all of it, one of it, and what became of a line or a
file. Pure."""

# Tested in tests/bot/chat/test_steering.py.

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.chat.actions import Action, Verb
from bot.chat.recommended import run_button
from bot.chat.targets import Change, Field
from bot.chat.views.model import (
    Block,
    Button,
    Heading,
    Line,
    Paragraph,
    Section,
    Terms,
    View,
    bold,
    line,
    live,
    quiet,
    rows,
    sentences,
)
from bot.chat.views.prose import clip_words, tidy, title_of
from bot.chat.words.keywords import shown_keywords
from core.interests.interest import Interest, Kind, name_of
from locales import Translator

# The weights that buttons lead through, the least first, and what each is called in the catalog.
LEVELS: Final = {-1.0: "against", 0.5: "little", 1.0: "normal", 2.0: "more", 4.0: "most"}
MORE, LESS, REMOVE, MUTE, UNMUTE = "more", "less", "remove", "mute", "unmute"
# What a button calls the page of the muted words.
MUTED = "muted"
A_PAGE = 8
# Columns of an interest in a line and on a button, and of a title in an answer.
LINE, LABEL = 60, 22
# Columns of a list that stands alone.
A_TEXT = 1_000
# Papers that an answer names.
NAMED = 3
ALL = "all"
_PAGES = "page"
_ORDER = tuple(Kind)
_LETTERS = "abcdefghijklmnop"
_KEY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that counts in a chat: its interests in the order they are shown, how many votes were for
    and against a paper, the muted words, and the titles of papers by id."""

    interests: tuple[Interest, ...]
    liked: int = 0
    disliked: int = 0
    muted: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    reactions: bool = False

    @property
    def holds_anything(self) -> bool:
        """Whether there is anything that an export would bring back."""
        return bool(self.interests or self.muted or self.liked or self.disliked)

    def under(self, key: str) -> Interest | None:
        """The interest of that key; None where there is none any more."""
        for interest in self.interests:
            if key_of(interest) == key:
                return interest
        return None


def key_of(interest: Interest) -> str:
    """What a button calls the interest, whatever its weight: short, and of letters alone."""
    return _named(str(interest.kind), interest.value)


def muted_name(word: str) -> str:
    """What a button calls the muted word."""
    return _named(MUTED, word)


def _named(kind: str, value: str) -> str:
    named = f"{kind} {name_of(value)}"
    digest = hashlib.sha256(named.encode()).hexdigest()[:_KEY]
    return "".join(_LETTERS[int(digit, 16)] for digit in digest)


def page_name(number: int) -> str:
    """What a button calls that page of all interests."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return f"{_PAGES}{name}"


def page_number(name: str) -> int | None:
    """The page of that name; None where it is no page's."""
    letters = name.removeprefix(_PAGES)
    if name == ALL:
        return 1
    if letters == name or not 0 < len(letters) < 4 or not letters.islower():
        return None
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("a") + 1
    return number


def ordered(interests: Sequence[Interest]) -> tuple[Interest, ...]:
    """The interests by kind, those that count most first; of papers then the newest."""
    named = sorted(interests, key=lambda each: name_of(each.value))
    papers = [each for each in reversed(named) if each.kind is Kind.PAPER]
    others = [each for each in named if each.kind is not Kind.PAPER]
    return tuple(sorted((*others, *papers), key=_place))


def _place(interest: Interest) -> tuple[int, float]:
    return _ORDER.index(interest.kind), -interest.weight


def board_view(t: Translator, board: Board, page: int) -> View:
    """All that counts, a page of it at a time, with a button for each interest."""
    count = max(1, -(-len(board.interests) // A_PAGE))
    page = min(max(page, 1), count)
    shown = board.interests[(page - 1) * A_PAGE : page * A_PAGE]
    blocks: list[Block] = [Heading((line(bold(t.t("interests.title"))),))]
    if not board.interests:
        key = "interests.votes_alone" if board.liked or board.disliked else "interests.first"
        blocks.append(Paragraph((line(t.t(key)),)))
    for kind in _ORDER:
        of_kind = [each for each in shown if each.kind is kind]
        if of_kind:
            lines = tuple(_line(t, each, board.titles) for each in of_kind)
            title = t.t(f"interests.kind.{kind}")
            blocks.append(Section(line(bold(title)), (Paragraph(lines),)))
    blocks += _besides(t, board)
    example = t.about.examples.get("interests", "world model")
    how = [line(live(each)) for each in t.t("interests.how", example=example).splitlines()]
    blocks.append(Paragraph(tuple(how)))
    buttons = [_leading(t, each, board.titles) for each in shown]
    below = [*rows(buttons, 2), *_pager(page, count)]
    if board.muted:
        label = t.t("interests.to_unmute")
        below.append((Button(label, Action(Verb.INTERESTS, Field(MUTED))),))
    below += _ways(t, board, example)
    return View(tuple(blocks), tuple(below))


def _besides(t: Translator, board: Board) -> list[Block]:
    """What counts besides interests, a line each."""
    lines: list[Line] = []
    if board.liked or board.disliked:
        lines.append(line(t.t("interests.votes", up=board.liked, down=board.disliked)))
    if board.muted:
        muted = clip_words(_muted(t, board.muted), 3 * LINE)
        lines.append(line(t.t("interests.muted", words=muted)))
    if board.reactions:
        lines.append(line(quiet(t.t("interests.reactions"))))
    if not lines:
        return []
    return [Paragraph(tuple(lines))]


def interest_view(t: Translator, interest: Interest, titles: Mapping[str, str]) -> View:
    """One interest: how much it counts, in which English, and what can be done with it."""
    terms = [(line(t.t("interests.weight")), line(level(t, interest.weight)))]
    if interest.english:
        terms.append((line(t.t("interests.english")), line(english_of(t, interest))))
    blocks: list[Block] = [
        Heading((line(bold(clip_words(called(interest, titles), 3 * LINE))),)),
        Terms((_kind_row(t, interest), *terms)),
    ]
    if interest.english:
        first = interest.value.split("=")[0]
        line_to_type = f"/interests {first}={interest.english[0]}"
        blocks.append(Paragraph((line(quiet(t.t("interests.change_english", line=line_to_type))),)))
    key = key_of(interest)
    below: list[tuple[Button, ...]] = [(_change(t, key, MORE), _change(t, key, LESS))]
    last = [_change(t, key, REMOVE)]
    if interest.kind is Kind.WORDS:
        last.append(_change(t, key, MUTE))
    below.append(tuple(last))
    below.append((Button(f"‹ {t.t('interests.title')}", Action(Verb.INTERESTS, Field(ALL))),))
    return View(tuple(blocks), tuple(below))


def muted_view(t: Translator, words: Sequence[str]) -> View:
    """The words that are never listed, each with a button that lists it again."""
    if words:
        shown = t.t("interests.muted", words=clip_words(_muted(t, words), A_TEXT))
        said = [shown, t.t("interests.unmute.how")]
    else:
        said = [t.t("interests.muted.none")]
    buttons: list[Button] = []
    for word in words:
        change = Change(muted_name(word), UNMUTE)
        label = t.t("interests.unmute", word=clip_words(tidy(word), LABEL))
        buttons.append(Button(label, Action(Verb.INTEREST, change)))
    back = (Button(f"‹ {t.t('interests.title')}", Action(Verb.INTERESTS, Field(ALL))),)
    return View(sentences(said).blocks, (*rows(buttons, 2), back))


def _muted(t: Translator, words: Sequence[str]) -> str:
    return shown_keywords(words, t.t("text.between"))


def _kind_row(t: Translator, interest: Interest) -> tuple[Line, Line]:
    value = t.t(f"interests.kind.{interest.kind}")
    if interest.kind is Kind.PAPER:
        value = f"{value} · {interest.value}"
    return line(t.t("interests.what")), line(value)


def asked_view(t: Translator, whole: str, *, votes: int) -> View:
    """Whether all interests shall really go; with the votes, where these go too."""
    said = t.t(f"interests.{whole}.ask")
    if whole == "forget" and votes:
        said = t.plural("interests.forget.ask_votes", votes)
    yes = run_button(f"/interests {whole} yes", t.t(f"interests.{whole}.yes"))
    no = run_button(f"/interests {whole} no", t.t("interests.keep"))
    hint = t.t("forget.to_type", line=f"/interests {whole} yes")
    return View(sentences([said]).blocks, ((yes, no),), hints=(hint,))


def called(interest: Interest, titles: Mapping[str, str]) -> str:
    """What people call the interest: a paper by its title, where that is known."""
    if interest.kind is Kind.PAPER:
        return title_of(titles.get(interest.value, "")) or interest.value
    return tidy(interest.value)


def english_of(t: Translator, interest: Interest) -> str:
    """The English of Chinese words as one text."""
    return t.t("text.between").join(tidy(each) for each in interest.english)


def level(t: Translator, weight: float) -> str:
    """How much a weight counts, in words where it has any."""
    name = LEVELS.get(weight)
    if name is None:
        return f"×{weight:g}"
    return t.t(f"interests.level.{name}")


def _line(t: Translator, interest: Interest, titles: Mapping[str, str]) -> Line:
    said = ""
    if interest.english:
        said += t.t("interests.in_english", english=clip_words(english_of(t, interest), LINE))
    if interest.weight != 1:
        said += f" · {level(t, interest.weight)}"
    return line(clip_words(called(interest, titles), LINE), quiet(said), marker="•")


def _leading(t: Translator, interest: Interest, titles: Mapping[str, str]) -> Button:
    label = clip_words(called(interest, titles), LABEL)
    return Button(label, Action(Verb.INTERESTS, Field(key_of(interest))))


def _change(t: Translator, key: str, what: str) -> Button:
    return Button(t.t(f"interests.{what}"), Action(Verb.INTEREST, Change(key, what)))


def _pager(page: int, count: int) -> list[tuple[Button, ...]]:
    ways: list[Button] = []
    if page > 1:
        ways.append(_turn(f"‹ {page - 1}/{count}", page - 1))
    if page < count:
        ways.append(_turn(f"{page + 1}/{count} ›", page + 1))
    return [tuple(ways)] if ways else []


def _turn(label: str, page: int) -> Button:
    return Button(label, Action(Verb.INTERESTS, Field(page_name(page))))


def _ways(t: Translator, board: Board, example: str) -> list[tuple[Button, ...]]:
    """What can be done with all of them; where there are none, first to try what the text names."""
    ways = [run_button("/interests import", t.t("interests.import"))]
    if board.holds_anything:
        ways.insert(0, run_button("/interests export", t.t("interests.export")))
    if board.interests:
        return [(*ways, run_button("/interests reset", t.t("interests.reset")))]
    return [(run_button(f"/interests {example}", f"+ {example}"),), tuple(ways)]
