"""The terminal chat: over a pipe, and in a terminal of its own."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from bot.app import service
from bot.channels.console.adapter import Console
from tests.bot.app.test_service import dump
from tests.bot.talk import StandingClock
from tests.fakes.server import PATIENCE
from tests.processes import Started
from tests.world import DATE, busy_day, world

ROOT = Path(__file__).parents[4]
NOWHERE = {"PAPERBOY_HUB_URL": "http://127.0.0.1:9", "PAPERBOY_ARXIV_URL": "http://127.0.0.1:9"}


@pytest.fixture
def listens(paperboy, monkeypatch):
    """Runs the chat with those lines on standard input."""

    def run(text, **variables):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return paperboy("chat", **variables)

    return run


def test_the_chat_over_a_pipe(listens):
    first = listens("/date 2026-02-05\n/paper 3\n/lang en\n")

    assert (first.code, first.err) == (0, "")
    assert "\x1b" not in first.out
    assert re.findall(r"^(?:🏆|  ) +(\d+)\. ", first.out.split("/paper N")[0], re.M) == [
        str(n) for n in range(1, 13)
    ]
    points = ["应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验效果"]
    assert [row for row in first.out.splitlines() if row in points] == points
    assert first.out.endswith("\nFine, English from now on.\n")

    second = listens("\ufeff/paper 3\n\n  \n/quit\n/paper 4\n")
    points = ["Field", "Core contribution", "How to use it", "Key innovations", "Results"]
    assert [row for row in second.out.splitlines() if row in points] == points
    assert second.out.count("https://arxiv.org/abs/") == 1


def test_interests_votes_and_what_is_near_in_the_terminal(listens):
    lines = ("/lang en", "/date 2026-02-05", "/interests", "/interests 世界模型, less video")
    first = listens("\n".join((*lines, "/like 3", "/similar 3", "")))
    told = first.out

    assert (first.code, first.err) == (0, "")
    assert "Nothing counts yet. Name what you care about" in told.replace("\n", " ")
    assert "世界模型 (world model)" in told
    assert "video · less of it" in told
    assert "👍" in told
    assert "close to “HY3D-Bench" in told

    second = listens("/interests\n/interests export\n/like 3\n/interests forget yes\n/interests\n")
    assert "Votes: 👍 1 · 👎 0" in second.out
    assert '"paperboy_interests": 1' in second.out
    assert second.out.rstrip().count("Nothing counts yet.") == 1


def test_settings_that_mean_something_in_a_terminal_are_chosen_there(listens):
    lines = ("/lang en", "/settings", "/settings sources", "/settings cs.RO, 自然语言处理")
    first = listens("\n".join((*lines, "/settings 来源 +q-bio.NC", "/settings time 8", "")))
    told = first.out

    assert (first.code, first.err) == (0, "")
    for caption in ("Language", "Sources", "/settings sources"):
        assert caption in told
    for missing in ("Time zone", "Silent push", "Not subscribed", "Thread per day"):
        assert missing not in told
    assert "Nothing comes here by itself: /today shows the newest list." in told
    assert "cs.RO Robotics" in told
    assert "✓ cs.RO" in told
    assert "arXiv cs.RO, cs.CL, q-bio.NC" in told.replace("\n", " ")
    assert "/interests world model, robot" in told
    assert "There is no “Time” to set here. /settings shows what there is." in told

    second = listens("/settings -cs.CL\n/settings lang 中文\n/settings\n/settings sources 无\n")
    assert "arXiv cs.RO、q-bio.NC" in second.out
    assert "来源  Hugging Face 每日列表\n" in second.out


@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        ("巴黎", "Time zone", "时区"),
        ("zone Paris", "Time zone", "时区"),
        ("时区", "Time zone", "时区"),
        ("9点 巴黎", "Time", "推送时间"),
        ("days Mon-Fri", "Days", "推送日"),
        ("静音 开", "Silent push", "静音推送"),
        ("mention @all", "Mention role", "提醒身份组"),
    ],
)
def test_what_cannot_be_set_in_a_terminal_is_called_by_its_caption(
    listens, typed, english, chinese
):
    told = listens(f"/lang en\n/settings {typed}\n/lang zh\n/settings {typed}\n").out

    assert f"There is no “{english}” to set here." in told
    assert f"这里没有“{chinese}”这项设置。" in told


def test_the_chat_says_how_to_begin_when_nothing_is_asked(listens):
    ran = listens("")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "我是论文报童，每天替你读 Hugging Face 上的论文。"
    assert "/paper 3" in ran.out

    assert listens("\n", paperboy_languages="en").out.startswith("I am Paperboy:")


def test_the_demo_is_imported_once_and_into_an_empty_store_alone(
    listens, paperboy, place, tmp_path
):
    listens("/help\n")
    before = dump(tmp_path)
    assert any("HY3D-Bench" in row for row in before)
    listens("/help\n")
    assert dump(tmp_path) == before

    elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    paperboy("ingest", "--date", DATE, "--no-model", database_url=elsewhere)
    assert "1 day, 6 papers" in paperboy("status").out
    listens("/help\n")
    assert "1 day, 6 papers" in paperboy("status").out


class Terminal:
    """A process on a pseudo-terminal, read and typed into as a person would."""

    def __init__(self, environment, folder):
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env={
                "PYTHONPATH": str(ROOT),
                "TERM": "xterm",
                "PROMPT_TOOLKIT_NO_CPR": "1",
                **environment,
            },
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def type(self, text):
        """Type it."""
        os.write(self._master, text.encode())

    def until(self, pattern):
        """What is printed until the pattern appears; from there on the next call looks."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.seen)):
            assert time.monotonic() < deadline, f"no {pattern!r} in {self.seen[-2000:]!r}"
            self._read()
        shown, self.seen = self.seen[: found.end()], self.seen[found.end() :]
        return shown

    def leave(self):
        """Press Ctrl-D; the exit code."""
        self.type("\x04")
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read()
        return self.process.wait(1)

    def close(self):
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    def _read(self):
        if select.select([self._master], [], [], 0.1)[0]:
            try:
                self.seen += os.read(self._master, 65536).decode("utf-8", "replace")
            except OSError:  # the other end was closed
                time.sleep(0.05)


