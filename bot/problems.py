"""The one place that answers errors: each becomes one sentence in the reader's language, with a right example.

In this order:

1. SettingsInvalid: a sentence, then each problem with its mend on a line of its own.
2. ArchiveInvalid: file, line, and the broken rule in words.
3. WrongDocument, ModelAnswerInvalid: with their reason in words.
4. ChatQuestionsSpent, PersonQuestionsSpent: whether any are allowed. ArgumentMissing: with the example that fits the
   command; NotAllowed: whom the command is for.
5. EditionUnknown, EditionEmpty: whether it is the weekend; and as EditionUnreachable, the nearest edition.
6. DateInFuture: the newest edition.
7. What is out of reach: to who runs Paperboy, whether a proxy or a certificate is to blame.
   Any other PaperboyError: the sentence of its key.
8. Anything else, what only the dispatcher answers included: a general sentence. Details are for the log, never for
   the reader.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from bot.views.model import View, sentences
from bot.views.prose import clip, tidy
from core.errors import (
    ArchiveInvalid,
    ArgumentMissing,
    ChatQuestionsSpent,
    CommandUnknown,
    DateInFuture,
    EditionEmpty,
    EditionUnknown,
    EditionUnreachable,
    ModelAnswerInvalid,
    NotAllowed,
    PaperboyError,
    PersonQuestionsSpent,
    Problem,
    RequestError,
    SettingsInvalid,
    WrongDocument,
)
from core.models import Failure
from core.network.trouble import CERTIFICATE
from locales import Translator

SATURDAY = 5
# What a person typed is repeated to them briefly; what an operator must see (paths, reasons) at more length.
TYPED_CELLS = 40
TOLD_CELLS = 300


def problem_view(t: Translator, error: BaseException) -> View:
    """The answer to the error, ready to send."""
    return dataclasses.replace(sentences(_sentences(t, error)), private=True)


def problem_text(t: Translator, error: BaseException) -> str:
    """The answer to the error as text, for who runs Paperboy; one line, but for invalid settings."""
    return "\n".join(_sentences(t, error, _cause(error.data()) if isinstance(error, PaperboyError) else ""))


def setting_text(t: Translator, problem: Problem) -> str:
    """What is wrong with one of the settings, and its mend."""
    return t.t("text.problem", name=problem.name, mend=t.t(problem.key, **dict(problem.data)))


def failure_text(t: Translator, failure: Failure) -> str:
    """The sentence of a failure that was written down, as its error would have been told to who runs Paperboy."""
    data: dict[str, object] = dict(failure.data)
    variant = failure.key + _cause(data)
    key = variant if t.has(variant) else failure.key
    words = {**data, **_reason_in_words(t, data)}
    return t.t(key, **words) if t.has(key) else t.t("error.unexpected")


def _cause(data: Mapping[str, object]) -> str:
    """The variant of a sentence that says why something is out of reach, as core.network.trouble found out.

    It names proxies and variables, so it is for who runs Paperboy; readers are told without.
    """
    if data.get("proxy"):
        return ".proxy"
    return ".certificate" if data.get("reason") == CERTIFICATE else ""


def _reason_in_words(t: Translator, data: Mapping[str, object]) -> dict[str, str]:
    """The reason as the catalog has it, where it has it."""
    key = f"reason.{data.get('reason')}"
    return {"reason": t.t(key)} if t.has(key) else {}


def _sentences(t: Translator, error: BaseException, cause: str = "") -> list[str]:
    match error:
        case SettingsInvalid(problems=problems):
            return [t.t(error.key()), *(setting_text(t, problem) for problem in problems)]
        case ArchiveInvalid(rule=rule):
            return [_said(t, error, rule=t.t(f"archive.{rule}"))]
        case WrongDocument(reason=reason) | ModelAnswerInvalid(reason=reason):
            return [_said(t, error, reason=t.t(f"reason.{reason}"))]
        case CommandUnknown(name=name) if not name.startswith("/"):
            return [t.t("error.command_unknown.plain")]
        case ChatQuestionsSpent(limit=0) | PersonQuestionsSpent(limit=0):
            return [_said(t, error, ".none")]
        case ArgumentMissing(command=command) | NotAllowed(command=command):
            return [_said(t, error, f".{command.lstrip('/')}")]
        case EditionUnknown(date=date, nearest=nearest) | EditionEmpty(date=date, nearest=nearest):
            weekend = ".weekend" if date.weekday() >= SATURDAY else ""
            return [_with_hint(t, _said(t, error, weekend), nearest=nearest)]
        case EditionUnreachable(nearest=nearest):
            return [_with_hint(t, _said(t, error), nearest=nearest)]
        case DateInFuture(newest=newest):
            return [_with_hint(t, _said(t, error), newest=newest)]
        case PaperboyError() if cause and t.has(error.key() + cause):
            return [_said(t, error, cause, **_reason_in_words(t, error.data()))]
        case PaperboyError() if t.has(error.key()):
            return [_said(t, error)]
        case _:
            return [t.t("error.unexpected")]


def _said(t: Translator, error: PaperboyError, variant: str = "", **words: str) -> str:
    """The sentence of the error's key, or of its variant where the catalog has one, filled by the error's fields."""
    key = error.key() + variant if t.has(error.key() + variant) else error.key()
    cells = TYPED_CELLS if isinstance(error, RequestError) else TOLD_CELLS
    fields = {name: _short(name, value, cells) for name, value in error.data().items()}
    return t.t(key, **{**fields, **words})


def _short(name: str, value: object, cells: int) -> object:
    if not isinstance(value, str):
        return value
    return clip(tidy(value.removeprefix("/") if name in ("name", "command") else value), cells)


def _with_hint(t: Translator, sentence: str, **where: dt.date | None) -> str:
    """The sentence, followed by where to look instead if that is known."""
    ((name, date),) = where.items()
    if date is None:
        return sentence
    return t.t("text.join", first=sentence, second=t.t(f"hint.{name}", **{name: date}))
