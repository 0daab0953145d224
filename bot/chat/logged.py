"""The log of a chat's settings in words: what was changed last, and by whom. Pure."""

# Tested in tests/bot/chat/test_changelog.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from bot.chat.panel import Features, panel_of
from bot.chat.recommended import command_button
from bot.chat.views.model import Block, Heading, Line, Paragraph, Span, View, bold, line
from core.changelog import LISTS, Change
from core.chats import ChatSettings
from locales import Translator

# What is typed, and pressed, for the log.
LOG: Final = "/settings log"
# Changes that are shown of it.
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Logged:
    """By what changes are told: the language, the zone of the chat and that of chats that chose
    none, the languages' names by code, and what can be set in the place."""

    t: Translator
    zone: ZoneInfo
    usual_zone: ZoneInfo
    languages: Mapping[str, str]
    place: Features

    def value(self, settings: ChatSettings, name: str) -> str:
        """What that setting is, as its page says it; "" where the place has it no more, or what was
        chosen is gone."""
        if name == "mention" and settings.mention not in {None, *(self.place.roles or ())}:
            return ""
        if settings.language is None:
            # Who chose none has the first.
            settings = replace(settings, language=next(iter(self.languages)))
        panel = panel_of(
            self.t,
            settings,
            self.usual_zone,
            self.languages,
            self.place,
            status=line(""),
            picks=True,
        )
        setting = panel.setting(name)
        return setting.value if setting else ""


def log_view(logged: Logged, changes: Sequence[Change], named: Mapping[str, Span]) -> View:
    """The changes, the newest first, under their days; `named` are people by their ids."""
    t = logged.t
    blocks: list[Block] = [Heading((line(bold(t.t("log.title"))),))]
    for day, those in groupby(changes, key=lambda change: _local(logged, change).date()):
        lines = [line(bold(t.date(day)))]
        for change in those:
            lines.append(_line(logged, change, named, f"{_local(logged, change):%H:%M}"))
        blocks.append(Paragraph(tuple(lines)))
    if not changes:
        blocks.append(Paragraph((line(t.t("log.none")),)))
    return View(tuple(blocks), ((command_button(t, "settings"),),), private=True)


def last_line(logged: Logged, change: Change, named: Mapping[str, Span]) -> Line:
    """What was changed last."""
    moment = _local(logged, change)
    told = _line(logged, change, named, f"{logged.t.date(moment.date())} {moment:%H:%M}")
    return line(logged.t.t("log.last"), *told.spans)


def _local(logged: Logged, change: Change) -> dt.datetime:
    return change.at.astimezone(logged.zone)


def _line(logged: Logged, change: Change, named: Mapping[str, Span], when: str) -> Line:
    """When, what, and by whom."""
    spans: list[Span | str] = [f"{when} · {_what(logged, change)}"]
    if change.person in named:
        spans += [" · ", named[change.person]]
    return line(*spans)


def _what(logged: Logged, change: Change) -> str:
    t = logged.t
    if change.setting == LISTS:
        return t.t("log.subscribed" if change.on else "log.unsubscribed")
    key = f"panel.{change.setting}"
    caption = t.t(key) if t.has(key) else t.t("log.interests")
    if change.before is None or change.after is None:
        return t.t("log.changed", setting=caption)
    before = logged.value(change.before, change.setting)
    after = logged.value(change.after, change.setting)
    if not after:
        return t.t("log.changed", setting=caption)
    if before in ("", after):
        # What a chat had without choosing it, it chose; or what it had is gone.
        return t.t("log.set", setting=caption, value=after)
    return t.t("log.from_to", setting=caption, before=before, after=after)
