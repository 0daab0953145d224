"""Where lists go that somebody wants in a place of a place of places, such as a forum's post: into
that very one, or each into a new one. Pure.
"""

# Tested in tests/bot/channels/discord/test_forums.py.

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from bot.chat.recommended import run_button
from bot.chat.request import Request
from bot.chat.views.model import Button, Paragraph, View, line
from bot.chat.words.slots import parse_slot

# What stands before hour and zone in a button's line.
HERE, FORUM = "here", "forum"


@dataclass(frozen=True, slots=True)
class Destination:
    """The request that subscribes the chat which is meant, and what it says of hour and zone."""

    request: Request
    slot: str


def destination(request: Request, text: str) -> Destination | None:
    """The chat that is meant, by what was typed or pressed; None where it has to be asked."""
    if request.place.forum is None:
        return Destination(request, text)
    where, _, slot = text.partition(" ")
    if where == FORUM:
        return Destination(_of_forum(request), slot)
    if where == HERE:
        return Destination(request, slot)
    if request.chat.subscribed_at is not None:
        return Destination(request, text)
    settled = settling(request)
    if settled is request:
        return None
    return Destination(settled, text)


def question(request: Request, text: str) -> View:
    """Where the lists are to go, with a button for each answer; raises RequestError for an hour or
    a zone that is not understood."""
    words = parse_slot(text, request.t.language).words
    t, forum = request.t, request.place.forum
    assert forum is not None  # asked nowhere else
    name = forum.here.text if forum.here else ""
    labels = {HERE: t.t("chat.where.here"), FORUM: t.t("chat.where.forum", forum=name)}
    buttons: list[tuple[Button, ...]] = []
    for where, label in labels.items():
        buttons.append((run_button(f"/subscribe {where} {words}".rstrip(), label),))
    return View((Paragraph((line(t.t("chat.where")),)),), buttons=tuple(buttons))


def settling(request: Request) -> Request:
    """The request about the forum, where its lists are settled from within one of its posts; the
    same request everywhere else."""
    forum, parent = request.place.forum, request.parent
    if forum is None or parent is None:
        return request
    if parent.subscribed_at is None or request.chat.subscribed_at is not None:
        return request
    return _of_forum(request)


def _of_forum(request: Request) -> Request:
    """The request, of the forum itself; its lists come in the language that is spoken there."""
    forum, parent = request.place.forum, request.parent
    assert forum is not None  # only asked of its posts
    assert parent is not None
    language = parent.settings.language or request.chat.settings.language
    settings = dataclasses.replace(parent.settings, language=language)
    chat = dataclasses.replace(parent, settings=settings)
    return dataclasses.replace(request, chat=chat, parent=None, place=forum)
