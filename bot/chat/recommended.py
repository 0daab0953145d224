"""The buttons under an error's sentence: each does what the sentence recommends. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from bot.chat.actions import LONGEST_PRESSED, Action, Typed, Verb
from bot.chat.command_traits import TRAITS, Takes, traits_of
from bot.chat.targets import Field, Listed
from bot.chat.views.days import day_button
from bot.chat.views.model import Button, rows
from bot.chat.words.called import command_called
from core.editions.keys import DAILY, ListKey
from core.errors import (
    ArgumentMissing,
    ButtonStale,
    CommandUnknown,
    DateInFuture,
    DateInvalid,
    DateNotListedYet,
    EditionEmpty,
    EditionUnknown,
    EditionUnreachable,
    InterestsTooMany,
    LanguageUnknown,
    LettersMissing,
    LetterUnknown,
    LibraryTooLarge,
    LibraryUnreachable,
    LibraryUnreadable,
    NoEditionYet,
    NotAllowed,
    NoWeekdayLeft,
    NumberUnknown,
    SearchEmpty,
    SearchTooShort,
    SettingImpossible,
    SettingInvalid,
    TimeInvalid,
    ZoneInvalid,
    ZoneUnclear,
)
from core.interests.interest import LETTERS
from locales import Translator
from locales import languages as spoken

# What people most often mean by a command that is none; whoever may not use it is told so.
NAMES = tuple(name for name, traits in TRAITS.items() if traits.group)
NUMBERS_A_ROW = 6


def run_button(line: str, label: str = "") -> Button:
    """A button that runs the line, and is called as it is written unless it has a name."""
    return Button(label or line, Action(Verb.RUN, Typed(line)))


def command_button(t: Translator, name: str) -> Button:
    """A button for the command without anything behind it, called by what it does."""
    label = t.t(f"button.{name}")
    if name == "settings":
        return Button(label, Action(Verb.SETTINGS))
    if name == "interests":
        return Button(label, Action(Verb.INTERESTS))
    return run_button(f"/{name}", label)


def pressed(t: Translator, names: Sequence[str]) -> tuple[Button, ...]:
    """The help's buttons, of the commands with these names."""
    shown = [name for name, traits in TRAITS.items() if traits.pressed and name in names]
    return tuple(command_button(t, name) for name in shown)


def example_button(t: Translator, command: str) -> tuple[tuple[Button, ...], ...]:
    """A button for the language's example of the command; () where the language has none."""
    example = t.about.examples.get(command)
    if not example:
        return ()
    return ((run_button(f"/{command} {example}"),),)


