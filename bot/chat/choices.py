"""Answers to a request that lacks something: what there is to choose from, each a press away."""

# Tested in tests/bot/chat/test_commands.py.

from __future__ import annotations

import dataclasses

from bot.chat import views
from bot.chat.command_traits import Takes, traits_of
from bot.chat.desk import Desk
from bot.chat.problems import reader_view
from bot.chat.recommended import languages, lettered, numbered
from bot.chat.request import Request
from core.errors import (
    ArgumentMissing,
    DateImpossible,
    DateInvalid,
    NoEditionYet,
    NumberInvalid,
    NumberUnclear,
    PaperboyError,
)
from core.interests.interest import LETTERS


async def asked_back(desk: Desk, request: Request, error: ArgumentMissing) -> views.View:
    """What is missing, with a button for each answer where there are few."""
    view = reader_view(request.t, error)
    if traits_of(error.command).takes is Takes.NUMBER:
        return await _numbers_below(desk, request, view, error.command)
    if error.command == "lang":
        buttons = languages([language.code for language in desk.spoken])
        return dataclasses.replace(view, buttons=(buttons,))
    return view


async def with_choices(
    desk: Desk, request: Request, error: PaperboyError, command: str
) -> views.View:
    """The answer to the error, with the numbers or the days that there are to choose from, where
    what was typed after the command was neither."""
    view = reader_view(request.t, error)
    match error:
        case NumberInvalid(likely=()) | NumberUnclear(likely=()):
            if traits_of(command).takes is not Takes.NUMBER:
                command = "paper"
            return await _numbers_below(desk, request, view, command)
        case DateInvalid(likely=()) | DateImpossible():
            try:
                days = await desk.days(request)
            except NoEditionYet:
                return view
            return dataclasses.replace(view, buttons=(*view.buttons, *days.buttons))
        case _:
            return view


async def _numbers_below(
    desk: Desk, request: Request, view: views.View, command: str
) -> views.View:
    """The view with the numbers of the list that the chat last saw, each of which runs the command;
    it says whose they are."""
    key, numbers = await desk.lists.numbers(request)
    if key is None or not numbers:
        return view
    whose = views.text_view(request.t, "numbers.whose", date=key.day)
    blocks = (*view.blocks, *whose.blocks)
    _, picks = await desk.lists.picks(request, key)
    letters = lettered(command, key, LETTERS[: len(picks.picks)])
    buttons = (*letters, *numbered(command, key, numbers))
    return dataclasses.replace(view, blocks=blocks, buttons=buttons)
