"""What a chat is interested in: looked at by everybody, changed by admins. Use cases from a request
to a view. What a file brings stands in `bot.chat.libraries`."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence

from bot.chat import views
from bot.chat.audience import Audience
from bot.chat.muting import Muting
from bot.chat.recommended import command_button
from bot.chat.request import Request
from bot.chat.targets import Change
from bot.chat.views.interests import (
    LESS,
    LEVELS,
    MORE,
    MUTE,
    MUTED,
    REMOVE,
    UNMUTE,
    Board,
    asked_view,
    board_view,
    interest_view,
    muted_name,
    muted_view,
    ordered,
    page_number,
)
from bot.chat.views.model import Enclosed, View
from bot.chat.views.wishes import Outcome, outcome_view
from bot.chat.voting import voter
from bot.chat.words.phrasing import Deed, joined_by_and
from bot.chat.words.wishes import Said, Whole, Wish, parse_wishes
from core.errors import (
    ButtonStale,
    InterestsTooMany,
    NotAllowed,
)
from core.interests.glossary import has_chinese
from core.interests.interest import Interest, Kind, name_of
from core.interests.library.own import Exported, voted, write_export
from core.interests.meaning import By, Meanings
from core.interests.seeds import fetched
from core.ports import Clock, Library
from storage import Storage

# How much a chat may ask for: words, authors and labs; papers.
MOST_ASKED, MOST_PAPERS = 100, 300
FILE = "paperboy-interests.json"
NAME = "interests"


class Steering:
    """The use cases of `/interests` and its buttons."""

    def __init__(
        self, storage: Storage, library: Library, meanings: Meanings, clock: Clock
    ) -> None:
        self._storage = storage
        self._library = library
        self._meanings = meanings
        self._clock = clock
        self.muting = Muting(storage, meanings, clock)
        # Two who change at once change one after the other.
        self._one = asyncio.Lock()

    async def said(self, request: Request, text: str) -> View:
        """All that counts; with a text after it, after doing what that asks for.

        Raises NotAllowed when somebody who may not wants a change, RequestError for what is not
        understood or too much.
        """
        if not text.strip():
            return await self.page(request, 1)
        said = parse_wishes(text)
        if said.whole is Whole.SHOW:
            return await self.page(request, 1)
        if said.whole is Whole.EXPORT:
            return await self.exported(request)
        if said.whole is Whole.IMPORT:
            return _how_to_send(request)
        if said.whole is Whole.MINE:
            return await self._forgotten(request)
        await permitted(request)
        if said.whole is not None:
            return await self._emptied(request, said.whole, said.sure)
        return await self._done(request, said)

    async def field(self, request: Request, name: str) -> View:
        """The page of all interests, the muted words, or the interest, of that name; raises
        ButtonStale when it is gone."""
        number = page_number(name)
        if number is not None:
            return await self.page(request, number)
        if name == MUTED:
            return muted_view(request.t, await self.muting.words(request))
        board = await self._board(request)
        interest = board.under(name)
        if interest is None:
            raise ButtonStale
        return interest_view(request.t, interest, board.titles)

    async def page(self, request: Request, number: int) -> View:
        """That page of all interests, or the nearest there is."""
        return board_view(request.t, await self._board(request), number)

    async def change(self, request: Request, change: Change) -> View:
        """The interest after one step, or all of them when it is gone by that. Raises ButtonStale
        when it was gone before, or the button says what none of ours does."""
        if change.value == UNMUTE:
            return await self._unmuted(request, change.field)
        async with self._one:
            board = await self._board(request)
            interest = board.under(change.field)
            if interest is None or change.value not in (MORE, LESS, REMOVE, MUTE):
                raise ButtonStale
            if change.value in (MORE, LESS):
                interest = dataclasses.replace(
                    interest, weight=stepped(interest.weight, change.value)
                )
                await self._storage.interests.put(request.home.key, [interest])
                await self._noted(request)
                return interest_view(request.t, interest, board.titles)
            if change.value == MUTE:
                await self.muting.mute(request, [interest.value])
            await self._storage.interests.remove(request.home.key, interest.kind, interest.value)
            await self._noted(request)
        return await self.page(request, 1)

    async def _noted(self, request: Request) -> None:
        """Note in the log that who asks has changed the interests."""
        author = request.author(self._clock.now())
        await self._storage.changelog.interests(request.home.key, author)

    async def _unmuted(self, request: Request, name: str) -> View:
        """The words that are still muted, without the one of that name; raises ButtonStale when it
        is none."""
        for word in await self.muting.words(request):
            if muted_name(word) == name:
                await self.muting.unmute(request, word)
                return muted_view(request.t, await self.muting.words(request))
        raise ButtonStale

    async def exported(self, request: Request) -> View:
        """The interests as a file that is read back as the same."""
        board = await self._board(request)
        if not board.holds_anything:
            return views.text_view(request.t, "interests.none")
        liked, disliked = voted(await self._storage.interests.votes(request.home.key))
        exported = Exported(
            interests=board.interests, muted=board.muted, liked=liked, disliked=disliked
        )
        refused = request.t.t("chat.files_refused")
        enclosed = Enclosed(FILE, write_export(exported), refused)
        view = views.text_view(request.t, "interests.exported")
        return dataclasses.replace(view, enclosed=enclosed)

    async def keep(self, request: Request, interests: Sequence[Interest], outcome: Outcome) -> None:
        """The chat wants these too, as far as there is room; the outcome says so. Raises
        InterestsTooMany when words, authors and labs find none."""
        key = request.home.key
        async with self._one:
            there = {_same(each) for each in await self._storage.interests.of(key)}
            papers = sum(kind is Kind.PAPER for kind, _ in there)
            asked = len(there) - papers
            kept: list[Interest] = []
            for interest in interests:
                if _same(interest) not in there:
                    if interest.kind is Kind.PAPER and papers >= MOST_PAPERS:
                        outcome.dropped += 1
                        continue
                    papers += interest.kind is Kind.PAPER
                    asked += interest.kind is not Kind.PAPER
                    if asked > MOST_ASKED:
                        raise InterestsTooMany(MOST_ASKED)
                    there.add(_same(interest))
                kept.append(interest)
            await self._storage.interests.put(key, kept)
            await self._noted(request)
        outcome.put += kept
        await self.fetch(request, outcome)

    async def fetch(self, request: Request, outcome: Outcome) -> None:
        """Have the papers that were put, fetched where they are not stored."""
        papers = [each.value for each in outcome.put if each.kind is Kind.PAPER]

        async def progress(done: int, count: int) -> None:
            said = request.t.t("library.fetching", done=done, count=count)
            await request.notify(dataclasses.replace(views.sentences([said]), meanwhile=said))

        found = await fetched(papers, self._storage.papers, self._library, progress)
        outcome.titles = {each: paper.title for each, paper in found.items()}
        outcome.unfetched += len(set(papers) - found.keys())

    async def _board(self, request: Request) -> Board:
        key = request.home.key
        interests = ordered(await self._storage.interests.of(key))
        votes = await self._storage.interests.votes(key)
        papers = [each.value for each in interests if each.kind is Kind.PAPER]
        stored = await self._storage.papers.many(papers)
        liked = sum(vote.up for vote in votes)
        return Board(
            interests=interests,
            liked=liked,
            disliked=len(votes) - liked,
            muted=await self.muting.words(request),
            titles={each: paper.title for each, paper in stored.items()},
            reactions=request.place.reactions_of_admins,
        )

    async def _emptied(self, request: Request, whole: Whole, sure: bool | None) -> View:
        """Ask first; after a yes what was asked for is gone, by FORGET the votes too."""
        t, key = request.t, request.home.key
        if sure is False:
            return views.text_view(t, "interests.kept")
        interests = await self._storage.interests.of(key)
        votes = await self._storage.interests.votes(key)
        if sure is None:
            if interests or (votes and whole is Whole.FORGET):
                return asked_view(t, str(whole), votes=len(votes))
            return views.text_view(t, "interests.none")
        async with self._one:
            if whole is Whole.FORGET:
                await self._storage.interests.clear(key)
            else:
                for each in interests:
                    await self._storage.interests.remove(key, each.kind, each.value)
            await self._noted(request)
        view = views.text_view(t, f"interests.{whole}.done")
        return dataclasses.replace(view, buttons=((command_button(t, NAME),),))

    async def _forgotten(self, request: Request) -> View:
        """How many votes of who asks were forgotten. Whose the others are, nobody knows."""
        t = request.t
        home = await self._storage.chats.get(request.home.key)
        person = voter(request, home)
        count = 0
        if person or request.in_private:
            count = await self._storage.interests.forget_votes(home.key, person)
        said = [t.plural("interests.mine.done", count) if count else t.t("interests.mine.none")]
        left = await self._storage.interests.votes(home.key)
        if any(not vote.person for vote in left):
            said.append(t.t("interests.mine.nobodys"))
        return dataclasses.replace(views.sentences(said), buttons=((command_button(t, NAME),),))

    async def _done(self, request: Request, said: Said) -> View:
        outcome = Outcome()
        put: dict[tuple[Kind, str], Interest] = {}
        muted: list[str] = []
        for wish in await self._each(request, said.wishes):
            match wish.deed:
                case Deed.ADD | Deed.MORE | Deed.LESS:
                    interest = await self._wished(request, wish, outcome)
                    put[_same(interest)] = interest  # said twice, the last counts
                    if interest.weight > 0:
                        outcome.unmuted += await self.muting.unmute(request, wish.value)
                case Deed.REMOVE | Deed.UNWANTED:
                    await self._removed(request, wish, outcome)
                case Deed.MUTE:
                    muted.append(wish.value)
                case Deed.UNMUTE:
                    unmuted = await self.muting.unmute(request, wish.value)
                    outcome.unmuted += unmuted
                    if not unmuted:
                        outcome.missing.append(wish.value)
        if muted:
            outcome.muted += await self.muting.mute(request, muted)
        for word in muted:
            put.pop((Kind.WORDS, name_of(word)), None)
            await self._storage.interests.remove(request.home.key, Kind.WORDS, word)
            if has_chinese(word) and not self._meanings.muted_as(word):
                outcome.unknown_muted.append(word)
        if put:
            await self.keep(request, list(put.values()), outcome)
        return outcome_view(request.t, outcome, MOST_PAPERS)

    async def _each(self, request: Request, wishes: Sequence[Wish]) -> list[Wish]:
        """The wishes, one that names several topics as one for each, unless all of it is one of
        the chat's interests or muted words."""
        muted = {name_of(word) for word in await self.muting.words(request)}
        each: list[Wish] = []
        for wish in wishes:
            known = name_of(wish.value) in muted or await self._there(request, wish) is not None
            if known or wish.kind not in (None, Kind.WORDS) or wish.english:
                each.append(wish)
                continue
            names = joined_by_and(wish.value)
            told = [await self._told_kind(dataclasses.replace(wish, value=name)) for name in names]
            if not told or any(named.kind in (None, Kind.WORDS) for named in told):
                topics = self._meanings.parted(wish.value)
                told = [dataclasses.replace(wish, value=topic) for topic in topics]
            each += told
        return each

    async def _told_kind(self, wish: Wish) -> Wish:
        """The wish with the kind of what it names, where nothing said which."""
        if wish.kind is not None or wish.deed not in (Deed.ADD, Deed.MORE, Deed.LESS):
            return wish
        kind = await self._meanings.kind_of(
            wish.value, followed=wish.followed, of_whom=wish.of_whom
        )
        return dataclasses.replace(wish, kind=kind)

    async def _wished(self, request: Request, wish: Wish, outcome: Outcome) -> Interest:
        """The interest as it shall be: a new one, or a step from what it is."""
        there = await self._there(request, wish)
        if there is None:
            weight = {Deed.MORE: stepped(1.0, MORE), Deed.LESS: min(LEVELS)}.get(wish.deed, 1.0)
            there = Interest(kind=wish.kind or Kind.WORDS, value=wish.value, weight=weight)
        elif wish.deed is not Deed.ADD:
            way = MORE if wish.deed is Deed.MORE else LESS
            there = dataclasses.replace(there, weight=stepped(there.weight, way))
        if wish.english:
            return dataclasses.replace(there, english=wish.english)
        if there.kind is Kind.AUTHOR and has_chinese(there.value) and not there.english:
            outcome.unlettered.append(there.value)
        if there.kind is not Kind.WORDS or there.english:
            return there
        meaning = await self._meanings.of(there.value)
        if has_chinese(there.value):
            outcome.unknown += meaning.unknown
        elif meaning.by is By.NOTHING:
            outcome.unseen.append(there.value)
        return dataclasses.replace(there, english=meaning.english)

    async def _removed(self, request: Request, wish: Wish, outcome: Outcome) -> None:
        there = await self._there(request, wish)
        if there is not None:
            await self._storage.interests.remove(request.home.key, there.kind, there.value)
            await self._noted(request)
            outcome.removed.append(there)
            return
        if wish.deed is Deed.UNWANTED:
            less = dataclasses.replace(wish, deed=Deed.LESS)
            await self.keep(request, [await self._wished(request, less, outcome)], outcome)
            return
        unmuted = await self.muting.unmute(request, wish.value)
        outcome.unmuted += unmuted
        if not unmuted:
            outcome.missing.append(wish.value)

    async def _there(self, request: Request, wish: Wish) -> Interest | None:
        """The chat's interest that the wish names, of whichever kind where none is said."""
        name = name_of(wish.value)
        for each in await self._storage.interests.of(request.home.key):
            if name_of(each.value) == name and wish.kind in (None, each.kind):
                return each
        return None


def _how_to_send(request: Request) -> View:
    """How a file is sent to us here."""
    match request.place.files:
        case "message":
            return views.text_view(request.t, "library.how.message")
        case "option":
            return views.text_view(request.t, "library.how.option")
        case _:
            return views.text_view(request.t, "library.how.elsewhere")


async def permitted(request: Request) -> None:
    """Raises NotAllowed unless who asks may change what the chat is interested in."""
    if not await request.may(Audience.ADMINS):
        raise NotAllowed(NAME)


def stepped(weight: float, way: str) -> float:
    """The next weight that buttons lead to, in that way; the last one where there is none."""
    if way == MORE:
        return min((each for each in LEVELS if each > weight), default=max(LEVELS))
    return max((each for each in LEVELS if each < weight), default=min(LEVELS))


def _same(interest: Interest) -> tuple[Kind, str]:
    return interest.kind, name_of(interest.value)
