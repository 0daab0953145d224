"""Errors become one friendly sentence each, in the reader's language; their insides are for who
runs Paperboy."""

from __future__ import annotations

import dataclasses
import datetime as dt
import typing

import pytest

from bot.channels.console.render import render as console
from bot.channels.discord.errors import DiscordUnreachable
from bot.channels.discord.render import render as discord
from bot.channels.telegram.errors import TelegramUnreachable
from bot.channels.telegram.render import render as telegram
from bot.chat.problems import failure_text, operator_text, reader_text, reader_view
from core import errors
from core.errors import OperatorText, PaperboyError, RequestError, StoreTrouble
from core.exhaustion import HereFault
from core.network.trouble import ProxyFault, TlsFault
from core.records import Failure, Step
from locales import Translator
from tests.bot.chat.views.samples import said
from tests.leaves import leaves

ZH, EN = Translator("zh"), Translator("en")
FRIDAY, SATURDAY, MONDAY = dt.date(2026, 2, 6), dt.date(2026, 2, 7), dt.date(2026, 2, 9)
NOW = dt.datetime(2026, 2, 6, 12, tzinfo=dt.UTC)
# A value for each field of every error, by name; what a leaf needs is picked from here.
VALUES: dict[str, object] = {
    "problems": (
        errors.Problem("PAPERBOY_CONCURRENCY", "error.number_invalid", (("text", "many"),)),
    ),
    "absent": ("subscribe",),
    "path": "/srv/paperboy.db",
    "reason": "disk full",
    "revision": "0010",
    "file": "digest.md",
    "line": 12,
    "rule": "score",
    "host": "hub.example",
    "status": 418,
    "seconds": 90,
    "proxy": "",
    "limit": 2000,
    "target": "elsewhere.example",
    "date": FRIDAY,
    "newest": MONDAY,
    "nearest": MONDAY,
    "paper_id": "2602.00001",
    "place": "arXiv",
    "page": "https://arxiv.org/abs/2602.00001",
    "user": "ada@example.org",
    "model": "reader-9",
    "known": "reader-8, reader-10",
    "said": "no such thing",
    "name": "/dance",
    "command": "paper",
    "text": "soon",
    "near": "cs.CV",
    "process": "4711",
    "likely": ("tomorrow",),
    "setting": "most",
    "of": "3",
    "rest": "/search agents",
    "titles": "3 · A title",
    "letter": "F",
    "first": "A",
    "last": "E",
    "number": 40,
    "count": 12,
    "words": "kite",
    "languages": "zh, en",
    "chat": "telegram:-100",
    "chat_id": "-100",
    "url": "https://example.org/hook",
    "address": "https://relay.example/tg",
    "port": 8443,
    "trouble": StoreTrouble.OTHER,
    "part": "papers",
    "role": "send",
    "length": 5000,
    "most": 3500,
    "shards": 2,
    "wanted": 5,
    "minutes": 90,
    "upgrading": False,
}
TROUBLES = {errors.MoveRefused: errors.MoveTrouble.UNKEPT}
REASONS = {
    errors.WrongDocument: ("title", "empty", "short", "scaffold", "size"),
    errors.ModelAnswerInvalid: ("malformed", "empty", "truncated", "refused", "page", "too_large"),
}
LEAVES = leaves()
# What readers may be shown of an error: their own words, papers, days and numbers.
FOR_READERS = {"str", "int", "dt.date", "dt.date | None", "tuple[str, ...]"}


