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
from bot.chat.arguments import parse_time, parse_zone
from bot.chat.views.model import Button, Heading, Paragraph, Terms, View, bold, line, live
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
class Place:
    """What only some places let one set: a role to call (names by id; None: no such thing),
    threads, link previews."""

    roles: Mapping[str, str] | None = None
    threads: bool = False
    previews: bool = True


ANYWHERE = Place()


def settings_view(
    t: Translator,
    settings: ChatSettings,
    zone: ZoneInfo,
    languages: Mapping[str, str],
    place: Place = ANYWHERE,
) -> View:
    """The panel: what can be set in that place, and buttons that change it there; `languages` are
    names by code."""
    language = settings.language or t.language
    values = {
        "language": languages.get(language, t.about.name),
        "time": f"{settings.time:%H:%M}",
        "zone": settings.zone or str(zone),
        "weekdays": _weekdays(t, settings),
        "most": str(settings.most) if settings.most else t.t("panel.all"),
        "least": f"{settings.least_score:g}" if settings.least_score else t.t("panel.any"),
        "include": ", ".join(settings.include) or t.t("panel.none"),
        "mute": ", ".join(settings.mute) or t.t("panel.none"),
        "silent": _on_off(t, settings.silent),
        **({"previews": _on_off(t, settings.previews)} if place.previews else {}),
        "empty": _on_off(t, settings.empty_days),
        **_offered(t, settings, place),
    }
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
    place: Place = ANYWHERE,
) -> ChatSettings:
    """The settings after one change; raises RequestError for what is no field of that place or no
    value of it."""
    change, value = _CHANGES.get(field), value.strip()
    if (
        change is None
        or (field == "mention" and place.roles is None)
        or (field == "thread" and not place.threads)
    ):
        raise SettingInvalid(field)
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
    place: Place,
) -> tuple[tuple[Button, ...], ...]:
    def choice(field: str, value: object, label: str, chosen: bool = False) -> Button:
        return Button(
            f"✓ {label}" if chosen else label, Action(Verb.SET, Change(field, str(value)))
        )

    spoken, local = settings.language or t.language, settings.zone or str(zone)
    later = (dt.datetime.combine(dt.date.min, settings.time) + dt.timedelta(minutes=STEP)).time()
    earlier = (dt.datetime.combine(dt.date.max, settings.time) - dt.timedelta(minutes=STEP)).time()
    return (
        tuple(choice("lang", code, name, code == spoken) for code, name in languages.items()),
        (
            choice("time", f"{earlier:%H:%M}", f"‹ {earlier:%H:%M}"),
            choice("time", f"{later:%H:%M}", f"{later:%H:%M} ›"),
        ),
        *(
            [(choice("thread", "", t.t("panel.thread"), settings.daily_thread),)]
            if place.threads
            else ()
        ),
        tuple(choice("zone", name, t.t(f"zone.{name}"), name == local) for name in ZONES),
        tuple(choice("day", day, t.weekday(day), day in settings.weekdays) for day in EVERY_DAY),
        tuple(
            choice(
                "most",
                n,
                t.t("panel.most_n", n=n) if n else t.t("panel.all"),
                n == (settings.most or 0),
            )
            for n in MOST
        ),
        tuple(
            choice(
                "least",
                n,
                t.t("panel.least_n", n=n) if n else t.t("panel.any"),
                n == (settings.least_score or 0),
            )
            for n in LEAST
        ),
        (
            choice("silent", "", t.t("panel.silent"), settings.silent),
            *(
                [choice("previews", "", t.t("panel.previews"), settings.previews)]
                if place.previews
                else ()
            ),
            choice("empty", "", t.t("panel.empty"), settings.empty_days),
        ),
    )


def _offered(t: Translator, settings: ChatSettings, place: Place) -> dict[str, str]:
    """What is set of what only some places offer."""
    found = {}
    if place.roles is not None:
        role = settings.mention
        found["mention"] = (
            place.roles.get(role, t.t("panel.mention_lost")) if role else t.t("panel.none")
        )
    if place.threads:
        found["thread"] = _on_off(t, settings.daily_thread)
    return found


def _weekdays(t: Translator, settings: ChatSettings) -> str:
    if settings.weekdays == EVERY_DAY:
        return t.t("panel.every_day")
    return " ".join(t.weekday(day) for day in settings.weekdays) or t.t("panel.none")


def _on_off(t: Translator, value: bool) -> str:
    return t.t("panel.on") if value else t.t("panel.off")


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
        words = [
            word.strip()[:WORD_LENGTH]
            for word in value.replace("，", ",").replace("、", ",").split(",")
        ]
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
    "mention": lambda settings, value: {"mention": None if value == CLEAR else value},
    "thread": _flag("daily_thread"),
}
