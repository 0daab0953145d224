"""What to say where nothing can be kept, because the place did not let us in. Pure."""

# Tested in tests/bot/channels/discord/test_brought_along.py.

from __future__ import annotations

import dataclasses

from bot.chat import views
from bot.chat.request import Request


def invitation(request: Request, command: str) -> views.View:
    """What to do where nothing can be set or delivered, because the place did not let us in."""
    key = "guest.settings"
    if command == "subscribe":
        key = "guest.subscribe"
    button = views.Button(request.t.t("guest.invite"), url=request.place.invite)
    view = views.text_view(request.t, key)
    return dataclasses.replace(view, buttons=((button,),), private=True)
