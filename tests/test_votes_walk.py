"""One person in five groups, admins without a name, people who leave and come back, late papers and
restarts: nobody's weight passes its bound, ids are kept only where lists come, and a number or a
letter is its paper for ever."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.actions import Action, Verb
from bot.chat.audience import Audience
from bot.chat.commands import answer, press
from bot.chat.reactions import Reaction
from bot.chat.targets import Known
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.interests.ballot import balances
from core.sent import About
from tests.bot.talk import StandingClock
from tests.world import busy_day, world

DAY = dt.date(2026, 2, 5)
LIST = DAILY.on(DAY)
GROUPS = [ChatKey("telegram", f"-10{n}") for n in range(5)]
# Everybody's own id; "" is an admin without a name, or a channel that speaks.
PEOPLE = ("7", "8", "9", "10", "11", "12", "")

GROUP = st.integers(0, 4)
PERSON = st.sampled_from(PEOPLE)
STEPS = st.lists(
    st.one_of(
        # The first one votes everywhere, and much.
        st.tuples(st.just("votes"), GROUP, st.just("7"), st.integers(1, 12), st.booleans()),
        st.tuples(st.just("votes"), GROUP, PERSON, st.integers(1, 12), st.booleans()),
        st.tuples(st.just("presses"), GROUP, PERSON, st.integers(1, 12), st.booleans()),
        st.tuples(st.just("reacts"), GROUP, PERSON, st.integers(1, 12), st.booleans()),
        st.tuples(st.just("looks"), GROUP, PERSON, st.just(0), st.just(True)),
        st.tuples(st.just("leaves"), GROUP, PERSON, st.just(0), st.just(True)),
        st.tuples(st.just("joins"), GROUP, PERSON, st.just(0), st.just(True)),
        st.tuples(st.just("late"), GROUP, PERSON, st.integers(1, 3), st.just(True)),
        st.tuples(st.just("restarts"), GROUP, PERSON, st.just(0), st.just(True)),
    ),
    min_size=25,
    max_size=45,
)


@dataclass
class Walk:
    """The app among five groups, and what has been shown so far."""

    place: object
    clock: StandingClock
    stack: AsyncExitStack
    app: object = None
    size: int = 12
    numbers: dict[int, str] = field(default_factory=dict)
    letters: dict[ChatKey, tuple[str, ...]] = field(default_factory=dict)

    async def start(self):
        """Stop the app, if there is one, and start it on what is stored."""
        await self.stack.aclose()
        app = self.place.app(clock=self.clock, use_model=False, paperboy_languages="en")
        self.app = await self.stack.enter_async_context(app)

    async def request(self, key, person, about=None):
        async def may(audience):
            return audience is Audience.EVERYONE

        async def notify(view):
            return None

        own = ChatKey("telegram", person) if person else None
        return await self.app.office.desk.request(
            key, notify, may, delivers=True, person=person, own=own, about=about
        )

    async def step(self, what, group, person, number, up):
        self.clock.pass_(minutes=1)
        key = GROUPS[group]
        storage, office = self.app.storage, self.app.office
        paper = self.place.hub.days[DAY.isoformat()][number % self.size]["paper"]["id"]
        match what:
            case "votes":
                line = f"/{'like' if up else 'dislike'} {paper}"
                await answer(office, await self.request(key, person), line)
            case "presses":
                verb = Verb.LIKE if up else Verb.DISLIKE
                await press(office, await self.request(key, person), Action(verb, Known(paper)))
            case "reacts":
                request = await self.request(key, person, About(paper_id=paper))
                await office.voting.reacted(request, Reaction(before=None, now=up))
            case "looks":
                await answer(office, await self.request(key, person), f"/date {DAY}")
            case "leaves":
                await storage.chats.unsubscribe(key)
            case "joins":
                now = self.clock.now()
                await storage.chats.change(key, lambda chat: replace(chat, subscribed_at=now))
            case "late":
                self.size += number
                self.place.hub.days[DAY.isoformat()] = busy_day(self.size)
                await self.app.pipeline.ingest(LIST, NoProgress())
            case "restarts":
                await self.start()

    async def holds(self):
        """What must be true after each step."""
        storage = self.app.storage
        edition = await storage.editions.get(LIST)
        if edition.frozen_at:
            for entry in edition.entries:
                assert self.numbers.setdefault(entry.rank, entry.paper.id) == entry.paper.id
        for key in GROUPS:
            votes = await storage.interests.votes(key)
            chat = await storage.chats.get(key)
            if chat.subscribed_at is None:
                assert not any(vote.person for vote in votes)
            cast = [(vote.person, vote.paper_id) for vote in votes]
            assert len(cast) == len(set(cast))
            assert_bounded(votes)
            picks = await storage.picks.of(key, LIST)
            if picks is not None:
                shown = tuple(pick.paper_id for pick in picks.picks)
                assert self.letters.setdefault(key, shown) == shown


def assert_bounded(votes):
    """Without a person's votes, what is said changes by no more than a fifth of all of it."""
    people = {vote.person for vote in votes}
    if len(people) < 5:
        return
    for person in people:
        # Alone on papers of their own, each one's weight is what they have in sum.
        apart = [
            replace(vote, paper_id=f"{vote.person}/{vote.paper_id}", up=True) for vote in votes
        ]
        said = balances(apart)
        theirs = sum(each.weight for each in said if each.paper_id.startswith(f"{person}/"))
        assert theirs <= sum(each.weight for each in said) / 5 + 1e-6


