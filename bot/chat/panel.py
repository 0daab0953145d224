"""A chat's settings: how they are shown, and what each button or word changes. Pure."""

# Chinese is read here: commas as people type them.

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.actions import Action, Change, Verb
from bot.chat.views.model import Button, Heading, Paragraph, Terms, View, bold, line, live
from bot.chat.words.times import parse_time
from bot.chat.words.zones import parse_zone
from core.chats import EVERY_DAY, ChatSettings
from core.errors import ArgumentMissing, LanguageUnknown, RoleNotMentionable, SettingInvalid
from locales import Translator

STEP = 30  # minutes a press moves the time
ZONES = ("Asia/Shanghai", "Asia/Tokyo", "Europe/London", "America/New_York", "America/Los_Angeles")
MOST = (0, 5, 10, 20)
LEAST = (0, 40, 50, 60)
WORDS, WORD_LENGTH = 20, 40
CLEAR = "-"  # typed in place of a value: none of it
FLAGS = frozenset(("silent", "previews", "empty", "thread"))


@dataclass(frozen=True, slots=True)
class Features:
    """Which settings a place has that others lack.

    `roles` are the names by id of the roles that can be mentioned, None where there are no roles;
    `threads` says that each day's list can have a thread, `previews` that links can have previews.
    """

    roles: Mapping[str, str] | None = None
    threads: bool = False
    previews: bool = True


ANYWHERE = Features()


def settings_view(
    t: Translator,
    settings: ChatSettings,
    zone: ZoneInfo,
    languages: Mapping[str, str],
    place: Features = ANYWHERE,
) -> View:
    """The panel: what can be set in that place, and buttons that change it there; `languages` are
    names by code."""
    language = settings.language or t.language
    values = {
        "language": languages.get(language, t.about.name),
        "time": f"{settings.time:%H:%M}",
        "zone": settings.zone or str(zone),
        "weekdays": _weekdays(t, settings),
        "most": t.t("panel.all"),
        "least": t.t("panel.any"),
        "include": ", ".join(settings.include) or t.t("panel.none"),
        "mute": ", ".join(settings.mute) or t.t("panel.none"),
        "silent": _on_off(t, settings.silent),
    }
    if settings.most:
        values["most"] = str(settings.most)
    if settings.least_score:
        values["least"] = f"{settings.least_score:g}"
    if place.previews:
        values["previews"] = _on_off(t, settings.previews)
    values["empty"] = _on_off(t, settings.empty_days)
    if place.roles is not None:
        values["mention"] = _mentioned(t, settings, place.roles)
    if place.threads:
        values["thread"] = _on_off(t, settings.daily_thread)
    rows = tuple((line(t.t(f"panel.{name}")), line(value)) for name, value in values.items())
    blocks = (
        Heading((line(bold(t.t("panel.title"))),)),
        Terms(rows),
        Paragraph((line(live(t.t("panel.hint"))),)),
    )
    return View(blocks, buttons=_buttons(t, settings, zone, languages, place))


def apply(
    settings: ChatSettings,
    field: str,
    value: str,
    languages: Iterable[str],
    place: Features = ANYWHERE,
) -> ChatSettings:
    """The settings after one change; raises RequestError for a setting that the place lacks, and
    for a value that the setting cannot have."""
    change = _CHANGES.get(field)
    if change is None:
        raise SettingInvalid(field)
    if field == "mention" and place.roles is None:
        raise SettingInvalid(field)
    if field == "thread" and not place.threads:
        raise SettingInvalid(field)
    value = value.strip()
    if not value and field not in FLAGS:
        raise ArgumentMissing("settings")
    if field == "lang" and value not in languages:
        raise LanguageUnknown(value, ", ".join(languages))
    if field == "mention" and value != CLEAR and value not in (place.roles or ()):
        raise RoleNotMentionable
    return dataclasses.replace(settings, **change(settings, value))


def _buttons(
    t: Translator,
    settings: ChatSettings,
    zone: ZoneInfo,
    languages: Mapping[str, str],
    place: Features,
) -> tuple[tuple[Button, ...], ...]:
    """The panel's buttons, row by row."""
    spoken = settings.language or t.language
    local = settings.zone or str(zone)
    languages_row: list[Button] = []
    for code, name in languages.items():
        languages_row.append(_choice("lang", code, name, chosen=code == spoken))
    zones_row: list[Button] = []
    for name in ZONES:
        zones_row.append(_choice("zone", name, t.t(f"zone.{name}"), chosen=name == local))
    days_row: list[Button] = []
    for day in EVERY_DAY:
        days_row.append(_choice("day", day, t.weekday(day), chosen=day in settings.weekdays))
    rows = [tuple(languages_row), _time_buttons(settings)]
    if place.threads:
        rows.append((_choice("thread", "", t.t("panel.thread"), chosen=settings.daily_thread),))
    rows += [
        tuple(zones_row),
        tuple(days_row),
        _number_buttons("most", MOST, t.t("panel.all"), settings.most, t),
        _number_buttons("least", LEAST, t.t("panel.any"), settings.least_score, t),
        _flag_buttons(t, settings, place),
    ]
    return tuple(rows)


