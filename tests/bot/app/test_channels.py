"""The channels there are: nothing about one stands outside its folder but its row."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app.channels import CHANNELS
from bot.app.served import served
from bot.app.settings import Settings
from storage import open_storage

ROOT = Path(__file__).parents[3]
# All that is not a channel's own: what every channel is made from stands beside their folders.
COMMON = [
    *(ROOT / "bot").glob("*.py"),
    *(ROOT / "bot" / "channels").glob("*.py"),
    *(path for part in ("app", "chat", "delivery") for path in (ROOT / "bot" / part).rglob("*.py")),
    *(path for part in ("core", "storage", "locales") for path in (ROOT / part).rglob("*.py")),
]
NAMES = sorted({"telegram", "discord", "webhook"} | {channel.name for channel in CHANNELS})
# Where a channel's name may stand, and why.
ROWS = {"bot/app/channels.py": "the rows"}
DATA = {"bot/chat/views/runs.py": "links that papers show, and nobody is to follow by chance"}


def words(tree: ast.AST) -> Iterator[str]:
    """Every identifier, name of a module, and string; neither comments nor docstrings."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if id(node) in docstrings:
            continue
        for _, value in ast.iter_fields(node):
            if isinstance(value, str):
                yield value
            elif isinstance(value, list):  # the names that `global` and patterns have
                yield from (each for each in value if isinstance(each, str))


def named(path: Path) -> set[str]:
    """The channels whose names stand in the file's code."""
    text = path.read_text(encoding="utf-8")
    if not any(name in text.casefold() for name in NAMES):
        return set()  # nor in what is to be taken apart
    found = " ".join(words(ast.parse(text))).casefold()
    return {name for name in NAMES if name in found}


def test_no_channel_is_named_outside_its_folder():
    places = {path.relative_to(ROOT).as_posix() for path in COMMON if named(path)}

    assert len(COMMON) > 150
    assert places == ROWS.keys() | DATA.keys()


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that are imported, and what is imported from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_channel_knows_another():
    # Nor by way of the rows: no module below `bot.channels` may know them (the import contracts).
    folders = [path.parent for path in (ROOT / "bot" / "channels").glob("*/__init__.py")]
    known = [
        (folder.name, other.name)
        for folder in folders
        for other in folders
        for path in folder.rglob("*.py")
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if other != folder and f"{name}.".startswith(f"bot.channels.{other.name}.")
    ]

    assert len(folders) > 2
    assert known == []


@pytest.mark.parametrize(
    "code",
    [
        "import telegram",
        "from bot.channels import discord as it",
        "discord_token = 1",
        "def f(telegram): ...",
        "f(Webhook=1)",
        "place.on_webhook()",
        "class TelegramError: ...",
        "x = f'{y}:discord'",
        "def f():\n    global telegram",
        "match x:\n    case {**discord}: ...",
    ],
)
def test_a_name_is_found_wherever_it_stands(code, tmp_path):
    (tmp_path / "x.py").write_text(code)

    assert named(tmp_path / "x.py")


@pytest.mark.parametrize("code", ["# telegram", '"""Telegram."""', 'def f():\n    """Discord."""'])
def test_what_is_told_of_one_is_free(code, tmp_path):
    (tmp_path / "x.py").write_text(code)

    assert not named(tmp_path / "x.py")


def test_the_rows_need_no_library():
    code = "import sys, bot.app.settings; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "bot.channels.telegram" in done.stdout.split()
    assert not {"telegram", "discord", "aiohttp", "sqlalchemy"} & set(done.stdout.split())


async def test_those_are_served_that_are_configured(tmp_path):
    settings = Settings(discord_token="x")
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as storage:
        assert [channel.name for channel in await served(settings, storage)] == ["discord"]
        assert await served(Settings(), storage) == []


@pytest.fixture(scope="module")
def pigeonry(tmp_path_factory):
    """Paperboy with a channel more, started once."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bot.app.pigeon"],
        cwd=tmp_path_factory.mktemp("pigeonry"),
        env={"LANG": "en_US.UTF-8", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def pigeon(pigeonry, tmp_path):
    """Runs a command of it; returns what that printed, both streams, and its exit code."""

    def run(*arguments, **variables):
        environment = {"HOME": str(tmp_path), "LANG": "en_US.UTF-8", "PYTHONPATH": str(ROOT)}
        nowhere = {
            "PAPERBOY_HUB_URL": "http://127.0.0.1:9",
            "PAPERBOY_ARXIV_URL": "http://127.0.0.1:9",
            "PAPERBOY_ENCODER": "off",
        }
        said = tmp_path / "said"
        asked = {
            "arguments": arguments,
            "folder": str(tmp_path),
            "variables": {**environment, **nowhere, **variables},
            "into": str(said),
        }
        print(json.dumps(asked), file=pigeonry.stdin, flush=True)
        code = int(pigeonry.stdout.readline())
        return said.read_text("utf-8"), code

    return run


def test_another_channel_is_a_folder_and_a_row(pigeon):
    told, _ = pigeon("doctor", PIGEON_RING="x", PAPERBOY_ALLOWED_CHATS="pigeon:loft-a,loft-b,7")
    assert "✓ The settings are fine." in told
    assert "✓ The pigeon ********** is ringed." in told

    told, _ = pigeon("doctor")
    assert "ringed" not in told


def test_what_is_wrong_with_its_settings_is_told_as_with_others(pigeon):
    told, _ = pigeon("doctor", PIGEON_RING="коо")
    assert "PIGEON_RING: must be the key alone" in told

    told, _ = pigeon("doctor", PAPERBOY_ALLOWED_CHATS="discord:loft-a")
    assert "PAPERBOY_ALLOWED_CHATS" in told


def test_what_others_call_its_setting_is_named(pigeon, tmp_path):
    (tmp_path / ".env").write_text("PIGEON_ID=x\n")
    told, _ = pigeon("doctor")

    assert "PIGEON_ID: is no setting of Paperboy's; PIGEON_RING is." in told


def test_it_has_commands_of_its_own(pigeon):
    told, code = pigeon("pigeon", "count")
    assert (told, code) == ("0 lofts\n", 3)

    told, _ = pigeon("pigeon", "fly", "--debug")
    assert "lost above ***" in told
