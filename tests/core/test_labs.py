"""The labs as data, and an operator's own text over them."""

from __future__ import annotations

import pytest

from core.editions.score import judge, load_labs
from core.interests.names import load_lab_names
from core.labs import LabsInvalid, labs_data
from core.models import Counts, Listing, Paper, Tier


def listing(organization, title="A title"):
    paper = Paper(id="2602.00001", title=title, organization=organization)
    return Listing(paper, Counts(upvotes=0, stars=0, comments=0))


def test_without_a_text_the_rules_are_ours():
    assert labs_data() == labs_data("")
    assert load_labs().tier("OpenAI") is Tier.SUPER


def test_what_a_text_does_not_name_stays():
    labs = load_labs('[super]\nnames = ["Our Lab"]\n[weights]\nstars = 0.5')

    assert labs.tier("our lab") is Tier.SUPER
    assert labs.tier("OpenAI") is Tier.NONE
    assert labs.tier("NVIDIA") is Tier.FRONTIER
    assert labs.bonus == load_labs().bonus
    assert labs.weights == load_labs().weights | {"stars": 0.5}


@pytest.mark.parametrize("section", ["super", "frontier"])
def test_no_names_are_no_labs(section):
    labs = load_labs(f"[{section}]\nnames = []")

    assert judge(listing("Some University"), labs).tier is Tier.NONE
    assert judge(listing(""), labs).tier is Tier.NONE


def test_no_keywords_make_no_must_reads():
    labs = load_labs("[must_read]\nkeywords = []")

    assert judge(listing("OpenAI", "LLM Reasoning Agents"), labs).tags == ("Super Lab",)


def test_names_of_labs_are_added_to_ours():
    names = load_lab_names('[same]\n"Our Lab" = ["我们的实验室"]\n[holds]\n"Our Lab" = ["Qwen"]')

    assert {"我们的实验室", "Qwen"} <= set(names.of("our lab"))
    assert "深度求索" in names.of("DeepSeek")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[super", "Expected"),
        ("super = 3", "[super]"),
        ("[supr]\nbonus = 3", "[supr]?"),
        ("[super]\nname = []", "[super] name?"),
        ('[super]\nnames = "OpenAI"', "[super] names"),
        ('[super]\nnames = [""]', "[super] names"),
        ("[super]\nnames = [3]", "[super] names"),
        ("[super]\nbonus = true", "[super] bonus"),
        ("[super]\nbonus = nan", "[super] bonus"),
        ('[super]\nbonus = "50"', "[super] bonus"),
        ("[weights]\nlikes = 3", "[weights] likes?"),
        ("[viral]\nstars = 1.5", "[viral] stars"),
        ("[selection]\ntop = -1", "[selection] top"),
        ('[must_read]\nkeywords = [" "]', "[must_read] keywords"),
        ('[same]\nOpenAI = "ChatGPT"', "[same] OpenAI"),
    ],
)
def test_what_cannot_be_understood_says_where(text, told):
    for load in (load_labs, load_lab_names):
        with pytest.raises(LabsInvalid) as found:
            load(text)
        assert told in str(found.value)
