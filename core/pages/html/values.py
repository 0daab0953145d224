"""What the variables, attributes and conditions in a style come to where it stands. Pure."""

# Tested in tests/core/pages/html/test_values.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.pages.html.declared import declarations
from core.pages.html.media import holds, supported
from core.pages.html.sums import worked_out

_VALUE = 500  # characters of a variable's value; what is longer is no colour or size
_LONGEST = 1000  # characters of a value with its variables put in
_UNKNOWN = "unknown"
_NOTHING = "\x00"  # the value of a variable that has none
_AS_AROUND = frozenset(("inherit", "unset", "revert", "revert-layer"))
_CHAINED = 40  # variables of one value, and of each other
_MOST = 100  # that have a value from the beginning
_ANY = re.compile(r"(?<![\w-])(?:var|attr|if|--[\w-]{1,100})\(")
_WITHIN = r"(?>(?:[^()]|\((?>(?:[^()]|\([^()]{0,99}+\)){0,99})\)){0,400})"
_VARIABLE = re.compile(rf"var\(\s*+(--[\w-]++)\s*+(?:,({_WITHIN}))?\)")
_ATTRIBUTE = re.compile(
    rf"attr\(\s*+([\w-]++)\s*+(type\([^()]{{0,99}}+\)|[a-z%-]*+)\s*+(?:,({_WITHIN}))?\)"
)
_CHOICE = re.compile(rf"(?<![\w-])if\(({_WITHIN})\)")
_ASKED = re.compile(r"(style|media|supports)\((.*)\)", re.DOTALL)
_KINDS = frozenset(("all", "print", "screen", "speech"))
_FUNCTION = re.compile(
    r"@function\s++(--[\w-]{1,100})\s*+\(([^()]{0,500})\)[^{}]{0,100}\{([^{}]{0,500}+)\}",
    re.IGNORECASE,
)
_ARGUMENT = re.compile(r"(?:[^,()]|\([^()]{0,200}\)){1,300}")
_CALL = re.compile(rf"(--[\w-]{{1,100}})\(({_WITHIN})\)")
_PROPERTY = re.compile(r"@property\s++(--[\w-]{1,100})\s*+\{([^{}]{0,500}+)\}")

Style = Mapping[str, str]
Attributes = Mapping[str, str | None]


def initial_of(sheets: str) -> dict[str, str]:
    """The values that variables have from the beginning, as `@property` tells."""
    if "@property" not in sheets:
        return {}
    found = _PROPERTY.findall(sheets)[:_MOST]
    return {name: declarations(body).get("initial-value", _UNKNOWN) for name, body in found}


class Function(NamedTuple):
    """A function of a sheet's own: its parameters, each with the value it has where none is given,
    and what it comes to."""

    parameters: tuple[tuple[str, str], ...]
    result: str


def functions_of(sheets: str) -> dict[str, Function]:
    """The functions that sheets define, as `@function` tells, by their names."""
    functions: dict[str, Function] = {}
    for name, told, body in _FUNCTION.findall(sheets)[:_MOST] if "@function" in sheets else ():
        parameters: list[tuple[str, str]] = []
        for parameter in told.lower().split(","):
            named, _, otherwise = parameter.partition(":")
            parameters.append((" ".join(named.split()[:1]), otherwise.strip()))
        style = declarations(body)
        parameters += [(each, value) for each, value in style.items() if each.startswith("--")]
        functions[name.lower()] = Function(tuple(parameters), style.get("result", _UNKNOWN))
    return functions


def variables_of(style: Style) -> dict[str, str]:
    """The variables that a style sets."""
    found: dict[str, str] = {}
    for name, value in style.items():
        if not name.startswith("--") or value in _AS_AROUND:
            continue
        found[name] = value
        if value == "initial":
            found[name] = _NOTHING
        elif len(value) > _VALUE:
            found[name] = _UNKNOWN
    return found


def is_open(value: str) -> bool:
    """Whether a value depends on where its element stands."""
    return "(" in value and _ANY.search(value) is not None


