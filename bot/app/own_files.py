"""Files of the operator's own, which stand in for data that comes along: prices, labs."""

# Tested in tests/bot/app/test_own_files.py.

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.app.settings import Settings
from core.editions.score import load_labs
from core.errors import Problem, SettingsInvalid
from core.llm.prices import Prices, load_prices

T = TypeVar("T")

# Bytes such a file may have: ours have some thousand.
LARGEST = 2**20


def loaded(variable: str, file: str | None, load: Callable[[str | None], T]) -> T:
    """What `load` makes of the file's text, or of None without a file.

    Raises SettingsInvalid, naming the variable and the file, when the file cannot be read, or when
    `load` raises ValueError, whose words are told.
    """
    if not file:
        return load(None)
    try:
        return load(text_in(file, LARGEST))
    except (OSError, ValueError) as error:
        raise SettingsInvalid((unusable(variable, file, error),)) from None


def text_in(file: str, largest: int) -> str:
    """The text in the file, which may have so many bytes.

    Raises OSError, and ValueError, whose words hold nothing of the file.
    """
    with Path(file).open("rb") as opened:
        data = opened.read(largest + 1)
    if len(data) > largest:
        raise ValueError(f"> {largest} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("UTF-8?") from None


def unusable(variable: str, file: str, error: Exception) -> Problem:
    """What is wrong with the file that the variable names."""
    reason = getattr(error, "strerror", None) or str(error)
    return Problem(variable, "settings.own_file", (("file", file), ("reason", reason)))


def own_labs(settings: Settings) -> str | None:
    """The operator's text of labs, which has been understood; None without one.

    Raises SettingsInvalid.
    """

    def checked(text: str | None) -> str | None:
        load_labs(text)
        return text

    return loaded("PAPERBOY_LABS", settings.paperboy_labs, checked)


def own_prices(settings: Settings) -> Prices:
    """The prices, those of the operator's file over ours. Raises SettingsInvalid."""
    return loaded("PAPERBOY_PRICES", settings.paperboy_prices, load_prices)
