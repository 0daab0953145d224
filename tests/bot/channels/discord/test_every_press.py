"""Every button, menu and form that Discord ever shows, used by everybody everywhere: who uses one is
answered, alone unless they show it to all, and nobody gains a right.

They are not listed here: what commands show is used, and what that shows, and so on.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from bot.chat.command_table import COMMANDS
from tests.discord_world import SLOT, DiscordScene, discord_scene
from tests.every_press import (
    AT,
    BUG,
    LATER,
    LONG_DAY,
    LOOK,
    SETTINGS,
    TYPED,
    Met,
    Turns,
    alike,
    held,
    old_and_forged,
    one_of_each_role,
)
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_interaction import Interaction
from tests.fakes.discord_limits import SEND
from tests.fakes.discord_state import COMPONENTS_V2, EPHEMERAL, Channel, Message, Role, User, walk
from tests.world import DATE, full_texts

OF_A_KIND = 1
# Types of components: a field to type into, a menu of the server's roles.
FIELD, MENU, MENU_OF_ROLES = 4, 3, 6
ROLE = "a role"


@dataclass(frozen=True)
class Control:
    """A button, or what is chosen from a menu; the text that is typed into the form it opens."""

    name: str
    values: tuple[str, ...] = ()
    menu: bool = False

    @property
    def action(self) -> str:
        """What it stands for."""
        if self.values and not self.name.startswith("settings"):
            return self.values[0]
        return self.name

    @property
    def kind(self) -> str:
        """What all that are like it have in common."""
        if self.name.startswith("settings"):
            return f"{self.name} {bool(self.values)}"
        return alike(self.action)


@dataclass(frozen=True)
class Place:
    """Somebody who presses in a channel; `settles` says that they may choose, `brought` whose
    installation let us in where no server did."""

    role: str
    channel: Channel
    presser: User
    settles: bool = False
    brought: User | None = None

    def __str__(self) -> str:
        return f"{self.role} in {self.channel.name or 'private'} ({self.channel.kind})"

    @property
    def own(self) -> set[str]:
        """What the presser may change: for a thread that gets no lists, its channel's interests."""
        if not self.settles:
            return set()
        parent = self.channel.parent
        return {f"{each.id}/" for each in (self.channel, parent) if each}


@dataclass
class Pressing:
    """The presses of one scene, with all that is checked of each."""

    stage: DiscordScene
    folder: Path
    chance: random.Random
    settled: frozenset[str]
    count: int = 0
    trouble: list[str] = field(default_factory=list)

    async def uses(self, place: Place, command: str, options: dict[str, str]) -> list[Message]:
        """Somebody uses the command; the messages that answer."""
        begun = self.stage.discord.slash(
            place.presser, place.channel, command, options, forced=True
        )
        return await self._answered(place, f"/{command} {options}", [begun])

    async def presses(
        self, place: Place, control: Control, under: Message, times: int = 1
    ) -> list[Message]:
        """Somebody uses that control under a copy of the message, so often at once, and sends the
        form that it opens; the messages that answer."""
        discord = self.stage.discord
        is_panel = bool(under.flags & COMPONENTS_V2)  # which is always its presser's alone
        in_company = place.channel.person is None
        alone = in_company and (is_panel or self.chance.choice((True, False)))
        copy = copied(discord, place, under, alone=alone)
        before = held(self.folder)
        begun = [used(discord, place, control, copy) for _ in range(times)]
        shares = control.action.startswith("show")
        found = await self._answered(place, str(control), begun, is_for_all=shares)
        # What is asked about a paper that all see, all read.
        asks = control.action.startswith("ask") and not alone
        for opened in begun:
            if opened.modal:
                for values in filled_in(opened):
                    sent = discord.submit_modal(opened, values)
                    what = f"form {control} {values}"
                    found += await self._answered(place, what, [sent], is_for_all=asks)
        trouble: list[str] = []
        changed = before.changed(held(self.folder)) - place.own
        if changed:
            trouble.append(f"{changed} changed")
        if copy.edits and not alone and in_company:
            trouble.append("what all see has turned")
        self.trouble += [f"{place}: {control}: {each}" for each in trouble]
        if copy.edits and copy not in found:
            found.append(copy)
        return found

    async def _answered(
        self, place: Place, what: str, begun: Sequence[Interaction], *, is_for_all: bool = False
    ) -> list[Message]:
        """The messages that answer them, checked."""
        discord = self.stage.discord
        self.stage.clock.pass_(seconds=7)
        calls = len(discord.history)
        await self.stage.until(lambda: all(each.response is not None for each in begun))
        await self.stage.until(lambda: not under_way())
        self.count += len(begun)
        trouble = ["no answer" for each in begun if not is_answered(each)]
        found = [message for each in begun for message in each.messages if not message.deleted]
        shown = [message for message in found if not message.ephemeral]
        trouble += [
            f"{call.route} refused: {call.status} {call.code} {call.body}"
            for call in discord.history[calls:]
            if call.status and call.status >= 400
        ]
        for call in discord.history[calls:]:
            # Whoever sets the hour may have made a list due.
            if call.route == SEND and call.params["channel_id"] not in self.settled:
                trouble.append("something is said in a channel")
        if place.channel.person is None and shown and not is_for_all:
            trouble.append("something is said to all")
        if len(shown) > 1 and place.channel.person is None:
            trouble.append("something is said to all twice")
        for message in found:
            if BUG in message.text or not (message.text or message.embeds):
                trouble.append(f"{message.text!r}")
        self.trouble += [f"{place}: {what}: {each}" for each in trouble]
        return found


