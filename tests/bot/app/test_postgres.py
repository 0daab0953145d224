"""Paperboy with its store on a PostgreSQL server, as an operator runs it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.storage.engine import cluster
from tests.storage.engine.cluster import PASSWORD, Cluster, at, url_of

pytestmark = pytest.mark.server
ROOT = Path(__file__).parents[3]
EXPORT = ("export", "digest", "--date", "2026-02-05")


@pytest.fixture
def server() -> Iterator[Cluster]:
    """A server that asks for a password, and may be stopped."""
    if lacking := cluster.lacking():
        pytest.skip(lacking)
    with cluster.made(auth="scram-sha-256") as made:
        yield made


def test_the_commands_work_there_and_tell_no_password(paperboy, server, tmp_path):
    place = url_of(at(server, "postgres"))
    ran = [paperboy("status", database_url=place), paperboy("doctor"), paperboy("once")]
    told = "".join(each.out + each.err for each in ran)

    assert [ran[0].code, ran[2].code] == [0, 0]
    assert "✓ The store works: postgresql:///postgres" in ran[1].out
    assert not list(tmp_path.glob("*.db"))
    wrong = paperboy("status", database_url=place.replace(PASSWORD, f"not-{PASSWORD}"))
    absent = paperboy("--debug", "status", database_url=place.replace("/postgres?", "/none?"))
    for refused in (wrong, absent):
        assert refused.code == 1
        assert refused.err.splitlines()[-1].startswith("The PostgreSQL server")
    assert PASSWORD not in told + wrong.err + absent.err


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed")
def test_a_backup_is_restored_to_another_database(paperboy, running, server, tmp_path, monkeypatch):
    place = url_of(at(server, "postgres"))
    cluster.execute(at(server, "postgres"), "CREATE DATABASE other")
    monkeypatch.setenv("DATABASE_URL", place)
    paperboy("status")
    with running(tmp_path):
        ran = paperboy("backup", tmp_path / "copies.dump")
        exported = paperboy(*EXPORT)
    other = place.replace("/postgres?", "/other?")
    restored = paperboy("restore", tmp_path / "copies.dump", database_url=other)

    assert (ran.code, ran.err, restored.code, restored.err) == (0, "", 0, "")
    assert (exported.code, paperboy(*EXPORT)) == (0, exported)
    again = paperboy("restore", tmp_path / "copies.dump")
    assert (again.code, "--replace" in again.err) == (1, True)


def test_the_service_goes_on_when_the_server_is_back(server, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PAPERBOY_METRICS", "0")
    monkeypatch.setenv("DATABASE_URL", url_of(at(server, "postgres")))
    monkeypatch.setenv("PAPERBOY_HUB_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("PAPERBOY_ARXIV_URL", "http://127.0.0.1:9")

    def health() -> str:
        return str(httpx.get(f"{address}/healthz", trust_env=False, timeout=30).json()["store"])

    def comes_to(store: str) -> bool:
        deadline = time.monotonic() + PATIENCE
        while health() != store:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    with FakeTelegram(limits=None).in_thread() as telegram:
        monkeypatch.setenv("TELEGRAM_TOKEN", telegram.token)
        monkeypatch.setenv("TELEGRAM_BASE_URL", telegram.url)
        log = (tmp_path / "log").open("w+")
        command = [sys.executable, "-m", "bot", "run"]
        with log, subprocess.Popen(command, stderr=log, cwd=tmp_path, text=True) as process:
            try:
                address = _address(tmp_path / "log", process)
                telegram.wait_until(lambda: telegram.calls("getUpdates"), PATIENCE)
                assert comes_to("ok")
                server.stop()
                assert comes_to("unreachable")
                server.start()
                assert comes_to("ok")
                assert process.poll() is None
            finally:
                process.terminate()
        written = (tmp_path / "log").read_text()

    assert process.returncode == 0
    assert PASSWORD not in written


def _address(log: Path, process: subprocess.Popen[str]) -> str:
    """Where the service can be asked, as its log says."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = re.search(r"at=(http://127\.0\.0\.1:\d+)/metrics", log.read_text())
        if found:
            return found[1]
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text())
        time.sleep(0.1)
