"""`status` names the processes that share a store, and what each of them does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.app.root import open_app
from bot.app.settings import Settings
from bot.app.status import status_lines
from core.working import CIRCULARS, ROUNDS, to_hear, to_send
from locales import Translator
from storage import Storage
from storage.workers import Holding

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
