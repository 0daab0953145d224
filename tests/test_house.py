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

# Modules that have no test file of their own, and where they are tested instead.
TESTED_ELSEWHERE = {
    "core/models.py": "plain data",
    "core/chats.py": "plain data",
    "core/delivery.py": "plain data",
    "core/document.py": "plain data",
    "core/pages/html/frames.py": "what a figure element holds; tests/core/pages/html/test_latexml.py",
    "core/pages/html/sight.py": "what readers see; tests/core/pages/html/test_latexml.py, tests/core/test_hostile.py",
    "core/errors/base.py": "tests/bot/chat/test_problems.py",
    "core/errors/models.py": "data; each leaf and its sentence: tests/bot/chat/test_problems.py",
    "core/errors/operators.py": "data; as core/errors/models.py",
    "core/errors/requests.py": "data; as core/errors/models.py",
    "core/errors/sources.py": "data; as core/errors/models.py",
    "core/records.py": "plain data",
    "core/sent.py": "plain data",
    "core/llm/books.py": "tests/core/llm/test_model.py",
    "core/llm/verdict.py": "tests/core/llm/test_model.py",
    "core/llm/refusal_words.py": "words as data; tests/core/llm/test_refusals.py",
    "core/ports.py": "Protocols; mypy holds the real ones to them",
    "core/pages/apart.py": "tests/core/pages/test_heavy.py and tests/core/pages/pdf/test_document.py",
    "core/sources/facts.py": "tests/core/pages/test_heavy.py and tests/core/sources/test_arxiv.py",
    "core/pages/html/child.py": "the process of its own; tests/core/pages/test_heavy.py",
    "core/archive/files.py": "plain data",
    "core/archive/labels.py": "what the languages tell; tests/core/archive/test_digest.py and test_report.py",
    "core/archive/lines.py": "the digest's and the report's reader; tests/core/archive",
    "core/archive/points.py": "the report's points; tests/core/archive/test_report.py",
    "core/asking/prompts.py": "instructions and shapes of answers; tests/core/asking/test_ask.py",
    "core/reading/prompts.py": "instructions and shapes of answers; tests/core/llm/test_model.py",
    "core/reading/summarize.py": "tests/test_whole_day.py",
    "core/checking/units.py": "units as data; tests/core/checking/test_verify.py",
    "core/reading/deepread.py": "tests/test_whole_day.py",
    "core/network/tunnel.py": "tests/core/network/test_transport.py",
    "core/network/model_client.py": "tests/core/network/test_transport.py",
    "core/reading/reader.py": "tests/test_whole_day.py",
    "core/editions/pipeline.py": "tests/test_whole_day.py and tests/test_kill.py",
    "storage/keys.py": "list keys in SQL; tests/storage/test_editions.py and test_deliveries.py",
    "storage/tables.py": "the schema as data; tests/storage/engine/test_migrate.py",
    "storage/index.py": "tests/storage/test_search.py",
    "storage/engine/base.py": "a Protocol; mypy holds each engine to it",
    "storage/bodies.py": "how readings and documents become rows; tests/storage/test_readings.py",
    "bot/app/addresses.py": "tests/bot/app/test_settings.py",
    "bot/app/root.py": "puts the parts together; every test of tests/world.py goes through it",
    "bot/__main__.py": "tests/bot/test_main.py",
    "bot/app/endpoints.py": "tests/test_whole_day.py and tests/bot/app/test_root.py",
    "bot/delivery/due.py": "tests/bot/delivery/test_clock.py",
    "bot/delivery/refusals.py": "tests/bot/delivery/test_pace.py",
    "bot/chat/audience.py": "plain data; tests/bot/chat/test_actions.py",
    "bot/chat/request.py": "plain data; tests/bot/chat/test_desk.py",
    "bot/app/status.py": "tests/bot/app/test_health.py",
    "bot/channels/base.py": "a Protocol; mypy holds the real ones to it",
    "bot/chat/completion.py": "tests/bot/channels/discord/test_end_to_end.py",
    "bot/channels/life.py": "tests/test_apart.py",
    "bot/channels/discord/access.py": "tests/bot/channels/discord/test_end_to_end.py",
    "bot/channels/discord/adapter.py": "tests/bot/channels/discord/test_end_to_end.py and test_reply.py",
    "bot/channels/discord/bot.py": "tests/bot/channels/discord/test_end_to_end.py",
    "bot/channels/discord/forms.py": "tests/bot/channels/discord/test_end_to_end.py",
    "bot/channels/discord/questions.py": "tests/bot/channels/discord/test_asking.py",
    "bot/channels/discord/platform.py": "tests/bot/channels/discord/test_end_to_end.py",
    "bot/channels/telegram/platform.py": "tests/bot/channels/telegram/test_end_to_end.py",
    "bot/channels/telegram/adapter.py": "tests/bot/channels/telegram/test_end_to_end.py and test_abuse.py",
    "bot/channels/telegram/bot.py": "tests/bot/channels/telegram/test_lifecycle.py",
    "bot/channels/telegram/outbox.py": "tests/bot/channels/telegram/test_end_to_end.py",
    "bot/chat/views/model.py": "plain data",
    "bot/chat/views/parts.py": "pieces of lists and reports; tests/bot/chat/views",
}

