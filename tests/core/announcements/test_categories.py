"""All of arXiv's categories are known, and those of AI have a name in every language."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from core.announcements import categories
from core.categories import CATEGORIES, USUAL
from core.errors import CategoryUnknown

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_category_has_an_english_name() -> None:
    assert len(CATEGORIES) == len(set(CATEGORIES)) == 155
    assert categories._names().keys() == set(CATEGORIES)
    for category in CATEGORIES:
        name = categories.name(category, "en")
        assert name != category
        assert not HAN.search(name)
        assert categories.name(category, "xx") == name


def test_categories_of_ai_have_chinese_names() -> None:
    for category in USUAL:
        assert HAN.search(categories.name(category, "zh"))
    named = [each for each in CATEGORIES if HAN.search(categories.name(each, "zh"))]
    assert len(named) >= 50
    assert categories.name("cs.RO", "zh") == "机器人学"
    assert categories.name("no.NO", "zh") == "no.NO"


def test_what_people_write_is_understood() -> None:
    assert categories.read_all("cs.CL, cs.cv+quant-ph，CS.RO cs.CL") == (
        *("cs.CL", "cs.CV", "quant-ph", "cs.RO"),
    )
    assert categories.read_all(" ") == ()
    assert categories.ordered(["quant-ph", "cs.CV", "zz", "cs.AI"]) == (
        ["cs.AI", "cs.CV", "quant-ph", "zz"]
    )
    with pytest.raises(CategoryUnknown) as refused:
        categories.read_all("cs.CL,cs.XX")
    assert refused.value.text == "cs.XX"


def test_classes_of_other_systems_are_no_categories() -> None:
    terms = ["cs.CL", "I.2.7; K.4", "68T50", " math-ph", "cs.CL", "03", "", "na", "cs.ZZ"]
    assert categories.among(terms) == ("cs.CL", "math-ph", "cs.ZZ")


@pytest.mark.recorded
def test_every_category_of_recorded_papers_is_known(recorded: Path) -> None:
    found: set[str] = set()
    with gzip.open(recorded / "arxiv_days" / "days.jsonl.gz", "rt", encoding="utf-8") as days:
        for line in days:
            for paper in json.loads(line)["papers"]:
                found.update(categories.among(paper["categories"]))
    assert len(found) > 100
    assert found <= set(CATEGORIES)
