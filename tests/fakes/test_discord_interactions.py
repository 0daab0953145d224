"""Interactions through the real library: commands, menus, forms, and the time there is to
answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from discord import (
    ButtonStyle,
    HTTPException,
    Interaction,
    Permissions,
    SelectOption,
    TextChannel,
    app_commands,
    ui,
)

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client, running
from tests.fakes.discord_limits import CALLBACK
from tests.fakes.discord_rights import Right
from tests.fakes.discord_state import Channel, Guild, User

Act = Callable[[Interaction[Client]], Awaitable[Any]]


class Opener(ui.DynamicItem[ui.Button[ui.View]], template=r"open:(?P<number>\d+)"):
    """A button that works after a restart: all it needs is in its id."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=f"Open {number}", custom_id=f"open:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: Any, __: Any, match: re.Match[str]) -> Opener:
        return cls(int(match["number"]))

    async def callback(self, interaction: Interaction[Any]) -> None:
        await interaction.response.send_message(f"Paper {self.number}", ephemeral=True)


class Menu(ui.DynamicItem[ui.Select[ui.View]], template=r"list"):
    """A menu that works after a restart."""

    def __init__(self) -> None:
        options = [SelectOption(label=f"Paper {number}", value=str(number)) for number in (1, 2)]
        super().__init__(ui.Select(custom_id="list", options=options, placeholder="Open a paper"))

    @classmethod
    async def from_custom_id(cls, *_: Any) -> Menu:
        return cls()

    async def callback(self, interaction: Interaction[Any]) -> None:
        await interaction.response.edit_message(content=f"chosen {self.item.values}", view=None)


class Settings(ui.Modal, title="Settings"):
    zone: ui.Label[Any] = ui.Label(
        text="Zone", component=ui.TextInput(custom_id="zone", max_length=40)
    )
    length: ui.Label[Any] = ui.Label(
        text="Length",
        component=ui.Select(
            custom_id="length", options=[SelectOption(label="Short"), SelectOption(label="Long")]
        ),
    )

    async def on_submit(self, interaction: Interaction[Any]) -> None:
        assert isinstance(self.zone.component, ui.TextInput)
        assert isinstance(self.length.component, ui.Select)
        await interaction.response.send_message(
            f"{self.zone.component.value} {self.length.component.values}"
        )


def place(discord: FakeDiscord) -> tuple[Guild, User, Channel]:
    """A guild, its owner, its channel."""
    guild = discord.guild(discord.user("Ann"))
    assert guild.system_channel
    return guild, guild.owner, guild.system_channel


async def commanded(client: Client, act: Act) -> None:
    """Register the one command /do, which does that."""

    @client.tree.command(description="Do it")
    async def do(interaction: Interaction[Client]) -> None:
        await act(interaction)

    await client.tree.sync()


