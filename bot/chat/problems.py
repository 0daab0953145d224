"""The one place that turns errors into sentences, for readers or for the operator.

Readers are told what they can do, and never a host, a variable, a model or a reason. These are for
the operator, who runs Paperboy: on the command line, in the log and in `/status`. In this order:

1. What a person asked for and cannot have as asked (RequestError): the sentence of its key, or of a
   variant that fits.
2. What is about a paper or a day and nobody's fault: no full text, another paper's text, withdrawn,
   not listed yet.
3. For readers, everything else by its family: the model, the day's budget, the sources, the store,
   or the unexpected.
4. For the operator, the sentence of its key with all of its fields; settings with each problem on a
   line of its own.
"""

# Chinese is read here: a question mark.

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence

from bot.chat.actions import LONGEST_PRESSED
from bot.chat.command_traits import TRAITS
from bot.chat.recommended import near_commands, recommended, run_button
from bot.chat.views.model import View, sentences
from bot.chat.views.prose import clip, tidy
from core.bounds import normalized
from core.errors import (
    ArchiveInvalid,
    ArgumentMissing,
    CategoryUnknown,
    ChatQuestionsSpent,
    ChatReadingsSpent,
    CommandUnknown,
    DateInFuture,
    DateInvalid,
    DateNotListedYet,
    EditionEmpty,
    EditionUnknown,
    EditionUnreachable,
    LanguageUnknown,
    ModelError,
    NoFullText,
    NotAllowed,
    NumberInvalid,
    NumberUnclear,
    OperatorText,
    OverBudget,
    PaperboyError,
    PaperUnknown,
    PaperWithdrawn,
    PersonQuestionsSpent,
    PersonReadingsSpent,
    Problem,
    RequestError,
    Sayable,
    SettingImpossible,
    SettingInvalid,
    SettingsInvalid,
    SourceError,
    SourceUnreachable,
    StoreUnavailable,
    TimeInvalid,
    TitleAmbiguous,
    WrongDocument,
    ZoneInvalid,
    ZoneUnclear,
)
from core.exhaustion import HereFault
from core.identify import note_of, place_at, place_of
from core.network.trouble import TlsFault
from core.records import Failure, Standing
from locales import Translator

SATURDAY = 5
# What says what may have been meant instead.
GUESSES = (
    CategoryUnknown,
    DateInvalid,
    NumberInvalid,
    NumberUnclear,
    SettingInvalid,
    TimeInvalid,
    TitleAmbiguous,
    ZoneInvalid,
    ZoneUnclear,
)
# What a person typed is repeated to them briefly; what an operator must see (paths, reasons) at
# more length.
TYPED_CELLS = 40
TOLD_CELLS = 300
TLS_FAULTS = frozenset(TlsFault)
HERE_FAULTS = frozenset(HereFault)
_STATUS = re.compile(r"\d{3}\b")


def with_lines(t: Translator, error: PaperboyError, line: str) -> PaperboyError:
    """The error with what is likely meant made into whole lines, as the one that was typed but
    right, with zones as the reader calls them; those that no button can carry are left out."""
    if not line or not isinstance(error, GUESSES) or not error.likely:
        return error
    plain = " ".join(line.split())
    lines: list[str] = []
    for likely in error.likely:
        if isinstance(error, ZoneInvalid | ZoneUnclear):
            likely = t.zone(likely)
        right = plain.replace(error.text, likely, 1)
        if not normalized("NFKC", plain).startswith("/"):
            right = f"/paper {likely}"
        if right != plain and len(right.encode()) <= LONGEST_PRESSED:
            lines.append(right)
    return dataclasses.replace(error, likely=tuple(lines))


def reader_view(t: Translator, error: BaseException) -> View:
    """The answer to the error for whoever asked, ready to send; under it buttons for what it
    recommends, and for what is likely meant."""
    buttons = recommended(t, error)
    if isinstance(error, GUESSES) and error.likely:
        lines = [likely for likely in error.likely if likely.startswith("/")]
        buttons = tuple((run_button(line),) for line in lines)
    view = sentences([reader_text(t, error)])
    return dataclasses.replace(view, buttons=buttons, private=True)


def operator_view(t: Translator, error: BaseException) -> View:
    """The answer to the error for who runs Paperboy, ready to show."""
    return dataclasses.replace(sentences(operator_text(t, error).split("\n")), private=True)


