"""Streams that are closed, full or without a reader: what is asked for is done all the same, and
what cannot be printed is told in a sentence."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.processes import ROOT, Started
from tests.telegram_world import settings_for

FULL = Path("/dev/full")
DONE = "No failures.\n"

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="the system has no disk that is full")


@pytest.fixture
def redirected(paperboy, place):
    """Runs a command with its streams redirected as a shell does it."""
    paperboy("status", lc_all="en_US.UTF-8")  # the store is there

    def run(command, streams):
        line = f"{sys.executable} -m bot {command} {streams}"
        shell = ["sh", "-c", line]
        return subprocess.run(shell, capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT)

    return run


@pytest.mark.parametrize("streams", ["2>/dev/full", "2>&-", "2>&- <&-"])
def test_what_is_said_beside_a_command_does_not_end_it(redirected, monkeypatch, streams):
    monkeypatch.setenv("PAPERBOY_NONSENSE", "told on standard error")
    ran = redirected("status", streams)

    assert ran.returncode == 0
    assert DONE in ran.stdout


@pytest.mark.parametrize("command", ["status", "--help"])
def test_what_cannot_be_printed_is_one_sentence(redirected, command):
    ran = redirected(command, ">/dev/full")

    assert ran.returncode == 1
    assert ran.stderr == (
        "What the command prints cannot be written (No space left on device). Please make room on "
        "the disk, or have it written elsewhere, and run the command again.\n"
    )


def test_a_file_that_is_exported_and_finds_no_room_is_told(redirected, paperboy, place):
    assert paperboy("ingest", "--date", "2026-02-03").code == 0
    ran = redirected("export digest --date 2026-02-03", ">/dev/full")

    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert ran.stderr.startswith("What the command prints cannot be written")


@pytest.mark.parametrize("streams", [">&-", "<&- >&- 2>&-"])
def test_with_closed_streams_nothing_is_printed_into_the_store(redirected, place, streams):
    ran = redirected("ingest --date 2026-02-03", streams)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert DONE in redirected("status", "").stdout


def test_a_reader_that_has_read_enough_is_no_error(redirected):
    ran = redirected("status", "| head -c 1")

    assert (len(ran.stdout), ran.stderr) == (1, "")


@pytest.mark.parametrize("log", ["full", "without a reader"])
def test_a_service_goes_on_whose_log_cannot_be_written(place, tmp_path, log):
    # Without a model that answers, each reading is told in the log.
    with FakeTelegram(limits=None).in_thread() as telegram:
        more = settings_for(telegram, openai_base_url="http://127.0.0.1:9/v1", paperboy_nonsense=1)
        process = Started(
            *("bot", "run"),
            cwd=tmp_path,
            env=place.variables(**more),
            into=FULL if log == "full" else None,
        )
        if process.stdout:
            process.stdout.close()
        person = telegram.user()
        chat = telegram.private(person)
        telegram.say(chat, person, "/paper 2602.00001")
        until = time.monotonic() + PATIENCE
        while not telegram.messages(chat) and time.monotonic() < until:
            assert process.poll() is None
            time.sleep(0.05)
        assert telegram.messages(chat)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
