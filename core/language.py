"""What Paperboy knows of a language, and which one is called so. Pure.

What stands in these nouns is a language's own file, `locales/CODE/language.toml`; who needs it here
is handed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.script import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLabels:
    """What a digest's lines begin with, as fixed as the format's punctuation.

    With `two_titles` a heading may be `中文 (English)`, the first in the language's own letters.
    """

    heading: str
    papers: str
    link: str
    organization: str
    score: str
    tags: str
    summary: str
    highlights: str
    two_titles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLabels:
    """What a report's lines begin with: two labels, and the names of its five points' parts.

    Of several names for one thing the first is written; the others, which models have written, are
    read as the same. Only words that add nothing to the plain label belong there: "训练流程" says
    more than "步骤" does, so it stays a note under its own name.
    """

    link: str
    source: str
    points: Mapping[str, tuple[str, ...]]
    usage: Mapping[str, tuple[str, ...]]
    results: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """How questions are asked: `signs` anywhere, `openings` as the first word.

    `framing` merely makes a question; `terms` are words of the language as English papers have
    them; who asks with the first of a group that is `alike` means the others too. `courtesies`
    thank or agree, and ask nothing; `remarked` are what they are said of and with; `greetings` are
    those of the courtesies by which people begin.
    `kinds` tells what people say who want a number, a time, a
    reason (core.asking.kinds names them); `loose` are words that a paper may well put otherwise.
    `compounds` are words that mean one thing only together; `shortened` are those that are typed
    in haste, with what they stand for; `names` are never taken for a slip for another name;
    Those of `families` all mean each other, `ordinary` words are no slips for others; `record` is
    how people ask for what a paper's own record tells (core.asking.record names its lists);
    `further` are the words of languages that Paperboy is asked in but does not speak.
    """

    signs: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    framing: frozenset[str] = frozenset()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alike: tuple[tuple[str, ...], ...] = ()
    courtesies: tuple[str, ...] = ()
    greetings: frozenset[str] = frozenset()
    remarked: tuple[str, ...] = ()
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    compounds: tuple[str, ...] = ()
    shortened: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    families: tuple[tuple[str, ...], ...] = ()
    ordinary: frozenset[str] = frozenset()
    record: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    further: tuple[QuestionWords, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWords:
    """What people of the language type for numbers, days, hours, zones and switches.

    All in small letters. Where a place in a list means something (a day, a month), several words
    for one thing stand in one text, with semicolons between them; so do the names of a zone.
    """

    # Characters that are also written otherwise, as "號" for "号": the other, then the usual one.
    variants: tuple[str, ...] = ()
    # What says nothing: anywhere, with a day, with an hour, with a zone, with a paper's number.
    fillers: tuple[str, ...] = ()
    day_fillers: tuple[str, ...] = ()
    hour_fillers: tuple[str, ...] = ()
    # What moves an hour and names none: "早一点" is not one o'clock.
    hour_moves: tuple[str, ...] = ()
    # "every", which makes a span of the hours after it: "every 8 hours".
    each: tuple[str, ...] = ()
    zone_fillers: tuple[str, ...] = ()
    # What takes back what was said before it, as "no sorry"; and "no", which does between marks.
    takes_back: tuple[str, ...] = ()
    takes_back_between_marks: tuple[str, ...] = ()
    # Numbers of one character each, written together as in "二十五"; and words of their own.
    numerals: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    ordinal_endings: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    # Before and after a paper's number: "第", "no."; "篇", "paper".
    number_signs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    # A vote for a paper and against it, beside its number: "like 3", "踩 3".
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    # Between a paper's number and what is asked about it: "的", "'s".
    possessive: tuple[str, ...] = ()
    pick_signs: tuple[str, ...] = ()
    # Today and the days before it, one text a day; tomorrow and the days after it.
    days_ago: tuple[str, ...] = ()
    days_ahead: tuple[str, ...] = ()
    years_ago: tuple[str, ...] = ()
    # What a day's number, a month's and a year's are followed by; what spans are counted in.
    day_marks: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    weeks: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    fortnights: tuple[str, ...] = ()
    ago: tuple[str, ...] = ()
    # "in 3 days", "3天后", "the day before", "last day", "first day".
    within: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    day_before: tuple[str, ...] = ()
    first_day: tuple[str, ...] = ()
    last_day: tuple[str, ...] = ()
    # Countings of years, by the year before their first: "民国".
    eras: Mapping[str, int] = field(default_factory=dict)
    # The papers of a list counted from its end: "the last one", "倒数第二篇".
    last_of_list: tuple[str, ...] = ()
    from_the_end: tuple[str, ...] = ()
    # Before how many are the first of a list: "top 3", "前三篇".
    first_of_list: tuple[str, ...] = ()
    # The newest list, of whatever day; what stands around a paper's title.
    newest_list: tuple[str, ...] = ()
    previous_list: tuple[str, ...] = ()
    next_list: tuple[str, ...] = ()
    before_title: tuple[str, ...] = ()
    after_title: tuple[str, ...] = ()
    # Commands by what people write without a slash: "stop".
    commands: Mapping[str, str] = field(default_factory=dict)
    # What stands around the words that are searched for: "papers about", "有没有 … 的论文".
    before_search: tuple[str, ...] = ()
    after_search: tuple[str, ...] = ()
    # "last Friday" is the latest before today, "上周五" the one of the week before this.
    last: tuple[str, ...] = ()
    of_week_before: tuple[str, ...] = ()
    of_second_week_before: tuple[str, ...] = ()
    before_last: tuple[str, ...] = ()
    this: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    # From January, and from Monday; `week_days` are what follows one of `weeks`, as "一" in "周一".
    month_names: tuple[str, ...] = ()
    weekday_names: tuple[str, ...] = ()
    week_days: tuple[str, ...] = ()
    # What weekdays are shortened to in a row of several, as in "M/W/F".
    weekday_letters: tuple[str, ...] = ()
    # Days that have a name, by month and day.
    feasts: Mapping[str, str] = field(default_factory=dict)
    weekdays: tuple[str, ...] = ()
    weekend: tuple[str, ...] = ()
    every_day: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    # Beside weekdays: they come to those there are.
    too: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    # Hours: "点", "分", "半", "刻", "整", "过", "差", and the parts of a day. `five_minutes` are
    # counted after an hour ("八点三个字"), `at_five_minutes` stand before their count ("八点踏三");
    # "oh" before a number is a zero, "hundred" after one the full hour.
    hours: tuple[str, ...] = ()
    minutes: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    quarter: tuple[str, ...] = ()
    sharp: tuple[str, ...] = ()
    five_minutes: tuple[str, ...] = ()
    at_five_minutes: tuple[str, ...] = ()
    spoken_zero: tuple[str, ...] = ()
    full_hour: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    am: tuple[str, ...] = ()
    morning: tuple[str, ...] = ()
    noon: tuple[str, ...] = ()
    after_lunch: tuple[str, ...] = ()
    afternoon: tuple[str, ...] = ()
    night: tuple[str, ...] = ()
    late_night: tuple[str, ...] = ()
    midnight: tuple[str, ...] = ()
    # Zones: their places and names by zone; names that mean several; "东" and "西" before a number.
    zones: Mapping[str, str] = field(default_factory=dict)
    unclear_zones: Mapping[str, str] = field(default_factory=dict)
    # Parts of countries: beside a town whose name is better known elsewhere, their clocks count.
    regions: tuple[str, ...] = ()
    # States behind a town and a comma, "Austin, TX", by their zone; in several where they have two.
    states: Mapping[str, str] = field(default_factory=dict)
    # The sign of an offset in words: "UTC plus 8".
    ahead: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    east: tuple[str, ...] = ()
    west: tuple[str, ...] = ()
    zone_marks: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    # What makes an "on" after it an off: "don't", "不要".
    negations: tuple[str, ...] = ()
    # Behind "settings": who changed what.
    changelog: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """What a report without a model says in its own words, beside the paper's.

    `about` joins a field and its topics, `comma` several things. The others are sentences of a
    table: what the paper's own method reaches and by how much it is above or below the best of the
    others, or what both reach; and what the `row` of all averages says. `table` names one by its
    number, `source` what a sentence is from, `group` which of a table's methods. `names` are fields
    and topics as the language calls them; one that is missing keeps its English name. Without
    `ahead` nothing is said of tables. `working` to `bounds` lead what is said of how a work is
    used: how it goes on, what a survey covers, what was found, where its code is, its licence, the
    table of how it was trained, its data and settings, by which commands it is run, and where it
    ends.
    """

    comma: str = ", "
    about: str = "{field}: {topics}"
    ahead: str = ""
    below: str = ""
    beside: str = ""
    row: str = ""
    table: str = "{number}"
    source: str = " ({table})"
    group: str = ""
    working: str = ""
    covers: str = ""
    findings: str = ""
    code: str = ""
    licence: str = ""
    training: str = ""
    data: str = ""
    running: str = ""
    commands: str = ""
    bounds: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def called(self, name: str) -> str:
        """What the language calls the field or topic of that English name."""
        return self.names.get(name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language, as its folder describes it.

    `name` is what it calls itself, `aliases` what people call it anywhere (in small letters),
    `calls` what it calls others. `style` tells a model how to write in it. `locales` are the tags
    by which chat apps know it.
    `examples` are what people of that language might type after a command; `settings` what they
    call each setting, `answers` what they say of a value, and `interests` what they want done with
    their interests and what kinds there are, all in small letters; `categories` what they call
    arXiv's categories. Without
    `script` any text is believed to be in it; without labels it has no archive files.
    """

    code: str
    name: str = ""
    aliases: frozenset[str] = frozenset()
    calls: Mapping[str, str] = field(default_factory=dict)
    style: str = ""
    locales: tuple[str, ...] = ()
    script: Script | None = None
    digest: DigestLabels | None = None
    report: ReportLabels | None = None
    questions: QuestionWords = QuestionWords()
    words: PeopleWords = PeopleWords()
    reading: ReadingWords = ReadingWords()
    examples: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    interests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def asked_for(self) -> str:
        """What a model is told to write in; the code alone where nobody described the language."""
        return self.style or self.code


