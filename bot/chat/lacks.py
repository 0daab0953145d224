"""What keeps lists from coming to a place as they should, said before it fails. Pure."""

# Tested in tests/bot/channels/discord/test_places.py.

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.recommended import command_button
from bot.chat.views.model import Line, Paragraph, View, line
from core.chats import ChatSettings
from locales import Translator


class Loss(StrEnum):
    """What does not work without a permission: lists at all, their form, the day's thread, the role
    that is called."""

    LISTS = "lists"
    LOOKS = "looks"
    THREADS = "threads"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Lack:
    """A permission that is missing: the key of its name in the catalogs, and what it is for."""

    name: str
    loss: Loss


@dataclass(frozen=True, slots=True)
class Lacks:
    """The permissions that are missing in a place; `remedy` is the key of the sentence that says
    where they are given."""

    found: tuple[Lack, ...] = ()
    remedy: str = ""

    @property
    def forbid(self) -> bool:
        """Whether no list can come."""
        return any(lack.loss is Loss.LISTS for lack in self.found)

    def felt(self, settings: ChatSettings, roles: Container[str]) -> Lacks:
        """Those that matter to a chat with these settings, where these roles can be called."""
        matter = {Loss.LISTS, Loss.LOOKS}
        if settings.daily_thread:
            matter.add(Loss.THREADS)
        if settings.mention and settings.mention not in roles:
            matter.add(Loss.CALLS)
        kept = tuple(lack for lack in self.found if lack.loss in matter)
        return Lacks(kept, self.remedy)


NOTHING = Lacks()


def refusal(t: Translator, lacks: Lacks) -> View:
    """Why nothing was subscribed, and what to do first; for whoever asked alone."""
    lines = (*_lines(t, lacks), line(t.t("lack.again")))
    again = command_button(t, "subscribe")
    return View((Paragraph(lines),), buttons=((again,),), private=True)


def noted(t: Translator, view: View, lacks: Lacks) -> View:
    """The view, with what will not be as it should; unchanged where nothing is missing."""
    if not lacks.found:
        return view
    note = Paragraph(tuple(_lines(t, lacks)))
    return dataclasses.replace(view, blocks=(*view.blocks, note))


def names(t: Translator, lacks: Iterable[Lack]) -> str:
    """The missing permissions, as the platform calls them."""
    quoted = [t.t("lack.name", name=t.t(lack.name)) for lack in lacks]
    return t.t("text.between").join(quoted)


def _lines(t: Translator, lacks: Lacks) -> list[Line]:
    """What is lost, and where the permissions are given."""
    losses = dict.fromkeys(lack.loss for lack in lacks.found)
    if lacks.forbid:
        losses = {Loss.LISTS: None}
    found = [line(t.t(f"lack.{loss}")) for loss in losses]
    remedy = t.t(lacks.remedy, names=names(t, lacks.found))
    return [*found, line(remedy)]