def recommended(t: Translator, error: BaseException) -> tuple[tuple[Button, ...], ...]:
    """The buttons for what the error's sentence recommends; () where it recommends nothing."""
    match error:
        case EditionUnknown(nearest=day) | EditionEmpty(nearest=day) if day:
            return ((day_button(t, DAILY.on(day)),),)
        case EditionUnreachable(nearest=day) | DateInFuture(newest=day) if day:
            return ((day_button(t, DAILY.on(day)),),)
        case NumberUnknown(count=count) if count:
            return ((run_button(f"/paper {count}"),),)
        case LetterUnknown(date=day, first=first, last=last):
            letters = LETTERS[LETTERS.index(first) : LETTERS.index(last) + 1]
            return lettered("paper", DAILY.on(day), letters)
        case LanguageUnknown(languages=codes):
            return (languages(codes.split(", ")),)
        case SearchEmpty() | SearchTooShort() | ArgumentMissing(command="search"):
            return example_button(t, "search")
        case DateInvalid():
            return example_button(t, "date")
        case ButtonStale() | NoEditionYet() | DateNotListedYet():
            return ((command_button(t, "today"),),)
        case SettingInvalid(setting="interests") | InterestsTooMany() | LettersMissing():
            return (*example_button(t, "interests"), (command_button(t, "interests"),))
        case LibraryTooLarge() | LibraryUnreadable() | LibraryUnreachable():
            return ((run_button("/interests import", t.t("interests.import")),),)
        case SettingInvalid(setting=""):
            example = t.about.examples.get("setting")
            examples = ((run_button(f"/settings {example}"),),) if example else ()
            return (*examples, (command_button(t, "settings"),))
        case SettingInvalid(setting=name):
            return ((_setting_button(t, name),),)
        case TimeInvalid():
            return (*example_button(t, "subscribe"), (_setting_button(t, "time"),))
        case ArgumentMissing(command="ask", of=of):
            return _question_button(t, of)
        case ZoneInvalid() | ZoneUnclear():
            return ((_setting_button(t, "zone"),),)
        case SettingImpossible():
            return ((command_button(t, "settings"),),)
        case NoWeekdayLeft():
            return ((command_button(t, "unsubscribe"),),)
        case NotAllowed(command="forget"):
            return ((command_button(t, "forget"),),)
        case CommandUnknown(name=name, absent=absent, rest=rest) if name.startswith("/"):
            likely = [run_button(line) for line in near_commands(name, absent, rest)]
            return ((*likely, command_button(t, "help")),)
        case CommandUnknown(rest=said):
            likeliest = run_button(said) if said else command_button(t, "today")
            return ((likeliest, command_button(t, "help")),)
        case _:
            return ()


def near_commands(name: str, absent: Sequence[str], rest: str) -> tuple[str, ...]:
    """The command that may be meant by "/NAME", with its slash and the rest of the line; () where
    none is near, or it is one of those that are not there in this place."""
    typed, _, _ = name[1:].lower().partition("@")
    if not name.startswith("/") or typed in NAMES:
        return ()
    called = command_called(typed)
    near = get_close_matches(typed, NAMES, n=1)
    if called and not called[1]:
        near = [called[0]]
    return tuple(pressable(each, rest) for each in near if each not in absent)


def pressable(name: str, rest: str) -> str:
    """The line of the command with that behind it, or without where no button can carry that."""
    if traits_of(name).takes is Takes.NOTHING:
        rest = ""
    line = f"/{name} {rest}".strip()
    return line if len(line.encode()) <= LONGEST_PRESSED else f"/{name}"


def _question_button(t: Translator, of: str) -> tuple[tuple[Button, ...], ...]:
    """The language's example of a question, about the paper `of` where one was named."""
    example = t.about.examples.get("ask", "")
    number, _, question = example.partition(" ")
    if not question:
        return ()
    line = f"/ask {of or number} {question}"
    if len(line.encode()) > LONGEST_PRESSED:
        return ()
    return ((run_button(line),),)


def _setting_button(t: Translator, name: str) -> Button:
    """To the page of that setting; to all of them where it has none."""
    if not t.has(f"panel.{name}"):
        return command_button(t, "settings")
    return Button(t.t(f"panel.{name}"), Action(Verb.SETTINGS, Field(name)))


def languages(codes: Sequence[str]) -> tuple[Button, ...]:
    """A button for each language, called as its people call it."""
    return tuple(run_button(f"/lang {code}", spoken()[code].name) for code in codes)


def numbered(command: str, key: ListKey, numbers: Sequence[int]) -> tuple[tuple[Button, ...], ...]:
    """A button for each of these numbers of that list, which runs the command for it."""
    buttons: list[Button] = []
    for number in numbers:
        line = f"/{command} {Listed(key, number).typed}"
        buttons.append(run_button(line, str(number)))
    return rows(buttons, NUMBERS_A_ROW)


def lettered(command: str, key: ListKey, letters: str) -> tuple[tuple[Button, ...], ...]:
    """A button for each of these letters beside that list, which runs the command for it."""
    buttons = [run_button(f"/{command} {letter} {key}", letter) for letter in letters]
    return rows(buttons, NUMBERS_A_ROW)
