"""What the variables of a style come to where it stands. Pure."""

# Tested in tests/core/pages/html/test_sheets.py.

from __future__ import annotations

import re
from collections.abc import Mapping

from core.pages.html.declared import declarations
from core.pages.html.sums import worked_out

_VALUE = 500  # characters of a variable's value; what is longer is no colour or size
_LONGEST = 1000  # characters of a value with its variables put in
_UNKNOWN = "unknown"
_CHAINED = 10  # variables of variables
_MOST = 100  # that have a value from the beginning
_VARIABLE = re.compile(r"var\(\s*+(--[\w-]++)\s*+(?:,([^()]*+))?\)")
_PROPERTY = re.compile(r"@property\s++(--[\w-]{1,100})\s*+\{([^{}]{0,500}+)\}")

Style = Mapping[str, str]


def initial_of(sheets: str) -> dict[str, str]:
    """The values that variables have from the beginning, as `@property` tells."""
    if "@property" not in sheets:
        return {}
    found = _PROPERTY.findall(sheets)[:_MOST]
    return {name: declarations(body).get("initial-value", _UNKNOWN) for name, body in found}


def variables_of(style: Style) -> dict[str, str]:
    """The variables that a style sets."""
    found: dict[str, str] = {}
    for name, value in style.items():
        if name.startswith("--"):
            found[name] = value
            if len(value) > _VALUE:
                found[name] = _UNKNOWN
    return found


def put_in(name: str, value: str, variables: Style) -> str:
    """The value with its variables put in, and what it then comes to."""
    if "var(" not in value:
        return value
    return worked_out(_resolved(value, variables), of_type=name == "font-size")


def _resolved(value: str, variables: Style) -> str:
    """The value with its variables put in."""
    for _ in range(_CHAINED):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(
            lambda found: variables.get(found[1], (found[2] or _UNKNOWN).strip()), value
        )
        if len(value) > _LONGEST:  # variables of variables of variables
            return _UNKNOWN
    return value