def _choice(field: str, value: object, label: str, *, chosen: bool = False) -> Button:
    """A button that sets the field to that value; ticked where it has it already."""
    if chosen:
        label = f"✓ {label}"
    return Button(label, Action(Verb.SET, Change(field, str(value))))


def _time_buttons(settings: ChatSettings) -> tuple[Button, ...]:
    """A step earlier and a step later, round the clock."""
    step = dt.timedelta(minutes=STEP)
    later = (dt.datetime.combine(dt.date.min, settings.time) + step).time()
    earlier = (dt.datetime.combine(dt.date.max, settings.time) - step).time()
    return (
        _choice("time", f"{earlier:%H:%M}", f"‹ {earlier:%H:%M}"),
        _choice("time", f"{later:%H:%M}", f"{later:%H:%M} ›"),
    )


def _number_buttons(
    field: str, numbers: Iterable[int], unlimited: str, chosen: float | None, t: Translator
) -> tuple[Button, ...]:
    """A button for each number; 0 stands for no limit."""
    buttons: list[Button] = []
    for n in numbers:
        label = unlimited
        if n:
            label = t.t(f"panel.{field}_n", n=n)
        buttons.append(_choice(field, n, label, chosen=n == (chosen or 0)))
    return tuple(buttons)


def _flag_buttons(t: Translator, settings: ChatSettings, place: Features) -> tuple[Button, ...]:
    """What is on or off."""
    buttons = [_choice("silent", "", t.t("panel.silent"), chosen=settings.silent)]
    if place.previews:
        buttons.append(_choice("previews", "", t.t("panel.previews"), chosen=settings.previews))
    buttons.append(_choice("empty", "", t.t("panel.empty"), chosen=settings.empty_days))
    return tuple(buttons)


def _mentioned(t: Translator, settings: ChatSettings, roles: Mapping[str, str]) -> str:
    """The name of the role that is mentioned; or that there is none, or none any more."""
    if not settings.mention:
        return t.t("panel.none")
    return roles.get(settings.mention, t.t("panel.mention_lost"))


def _weekdays(t: Translator, settings: ChatSettings) -> str:
    if settings.weekdays == EVERY_DAY:
        return t.t("panel.every_day")
    return " ".join(t.weekday(day) for day in settings.weekdays) or t.t("panel.none")


def _on_off(t: Translator, value: bool) -> str:
    if value:
        return t.t("panel.on")
    return t.t("panel.off")


def _number(field: str, highest: int) -> Callable[[ChatSettings, str], dict[str, Any]]:
    def change(settings: ChatSettings, value: str) -> dict[str, Any]:
        if not (value.isascii() and value.isdigit() and int(value) <= highest):
            raise SettingInvalid(value[:40])
        return {field: int(value) or None}

    return change


def _flag(field: str) -> Callable[[ChatSettings, str], dict[str, Any]]:
    return lambda settings, value: {field: not getattr(settings, field)}


def _words(field: str) -> Callable[[ChatSettings, str], dict[str, Any]]:
    def change(settings: ChatSettings, value: str) -> dict[str, Any]:
        """Words separated by commas; a lone - clears them."""
        if value == CLEAR:
            return {field: ()}
        parts = value.replace("，", ",").replace("、", ",").split(",")
        words = [part.strip()[:WORD_LENGTH] for part in parts]
        found = tuple(dict.fromkeys(word for word in words if word))[:WORDS]
        if not found:
            raise SettingInvalid(value[:40])
        return {field: found}

    return change


def _day(settings: ChatSettings, value: str) -> dict[str, Any]:
    if value not in {str(day) for day in EVERY_DAY}:
        raise SettingInvalid(value[:40])
    days = set(settings.weekdays) ^ {int(value)}
    return {"weekdays": tuple(sorted(days))}


def _mention(settings: ChatSettings, value: str) -> dict[str, Any]:
    if value == CLEAR:
        return {"mention": None}
    return {"mention": value}


_CHANGES: dict[str, Callable[[ChatSettings, str], dict[str, Any]]] = {
    "lang": lambda settings, value: {"language": value},
    "time": lambda settings, value: {"time": parse_time(value)},
    "zone": lambda settings, value: {"zone": parse_zone(value)},
    "day": _day,
    "most": _number("most", 50),
    "least": _number("least_score", 1000),
    "include": _words("include"),
    "mute": _words("mute"),
    "silent": _flag("silent"),
    "previews": _flag("previews"),
    "empty": _flag("empty_days"),
    "mention": _mention,
    "thread": _flag("daily_thread"),
}
