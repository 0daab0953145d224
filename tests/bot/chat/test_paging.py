"""What is searched for, and which hits are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat.actions import Action, Typed, Verb
from bot.chat.paging import page_line, paged, searchable
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock, Talk
from tests.storage.build import edition, entry, paper
from tests.world import world


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("world model", ("world model", 1)),
        ("world model p2", ("world model", 2)),
        ("世界模型 第3页", ("世界模型", 3)),
        ("agents page 12", ("agents", 12)),
        ("page 2", ("page 2", 1)),
        ("p0", ("p0", 1)),
        ("gpt 4", ("gpt 4", 1)),
    ],
)
def test_a_page_is_named_after_the_words(text: str, expected: tuple[str, int]) -> None:
    assert paged(text) == expected


def test_a_page_s_line_is_read_as_that_page() -> None:
    for page in range(1, 200):
        line = page_line("search", "世界模型 C++", (page - 1) * 10)
        assert paged(line.removeprefix("/search ")) == ("世界模型 C++", page)


@pytest.mark.parametrize("words", ["C++", "C#", "🤗", "强", "ab", "2602.04634", "C 3", "→"])
def test_what_can_be_searched_for(words: str) -> None:
    assert searchable(words)


@pytest.mark.parametrize("words", ["", "!!!", "a", "？", "...", "+", "#"])
def test_what_says_too_little(words: str) -> None:
    assert not searchable(words)


async def test_all_hits_are_counted_and_ten_are_shown_at_a_time(tmp_path: Path) -> None:
    clock = StandingClock(2026, 2, 6, 2)
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(use_model=False, clock=clock) as app,
    ):
        papers = [paper(n, title=f"Kites in C++, part {n}") for n in range(1, 22)]
        papers += [paper(n, title="Wings in C++") for n in (22, 23)]
        papers.append(paper(24, title="Kites 🤗 in C, a paper about c"))
        entries = [entry(rank, each) for rank, each in enumerate(papers, 1)]
        await app.storage.editions.save(edition(*entries))
        talk = Talk(app)
        first = await talk.view("/search C++")
        assert said(first)[0] == "“C++”：第 1–10 篇，共 23 篇"
        assert first.buttons[-1][0].action == Action(Verb.RUN, Typed("/search C++ p2"))
        last = await talk.view("/search C++ p3")
        assert said(last)[0] == "“C++”：第 21–23 篇，共 23 篇"
        assert [button.label for button in last.buttons[-1]] == ["‹ 11–20"]
        middle = await talk.view("/search C++ 第2页")
        assert [button.label for button in middle.buttons[-1]] == ["‹ 1–10", "21–23 ›"]
        assert said(await talk.view("/search C++ p9")) == said(first)
        last_but_one = await talk.view("/search Kites part p2")
        assert [button.label for button in last_but_one.buttons[-1]] == ["‹ 1–10", "21 ›"]
        assert (
            said(await talk.view("/search Kites part p3"))[0] == "“Kites part”：第 21 篇，共 21 篇"
        )
        assert said(await talk.view("/search 🤗"))[0] == "“🤗”：1 篇"
        assert said(await talk.view(f"/search {paper(7).id}"))[0].endswith("1 篇")
        assert "没有找到" in said(await talk.view("/search 🦀"))[0]
