"""The rules of the house that no linter knows (docs/ARCHITECTURE.md and CONTRIBUTING.md say
why)."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "core", "storage", "locales")
# Alembic runs these; nobody imports them.
MIGRATIONS = ROOT / "storage" / "migrations"

# What a module says of itself below its docstring: where it is tested, when that is neither its own
# test file nor a test that imports it; and what the Chinese in its strings is for: it is what
# people and papers write, not what Paperboy says.
TESTED_IN = re.compile(r"^# Tested in (tests/\S+\.py)\.$", re.MULTILINE)
CHINESE_IS_READ = re.compile(r"^# Chinese is read here: \S.*\.$", re.MULTILINE)
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# Most modules have none, and are not taken apart; escaped it is there too.
MAY_BE_CHINESE = re.compile(rf"{CHINESE.pattern}|\\[uUNx]")

IMPORT_ALL = """
import importlib, os, sys, threading

root, *names = sys.argv[1:]

def watch(event, args):
    if event.startswith(("socket.", "subprocess.", "sqlite3.", "os.mkdir", "os.rename", "os.remove", "os.system")):
        raise RuntimeError(f"{event} {args} at import")
    if event == "open" and isinstance(args[0], str):
        path, _, flags = args
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise RuntimeError(f"{path} is written at import")
        if os.path.abspath(path).startswith(root + os.sep) and not path.endswith((".py", ".pyc")) \\
                and f"{os.sep}.venv{os.sep}" not in path:
            raise RuntimeError(f"{path} is read at import")

sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
assert threading.active_count() == 1, threading.enumerate()
"""


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    assert len(found) > 80
    return found


def modules() -> list[Path]:
    return [path for path in sources() if not path.is_relative_to(MIGRATIONS)]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lengths_of_functions(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or 0) - node.lineno + 1, f"{place(path)}: {node.name}"


def chinese_strings(path: Path) -> list[str]:
    """The string literals with Chinese characters or punctuation; docstrings do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    strings = [
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]
    return [
        node.value for node in strings if id(node) not in docstrings and CHINESE.search(node.value)
    ]


def test_files_are_small():
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()
    }

    assert {name: length for name, length in lengths.items() if length > 460} == {}
    assert sum(length <= 300 for length in lengths.values()) >= 0.85 * len(lengths)


def test_functions_are_short():
    lengths = [each for path in sources() for each in lengths_of_functions(path)]

    assert [each for each in lengths if each[0] > 70] == []
    assert sum(length <= 30 for length, _ in lengths) >= 0.85 * len(lengths)


def test_importing_anything_does_nothing(tmp_path):
    names = [dotted(path) for path in modules()]
    command = [sys.executable, "-B", "-c", IMPORT_ALL, str(ROOT), *names]
    bare = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    done = subprocess.run(
        command, cwd=tmp_path, env=bare, capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_imports_point_down():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 0, done.stdout


def test_every_module_is_tested():
    imported = names_imported(ROOT / "tests")

    assert [place(path) for path in modules() if not is_tested(path, imported)] == []


def is_tested(path: Path, imported: frozenset[str]) -> bool:
    """Whether the module has a test file of its own, a test imports it, it says where it is tested,
    or it decides nothing."""
    own = (ROOT / "tests" / path.relative_to(ROOT)).with_stem(f"test_{path.stem}")
    if path.name == "__init__.py" or own.exists() or dotted(path) in imported:
        return True
    text = path.read_text(encoding="utf-8")
    said = TESTED_IN.search(text)
    if said:
        return (ROOT / said[1]).exists()
    return not any(isinstance(node, DECISIONS) for node in ast.walk(ast.parse(text)))


# Protocols, errors and other plain data have none of these.
DECISIONS = (
    ast.If, ast.IfExp, ast.BoolOp, ast.Match, ast.For, ast.AsyncFor, ast.While, ast.comprehension,
    ast.Try, ast.With, ast.AsyncWith,
)  # fmt: skip


def names_imported(folder: Path) -> frozenset[str]:
    """What the tests there import: modules, and names from modules, which may be modules too."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
                names |= {f"{node.module}.{each.name}" for each in node.names}
    return frozenset(names)


def dotted(path: Path) -> str:
    return place(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


DECIDING = """def least(one: int, other: int) -> int:
    return one if one < other else other
"""


@pytest.mark.parametrize(
    ("text", "tested"),
    [
        (DECIDING, False),
        (f"# Tested in tests/test_house.py.\n{DECIDING}", True),
        (f"# Tested in tests/test_nowhere.py.\n{DECIDING}", False),
        ('"""A word."""\n\nWORD = "word"\n', True),
    ],
)
def test_a_module_that_nobody_tests_is_found_out(
    text: str, tested: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    module = tmp_path / "core" / "least.py"
    module.write_text(text)
    monkeypatch.setitem(globals(), "ROOT", tmp_path)

    assert is_tested(module, frozenset()) is tested
    assert is_tested(module, frozenset(("core.least",)))


def test_what_paperboy_says_stands_in_the_catalogs():
    assert [place(path) for path in modules() if not says_why_chinese(path)] == []


def says_why_chinese(path: Path) -> bool:
    """Whether the module tells what its Chinese is for if it has some, and only then."""
    text = path.read_text(encoding="utf-8")
    has_some = MAY_BE_CHINESE.search(text) and chinese_strings(path)
    return bool(CHINESE_IS_READ.search(text)) is bool(has_some)


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ('SAID = "没有论文"\n', False),
        ('# Chinese is read here: what people type.\nREAD = "今天"\n', True),
        ('# Chinese is read here: what people type.\nREAD = "today"\n', False),
        ('SAID = "\\u6ca1\\u6709"\n', False),
        ('"""今天 is a word."""\n', True),
    ],
)
def test_chinese_that_paperboy_says_is_found_out(text: str, fine: bool, tmp_path: Path) -> None:
    module = tmp_path / "said.py"
    module.write_text(text, encoding="utf-8")

    assert says_why_chinese(module) is fine


def test_patterns_know_no_possessive_groups():
    # Python 3.11.0 to 3.11.4, which Debian 12 has, match them wrongly; an atomic group, "(?>…)",
    # says the same.
    possessive = re.compile(r"\)(?:[?*+]|\{[\d,]+\})\+")
    found = [
        place(path)
        for path in sources()
        for text in strings(path)
        if possessive.search(text.replace("()", ""))
    ]

    assert found == []


def strings(path: Path) -> list[str]:
    """Every text that stands in the file's code, a pattern's among them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_properties_have_one_profile():
    files = [*ROOT.joinpath("tests").rglob("*.py")]
    elsewhere = [
        place(path)
        for path in files
        if re.search(r"\bdeadline=|too_slow", path.read_text(encoding="utf-8"))
    ]

    assert sorted(elsewhere) == ["tests/conftest.py", "tests/test_house.py"]
    assert settings().deadline is None
