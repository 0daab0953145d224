"""What is offered while somebody types: whatever is understood comes first."""

from __future__ import annotations

from pathlib import Path

from bot.channels.console.adapter import KEY
from bot.chat.completion import Completion
from tests.bot.talk import StandingClock, Talk
from tests.fakes.hub import item
from tests.world import DATE, busy_day, world

UNFINISHED = (("8p", "20:00"), ("noo", "12:00"), ("7:30 p", "19:30"), ("9 in the m", "09:00"))


async def test_everything_that_is_accepted_is_completed(tmp_path: Path) -> None:
    clock = StandingClock(2026, 2, 6, 2)
    formula = item("2602.00009", r"$\mathcal{O}(n\log n)$ Reading in" + "\na Lake", upvotes=0)
    async with (
        world(tmp_path, {DATE: [*busy_day(3), formula]}, {}) as place,
        place.app(use_model=False, clock=clock, demo=True) as app,
    ):
        talk = Talk(app)
        await talk.rows(f"/date {DATE}")
        await talk.rows("/date 2026-02-05")
        desk = app.office.desk
        completion = Completion(app.storage, desk.shelves, clock)
        request = await desk.request(KEY, lambda view: None)  # type: ignore[arg-type, return-value]

        async def offered(kind: str, typed: str, **others: str) -> list[tuple[str, str]]:
            return await completion.choices(kind, request, typed, others)

        for typed in ("3", "#3", "３", "三", "第三篇", "HY3D", "给 3D 生成", "3d-bench"):
            choices = await offered("papers", typed)
            assert choices[0] == ("3 · HY3D-Bench：给 3D 生成备好的开放数据", "3"), typed
        on_day = await offered("papers", "2", day=DATE)
        assert on_day[0] == ("2 · Study 2: Efficient Agents that Read", "2")
        assert len(await offered("papers", "", day=DATE)) == 4
        assert await offered("papers", "", day="2031-01-01") == []
        assert await offered("papers", "log n", day=DATE) == [
            ("4 · O(n log n) Reading in a Lake", "4")
        ]
        for typed in ("2602.03907", "https://arxiv.org/abs/2602.03907v2"):
            ((shown, value),) = await offered("papers", typed)
            assert (value, shown[:13]) == ("2602.03907", "2602.03907 · ")
        assert await offered("papers", "9999.99999") == []
        for typed in ("2602.039", "2602.03"):
            assert any(value == "3" for _, value in await offered("papers", typed)), typed

        assert (await offered("days", "3 days"))[0][1] == "2026-02-03"
        assert (await offered("days", "三天"))[0][1] == "2026-02-03"
        for typed in ("昨", "昨天", "2月5", "周四", "Thursday", "yest", "2月5号", "02/05"):
            first = (await offered("days", typed))[0]
            assert first == ("2026-02-05 · 2月5日 星期四", "2026-02-05"), typed
        assert [value for _, value in await offered("days", "Feb")][:2] == [
            "2026-02-06",
            "2026-02-05",
        ]
        assert (await offered("days", "上周五"))[0][1] == "2026-01-30"
        assert len(await offered("days", "上周")) == 7
        assert (await offered("days", "2025-12-03"))[0][0].startswith("2025-12-03 · 2025年")

        for typed, zone in (
            ("北京", "Asia/Shanghai"),
            ("tok", "Asia/Tokyo"),
            ("GMT+8", "UTC+8"),
            ("东八区", "UTC+8"),
            ("new", "America/New_York"),
            ("europe/ber", "Europe/Berlin"),
            ("深", "Asia/Shanghai"),
            ("", "Asia/Shanghai"),
        ):
            values = [value for _, value in await offered("zones", typed)]
            assert zone in values[:3], (typed, values)
        assert await offered("zones", "zzzz") == []
        for typed in ("CST", "EST", "cs"):
            values = [value for _, value in await offered("zones", typed)]
            assert all("/" in value or value.startswith("UTC") for value in values), values

        for typed, time in (
            ("8点半", "08:30"),
            ("half past", "06:30"),
            ("8am", "08:00"),
            *UNFINISHED,
        ):
            assert (await offered("times", typed))[0] == (time, time), typed
        assert ("08:30", "08:30") in await offered("times", "8:3")
        assert await offered("nothing", "x") == []
