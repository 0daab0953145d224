"""An address chooses the engine, and says so when it chooses none."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import StoreTrouble, StoreUnavailable
from storage.copies import backup_store, restore_store
from storage.engine.addresses import is_server, named, server_address
from storage.engine.opening import opened
from storage.moves import plan_move

PASSWORD = "s3cret-of-ada"


async def trouble_with(url: str) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as raised:
        async with opened(url, patience=0.1, reading=False, working=False):
            pass
    assert PASSWORD not in str(raised.value)
    return raised.value


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("sqlite:///paperboy.db", False),
        ("sqlite:////postgresql.db", False),
        ("postgresql://ada@host/papers", True),
        ("postgres://host/papers", True),
        ("postgresql+psycopg://host/papers", True),
        ("postgresql+asyncpg://host/papers", True),
        (" postgresql://host/papers", True),
        ("mysql://host/papers", False),
        ("", False),
    ],
)
def test_the_scheme_chooses(url: str, server: bool) -> None:
    assert is_server(url) is server


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ada:{PASSWORD}@host:port/papers",
        f"postgresql://ada:{PASSWORD}@host",
        f"postgresql://ada:{PASSWORD}@host/",
        f"postgresql+asyncpg://ada:{PASSWORD}@host/papers",
        f"postgresql+psycopg2://ada:{PASSWORD}@host/papers",
        f"mysql://ada:{PASSWORD}@host/papers",
        f"postgresql//ada:{PASSWORD}@host/papers",
    ],
)
async def test_what_is_no_address_is_said_without_its_password(url: str) -> None:
    assert (await trouble_with(url)).trouble is StoreTrouble.ADDRESS


async def test_a_missing_package_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    error = await trouble_with(f"postgresql://ada:{PASSWORD}@host/papers?sslmode=require")

    assert error.trouble is StoreTrouble.DRIVER
    assert error.for_operator()["reason"] == "pip install 'paperboy[postgres]'"
    assert error.for_operator()["path"] == "postgresql://host/papers"


def test_whatever_needs_the_missing_package_tells_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in sys.modules if name.startswith("storage.engine.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    server, file = "postgresql://host/papers", f"sqlite:///{tmp_path / 'paperboy.db'}"

    ways: list[Callable[[], object]] = [
        lambda: backup_store(server, tmp_path, name="copy.db"),
        lambda: restore_store(server, tmp_path / "copy.dump"),
        lambda: plan_move(file, server),
        lambda: plan_move(server, file),
    ]
    for way in ways:
        with pytest.raises(StoreUnavailable) as raised:
            way()
        assert raised.value.trouble is StoreTrouble.DRIVER


def test_an_address_is_shown_without_user_password_and_options() -> None:
    pytest.importorskip("psycopg")
    address = server_address(f"postgres://ada:{PASSWORD}@host:5433/papers?sslpassword={PASSWORD}")

    assert named(address) == "postgresql://host:5433/papers"
    assert address.drivername == "postgresql+psycopg"
    assert address.query == {"sslpassword": PASSWORD, "client_encoding": "utf8"}
