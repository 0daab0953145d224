"""Command tables: what Discord takes, and what it keeps."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from discord import Interaction, app_commands

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_commands import Commands, in_words
from tests.fakes.discord_library import Client
from tests.fakes.discord_state import Json, Refusal


def command(name: str = "paper", **more: Any) -> Json:
    return {"name": name, "description": "d", "type": 1} | more


def option(name: str = "number", **more: Any) -> Json:
    return {"name": name, "description": "d", "type": 4} | more


def registered(table: list[Json], commands: Commands | None = None) -> list[Json]:
    ids = itertools.count(1)
    return (commands or Commands()).overwrite(table, None, lambda: next(ids), 9)


CHOICES = [{"name": "a", "value": 1}]
LONG = [
    {"name": "x" * 90, "value": number} for number in range(25)
]  # Four times this is above 8,000 characters.


@pytest.mark.parametrize(
    "table",
    [
        [command("Paper")],
        [command("a b")],
        [command("x" * 33)],
        [command(description="")],
        [command(description="x" * 101)],
        [command(), command()],
        [command(f"c{number}") for number in range(101)],
        [command(options=[option(f"o{number}") for number in range(26)])],
        [command(options=[option(), option()])],
        [command(options=[option(), option("b", required=True)])],
        [command(options=[option(choices=CHOICES * 26)])],
        [command(options=[option(choices=CHOICES, autocomplete=True)])],
        [command(options=[option(choices=[{"name": "a", "value": "1"}])])],
        [command(options=[option(type=5, autocomplete=True)])],
        [command(options=[option(type=99)])],
        [command(name_localizations={"xx": "a"})],
        [command(name_localizations={"de": "Groß"})],
        [command(description_localizations={"de": "x" * 101})],
        [command(options=[option(f"o{number}", choices=LONG) for number in range(4)])],
        [command(default_member_permissions="manage")],
        [{"name": "Menu", "description": "d", "type": 3}],
    ],
)
def test_tables_refused(table: list[Json]) -> None:
    commands = Commands()
    with pytest.raises(Refusal) as refusal:
        registered(table, commands)
    assert (refusal.value.status, refusal.value.code) == (400, 50035)
    assert refusal.value.errors
    assert (commands.syncs, commands.tables) == (0, {})


@pytest.mark.parametrize("name", ["paper", "论文", "お知らせ", "prix-été", "a_b'c", "x" * 32])
def test_names_taken(name: str) -> None:
    assert registered([command(name)])[0]["name"] == name


def test_known_commands_keep_their_ids() -> None:
    commands = Commands()
    first = registered([command("a"), command("b")], commands)
    second = registered([command("b", description="new"), command("c")], commands)
    assert second[0]["id"] == first[1]["id"]
    assert second[0]["description"] == "new"
    assert commands.syncs == 2
    assert commands.find("a", None) is None


def test_two_hundred_creations_a_day() -> None:
    commands = Commands()
    for number in range(2):
        registered([command(f"c{number}-{each}") for each in range(100)], commands)
    with pytest.raises(Refusal) as refusal:
        registered([command("one-more")], commands)
    assert refusal.value.code == 30034


def test_words_in_a_language() -> None:
    shown = command(name_localizations={"zh-CN": "论文"}, description_localizations=None)
    assert [in_words(shown, locale) for locale in ("zh-CN", "de")] == ["论文", "paper"]
    assert in_words(shown, "zh-CN", "description") == "d"


async def test_what_the_library_registers_is_taken_and_refused_alike(
    discord: FakeDiscord, client: Client
) -> None:
    guild = discord.guild(discord.user())

    @client.tree.command(description="Settings")
    @app_commands.describe(length="How long")
    @app_commands.choices(length=[app_commands.Choice(name="short", value="s")])
    async def settings(interaction: Interaction, length: str) -> None: ...

    (synced,) = await client.tree.sync()
    assert [synced.name, synced.id] == ["settings", int(discord.commands.tables[None][0]["id"])]
    assert await client.tree.sync(guild=await client.fetch_guild(guild.id)) == []
    assert [fetched.id for fetched in await client.tree.fetch_commands()] == [synced.id]
    settings.description = "x" * 101
    with pytest.raises(app_commands.CommandSyncFailure):
        await client.tree.sync()
    assert discord.syncs == 2


MENU = {"name": "Read this", "type": 3, "name_localizations": {"zh-CN": "读这篇论文"}}


def test_a_menus_command_has_a_name_in_words_and_nothing_else() -> None:
    (shown,) = registered([MENU | {"integration_types": [0, 1], "contexts": [0, 1, 2]}])
    assert (shown["name"], shown["description"], shown["type"]) == ("Read this", "", 3)
    assert (shown["integration_types"], shown["contexts"]) == ([0, 1], [0, 1, 2])
    assert registered([command()])[0]["integration_types"] == [0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"description": "d"},
        {"description_localizations": {"de": "d"}},
        {"options": [option()]},
        {"name": "x" * 33},
        {"name": ""},
        {"name_localizations": {"de": "x" * 33}},
        {"name_localizations": {"xx": "x"}},
        {"type": 9},
        {"integration_types": []},
        {"integration_types": [2]},
        {"integration_types": [0, 0]},
        {"contexts": [3]},
        {"contexts": "0"},
    ],
)
def test_what_a_menus_command_may_not_have(wrong: Json) -> None:
    with pytest.raises(Refusal):
        registered([MENU | wrong])


def test_a_menu_and_a_chat_command_may_have_one_name() -> None:
    table = registered([command("paper"), {"name": "paper", "type": 3}])
    assert len({each["id"] for each in table}) == 2
    with pytest.raises(Refusal):
        registered([MENU, MENU])