def reader_text(t: Translator, error: BaseException) -> str:
    """One sentence for whoever asked."""
    match error:
        case RequestError():
            return _about_the_request(t, error)
        case DateNotListedYet(date=date):
            return t.t(error.key() + _weekend(date), **error.for_readers())
        case NoFullText() | PaperWithdrawn():
            return t.t(error.key(), **error.for_readers())
        case WrongDocument(reason=reason):
            told = error.for_readers() | {"reason": t.t(f"reason.{reason}")}
            return t.t(error.key(), **told)
        case OverBudget():
            return t.t("reader.over_budget")
        case ModelError():
            return t.t("reader.model")
        case SourceUnreachable(host=OperatorText(text=host)):
            return t.t("reader.source", place=place_at(host))
        case SourceError():
            return t.t("reader.source", place=place_at(""))
        case StoreUnavailable():
            return t.t("reader.store")
        case _:
            return t.t("error.unexpected")


def operator_text(t: Translator, error: BaseException) -> str:
    """The error with all that is known of it; one line, but for invalid settings."""
    match error:
        case RequestError():
            return _about_the_request(t, error)
        case SettingsInvalid(problems=problems):
            lines = [t.t(error.key())]
            lines += [setting_text(t, problem) for problem in problems]
            return "\n".join(lines)
        case ArchiveInvalid(rule=rule):
            return _told(t, error.key(), error.for_operator() | {"rule": t.t(f"archive.{rule}")})
        case PaperboyError() if t.has(error.key()):
            return _told(t, error.key(), error.for_operator())
        case _:
            return t.t("cli.unexpected")


def setting_text(t: Translator, problem: Problem) -> str:
    """What is wrong with one of the settings, and its mend."""
    return t.t("text.problem", name=problem.name, mend=t.t(problem.key, **dict(problem.data)))


def failure_text(t: Translator, failure: Failure | Standing) -> str:
    """The sentence of an error that was written down, as the operator would have been told it."""
    if t.has(failure.key) and failure.key != "error.unexpected":
        return _told(t, failure.key, failure.data)
    if failure.data:
        return t.t("cli.unexpected_in_step", reason=failure.data.get("reason", ""))
    return t.t("error.unexpected")


def _told(t: Translator, key: str, data: Mapping[str, Sayable]) -> str:
    """The operator's sentence, with its reason in words where the catalog has them."""
    fields = {name: _short(value, TOLD_CELLS) for name, value in data.items()}
    if "paper_id" in fields:
        # What was written down earlier does not say where the paper stands.
        fields.setdefault("place", place_of(str(fields["paper_id"])))
    reason = f"reason.{data.get('reason')}"
    if t.has(reason):
        fields["reason"] = t.t(reason)
    return t.t(_variant(t, key, data), **fields)


def _variant(t: Translator, key: str, data: Mapping[str, Sayable]) -> str:
    """The key of the sentence that tells most: what the endpoint said or lists, what is wrong with
    the store, that a proxy or a certificate is to blame, or that the place can be reached but
    answers with an error, perhaps in its own words."""
    reason = data.get("reason")
    variants = (
        (data.get("said"), ".said"),
        (data.get("known"), ".listed"),
        (data.get("trouble"), f".{data.get('trouble')}"),
        (data.get("proxy"), ".proxy"),
        (data.get("user"), ".refused"),
        (reason == TlsFault.UNTRUSTED, ".certificate"),
        (reason in TLS_FAULTS, ".tls"),
        (reason in HERE_FAULTS, ".here"),
        (_STATUS.match(str(reason)), ".status"),
        (reason, ".words"),
    )
    for holds, variant in variants:
        if holds:
            return key + variant if t.has(key + variant) else key
    return key


