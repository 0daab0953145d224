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
from storage import Storage


class Muting:
    """The muted words of the chat whose interests count."""

    def __init__(self, storage: Storage, meanings: Meanings) -> None:
        self._chats = storage.chats
        self._meanings = meanings
        # Two who change at once change one after the other.
        self._one = asyncio.Lock()

    async def words(self, request: Request) -> tuple[str, ...]:
        """The muted words, in the order in which they were said."""
        stored = await self._chats.get(request.home.key)
        return _of_home(request, stored).settings.mute

    async def mute(self, request: Request, words: Sequence[str]) -> list[str]:
        """No paper with one of these words is listed from now on; returns them, each with its
        English where it is Chinese. Raises KeywordsTooMany, KeywordTooLong."""
        meant: list[str] = []
        for word in words:
            meant += [word, *self._meanings.muted_as(word)]

        def muted(chat: Chat) -> Chat:
            chat = _of_home(request, chat)
            known = {name_of(word): word for word in chat.settings.mute}
            for word in meant:
                known.setdefault(name_of(word), word)
                if len(word) > LONGEST_WORD:
                    raise KeywordTooLong(word[:LONGEST_WORD], LONGEST_WORD)
            if len(known) > MOST_WORDS:
                raise KeywordsTooMany(len(known), MOST_WORDS)
            return _with_muted(chat, tuple(known.values()))

        async with self._one:
            await self._chats.change(request.home.key, muted)
        return meant

    async def unmute(self, request: Request, word: str) -> list[str]:
        """Papers with that word may be listed again; returns what is muted no more: the word, and
        the English that was muted with it. [] where the word was not."""
        unwanted = {name_of(word): word}
        async with self._one:
            muted = {name_of(each) for each in await self.words(request)}
            if name_of(word) not in muted:
                return []
            for each in self._meanings.muted_as(word):
                if name_of(each) in muted:
                    unwanted[name_of(each)] = each

            def unmuted(chat: Chat) -> Chat:
                chat = _of_home(request, chat)
                kept = [each for each in chat.settings.mute if name_of(each) not in unwanted]
                return _with_muted(chat, tuple(kept))

            await self._chats.change(request.home.key, unmuted)
        return list(unwanted.values())


def _of_home(request: Request, stored: Chat) -> Chat:
    """The stored chat with what it has from the chat that holds it."""
    if stored.key == request.chat.key:
        return request.within_parent(stored)
    return stored


def _with_muted(chat: Chat, words: tuple[str, ...]) -> Chat:
    return dataclasses.replace(chat, settings=dataclasses.replace(chat.settings, mute=words))
