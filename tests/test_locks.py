"""The locks are installed, never resolved: whatever their packages need on any machine has to stand
in them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib import metadata
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"].get("optional-dependencies", {})
FILES = {"run": "requirements.lock"} | {
    name: f"requirements-{name}.lock" for name in ("dev", *EXTRAS)
}

PYTHONS = ("3.11.0", "3.11.9", "3.12.0", "3.12.9", "3.13.0", "3.13.9", "3.14.0")
MACHINES = (
    {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "x86_64",
    },
    {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "aarch64",
    },
    {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "os_name": "posix",
        "platform_machine": "arm64",
    },
    {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "os_name": "posix",
        "platform_machine": "x86_64",
    },
    {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
    },
)

# What a package needs, as its metadata says; None where that is not known here.
Needs = Callable[[str, str], list[str] | None]


def environments() -> list[dict[str, str]]:
    """Every machine with every Python, as markers see it."""
    return [
        machine
        | {"python_full_version": python, "python_version": python.rpartition(".")[0]}
        | {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
        for machine, python in product(MACHINES, PYTHONS)
    ]


def roots(name: str) -> list[str]:
    """What that lock has to satisfy: what the project needs, its extra, and in "dev" the developers
    and every extra."""
    wanted = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
    if name == "dev":
        wanted += PROJECT["dependency-groups"]["dev"]
    for extra, lines in EXTRAS.items():
        if name in ("dev", extra):
            wanted += lines
    return wanted


def lock(name: str) -> str:
    """The lock's text."""
    return (ROOT / FILES[name]).read_text(encoding="utf-8")


# What one line says is the same on every machine, and takes longer to read than to weigh.
read = cache(Requirement)


@cache
def pins(text: str) -> list[Requirement]:
    """The lines that name a package."""
    lines = text.replace("\\\n", "").splitlines()
    return [read(line.partition("--hash")[0]) for line in lines if line[:1].isalnum()]


def in_force(text: str, environment: dict[str, str]) -> dict[str, str]:
    """The versions that the lock installs there, by name; raises AssertionError where it names two
    of one package."""
    found: dict[str, str] = {}
    for pin in pins(text):
        (exactly,) = pin.specifier
        assert exactly.operator == "==", pin
        if pin.marker is None or pin.marker.evaluate(environment):
            name = canonicalize_name(pin.name)
            assert name not in found, pin
            found[name] = exactly.version
    return found


@cache
def installed(name: str, version: str) -> list[str] | None:
    """What the installed package of that version needs."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    return distribution.requires or [] if distribution.version == version else None


def lacking(
    text: str, wanted: Iterable[str], environment: dict[str, str], needs: Needs
) -> list[str]:
    """What is needed there and not locked in a fitting version, each with who needs it; extras are
    followed."""
    versions = in_force(text, environment)
    asked = [(read(line), "pyproject.toml") for line in wanted]
    asked += [(read(f"{name}=={version}"), "the lock") for name, version in versions.items()]
    seen: set[tuple[str, str]] = set()
    lacks: list[str] = []
    while asked:
        requirement, by = asked.pop()
        name = canonicalize_name(requirement.name)
        version = versions.get(name)
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            lacks.append(f"{by} needs {requirement}, locked is {version}")
            continue
        for extra in {"", *requirement.extras}:
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            lines = [read(line) for line in needs(name, version) or ()]
            asked += [
                (line, name) for line in lines if applies(line, environment | {"extra": extra})
            ]
    return lacks


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


@pytest.mark.parametrize("name", FILES)
def test_what_locked_packages_need_is_locked_on_every_machine(name):
    lacks = [
        each
        for where in environments()
        for each in lacking(lock(name), roots(name), where, installed)
    ]

    assert sorted(set(lacks)) == []


def test_what_is_installed_here_is_what_the_developers_lock_says():
    # Otherwise the test above has looked into other packages than the locked ones, or into none.
    versions = in_force(lock("dev"), {})

    assert {name: metadata.version(name) for name in versions} == versions


@pytest.mark.parametrize("name", [each for each in FILES if each != "dev"])
def test_the_locks_agree(name):
    for where in environments():
        assert in_force(lock(name), where).items() <= in_force(lock("dev"), where).items()


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_hashes_and_no_index_is_named(name):
    lines = lock(name).replace("\\\n", "").splitlines()

    assert [line for line in lines if not (line[:1].isalnum() and "--hash=sha256:" in line)] == []
    assert "://" not in lock(name)


# A small world of packages, to see that the check above can fail.
NEEDS = {
    "river": ["delta[toml]>=2", "wharf; sys_platform == 'win32'"],
    "delta": ["pebble>=1; extra == 'toml'", "sand; extra == 'beach'"],
    "old-style": ["typing-things; python_version < '3.12'"],
}
RIVER, DELTA, PEBBLE, WHARF = (
    "river==1",
    "delta==2.1",
    "pebble==1",
    "wharf==1 ; sys_platform == 'win32'",
)


def told(*lines: str) -> set[str]:
    """What the check says of such a lock, when river is wanted."""
    found: set[str] = set()
    for where in environments():
        found.update(lacking("\n".join(lines), ["river"], where, lambda name, _: NEEDS.get(name)))
    return found


def test_a_closed_lock_lacks_nothing():
    assert told(RIVER, DELTA, PEBBLE, WHARF) == set()
    assert (
        told(
            RIVER,
            DELTA,
            PEBBLE,
            WHARF,
            "old_style==1",
            "Typing.Things==1 ; python_version < '3.12'",
        )
        == set()
    )


@pytest.mark.parametrize(
    ("lines", "lack"),
    [
        ((DELTA, PEBBLE), "pyproject.toml needs river, locked is None"),
        ((RIVER, DELTA, WHARF), 'delta needs pebble>=1; extra == "toml", locked is None'),
        ((RIVER, "delta==1.9", PEBBLE, WHARF), "river needs delta[toml]>=2, locked is 1.9"),
        ((RIVER, DELTA, PEBBLE), 'river needs wharf; sys_platform == "win32", locked is None'),
        (
            (RIVER, DELTA, "pebble==1 ; sys_platform != 'darwin'", WHARF),
            'delta needs pebble>=1; extra == "toml", locked is None',
        ),
        (
            (
                RIVER,
                DELTA,
                PEBBLE,
                WHARF,
                "old-style==1",
                "typing-things==1 ; python_full_version < '3.11.5'",
            ),
            'old-style needs typing-things; python_version < "3.12", locked is None',
        ),
    ],
)
def test_a_lock_that_is_not_closed_is_told(lines, lack):
    assert told(*lines) == {lack}