@pytest.fixture
def terminal(place, tmp_path):
    """Opens a terminal in a world without a model, whose hub lists a day today."""
    place.hub.newest = service.utc_today().isoformat()
    place.hub.days[place.hub.newest] = busy_day(4)
    found = Terminal(
        place.variables(openai_api_key=None, openai_base_url=None, openai_model=None), tmp_path
    )
    yield found
    found.close()


def test_a_session_in_a_terminal(terminal):
    assert "我是论文报童" in terminal.until("›")
    news = terminal.until("的论文到了：4 篇里选出 3 篇")
    assert re.search("\x1b\\[[0-9;?]*[A-Za-z]", news)  # the prompt was taken back before the news
    terminal.until("›")  # and stands below it again

    terminal.type("/date 2026-02-05\r")
    answer = terminal.until("/paper N 看完整报告")
    assert re.search("\x1b\\[1m[^\x1b]*WideSeek-R1", answer)
    terminal.until("›")
    terminal.type("3\r")
    assert re.search("\x1b\\[1m应用领域\x1b\\[0m", terminal.until("主要创新点"))
    terminal.until("›")
    assert terminal.leave() == 0
    assert "Traceback" not in terminal.seen


def start(folder, *arguments, **variables):
    """A process of its own, with nothing outside within reach."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), **NOWHERE, **variables},
    )


def test_started_without_a_terminal_it_says_how_to_begin_and_ends(tmp_path):
    out, err = Started("bot", cwd=tmp_path, env=NOWHERE, apart=True).communicate(timeout=PATIENCE)

    assert out.startswith("我是论文报童")
    assert err == ""
    assert (tmp_path / "paperboy.db").exists()


def test_odd_bytes_and_a_terminal_without_chinese_stop_nobody(tmp_path):
    process = start(tmp_path, "chat", PYTHONIOENCODING="ascii")
    out, err = process.communicate(
        b"/search \xff\xfe\n/date 2026-02-05\n/paper 3\n", timeout=PATIENCE
    )

    assert (process.returncode, err) == (0, b"")
    assert b"1. WideSeek-R1" in out
    assert out.isascii()
    assert b"\x1b" not in out


@pytest.mark.parametrize(
    "arguments", [["chat"], ["export", "report", "--date", "2026-02-05"]], ids=lambda a: a[0]
)
def test_a_reader_who_leaves_early_is_no_error(listens, tmp_path, arguments):
    listens("/help\n")  # whereupon the demo's day is there
    with start(tmp_path, *arguments) as process:
        process.stdout.close()
        process.stdin.write(b"/paper 3\n" * 3)
        process.stdin.close()

        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 0


async def test_a_list_that_is_written_prints_how_far_it_is_and_then_the_list_once(tmp_path):
    clock = StandingClock(2026, 2, 4, 12)
    async with world(tmp_path, {DATE: busy_day(4)}, {}) as place, place.app(clock=clock) as app:
        printed = io.StringIO()
        source = io.StringIO(f"/date {DATE}\n")
        await Console(app.office, source=source, target=printed).run()

    first, *rest = printed.getvalue().splitlines()
    assert re.fullmatch(r"正在写摘要，还差 \d 篇…", first)
    assert sum(row.startswith("论文晨报") for row in rest) == 1
    assert not any("正在写摘要" in row for row in rest)
