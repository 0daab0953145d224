"""A chat's settings as a panel: what can be set where, and what is set. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from bot.chat.lacks import NOTHING, Lacks
from bot.chat.targets import Change
from bot.chat.views.model import Button, Line, Span
from bot.chat.views.prose import clip_words
from bot.chat.views.settings import Choice, Kind, Panel, Setting
from bot.chat.words.keywords import shown_keywords
from core.announcements import topics, venues
from core.chats import EVERY_DAY, ChatSettings
from locales import Translator

ZONES = (
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
)
# Half hours of the morning, when most people want their list; then every other hour.
HOURS = (
    *(dt.time(hour, minute) for hour in range(6, 12) for minute in (0, 30)),
    *(dt.time(hour) for hour in range(12, 24, 2)),
)
MOST = (0, 5, 10, 20)
LEAST = (0, 40, 50, 60)
# How many picks a day; 0 is none.
PICKS = (0, 3, 5, 8)
WORKDAYS = EVERY_DAY[:5]
# Of the days without papers a chat is told of none, of those that could have had some, or of all.
NEVER, ON_WORKDAYS, ALWAYS = "off", "workdays", "on"
ON, OFF = "on", "off"
SWITCHES = {
    "silent": "silent",
    "previews": "previews",
    "thread": "daily_thread",
    "publish": "publish",
    "explore": "explore",
    "fitting": "only_fitting",
    "announcements": "announcements",
}
# The settings that have several values at once.
SEVERAL = frozenset(("day", "sources"))
# The settings that say something to chats with interests alone.
OF_PICKS = frozenset(("picks", "explore", "fitting"))
# The settings that say what is in the lists that are sent, and not in one that is asked for.
OF_LISTS = frozenset(("most", "least", "include", "mute", "fitting"))
# The settings that mean something where people ask for their lists: the others say when and how
# lists are sent, and what is left out of those.
WITHOUT_PUSHES = frozenset(("lang", "sources", "picks", "explore"))


@dataclass(frozen=True, slots=True)
class Features:
    """Which settings a place has that others lack.

    `roles` are the names by id of the roles that can be mentioned, None where there are no roles;
    `pushes` says that lists are sent there by themselves and buttons pressed, which a terminal
    lacks; `threads` that each day's list can have a thread, `publishes` that other places follow
    this one, `previews` that links can have previews, `types_settings` that settings can be typed
    behind the command. `invite` is the address that lets us in where the place itself has not, but
    somebody brought us along; "" everywhere else. There nothing can be set, and nothing of the
    place is kept. `here` is what the place is called, where people have several, and `lacks` what
    keeps lists from coming there as they should. `forum` is the place of places of which this is
    one, and in which each list can be a new one; None everywhere else. `posts` marks it itself.
    `reactions_of_admins` says that reactions are told to us only where we are an admin; `files`
    how files are sent to us: as a "message", with the command's "option", or not at all ("").
    """

    roles: Mapping[str, str] | None = None
    pushes: bool = True
    threads: bool = False
    publishes: bool = False
    previews: bool = True
    types_settings: bool = True
    invite: str = ""
    here: Span | None = None
    lacks: Lacks = NOTHING
    forum: Features | None = None
    posts: bool = False
    reactions_of_admins: bool = False
    files: Literal["message", "option", ""] = ""

    def has(self, setting: str) -> bool:
        """Whether the place has that setting."""
        if not self.pushes and setting not in WITHOUT_PUSHES:
            return False
        match setting:
            case "mention":
                return self.roles is not None
            case "thread":
                return self.threads
            case "publish":
                return self.publishes
            case "previews":
                return self.previews
            case _:
                return True


# This many entries fit in a menu of every channel.
MOST_CHOICES = 25
# A category's button, ticked or not, has a row of a narrow screen.
CATEGORY_CELLS = 32
ANYWHERE = Features()


def panel_of(
    t: Translator,
    settings: ChatSettings,
    zone: ZoneInfo,
    languages: Mapping[str, str],
    place: Features,
    *,
    status: Line,
    last: Line | None = None,
    more: Sequence[Button] = (),
    picks: bool = False,
) -> Panel:
    """What can be set in that place; `languages` are names by code, `zone` is the one of chats that
    chose none. What concerns `picks` is there for a chat that may have some."""
    found = [
        _language(t, settings, languages),
        _time(t, settings),
        _zone(t, settings, zone),
        _weekdays(t, settings),
        _number(t, "most", MOST, settings.most, t.t("panel.all")),
        _number(t, "least", LEAST, settings.least_score, t.t("panel.any")),
        _words(t, "include", settings.include),
        _words(t, "mute", settings.mute),
        _sources(t, settings),
        _switch(t, "silent", chosen=settings.silent),
    ]
    if picks:
        found += [
            _number(t, "picks", PICKS, settings.picks, t.t("panel.off")),
            _switch(t, "explore", chosen=settings.explore),
            _switch(t, "fitting", chosen=settings.only_fitting),
        ]
    found += [
        _switch(t, "previews", chosen=settings.previews),
        _empty(t, settings),
        _switch(t, "announcements", chosen=settings.announcements),
        _mention(t, settings, place.roles or {}),
        _switch(t, "thread", chosen=settings.daily_thread),
        _switch(t, "publish", chosen=settings.publish),
    ]
    return Panel(
        title=t.t("panel.title"),
        settings=tuple(each for each in found if place.has(each.name)),
        status=status,
        last=last,
        presses=place.pushes,
        more=tuple(more),
        another=t.t("panel.another"),
        edit=t.t("panel.edit"),
        switches=t.t("panel.switches"),
        choose=t.t("panel.choose"),
    )


def weekdays_in_words(t: Translator, weekdays: Sequence[int]) -> str:
    """The weekdays as people say them: "every day", "workdays", or each."""
    if tuple(weekdays) == EVERY_DAY:
        return t.t("panel.every_day")
    if tuple(weekdays) == WORKDAYS:
        return t.t("panel.workdays")
    return " ".join(t.weekday(day) for day in weekdays) or t.t("panel.no_day")


def _setting(
    t: Translator,
    name: str,
    kind: Kind,
    value: str,
    choices: Sequence[Choice] = (),
    *,
    presets: Sequence[Choice] = (),
    typed: str | None = None,
    fewest: int = 1,
) -> Setting:
    """The setting, with its words from the catalog."""
    how = ""
    if typed is not None and t.has(f"panel.{name}.how"):
        how = t.t(f"panel.{name}.how")
    about = t.t(f"panel.{name}.about")
    if name in OF_LISTS:
        about = t.t("text.join", first=about, second=t.t("panel.of_lists"))
    return Setting(
        name=name,
        kind=kind,
        caption=t.t(f"panel.{name}"),
        about=about,
        value=value,
        choices=tuple(choices),
        presets=tuple(presets),
        typed=typed,
        how=how,
        fewest=fewest,
    )


def _language(t: Translator, settings: ChatSettings, languages: Mapping[str, str]) -> Setting:
    spoken = settings.language or t.language
    choices = [Choice(code, name, chosen=code == spoken) for code, name in languages.items()]
    return _setting(t, "lang", Kind.ONE, languages.get(spoken, t.about.name), choices)


def _time(t: Translator, settings: ChatSettings) -> Setting:
    choices: list[Choice] = []
    for hour in sorted({*HOURS, settings.time}):
        text = f"{hour:%H:%M}"
        choices.append(Choice(text, text, chosen=hour == settings.time))
    value = f"{settings.time:%H:%M}"
    return _setting(t, "time", Kind.ONE, value, choices, typed=value)


def _zone(t: Translator, settings: ChatSettings, zone: ZoneInfo) -> Setting:
    local = settings.zone or str(zone)
    choices: list[Choice] = []
    for name in ZONES:
        choices.append(Choice(name, t.t(f"zone.{name}"), chosen=name == local))
    if local not in ZONES:
        choices.append(Choice(local, t.zone(local), chosen=True))
    return _setting(t, "zone", Kind.ONE, t.zone(local), choices, typed=local)


def _weekdays(t: Translator, settings: ChatSettings) -> Setting:
    chosen = settings.weekdays
    choices = [Choice(str(day), t.weekday(day), chosen=day in chosen) for day in EVERY_DAY]
    presets: list[Choice] = []
    for days in (WORKDAYS, EVERY_DAY):
        value = Change.several("day", days).value
        presets.append(Choice(value, weekdays_in_words(t, days), chosen=days == chosen))
    value = weekdays_in_words(t, chosen)
    return _setting(t, "day", Kind.SEVERAL, value, choices, presets=presets)


def _number(
    t: Translator, name: str, numbers: Sequence[int], chosen: float | None, unlimited: str
) -> Setting:
    """A setting that is a number; 0 stands for no limit."""
    number = chosen or 0
    choices: list[Choice] = []
    for n in sorted({*numbers, number}):
        label = unlimited
        if n:
            label = t.t(f"panel.{name}_n", n=f"{n:g}")
        choices.append(Choice(f"{n:g}", label, chosen=n == number))
    value = unlimited
    if number:
        value = f"{number:g}"
    return _setting(t, name, Kind.ONE, value, choices, typed=value)


def _words(t: Translator, name: str, words: Sequence[str]) -> Setting:
    shown = shown_keywords(words, t.t("text.between"))
    return _setting(t, name, Kind.WORDS, shown or t.t("panel.none"), typed=shown_keywords(words))


def _sources(t: Translator, settings: ChatSettings) -> Setting:
    """The daily list, and the categories and venues that there are picks from."""
    chosen = settings.categories
    choices: list[Choice] = []
    for category in _offered(chosen):
        label = clip_words(category_name(t, category), CATEGORY_CELLS)
        choices.append(Choice(category, label, chosen=category in chosen))
    value = t.t("panel.sources.daily")
    if chosen:
        value = t.t("panel.sources.both", places=_places(t, chosen))
    return _setting(
        t, "sources", Kind.SEVERAL, value, choices, typed=shown_keywords(chosen), fewest=0
    )


def _offered(chosen: Sequence[str]) -> list[str]:
    """The usual topics and the chosen ones, as many as a menu holds: what is chosen stays, and so
    do venues, which nobody finds by their archive."""
    every = list(dict.fromkeys((*topics.usual(), *chosen)))
    spare = [each for each in every if each not in chosen and not venues.is_venue(each)]
    beyond = len(every) - MOST_CHOICES
    left_out = spare[-beyond:] if beyond > 0 else []
    return [each for each in every if each not in left_out]


def _places(t: Translator, chosen: Sequence[str]) -> str:
    """The chosen topics: venues, then arXiv's together, so that none reads as arXiv's."""
    of_arxiv = [each for each in chosen if not venues.is_venue(each)]
    others = [each for each in chosen if venues.is_venue(each)]
    if of_arxiv:
        others.append("arXiv " + t.t("text.between").join(of_arxiv))
    return t.t("text.between").join(others)


def category_name(t: Translator, category: str) -> str:
    """The category, or the venue, with what it is called."""
    called = topics.name(category, t.language)
    return category if called == category else f"{category} {called}"


def _switch(t: Translator, name: str, *, chosen: bool) -> Setting:
    on, off = t.t("panel.on"), t.t("panel.off")
    choices = [Choice(ON, on, chosen=chosen), Choice(OFF, off, chosen=not chosen)]
    return _setting(t, name, Kind.SWITCH, on if chosen else off, choices)


def _empty(t: Translator, settings: ChatSettings) -> Setting:
    told = NEVER
    if settings.empty_days:
        told = ALWAYS if settings.empty_weekends else ON_WORKDAYS
    choices: list[Choice] = []
    for value in (ON_WORKDAYS, ALWAYS, NEVER):
        choices.append(Choice(value, t.t(f"panel.empty_{value}"), chosen=value == told))
    return _setting(t, "empty", Kind.ONE, t.t(f"panel.empty_{told}"), choices)


def _mention(t: Translator, settings: ChatSettings, roles: Mapping[str, str]) -> Setting:
    """The role that is mentioned; or that there is none, or none any more."""
    value = t.t("panel.none")
    choices: list[Choice] = []
    if settings.mention:
        value = roles.get(settings.mention, t.t("panel.mention_lost"))
        choices.append(Choice(settings.mention, value, chosen=settings.mention in roles))
    return _setting(t, "mention", Kind.ROLE, value, choices)
