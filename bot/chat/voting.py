"""Votes: what people like and dislike, by a button, a line or a sign under a message.

A vote belongs to the chat whose interests count (`Request.home`). Whose it is, is kept only where
lists come to a group: of whoever is alone with us, or nobody knows, the chat's one vote is enough.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Final

from bot.chat import views
from bot.chat.arguments import Wanted
from bot.chat.desk import Desk
from bot.chat.gate import Gate, What
from bot.chat.guests import invitation
from bot.chat.meant import replied_to, wanted_of
from bot.chat.reactions import Reaction
from bot.chat.recommended import command_button
from bot.chat.request import Request
from bot.chat.targets import Which
from bot.chat.views.votes import vote_buttons, voted_view
from core.chats import Chat
from core.errors import RequestError
from core.interests.interest import Vote
from core.models import Paper
from core.ports import Clock
from storage import Storage
from storage.interests import MOST_VOTES, TimeSpan

# A platform may hand over once more what a process heard that ended before it could say so. A vote
# of the last moment before we began is not taken back by the same press in our first one.
REPEATED: Final = dt.timedelta(minutes=1)


class Voting:
    """The use cases of votes."""

    def __init__(self, desk: Desk, storage: Storage, gate: Gate, clock: Clock) -> None:
        self._desk = desk
        self._interests = storage.interests
        self._picks = storage.picks
        self._chats = storage.chats
        self._gate = gate
        self._clock = clock
        self._begun = clock.now()

    async def vote(self, request: Request, wanted: Wanted, *, up: bool) -> views.View:
        """Who asks votes so on the paper, or takes back that they did; says which.

        Raises RequestError or SourceError where there is no such paper.
        """
        if request.is_guest:
            return invitation(request, "like")
        found = await self._desk.find(request, wanted)
        key = request.home.key
        first = await self._interests.knows_nothing(key)
        home = await self._chats.get(key)
        vote = await self._vote(request, home, found.paper, up=up)
        stands = await self._interests.vote(
            key, vote, home.subscribed_at, repeated=self._repeated(vote.at)
        )
        buttons: tuple[views.Button, ...] = ()
        if stands and first:
            buttons = (command_button(request.t, "interests"),)
        full = stands and await self._interests.is_full(key, vote.person)
        return voted_view(
            request.t, found, up=up, stands=stands, buttons=buttons, full=MOST_VOTES if full else 0
        )

    async def pressed(self, request: Request, which: Which, *, up: bool) -> views.View:
        """Vote by a button, as `vote` does by a command; where nobody else looks at the button, it
        tells from now on how this one person has voted."""
        view = await self.vote(request, wanted_of(which), up=up)
        if not request.in_private:
            return view
        found = await self._desk.find(request, wanted_of(which))
        standing = await self._desk.vote(request, found)
        return dataclasses.replace(view, renamed=vote_buttons(which, standing))

    async def reacted(self, request: Request, reaction: Reaction) -> bool:
        """Count what somebody's signs under a message say now, instead of what they said before;
        nothing is answered. Returns whether a vote changed.

        `request.about` is what the message is about: only those about one paper count.
        """
        if request.is_guest:
            return False
        try:
            wanted = await replied_to(self._desk, request)
            if wanted is None or not await self._gate.admit(request, What.REACTION):
                return False
            found = await self._desk.stored(request, wanted)
        except RequestError:
            return False
        if found is None:
            return False
        home = await self._chats.get(request.home.key)
        if reaction.now is not None:
            vote = await self._vote(request, home, found.paper, up=reaction.now)
            await self._interests.cast(home.key, vote, home.subscribed_at)
            return True
        vote = await self._vote(request, home, found.paper, up=bool(reaction.before))
        return await self._interests.retract(home.key, vote)

    def _repeated(self, now: dt.datetime) -> TimeSpan | None:
        """When a vote was cast that a press of now may repeat; None where it repeats none."""
        if now - self._begun >= REPEATED:
            return None
        return TimeSpan(self._begun - REPEATED, self._begun)

    async def _vote(self, request: Request, home: Chat, paper: Paper, *, up: bool) -> Vote:
        """Their vote, in the chat whose interests count, as that is stored now: the paper may have
        been fetched meanwhile, and the lists been ended."""
        explored = await self._picks.explored(home.key, paper.id)
        now = self._clock.now()
        person = voter(request, home)
        return Vote(paper_id=paper.id, person=person, up=up, at=now, explored=explored)


def voter(request: Request, home: Chat) -> str:
    """Whose vote it is: the person's where lists come to people, else the chat's."""
    if request.in_private or not home.gets_lists:
        return ""
    return request.person
