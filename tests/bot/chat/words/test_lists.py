"""Switches, keywords and weekdays as people write them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.words.keywords import (
    LONGEST_WORD,
    MOST_WORDS,
    parse_keywords,
    shown_keywords,
)
from bot.chat.words.switches import parse_switch
from bot.chat.words.weekdays import parse_weekdays
from core.errors import KeywordsTooMany, KeywordTooLong, SettingInvalid
from locales import Translator


@pytest.mark.parametrize(
    "text",
    ["on", "ＯＮ", "开", "開啟", "yes please", "yes, turn it on", "打开吧", "1", "true", "要"],
)
def test_what_turns_something_on(text: str) -> None:
    assert parse_switch(text) is True


@pytest.mark.parametrize(
    "text", ["off", "关", "關掉。", "turn it off", "不要", "0", "no thanks", "别打开"]
)
def test_what_turns_something_off(text: str) -> None:
    assert parse_switch(text) is False


@pytest.mark.parametrize(
    "text",
    ["maybe", "", "on off", "2", "随便", "开关", "别关", "没关系", "不对", "可以不开", "no, on"],
)
def test_what_does_neither_is_told(text: str) -> None:
    with pytest.raises(SettingInvalid):
        parse_switch(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("视频；3D", ("视频", "3D")),
        ("1. agents 2. rag", ("agents", "rag")),
        ("1、视频 2、3D", ("视频", "3D")),
        ("2. rag 1. agents", ("2. rag 1. agents",)),
        ("#agents #rag，＃视频", ("agents", "rag", "视频")),
        ('C#, "#agents", #1 rank', ("C#", "#agents", "#1 rank")),
        ("agent，RAG、diffusion。", ("agent", "RAG", "diffusion")),
        ('"agent, RAG"', ("agent, RAG",)),
        ("“世界模型，视频”;「a|b」", ("世界模型，视频", "a|b")),
        ("a|b/c\nd", ("a", "b", "c", "d")),
        ("《注意力》 扩散", ("注意力", "扩散")),
        ("„agent, RAG“ video", ("agent, RAG", "video")),
        ("”agent, RAG” »video, 3D«", ("agent, RAG", "video, 3D")),
        ("• 视频 • 3D", ("视频", "3D")),
        ("[ ] video\n[x] 3D", ("video", "3D")),
        ("强化学习、以及大模型", ("强化学习", "大模型")),
        ("Agent, agent", ("Agent",)),
        ("large language model", ("large language model",)),
        ("扩散模型 多模态", ("扩散模型", "多模态")),
        ("多模态 视频 3D", ("多模态", "视频", "3D")),
        ("视频 和 3D", ("视频", "3D")),
        ("视频、3D 和 机器人", ("视频", "3D", "机器人")),
        ("agent, RAG, and diffusion", ("agent", "RAG", "diffusion")),
        ('NAND, "and gate"', ("NAND", "and gate")),
        ("and gate", ("and gate",)),
        ("视频 3D", ("视频 3D",)),
        ("don't, o'clock", ("don't", "o'clock")),
        ('"unclosed, b', ('"unclosed', "b")),
        ("C++, 3D", ("C++", "3D")),
        ('- "agent, RAG"\n- SLAM', ("agent, RAG", "SLAM")),
        ("1. agents\n3. RAG", ("1. agents", "3. RAG")),
    ],
)
def test_keywords_are_parted(text: str, words: tuple[str, ...]) -> None:
    assert parse_keywords(text) == words


def test_limits_are_told_and_nothing_is_cut() -> None:
    many = ", ".join(map(str, range(MOST_WORDS + 1)))
    with pytest.raises(KeywordsTooMany) as too_many:
        parse_keywords(many)
    assert (too_many.value.count, too_many.value.limit) == (MOST_WORDS + 1, MOST_WORDS)
    with pytest.raises(KeywordTooLong):
        parse_keywords("a, " + "b" * (LONGEST_WORD + 1))
    with pytest.raises(SettingInvalid):
        parse_keywords(" ，; ")
    assert len(parse_keywords(", ".join(map(str, range(MOST_WORDS))))) == MOST_WORDS


@given(st.text(max_size=120))
def test_keywords_as_we_show_them_are_read_as_the_same(text: str) -> None:
    try:
        words = parse_keywords(text)
    except (SettingInvalid, KeywordsTooMany, KeywordTooLong):
        return
    assert parse_keywords(shown_keywords(words)) == words


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周一到周五", "12345"),
        ("Mon-Fri", "12345"),
        ("工作日", "12345"),
        ("weekends", "67"),
        ("周末", "67"),
        ("每天", "1234567"),
        ("一三五", "135"),
        ("1,3,5", "135"),
        ("周一、三、五", "135"),
        ("周六日", "67"),
        ("Fri to Mon", "1567"),
        ("Mondays and thursdays", "14"),
        ("every day except Sunday", "123456"),
        ("除了周日", "123456"),
        ("7", "7"),
    ],
)
def test_weekdays_are_listed(text: str, days: str) -> None:
    assert parse_weekdays(text) == tuple(int(day) - 1 for day in days)


@pytest.mark.parametrize(
    "text",
    [
        "8",
        "0",
        "",
        "never",
        "weekdays except 12345",
        "星期八",
        "17:30",
        "一周",
        "每周五天",
        "三五天",
        "every 2 weeks",
    ],
)
def test_what_lists_no_weekday_is_told(text: str) -> None:
    with pytest.raises(SettingInvalid):
        parse_weekdays(text)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_weekdays_as_we_show_them_are_read_as_the_same(language: str) -> None:
    t = Translator(language)
    for count in range(1, 8):
        for days in combinations(range(7), count):
            assert parse_weekdays(" ".join(map(t.weekday, days))) == days
    assert parse_weekdays(t.t("panel.every_day")) == tuple(range(7))
    assert parse_switch(t.t("panel.on"))
    assert not parse_switch(t.t("panel.off"))
