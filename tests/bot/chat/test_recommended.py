"""What an error's sentence recommends, a press away."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.problems import reader_text, reader_view, with_lines
from bot.chat.words.slots import parse_slot
from core import errors
from core.errors import PaperboyError
from locales import Translator
from tests.bot.chat.views.samples import sent

ZH, EN = Translator("zh"), Translator("en")
FRIDAY, SATURDAY, MONDAY = dt.date(2026, 2, 6), dt.date(2026, 2, 7), dt.date(2026, 2, 9)


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (errors.EditionEmpty(SATURDAY, FRIDAY), ["date:2026-02-06"]),
        (errors.EditionUnknown(SATURDAY, FRIDAY), ["date:2026-02-06"]),
        (errors.EditionUnreachable(SATURDAY, FRIDAY), ["date:2026-02-06"]),
        (errors.DateInFuture(MONDAY, FRIDAY), ["date:2026-02-06"]),
        (errors.DateInFuture(MONDAY, None), []),
        (errors.NumberUnknown(40, FRIDAY, 12), ["run:/paper 12"]),
        (errors.CommandUnknown("/papr"), ["run:/paper", "run:/help"]),
        (errors.CommandUnknown("/xyzzy"), ["run:/help"]),
        (errors.CommandUnknown("hello"), ["run:/today", "run:/help"]),
        (errors.CommandUnknown("/papr", rest="3"), ["run:/paper 3", "run:/help"]),
        (errors.CommandUnknown("/sub", rest="8:30"), ["run:/subscribe 8:30", "run:/help"]),
        (errors.CommandUnknown("/stop", rest="now"), ["run:/unsubscribe", "run:/help"]),
        (errors.CommandUnknown("/sub", ("subscribe",)), ["run:/help"]),
        (errors.CommandUnknown("/find", rest="word " * 20), ["run:/search", "run:/help"]),
        (errors.CommandUnknown("退订", rest="/unsubscribe"), ["run:/unsubscribe", "run:/help"]),
        (errors.DateNotListedYet(FRIDAY), ["run:/today"]),
        (errors.LanguageUnknown("fr", "zh, en"), ["run:/lang zh", "run:/lang en"]),
        (errors.ButtonStale(), ["run:/today"]),
        (errors.NoEditionYet(), ["run:/today"]),
        (errors.DateInvalid("blurb"), ["run:/date 昨天"]),
        (errors.SearchEmpty("kite"), ["run:/search 强化学习"]),
        (errors.SearchTooShort("k"), ["run:/search 强化学习"]),
        (errors.TimeInvalid("25:99"), ["run:/subscribe 08:30 北京", "settings:time"]),
        (errors.ArgumentMissing("ask"), ["run:/ask 3 用了多少 GPU？"]),
        (errors.ArgumentMissing("ask", "5"), ["run:/ask 5 用了多少 GPU？"]),
        (errors.ZoneInvalid("Atlantis"), ["settings:zone"]),
        (errors.ZoneUnclear("USA"), ["settings:zone"]),
        (errors.SettingInvalid("blurb"), ["run:/settings 静音 开", "settings"]),
        (errors.SettingInvalid("many", (), "most"), ["settings:most"]),
        (errors.SettingInvalid("99", (), "time"), ["settings:time"]),
        (errors.SettingInvalid("maybe", (), "switch"), ["settings"]),
        (errors.SettingImpossible("x"), ["settings"]),
        (errors.NoWeekdayLeft(), ["run:/unsubscribe"]),
        (errors.NotAllowed("forget"), ["run:/forget"]),
        (errors.PaperUnknown("2602.00001"), []),
    ],
)
def test_what_a_sentence_recommends_is_a_press_away(error: PaperboyError, lines: list[str]) -> None:
    view = reader_view(ZH, error)

    assert [sent(button) for row in view.buttons for button in row] == lines
    assert view.private


@pytest.mark.parametrize("t", [ZH, EN])
@pytest.mark.parametrize(
    "error",
    [
        errors.TimeInvalid("25:99"),
        errors.ArgumentMissing("ask"),
        errors.ArgumentMissing("ask", "5"),
        errors.SearchTooShort("k"),
        errors.ArgumentMissing("search"),
        errors.DateInvalid("blurb"),
        errors.NumberUnknown(40, FRIDAY, 12),
        errors.SettingInvalid("blurb"),
    ],
)
def test_the_button_runs_the_very_line_that_the_sentence_names(t: Translator, error: PaperboyError):
    view = reader_view(t, error)

    line = sent(view.buttons[0][0]).removeprefix("run:")
    assert line in reader_text(t, error)


@pytest.mark.parametrize(
    ("t", "line"), [(EN, "/subscribe 8:30 New York time"), (ZH, "/subscribe 8:30 纽约时间")]
)
def test_zones_that_may_be_meant_are_called_as_the_reader_calls_them(t: Translator, line: str):
    unclear = errors.ZoneUnclear("USA", ("America/New_York",))

    told = with_lines(t, unclear, "/subscribe 8:30 USA")

    assert line in reader_text(t, told)
    assert parse_slot(line.removeprefix("/subscribe ")).zone == "America/New_York"


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("api2.openreview.net", "OpenReview"),
        ("huggingface.co", "Hugging Face"),
        ("export.arxiv.org", "arXiv"),
        ("mirror.example.org", "arXiv"),
    ],
)
def test_the_place_that_is_out_of_reach_is_named(host: str, place: str):
    assert reader_text(EN, errors.SourceUnreachable(host, "timeout")).startswith(f"{place} is")
    assert reader_text(ZH, errors.SourceUnreachable(host, "timeout")).startswith(f"{place} 暂时")
