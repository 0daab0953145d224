"""What is asked of a report's doubts, and how quotes are looked up."""

from __future__ import annotations

import dataclasses

import pytest

from bench.doubted import settled
from core.checking.doubts import asking
from core.checking.doubts.asking import Quoted
from core.checking.doubts.settling import Settling
from core.checking.paper.evidence import Evidence
from core.checking.verify import check
from core.document import Document, Section
from core.models import Check, Claim, ClaimKind, Finding, Paper
from tests.core.checking.test_told_in_prose import PAPERS

ABSTRACT = "On average Otter needs 2.4 GB of memory. It was trained on Heron-Bench 2 data."
PAPER = Paper(id="2602.00001", title="Otter: Small Nets", abstract=ABSTRACT)
SETTLING = Settling(Evidence.of(PAPER, None))
QUOTE = "On average Otter needs 2.4 GB of memory."


def claim(
    text: str = "2.4 GB", sentence: str = "Otter 平均占用 2.4 GB 显存。", **more: object
) -> Claim:
    given = Claim(text=text, kind=ClaimKind.FIGURE, finding=Finding.OPEN, sentence=sentence)
    return dataclasses.replace(given, **more)


def cleared(one: Claim, quote: str, number: int = 1) -> Claim:
    found = Check((one,))
    asked = asking.put(found, SETTLING)
    (after,) = asking.cleared(found, asked, [Quoted(number, quote)], SETTLING).claims
    return after


def test_a_settled_claim_says_where_it_stands() -> None:
    after = cleared(claim(), QUOTE)
    assert (after.finding, after.sentence, after.second_look) == (Finding.FOUND, QUOTE, True)


@pytest.mark.parametrize(
    "quote",
    ["", "2.4 GB", "Otter needs 2.5 GB of memory.", "On average Otter needs", "It was trained on"],
)
def test_a_quote_that_is_not_the_papers_or_lacks_the_value_settles_nothing(quote: str) -> None:
    assert cleared(claim(), quote) == claim()


def test_marks_and_blanks_of_a_quote_may_differ() -> None:
    assert cleared(claim(), "On average  Otter needs\n2.4 GB of memory.").second_look


def test_what_nothing_can_settle_is_not_asked() -> None:
    unknown = claim("9.9 GB", "Otter 占用 9.9 GB 显存。")
    asked = asking.put(Check((unknown, claim(finding=Finding.FOUND))), SETTLING)
    assert (asked.claims, asked.passages) == ((), ())


def test_a_name_in_another_spelling_is_settled_by_all_its_parts() -> None:
    name = claim("Bench2Heron", "它用 Bench2Heron 训练。", kind=ClaimKind.NAME)
    other = claim("Bench3Heron", "它用 Bench3Heron 训练。", kind=ClaimKind.NAME)
    quote = "It was trained on Heron-Bench 2 data."
    assert cleared(name, quote).second_look
    assert cleared(other, quote) == other


def test_what_is_asked_is_bounded() -> None:
    text = " ".join(f"Otter number {each} needs {each}.5 GB of memory." for each in range(10, 50))
    document = Document(
        paper_id=PAPER.id,
        title=PAPER.title,
        abstract=PAPER.abstract,
        sections=(Section("1", 1, text),),
    )
    settling = Settling(Evidence.of(PAPER, document))
    many = Check(
        tuple(claim(f"{each}.5 GB", f"Otter 占用 {each}.5 GB 显存。") for each in range(10, 50))
    )
    asked = asking.put(many, settling)
    assert 0 < len(asked.claims) <= asking.MOST_DOUBTS
    few = asking.put(many, settling, longest=200)
    assert 0 < len(few.claims) < len(asked.claims)


def test_what_is_settled_in_the_original_is_settled_in_its_translation() -> None:
    original = Check((cleared(claim(), QUOTE),))
    other = claim("7%", "It is 7%.")
    translated = Check((claim(sentence="It needs 2.4 GB."), other))
    after = asking.carried(translated, original)
    assert after.claims == (original.claims[0], other)


def test_the_check_and_the_second_look_agree_on_a_whole_report() -> None:
    said = ["Otter 平均占用 2.4 GB 显存。", "它占用 9.9 GB 显存。"]
    before = check(said, SETTLING.evidence)
    after = settled(before, SETTLING)
    assert [each.text for each in after.claims] == [each.text for each in before.claims]
    assert [each.text for each in after.missing] == ["9.9 GB"]


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("On CaseHold, BM25 (58.9) is better than LegalBERT (70.6).", ["58.9", "70.6"]),
        ("Harrow-Base (72.3 on CaseHold) beats Harrow-Large (75.4).", ["72.3", "75.4"]),
        ("BM25（58.9）超过 LegalBERT（70.6）。", ["58.9", "70.6"]),
        ("Passages are cut to 2,048 tokens and the input to 128 tokens.", ["2,048", "128"]),
    ],
)
def test_doubts_of_how_figures_are_related_stay_whatever_is_quoted(
    said: str, figures: list[str]
) -> None:
    (evidence, _), *_ = PAPERS
    settling = Settling(evidence)
    before = check([said], evidence)
    assert [each.text for each in before.missing] == figures
    assert asking.put(before, settling).claims == ()
    assert settled(before, settling) == before
