"""A paper that no edition lists, however somebody names it, and papers there are not."""

from __future__ import annotations

import pytest

from core.models import Paper
from tests.bot.talk import StandingClock, Talk
from tests.fakes.arxiv import page
from tests.world import DATE, abstract, busy_day, world

NEW = Paper(
    id="2601.00007", title="A Paper Nobody Listed", abstract=abstract(7), authors=("Ada Example",)
)
OLD = Paper(
    id="math/0309136", title="Knots and Kites", abstract=abstract(8), authors=("Bo van Sample",)
)
NAMES = {
    "2601.00007": NEW,
    "arXiv: 2601.00007v2": NEW,
    "https://huggingface.co/papers/2601.00007": NEW,
    "https://arxiv.org/abs/2601.00007v1": NEW,
    "https://arxiv.org/pdf/2601.00007v2.pdf": NEW,
    "https://www.alphaxiv.org/overview/2601.00007": NEW,
    "https://doi.org/10.48550/arXiv.2601.00007": NEW,
    "math/0309136": OLD,
    "https://arxiv.org/abs/math.GT/0309136v1": OLD,
}


@pytest.fixture
async def talk(tmp_path):
    pages = {paper.id: page(paper.title, paper.authors, paper.abstract) for paper in (NEW, OLD)}
    async with world(tmp_path, {DATE: busy_day(1)}, pages) as place:
        place.arxiv.papers = {paper.id: paper for paper in (NEW, OLD)}
        async with place.app(clock=StandingClock(2026, 2, 4, 12)) as app:
            yield Talk(app)


@pytest.mark.parametrize("name", NAMES)
async def test_every_name_of_a_paper_leads_to_it(talk, name):
    assert (await talk.rows(f"/paper {name}"))[0] == NAMES[name].title


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("2601.99999", "2601.99999"),
        ("https://huggingface.co/papers/2601.99999v3", "2601.99999"),
        ("math.GT/0309999", "math/0309999"),
    ],
)
async def test_a_paper_that_does_not_exist_gets_a_clear_sentence(talk, name, known):
    zh, *_ = await talk.rows(f"/paper {name}")
    await talk.say("/lang en")
    en, *_ = await talk.rows(f"/paper {name}")

    assert zh == f"没有找到论文 {known}。请核对 arXiv 编号，例如 /paper 2602.03907。"
    assert (
        en
        == f"I cannot find the paper {known}. Please check the arXiv id, for example /paper 2602.03907."
    )


async def test_a_link_to_something_else_is_told_apart(talk):
    for link in (
        "https://example.org/abs/2601.00007",
        "https://huggingface.co/models/2601.00007",
        "2613.00007",
    ):
        assert "没有找到论文" not in await talk.say(f"/paper {link}")