def _about_the_request(t: Translator, error: RequestError) -> str:
    match error:
        case CommandUnknown(name=name) if not name.startswith("/") or not name.strip("/"):
            plain = t.t("error.command_unknown.plain")
            return _with_guess(t, plain, (error.rest,)) if error.rest else plain
        case (
            ChatQuestionsSpent(limit=0)
            | PersonQuestionsSpent(limit=0)
            | ChatReadingsSpent(limit=0)
            | PersonReadingsSpent(limit=0)
        ):
            return _said(t, error, ".none")
        case CommandUnknown(name=name, absent=absent) if name[1:].lower() in absent:
            # The operator's are of the command line too, under the same name.
            return _said(t, error, ".absent" if name[1:].lower() in TRAITS else ".operator")
        case CommandUnknown(name=name) if near := near_commands(name, error.absent, error.rest):
            return _with_guess(t, _said(t, error, ".near"), near)
        case ArgumentMissing(command="ask", of=of) if of:
            return _said(t, error, ".ask_what")
        case ArgumentMissing(command=command) | NotAllowed(command=command):
            return _said(t, error, f".{command.lstrip('/')}")
        case SettingImpossible(setting=setting) if setting:
            # Called as the panels of other places call it.
            return t.t(f"{error.key()}.absent", setting=t.t(f"panel.{setting}"))
        case SettingInvalid(setting=setting):
            return _said(t, error, f".{setting}")
        case EditionUnknown(date=date, nearest=nearest) | EditionEmpty(date=date, nearest=nearest):
            return _with_hint(t, _said(t, error, _weekend(date)), date, nearest=nearest)
        case EditionUnreachable(date=date, nearest=nearest):
            return _with_hint(t, _said(t, error, _weekend(date)), date, nearest=nearest)
        case DateInFuture(newest=newest):
            return _with_hint(t, _said(t, error), None, newest=newest)
        case PaperUnknown(paper_id=paper_id) if note_of(paper_id):
            return _said(t, error, ".submission")
        case CategoryUnknown(near=near) if near:
            return _said(t, error, ".near")
        case TitleAmbiguous() | CategoryUnknown():
            return _said(t, error)
        case _ if isinstance(error, GUESSES) and error.likely:
            return _with_guess(t, _said(t, error), error.likely)
        case _:
            return _said(t, error)


def _weekend(date: dt.date) -> str:
    """The variant of a sentence about a day on which no list is to be expected; "" for others."""
    return ".weekend" if date.weekday() >= SATURDAY else ""


def _said(t: Translator, error: RequestError, variant: str = "") -> str:
    """The sentence of the error's key, or of its variant if there is one, with its fields."""
    key = error.key()
    if t.has(key + variant):
        key += variant
    fields: dict[str, Sayable] = {}
    for name, value in error.for_readers().items():
        if name in ("name", "command") and isinstance(value, str):
            # The sentence has the slash, and whom it was for goes without saying.
            value, _, _ = value.removeprefix("/").partition("@")
        fields[name] = _short(value, TYPED_CELLS)
    match error:
        case (
            EditionUnknown(date=date, nearest=other)
            | EditionEmpty(date=date, nearest=other)
            | EditionUnreachable(date=date, nearest=other)
        ):
            fields["date"] = _day(t, date, other)
        case DateInFuture(date=date, newest=None):
            fields["date"] = t.date(date, weekday=False, year=True)
        case DateInFuture(date=date, newest=other):
            fields["date"] = _day(t, date, other)
    if isinstance(error, LanguageUnknown):
        names = [t.named(code) for code in error.languages.split(", ")]
        fields["languages"] = t.t("text.between").join(names)
    if isinstance(error, TitleAmbiguous):
        # All of them are needed to choose.
        fields["titles"] = tidy(error.titles)
    return t.t(key, **fields)


def _day(t: Translator, date: dt.date, beside: dt.date | None) -> str:
    """The date as people say it, with its year where the day beside it is of another one."""
    year = beside is not None and beside.year != date.year
    return t.date(date, weekday=False, year=year)


def _with_guess(t: Translator, sentence: str, likely: Sequence[str]) -> str:
    """The sentence, and what may have been meant."""
    # A question of the reader's ends with the sentence's own mark.
    guess = t.t("hint.likely", likely=t.t("text.or").join(likely).rstrip("?？"))
    return t.t("text.join", first=sentence, second=guess)


def _short(value: Sayable, cells: int) -> Sayable:
    if isinstance(value, str):
        return clip(tidy(value), cells)
    return value


def _with_hint(t: Translator, sentence: str, asked: dt.date | None, **where: dt.date | None) -> str:
    """The sentence, followed by where to look instead of the day that was asked for, if that is
    known."""
    ((name, date),) = where.items()
    if date is None:
        return sentence
    hint = t.t(f"hint.{name}", day=_day(t, date, asked), **{name: date})
    return t.t("text.join", first=sentence, second=hint)
