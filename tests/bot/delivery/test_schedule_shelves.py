"""When the lists of several shelves are due, each by its own day."""

from __future__ import annotations

from dataclasses import replace

from bot.delivery.schedule import decide, is_wrong, put_right, settled_until
from core.editions.keys import DAILY, Shelf
from core.editions.policies import Policy
from core.editions.select import ranked
from tests.bot.delivery.slots import DAY, POLICY, WEEK, ZONE, at, chat, day, known, wants

ELSEWHERE = Policy(
    shelf=Shelf("other", "daily"), rank=ranked, grows_for=DAY, zone="America/New_York"
)


def settled(**through):
    """A chat for which those shelves are settled."""
    shelves = {"daily": DAILY, "other": ELSEWHERE.shelf}
    return replace(
        chat("02-03"), through={shelves[name]: day(text) for name, text in through.items()}
    )


def test_a_list_that_closes_elsewhere_is_due_when_it_has_closed_there():
    # At 04:00 UTC it is 23:00 in New York: the fourth is still open there.
    early, later = at("2026-02-05T04:00"), at("2026-02-06T04:00")
    both = settled(daily="02-03", other="02-02")
    early_bird = replace(both, settings=wants("04:00"))

    assert decide(early_bird, POLICY, ZONE, early, WEEK).full == day("02-04")
    assert decide(early_bird, ELSEWHERE, ZONE, early, WEEK).full == day("02-03")
    assert decide(replace(early_bird, through={}), ELSEWHERE, ZONE, later, WEEK).full == day(
        "02-04"
    )
    assert decide(
        replace(both, settings=wants("05:00")), ELSEWHERE, ZONE, at("2026-02-05T05:00"), WEEK
    ).full == day("02-04")


def test_a_new_shelf_begins_with_its_newest_list():
    """A chat that has had other lists for long misses none of those that were made before."""
    now = at("2026-02-05T09:00")
    decision = decide(settled(daily="02-04"), ELSEWHERE, ZONE, now, WEEK)

    assert (decision.full, decision.missed, decision.through) == (day("02-04"), (), day("02-04"))


def test_where_a_new_shelf_begins_is_kept_while_it_waits():
    first, second = at("2026-02-05T09:00"), at("2026-02-06T09:00")
    days = {date: each for date, each in WEEK.items() if date < day("02-04")}
    waiting = decide(settled(daily="02-04"), ELSEWHERE, ZONE, first, days)
    assert (waiting.full, waiting.through) == (None, day("02-03"))

    waited = settled(daily="02-05", other="02-03")
    decision = decide(waited, ELSEWHERE, ZONE, second, days | known(m02_04="ready", m02_05="ready"))
    assert (decision.full, decision.missed) == (day("02-05"), (day("02-04"),))


def test_what_is_settled_of_one_shelf_settles_no_other():
    now = at("2026-02-05T09:00")

    assert decide(settled(daily="02-04", other="02-03"), ELSEWHERE, ZONE, now, WEEK).full == day(
        "02-04"
    )
    assert decide(settled(daily="02-03", other="02-04"), ELSEWHERE, ZONE, now, WEEK).full is None


def test_each_shelf_is_put_right_by_itself():
    now = at("2026-02-05T12:00")
    policies = {DAILY: POLICY, ELSEWHERE.shelf: ELSEWHERE}
    until = settled_until(policies, now, {})
    before = settled(daily="02-04", other="12-24")

    after = put_right(before, now, until, {DAILY: day("02-01"), ELSEWHERE.shelf: day("02-02")})
    assert after.through == {DAILY: day("02-04"), ELSEWHERE.shelf: day("02-02")}
    assert put_right(before, now, until, {}).through == {DAILY: day("02-04")}
    # A shelf that is no more has no clock to be wrong by.
    assert not is_wrong(before, now, {DAILY: until[DAILY]})