Languages = Mapping[str, Language]


class Known:
    """Languages as the key of what is made of them once: the same where they are one object, for
    they are never changed."""

    def __init__(self, languages: Languages) -> None:
        self.languages = languages

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Known) and self.languages is other.languages

    def __hash__(self) -> int:
        return id(self.languages)


def described(languages: Languages, code: str) -> Language:
    """The language of that code; where its folder is gone, one with nothing but the code."""
    return languages.get(code) or Language(code=code)


# A code with its script or region: "zh-Hans", "en_US".
_REGION = re.compile(r"([a-z]{2,3})[-_][a-z]{2,4}(?:[-_][a-z]{2})?")


def meant(text: str, languages: Iterable[Language]) -> str | None:
    """The code of the language that has that code or name, in any language, also with a region's
    as "zh-CN"; None when none has."""
    word = re.sub(r"\W{1,9}$", "", " ".join(text.split()).casefold())
    spoken = list(languages)
    for language in spoken:
        if word == language.code.casefold():
            return language.code
    for language in spoken:
        if word == language.name.casefold() or word in language.aliases:
            return language.code
    base = _REGION.fullmatch(word)
    return meant(base[1], spoken) if base else None


def named_in(text: str, languages: Iterable[Language]) -> str | None:
    """The code of the one language whose name stands in the text: "switch to English please"; None
    where none does, or several do."""
    small = text.casefold()
    found: set[str] = set()
    for language in languages:
        for name in (language.name.casefold(), *language.aliases):
            edge = r"(?![a-z])" if name.isascii() else ""
            before = r"(?<![a-z])" if name.isascii() else ""
            if len(name) > 1 and re.search(before + re.escape(name) + edge, small):
                found.add(language.code)
    return found.pop() if len(found) == 1 else None
