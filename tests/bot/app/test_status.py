"""`status` tells days, papers, failures and tokens, and what each process of a shared store does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.app.root import open_app
from bot.app.settings import Settings
from bot.app.status import status_lines
from core.working import CIRCULARS, ROUNDS, to_hear, to_send
from locales import Translator
from storage import Storage
from storage.workers import Holding
from tests.storage.engine.rights import forbid, somebody_else
from tests.world import DATE

SPAN = dt.timedelta(minutes=1)


async def crowd(storage: Storage) -> None:
    """One sends and hears on two platforms, one reads, one stands by, one is gone."""
    both = [to_send("telegram"), to_send("discord"), to_hear("telegram"), to_hear("discord")]
    for owner, role, claims in (
        ("a:1:x", "all", [*both, ROUNDS, CIRCULARS, "read 2026-02-05", "write report 2602.1"]),
        ("b:2:x", "read", ["read 2026-02-04"]),
        ("c:3:x", "", []),
        ("d:4:x", "send", [to_send("terminal")]),
    ):
        await storage.workers.begin(owner, SPAN, role)
        if claims:
            assert await storage.workers.claim(owner, claims)
    await storage.workers.renew("d:4:x", -SPAN, Holding())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "a:1:x (all), since {since} UTC: sends to discord, telegram, hears discord,"
                " telegram, prepares the lists, sends announcements, reads 2 things",
                "b:2:x (read), since {since} UTC: reads 1 thing",
                "c:3:x (a single command), since {since} UTC: stands by",
            ],
        ),
        (
            "zh",
            [
                "a:1:x（all），{since}（UTC）起：发送到 discord, telegram，接收 discord, telegram"
                " 消息，准备要发送的晨报，发送公告，正在读 2 项",
                "b:2:x（read），{since}（UTC）起：正在读 1 项",
                "c:3:x（单次命令），{since}（UTC）起：待命",
            ],
        ),
    ],
)
async def test_living_workers_are_named(tmp_path: Path, language: str, expected: list[str]) -> None:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=f"sqlite:///{tmp_path / 'paperboy.db'}",
    )
    t = Translator(language)
    async with open_app(settings, use_model=False) as app:
        await crowd(app.storage)
        begun = {each.owner: each.since for each in await app.storage.workers.all()}
        told = await status_lines(app.storage, app.clock, t, settings)

    for owner, line in zip(("a:1:x", "b:2:x", "c:3:x"), expected, strict=True):
        since = begun[owner]
        assert since
        assert line.format(since=t.time(since, dt.UTC)) in told
    assert not [line for line in told if "d:4:x" in line]


def test_the_status_of_an_empty_store(paperboy):
    ran = paperboy("status")

    assert (ran.code, ran.err) == (0, "")
    totals, room, *others = ran.out.splitlines()
    assert totals == "0 days, 0 papers; summaries: 0, reports: 0."
    assert re.fullmatch(
        r"The store takes 0\.\d MB, 0\.0 MB of it free for what comes\. "
        r"Full texts, kept for 180 days: 0 of them, 0\.0 MB\.",
        room,
    )
    assert others == [
        "No failures.",
        "The model has not been asked yet.",
    ]


def test_the_status_after_a_day(paperboy, place):
    place.model.always(
        lambda prompt: "Task: a report" in prompt and "arXiv: 2602.00002" in prompt, "malformed"
    )
    paperboy("ingest", "--date", DATE)
    rows = paperboy("status").out.splitlines()

    assert "Full texts, kept for 180 days: 4 of them, " in rows.pop(2)
    assert rows[:5] == [
        "1 day, 6 papers; summaries: 4, reports: 4.",
        "  Tue, 3 Feb 2026 · closed",
        "Last failures:",
        f"  {DATE} · 2602.00002 · Reports: The answer of the model test-model is of no use: it is malformed. "
        "It is tried again in 9 minutes.",
        "Model usage:",
    ]
    assert " · test-model · 10 calls, " in rows[5]
    chinese = paperboy("status", lc_all="zh_CN.UTF-8", paperboy_keep_days="forever").out
    assert chinese.startswith("共 1 天、6 篇论文；")
    assert "全文永久保留，现有 4 篇" in chinese


@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_status_and_export_of_a_store_that_may_only_be_read(paperboy, place, monkeypatch, what):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paperboy.db"
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
        monkeypatch.chdir(folder)
        paperboy("chat")  # at the end of its lines already; the demo edition is there
        Path(folder).chmod(0o755)
        path.chmod(0o644)
        forbid(path, what)
        with somebody_else():
            status, export = (
                paperboy("status"),
                paperboy("export", "digest", "--date", "2026-02-05"),
            )
            doctor, chat = paperboy("doctor"), paperboy("chat")
        Path(folder).chmod(0o755)

    assert (status.code, status.err) == (0, "")
    assert status.out.startswith("1 day, ")
    assert (export.code, export.err) == (0, "")
    assert len(export.out) > 5000
    assert "may only be read" in doctor.out
    assert len(doctor.out.splitlines()) > 3
    assert (chat.code, chat.out) == (1, "")
    assert "may only be read" in chat.err