@settings(max_examples=3)
@given(steps=STEPS)
async def test_nobody_outweighs_others_and_what_was_shown_stays(tmp_path_factory, steps):
    clock = StandingClock(2026, 2, 5, 12)
    days = {DAY.isoformat(): busy_day(12)}
    folder = tmp_path_factory.mktemp("walk")
    async with world(folder, days, {}) as place, AsyncExitStack() as stack:
        walk = Walk(place, clock, stack)
        await walk.start()
        await walk.app.pipeline.ingest(LIST, NoProgress())
        for group in range(4):
            await walk.step("joins", group, "7", 0, True)
        for step in steps:
            await walk.step(*step)
            await walk.holds()


async def test_two_processes_and_two_tasks_vote_on_one_paper(tmp_path):
    """On one store, at the same moment: each press counts once, none is lost, none stands twice."""
    clock = StandingClock(2026, 2, 5, 12)
    days = {DAY.isoformat(): busy_day(2)}
    key = GROUPS[0]
    async with world(tmp_path, days, {}) as place, AsyncExitStack() as stack:
        one, other = Walk(place, clock, stack), Walk(place, clock, AsyncExitStack())
        await one.start()
        await one.app.pipeline.ingest(LIST, NoProgress())
        await one.step("joins", 0, "7", 0, True)
        async with other.stack:
            await other.start()
            paper = days[DAY.isoformat()][0]["paper"]["id"]
            like = Action(Verb.LIKE, Known(paper))

            async def presses(walk, person):
                await press(walk.app.office, await walk.request(key, person), like)

            async def cast():
                votes = await other.app.storage.interests.votes(key)
                return sorted((vote.person, vote.up) for vote in votes)

            people = [str(number) for number in range(10, 18)]
            await asyncio.gather(*(presses(walk, person) for person in people for walk in (one,)))
            assert await cast() == [(person, True) for person in people]
            # The same person in both processes at once: liked, and taken back.
            await asyncio.gather(presses(one, "20"), presses(other, "20"))
            assert ("20", True) not in await cast()
            clock.pass_(minutes=1)
            pairs = [(one, "21"), (other, "21"), (one, "21"), (other, "22"), (one, "22")]
            await asyncio.gather(*(presses(walk, person) for walk, person in pairs))
            assert ("21", True) in await cast()
            assert ("22", True) not in await cast()
            # One likes where the other one's dislike arrives: one of the two stands.
            for up in (True, False):
                clock.pass_(minutes=1)
                request = await one.request(key, "23", About(paper_id=paper))
                turned = await other.request(key, "23", About(paper_id=paper))
                await asyncio.gather(
                    one.app.office.voting.reacted(request, Reaction(before=None, now=up)),
                    other.app.office.voting.reacted(turned, Reaction(before=None, now=not up)),
                )
                assert len([each for each in await cast() if each[0] == "23"]) == 1


async def test_a_press_that_is_heard_once_more_after_a_restart_is_one(tmp_path):
    clock = StandingClock(2026, 2, 5, 12)
    days = {DAY.isoformat(): busy_day(2)}
    key = GROUPS[0]
    async with world(tmp_path, days, {}) as place, AsyncExitStack() as stack:
        walk = Walk(place, clock, stack)
        await walk.start()
        await walk.app.pipeline.ingest(LIST, NoProgress())
        paper = days[DAY.isoformat()][0]["paper"]["id"]

        async def presses(verb):
            request = await walk.request(key, "7")
            await press(walk.app.office, request, Action(verb, Known(paper)))
            votes = await walk.app.storage.interests.votes(key)
            return [vote.up for vote in votes]

        assert await presses(Verb.LIKE) == [True]
        clock.pass_(seconds=5)
        # Killed before anybody was told: the platform hands the same press over again.
        await walk.start()
        clock.pass_(seconds=5)
        assert await presses(Verb.LIKE) == [True]
        # The next one is one of now, and so is another vote at once.
        clock.pass_(seconds=5)
        assert await presses(Verb.LIKE) == []
        assert await presses(Verb.DISLIKE) == [False]
        # What was cast long before is taken back in the first moment too.
        clock.pass_(minutes=5)
        await walk.start()
        assert await presses(Verb.DISLIKE) == []
