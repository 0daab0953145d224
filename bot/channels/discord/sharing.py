"""Showing everybody what somebody sees alone: the button for it, and that it is done once."""

# Tested in tests/bot/channels/discord/test_sharing.py.

from __future__ import annotations

import dataclasses

import discord

from bot.chat import views
from bot.chat.actions import Action, Shared, Verb
from bot.chat.gate import Gate
from bot.chat.request import Charge, Request

# Shows everybody a message that its presser alone sees, unchanged: to do again what led to it would
# cost something.
SHOW_UNCHANGED = Action(Verb.SHOW)
# What is counted, for each message from which something was shown.
_SHOWN = "shown"


class Once:
    """Lets what a private message shows be shown to everybody once, whatever happens meanwhile."""

    def __init__(self, gate: Gate, message: discord.Message) -> None:
        self._gate = gate
        self._message = message
        self._charge: Charge | None = None

    async def begin(self) -> bool:
        """Whether nobody has begun to show it yet."""
        # Discord's ids tell when a message was sent, so that it is the same message on any day.
        self._charge = await self._gate.once(
            _SHOWN, f"discord:message:{self._message.id}", self._message.created_at
        )
        return self._charge is not None

    async def undo(self) -> None:
        """It was not shown after all, and may be."""
        if self._charge is not None:
            await self._gate.give_back(self._charge)
        self._charge = None


def with_share(
    view: views.View, request: Request, action: Action | None = None, *, offered: bool
) -> views.View:
    """The view, with a button that shows everybody the action's answer, or the message unchanged.

    Without one where that is not `offered`, and under what concerns nobody else.
    """
    if not offered or view.private or view is views.SILENCE:
        return view
    share = SHOW_UNCHANGED
    if action is not None and action.row.shared:
        share = Action(Verb.SHOW, Shared(action))
    button = views.Button(request.t.t("paper.share"), share)
    return dataclasses.replace(view, buttons=(*view.buttons, (button,)))


def shared_already(request: Request) -> views.View:
    """The answer to whoever shows everybody the same once more."""
    view = views.text_view(request.t, "paper.shared")
    return dataclasses.replace(view, private=True)
