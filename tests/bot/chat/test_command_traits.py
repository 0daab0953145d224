"""Every command that is everybody's has its row, and no row is nobody's."""

from __future__ import annotations

from bot.chat.audience import Audience
from bot.chat.command_table import COMMANDS
from bot.chat.command_traits import TRAITS, Takes


def test_all_commands_but_the_operator_s_have_a_row() -> None:
    of_all = {each.name for each in COMMANDS if each.audience is not Audience.OPERATOR}

    assert of_all == set(TRAITS)


def test_a_row_says_what_the_command_table_asks_for() -> None:
    numbered = {each.name for each in COMMANDS if any(p.name == "number" for p in each.parameters)}
    told = {name for name, row in TRAITS.items() if row.takes in (Takes.NUMBER, Takes.QUESTION)}

    assert told == numbered
    bare = {name for name, row in TRAITS.items() if row.takes is Takes.NOTHING}
    assert bare == {each.name for each in COMMANDS if each.name in TRAITS and not each.parameters}
