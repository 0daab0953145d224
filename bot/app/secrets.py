"""Secrets that stand in files of their own, as containers and systemd hand them over: in place of
NAME a variable NAME_FILE names the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.app.own_files import text_in, unusable
from bot.app.settings import Settings
from bot.app.variables import tidied
from core.errors import Problem

SUFFIX = "_FILE"
# Bytes a secret may have: headers of an endpoint may be long, a list of files is none.
LARGEST = 2**16
# How the names of addresses end, which may hold a password or a key though the setting is no secret
# as a whole.
_ADDRESS = "_url"


def _names() -> Iterator[str]:
    """Yields the variables that may hold a secret."""
    for name, field in Settings.model_fields.items():
        if name.endswith(_ADDRESS) or "SecretStr" in str(field.annotation):
            yield name.upper()


NAMES = tuple(_names())
FILES = tuple(name + SUFFIX for name in NAMES)


@dataclass(frozen=True, slots=True)
class Found:
    """The variables with the secrets that files hold, and which of the files are of no use."""

    variables: Mapping[str, str]
    problems: tuple[Problem, ...]


def found(variables: Mapping[str, str], environment: Mapping[str, str]) -> Found:
    """The variables, each secret read from the file that is named for it.

    As everywhere, what the environment says comes before what stands in `.env`; said twice in one
    place, nobody knows which is meant.
    """
    known = dict(variables)
    problems: list[Problem] = []
    for name in NAMES:
        file = known.pop(name + SUFFIX, None)
        if file is None:
            continue
        if name in known:
            in_environment = _stands_in(name, environment)
            if in_environment == _stands_in(name + SUFFIX, environment):
                problems.append(Problem(name + SUFFIX, "settings.both", (("name", name),)))
                continue
            if in_environment:
                continue
        try:
            known[name] = _read(file)
        except (OSError, ValueError) as error:
            problems.append(unusable(name + SUFFIX, file, error))
    return Found(known, tuple(problems))


def _stands_in(name: str, environment: Mapping[str, str]) -> bool:
    return bool(environment.get(name) or environment.get(name.lower()))


def _read(file: str) -> str:
    """The secret in that file, without the line break that editors put at its end.

    Raises OSError, and ValueError, whose words hold nothing of the file.
    """
    secret = tidied(text_in(file, LARGEST))
    if not secret:
        raise ValueError("0 bytes")
    return secret
