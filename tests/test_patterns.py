"""Every pattern takes steps in proportion to the text's length, however the text is made."""

from __future__ import annotations

import ast
import functools
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import bot
import core
import locales
import storage
from tests.nearmisses import NearMiss, near_misses, repeats
from tests.steps import Steps, TooMany, deep_calls

METHODS = frozenset(("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"))
ANCHORED = {"match": "match", "fullmatch": "fullmatch"}
# Four times the text may take at most so many times the steps: four, and a little for what begins
# and ends. The shortest texts, which all are tried with, only tell what longer ones are not needed
# for, and so little more that nothing is passed over.
MOST, GROWTH = 7.0, 4
LENGTHS = {25: 4.6, 100: MOST, 400: MOST, 1200: MOST}
A_CHARACTER = 1500  # steps, at most
WRITTEN = re.compile(r"\bre\b")
IN_PLACE = re.compile(rf"\bre\.(?:{'|'.join(METHODS)})\b")
# What never meets a long text, and why.
SPARED = {
    "core.checking.figures.no_figures._LABEL": "the 14 characters before a number",
    "core.checking.figures.quantity._ABOUT": "the 18 characters before a number",
    "core.checking.figures.no_figures._YEAR_BEFORE": "the 14 characters before a number",
    "core.checking.figures.units._alternatives": "our own table of units, when it is imported",
}

SOME = """
import re

ONE = re.compile("a")
SEVERAL = (re.compile("b"), re.compile("c"))
NAMED = {"d": re.compile("d")}


def used(text):
    ONE.fullmatch(text)
    ONE.sub("", text)
    return re.sub("e+", "", text, flags=re.I | re.IGNORECASE)
"""


@pytest.fixture(autouse=True)
def deep():
    with deep_calls():
        yield


def patterns_of(name: str) -> dict[str, tuple[re.Pattern[str], frozenset[str]]]:
    """Every pattern of that module by its name (or the line it stands on), with the ways in which
    it is used."""
    found: dict[str, tuple[re.Pattern[str], frozenset[str]]] = {}
    module = importlib.import_module(name)
    source = Path(str(module.__file__)).read_text("utf-8")
    has_some = any(any(_compiled(value)) for value in vars(module).values())
    if not has_some and not WRITTEN.search(source):
        return found  # most modules have no pattern, and are not taken apart
    tree = ast.parse(source)
    used, assigned = _uses(tree), _assigned(tree)
    for own, value in vars(module).items():
        for number, pattern in enumerate(_compiled(value)):
            if own in assigned:
                which = f"[{number}]" * (not isinstance(value, re.Pattern))
                ways = used.get(own, frozenset(("search",)))
                found[f"{name}.{own}{which}"] = pattern, ways
    for own, pattern, way in _written_in_place(tree) if IN_PLACE.search(source) else ():
        found[f"{name}.{own}"] = pattern, frozenset((way,))
    return found


def _modules() -> Iterator[str]:
    for package in (bot, core, locales, storage):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in info.name and not info.name.endswith("__main__"):
                yield info.name


def _compiled(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _compiled(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _compiled(each)


def _assigned(tree: ast.Module) -> set[str]:
    """The names that the module itself gives to something."""
    names: set[str] = set()
    for statement in tree.body:
        targets = (
            statement.targets
            if isinstance(statement, ast.Assign)
            else [getattr(statement, "target", None)]
        )
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def _uses(tree: ast.Module) -> dict[str, frozenset[str]]:
    """For each name the methods of patterns that are called on it."""
    used: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr in METHODS
        ):
            used.setdefault(node.value.id, set()).add(ANCHORED.get(node.attr, "search"))
    return {name: frozenset(ways) for name, ways in used.items()}


def _written_in_place(tree: ast.Module) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Patterns that stand where they are used: the function's name, the pattern and the way."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in METHODS
            ):
                continue
            written, way = node.args[0], node.func.attr
            said = [*node.args[1:], *(each.value for each in node.keywords if each.arg == "flags")]
            names = [
                name for each in said for name in re.findall(r"\bre\.([A-Z]+)\b", ast.unparse(each))
            ]
            flags = functools.reduce(lambda one, name: one | getattr(re, name), names, re.NOFLAG)
            if isinstance(written, ast.Constant):
                yield (
                    f"{function.name}:{written.value!r}",
                    re.compile(written.value, flags),
                    ANCHORED.get(way, "search"),
                )


def growing(
    steps: Steps, way: str, misses: Iterable[NearMiss], short: int, most: float = MOST
) -> list[NearMiss]:
    """Those of the texts that take too many times the steps when they are four times as long."""
    count = getattr(steps, way)
    found: list[NearMiss] = []
    for miss in misses:
        try:
            taken = count(miss.text(short), A_CHARACTER * short)
            count(miss.text(GROWTH * short), int(most * taken) + 50)
        except TooMany:
            found.append(miss)
    return found


# By the module: so its patterns are looked for where they are tried, and not by each process. What
# the hand-made engine finds is what the real one finds, in some of the texts.
@pytest.mark.parametrize("module", sorted(_modules()))
def test_steps_are_the_engines_and_grow_as_the_text_does(module: str) -> None:
    for name, (pattern, ways) in patterns_of(module).items():
        steps = Steps(pattern.pattern, pattern.flags)
        if not repeats(list(steps.tree)):
            continue
        misses = near_misses(steps.tree, steps.flags)
        texts = [miss.text(30) for miss in misses[::12]]
        for text in texts if isinstance(pattern.pattern, str) else ():
            spans = [match.span() for match in pattern.finditer(text)]
            assert steps.spans(text) == spans, (name, text)
        if any(name.startswith(spared) for spared in SPARED):
            continue
        for way in sorted(ways):
            suspects = misses
            # A repetition with a bound grows like one without until the text is longer than the
            # bound.
            for length, most in LENGTHS.items():
                suspects = growing(steps, way, suspects, length, most)
            assert not suspects, (name, way, pattern.pattern)


@pytest.mark.parametrize(
    ("pattern", "way", "length"),
    [
        (r"\[[^\]]+\]", "search", 60),
        (r"\s+$", "search", 60),
        (r"(?:a+,?)+b", "match", 5),
        (r".*,.*,.*;", "match", 40),
    ],
)
def test_a_pattern_that_tries_again_and_again_is_found_out(
    pattern: str, way: str, length: int
) -> None:
    steps = Steps(pattern, 0)

    assert growing(steps, way, near_misses(steps.tree, 0), length)


def test_patterns_are_found_wherever_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "some_patterns.py").write_text(SOME)
    monkeypatch.syspath_prepend(tmp_path)

    found = patterns_of("some_patterns")

    assert {name.partition(".")[2]: set(ways) for name, (_, ways) in found.items()} == {
        "ONE": {"fullmatch", "search"},
        "SEVERAL[0]": {"search"},
        "SEVERAL[1]": {"search"},
        "NAMED[0]": {"search"},
        "used:'e+'": {"search"},
    }
    assert found["some_patterns.used:'e+'"][0].flags & re.IGNORECASE
    assert len(list(_modules())) > 500
    for spared in SPARED:
        module = spared.rpartition(".")[0]
        assert any(name.startswith(spared) for name in patterns_of(module)), spared
