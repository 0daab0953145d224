"""What all errors have in common: they are data, and say who may be told which of it."""

# Tested in tests/bot/chat/test_problems.py.

from __future__ import annotations

import datetime as dt
import re
from dataclasses import Field, dataclass
from typing import Any, TypeAlias

Sayable: TypeAlias = str | int | float | dt.date | dt.time | tuple[str, ...] | None
"""What a sentence for readers may be filled with."""


@dataclass(frozen=True, slots=True)
class OperatorText:
    """Words for who runs Paperboy: a host, a path, a variable, a model's name, what a library or an
    endpoint said.

    It is no `str`, so that no sentence for readers takes it by type, and prints as nothing, so that
    none shows it by accident.
    """

    text: str

    def __str__(self) -> str:
        return "•••"


ForOperator: TypeAlias = str | OperatorText
"""The type of an error's field that readers never see; text is kept as OperatorText."""


class PaperboyError(Exception):
    """Base of all. Leaves are dataclasses; their fields fill the sentence's placeholders."""

    def __post_init__(self) -> None:
        for field in _fields(self):
            value = getattr(self, field.name)
            if field.type == "ForOperator" and isinstance(value, str):
                setattr(self, field.name, OperatorText(value))

    @classmethod
    def key(cls) -> str:
        """The catalog key of this kind of error: `error.` and the class name in snake case."""
        return "error." + re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def for_readers(self) -> dict[str, Sayable]:
        """The fields that anybody may be told, by name."""
        values = ((field.name, getattr(self, field.name)) for field in _fields(self))
        return {name: value for name, value in values if not isinstance(value, OperatorText)}

    def for_operator(self) -> dict[str, Sayable]:
        """All fields by name, for who runs Paperboy."""
        return {field.name: open_text(getattr(self, field.name)) for field in _fields(self)}

    def __str__(self) -> str:
        """For logs, which are the operator's."""
        told = self.for_operator().items()
        details = ", ".join(f"{name}={value}" for name, value in told if value not in ("", ()))
        return f"{type(self).__name__}({details})"


class OperatorError(PaperboyError):
    """What the person running Paperboy can mend."""


class SourceError(PaperboyError):
    """Hugging Face or arXiv did not give what was asked."""


class ModelError(PaperboyError):
    """The language model did not give what was asked."""


class RequestError(PaperboyError):
    """What a person asked for cannot be done as asked. All its fields are the reader's own words or
    about papers."""


def open_text(value: Sayable | OperatorText) -> Sayable:
    """The value as the operator is told it."""
    return value.text if isinstance(value, OperatorText) else value


def _fields(error: PaperboyError) -> tuple[Field[Any], ...]:
    """The error's fields; none for a class that is no leaf."""
    return tuple(getattr(error, "__dataclass_fields__", {}).values())