def settled(everywhere: Iterable[Place]) -> frozenset[str]:
    """The channels whose settings somebody changes."""
    return frozenset(str(place.channel.id) for place in everywhere if place.settles)


def is_answered(interaction: Interaction) -> bool:
    """Whether whoever asked has an answer; where all saw us thinking, in another message."""
    there = [message for message in interaction.messages if not message.deleted]
    return interaction.answered or any(not message.loading for message in there)


def under_way() -> bool:
    """Whether an interaction is still being answered."""
    return any(task.get_name().startswith("interaction ") for task in asyncio.all_tasks())


def copied(discord: FakeDiscord, place: Place, message: Message, *, alone: bool) -> Message:
    """The same message in that place, seen by its presser alone or by all."""
    flags = message.flags & COMPONENTS_V2
    led: dict[str, object] | None = None
    if place.brought:
        led = {
            "id": str(discord.snowflake()),
            "type": 2,
            "user": place.brought.json(),
            "authorizing_integration_owners": {"1": str(place.brought.id)},
        }
    return discord.store(
        place.channel,
        discord.bot,
        content=message.content,
        embeds=message.embeds,
        components=message.components,
        flags=flags | EPHEMERAL if alone else flags,
        only=place.presser if alone else None,
        interaction=led,
    )


def used(discord: FakeDiscord, place: Place, control: Control, copy: Message) -> Interaction:
    """Somebody uses that control."""
    if not control.menu:
        return discord.press(copy, place.presser, control.name, forged=True)
    values: list[object] = list(control.values)
    if control.values == (ROLE,):
        values = [role for role in roles_of(place) if role.mentionable]
    return discord.select(copy, place.presser, control.name, values, forged=True)


def roles_of(place: Place) -> list[Role]:
    return list(place.channel.guild.roles.values()) if place.channel.guild else []


def filled_in(opened: Interaction) -> list[dict[str, object]]:
    """What is sent with that form: what stands in it, nothing, and words."""
    fields = [
        part
        for part in walk(opened.modal["components"])
        if part["type"] in (FIELD, MENU, MENU_OF_ROLES)
    ]
    [part] = fields
    if part["type"] == MENU_OF_ROLES:
        return [{}, {part["custom_id"]: []}]
    if part["type"] == MENU:
        options = [option["value"] for option in part["options"]]
        return [{part["custom_id"]: chosen} for chosen in ([], options[:1], options)]
    typed: list[dict[str, object]] = [{part["custom_id"]: each} for each in ("agent, RAG", "09:30")]
    if part.get("value") or not part.get("required", True):
        typed.append({})
    return typed


def controls(message: Message) -> Iterator[Control]:
    """All that can be pressed under the message, and chosen: each option, all at once, none."""
    for button in message.buttons:
        if "custom_id" in button:
            yield Control(button["custom_id"])
    for menu in message.selects:
        name = menu["custom_id"]
        if menu["type"] == MENU_OF_ROLES:
            yield Control(name, (ROLE,), menu=True)
        options = [option["value"] for option in menu.get("options", ())]
        for value in options:
            yield Control(name, (value,), menu=True)
        if menu.get("max_values", 1) > 1:
            yield Control(name, tuple(options), menu=True)
        if menu.get("min_values", 1) == 0:
            yield Control(name, (), menu=True)


def commands_used() -> Iterator[tuple[str, dict[str, str]]]:
    """Every command with what may be given to it."""
    for command in COMMANDS:
        names = [parameter.name for parameter in command.parameters]
        needed = sum(parameter.required for parameter in command.parameters)
        _, _, usage = command.usage.partition(" ")
        given = ["", usage, *TYPED.get(command.name, ())]
        if command.name == "lang":
            given = ["en"]  # Discord lets nobody choose another
        for text in dict.fromkeys(given):
            words = text.split(" ", maxsplit=len(names) - 1) if text and names else []
            allowed = command.parameters[0].choices if names else ()
            if len(words) >= needed and not (allowed and words and words[0] not in allowed):
                yield command.name, dict(zip(names, words, strict=False))
    yield "subscribe", SLOT
    yield "subscribe", {"time": "8:60"}
    yield "subscribe", {"time": "08:30", "zone": "Asia/Shangai"}