# Modules whose test file is still owed. Take them out as their tests come; put none in.
OWED = frozenset(("bot/delivery/newsroom.py",))

# Where Chinese characters may stand in a string: what people and papers write, not what Paperboy
# says.
CHINESE_READ = {
    "bot/chat/arguments.py": "dates as people type them, full-width signs",
    "bot/channels/console/wrap.py": "punctuation no line may begin or end with",
    "bot/chat/panel.py": "commas as people type them",
    "bot/app/settings.py": "commas as people type them",
    "bot/app/variables.py": "quotation marks that people paste",
    "bot/chat/views/doubts.py": "numerals and signs of full width",
    "bot/chat/views/papers.py": "a colon to strip from a name",
    "bot/chat/views/prose.py": "the papers' own Markdown",
    "bot/chat/views/runs.py": "characters that look like nothing",
    "bot/chat/views/split.py": "where a long text may be parted",
    "core/archive/labels.py": "numbering before a heading",
    "core/archive/markdown.py": "the archive format's punctuation",
    "core/asking/ask.py": "how people join questions",
    "core/asking/concepts.py": "the range of Chinese characters",
    "core/reading/condense.py": "titles of sections",
    "core/checking/evidence.py": "captions, and what is Chinese",
    "core/reading/exhibits.py": "what captions say",
    "core/pages/html/extract.py": "what separates authors",
    "core/reading/extractive.py": "cues in sentences",
    "core/pages/pdf/headings.py": "titles of sections",
    "core/pages/pdf/printed.py": "ends of sentences",
    "core/llm/answers.py": "brackets of full width, characters read in another encoding",
    "core/llm/outline.py": "what models write before an item, and between a name and its text",
    "core/llm/fitting.py": "what models write around an answer",
    "core/llm/loose_json.py": "quotation marks",
    "core/llm/pace.py": "what endpoints say",
    "core/llm/refusal_words.py": "what endpoints say",
    "core/llm/refusals.py": "what endpoints say",
    "core/identify.py": "punctuation around a link",
    "core/checking/names.py": "words of papers, read as English",
    "core/checking/numerals.py": "numerals",
    "core/asking/passages.py": "captions",
    "core/network/proxies.py": "commas and quotation marks that people paste",
    "core/plain.py": "full-width signs",
    "core/reading/prompts.py": "what the model is told",
    "core/checking/quantities.py": "numbers, units and marks around them",
    "core/sentences.py": "ends of sentences",
    "core/checking/support.py": "words beside figures",
    "core/reading/terms.py": "ends of clauses",
    "core/checking/units.py": "units",
    "core/checking/verify.py": "words that compare",
    "storage/engine/words.py": "ranges of characters that are indexed in pairs",
}
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

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
    assert sum(length <= 300 for length in lengths.values()) >= 0.9 * len(lengths)


def test_functions_are_short():
    lengths = [each for path in sources() for each in lengths_of_functions(path)]

    assert [each for each in lengths if each[0] > 70] == []
    assert sum(length <= 30 for length, _ in lengths) >= 0.9 * len(lengths)


def test_importing_anything_does_nothing(tmp_path):
    names = [
        place(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in modules()
    ]
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


def test_tests_mirror_sources():
    untested = {
        place(path)
        for path in modules()
        if path.name != "__init__.py"
        and not (ROOT / "tests" / path.relative_to(ROOT)).with_stem(f"test_{path.stem}").exists()
    }

    assert sorted(untested - TESTED_ELSEWHERE.keys() - OWED) == []


@pytest.mark.parametrize(
    "where",
    sorted(
        {
            word
            for text in TESTED_ELSEWHERE.values()
            for word in re.findall(r"tests/\S+?(?=[;,]| |$)", text)
        }
    ),
)
def test_elsewhere_is_somewhere(where):
    assert (ROOT / where).exists()


def test_what_paperboy_says_stands_in_the_catalogs():
    spoken = {place(path) for path in modules() if chinese_strings(path)}

    assert sorted(spoken - CHINESE_READ.keys()) == []


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
