"""Every button that Telegram ever shows, pressed by everybody everywhere: who presses is answered,
and nobody gains a right.

The buttons are not listed here: what commands show is pressed, and what that shows, and so on.
"""

from __future__ import annotations

import base64
import dataclasses
import random
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.chat.actions import Verb, read_action
from tests.every_press import (
    AT,
    BUG,
    LATER,
    LONG_DAY,
    LOOK,
    SETTINGS,
    Met,
    Turns,
    alike,
    held,
    lines,
    old_and_forged,
    one_of_each_role,
)
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_state import Chat, Message, User
from tests.telegram_world import Scene, scene
from tests.world import DATE, full_texts

# How many buttons that are alike are pressed in one place.
OF_A_KIND = 1
# What some view shows on Telegram.
SHOWN = set(Verb) - {Verb.SHOW, Verb.FORM, Verb.PAGE, Verb.AGAIN, Verb.TABLE}


@dataclass(frozen=True)
class Place:
    """Somebody who presses in a chat, perhaps in a topic; `settles` says that they may choose,
    `reads_alone` that they may make nobody else read anything."""

    role: str
    chat: Chat
    presser: User
    thread: int | None = None
    settles: bool = False
    reads_alone: bool = False

    @property
    def own(self) -> set[str]:
        """What the presser may change: their own chat with us, which they may have forgotten
        wherever they are, and this one."""
        mine = {f"{self.presser.id}/"}
        if self.settles:
            mine.add(f"{self.chat.id}/{self.thread or ''}")
            # A topic that gets no lists has the interests of its group, which is theirs too.
            mine.add(f"{self.chat.id}/")
        return mine


@dataclass
class Told:
    """What a press led to: a word, a link, the message it turned, and new messages."""

    words: list[str]
    url: str
    turned: Message | None
    new: list[Message]

    @property
    def text(self) -> str:
        """All that is read of it."""
        turned = self.turned.text if self.turned else ""
        return "\n".join((*self.words, self.url, turned, *(each.text for each in self.new)))


@dataclass
class Pressing:
    """The presses of one scene, with all that is checked of each."""

    stage: Scene
    folder: Path
    everywhere: Sequence[Place]
    count: int = 0
    trouble: list[str] = field(default_factory=list)

    async def types(self, place: Place, line: str) -> list[Message]:
        """Somebody types the line; what answers."""
        self.stage.clock.pass_(seconds=7)
        before = len(self.stage.telegram.messages(place.chat))
        self.stage.telegram.say(place.chat, place.presser, line, thread=place.thread)
        await self.stage.idle()
        return self.stage.telegram.messages(place.chat)[before:]

    async def subscribe(self, place: Place) -> None:
        """Let there be something to lose, which the chat's owner chose."""
        owner = next(key for key, status in place.chat.members.items() if status != "left")
        theirs = dataclasses.replace(place, presser=self.stage.telegram.users[owner])
        await self.types(theirs, "/subscribe 08:30 Asia/Shanghai")
        await self.types(theirs, "/settings most 10")

    async def presses(self, place: Place, data: str, under: Message, times: int = 1) -> Told:
        """Somebody presses that button under a copy of the message, so often at once."""
        telegram = self.stage.telegram
        self.stage.clock.pass_(seconds=4)
        copy = copied(telegram, place, under)
        before, calls = held(self.folder), len(telegram.history)
        said = {chat.id: len(telegram.messages(chat)) for chat in telegram.chats.values()}
        queries = [telegram.press(copy, place.presser, data, forged=True) for _ in range(times)]
        await self.stage.until(lambda: all(query.answered for query in queries))
        await self.stage.idle()
        self.count += times
        words = [query.text for query in queries if query.text]
        new = telegram.messages(place.chat)[said[place.chat.id] :]
        turned = copy if copy.edits else None
        told = Told(words, queries[0].url, turned, new)

        trouble = [*self._refused(calls), *self._elsewhere(place, said)]
        changed = before.changed(held(self.folder)) - place.own
        if changed:
            trouble.append(f"{changed} changed")
        if not told.text.strip():
            trouble.append("no answer")
        if BUG in told.text:
            trouble.append(told.text)
        if times > 1 and len(new) > 2:
            trouble.append(f"{len(new)} messages")
        if place.reads_alone and new:
            trouble.append("something is said to all")
        self.trouble += [f"{place.role} in a {place.chat.kind}: {data}: {each}" for each in trouble]
        return told

    def _refused(self, calls: int) -> Iterator[str]:
        """What Telegram did not take, of the calls from that one on."""
        for call in self.stage.telegram.history[calls:]:
            same = "message is not modified" in call.refusal  # the service cannot know
            if call.status and call.status >= 400 and not same:
                yield f"{call.method} refused: {call.refusal}"

    def _elsewhere(self, place: Place, said: Mapping[int, int]) -> Iterator[str]:
        """What is said in other chats; where somebody set the hour, a list may have come due."""
        telegram = self.stage.telegram
        settled = {each.chat.id for each in self.everywhere if each.settles}
        for chat in telegram.chats.values():
            if chat is place.chat or chat.id in settled:
                continue
            if len(telegram.messages(chat)) != said[chat.id]:
                yield f"something is said in {chat.id}"


