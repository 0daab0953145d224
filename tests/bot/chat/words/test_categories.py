"""Categories as people name them."""

from __future__ import annotations

import pytest

from bot.chat.words.categories import categories_like, names_a_category, parse_categories
from core.errors import CategoryUnknown
from locales.folders import languages

SPOKEN = list(languages().values())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cs.RO", "cs.RO"),
        ("cs.ro, CS.cl", "cs.RO cs.CL"),
        ("cs.ro cs.cl", "cs.RO cs.CL"),
        ("+cs.RO −cs.CL", "+cs.RO -cs.CL"),
        ("机器人、机器学习", "cs.RO cs.LG"),
        ("Robotics; machine learning", "cs.RO cs.LG"),
        ("＋ｃｓ．ＲＯ", "+cs.RO"),
        ("cs.RO, cs.RO", "cs.RO"),
        ("robotics and NLP", "cs.RO cs.CL"),
        ("机器人和视觉", "cs.RO cs.CV"),
        ("cryptography and security", "cs.CR"),
        ("arXiv cs.RO, arxiv:cs.CL", "cs.RO cs.CL"),
        ("Hugging Face, cs.RO", "cs.RO"),
        ("remove cs.RO", "-cs.RO"),
        ("去掉 cs.RO，加上机器学习", "-cs.RO +cs.LG"),
        ("remove robotics and vision", "-cs.RO -cs.CV"),
        ("cs.RO ICLR", "cs.RO ICLR"),
        ("+iclr −cs.RO", "+ICLR -cs.RO"),
        ("ACL Rolling Review, nips", "ARR NeurIPS"),
        ("国际机器学习大会、机器人", "ICML cs.RO"),
    ],
)
def test_ids_and_names_are_read(text: str, wanted: str) -> None:
    assert " ".join(map(str, parse_categories(text, SPOKEN))) == wanted


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("cs.ROB", "cs.RO"),
        ("ICLRR", "ICLR"),
        ("robotic", "cs.RO"),
        ("cs", "cs.AI"),
        ("cs.XX", "cs.AI"),
        ("cheese", ""),
        ("…", ""),
    ],
)
def test_what_is_none_is_refused(text: str, near: str) -> None:
    with pytest.raises(CategoryUnknown) as refused:
        parse_categories(text, SPOKEN)

    assert refused.value.near == near


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("cs.RO", True),
        ("+hep-th", True),
        ("cs.ROB", True),
        ("+ICLRR", True),
        ("-NeurIPSS", True),
        ("+video", False),
        ("cs", True),
        ("most 5", False),
        ("time 7.30", False),
        ("+ICLR", True),
    ],
)
def test_a_category_alone_is_told_from_a_setting(text: str, *, does: bool) -> None:
    assert names_a_category(text) is does


def test_what_begins_so_comes_first() -> None:
    assert categories_like("cs.r", SPOKEN)[0] == "cs.RO"
    assert "q-bio.NC" in categories_like("neuro", SPOKEN)
    assert "cs.RO" in categories_like("机器", SPOKEN)
