"""Told to end: the service in order, whoever tells it, and commands as by Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.processes import ROOT, Started
from tests.telegram_world import settings_for
from tests.world import DATE

STOPS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
# Only a store that was closed has no log beside it.
LOG = "paperboy.db-wal"


@pytest.fixture
def telegram():
    with FakeTelegram(limits=None).in_thread() as telegram:
        yield telegram


@pytest.mark.parametrize("stop", STOPS)
def test_a_service_ends_in_order_however_it_is_told(place, telegram, tmp_path, stop):
    variables = place.variables(**settings_for(telegram))
    process = Started("bot", "run", cwd=tmp_path, env=variables)
    _until(lambda: telegram.calls("getUpdates"))
    process.send_signal(stop)

    out, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, "Traceback" in out) == (0, False)
    assert not (tmp_path / LOG).exists()


def test_a_service_under_nohup_outlives_its_terminal(place, telegram, tmp_path, monkeypatch):
    for name, value in place.variables(**settings_for(telegram)).items():
        monkeypatch.setenv(name, value)
    command = ["nohup", sys.executable, "-m", "bot", "run"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        _until(lambda: telegram.calls("getUpdates"))
        process.send_signal(signal.SIGHUP)
        person = telegram.user()
        chat = telegram.private(person)
        telegram.say(chat, person, "/help")
        try:
            _until(lambda: telegram.messages(chat))
        finally:
            process.terminate()
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_ends_as_by_ctrl_c_and_dies_of_what_came(place, tmp_path, stop):
    place.model.latency = 1.0
    process = Started("bot", "ingest", "--date", DATE, cwd=tmp_path, env=place.variables())
    _until(lambda: place.model.prompts)
    process.send_signal(stop)

    out, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (-stop, "")
    assert not (tmp_path / LOG).exists()


def test_a_command_heeds_ctrl_c_where_whoever_started_it_does_not(place, tmp_path):
    place.model.latency = 1.0
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = Started("bot", "ingest", "--date", DATE, cwd=tmp_path, env=place.variables())
    finally:
        signal.signal(signal.SIGINT, before)
    _until(lambda: place.model.prompts)
    process.send_signal(signal.SIGINT)

    out, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert not (tmp_path / LOG).exists()


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)])
def test_who_thinks_better_of_it_at_once_sees_no_traceback(tmp_path, stop, code):
    command = [sys.executable, "-X", "importtime", "-m", "bot", "status"]
    url = f"sqlite:///{tmp_path / 'paperboy.db'}"
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env={"DATABASE_URL": url}, **pipes) as process:
        for line in process.stderr:
            if "typer" in line:  # one of the first of some thousand modules
                process.send_signal(stop)
                break
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, "Traceback" in err) == (code, "", False)
    assert not (tmp_path / "paperboy.db").exists()


def _until(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