def copied(telegram: FakeTelegram, place: Place, message: Message) -> Message:
    """The same message in that place."""
    in_channel = place.chat.kind == "channel"
    return telegram.store(
        place.chat,
        text=message.text,
        entities=message.entities,
        markup=message.markup,
        by_bot=True,
        sender=None if in_channel else telegram.bot,
        sender_chat=place.chat if in_channel else None,
        thread=place.thread,
    )


def buttons(message: Message) -> list[str]:
    return [b["callback_data"] for row in message.buttons for b in row if "callback_data" in b]


async def walk(pressing: Pressing, place: Place, met: Met[str, Message]) -> None:
    """Meet every button that somebody is shown there; of those that are alike a few are pressed."""
    for line in lines():
        met.meet(await pressing.types(place, line))
    for data, message in met.unused():
        told = await pressing.presses(place, data, message)
        met.meet([*told.new, *([told.turned] if told.turned else [])])


@asynccontextmanager
async def served(
    folder: Path, telegram: FakeTelegram, at: tuple[int, ...] = AT
) -> AsyncIterator[Scene]:
    async with scene(
        folder,
        {DATE: LONG_DAY},
        pages=full_texts(LONG_DAY),
        telegram=telegram,
        at=at,
        use_model=True,
        look=LOOK,
        **SETTINGS,
    ) as stage:
        yield stage


def places(telegram: FakeTelegram) -> list[Place]:
    """Everybody, everywhere; each place has a chat or a topic of its own."""
    olga, max_, eve = (telegram.user(name) for name in ("Olga", "Max", "Eve"))
    group, forum, channel = (
        telegram.group(olga),
        telegram.group(olga, forum=True),
        telegram.channel(olga),
    )
    for chat in (group, forum, channel):
        telegram.join(chat, max_)
    papers, other = (telegram.topic(forum, name) for name in ("Papers", "Other"))
    return [
        Place("owner", telegram.private(olga), olga, settles=True),
        Place("admin", telegram.group(olga), olga, settles=True),
        Place("admin", forum, olga, other, settles=True),
        Place("admin", telegram.channel(olga), olga, settles=True),
        Place("member", group, max_),
        Place("member", forum, max_, papers),
        Place("member", channel, max_, reads_alone=True),
        Place("stranger", telegram.group(olga), eve),
    ]


