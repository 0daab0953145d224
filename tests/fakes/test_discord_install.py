"""A bot that people take along, through the real library: where it is offered, what it is told, and
what it may not do."""

from __future__ import annotations

import pytest
from discord import Forbidden, HTTPException, Interaction, Message, app_commands
from discord.http import handle_message_parameters

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client
from tests.fakes.discord_rights import Right
from tests.fakes.discord_state import Channel, User


@app_commands.command(description="Do it")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def everywhere(interaction: Interaction[Client]) -> None:
    await interaction.response.send_message("done")


@app_commands.command(description="Do it")
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
async def here(interaction: Interaction[Client]) -> None:
    await interaction.response.send_message("done")


def abroad(discord: FakeDiscord) -> tuple[User, User, Channel]:
    """Somebody who has the bot, somebody who has not, and where they are without it."""
    ann, max_ = discord.install(discord.user("Ann")), discord.user("Max")
    guild = discord.guild(discord.user("Olga"), bot=None, locale="zh-CN")
    discord.join(guild, ann)
    discord.join(guild, max_)
    assert guild.system_channel
    return ann, max_, guild.system_channel


async def synced(client: Client, *commands: app_commands.Command[None, ..., None]) -> None:
    for command in commands:
        client.tree.add_command(command)
    await client.tree.sync()


async def test_who_is_offered_what_where(discord: FakeDiscord, client: Client) -> None:
    ann, max_, channel = abroad(discord)
    await synced(client, everywhere, here)
    home = discord.guild(max_).system_channel
    assert home

    assert discord.visible(ann, channel) == ["everywhere"]
    assert discord.visible(max_, channel) == []
    assert discord.visible(max_, home) == ["everywhere", "here"]
    assert discord.visible(ann, discord.group(ann, max_)) == ["everywhere"]
    assert discord.visible(max_, discord.group(ann, max_)) == []
    assert discord.visible(ann, discord.private(ann)) == ["everywhere"]
    assert discord.visible(max_, discord.private(max_)) == ["everywhere", "here"]


@pytest.mark.parametrize("private", [False, True])
async def test_what_the_bot_is_told(discord: FakeDiscord, client: Client, private: bool) -> None:
    ann, max_, channel = abroad(discord)
    if private:
        channel = discord.group(ann, max_)
    told: list[Interaction[Client]] = []

    @client.event
    async def on_interaction(interaction: Interaction[Client]) -> None:
        told.append(interaction)

    await synced(client, everywhere)
    await discord.slash(ann, channel, "everywhere", locale="de").wait_answer()

    (found,) = told
    assert found.context.private_channel == private
    assert found.context.guild != private
    assert (found.is_guild_integration(), found.is_user_integration()) == (False, True)
    assert str(found.locale) == "de"
    assert (found.guild_locale and str(found.guild_locale)) == (None if private else "zh-CN")


async def test_the_sixth_further_message_is_refused(discord: FakeDiscord, client: Client) -> None:
    ann, _, channel = abroad(discord)
    refused: list[int] = []

    @client.tree.command(description="Talk")
    @app_commands.allowed_installs(guilds=True, users=True)
    async def talk(interaction: Interaction[Client]) -> None:
        await interaction.response.send_message("0")
        try:
            for number in range(1, 7):
                await interaction.followup.send(str(number))
        except HTTPException as error:
            refused.append(error.code)

    await client.tree.sync()
    asked = discord.slash(ann, channel, "talk")
    await discord.wait_for(lambda: refused)
    assert refused == [40094]
    assert [message.text for message in asked.messages] == list("012345")

    at_home = discord.slash(ann, discord.private(ann), "talk")
    await discord.wait_for(lambda: len(at_home.messages) == 7)


async def test_it_can_neither_post_nor_look(discord: FakeDiscord, client: Client) -> None:
    ann, max_, channel = abroad(discord)
    for place in (channel, discord.group(ann, max_)):
        with pytest.raises(Forbidden):
            await client.http.send_message(
                place.id, params=handle_message_parameters(content="hello")
            )
    assert discord.messages(channel) == []


async def test_a_stranger_who_presses_stands_for_who_brought_it(
    discord: FakeDiscord, client: Client
) -> None:
    ann, max_, channel = abroad(discord)
    await synced(client, everywhere)
    shown = await discord.slash(ann, channel, "everywhere").wait_answer()
    assert shown.original
    pressed = discord.press(shown.original, max_, "x", forged=True)

    assert pressed.owners == {"1": str(ann.id)}
    assert pressed.brought


async def test_without_the_right_what_all_would_see_is_seen_alone(
    discord: FakeDiscord, client: Client
) -> None:
    ann, _, channel = abroad(discord)
    await synced(client, everywhere)
    discord.deny(channel, Right.USE_EXTERNAL_APPS, who=ann)

    assert (await discord.slash(ann, channel, "everywhere").wait_answer()).ephemeral


async def test_a_message_and_its_command(discord: FakeDiscord, client: Client) -> None:
    ann, _, channel = abroad(discord)

    @client.tree.context_menu(name="Read this")
    @app_commands.allowed_installs(guilds=True, users=True)
    async def read(interaction: Interaction[Client], message: Message) -> None:
        await interaction.response.send_message(message.content)

    await client.tree.sync()
    said = discord.say(channel, ann, "a link")

    assert (await discord.menu(ann, said, "Read this").wait_answer()).text == "a link"
    assert discord.visible(ann, channel) == []
