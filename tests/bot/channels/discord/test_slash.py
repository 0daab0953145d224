"""The command table as Discord wants it, and a slash command as a line for the table."""

from __future__ import annotations

import copy

from bot.channels.discord.slash import focused, line_of, payloads, registered
from bot.chat.commands import commands, find
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


def test_who_is_offered_what():
    rights = {name: payload["default_member_permissions"] for name, payload in offered().items()}

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
        payload["options"] = payload["options"] or None

    assert registered(wanted, found)
    assert not registered(wanted, found[1:])
    assert not registered(wanted[1:], found)
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
