"""What people type to change a chat's settings: which setting that names, and what it is to be.
Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.chat.changes import CLEAR, FIELDS, REPEATED, SLOT
from bot.chat.panel import ALWAYS, NEVER, OFF, ON, ON_WORKDAYS, SWITCHES
from bot.chat.targets import Change
from bot.chat.words.categories import (
    NamedCategory,
    names_a_category,
    names_the_daily_list,
    parse_categories,
)
from bot.chat.words.counts import parse_count
from bot.chat.words.keywords import parse_keywords
from bot.chat.words.phrasing import Deed, read_phrase
from bot.chat.words.places import zones_called
from bot.chat.words.slots import parse_slot
from bot.chat.words.switches import parse_switch
from bot.chat.words.tidying import small_letters, tidied
from bot.chat.words.times import parse_time
from bot.chat.words.weekdays import parse_turned, parse_weekdays
from bot.chat.words.zones import parse_zone, read_zone
from core.bounds import normalized
from core.chats import ChatSettings
from core.errors import CategoryUnknown, RequestError, SettingInvalid, TimeInvalid
from core.language import Language, meant

# How people put it that they do not want something.
UNWANTED = frozenset((Deed.MUTE, Deed.UNWANTED, Deed.LESS))


@dataclass(frozen=True, slots=True)
class TypedSetting:
    """What somebody typed after the command: the setting that it names, and the value's words."""

    field: str
    words: str


def typed(text: str, languages: Sequence[Language]) -> TypedSetting:
    """The setting that the text begins or ends with, in any language, and the other words; raises
    SettingInvalid where there is no such setting."""
    plain = normalized("NFKC", text).strip()
    if names_a_category(plain):
        sign = "" if plain[0] in "+-" else "+"
        return TypedSetting("sources", sign + plain)
    small = small_letters(plain)
    names = _names(languages)
    by_length = sorted(names, key=len, reverse=True)
    begins = next((name for name in by_length if _begins(small, name)), None)
    # The value stands as it was typed: keywords keep their letters.
    words = plain[len(begins or "") :].lstrip(" :=").strip()
    # "Beijing time" is no setting's; "include Austin, TX" and "time -3" are.
    is_told = bool(begins) and ("," in words or not any(map(str.isalpha, words)))
    if _names_a_zone(plain) and not is_told:
        return TypedSetting("zone", plain)
    if begins and names[begins] == "day" and words:
        with suppress(RequestError):
            # "weekdays" in "weekdays only" names the days, not the setting.
            parse_weekdays(plain)
            return TypedSetting("day", plain)
    if begins:
        return TypedSetting(_of_both(names[begins], words), words)
    field = _field_of(plain, languages)
    if field:
        return TypedSetting(field, plain)
    for name in by_length:
        before = small[: -len(name)]
        if small.endswith(name) and not (_is_latin(before[-1:]) and _is_latin(name[0])):
            words = plain[: -len(name)].strip()
            return TypedSetting(_of_both(names[name], words), words)
    within = _switched_within(plain, small, names)
    if within:
        return within
    with suppress(CategoryUnknown):
        # A category's name, or what is to become of one, says enough.
        return TypedSetting("sources", _with_signs(parse_categories(plain, languages)))
    first = text.strip().split(" ")[0]
    raise SettingInvalid(first[:REPEATED])


def _switched_within(plain: str, small: str, names: Mapping[str, str]) -> TypedSetting | None:
    """The switch whose name stands amid words that turn it: "turn silent off", `把静音打开`; None
    for anything else."""
    for name in sorted(names, key=len, reverse=True):
        at = small.find(name)
        if at <= 0 or names[name] not in SWITCHES or not _begins(small[at:], name):
            continue
        if _is_latin(small[at - 1]) and _is_latin(name[0]):
            continue
        words = f"{plain[:at]} {plain[at + len(name) :]}".strip()
        with suppress(RequestError):
            parse_switch(words)
            return TypedSetting(names[name], words)
    return None


def _names(languages: Iterable[Language]) -> dict[str, str]:
    """The setting by each of its names, its own and those that the languages have for it."""
    names = {name: name for name in FIELDS}
    for language in languages:
        for field, called in language.settings.items():
            names |= {name: field for name in called}
    return names


def _begins(small: str, name: str) -> bool:
    """Whether a text begins with a setting's name, and not with a longer word."""
    after = small[len(name) :]
    return small.startswith(name) and not (_is_latin(name[-1]) and _is_latin(after[:1]))


def _field_of(value: str, languages: Sequence[Language]) -> str:
    """The setting of which only such a value can be, as weekdays, an hour, an hour with its zone or
    a language; "" where it may be any. A number may."""
    with suppress(RequestError):
        parse_count(value)
        return ""
    if parse_turned(value):
        return "day"
    with suppress(RequestError):
        parse_weekdays(value)
        return "day"
    with suppress(RequestError):
        parse_time(value)
        return "time"
    if meant(value, languages):
        return "lang"
    return _of_both("", value)


