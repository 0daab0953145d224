"""The files in `ops/` name commands, options, settings and paths that there are."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

from bot.app.line import build
from bot.app.monitor import HEALTH
from bot.app.secrets import FILES
from bot.app.settings import Settings
from locales import Translator
from tests.fakes.server import PATIENCE

ROOT = Path(__file__).parents[1]
OPS = ROOT / "ops"
TEXTS = sorted(file for file in OPS.iterdir() if file.suffix != ".json")
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


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_the_variables_are_settings(file):
    named = set(VARIABLE.findall(file.read_text("utf-8")))

    assert {name.removesuffix("_FILE").lower() for name in named} <= set(Settings.model_fields)


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
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


def values(name, text):
    """What follows that word at the beginning of a line, each time."""
    return re.findall(rf"^{name}[ =:]+(.+)$", text, re.MULTILINE)


def test_the_container_is_nobodys_and_looks_after_itself():
    text = (OPS / "Containerfile").read_text("utf-8")
    assert values("USER", text) == ["10001:10001"]
    (place,) = re.findall(r"PAPERBOY_METRICS=(127\.0\.0\.1:\d+)", text)
    assert f"http://{place}{HEALTH}" in text
    assert "HEALTHCHECK" in text
    # Without it podman and buildah make images that have no such thing.
    assert "podman build --format docker" in text
    assert "DATABASE_URL=sqlite:////data/" in text

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert values("ENTRYPOINT", text) == [f'["{next(iter(scripts))}"]']
    (command,) = values("CMD", text)
    assert command.strip('["]') in commands()


def test_the_container_has_all_that_is_installed():
    text = (OPS / "Containerfile").read_text("utf-8")
    copied = {source for line in values("COPY", text) for source in line.split()[:-1]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = project["tool"]["setuptools"]["packages"]["find"]["include"]

    assert {package.rstrip("*") for package in packages} <= copied
    assert {project["project"]["readme"], *project["project"]["license-files"]} <= copied
    for source in copied:
        if not source.startswith(("--", "/opt", "requirements-metrics")):
            assert (ROOT / source).exists(), source


@pytest.mark.parametrize("name", ["compose.yaml", "paperboy.service"])
def test_secrets_are_handed_over_as_files(name):
    text = (OPS / name).read_text("utf-8")
    files = set(re.findall(r"\b[A-Z_]+_FILE\b", text))

    assert files
    assert files <= set(FILES)
    for file in files:
        secret = file.removesuffix("_FILE").lower()
        assert re.search(rf"{file}[=:] ?(?:/run/secrets|%d)/{secret}$", text, re.MULTILINE)
        assert text.count(secret) >= 2
    assert not re.search(r"\b(?:TELEGRAM_TOKEN|OPENAI_API_KEY)[=:]", text)


def test_the_compose_file_takes_what_it_does_not_need():
    text = (OPS / "compose.yaml").read_text("utf-8")

    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "- store:/data"):
        assert line in text
    assert (OPS / "compose.yaml").parent.joinpath("..", "ops", "Containerfile").exists()


def test_the_unit_may_do_little():
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    unit = OPS / "paperboy.service"
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=25", unit]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)

    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-300:]


def test_the_unit_lets_it_limit_its_children_and_tell_its_memory():
    lines = (OPS / "paperboy.service").read_text("utf-8").splitlines()
    filters = [line for line in lines if line.startswith("SystemCallFilter=")]

    # In this order: what is taken away with @resources is given back.
    assert "@resources" in filters[1]
    assert {"setrlimit", "prlimit64"} <= set(filters[2].partition("=")[2].split())
    assert "ProcSubset=pid" not in lines  # /proc/stat is needed to tell the process's figures
