"""The command table as Discord wants it, and a slash command as a line for the table."""

from __future__ import annotations

import copy

from bot.channels.discord.slash import focused, is_of_message, line_of, payloads, registered
from bot.chat.command_table import commands, find
from locales import translators

SPOKEN = translators(("en", "zh"))


def offered():
    return {payload["name"]: payload for payload in payloads(commands(delivers=True), SPOKEN)}


def test_commands_are_described_in_the_languages_of_discord():
    paper = offered()["paper"]

    assert paper["description"] == SPOKEN["en"].t("help.paper")
    assert paper["description_localizations"]["zh-CN"] == SPOKEN["zh"].t("help.paper")
    number, day = paper["options"]
    assert (number["name"], number["required"], number["autocomplete"]) == ("number", True, True)
    assert (day["name"], day["required"]) == ("day", False)


def test_a_message_has_one_command_with_a_name_in_words():
    menu = offered()["Read this paper"]

    assert menu["type"] == 3
    assert menu["name_localizations"]["zh-CN"] == "读这篇论文"
    assert menu.keys().isdisjoint(("description", "options"))
    assert is_of_message({"type": 3, "name": "Read this paper"})
    assert not is_of_message({"name": "paper"})


def test_people_take_along_what_reads_and_the_way_to_be_let_in():
    everywhere, installable = set(), set()
    for name, payload in offered().items():
        if 2 in payload["contexts"]:
            everywhere.add(name)
        if 1 in payload["integration_types"]:
            installable.add(name)

    reading = {
        "today",
        "date",
        "paper",
        "ask",
        "why",
        "table",
        "similar",
        "score",
        "search",
        "help",
    }
    assert everywhere >= {*reading, "subscribe", "Read this paper"}
    assert everywhere.isdisjoint(("settings", "unsubscribe", "lang", "status"))
    assert "status" not in installable
    assert all(0 in payload["integration_types"] for payload in offered().values())


def test_a_menu_and_a_typed_command_of_one_name_are_two():
    typed = {"type": 1, "name": "paper", "description": "d"}
    menu = {"type": 3, "name": "paper"}

    assert registered([typed, menu], [menu | {"id": "2"}, typed | {"id": "1"}])
    assert not registered([typed, menu], [typed])
    assert not registered([typed], [menu])


def test_who_is_offered_what():
    rights = {
        name: payload.get("default_member_permissions") for name, payload in offered().items()
    }

    assert (rights["paper"], rights["subscribe"], rights["settings"], rights["status"]) == (
        None,
        "32",
        "32",
        "0",
    )


def test_what_discord_has_counts_as_registered_until_the_table_changes():
    wanted = list(offered().values())
    found = [
        copy.deepcopy(payload) | {"id": "1", "version": "2", "dm_permission": True}
        for payload in wanted
    ]
    for payload in found:
        payload["options"] = payload.get("options") or None
        payload.setdefault("description", "")

    assert registered(wanted, found)
    assert not registered(wanted, found[1:])
    assert not registered(wanted[1:], found)
    menu = found.pop()
    assert not registered(wanted, [*found, menu | {"type": 2}])
    assert registered(wanted, [menu, *found])
    found.append(menu)
    found[2]["description_localizations"]["zh-CN"] = "?"
    assert not registered(wanted, found)


def test_a_slash_command_is_a_line():
    options = [{"name": "day", "value": "2026-02-05"}, {"name": "number", "value": "3"}]

    assert (
        line_of({"name": "paper", "options": options}, find("paper", delivers=True))
        == "/paper 3 2026-02-05"
    )
    assert line_of({"name": "today"}, find("today", delivers=True)) == "/today"
    assert focused({"options": [*options, {"name": "zone", "value": "to", "focused": True}]}) == (
        "zone",
        "to",
    )
