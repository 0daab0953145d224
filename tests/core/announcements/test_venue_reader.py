"""Venues are read into the pool: what is new, what was decided, and which paper it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from core.announcements.submissions import Decided
from core.announcements.venue_reader import OFTEN, Closed, GroupRead, VenueReader
from core.announcements.venues import group_of
from core.errors import SourceError, SourceLimited, SourceWantsAccount
from core.models import Paper
from core.pool import Announced, Announcement, Announcements, Knowledge
from core.sources.http.client import Limits, PoliteClient
from core.sources.openreview import OpenReview
from core.waking import PAUSE
from storage import Storage
from tests.bot.talk import StandingClock
from tests.core.sources.conftest import AGENT
from tests.fakes.openreview import ICLR, FakeOpenReview, decide, note
from tests.storage.conftest import migrated, path, store

__all__ = ["migrated", "path", "store"]

QUICK = Limits(total=5, connect=1, read=2, backoff=0.01, longest_wait=2)
# A Tuesday.
NOW = dt.datetime(2025, 10, 14, 9, tzinfo=dt.UTC)
MONDAY, TUESDAY, WEDNESDAY = (dt.date(2025, 10, day) for day in (13, 14, 15))
LONG = "Learning to Fly Kites from Pixels in the Wind"


def ago(**span: float) -> dt.datetime:
    return NOW - dt.timedelta(**span)


class World:
    """A reader, the venue it reads, and the pool it fills."""

    def __init__(self, storage: Storage, source: FakeOpenReview, client: PoliteClient) -> None:
        self.storage, self.source = storage, source
        self.clock = StandingClock(2025, 10, 14, 9)
        self.wanted: list[str] = ["ICLR", "cs.CL"]
        self.client = client
        self.reader = self.made()

    def made(self, user: str | None = None, password: str | None = None) -> VenueReader:
        there = OpenReview(self.client, self.source.url, self.clock, user, password)

        async def wanted() -> list[str]:
            return self.wanted

        return VenueReader(self.storage.submissions, self.storage.papers, there, self.clock, wanted)

    async def read(self) -> GroupRead:
        group = group_of(ICLR)
        assert group
        return await self.reader.read_group(group, self.clock.now().date() - dt.timedelta(days=30))

    async def on(self, day: dt.date, *topics: str) -> list[str]:
        found = await self.storage.pool.of(day, topics or ("ICLR",))
        return sorted(each.paper.id for each in found)


@pytest.fixture
async def world(store: Storage) -> AsyncIterator[World]:
    async with FakeOpenReview() as source, PoliteClient(AGENT, limits=QUICK) as client:
        source.notes[ICLR] = []
        yield World(store, source, client)


async def announce(world: World, paper: Paper, day: dt.date, *categories: str) -> None:
    each = Announced(paper=paper, day=day, kind=Announcement.NEW, categories=categories)
    told = Announcements(
        day=day,
        categories=frozenset(categories),
        announced=(each,),
        knowledge=Knowledge.FEED,
        complete=True,
        fetched_at=NOW,
    )
    await world.storage.pool.put(told)


async def test_what_is_public_is_announced_once_on_its_day(world: World) -> None:
    world.source.notes[ICLR] = [
        note("monday0000", "A study of kites", at=ago(days=1)),
        note("old0000000", "An older study", at=ago(days=60)),
        note("withdrawn0", "A withdrawn study", at=ago(days=1), state="/Withdrawn_Submission"),
    ]
    read = await world.read()
    assert (read.read, read.added, read.whole) == (3, 1, True)
    assert await world.on(MONDAY) == ["openreview/monday0000"]
    paper = await world.storage.papers.get("openreview/monday0000")
    assert paper
    assert (paper.title, paper.authors) == ("A study of kites", ())
    assert paper.ai_keywords == ("example", "study")
    # What is too old, or over, is no paper here; and what changes later is not new by that.
    assert await world.storage.papers.get("openreview/old0000000") is None

    world.clock.pass_(days=1)
    (_, old, _) = world.source.notes[ICLR]
    decide(old, "ICLR 2026 Poster", "", world.clock.now(), "A. Late")
    opened = note("opened0000", "An opened study", at=ago(days=25), odate=None)
    opened["tmdate"] = old["tmdate"]
    world.source.notes[ICLR].append(opened)
    read = await world.read()
    assert (read.read, read.added, read.decided) == (2 + 2, 1, 1)
    assert await world.on(WEDNESDAY) == ["openreview/opened0000"]
    assert (await world.read()).added == 0
    assert await world.on(WEDNESDAY) == ["openreview/opened0000"]


async def test_what_weekends_bring_comes_with_monday(world: World) -> None:
    world.clock.time = dt.datetime(2025, 10, 12, 9, tzinfo=dt.UTC)
    saturday = dt.datetime(2025, 10, 11, 12, tzinfo=dt.UTC)
    world.source.notes[ICLR] = [note("saturday00", "A study", at=saturday)]
    await world.read()
    assert await world.on(MONDAY) == ["openreview/saturday00"]


async def test_most_readings_cost_one_request_and_thousands_come_in_pages(world: World) -> None:
    every = [note(f"many{number:06}", f"Study {number}", at=ago(days=2)) for number in range(2_300)]
    for number, each in enumerate(every):
        each["tmdate"] -= number * 1_000
    world.source.notes[ICLR] = every
    assert (await world.read()).added == 2_300
    assert [each["offset"] for each in world.source.asked()] == ["0", "1000", "2000", "2300"]
    assert len(await world.on(MONDAY)) == 2_300

    world.source.log.clear()
    assert (await world.read()).added == 0
    assert len(world.source.asked()) == 1


async def test_an_interrupted_reading_goes_on(world: World) -> None:
    every = [note(f"many{number:06}", f"Study {number}", at=ago(days=4)) for number in range(1_500)]
    for number, each in enumerate(every):
        each["tmdate"] -= number * 1_000
    world.source.notes[ICLR] = every
    states = world.storage.submissions
    group = group_of(ICLR)
    assert group
    heard: list[int] = []

    def stop(read: GroupRead) -> None:
        heard.append(read.read)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await world.reader.read_group(group, None, stop)
    assert (await states.states())[ICLR].offset == 1_000
    # New ones meanwhile push the others down: none is missed.
    world.source.notes[ICLR].append(note("newest0000", "The newest", at=NOW))
    assert (await world.read()).added == 500
    assert (await states.states())[ICLR].offset == 0
    world.clock.pass_(hours=3)
    assert (await world.read()).added == 1
    assert heard == [1_000]


async def test_a_smaller_page_than_asked_for_is_not_the_end(world: World) -> None:
    world.source.most = 2
    for number in range(5):
        world.source.notes[ICLR].append(note(f"few{number:07}", f"S {number}", at=ago(days=1)))
    assert (await world.read()).added == 5


async def test_a_decision_is_known_and_when(world: World) -> None:
    one = note("kites00000", LONG, at=ago(days=1))
    world.source.notes[ICLR] = [one]
    await world.read()
    world.clock.pass_(days=2)
    decide(one, "ICLR 2026 Oral", "", world.clock.now(), "Ada Flyer", "Bo Flyer")
    assert (await world.read()).decided == 1

    (stored,) = (await world.storage.submissions.of_papers(["openreview/kites00000"])).popitem()[1]
    assert (stored.decided, stored.decided_on) == (Decided.ORAL, dt.date(2025, 10, 16))
    assert stored.label == "ICLR 2026"
    accepted = await world.storage.submissions.accepted(TUESDAY, dt.date(2025, 10, 20))
    assert [each.note for each in accepted] == ["kites00000"]
    paper = await world.storage.papers.get("openreview/kites00000")
    assert paper
    assert paper.authors == ("Ada Flyer", "Bo Flyer")
    world.clock.pass_(days=1)
    one["tmdate"] += 86_400_000
    assert (await world.read()).decided == 0


async def test_a_submission_is_the_paper_of_arxiv(world: World) -> None:
    kites = Paper(id="2510.00001", title=LONG.upper(), authors=("Ada Flyer",), abstract="A b c.")
    await announce(world, kites, MONDAY, "cs.RO")
    short = Paper(id="2510.00002", title="Kites", authors=("Ada Flyer",))
    await announce(world, short, MONDAY, "cs.RO")
    own = Paper(id="2510.00003", title="The study, as it is called now", authors=("Di Own",))
    await announce(world, own, MONDAY, "cs.RO")
    said = {"arxiv_link": {"value": "https://arxiv.org/abs/2510.00003v2"}}
    lie = {"preprint": {"value": "arXiv:2510.00002"}}
    world.source.notes[ICLR] = [
        note("hidden0000", LONG, at=ago(days=1)),
        note("short00000", "Kites", at=ago(days=1)),
        note("others0000", "Kites", at=ago(days=1), authors=("Cy Other",)),
        note("own0000000", "A study", at=ago(days=1), authors=("Di Own",), content=said),
        note("claims0000", "Another study", at=ago(days=1), authors=("Ed Else",), content=lie),
    ]
    await world.read()
    # A short title alone says too little; other authors say that it is not the same; and anybody
    # can name somebody else's paper.
    assert await world.on(MONDAY) == [
        "2510.00001",
        "2510.00003",
        "openreview/claims0000",
        "openreview/others0000",
        "openreview/short00000",
    ]
    # Who reads both had it by the one, and is not told by the other.
    assert await world.on(MONDAY, "cs.RO", "ICLR") == [
        "2510.00001",
        "2510.00002",
        "2510.00003",
        "openreview/claims0000",
        "openreview/others0000",
        "openreview/short00000",
    ]
    (paper,) = [p for p in await world.storage.papers.titles() if p[0] == "2510.00001"]
    assert paper[1] == LONG.upper()


async def test_a_paper_that_comes_later_takes_the_submission_over(world: World) -> None:
    world.source.notes[ICLR] = [note("hidden0000", LONG, at=ago(days=1))]
    await world.read()
    assert await world.on(MONDAY) == ["openreview/hidden0000"]
    kites = Paper(id="2510.00001", title=LONG, authors=("Ada Flyer",), abstract="A b c.")
    await announce(world, kites, TUESDAY, "cs.RO")

    assert await world.on(MONDAY) == ["2510.00001"]
    assert await world.on(TUESDAY, "ICLR", "cs.RO") == ["2510.00001"]
    (again,) = await world.storage.pool.of(TUESDAY, ("ICLR", "cs.RO"))
    assert again.before == {"ICLR"}
    assert await world.storage.papers.get("openreview/hidden0000") is None
    found = await world.storage.answers.of_paper("openreview/hidden0000", "en")
    assert found
    assert (found.paper.id, found.submissions[0].label) == ("2510.00001", "ICLR 2026")
    world.source.notes[ICLR][0]["tmdate"] += 1_000
    await world.read()
    assert await world.on(MONDAY) == ["2510.00001"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 7},
        {"id": "../../etc"},
        {"content": None},
        {"content": []},
        {"readers": ["ICLR.cc/2026/Conference"]},
        {"readers": None},
        {"ddate": 1},
        {"replyto": "other00000"},
        {"forum": "other00000"},
        "text",
        None,
    ],
)
async def test_what_is_no_public_submission_is_left_out(world: World, wrong: object) -> None:
    good = note("good000000", "A good study", at=ago(days=1))
    bad = note("bad0000000", "A bad study", at=ago(days=1))
    item = bad | wrong if isinstance(wrong, dict) else wrong
    world.source.notes[ICLR] = [good]
    serve = world.source.notes[ICLR]
    if isinstance(item, dict):
        serve.append(item)
    await world.read()
    assert await world.on(MONDAY) == ["openreview/good000000"]


async def test_odd_values_are_read_as_far_as_they_say_anything(world: World) -> None:
    odd = note("odd0000000", "标题 和 title\n一行\x00", at=ago(days=1), abstract="")
    odd["content"]["title"] = {"value": ["标题 和 title", "second"]}
    odd["content"]["keywords"] = {"value": "kites, 风筝；wind"}
    odd["content"]["abstract"] = {"value": None}
    odd["content"]["TLDR"] = {"value": "In short."}
    odd["odate"] = "yesterday"
    odd["cdate"] = ago(days=1).timestamp() * 1000
    late = note("late000000", "No dates", at=ago(days=1))
    for name in ("odate", "cdate", "tcdate", "mdate", "tmdate"):
        late[name] = 10**30 if name == "odate" else None
    world.source.notes[ICLR] = [odd, odd, late]
    await world.read()
    paper = await world.storage.papers.get("openreview/odd0000000")
    assert paper
    assert (paper.title, paper.abstract) == ("标题 和 title", "In short.")
    assert paper.ai_keywords == ("kites", "风筝", "wind")
    assert await world.on(MONDAY) == ["openreview/odd0000000"]
    # When it came nobody says: it is new now.
    assert await world.on(TUESDAY) == ["openreview/late000000"]


async def test_a_venue_that_is_not_there_or_private_is_asked_for_seldom(world: World) -> None:
    del world.source.notes[ICLR]
    assert await world.reader.read()
    world.clock.pass_(hours=4)
    assert await world.reader.read()
    assert len(world.source.asked()) == 1
    world.clock.pass_(hours=21)
    world.source.private.add(ICLR)
    assert (await world.read()).closed is Closed.PRIVATE
    assert (await world.storage.submissions.states())[ICLR].closed == "private"

    # What opens then is new that day, whenever it was handed in.
    world.source.private.clear()
    opened = note("opened0000", "An opened study", at=NOW, odate=None)
    world.source.notes[ICLR] = [opened]
    world.clock.pass_(hours=24)
    await world.reader.read()
    assert await world.on(dt.date(2025, 10, 16)) == ["openreview/opened0000"]


async def test_a_source_that_is_down_is_left_alone_for_a_while(world: World) -> None:
    for kind in ("html", "dict", "truncated"):
        world.source.fail_always("notes", kind)
        with pytest.raises(SourceError):
            await world.read()
    world.source.heal()
    world.source.fail_always("notes", "429", {"Retry-After": "1800"})
    with pytest.raises(SourceLimited):
        await world.read()
    assert not await world.reader.read()
    asked = len(world.source.asked())
    world.clock.pass_(minutes=20)
    assert not await world.reader.read()
    assert len(world.source.asked()) == asked
    world.clock.pass_(seconds=PAUSE.total_seconds() + OFTEN.total_seconds())


async def test_who_is_not_signed_in_may_be_refused(world: World) -> None:
    world.source.notes[ICLR] = [note("kites00000", LONG, at=ago(days=1))]
    world.source.challenged = True
    with pytest.raises(SourceWantsAccount) as refused:
        await world.read()
    assert "s3cret" not in str(refused.value)
    world.reader = world.made("ada@example.org", "wrong")
    with pytest.raises(SourceWantsAccount):
        await world.read()
    world.reader = world.made("ada@example.org", "s3cret")
    assert (await world.read()).added == 1
    # A token that has expired is asked for anew.
    world.source.token = "h.other.s"
    assert (await world.read()).read == 1


async def test_what_only_the_account_may_see_is_not_announced(world: World) -> None:
    mine = note("mine000000", "My own study", at=ago(days=1), readers=["~Ada_1"])
    world.source.notes[ICLR] = [mine]
    world.reader = world.made("ada@example.org", "s3cret")
    world.source.challenged = True
    await world.read()
    assert await world.on(MONDAY) == []


async def test_a_server_that_always_gives_the_same_page_is_left(world: World) -> None:
    class Stuck(OpenReview):
        async def page(self, group, offset):  # type: ignore[no-untyped-def]
            return await super().page(group, 0)

    world.source.notes[ICLR] = [note("kites00000", LONG, at=ago(days=1))]
    there = Stuck(world.client, world.source.url, world.clock)
    world.reader = VenueReader(world.storage.submissions, world.storage.papers, there, world.clock)
    read = await world.read()
    assert (read.added, read.whole) == (1, False)
    assert len(world.source.asked()) == 2


async def test_a_clock_that_was_put_back_announces_today(world: World) -> None:
    world.source.notes[ICLR] = [note("kites00000", LONG, at=ago(days=1))]
    await world.read()
    world.clock.pass_(days=-5)
    later = note("later00000", "A later study", at=NOW)
    world.source.notes[ICLR].append(later)
    await world.read()
    assert await world.on(dt.date(2025, 10, 9)) == ["openreview/later00000"]


async def test_a_moment_that_is_still_to_come_hides_nothing(world: World) -> None:
    world.source.most = 1
    odd = note("odd0000000", "From the future", at=ago(days=-3_000))
    others = [note(f"good00000{number}", f"Study {number}", at=ago(days=1)) for number in (1, 2)]
    world.source.notes[ICLR] = [odd, *others]
    await world.read()
    assert await world.on(TUESDAY) == ["openreview/odd0000000"]
    world.clock.pass_(days=1)
    for other in others:
        decide(other, "ICLR 2026 Oral", "", world.clock.now(), "Ada L.")
    assert (await world.read()).decided == 2


async def test_two_submissions_are_never_one_paper(world: World) -> None:
    kites = Paper(id="2510.00001", title=LONG, authors=("Ada Flyer",), abstract="A b c.")
    await announce(world, kites, MONDAY, "cs.RO")
    twins = [note(f"twin{number:06}", LONG, at=ago(days=1)) for number in range(2)]
    world.source.notes[ICLR] = twins
    await world.read()
    assert await world.on(MONDAY) == ["openreview/twin000000", "openreview/twin000001"]
