"""Words that a chat never wants listed: those of its settings, however they were said."""

# Tested in tests/bot/chat/test_steering.py.

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence

from bot.chat.request import Request
from bot.chat.words.keywords import LONGEST_WORD, MOST_WORDS
from core.chats import Chat
from core.errors import KeywordsTooMany, KeywordTooLong
from core.interests.interest import name_of
from core.interests.meaning import Meanings
from core.ports import Clock
from storage import Storage


class Muting:
    """The muted words of the chat whose interests count."""

    def __init__(self, storage: Storage, meanings: Meanings, clock: Clock) -> None:
        self._chats = storage.chats
        self._clock = clock
        self._meanings = meanings
        # Two who change at once change one after the other.
        self._one = asyncio.Lock()

    async def words(self, request: Request) -> tuple[str, ...]:
        """The muted words, in the order in which they were said."""
        stored = await self._chats.get(request.home.key)
        return _of_home(request, stored).settings.mute

    async def mute(self, request: Request, words: Sequence[str]) -> list[str]:
        """No paper with one of these words is listed from now on; returns them, and the English of
        Chinese ones, as far as there is room. Raises KeywordsTooMany, KeywordTooLong."""
        english: dict[str, str] = {}
        for word in words:
            english |= self._besides(word)
        meant: list[str] = []

        def muted(chat: Chat) -> Chat:
            chat = _of_home(request, chat)
            known = {name_of(word): word for word in chat.settings.mute}
            for word in words:
                known.setdefault(name_of(word), word)
                if len(word) > LONGEST_WORD:
                    raise KeywordTooLong(word[:LONGEST_WORD], LONGEST_WORD)
            # What nobody typed gives way, and is added as far as there is room.
            for name in [name for word in known.values() for name in self._besides(word)]:
                if len(known) > MOST_WORDS:
                    known.pop(name, None)
            if len(known) > MOST_WORDS:
                raise KeywordsTooMany(len(known), MOST_WORDS)
            meant[:] = words
            for name, word in english.items():
                if name not in known and len(known) < MOST_WORDS and len(word) <= LONGEST_WORD:
                    known[name] = word
                    meant.append(word)
            return _with_muted(chat, tuple(known.values()))

        async with self._one:
            await self._chats.change(request.home.key, muted, request.author(self._clock.now()))
        return meant

    def _besides(self, word: str) -> dict[str, str]:
        """The English that is muted with the word, by its name."""
        return {name_of(each): each for each in self._meanings.muted_as(word)}

    async def unmute(self, request: Request, word: str) -> list[str]:
        """Papers with that word may be listed again; returns what is muted no more: the word, and
        the English that was muted with it. [] where the word was not."""
        unwanted = {name_of(word): word}
        async with self._one:
            muted = {name_of(each) for each in await self.words(request)}
            if name_of(word) not in muted:
                return []
            for name, each in self._besides(word).items():
                if name in muted:
                    unwanted[name] = each

            def unmuted(chat: Chat) -> Chat:
                chat = _of_home(request, chat)
                kept = [each for each in chat.settings.mute if name_of(each) not in unwanted]
                return _with_muted(chat, tuple(kept))

            author = request.author(self._clock.now())
            await self._chats.change(request.home.key, unmuted, author)
        return list(unwanted.values())


def _of_home(request: Request, stored: Chat) -> Chat:
    """The stored chat with what it has from the chat that holds it."""
    if stored.key == request.chat.key:
        return request.within_parent(stored)
    return stored


def _with_muted(chat: Chat, words: tuple[str, ...]) -> Chat:
    return dataclasses.replace(chat, settings=dataclasses.replace(chat.settings, mute=words))
