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
        with Path(file).open("rb") as opened:
            data = opened.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ValueError(f"> {LARGEST} bytes")
        return load(data.decode("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or str(error)
    except UnicodeDecodeError:
        reason = "UTF-8?"
    except ValueError as error:
        reason = str(error)
    told = (("file", file), ("reason", reason))
    raise SettingsInvalid((Problem(variable, "settings.own_file", told),))


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
