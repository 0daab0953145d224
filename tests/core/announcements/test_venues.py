"""Venues: their names and years, what their words for decisions mean, and which papers are one."""

from __future__ import annotations

import datetime as dt

import pytest

from core.announcements import topics, venues
from core.announcements.submissions import Decided, decided, is_distinctive, is_same
from core.models import Paper

ICLR = "ICLR.cc/2026/Conference"
LONG = "Learning to fly kites from pixels in the wind"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_venue_is_named(language: str) -> None:
    for venue in venues.venues():
        assert topics.name(venue, language) != venue
        assert topics.topic_of(venue.casefold()) == venue
        assert topics.place(venue) == venue


def test_a_third_language_has_the_english_names() -> None:
    assert topics.name("ICLR", "fr") == topics.name("ICLR", "en")
    assert topics.place("cs.RO") == "arXiv cs.RO"


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2026-01-10", ["ICLR 2026", "ICML 2026", "NeurIPS 2025", "NeurIPS 2026"]),
        ("2026-05-10", ["ICLR 2026", "ICML 2026", "NeurIPS 2026"]),
        ("2026-09-02", ["ICLR 2027", "ICML 2026", "NeurIPS 2026"]),
        ("2031-11-29", ["ICLR 2032", "NeurIPS 2031"]),
    ],
)
def test_the_years_in_which_something_may_happen(day: str, wanted: list[str]) -> None:
    groups = venues.open_groups(["ICLR", "ICML", "NeurIPS", "cs.RO"], dt.date.fromisoformat(day))
    assert sorted({group.label for group in groups}) == wanted
    for group in groups:
        assert venues.group_of(group.id) == group


def test_cycles_are_counted_from_their_months() -> None:
    groups = venues.open_groups(["ARR"], dt.date(2026, 11, 29))
    assert [group.label for group in groups] == [
        "ARR 2026 July",
        "ARR 2026 August",
        "ARR 2026 October",
    ]
    assert venues.group_of("ICLR.cc/2026/Workshop/Kites") is None


@pytest.mark.parametrize(
    ("text", "near"),
    [("iclrr", "ICLR"), ("neurip", "NeurIPS"), ("cs.ROB", "cs.RO"), ("cheese", None)],
)
def test_what_is_meant(text: str, near: str | None) -> None:
    assert topics.nearest(text) == near


@pytest.mark.parametrize("text", ["nips", "ACL Rolling Review", "国际机器学习大会", " NEURIPS "])
def test_what_people_call_them(text: str) -> None:
    assert venues.is_venue(topics.topic_of(text) or "")


@pytest.mark.parametrize(
    ("venue", "state", "wanted"),
    [
        ("ICLR 2026 Conference Submission", "/Submission", None),
        ("ICLR 2026 Oral", "", Decided.ORAL),
        ("ICLR 2026 oral", "", Decided.ORAL),
        ("ICML 2025 spotlightposter", "", Decided.SPOTLIGHT),
        ("ICLR 2026 Poster", "", Decided.POSTER),
        ("NeurIPS 2025", "", Decided.ACCEPTED),
        ("", "", Decided.ACCEPTED),
        ("Submitted to ICLR 2026", "", None),
        ("Submitted to ICLR 2026", "/Rejected_Submission", Decided.REJECTED),
        ("ICLR 2026 Conference Withdrawn Submission", "/Withdrawn_Submission", Decided.WITHDRAWN),
        ("", "/Desk_Rejected_Submission", Decided.DESK_REJECTED),
    ],
)
def test_what_was_decided(venue: str, state: str, wanted: Decided | None) -> None:
    assert decided(venue, ICLR + state, ICLR) is wanted


def test_what_is_with_another_venue_now_is_not_decided_here() -> None:
    assert decided("TMLR", "TMLR", ICLR) is None
    assert decided("", "", ICLR) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (("Ada Flyer", "Bo Kite"), ("A. Flyer", "B. Kite", "Cy Wind"), True),
        (("Ada Flyer",), ("Ada Flyer", "Bo Kite"), True),
        (("Ada Flyer", "Bo Kite"), ("Cy Wind", "Di Air"), False),
        (("Ada Flyer", "Bo Kite", "Ed Sky"), ("Ada Flyer", "Cy Wind", "Di Air"), False),
        (("Élodie Çelik",), ("Elodie Celik",), True),
        (("Anonymous",), ("Ada Flyer",), True),
        ((), ("Ada Flyer",), True),
    ],
)
def test_who_wrote_it(ours: tuple[str, ...], theirs: tuple[str, ...], *, same: bool) -> None:
    submitted = Paper(id="openreview/kites00000", title=LONG, authors=ours)
    assert is_same(submitted, Paper(id="2510.00001", title=LONG, authors=theirs)) is same


def test_an_old_paper_of_that_title_is_another() -> None:
    now = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    submitted = Paper(id="openreview/kites00000", title=LONG, published_at=now)
    old = Paper(
        id="1706.00001", title=LONG, authors=("A. B.",), published_at=now - dt.timedelta(days=900)
    )
    assert not is_same(submitted, old)


@pytest.mark.parametrize(
    ("title", "says_enough"),
    [(LONG, True), ("Attention", False), ("A study of it", False), ("World models for us", False)],
)
def test_which_titles_say_enough(title: str, *, says_enough: bool) -> None:
    assert is_distinctive(title) is says_enough


def test_venues_follow_each_other_in_time() -> None:
    groups = [
        "NeurIPS.cc/2025/Conference",
        "aclweb.org/ACL/ARR/2025/July",
        "ICLR.cc/2026/Conference",
        "ICML.cc/2026/Conference",
        "NeurIPS.cc/2026/Conference",
    ]
    assert sorted(reversed(groups), key=venues.months_until) == groups
    assert venues.months_until("nobody.org/2026/Conference") == 0
