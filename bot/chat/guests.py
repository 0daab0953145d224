"""What to say where nothing can be kept, because the place did not let us in. Pure."""

# Tested in tests/bot/channels/discord/test_brought_along.py.

from __future__ import annotations

import dataclasses

from bot.chat import views
from bot.chat.request import Request

# What is said of a command that has a sentence of its own.
KEYS = {"subscribe": "guest.subscribe", "like": "guest.vote"}


def invitation(request: Request, command: str) -> views.View:
    """What to do where nothing can be set, delivered or voted on, because the place did not let us
    in."""
    key = KEYS.get(command, "guest.settings")
    button = views.Button(request.t.t("guest.invite"), url=request.place.invite)
    view = views.text_view(request.t, key)
    return dataclasses.replace(view, buttons=((button,),), private=True)
