"""The rules for inline keyboards."""

from __future__ import annotations

import pytest

from tests.fakes.telegram_markup import checked_markup
from tests.fakes.telegram_state import Json, Refusal


def rows(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def button(data: object = "a", key: str = "callback_data", **more: object) -> Json:
    return {"text": "A", key: data, **more}


@pytest.mark.parametrize(
    "markup",
    [
        rows([button("a" * 64)] * 8),
        rows([button("论" * 21)]),
        rows(*[[button()] * 5] * 20),
        rows([button("https://arxiv.org/abs/2602.00001", "url", style="primary")]),
        rows([button({"text": "a" * 256}, "copy_text")]),
        {"force_reply": True},
    ],
)
def test_good_markup(markup: Json) -> None:
    assert checked_markup(markup) == markup


def test_nothing_to_show_is_no_markup() -> None:
    assert checked_markup(None) is None
    assert checked_markup(rows([])) is None


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (rows([button("a" * 65)]), "BUTTON_DATA_INVALID"),
        (rows([button("论" * 22)]), "BUTTON_DATA_INVALID"),
        (rows([button("")]), "BUTTON_DATA_INVALID"),
        (rows([button("nowhere", "url")]), "BUTTON_URL_INVALID"),
        (rows([button({"text": "a" * 257}, "copy_text")]), "BUTTON_COPY_TEXT_INVALID"),
        (rows([button()] * 9), "reply markup is too long"),
        (rows(*[[button()]] * 101), "reply markup is too long"),
        (
            rows(
                *[[button("a" * 64)] * 8] * 12,
                [button("https://example.org/" + "a" * 900, "url")] * 4,
            ),
            "reply markup",
        ),
        (rows([{"text": "A"}]), "can't parse inline keyboard button: Text buttons"),
        (
            rows([{"text": " ", "callback_data": "a"}]),
            'can\'t parse inline keyboard button: Field "text"',
        ),
        (rows([button(style="gold")]), "can't parse inline keyboard button: Invalid button style"),
        ({"inline_keyboard": [button()]}, 'field "inline_keyboard"'),
        ({"other": 1}, "can't parse reply keyboard markup"),
        ("text", "object expected as reply markup"),
    ],
)
def test_bad_markup(markup: object, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_markup(markup)

    assert refused.value.description.startswith(f"Bad Request: {reason}")
