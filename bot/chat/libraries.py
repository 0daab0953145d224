"""A file that somebody sends: their library, or interests that were exported.

It is refused by the size that is announced, and again while it comes: nothing larger is ever held.
"""

# Tested in tests/bot/chat/test_steering.py.

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence, Set
from dataclasses import dataclass

from bot.chat.request import Request
from bot.chat.steering import MOST_PAPERS, Steering, permitted
from bot.chat.views.interests import LEVELS
from bot.chat.views.model import View
from bot.chat.views.notes import text_view
from bot.chat.views.wishes import Outcome, library_view, outcome_view
from core.errors import LibraryTooLarge, LibraryUnreachable, LibraryUnreadable
from core.interests.interest import ChatInterests, Interest, Kind
from core.interests.library.decoding import decoded
from core.interests.library.own import Exported, read_export
from core.interests.library.reading import MOST_BYTES, LibraryFile, read_library
from core.titles import title_key
from storage import Storage

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file in a message. `size` is what the platform says, None where it says nothing.

    `read` returns its bytes, or None as soon as there are more than it is given; it raises OSError
    when the file cannot be fetched.
    """

    name: str
    size: int | None
    read: Callable[[int], Awaitable[bytes | None]]


class Libraries:
    """Takes files in."""

    def __init__(self, storage: Storage, steering: Steering) -> None:
        self._storage = storage
        self._steering = steering

    async def take(self, request: Request, upload: Upload) -> View:
        """What was found in the file, all of it wanted from now on.

        Raises NotAllowed, LibraryTooLarge, LibraryUnreachable, LibraryUnreadable.
        """
        await permitted(request)
        data: bytes | None = None
        if upload.size is None or upload.size <= MOST_BYTES:
            try:
                data = await upload.read(MOST_BYTES)
            except OSError:
                raise LibraryUnreachable(upload.name) from None
        if data is None:
            raise LibraryTooLarge(MOST_BYTES // MEGABYTE)
        found = await asyncio.to_thread(_read, data)
        if found is None or found == Exported(interests=()):
            raise LibraryUnreadable(upload.name)
        if isinstance(found, Exported):
            return await self._brought_back(request, found)
        return await self._taken(request, upload.name, found)

    async def _brought_back(self, request: Request, exported: Exported) -> View:
        outcome = Outcome()
        if exported.muted:
            outcome.muted += await self._steering.muting.mute(request, exported.muted)
        key = request.home.key
        asked = [*exported.interests, *await self._storage.interests.of(key)]
        known = ChatInterests(
            interests=asked, votes=await self._storage.interests.votes(key)
        ).papers
        liked = _seeds(exported.liked, known, 1.0)
        disliked = _seeds(exported.disliked, known, min(LEVELS))
        await self._steering.keep(request, [*exported.interests, *liked, *disliked], outcome)
        view = outcome_view(request.t, outcome, MOST_PAPERS)
        if not view.blocks:
            nothing_new = text_view(request.t, "library.known")
            view = dataclasses.replace(nothing_new, buttons=view.buttons)
        return view

    async def _taken(self, request: Request, name: str, library: LibraryFile) -> View:
        by_title = await self._by_title(library)
        papers = newest_first({*library.papers, *by_title})
        outcome = Outcome()
        seeds = [Interest(kind=Kind.PAPER, value=each) for each in papers[:MOST_PAPERS]]
        outcome.dropped += len(papers) - len(seeds)
        await self._steering.keep(request, seeds, outcome)
        known = [each for each in by_title if each not in library.papers]
        return library_view(request.t, name, library, outcome, len(known), MOST_PAPERS)

    async def _by_title(self, library: LibraryFile) -> list[str]:
        """The stored papers that have the titles of references without an id."""
        if not library.titles:
            return []
        stored = await self._storage.papers.titles()
        return await asyncio.to_thread(_matching, library, stored)


def _seeds(papers: Sequence[str], known: Set[str], weight: float) -> list[Interest]:
    """Those of the papers that are not known here, as papers that were asked for."""
    new = [each for each in papers if each not in known]
    return [Interest(kind=Kind.PAPER, value=each, weight=weight) for each in new]


def newest_first(papers: set[str]) -> list[str]:
    """The ids, the newest paper first; those of before April 2007 last."""
    return sorted(papers, key=lambda each: ("/" not in each, each), reverse=True)


def _read(data: bytes) -> Exported | LibraryFile | None:
    text = decoded(data)
    if text is not None:
        exported = read_export(text)
        if exported is not None:
            return exported
    return read_library(data)


def _matching(library: LibraryFile, stored: list[tuple[str, str]]) -> list[str]:
    found: dict[str, str] = {}
    for paper, title in stored:
        plain = title_key(title)
        if plain in library.titles:
            found.setdefault(plain, paper)
    return list(found.values())