def example(kind: type[PaperboyError], **changes: object) -> PaperboyError:
    fields = (
        [field.name for field in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else []
    )
    values = VALUES | {
        "reason": REASONS.get(kind, ("disk full",))[0],
        "trouble": TROUBLES.get(kind, StoreTrouble.OTHER),
        **changes,
    }
    return kind(**{name: values[name] for name in fields})


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_every_error_is_one_finished_sentence(kind: type[PaperboyError], t: Translator) -> None:
    for sentence in (reader_text(t, example(kind)), operator_text(t, example(kind))):
        assert sentence
        assert not set("{}•") & set(sentence)
        assert kind is errors.SettingsInvalid or "\n" not in sentence
    assert said(reader_view(t, example(kind))) == [reader_text(t, example(kind))]


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_no_reader_is_told_what_is_the_operators_on_any_channel(
    kind: type[PaperboyError], t: Translator
) -> None:
    secret = "SECRET_VARIABLE 10.11.12.13:9999 <b>key-123</b> https://evil.example/x?key=1"
    hidden = (
        [field.name for field in dataclasses.fields(kind) if field.type == "ForOperator"]
        if dataclasses.is_dataclass(kind)
        else []
    )
    view = reader_view(t, example(kind, **dict.fromkeys(hidden, secret)))
    shown = [console(view, 80, False), str(telegram(view)), str(discord(view, t))]

    for text in shown:
        assert not any(
            piece in text for piece in ("SECRET", "10.11.12.13", "key-123", "evil.example")
        )


def test_what_readers_may_be_told_is_declared_so() -> None:
    for kind in filter(dataclasses.is_dataclass, LEAVES):
        types = {field.name: field.type for field in dataclasses.fields(kind)}
        if issubclass(kind, RequestError):
            assert set(types.values()) <= FOR_READERS, kind
        assert example(kind).for_readers().keys() == {
            name for name, type_ in types.items() if type_ != "ForOperator"
        }


def test_what_is_the_operators_is_no_text_and_prints_as_nothing() -> None:
    error = errors.ModelUnreachable("model.example", "timeout")

    assert isinstance(error.host, OperatorText)
    assert not isinstance(error.host, str)
    assert "model.example" not in f"{error.host} {error.host!s}"
    assert "model.example" in f"{error}"
    assert OperatorText not in typing.get_args(errors.Sayable)


@pytest.mark.parametrize(
    ("kind", "reason"), [(kind, reason) for kind, all_ in REASONS.items() for reason in all_]
)
def test_every_reason_has_its_words(kind: type[PaperboyError], reason: str) -> None:
    assert EN.t(f"reason.{reason}") in operator_text(EN, example(kind, reason=reason))


@pytest.mark.parametrize(
    "kind", [errors.ModelUnpaid, errors.ModelForbidden, errors.ModelKeyRejected]
)
def test_the_operator_hears_the_endpoints_own_words_where_it_had_some(
    kind: type[PaperboyError],
) -> None:
    assert "no such thing" in operator_text(EN, example(kind))
    assert "“”" not in operator_text(EN, example(kind, said=""))


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_a_model_that_is_not_there_is_told_with_those_that_are(t: Translator) -> None:
    assert "no such thing" in operator_text(t, example(errors.ModelUnknown))
    assert "reader-8, reader-10" in operator_text(t, example(errors.ModelUnknown, said=""))
    assert operator_text(t, example(errors.ModelUnknown, known="", said="")).endswith(
        ("OPENAI_MODEL.", "OPENAI_MODEL。")
    )


@pytest.mark.parametrize(
    ("reason", "blamed"), [("500", ""), ("502 Bad gateway", ""), ("timeout", "the network")]
)
def test_an_endpoint_that_answers_with_an_error_is_no_trouble_of_the_network(
    reason: str, blamed: str
) -> None:
    told = operator_text(EN, example(errors.ModelUnreachable, reason=reason))

    assert f"({reason})" in told or blamed
    assert ("the network" in told) == bool(blamed)


def test_a_failure_that_was_written_down_is_told_as_its_error_would_have_been() -> None:
    for error in (
        errors.ModelUnpaid("model.example", "Insufficient Balance"),
        errors.ModelUnpaid("model.example", ""),
        errors.ModelAnswerInvalid("reader-9", "empty"),
        errors.WrongDocument("2602.00001", "title"),
    ):
        data = {name: str(value) for name, value in error.for_operator().items()}
        failure = Failure(
            date=FRIDAY,
            paper_id="2602.00001",
            step=Step.DEEP_READ,
            language="zh",
            key=error.key(),
            data=data,
            at=NOW,
        )
        assert failure_text(EN, failure) == operator_text(EN, error)


def test_what_an_earlier_release_wrote_down_of_a_paper_is_told() -> None:
    told = Failure(
        date=FRIDAY,
        paper_id="2602.00001",
        step=Step.DEEP_READ,
        language="zh",
        key="error.no_full_text",
        data={"paper_id": "2602.00001"},
        at=NOW,
    )
    assert failure_text(EN, told).startswith("arXiv has no text of 2602.00001")


def test_a_bug_that_was_written_down_is_told_by_its_kind_alone() -> None:
    failure = Failure(
        date=FRIDAY,
        paper_id="2602.00001",
        step=Step.DEEP_READ,
        language="zh",
        key="error.unexpected",
        data={"reason": "KeyError"},
        at=NOW,
    )
    assert failure_text(EN, failure) == "A bug (KeyError); the log has the details."


UNREACHABLE = [
    errors.SourceUnreachable,
    errors.ModelUnreachable,
    TelegramUnreachable,
    DiscordUnreachable,
]


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("fault", list(ProxyFault))
@pytest.mark.parametrize("kind", UNREACHABLE)
def test_a_proxys_trouble_is_told_to_the_operator_and_not_to_readers(
    kind: type[PaperboyError], fault: ProxyFault, t: Translator
) -> None:
    error = example(kind, reason=f"proxy_{fault}", proxy="127.0.0.1:7890 (ALL_PROXY)")
    sentence = operator_text(t, error)
    data = {name: str(value) for name, value in error.for_operator().items()}
    stored = Failure(
        date=FRIDAY,
        paper_id="2602.00001",
        step=Step.DEEP_READ,
        language="zh",
        key=error.key(),
        data=data,
        at=NOW,
    )

    assert "127.0.0.1:7890 (ALL_PROXY)" in sentence
    assert t.t(f"reason.proxy_{fault}") in sentence
    assert failure_text(t, stored) == sentence
    assert "7890" not in "".join(said(reader_view(t, error)))
    assert "PROXY" not in "".join(said(reader_view(t, error)))


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("kind", UNREACHABLE)
def test_a_certificate_is_told_to_the_operator_and_not_to_readers(
    kind: type[PaperboyError], t: Translator
) -> None:
    error = example(kind, reason="certificate")

    assert "SSL_CERT_FILE" in operator_text(t, error)
    assert "SSL_CERT_FILE" not in "".join(said(reader_view(t, error)))


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("kind", UNREACHABLE)
def test_what_is_wrong_with_tls_or_here_is_told_to_the_operator_and_not_to_readers(
    kind: type[PaperboyError], t: Translator
) -> None:
    faults = [*TlsFault, *HereFault]
    told = {fault: operator_text(t, example(kind, reason=str(fault))) for fault in faults}

    assert len(set(told.values())) == len(told)
    for fault in set(faults) - {TlsFault.UNTRUSTED}:
        words = t.t(f"reason.{fault}")
        assert words in told[fault]
        assert words not in "".join(said(reader_view(t, example(kind, reason=str(fault)))))


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_every_trouble_with_the_store_has_its_mend(t: Translator) -> None:
    told = {
        trouble: operator_text(t, errors.StoreUnavailable("/srv/paperboy.db", "SAID", trouble))
        for trouble in StoreTrouble
    }

    assert all("/srv/paperboy.db" in sentence for sentence in told.values())
    assert len(set(told.values())) == len(told)


def test_all_settings_problems_are_told_at_once() -> None:
    problems = (
        errors.Problem(
            "PAPERBOY_LANGUAGES",
            "error.language_unknown",
            (("text", "tlh"), ("languages", "en, zh")),
        ),
        errors.Problem("PAPERBOY_CONCURRENCY", "error.number_invalid", (("text", "many"),)),
    )

    first, *mends = operator_text(EN, errors.SettingsInvalid(problems)).split("\n")

    assert first == "Some settings need mending before Paperboy can start:"
    assert [mend.split(":")[0] for mend in mends] == ["PAPERBOY_LANGUAGES", "PAPERBOY_CONCURRENCY"]
    assert "tlh" in mends[0]


def test_a_malformed_archive_names_file_and_line() -> None:
    assert operator_text(EN, errors.ArchiveInvalid("a b.md", 7, "link")) == (
        "a b.md, line 7: The paper's link belongs here."
    )


@pytest.mark.parametrize(
    "error", [ValueError("secret"), RuntimeError("/home/secret"), KeyboardInterrupt()]
)
def test_the_unexpected_keeps_its_details_to_itself(error: BaseException) -> None:
    assert reader_text(EN, error) == "Something unexpected happened. Please try again in a while."


def test_another_programs_database_is_told_in_the_readers_language() -> None:
    error = errors.StoreUnavailable("/srv/a.db", "another_program", errors.StoreTrouble.FOREIGN)

    assert "（是别的程序的数据库）" in operator_text(ZH, error)
    assert "(another program's database)" in operator_text(EN, error)