@dataclass(slots=True)
class Values:
    """What there is to put into the values of an element's style: `variables` by their names, the
    `initial` ones, its `attributes`, and the sheets' `functions`."""

    variables: Style
    initial: Style
    attributes: Attributes
    functions: Mapping[str, Function] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict)

    def put_in(self, name: str, value: str) -> str:
        """The value that the declaration of that name comes to; one that cannot be known is no
        value of anything."""
        if not is_open(value):
            return value
        found = self._resolved(value)
        if found is None:
            return _NOTHING if name.startswith("--") else _UNKNOWN
        return worked_out(found, of_type=name == "font-size")

    def _resolved(self, value: str) -> str | None:
        """The value with everything put in; None where a variable has none."""
        for _ in range(_CHAINED if self.functions else 0):
            call = _CALL.search(value)
            if call is None or call[1] not in self.functions:
                break
            value = value[: call.start()] + self._result(*call.groups()) + value[call.end() :]
            if len(value) > _LONGEST:
                return _UNKNOWN
        for _ in range(_CHAINED):
            variable = _VARIABLE.search(value)
            if variable is None:
                break
            inner = self._variable(variable[1])
            if inner is None:
                inner = variable[2]
            if inner is None:
                return None
            value = value[: variable.start()] + inner.strip() + value[variable.end() :]
            if len(value) > _LONGEST:  # variables of variables of variables
                return _UNKNOWN
        value = _ATTRIBUTE.sub(self._attribute, value)
        return _CHOICE.sub(self._chosen, value)

    def _result(self, name: str, arguments: str) -> str:
        """What a call comes to, with its arguments in the place of the parameters."""
        function = self.functions[name]
        told = [each.strip() for each in _ARGUMENT.findall(arguments)]
        result = function.result
        for at, (parameter, otherwise) in enumerate(function.parameters):
            value = told[at] if at < len(told) else otherwise
            if value:
                put = re.compile(rf"var\(\s*+{re.escape(parameter)}\s*+(?:,{_WITHIN})?\)")
                result = put.sub(value.replace("\\", ""), result)
        return result

    def _variable(self, name: str) -> str | None:
        """A variable's value; None for one without, as one that is made of itself."""
        if name not in self._known:
            self._known[name] = None  # as long as it is looked up
            said = self.variables.get(name)
            if said is None or said == _NOTHING:
                said = self.initial.get(name)
            if said is not None and len(self._known) < _MOST:
                self._known[name] = self._resolved(said)
        return self._known[name]

    def _attribute(self, found: re.Match[str]) -> str:
        name, kind, otherwise = found.groups()
        said = self.attributes.get(name)
        if said is None:
            return (otherwise or "").strip()
        if kind.startswith("type("):
            return said[:_VALUE].lower()
        # A text is no colour and no size.
        return f"{said[:_VALUE]}{kind}" if kind else ""

    def _chosen(self, found: re.Match[str]) -> str:
        """What an `if` comes to: the value of the first condition that holds."""
        for condition, value in _cases(found[1]):
            holds_here = condition == "else" or self._holds(condition)
            if holds_here is None:
                return _UNKNOWN
            if holds_here:
                return value
        return ""

    def _holds(self, condition: str) -> bool | None:
        """Whether a condition holds; None where that is not known."""
        asked = _ASKED.fullmatch(condition)
        if asked is None:
            return None
        kind, query = asked.groups()
        if kind == "media":
            # What is printed, or on a screen, cannot be asked there.
            return query not in _KINDS and holds(query if "(" in query else f"({query})")
        if kind == "supports":
            return supported(f"({query})")
        name, _, wanted = query.partition(":")
        value = self._variable(name.strip())
        return value is not None and value.strip() == (wanted.strip() or value.strip())


def _cases(inside: str) -> Iterator[tuple[str, str]]:
    """The conditions of an `if`, and their values."""
    depth = 0
    begun = 0
    colon = -1
    for at, sign in enumerate(inside + ";"):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and sign == ":" and colon < begun:
            colon = at
        elif depth == 0 and sign == ";":
            if colon >= begun:
                yield inside[begun:colon].strip(), inside[colon + 1 : at].strip()
            begun = at + 1
