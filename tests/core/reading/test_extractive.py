"""Reading without a model: only the paper's own sentences, and all five points."""

from __future__ import annotations

import dataclasses
import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Document, Section, Table
from core.models import (
    Check,
    Claim,
    ClaimKind,
    Finding,
    Labelled,
    Paper,
    Shortfall,
    Source,
    Summary,
    Writer,
)
from core.pages.html.extract import extract
from core.reading.condense import plain_text
from core.reading.extractive import read, summarize, without_doubts
from core.reading.quotable import stands_alone
from tests.core.reading.reports import (
    ABSTRACT,
    AT,
    CHINESE,
    DOCUMENT,
    ENGLISH,
    assert_quoted,
    assert_sound,
    paper,
    quotes,
)


class TestSummarize:
    def test_problem_method_and_effect_in_order(self) -> None:
        summary = summarize(paper(), "en", AT)

        assert summary.text == (
            "However, folding them remains costly and slow. "
            "We propose BoatNet, a crease predictor that folds boats in one pass. "
            "BoatNet outperforms the best folder by 12.5% on the LakeBench benchmark."
        )
        assert summary.title is None
        assert len(summary.highlights) == 3
        assert all(highlight in ABSTRACT for highlight in summary.highlights)
        assert "12.5%" in summary.highlights[0]
        assert summary.provenance.writer is Writer.EXTRACTIVE
        assert summary.provenance.source is Source.ABSTRACT
        assert summary.provenance.created_at == AT

    def test_three_sentences_are_both_text_and_highlights(self) -> None:
        summary = summarize(paper(abstract="One is here. Two is here. Three is here."), "en", AT)

        assert len(summary.highlights) == 3
        assert summary.text == "One is here. Two is here. Three is here."

    def test_one_sentence_and_none(self) -> None:
        one = summarize(paper(abstract="Only this."), "en", AT)
        none = summarize(paper(abstract=" \n"), "en", AT)

        assert (one.text, one.highlights) == ("Only this.", ("Only this.",))
        assert (none.text, none.highlights) == ("", ())

    def test_the_hubs_summary_serves_a_paper_without_abstract(self) -> None:
        summary = summarize(paper(abstract="", ai_summary="Boats are folded by a net."), "en", AT)

        assert summary.text == "Boats are folded by a net."
        assert summary.provenance.source is Source.AI_SUMMARY

    def test_chinese(self) -> None:
        text = (
            "纸船很常见。然而折叠很慢。我们提出一种新方法。该方法优于所有基线12.5%。代码已经开源。"
        )
        summary = summarize(paper(abstract=text), "zh", AT)

        assert summary.text == "然而折叠很慢。 我们提出一种新方法。 该方法优于所有基线12.5%。"
        assert len(summary.highlights) == 3

    @given(st.text(alphabet="aWe propose. However 1.5%\n。我们提出$", max_size=300))
    def test_every_sentence_is_the_abstracts(self, abstract: str) -> None:
        summary = summarize(paper(abstract=abstract), "en", AT)
        flat = " ".join(abstract.split())

        assert all(highlight in flat for highlight in summary.highlights)
        assert len(summary.highlights) <= 3
        assert not Counter("".join(summary.text.split())) - Counter(flat)


