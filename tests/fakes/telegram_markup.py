"""The rules for inline keyboards. Limits: the Bot API's documents, and libraries' reports of a
total near 10 KB."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.fakes.telegram_html import valid_link
from tests.fakes.telegram_state import Json, bad

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_DATA_BYTES = 64
MAX_COPIED = 256
MAX_BYTES = 10_000

_OTHER_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")
_STYLES = ("danger", "success", "primary")


def checked_markup(markup: object) -> Json | None:
    """The reply markup as it is stored, None when it shows nothing; raises a 400 Refusal."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if any(name in markup for name in _OTHER_KEYBOARDS):
            return markup
        raise bad("can't parse reply keyboard markup JSON object")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    for row in rows:
        for button in row:
            _check_button(button)
    _check_size(rows)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_size(rows: list[list[Json]]) -> None:
    too_many = sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows)
    if too_many or len(json.dumps(rows, ensure_ascii=False).encode()) > MAX_BYTES:
        raise bad("reply markup is too long")


def _check_button(button: object) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: expected an Object")
    if not str(button.get("text", "")).strip():
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if button.get("style") not in (None, *_STYLES):
        raise bad("can't parse inline keyboard button: Invalid button style specified")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    _ACTIONS[actions[0]](button[actions[0]])


def _check_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")


def _check_url(url: object) -> None:
    if not isinstance(url, str) or not valid_link(url):
        raise bad("BUTTON_URL_INVALID")


def _check_copied(wrapped: object) -> None:
    if not isinstance(wrapped, dict) or not 1 <= len(str(wrapped.get("text", ""))) <= MAX_COPIED:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _accept(_: object) -> None:
    """Buttons that Paperboy has no use for."""


_ACTIONS: dict[str, Callable[[object], None]] = {
    "url": _check_url,
    "callback_data": _check_data,
    "copy_text": _check_copied,
    "switch_inline_query": _accept,
    "switch_inline_query_current_chat": _accept,
    "web_app": _accept,
}
