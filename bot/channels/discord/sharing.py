"""Showing everybody what somebody sees alone: the button for it, and that it is done once."""

# Tested in tests/bot/channels/discord/test_sharing.py.

from __future__ import annotations

import dataclasses
import hashlib

import discord

from bot.chat import views
from bot.chat.actions import Action, Shared, Verb, write_action
from bot.chat.gate import Gate
from bot.chat.request import Charge, Request

# Shows everybody a message that its presser alone sees, unchanged: to do again what led to it would
# cost something.
SHOW_UNCHANGED = Action(Verb.SHOW)
# What is counted, for each message from which something was shown.
_SHOWN = "shown"


class Once:
    """Lets what a private message leads to be shown to everybody once, whatever happens meanwhile.

    `shown` leads to it; without one it is the message as it stands. Without a message nothing is
    remembered.
    """

    def __init__(self, gate: Gate, message: discord.Message | None, shown: Action | None) -> None:
        self._gate = gate
        self._message = message
        self._shown = shown
        self._charge: Charge | None = None

    async def begin(self) -> bool:
        """Whether nobody has begun to show it yet."""
        if self._message is None:
            return True
        # Discord's ids tell when a message was sent, so that it is the same message on any day.
        since = self._message.created_at
        self._charge = await self._gate.once(_SHOWN, self._name(self._message), since)
        return self._charge is not None

    async def undo(self) -> None:
        """It was not shown after all, and may be."""
        if self._charge is not None:
            await self._gate.give_back(self._charge)
        self._charge = None

    def _name(self, message: discord.Message) -> str:
        """What is counted: a message that turns may lead to something else."""
        if self._shown is not None:
            return f"discord:message:{message.id}:{write_action(self._shown)}"
        texts = [message.content, *(str(embed.to_dict()) for embed in message.embeds)]
        digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
        return f"discord:message:{message.id}:{digest[:16]}"


def with_share(
    view: views.View, request: Request, action: Action | None = None, *, offered: bool
) -> views.View:
    """The view, with a button that shows everybody the action's answer, or the message unchanged.

    Without one where that is not `offered`, and under what concerns nobody else.
    """
    if not offered or view.private or view is views.SILENCE:
        return view
    share = SHOW_UNCHANGED
    if action is not None and action.row.reads:
        share = Action(Verb.SHOW, Shared(action))
    button = views.Button(request.t.t("paper.share"), share)
    return dataclasses.replace(view, buttons=(*view.buttons, (button,)))


def shared_already(request: Request) -> views.View:
    """The answer to whoever shows everybody the same once more."""
    view = views.text_view(request.t, "paper.shared")
    return dataclasses.replace(view, private=True)