class TestRead:
    def test_five_points_from_the_full_text(self) -> None:
        facts = paper(
            repository="https://github.com/example/boatnet", ai_keywords=("paper folding", "boats")
        )
        report = read(facts, DOCUMENT, ENGLISH, AT, Shortfall.NO_MODEL)

        assert report.field == "paper folding, boats"
        assert (
            report.contribution
            == "We propose BoatNet, a crease predictor that folds boats in one pass. "
            "It reads the sheet as a grid."
        )
        assert report.usage.steps == (
            "First, we fold the sheet along its diagonal.",
            "Then we fold both wings of the boat upwards.",
        )
        assert [note.text for note in report.usage.notes] == [
            "The input is a square sheet of paper with sixteen creases. "
            "The model outputs a boat ready to float.",
            "We train on 8 A100 GPUs with a batch size of 64.",
            "Our code is available at https://github.com/example/boatnet.",
        ]
        assert report.innovations == (
            Labelled("Crease pruning", "we drop every second crease of the sheet."),
            Labelled("", "We introduce RiverMix for training on rivers."),
        )
        assert report.results.datasets == ("LakeBench",)
        assert report.results.figures == (
            "BoatNet outperforms the best folder by 12.5% on the LakeBench benchmark.",
            "BoatNet reaches 91.2% accuracy, better than the 80.1% of the baseline.",
        )
        assert_quoted(report, plain_text(DOCUMENT))
        assert_sound(report)

    def test_provenance(self) -> None:
        full = read(paper(), DOCUMENT, ENGLISH, AT, Shortfall.NO_MODEL).provenance
        short = read(paper(), None, CHINESE, AT, Shortfall.NO_HTML).provenance

        assert (full.source, full.writer, full.version, full.created_at) == (
            Source.HTML,
            Writer.EXTRACTIVE,
            "v2",
            AT,
        )
        assert (short.source, short.version, short.shortfall) == (
            Source.ABSTRACT,
            None,
            Shortfall.NO_HTML,
        )

    @pytest.mark.parametrize(
        "abstract",
        [
            ABSTRACT,
            "Only this.",
            "",
            "纸船很常见。然而折叠很慢。我们提出一种新方法。",
            "no stop at all and small letters",
        ],
    )
    def test_whole_sentences_of_any_abstract(self, abstract: str) -> None:
        report = read(paper(abstract=abstract), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert_sound(report)
        assert_quoted(report, abstract)
        assert bool(report.contribution) == bool(abstract)

    @pytest.mark.parametrize(
        "odd", ["1" * 50_000, "ACGT" * 12_000, "[(" * 20_000, "$$ " * 15_000, "We propose " * 5_000]
    )
    def test_odd_texts_cost_no_time(self, odd: str) -> None:
        document = Document(
            paper_id="2602.00001", title=odd[:200], sections=(Section("1 Method", 1, odd),)
        )
        start = time.process_time()

        read(paper(abstract=odd), document, ENGLISH, AT, Shortfall.NO_MODEL)

        assert time.process_time() - start < 2

    def test_nothing_is_made_up_where_the_text_is_silent(self) -> None:
        usage = read(paper(abstract="Boats are nice."), None, ENGLISH, AT, Shortfall.NO_HTML).usage

        assert (usage.input, usage.output, usage.requirements, usage.steps) == ("", "", "", ())

    @given(
        st.lists(
            st.text(alphabet="We propose 12.5% | $ First, A100 better than. (\n", max_size=200),
            max_size=4,
        )
    )
    def test_every_sentence_is_the_papers(self, texts: list[str]) -> None:
        sections = tuple(Section(f"{number} Method", 1, text) for number, text in enumerate(texts))
        document = Document(paper_id="2602.00001", title="T", sections=sections)

        report = read(paper(), document, ENGLISH, AT, Shortfall.NO_MODEL)

        assert_sound(report)
        for quote in quotes(report):
            assert quote in ABSTRACT or any(quote in " ".join(text.split()) for text in texts)

    @pytest.mark.parametrize(
        "stray",
        [
            "We thank Lake Inc. for financing our experiments, compared to the baselines.",
            "Our model takes $x_{t}\\in\\mathbb{R}^{d}$ as input and outputs $y$.",
            "and the rest of a sentence that was cut, better than the baselines by 3%.",
            "RQ1 (speed): Does our folder outperform the baselines on every lake by 3%?",
            "Our folder is compared with the baselines: is it better by 3 points?”",
        ],
    )
    def test_stray_sentences_are_not_quoted(self, stray: str) -> None:
        sections = (Section("1 Method", 1, stray), Section("2 Results", 1, stray))
        document = Document(paper_id="2602.00001", title="T", sections=sections)

        report = read(paper(), document, ENGLISH, AT, Shortfall.NO_MODEL)

        assert not any(quote and quote in stray for quote in quotes(report))

    @pytest.mark.parametrize(
        "place", ["Algorithm 2", "Table A", "Fig. 3", "Theorem 1.2", "Eq. (4)"]
    )
    def test_what_points_elsewhere_does_not_stand_alone(self, place: str) -> None:
        assert not stands_alone(f"We propose the folder of {place} for every lake.")

    def test_an_abstracts_parts_are_not_told(self) -> None:
        text = (
            "Background: Boats of paper sink. Methods: We propose BoatNet, a folder of long sheets. "
            "Results: BoatNet outperforms all folders by 12.5%. Conclusion: It floats."
        )

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)
        summary = summarize(paper(abstract=text), "en", AT)

        assert report.contribution == "We propose BoatNet, a folder of long sheets."
        assert report.results.figures == ("BoatNet outperforms all folders by 12.5%.",)
        assert "Methods:" not in summary.text

    @pytest.mark.parametrize("label", ["Abstract: ", "摘要：", "目的：", "Methods:"])
    def test_a_label_before_the_abstract_is_not_told(self, label: str) -> None:
        told = "We propose BoatNet, a folder of long sheets."

        report = read(paper(abstract=f"{label}{told}"), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert report.contribution == told

    def test_what_its_is_of_is_told_with_it(self) -> None:
        of = "The hierarchy first tells boats from ships and then folds them."
        its = "Its accuracy was 0.740, compared with 0.742 for the flat folder."
        text = f"We compare two folders of long sheets. {of} {its}"

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert report.results.figures == (f"{of} {its}",)

    @pytest.mark.parametrize(
        "its", ["It beats all folders by 12.5%.", "Its accuracy rose to 0.81 on all lakes."]
    )
    def test_what_is_the_works_own_needs_no_other_sentence(self, its: str) -> None:
        text = f"We propose BoatNet, a folder of long sheets. {its}"

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert report.results.figures == (its,)

    def test_what_others_lose_is_no_result(self) -> None:
        lost, told = (
            "Existing folding methods lose 3.1% of boats.",
            "It beats all of them by 0.2 points.",
        )
        text = f"We propose BoatNet, a folder of long sheets. {lost} {told}"

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert lost not in (*report.results.figures, *(each.text for each in report.results.notes))

    def test_that_something_was_compared_is_no_result(self) -> None:
        lower = "The proposed methods sank less often compared to the flat folder."
        text = (
            "We propose two methods of folding. The proposed methods were compared to each other and to a "
            f"flat folder. {lower}"
        )

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert lower in " ".join(note.text for note in report.results.notes)

    @pytest.mark.parametrize(
        "told",
        [
            "The pipeline cuts the rate of sunk boats from 52% to 26%.",
            "Averaging the folds removes the loss: the boat beats FoldNet on every lake (mean +6.2).",
        ],
    )
    def test_what_came_of_it_with_a_figure_is_a_result_and_no_idea(self, told: str) -> None:
        text = (
            f"Boats of paper sink. We present a set of lakes for boats. {told} All of it is public."
        )

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert told in report.results.figures
        assert told not in [item.text for item in report.innovations]

    def test_what_there_was_before_is_no_comparison(self) -> None:
        before = "However, compared to sails, paper is more sensitive to water of any kind."
        text = f"We propose BoatNet, a folder of long sheets. {before} BoatNet outperforms every sail there is."

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert before not in [note.text for note in report.results.notes]

    def test_an_abstracts_result_with_a_figure_needs_no_word_of_effect(self) -> None:
        told = "With only two boats, 86.3–99.3% of mixtures yield boats that match no member."
        text = f"Boats of paper sink in many lakes. We introduce a test of boats. {told}"

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert report.results.figures == (told,)

    def test_a_comparison_that_hangs_on_what_is_said_before_is_none(self) -> None:
        hanging = "BoatNet outperforms these folders on every lake of the country."
        text = f"We propose BoatNet, a folder of long sheets. {hanging}"

        report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

        assert report.results.comparisons == ()

    def test_what_is_told_of_a_table_goes_where_the_check_doubts_it(self) -> None:
        table = Table(
            "Table 1: Main results.",
            "Method | Lake\nFoldNet | 71.2\nPaperer | 70.5\nBoatNet | 80.1\nA | 60.2\nB | 60.3\nC | 60.1",
            ("Method", "Lake"),
            1,
        )
        told = dataclasses.replace(DOCUMENT, title="BoatNet", tables=(table,))
        report = read(paper(), told, ENGLISH, AT, Shortfall.NO_MODEL)
        (of_table,) = (each for each in report.results.figures if each.endswith("(Table 1)"))
        doubt = Claim(text="8.9", kind=ClaimKind.FIGURE, finding=Finding.MISSING, sentence=of_table)

        sure = without_doubts(report, Check((doubt,)))

        assert of_table.startswith("BoatNet reaches 80.1 on Lake, 8.9 above")
        assert of_table not in sure.results.figures
        assert len(sure.results.figures) == len(report.results.figures) - 1
        assert without_doubts(report, Check(())) == report

    def test_a_paper_of_nothing_has_no_point_but_its_field(self) -> None:
        report = read(paper(abstract=""), None, CHINESE, AT, Shortfall.NO_HTML)

        assert list(filter(None, quotes(report))) == []


@pytest.mark.recorded
class TestRecorded:
    def test_reports_on_every_page_quote_it(self, recorded: Path) -> None:
        for folder in ("arxiv_html", "arxiv_html_browser", "ar5iv_html"):
            for path in (recorded / folder).iterdir():
                document = extract(path.read_bytes(), path.name[:10], "https://arxiv.org/html/x")
                facts = Paper(id=document.paper_id, title=document.title)

                report = read(facts, document, ENGLISH, AT, Shortfall.NO_MODEL)

                assert report.field
                assert report.contribution
                assert_sound(report)
                assert_quoted(report, plain_text(document))
                assert len(report.innovations) <= 5
                assert not any(" | " in quote for quote in quotes(report))

    def test_summaries_and_reports_on_every_second_listed_paper(self, recorded: Path) -> None:
        listed = 0
        for path in sorted((recorded / "hf_daily").glob("*.json")):
            for row in json.loads(path.read_text())[::2]:
                facts = Paper(
                    id=row["paper"]["id"], title=row["title"], abstract=row["paper"]["summary"]
                )
                summary = summarize(facts, "en", AT)
                report = read(facts, None, ENGLISH, AT, Shortfall.NO_HTML)
                listed += 1

                assert report.contribution
                assert_sound(report)
                assert_quoted(report, facts.abstract)
                assert_told(summary, facts.abstract)
        assert listed > 200


def assert_told(summary: Summary, abstract: str) -> None:
    flat = " ".join(abstract.split())
    assert summary.text
    assert all(highlight in flat for highlight in summary.highlights)
    assert len(summary.highlights) == 3 or len(flat) < 800


def test_a_rate_may_be_told_in_words() -> None:
    came = "Folded boats, on the other hand, were over 80 percent correct at finding their lakes."
    abstract = f"We present a press that folds boats. {came} Lakes are deep."

    assert read(paper(abstract=abstract), None, ENGLISH, AT, None).results.figures == (came,)


@pytest.mark.parametrize(
    "hanging",
    [
        "We find that boats have largely solved the first and that the second is open.",
        "BoatNet obtains 97.6% [96.2, 98.8] and 92.2% [91.4, 93.0], respectively.",
    ],
)
def test_what_hangs_on_what_was_told_is_no_result(hanging: str) -> None:
    opening = "We propose BoatNet, a folder of long sheets."
    section = Section("3 Results", 1, hanging)
    document = Document(paper_id="2602.00001", title="Boats", abstract=opening, sections=(section,))

    for told in (
        read(paper(abstract=opening), document, ENGLISH, AT, None),
        read(paper(abstract=f"{opening} {hanging}"), None, ENGLISH, AT, None),
    ):
        told_notes = [note.text for note in told.results.notes]
        assert hanging not in (*told.results.figures, *told.results.comparisons, *told_notes)


def test_the_works_own_name_is_a_data_set_only_where_it_is_called_one() -> None:
    for what, sets in (
        ("a folder of long sheets", ()),
        ("a benchmark of sheets", ("BoatSet",)),
    ):
        opening = f"We present BoatSet, {what}."
        section = Section("3 Results", 1, "We try ten folders on the BoatSet benchmark.")
        document = Document(
            paper_id="2602.00001", title="Boats", abstract=opening, sections=(section,)
        )

        assert read(paper(), document, ENGLISH, AT, None).results.datasets == sets


def test_what_a_work_is_unlike_is_no_result() -> None:
    unlike = "Unlike folders that aim to increase dry sheets, BoatNet increases the sheets' worth."
    contributions = (
        "Our contributions are:\n\n- We fold the first boat that floats on every lake.\n\n"
        "- We measure how long a thousand boats stay above water.\n\n"
        "- We show that creases can be learned from photographs."
    )
    document = Document(
        paper_id="2602.00001",
        title="Boats",
        abstract=f"We propose BoatNet, a folder of long sheets. {unlike}",
        sections=(Section("1 Introduction", 1, contributions),),
    )

    results = read(paper(), document, ENGLISH, AT, None).results

    assert unlike not in (*results.figures, *(note.text for note in results.notes))


def test_what_an_abstract_counts_behind_its_first_result_is_one_more() -> None:
    first = "In controlled runs Otter finds 100% of the losses, versus 0% for the baseline."
    more = (
        "Zero false alarms arise in 28,784 polls.",
        "At 5,000 readers Otter uses less than 25 MB.",
    )
    others = (
        "We validate it with 12 tests.",
        "It reads 230 problems of three schools.",
        "We hope that 3 of them will join.",
    )
    abstract = " ".join(
        ("We propose Otter, a monitor that reads what a broker tells.", first, *more, *others)
    )
    document = Document(paper_id="2602.00001", title="Otter", abstract=abstract)

    results = read(paper(abstract=abstract), document, ENGLISH, AT, None).results

    assert results.figures == (" ".join((first, *more)),)


def test_what_a_work_comes_to_is_no_comparison() -> None:
    abstract = (
        "We propose BoatNet, a folder of sheets. The contribution is not a superior folder, but an "
        "audit. Across lakes, it improves over FoldNet by 12.5%."
    )
    document = Document(paper_id="2602.00001", title="Boats", abstract=abstract)

    assert read(paper(abstract=abstract), document, ENGLISH, AT, None).results.comparisons == ()


def test_what_it_is_of_is_told_before_what_it_reaches_behind_a_lead_in() -> None:
    of_what = "Creases add a count of folds to the colour of each sheet."
    came = "Relative to colour, it improves accuracy by 12.5% on two lakes."
    abstract = f"We assess folders of sheets on lakes. {of_what} {came}"

    results = read(paper(abstract=abstract), None, ENGLISH, AT, None).results

    assert results.figures == (f"{of_what} {came}",)


def test_a_named_measure_with_its_value_is_a_result() -> None:
    came = "Under grouped trials the folder predicts creases with $R^{2}=0.53$ on each lake."
    abstract = f"We compiled ten sets of sheets (Otter et al. 2019) and fold all of them. {came}"

    results = read(paper(abstract=abstract), None, ENGLISH, AT, None).results

    assert results.figures == (came,)


def test_what_captions_call_a_data_set_is_one() -> None:
    table = Table("Table 1: Scores on the Lake-2.7K test set.", "Method | Dry\nBoatNet | 1")
    document = Document(paper_id="2602.00001", title="Boats", tables=(table,))

    assert read(paper(), document, ENGLISH, AT, None).results.datasets == ("LakeBench", "Lake-2.7K")
