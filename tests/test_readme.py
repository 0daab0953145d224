"""What the documents say is what the code does."""

from __future__ import annotations

import inspect
import re
import tomllib
from enum import Enum
from pathlib import Path

import pytest
import typer.main
from pydantic_core import PydanticUndefined

from bot.app.line import build
from bot.app.settings import Settings
from bot.channels.discord.bot import PERMISSIONS
from bot.chat.command_table import commands
from locales import Translator

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder, pattern in ((ROOT, "*.md"), (ROOT / "docs", "**/*.md"))
    for path in folder.glob(pattern)
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str) -> list[list[str]]:
    """The cells of the tables in the document, without the marks of code."""
    lines = re.findall(r"^\| (.+) \|$", read(name), re.MULTILINE)
    return [[cell.strip().strip("`") for cell in line.split(" |")] for line in lines]


def defaults() -> dict[str, str]:
    """Every setting and its default, as one would write it in the environment; "" for none."""
    return {
        name.upper(): written(field.get_default(call_default_factory=True))
        for name, field in Settings.model_fields.items()
    }


def written(default: object) -> str:
    assert default is not PydanticUndefined, (
        "a setting without a default would not start out of the box"
    )
    if isinstance(default, tuple):
        return ",".join(default)
    if isinstance(default, float):
        return f"{default:g}"
    return "" if default is None else str(default.value if isinstance(default, Enum) else default)


@pytest.mark.parametrize("readme", READMES)
def test_the_table_of_settings_is_complete_and_true(readme):
    table = {
        row[0]: row[1].strip("`") for row in rows(readme) if row[0].isupper() and len(row) == 3
    }

    assert table == defaults()


def test_the_example_of_an_environment_is_complete_and_true():
    example = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", read(".env.example"), re.MULTILINE))

    assert example == defaults()


@pytest.mark.parametrize("readme", READMES)
def test_the_commands_are_those_there_are(readme):
    listed = [row[0].split()[0].removeprefix("/") for row in rows(readme) if row[0].startswith("/")]
    terminal = listed[: listed.index("help") + 1]

    assert set(terminal) == {command.name for command in commands(delivers=False)}
    assert set(listed) == {command.name for command in commands(delivers=True)}


@pytest.mark.parametrize("readme", READMES)
def test_the_command_line_is_the_one_there_is(readme):
    listed = {row[0] for row in rows(readme) if row[0].startswith("paperboy ")}
    names = {re.sub(r" (--.*|FILE.*|ID)", "", line).removeprefix("paperboy ") for line in listed}

    assert names == set(command_line())


def command_line() -> dict[str, typer.core.TyperCommand]:
    """The commands by name, those of a group as "group command"."""
    found = {}
    for name, command in typer.main.get_command(build(Translator("en"))).commands.items():
        for inner, subcommand in getattr(command, "commands", {}).items():
            found[f"{name} {inner}"] = subcommand
        if not hasattr(command, "commands"):
            found[name] = command
    return found


@pytest.mark.parametrize("readme", READMES)
def test_the_options_of_the_command_line_are_those_there_are(readme):
    options = {
        option
        for command in command_line().values()
        for each in command.params
        for option in each.opts
    }

    assert set(re.findall(r"--[a-z][a-z-]+", read(readme))) <= options | {"--debug"}


@pytest.mark.parametrize(("readme", "code"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_last_line_of_a_report_is_quoted_as_it_is(readme, code):
    t = Translator(code)
    quoted = read(readme)

    for n in (9, 11):
        assert "✓ " + t.plural("provenance.figures.paper", n, found=f"{n}") in quoted
    assert t.t("provenance.html_version", version="v2", place="arXiv") in quoted
    assert t.t("provenance.revision", newest="v3", read="v2") in quoted
    assert t.t("provenance.extractive") in quoted
    assert t.t("provenance.hidden") in quoted


def test_both_languages_tell_the_same():
    english, chinese = (read(readme) for readme in READMES)

    assert re.findall(r"^#+", english, re.MULTILINE) == re.findall(r"^#+", chinese, re.MULTILINE)
    assert len(rows("README.md")) == len(rows("README.zh.md"))


@pytest.mark.parametrize("document", [*READMES, "docs/operating.md"])
def test_the_invite_links_permissions_are_those_the_bot_asks_for(document):
    assert set(re.findall(r"\b\d{12}\b", read(document))) == {str(PERMISSIONS.value)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_pictures_lead_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)", read(document))
    missing = [
        link
        for link in links
        if "://" not in link and not (ROOT / document).parent.joinpath(link).exists()
    ]

    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_targets_that_are_named_are_in_the_makefile(document):
    targets = set(re.findall(r"^(\w+)(?:-%)?:", read("Makefile"), re.MULTILINE))

    assert set(re.findall(r"(?:^ {4}|`)make (\w+)", read(document), re.MULTILINE)) <= targets


def test_the_changelog_begins_with_the_version_to_come():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]

    assert re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)[0] == version


def test_the_changelog_keeps_its_order():
    order = ["Security", "Removed", "Deprecated", "Added", "Changed", "Fixed"]

    for version in read("CHANGELOG.md").split("\n## ")[1:]:
        kinds = re.findall(r"^### (\w+)", version, re.MULTILINE)
        assert kinds == sorted(set(kinds), key=order.index)


def test_every_dependency_has_its_reason():
    project = tomllib.loads(read("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for extra in project["project"].get("optional-dependencies", {}).values():
        wanted += extra
    names = [re.split(r"[\[<>=~ ]", line)[0] for line in wanted]
    reasons = [
        row[0]
        for row in rows("docs/decisions/dependencies.md")
        if len(row) == 3 and row[0] != "package"
    ]

    assert sorted(reasons) == sorted(names)


async def test_the_example_for_contributors_runs(tmp_path):
    (example,) = re.findall(r"```python\n(.*?)```", read("CONTRIBUTING.md"), re.DOTALL)
    scope: dict[str, object] = {}
    exec(compile(example, "CONTRIBUTING.md", "exec"), scope)
    (test,) = [value for name, value in scope.items() if name.startswith("test_")]

    assert inspect.iscoroutinefunction(test)
    await test(tmp_path)