async def test_autocomplete(discord: FakeDiscord, client: Client) -> None:
    _, ann, channel = place(discord)

    @client.tree.command(description="Open a paper")
    async def paper(interaction: Interaction, number: int, tag: str = "") -> None: ...

    @paper.autocomplete("number")
    async def numbers(interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
        assert interaction.namespace.tag == "llm"
        return [
            app_commands.Choice(name=f"{number} · {current}", value=number) for number in (1, 2)
        ]

    await client.tree.sync()
    typed = await discord.autocomplete(
        ann, channel, "paper", "number", "mix", {"tag": "llm"}
    ).wait_answer()

    assert typed.choices == [{"name": "1 · mix", "value": 1}, {"name": "2 · mix", "value": 2}]
    with pytest.raises(AssertionError, match="no autocomplete"):
        discord.autocomplete(ann, channel, "paper", "tag", "l")


async def test_a_deferred_answer_is_edited_in_and_followed_up(
    discord: FakeDiscord, client: Client
) -> None:
    _, ann, channel = place(discord)
    read = asyncio.Event()

    async def act(interaction: Interaction[Client]) -> None:
        await interaction.response.defer(thinking=True)
        await read.wait()
        await interaction.edit_original_response(content="read")
        await interaction.followup.send("more", ephemeral=True)

    await commanded(client, act)
    asked = await discord.slash(ann, channel, "do").wait_response()
    assert (asked.deferred, asked.answered) == (True, False)
    assert discord.messages(channel)[0].loading
    read.set()
    await discord.wait_for(lambda: len(asked.messages) == 2)

    assert [(message.text, message.ephemeral, message.edits) for message in asked.messages] == [
        ("read", False, []),
        ("more", True, []),
    ]
    assert [message.text for message in discord.messages(channel)] == ["read"]


async def test_the_first_follow_up_takes_the_place_of_what_was_loading(
    discord: FakeDiscord, client: Client
) -> None:
    _, ann, channel = place(discord)

    async def act(interaction: Interaction[Client]) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("first")
        await interaction.followup.send("second")
        await interaction.delete_original_response()

    await commanded(client, act)
    asked = discord.slash(ann, channel, "do")
    await discord.wait_for(lambda: asked.messages and asked.messages[0].deleted)

    assert [(message.text, message.ephemeral) for message in asked.messages] == [
        ("first", True),
        ("second", False),
    ]
    assert asked.original is asked.messages[0]


async def test_buttons_and_menus_work_after_a_restart(discord: FakeDiscord) -> None:
    _, ann, channel = place(discord)
    async with running(discord) as client:
        view = ui.View(timeout=None).add_item(Opener(7)).add_item(Menu())
        await client.get_partial_messageable(channel.id).send("List", view=view)
    (message,) = discord.messages(channel)

    again = Client()
    again.add_dynamic_items(Opener, Menu)
    async with running(discord, again):
        pressed = await discord.press(message, ann, message.custom_id("Open 7")).wait_answer()
        chosen = await discord.select(message, ann, "list", ["2"]).wait_answer()

    assert (pressed.text, pressed.ephemeral, pressed.messages[0].only) == ("Paper 7", True, ann)
    assert (message.text, message.buttons, message.edits[0].content) == ("chosen ['2']", [], "List")
    assert chosen.original is message
    assert discord.messages(channel) == [message]
    with pytest.raises(AssertionError, match="no menu"):
        discord.select(message, ann, "list", ["2"])


async def test_what_was_deferred_by_a_press_changes_the_message(
    discord: FakeDiscord, client: Client
) -> None:
    _, ann, channel = place(discord)
    view = ui.LayoutView(timeout=None)
    button: ui.Button[ui.LayoutView] = ui.Button(
        label="Next", custom_id="next", style=ButtonStyle.primary
    )

    async def turn(interaction: Interaction[Any]) -> None:
        await interaction.response.defer()
        view.find_item(5).content = "page 2"  # type: ignore[union-attr]
        await interaction.edit_original_response(view=view)

    button.callback = turn  # type: ignore[method-assign]
    view.add_item(ui.Container(ui.TextDisplay("page 1", id=5), ui.ActionRow(button)))
    await client.get_partial_messageable(channel.id).send(view=view)
    (message,) = discord.messages(channel)
    assert message.text == "page 1"

    pressed = discord.press(message, ann, "next")
    await pressed.wait_answer()
    assert (pressed.deferred, message.text, message.edits[0].components != []) == (
        True,
        "page 2",
        True,
    )


async def test_a_form(discord: FakeDiscord, client: Client) -> None:
    _, ann, channel = place(discord)

    async def show(interaction: Interaction[Client]) -> None:
        await interaction.response.send_modal(Settings())

    await commanded(client, show)
    shown = await discord.slash(ann, channel, "do").wait_answer()
    with pytest.raises(AssertionError, match="zone is required"):
        discord.submit_modal(shown, {"length": ["Long"]})
    with pytest.raises(AssertionError, match="takes 0 to 40 characters"):
        discord.submit_modal(shown, {"zone": "x" * 41, "length": ["Long"]})
    sent = await discord.submit_modal(
        shown, {"zone": "Europe/Paris", "length": ["Long"]}
    ).wait_answer()

    assert sent.text == "Europe/Paris ['Long']"


async def refusals(
    discord: FakeDiscord, client: Client, act: Act, **options: Any
) -> list[tuple[int, int]]:
    """The status and code of what the library raised while it did that."""
    _, ann, channel = place(discord)
    caught: list[tuple[int, int]] = []

    async def attempt(interaction: Interaction[Client]) -> None:
        try:
            await act(interaction)
        except HTTPException as error:
            caught.append((error.status, error.code))

    await commanded(client, attempt)
    discord.slash(ann, channel, "do", **options)
    await discord.wait_for(lambda: caught)
    return caught


async def late(interaction: Interaction[Client]) -> None:
    await asyncio.sleep(0.08)
    await interaction.response.send_message("late")


async def twice(interaction: Interaction[Client]) -> None:
    first, second = interaction.response, type(interaction.response)(interaction)
    await first.send_message("once")
    await second.send_message("twice")


async def far_too_late(interaction: Interaction[Client]) -> None:
    await interaction.response.defer()
    interaction.client.fake.known[interaction.token].expire()  # type: ignore[attr-defined]
    await interaction.edit_original_response(content="late")


async def too_early(interaction: Interaction[Client]) -> None:
    await interaction.followup.send("early")


async def a_list_of_nothing(interaction: Interaction[Client]) -> None:
    await interaction.response.send_message("")


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (late, (404, 10062)),
        (twice, (400, 40060)),
        (far_too_late, (401, 50027)),
        (too_early, (404, 10015)),
        (a_list_of_nothing, (400, 50006)),
    ],
)
async def test_answers_refused(act: Act, refusal: tuple[int, int]) -> None:
    async with FakeDiscord(limits=None, speed=50) as discord, running(discord) as client:
        client.fake = discord  # type: ignore[attr-defined]
        assert await refusals(discord, client, act) == [refusal]


