"""Which of several things each of several figures belongs to."""

from __future__ import annotations

import pytest

from core.checking.figures.figures import figures
from core.checking.naming.respectively import belongings


def told(text: str) -> list[str]:
    ends = [end for figure in figures(text) for end in figure.ends]
    return [text[each.own.start : each.own.end] for each in belongings(text, ends).values()]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("在 KANO（检测）、LimaSeg 和 NovaBench 上分别提升 21.4%、17.3% 和 12.6%", ["KANO", "Lima", "Nova"]),
        ("61.2% and 48.5% on the DeltaA and DeltaB settings, respectively", ["DeltaA", "DeltaB"]),
        ("gains on DRIVE and STARE of 1.64% and 1.25%, respectively", ["DRIVE", "STARE"]),
        ("在无引导和有引导下分别为1.45和1.14", ["无引导", "有引导"]),
        ("在 DeltaA 和 DeltaB 上，召回率分别为 61.2% 和 48.5%", ["DeltaA", "DeltaB"]),
        ("On DRIVE and STARE, recall is 61.2 and 48.5, respectively", ["DRIVE", "STARE"]),
        ("Otter 和 Heron 的轮数分别从 61 和 48 压缩到 5", ["Otter", "Heron"]),
        ("Otter 的轮数和 Heron 的步数分别为 61 和 48", ["Otter 的轮数", "Heron 的步数"]),
        ("验证集和测试集分别含 1423 条和 2641 条", ["验证集", "测试集"]),
        (
            "The Base and Large models have 12 and 24 layers, respectively, and widths of 7 and 9",
            ["Base", "Large", "Base", "Large"],
        ),
        ("For DRIVE and STARE, the patience is set as k_0=31 and k_1=17, respectively", ["DRIVE", "STARE"]),
    ],
)  # fmt: skip
def test_figures_told_in_turn_belong_to_the_things_in_turn(text, things):
    assert all(thing in own for thing, own in zip(things, told(text), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "61.2% and 48.5% on the DeltaA and DeltaB settings",
        "by significant margins, i.e., +13.5, +12.9, and +8.9, respectively",
        "在 A 上分别达到 61.2% 和 48.5%",
        "在 A 上，召回率分别为 61.2% 和 48.5%",
        "On A, B and C the rate rises by 1.5, 2.5, and 3.5.",
        "The stem and the head are 1e-6 and 3e-5.",
        "The gaps with 100, 500 and 1000 frogs are 1.2, 2.9 and 4.4.",
        "respectively",
        "",
    ],
)
def test_where_it_is_not_told_or_things_are_too_few_nothing_belongs(text):
    assert told(text) == []