async def test_every_button_by_everybody(tmp_path: Path) -> None:
    telegram, chance = FakeTelegram(limits=None), random.Random(1)
    everywhere = places(telegram)
    met: Met[str, Message] = Met(buttons, alike, OF_A_KIND)
    async with served(tmp_path, telegram) as stage:
        pressing = Pressing(stage, tmp_path, everywhere)
        for place in everywhere[:2]:
            await walk(pressing, place, met)
        for place in everywhere:
            await pressing.subscribe(place)
        turns = Turns(everywhere[2:], chance)
        for data, message in met.shown.items():
            for place in turns.of(data):
                await pressing.presses(place, data, message)
    assert pressing.trouble == []
    assert {read_action(data).verb for data in met.shown} >= SHOWN  # type: ignore[union-attr]

    # After a restart each kind is pressed twice at once.
    async with served(tmp_path, telegram, LATER) as stage:
        pressing = Pressing(stage, tmp_path, everywhere)
        for data, message in met.one_of_each_kind().items():
            for place in chance.sample(one_of_each_role(everywhere, chance), 1):
                await pressing.presses(place, data, message, times=2)
    assert pressing.trouble == []


async def test_every_old_and_forged_button_by_everybody(tmp_path: Path) -> None:
    telegram, chance = FakeTelegram(limits=None), random.Random(2)
    everywhere = places(telegram)
    said = Message(everywhere[0].chat, 0, 0, 0, text="What it said then")
    async with served(tmp_path, telegram) as stage:
        pressing = Pressing(stage, tmp_path, everywhere)
        for place in everywhere:
            await pressing.subscribe(place)
        for data, pressers in old_and_forged(everywhere, chance):
            for place in pressers:
                await pressing.presses(place, data, said)
    assert pressing.trouble == []


async def test_two_presses_at_once_open_one_message(tmp_path: Path) -> None:
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        report = await stage.says(chat, ann, "/paper 1 2026-02-05")
        for data in ("why:2026-02-05:1", "run:/help", "settings"):
            before = len(stage.telegram.messages(chat))
            presses = [stage.telegram.press(report, ann, data, forged=True) for _ in range(3)]
            await stage.until(lambda presses=presses: all(each.answered for each in presses))
            await stage.idle()
            assert len(stage.telegram.messages(chat)) == before + 1, data
            # Later it is another wish.
            await stage.forges(report, ann, data)
            assert len(stage.telegram.messages(chat)) == before + 2, data


async def test_what_a_line_changes_is_changed_as_often_as_it_is_pressed(tmp_path: Path) -> None:
    async with scene(tmp_path) as stage:
        olga = stage.telegram.user("Olga")
        group = stage.telegram.group(olga)
        said = await stage.says(group, olga, "/start")
        for line, subscribed in (("/subscribe", True), ("/unsubscribe", False)) * 2:
            await stage.forges(said, olga, f"run:{line}")
            assert ((await stage.known(group)).subscribed_at is not None) == subscribed


async def test_a_channel_reader_s_line_is_answered_in_their_own_chat(tmp_path: Path) -> None:
    async with scene(tmp_path) as stage:
        olga, max_ = stage.telegram.user("Olga"), stage.telegram.user("Max")
        channel = stage.telegram.channel(olga)
        own = stage.telegram.private(max_)
        stage.telegram.join(channel, max_)
        post = await stage.says(channel, olga, "/paper 1 2026-02-05")
        said = len(stage.telegram.messages(channel))
        for data in ("run:/why 2 2026-02-05", "why:2026-02-05:1", "report:2602.03907"):
            query = stage.telegram.press(post, max_, data, forged=True)
            await stage.until(lambda query=query: query.answered)
            payload = query.url.partition("?start=")[2]
            answer = await stage.says(own, max_, f"/start {payload}")
            assert answer.text.lstrip("🏆 ")[:2] in ("1.", "2.", "3."), data
        assert len(stage.telegram.messages(channel)) == said
        # Nothing else than reading follows a link.
        line = base64.urlsafe_b64encode(b"/forget yes").decode().rstrip("=")
        assert "Paperboy" in (await stage.says(own, max_, f"/start run_{line}")).text
