"""What a number counts, and where a change starts and ends."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence
from core.checking.words.roles import Role, counted, role
from tests.core.checking.full_text import CHANCE, is_doubted

COUNTED = Evidence.of_texts(
    [
        *CHANCE,
        "The encoder of Heron has an 8,192-token context and 48 layers.",
        "Otter is trained for 150 epochs with a warmup of 720 steps.",
        "The lens is fitted with 320 classes of birds.",
        "Commands are drawn anew every 35-time steps during training.",
    ]
)


@pytest.mark.parametrize(
    ("text", "end", "stem"),
    [
        ("51 regions of the world", 2, "region"),
        ("2,610 annotated samples across it", 5, "sample"),
        ("10个不同国家的居民", 2, "country"),
        ("3500名参与者", 4, "partici"),
    ],
)
def test_what_a_number_counts(text, end, stem):
    assert stem in counted(text, end)


@pytest.mark.parametrize(("text", "end"), [("91.2% of it", 5), ("12 of them", 2), ("12，其中", 2)])
def test_what_follows_need_not_be_counted(text, end):
    assert counted(text, end) == frozenset()


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("从 60% 提升至 75%", "60", Role.FROM),
        ("从 60% 提升至 75%", "75", Role.TO),
        ("rises from 60% to 75%", "60", Role.FROM),
        ("rises from 60% to 75%", "75", Role.TO),
        ("0.487 vs. 0.189", "0.189", Role.FROM),
        ("restored to 34.7%", "34.7", Role.NONE),
        ("达到 75%", "75", Role.NONE),
    ],
)
def test_where_a_change_starts_and_ends(text, number, expected):
    assert role(text, text.index(number)) is expected


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The encoder of Heron has an 8,192-token context.", False),
        ("The encoder of Heron has a context of 8,192.", False),
        ("The encoder of Heron has an 8,192-character context.", True),
        ("Heron 的编码器支持 8,192 个字符的上下文。", True),
        ("Heron 的编码器支持 8,192 个 token 的上下文。", False),
        ("The encoder of Heron has 48 heads.", True),
        ("Otter 训练 150 轮。", False),
        ("Otter 训练 150 步。", True),
        ("The warmup takes 720 iterations.", False),
        ("The warmup takes 720 epochs.", True),
        ("The lens is fitted with 320 categories of birds.", False),
        ("The lens is fitted with 320 images of birds.", False),
        ("The lens is fitted with 320 channels.", True),
    ],
)
def test_one_kind_of_thing_is_not_taken_for_another(text, doubted):
    assert is_doubted(text, COUNTED) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Commands are drawn anew every 35 steps during training.", False),
        ("命令在训练中每 35 个时间步重新抽取一次。", False),
        ("Commands are drawn anew every 35 seconds during training.", True),
        ("命令在训练中每 35 秒重新抽取一次。", True),
    ],
)
def test_time_steps_are_no_time(text, doubted):
    assert is_doubted(text, COUNTED) == doubted