async def walk_from(pressing: Pressing, place: Place, met: Met[Control, Message]) -> None:
    """Meet every control that somebody is shown there; of those that are alike one is used."""
    for command, options in commands_used():
        met.meet(await pressing.uses(place, command, options))
    for control, message in met.unused():
        met.meet(await pressing.presses(place, control, message))


@asynccontextmanager
async def served(
    folder: Path, discord: FakeDiscord, at: tuple[int, ...] = AT
) -> AsyncIterator[DiscordScene]:
    async with discord_scene(
        folder,
        {DATE: LONG_DAY},
        pages=full_texts(LONG_DAY),
        discord=discord,
        at=at,
        use_model=True,
        look=LOOK,
        **SETTINGS,
    ) as stage:
        yield stage


def places(discord: FakeDiscord) -> list[Place]:
    """Everybody, everywhere; each admin has a channel of their own."""
    olga, mia, max_, ann, eve = (
        discord.user(name) for name in ("Olga", "Mia", "Max", "Ann", "Eve")
    )
    discord.install(ann)
    ours, other = discord.guild(olga), discord.guild(olga, "Elsewhere", bot=None)
    discord.role(ours, "readers", mentionable=True)
    discord.join(ours, mia, manager=True)
    for user in (max_, eve):
        discord.join(ours, user)
    for user in (ann, eve):
        discord.join(other, user)
    between = discord.group(ann, eve)
    return [
        Place("owner", discord.private(olga), olga, settles=True),
        Place("admin", discord.channel(ours), mia, settles=True),
        Place("admin", discord.thread(ours.system_channel), olga, settles=True),
        Place("admin", discord.announcements(ours), mia, settles=True),
        Place("admin", discord.thread(discord.forum(ours)), mia, settles=True),
        Place("member", discord.channel(ours, "talk"), max_),
        Place("member", discord.thread(ours.system_channel, "Talk"), max_),
        Place("member", discord.announcements(ours, "more"), max_),
        Place("guest", other.system_channel, ann, brought=ann),
        Place("guest", between, ann, brought=ann),
        Place("stranger", other.system_channel, eve, brought=ann),
        Place("stranger", between, eve, brought=ann),
    ]


async def subscribe(pressing: Pressing, everywhere: Sequence[Place]) -> None:
    """Let there be something to lose."""
    for place in everywhere:
        if not place.brought:
            owner = place.channel.guild.owner if place.channel.guild else place.presser
            theirs = Place("admin", place.channel, owner, settles=True)
            await pressing.uses(theirs, "subscribe", SLOT)


async def test_every_control_by_everybody(tmp_path: Path) -> None:
    chance = random.Random(1)
    met: Met[Control, Message] = Met(controls, attrgetter("kind"), OF_A_KIND)
    async with FakeDiscord(limits=None) as discord:
        everywhere = places(discord)
        async with served(tmp_path, discord) as stage:
            pressing = Pressing(stage, tmp_path, chance, settled(everywhere))
            for place in (everywhere[0], everywhere[1], everywhere[8]):
                await walk_from(pressing, place, met)
            await subscribe(pressing, everywhere)
            turns = Turns(everywhere, chance)
            for control, message in met.shown.items():
                for place in turns.of(control.action):
                    await pressing.presses(place, control, message)
        assert pressing.trouble == []

        # After a restart each kind is pressed twice at once.
        async with served(tmp_path, discord, LATER) as stage:
            pressing = Pressing(stage, tmp_path, chance, settled(everywhere))
            for control, message in met.one_of_each_kind().items():
                for place in chance.sample(one_of_each_role(everywhere, chance), 1):
                    await pressing.presses(place, control, message, times=2)
        assert pressing.trouble == []


async def test_every_old_and_forged_control_by_everybody(tmp_path: Path) -> None:
    chance = random.Random(2)
    async with FakeDiscord(limits=None) as discord:
        everywhere = places(discord)
        said = Message(everywhere[0].channel, 0, 0.0, "", discord.bot, "What it said then")
        async with served(tmp_path, discord) as stage:
            pressing = Pressing(stage, tmp_path, chance, settled(everywhere))
            await subscribe(pressing, everywhere)
            for action, pressers in old_and_forged(everywhere, chance):
                for place in pressers if action else ():  # Discord holds no empty name
                    forms = (Control(action), Control("open", (action,), menu=True))
                    await pressing.presses(place, chance.choice(forms), said)
    assert pressing.trouble == []