def _of_both(field: str, words: str) -> str:
    """The field; that of both where an hour's words, or no field's, are an hour and its zone or
    weekdays, and the zone where they are one that has to be asked for ("time USA")."""
    if field not in ("time", "day", ""):
        return field
    if field != "day" and zones_called(words):
        return "zone"
    with suppress(RequestError):
        slot = parse_slot(words)
        zone = slot.zone if field != "day" else None
        if slot.time and (zone or slot.weekdays):
            return SLOT
    return field


def _names_a_zone(text: str) -> bool:
    """Whether the text is a zone's name, or one that may mean several."""
    return read_zone(text, "") is not None or bool(zones_called(text))


def understood(said: TypedSetting, languages: Sequence[Language], language: str) -> Change:
    """The change that the words mean, in a chat of that language; raises RequestError, which names
    the part that is not understood."""
    field, words = said.field, said.words
    try:
        return Change(field, _value(field, words, languages, language))
    except SettingInvalid as error:
        says_what = "switch" if field in SWITCHES else field
        raise SettingInvalid(error.text, error.likely, says_what) from None
    except TimeInvalid as error:
        if field != "time":
            raise
        raise SettingInvalid(error.text, error.likely, field) from None


def _value(field: str, words: str, languages: Sequence[Language], language: str) -> str:
    """The words as the value of a button."""
    if field == "lang":
        return meant(words, languages) or words
    if field == "time":
        return f"{parse_time(words):%H:%M}"
    if field == "zone":
        return parse_zone(words, language)
    if field == SLOT:
        slot = parse_slot(words, language)
        days = Change.several("day", slot.weekdays or ()).value
        return f"{slot.time:%H:%M} {slot.zone or CLEAR} {days}".rstrip()
    if field == "day":
        turned = parse_turned(words)
        if turned:
            sign = "+" if turned[0] else "-"
            return sign + Change.several("day", turned[1]).value
        return Change.several("day", parse_weekdays(words)).value
    if field in ("most", "least"):
        if _says(words, "all", languages):
            return "0"
        if field == "least" and _says(words, "none", languages):
            return "0"
        return str(parse_count(words))
    if field == "picks":
        return _picks(words, languages)
    if field in ("include", "mute"):
        if words == CLEAR or _says(words, "none", languages):
            return CLEAR
        return "".join(f"{_bare(word, field)}\n" for word in parse_keywords(words))
    if field == "empty":
        return _empty(words, languages)
    if field == "sources":
        return _sources_wanted(words, languages)
    if field in SWITCHES:
        return ON if parse_switch(words) else OFF
    if field == "mention" and _says(words, "none", languages):
        return CLEAR
    return words


def _bare(word: str, field: str) -> str:
    """The keyword without what says that it is not wanted, which goes without saying of what is
    muted: "not vision", `不要视频`; raises SettingInvalid where it is to be listed."""
    phrase = read_phrase(word)
    if phrase is None or phrase.deed not in UNWANTED or not phrase.topic or phrase.exact:
        return word
    if field == "include":
        raise SettingInvalid(word)
    return phrase.topic


def _picks(words: str, languages: Sequence[Language]) -> str:
    """How many letters; on and off are those of a new chat, and none."""
    if _says(words, "none", languages):
        return "0"
    try:
        return str(parse_count(words))
    except SettingInvalid:
        return str(ChatSettings().picks) if parse_switch(words) else "0"


def _sources_wanted(words: str, languages: Sequence[Language]) -> str:
    """The categories as a button's value: all of them, or those that are added and taken away."""
    if words == CLEAR or _says(words, "none", languages):
        return CLEAR
    if names_the_daily_list(words, languages):
        return CLEAR
    wanted = parse_categories(words, languages)
    if any(each.sign for each in wanted):
        return _with_signs(wanted)
    return Change.several("sources", [each.category for each in wanted]).value


def _with_signs(wanted: Iterable[NamedCategory]) -> str:
    """The categories as a button adds and takes them away."""
    return " ".join(f"{each.sign or '+'}{each.category}" for each in wanted)


def _empty(words: str, languages: Sequence[Language]) -> str:
    if _says(words, "workdays", languages):
        return ON_WORKDAYS
    if _says(words, "always", languages):
        return ALWAYS
    return ALWAYS if parse_switch(words) else NEVER


def _says(words: str, meaning: str, languages: Iterable[Language]) -> bool:
    """Whether any of the languages means that by those words."""
    small = tidied(words)
    return any(small in language.answers.get(meaning, ()) for language in languages)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
