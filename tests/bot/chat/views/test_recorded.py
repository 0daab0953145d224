"""Questions without a model that the paper's own record answers, as readers see the answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.chat.views.model import line
from bot.chat.views.recorded import MOST_AUTHORS, recorded_view
from core.asking.record import Topic
from core.models import Paper, Provenance, Source, Summary, Writer
from core.shown import ShownPaper
from locales import Translator
from tests.bot.chat.test_inquiries import talking
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock, Talk
from tests.world import world

EN, ZH = Translator("en"), Translator("zh")
NOW = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)
BARE = Paper(id="2602.00001", title="A Kite")
FULL = replace(
    BARE,
    authors=("Ada Kite", "Bo String", "Cy Tail"),
    organization="University of Flight",
    published_at=dt.datetime(2026, 2, 4, 23, tzinfo=dt.UTC),
    repository="https://github.com/kites/net",
)
MADE = Provenance(source=Source.HTML, writer=Writer.MODEL, created_at=NOW, model="reader-9")
SUMMARY = Summary(
    paper_id=BARE.id, language="en", title=None, text="It flies.", highlights=(), provenance=MADE
)
KNOWN = "From what is known of the paper; its text was not searched"


def view(paper, *topics, t=EN, **more):
    found = ShownPaper(paper, paper, summary=more.pop("summary", None))
    return recorded_view(t, line("A Kite"), found, "Really?", topics, dt.UTC, **more)


@pytest.mark.parametrize(
    ("topic", "en", "zh"),
    [
        (
            Topic.AUTHORS,
            "Authors: Ada Kite, Bo String, Cy Tail",
            "作者：Ada Kite、Bo String、Cy Tail",
        ),
        (Topic.FIRST_AUTHOR, "First author: Ada Kite", "第一作者：Ada Kite"),
        (Topic.LAST_AUTHOR, "Last author: Cy Tail", "最后一位作者：Cy Tail"),
        (Topic.INSTITUTION, "Institution: University of Flight", "机构：University of Flight"),
        (Topic.PUBLISHED, "First published on 4 Feb 2026", "2026年2月4日首次发表"),
        (Topic.CODE, "Code: https://github.com/kites/net", "代码：https://github.com/kites/net"),
        (
            Topic.DOWNLOAD,
            "PDF: https://arxiv.org/pdf/2602.00001, page: https://arxiv.org/abs/2602.00001",
            "PDF：https://arxiv.org/pdf/2602.00001，论文页面：https://arxiv.org/abs/2602.00001",
        ),
    ],
)
def test_each_fact_is_one_line(topic, en, zh):
    assert said(view(FULL, topic))[2:4] == [en, KNOWN]
    assert said(view(FULL, topic, t=ZH))[2] == zh


@pytest.mark.parametrize("topic", [each for each in Topic if each is not Topic.DOWNLOAD])
def test_what_is_not_known_is_searched_first_and_then_told_as_such(topic):
    bare = replace(BARE, id="openreview:abcdefghij")
    assert view(bare, topic) is None
    if topic is not Topic.IDEA:
        rows = said(view(bare, topic, searched=MADE, last=True))
        assert "known" in rows[2]
        assert KNOWN not in rows


def test_nobody_is_told_who_corresponds():
    assert view(FULL, Topic.CORRESPONDING) is None
    (sentence,) = said(view(FULL, Topic.CORRESPONDING, last=True, t=ZH))[2:3]
    assert sentence.startswith("这里不知道通讯作者是谁")


def test_an_id_tells_the_month_and_a_project_page_stands_in_for_code():
    assert said(view(BARE, Topic.PUBLISHED))[2] == "Its arXiv id, 2602.00001, is of 2026-02"
    page = replace(BARE, project_page="https://kites.example/net")
    assert said(view(page, Topic.CODE))[2].endswith("project page: https://kites.example/net")
    forged = replace(BARE, project_page="https://kites.example@evil.example/net")
    assert view(forged, Topic.CODE) is None


def test_many_authors_are_counted():
    many = replace(BARE, authors=tuple(f"Ada {number}" for number in range(MOST_AUTHORS + 7)))
    assert said(view(many, Topic.AUTHORS))[2].endswith(f"Ada {MOST_AUTHORS - 1}, and 7 more")


def test_several_facts_stand_below_each_other():
    asked = (Topic.FIRST_AUTHOR, Topic.CORRESPONDING, Topic.CODE)
    assert view(FULL, *asked) is None
    rows = said(view(FULL, *asked, last=True))
    assert rows[2] == "First author: Ada Kite"
    assert rows[3].startswith("The corresponding author is not known here")
    assert rows[4:6] == ["Code: https://github.com/kites/net", KNOWN]


def test_the_idea_is_a_written_summary_and_never_a_repeated_abstract():
    rows = said(view(BARE, Topic.IDEA, summary=SUMMARY))
    assert rows[2] == "It flies."
    assert "reader-9" in rows[3]
    repeated = replace(SUMMARY, provenance=replace(MADE, writer=Writer.EXTRACTIVE))
    assert view(BARE, Topic.IDEA, summary=repeated) is None


def test_where_it_leads_can_be_pressed():
    pressed = [button.url for row in view(FULL, Topic.CODE).buttons for button in row]
    assert "https://github.com/kites/net" in pressed


async def test_a_chat_without_a_model_is_answered_by_the_record(tmp_path):
    async with talking(tmp_path, use_model=False) as (place, talk, _):
        asked = len(place.arxiv.log)
        for question, told in (
            ("who wrote this", "Authors: Ada Example"),
            ("第一作者是谁", "First author: Ada Example"),
            ("哪个机构的", "Institution: Qwen"),
            ("when was it published", "First published on 4 Feb 2026"),
        ):
            rows = await talk.rows(f"/ask 1 {question}")
            assert rows[2:4] == [told, KNOWN], question
        assert len(place.arxiv.log) == asked
        rows = await talk.rows("/ask 1 通讯作者")
        assert rows[2].startswith("The corresponding author is not known here")
        rows = await talk.rows("/ask 1 有代码吗")
        assert rows[2] == "Code and weights are available."
        rows = await talk.rows("/ask 1 谁写的，有代码吗，通讯作者是谁")
        assert rows[2:4] == ["Authors: Ada Example", "Code and weights are available."]
        assert rows[4].startswith("The corresponding author is not known here")


@pytest.mark.parametrize(
    "question", ["who wrote the annotation guidelines", "数据集的作者是谁", "main idea of table 3"]
)
async def test_who_asks_for_more_is_answered_by_the_search(tmp_path, question):
    async with talking(tmp_path, use_model=False) as (_, talk, _clock):
        rows = await talk.rows(f"/ask 1 {question}")

    assert KNOWN not in rows
    assert "Ada Example" not in rows[2]


async def test_a_model_answers_what_it_is_asked(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        before = len(place.model.prompts)
        await talk.rows("/ask 1 who wrote this")

        assert len(place.model.prompts) > before


async def test_the_idea_is_the_contribution_of_the_report_that_was_read(tmp_path):
    async with talking(tmp_path, use_model=False) as (_, talk, _clock):
        before = await talk.rows("/ask 1 main idea")
        report = await talk.rows("/paper 1")
        after = await talk.rows("/ask 1 核心思想是什么")

    assert "Source" in before
    assert after[2] in "\n".join(report)
    assert "Source" not in after


async def test_what_cannot_be_searched_for_is_not_known_and_no_failure(tmp_path):
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(
            use_model=False,
            clock=StandingClock(2026, 2, 6, 2),
            demo=True,
            paperboy_languages="en",
        ) as app,
    ):
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        place.arxiv.fail_always("*", "500")
        for question in ("first author?", "who wrote it", "code link?", "通讯作者"):
            assert "known" in (await talk.rows(f"/ask 3 {question}"))[2], question
        (sentence,) = await talk.rows("/ask 3 Which data sets were used?")
        assert sentence.startswith("arXiv is out of reach")