async def test_time_can_be_given() -> None:
    async with FakeDiscord(limits=None, speed=50) as discord, running(discord) as client:
        _, ann, channel = place(discord)
        await commanded(client, late)
        asked = await discord.slash(ann, channel, "do", hurried=False).wait_answer()
        assert asked.text == "late"
        assert asked.took
        assert asked.took > 0.06
    async with (
        FakeDiscord(limits=None, speed=50, punctual=False) as discord,
        running(discord) as client,
    ):
        _, ann, channel = place(discord)
        await commanded(client, late)
        assert (await discord.slash(ann, channel, "do").wait_answer()).text == "late"


async def test_a_callback_that_fails_after_it_was_done_is_acknowledged_once() -> None:
    async with FakeDiscord(limits=None) as discord, running(discord) as client:

        async def act(interaction: Interaction[Client]) -> None:
            await interaction.response.send_message("a")

        discord.fail(CALLBACK, "500:done")
        assert await refusals(discord, client, act) == [(400, 40060)]
        assert len(discord.sent) == 1


async def test_commands_are_offered_by_permission_place_and_language(
    discord: FakeDiscord, client: Client
) -> None:
    guild, ann, channel = place(discord)
    ben, cat = (
        discord.join(guild, discord.user("Ben")),
        discord.join(guild, discord.user("Cat"), manager=True),
    )

    @client.tree.command(description="Subscribe")
    @app_commands.default_permissions(Permissions(manage_guild=True))
    @app_commands.guild_only()
    async def subscribe(
        interaction: Interaction, where: TextChannel, how: app_commands.Choice[int]
    ) -> None:
        assert interaction.permissions.manage_guild
        await interaction.response.send_message(f"{where.name} {how.value} {interaction.locale}")

    app_commands.choices(how=[app_commands.Choice(name="short", value=1)])(subscribe)
    await client.tree.sync()

    assert [discord.visible(user, channel) for user in (ann, ben, cat)] == [
        ["subscribe"],
        [],
        ["subscribe"],
    ]
    assert discord.visible(cat, discord.private(cat)) == []
    with pytest.raises(AssertionError, match="not offered"):
        discord.slash(ben, channel, "subscribe", {"where": channel, "how": 1})
    with pytest.raises(AssertionError, match="not among"):
        discord.slash(cat, channel, "subscribe", {"where": channel, "how": 2})
    asked = discord.slash(cat, channel, "subscribe", {"where": channel, "how": 1}, locale="zh-CN")
    assert (await asked.wait_answer()).text == "general 1 zh-CN"
    discord.deny(channel, Right.USE_APPLICATION_COMMANDS, who=guild.roles[guild.id])
    assert discord.visible(cat, channel) == []
    assert discord.visible(ann, channel) == ["subscribe"]


async def test_subcommands_and_direct_messages(discord: FakeDiscord, client: Client) -> None:
    ann = discord.user("Ann")
    discord.guild(ann)
    group = app_commands.Group(name="my", description="Mine")

    @group.command(description="A paper of mine")
    async def paper(interaction: Interaction, number: int) -> None:
        assert interaction.guild is None
        await interaction.response.send_message(f"{interaction.user.name} {number}")

    client.tree.add_command(group)
    await client.tree.sync()
    asked = discord.slash(ann, discord.private(ann), "my paper", {"number": 3})
    assert (await asked.wait_answer()).text == "Ann 3"
    assert [message.text for message in discord.messages(discord.private(ann))] == ["Ann 3"]
