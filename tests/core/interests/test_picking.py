"""What of a day is chosen for a chat."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.editions.keys import DAILY
from core.interests.background import Background
from core.interests.glossary import load_glossary
from core.interests.interest import (
    Because,
    ChatInterests,
    Interest,
    Kind,
    Picks,
    PickSettings,
    Vote,
)
from core.interests.morning import Day, as_numbers, laid_out, learned
from core.interests.names import load_lab_names
from core.interests.picking import ChatDay, NamesOfAll, choose
from core.models import Counts, Edition, EditionState, Entry, Tier, Verdict
from tests.core.interests.shelves import FIELDS, paper, shelf

DATE = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
TURN = ChatDay("terminal/1", DATE)
KNOWN = NamesOfAll(load_lab_names(), load_glossary())
NAMES = tuple(FIELDS)
PAST = shelf(60)
# The first ones are selected, two of each field.
SELECTED = 8


@cache
def morning() -> Background:
    """What the past papers tell."""
    return learned(as_numbers(PAST))


def entry(rank: int, field: str, number: int) -> Entry:
    verdict = Verdict(score=100.0 - rank, tier=Tier.NONE, tags=(), golden=False, reasons=())
    return Entry(rank, paper(field, number), Counts(), verdict, selected=rank <= SELECTED)


@cache
def today() -> Day:
    rows = []
    for number in range(500, 510):
        rows += [entry(len(rows) + n + 1, field, number) for n, field in enumerate(NAMES)]
    edition = Edition(key=DAILY.on(DATE), state=EditionState.CLOSED, entries=tuple(rows))
    return laid_out(edition, morning())


def like(field: str, number: int, person: str = "", up: bool = True) -> Vote:
    return Vote(paper_id=f"{field}-{number}", person=person, up=up, at=NOON)


def chosen(
    asked: ChatInterests,
    choice: PickSettings = PickSettings(explores=False),  # noqa: B008 - frozen
    turn: ChatDay = TURN,
    entries: Sequence[Entry] | None = None,
) -> Picks:
    day = today()
    papers = {}
    for name in asked.papers:
        field, _, number = name.partition("-")
        if field in FIELDS:
            papers[name] = morning().place(paper(field, int(number)))
    return choose(day, entries or day.entries, asked, papers, choice, turn, KNOWN)


def fields(picks: Picks) -> list[str]:
    return [pick.paper_id.partition("-")[0] for pick in picks.picks]


LIKES = ChatInterests(votes=[like("speech", number) for number in (3, 7, 600)])


def test_unselected_entries_of_what_was_liked_are_picked_and_selected_ones_marked():
    picks = chosen(LIKES)
    unselected = {each.paper.id for each in today().entries if not each.selected}

    assert fields(picks) == ["speech"] * 5
    assert {pick.paper_id for pick in picks.picks} <= unselected
    assert set(picks.marked) == {"speech-500", "speech-501"}


def test_each_says_what_it_was_chosen_for():
    for pick in chosen(LIKES).picks:
        first = pick.shares[0]
        assert first.because in (Because.LIKE, Because.WORDS)
        assert first.share > 0
        assert first.named
        assert len(pick.shares) <= 8
        sizes = [abs(share.share) for share in pick.shares[1:]]
        assert sizes == sorted(sizes, reverse=True)


def test_a_seed_counts_like_a_like_and_is_named_as_asked_for():
    seed = Interest(kind=Kind.PAPER, value="proofs-3")
    picks = chosen(ChatInterests(interests=[seed]))

    assert fields(picks) == ["proofs"] * 5
    assert any(s.because is Because.ASKED for pick in picks.picks for s in pick.shares)
    assert not any(s.because is Because.LIKE for pick in picks.picks for s in pick.shares)


def test_words_alone_are_enough():
    picks = chosen(
        ChatInterests(interests=[Interest(kind=Kind.WORDS, value="protein folding enzyme")])
    )

    assert fields(picks) == ["proteins"] * 5
    assert all(pick.shares[0].because is Because.WORDS for pick in picks.picks)


def test_chinese_words_are_read_in_the_english_that_is_known_of_them():
    words = Interest(kind=Kind.WORDS, value="蛋白质", english=("protein folding enzyme",))

    assert fields(chosen(ChatInterests(interests=[words]))) == ["proteins"] * 5


@pytest.mark.parametrize(("kind", "value"), [(Kind.AUTHOR, "He, Kaiming"), (Kind.LAB, "谷歌")])
def test_a_name_that_was_asked_for_comes_first_and_is_the_reason(kind, value):
    rows = list(today().entries)
    theirs = replace(rows[30].paper, authors=("Ann Ode", "K. He"), organization="google")
    rows[30] = replace(rows[30], paper=theirs)
    edition = Edition(key=DAILY.on(DATE), state=EditionState.CLOSED, entries=tuple(rows))
    asked = ChatInterests(interests=[Interest(kind=kind, value=value)])
    picks = choose(laid_out(edition, morning()), rows, asked, {}, PickSettings(), TURN, KNOWN)

    assert picks.picks[0].paper_id == theirs.id
    assert picks.picks[0].shares[0].because.value == kind.value
    assert picks.picks[0].shares[0].named == (value,)


def test_an_author_who_is_not_wanted_goes_down():
    rows = list(today().entries)
    for place in (10, 14, 18):
        assert rows[place].paper.id.startswith("speech")
        theirs = replace(rows[place].paper, authors=("Ann Ode",))
        rows[place] = replace(rows[place], paper=theirs)
    edition = Edition(key=DAILY.on(DATE), state=EditionState.CLOSED, entries=tuple(rows))
    less = Interest(kind=Kind.AUTHOR, value="Ann Ode", weight=-2.0)
    asked = replace(LIKES, interests=[less])
    papers = {name: morning().place(paper("speech", int(name[7:]))) for name in LIKES.papers}
    day = laid_out(edition, morning())
    picks = choose(day, rows, asked, papers, PickSettings(explores=False), TURN, KNOWN)

    assert not {rows[place].paper.id for place in (10, 14, 18)} & {
        pick.paper_id for pick in picks.picks
    }


def test_an_interest_without_weight_changes_nothing():
    nothing = [
        Interest(kind=Kind.WORDS, value="driving lane", weight=0),
        Interest(kind=Kind.LAB, value="google", weight=0),
        Interest(kind=Kind.PAPER, value="driving-4", weight=0),
    ]

    assert chosen(replace(LIKES, interests=nothing)) == chosen(LIKES)


def test_what_is_muted_is_neither_picked_nor_marked():
    picks = chosen(LIKES, PickSettings(explores=False, mute=("Speech", "voice")))
    titles = {each.paper.id: each.paper.title for each in today().entries}

    for name in (*picks.marked, *(pick.paper_id for pick in picks.picks)):
        assert "speech" not in titles[name]
        assert "voice" not in titles[name]


def test_what_was_voted_on_is_no_news():
    voted = chosen(LIKES).picks[0].paper_id
    field, _, number = voted.partition("-")
    picks = chosen(ChatInterests(votes=[*LIKES.votes, like(field, int(number))]))

    assert voted not in {pick.paper_id for pick in picks.picks}


def test_dislikes_alone_pick_nothing_of_their_kind():
    assert not ChatInterests(votes=[like("speech", 3, up=False)]).wants


@pytest.mark.parametrize("letters", range(11))
def test_there_are_no_more_letters_than_were_asked_for(letters):
    picks = chosen(LIKES, PickSettings(letters=letters))

    assert len(picks.picks) <= letters
    if letters:
        assert picks.picks


@pytest.mark.parametrize("letters", [1, 2, 3, 4, 5, 7, 10])
def test_one_in_five_letters_explores_over_the_days(letters):
    days = [DATE + dt.timedelta(days=number) for number in range(50)]
    turns = [ChatDay("telegram/7", day).explorers(letters) for day in days]

    assert sum(turns) == 50 * letters // 5
    assert max(turns) - min(turns) <= 1


def test_an_explorer_says_so_and_comes_last():
    picks = chosen(LIKES, PickSettings())

    assert [pick.explores for pick in picks.picks] == [False] * 4 + [True]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_of_few_unselected_entries_each_is_picked_once(count):
    few = [each for each in today().entries if each.paper.id.startswith("speech")][-count:]
    picks = chosen(LIKES, PickSettings(), entries=few)
    ids = [pick.paper_id for pick in picks.picks]

    assert len(ids) == len(set(ids)) == count


def test_only_what_fits_leaves_the_others_out():
    few = ChatInterests(votes=[like("speech", 3)])
    picks = chosen(few, PickSettings(letters=10, explores=False, only_fitting=True))

    assert set(fields(picks)) <= {"speech"}


def test_a_list_of_no_entries_and_one_without_past_have_no_picks_to_give():
    empty = Edition(key=DAILY.on(DATE), state=EditionState.EMPTY)
    bare = learned([])
    for known in (morning(), bare):
        day = laid_out(empty, known)
        assert choose(day, (), LIKES, {}, PickSettings(), TURN, KNOWN) == Picks()


def test_without_a_past_likes_still_pick():
    bare = learned([])
    edition = Edition(key=DAILY.on(DATE), state=EditionState.CLOSED, entries=today().entries)
    papers = {name: bare.place(paper("speech", int(name[7:]))) for name in LIKES.papers}
    picks = choose(
        laid_out(edition, bare),
        edition.entries,
        LIKES,
        papers,
        PickSettings(explores=False),
        TURN,
        KNOWN,
    )

    assert fields(picks) == ["speech"] * 5


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.integers(500, 509), st.sampled_from("12345"),
                  st.booleans()),
        max_size=12,
    ),
    st.integers(0, 10),
    st.booleans(),
)  # fmt: skip
def test_the_same_is_always_picked_by_the_same(cast, letters, explores):
    asked = ChatInterests(votes=[like(*vote) for vote in cast])
    choice = PickSettings(letters=letters, explores=explores)
    picks = chosen(asked, choice)
    ids = [pick.paper_id for pick in picks.picks]

    assert chosen(asked, choice) == picks
    assert len(set(ids)) == len(ids) <= letters
    assert not set(ids) & set(picks.marked)
    assert not set(ids) & asked.papers


LOADED = """
import sys
from tests.core.interests.test_picking import ASKED, chosen

assert chosen(ASKED).picks
print(*sorted({"numpy.ma", "numpy.random"} & sys.modules.keys()))
"""
ASKED = ChatInterests(interests=[Interest(kind=Kind.WORDS, value="speaker")], votes=LIKES.votes)


def test_choosing_loads_nothing_of_numpy_that_it_can_do_without():
    root = Path(__file__).parents[3]

    loaded = subprocess.check_output([sys.executable, "-c", LOADED], cwd=root, text=True)

    assert loaded.split() == []
