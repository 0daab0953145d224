"""The files in `ops/` name commands, options, settings and paths that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from bot.__main__ import build
from bot.app.settings import Settings
from locales import Translator

ROOT = Path(__file__).parents[1]
OPS = ROOT / "ops"
FILES = sorted(file for file in OPS.iterdir() if file.suffix != ".json")
# What looks like a variable of ours, in any file.
VARIABLE = re.compile(r"\b(?:PAPERBOY|TELEGRAM|DISCORD|OPENAI)_[A-Z_]*[A-Z]\b|\bDATABASE_URL\b")
COMMAND = re.compile(r"(?:bin/paperboy|\"paperboy\"|[`'] ?paperboy|^paperboy)[\",]* +\"?([a-z]+)\b")


def commands():
    """By command, its options."""
    app = typer.main.get_command(build(Translator("en")))
    return {
        name: {option for param in command.params for option in param.opts}
        for name, command in app.commands.items()
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_variables_are_settings(file):
    named = set(VARIABLE.findall(file.read_text("utf-8")))

    assert {name.removesuffix("_FILE").lower() for name in named} <= set(Settings.model_fields)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_commands_and_their_options_are_there(file):
    known = commands()
    for line in file.read_text("utf-8").splitlines():
        for command in COMMAND.findall(line):
            assert command in known, line
            after = line.partition("paperboy")[2]
            assert set(re.findall(r"(--[a-z-]+)", after)) <= known[command], line


def test_the_workflow_keeps_the_store_it_uses():
    text = (OPS / "once.yml").read_text("utf-8")

    assert commands()["once"] >= {"--to", "--minutes"}
    assert "paperboy once --to" in text
    assert "DATABASE_URL: sqlite:///state/" in text
    assert text.count("path: state") == 2
    assert re.search(r"make (\S+)", text)[1] in (ROOT / "Makefile").read_text().replace(
        "$(VENV)", ".venv"
    )
