"""What a chat is interested in: looked at by everybody, changed by admins. Use cases from a request
to a view. What a file brings stands in `bot.chat.libraries`."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence

from bot.chat import views
from bot.chat.audience import Audience
from bot.chat.request import Request
from bot.chat.targets import Change
from bot.chat.views.interests import (
    LESS,
    LEVELS,
    MORE,
    MUTE,
    REMOVE,
    Board,
    asked_view,
    board_view,
    interest_view,
    ordered,
    page_number,
    panel_button,
)
from bot.chat.views.model import Enclosed, View
from bot.chat.views.wishes import Outcome, outcome_view
from bot.chat.words.keywords import LONGEST_WORD, MOST_WORDS
from bot.chat.words.wishes import Deed, Said, Whole, Wish, parse_wishes
from core.chats import Chat
from core.errors import (
    ButtonStale,
    InterestsTooMany,
    KeywordsTooMany,
    KeywordTooLong,
    NotAllowed,
)
from core.interests.glossary import has_chinese
from core.interests.interest import Interest, Kind, name_of
from core.interests.library.own import Exported, voted, write_export
from core.interests.meaning import By, Meanings
from core.interests.seeds import fetched
from core.ports import Library
from storage import Storage

# How much a chat may ask for: words, authors and labs; papers.
MOST_ASKED, MOST_PAPERS = 100, 300
FILE = "paperboy-interests.json"
NAME = "interests"


class Steering:
    """The use cases of `/interests` and its buttons."""

    def __init__(self, storage: Storage, library: Library, meanings: Meanings) -> None:
        self._storage = storage
        self._library = library
        self._meanings = meanings
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
        await permitted(request)
        if said.whole is not None:
            return await self._emptied(request, said.whole, said.sure)
        return await self._done(request, said)

    async def field(self, request: Request, name: str) -> View:
        """The page of all interests, or the interest, of that name; raises ButtonStale when it is
        gone."""
        number = page_number(name)
        if number is not None:
            return await self.page(request, number)
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
                return interest_view(request.t, interest, board.titles)
            if change.value == MUTE:
                await self._mute(request, [interest.value])
            await self._storage.interests.remove(request.home.key, interest.kind, interest.value)
        return await self.page(request, 1)

    async def exported(self, request: Request) -> View:
        """The interests as a file that is read back as the same."""
        board = await self._board(request)
        if not board.holds_anything:
            return views.text_view(request.t, "interests.none")
        liked, disliked = voted(await self._storage.interests.votes(request.home.key))
        exported = Exported(
            interests=board.interests, muted=board.muted, liked=liked, disliked=disliked
        )
        view = views.text_view(request.t, "interests.exported")
        return dataclasses.replace(view, enclosed=Enclosed(FILE, write_export(exported)))

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

    async def mute(self, request: Request, words: Sequence[str]) -> None:
        """No paper with one of these words is listed from now on; raises KeywordsTooMany,
        KeywordTooLong."""
        async with self._one:
            await self._mute(request, words)

    async def _mute(self, request: Request, words: Sequence[str]) -> None:
        def muted(chat: Chat) -> Chat:
            chat = _of_home(request, chat)
            known = {name_of(word): word for word in chat.settings.mute}
            for word in words:
                known.setdefault(name_of(word), word)
                if len(word) > LONGEST_WORD:
                    raise KeywordTooLong(word[:LONGEST_WORD], LONGEST_WORD)
            if len(known) > MOST_WORDS:
                raise KeywordsTooMany(len(known), MOST_WORDS)
            return _with_muted(chat, tuple(known.values()))

        await self._storage.chats.change(request.home.key, muted)

    async def _unmute(self, request: Request, word: str) -> bool:
        """Papers with that word may be listed again; whether they might not before."""
        before = name_of(word) in {name_of(each) for each in await self._muted(request)}
        if before:

            def unmuted(chat: Chat) -> Chat:
                chat = _of_home(request, chat)
                kept = [each for each in chat.settings.mute if name_of(each) != name_of(word)]
                return _with_muted(chat, tuple(kept))

            await self._storage.chats.change(request.home.key, unmuted)
        return before

    async def _muted(self, request: Request) -> tuple[str, ...]:
        stored = await self._storage.chats.get(request.home.key)
        return _of_home(request, stored).settings.mute

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
            muted=await self._muted(request),
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
        view = views.text_view(t, f"interests.{whole}.done")
        return dataclasses.replace(view, buttons=((panel_button(t),),))

    async def _done(self, request: Request, said: Said) -> View:
        outcome = Outcome()
        put: dict[tuple[Kind, str], Interest] = {}
        for wish in await self._each(request, said.wishes):
            match wish.deed:
                case Deed.ADD | Deed.MORE | Deed.LESS:
                    interest = await self._wished(request, wish, outcome)
                    put[_same(interest)] = interest  # said twice, the last counts
                    if interest.weight > 0 and await self._unmute(request, wish.value):
                        outcome.unmuted.append(wish.value)
                case Deed.REMOVE:
                    await self._removed(request, wish, outcome)
                case Deed.MUTE:
                    await self.mute(request, [wish.value])
                    await self._storage.interests.remove(request.home.key, Kind.WORDS, wish.value)
                    outcome.muted.append(wish.value)
                case Deed.UNMUTE:
                    kept = outcome.missing
                    if await self._unmute(request, wish.value):
                        kept = outcome.unmuted
                    kept.append(wish.value)
        if put:
            await self.keep(request, list(put.values()), outcome)
        return outcome_view(request.t, outcome, MOST_PAPERS)

    async def _each(self, request: Request, wishes: Sequence[Wish]) -> list[Wish]:
        """The wishes, one that names several topics as one for each, unless all of it is one of
        the chat's interests or muted words."""
        muted = {name_of(word) for word in await self._muted(request)}
        each: list[Wish] = []
        for wish in wishes:
            topics: tuple[str, ...] = (wish.value,)
            if wish.kind in (None, Kind.WORDS) and not wish.english:
                topics = self._meanings.parted(wish.value)
            known = len(topics) == 1 or name_of(wish.value) in muted
            if known or await self._there(request, wish) is not None:
                topics = (wish.value,)
            each += [dataclasses.replace(wish, value=topic) for topic in topics]
        return each

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
            outcome.removed.append(there)
        elif await self._unmute(request, wish.value):
            outcome.unmuted.append(wish.value)
        else:
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


def _of_home(request: Request, stored: Chat) -> Chat:
    """The stored chat with what it has from the chat that holds it."""
    if stored.key == request.chat.key:
        return request.within_parent(stored)
    return stored


def _with_muted(chat: Chat, words: tuple[str, ...]) -> Chat:
    return dataclasses.replace(chat, settings=dataclasses.replace(chat.settings, mute=words))
