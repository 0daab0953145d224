"""What sections on results tell that came of a work, whosever method it is."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Labelled, Results
from core.reading.extractive import read
from core.reading.findings import findings
from core.reading.quotable import Text
from tests.core.reading.reports import AT, ENGLISH, paper

ABSTRACT = "We study how paper boats float on lakes. Boats are made of paper."
CAME = "Paper boats reach the shore on 41.5% of all lakes."
WEAK = "Colours seem to last no longer and wood is better where wind blows."


def document(*sections: tuple[str, str], abstract: str = ABSTRACT) -> Document:
    told = tuple(Section(title, 1, text) for title, text in sections)
    return Document(paper_id="2602.00001", title="Boats", abstract=abstract, sections=told)


def found(*sections: tuple[str, str]) -> list[str]:
    return list(findings(Text(paper(abstract=ABSTRACT), document(*sections))))


def results(*sections: tuple[str, str], abstract: str = ABSTRACT) -> Results:
    whole = document(*sections, abstract=abstract)
    return read(paper(abstract=abstract), whole, ENGLISH, AT, None).results


def test_what_has_a_figure_and_the_abstracts_words_comes_first() -> None:
    assert found(("4 Analysis of boats", f"{WEAK} {CAME}")) == [CAME, WEAK]


def test_results_of_no_method_of_ours_fill_the_point() -> None:
    told = results(("4 Results", f"{CAME} Lakes lie in the north. {WEAK}"))

    assert [note.text for note in told.notes] == [CAME, WEAK]


def test_what_tells_no_new_figure_is_not_told_again() -> None:
    again = "On 41.5% of the waters the best ones get there."
    told = results(("4 Results", f"{CAME} {again}"))

    assert [note.text for note in told.notes] == [CAME]


def test_a_beginning_that_leads_from_a_table_is_left_out() -> None:
    for leads in ("As shown in Table 3, ", "From Figure 2, ", "According to Tables 3 and 4, "):
        assert found(("4 Results", f"{leads}paper{CAME[5:]}")) == [CAME]


@pytest.mark.parametrize(
    "stray",
    [
        "To reach the shore, boats are folded from 41.5 grams of paper.",
        "We compute what the best boats reach on 41.5% of the lakes.",
        "They reach the other shore on 41.5% of the lakes.",
        "Boats might reach the other shore on 41.5% of the lakes.",
        "The figure also shows that boats reach 41.5% of the lakes.",
        "Smith2020boats reaches the other shore on 41.5% of the lakes.",
        "Boats obtain 97.6% [96.2, 98.8] and 92.2% [91.4, 93.0], respectively.",
        "We are releasing the best boats to benefit the lakes.",
        "Boats were chosen so that the best ones reach the shore.",
        "Lakes lie in the north of the land.",
        "The best boats on lakes are highlighted in bold in all of them.",
        "Glue and paper, both of which are effective, are also proposed for lakes.",
        "For researchers, our lakes are a roadmap of what succeeds and what fails.",
        "What it does not do is improve what boats reach on lakes.",
        "Wooden boats remain on 41.5% of the lakes instead and are stable.",
        "Paper boats have the same limit and reach 41.5% of all lakes.",
        "The best boat on lakes was by Team Otter and reached 41.5% of all lakes.",
        "Boats of wood reach lakes but do not constitute proof of what works best.",
        "The study does not establish what boats reach beyond lakes.",
        "All better boats are exploratory and remain within one lake.",
        "As wind rises from 0 to 1, the red curve of boats falls.",
        "The winning team of lakes reached the shore on 41.5% of them.",
        "The next research step is to measure what the best boats reach on lakes.",
    ],
)
def test_what_is_no_finding(stray: str) -> None:
    assert found(("4 Results", stray)) == []


@pytest.mark.parametrize(
    "title", ["4 Ablation results", "4 Results: setup", "5 Limitations", "5 Future work"]
)
def test_sections_that_tell_no_outcome(title: str) -> None:
    assert found((title, CAME)) == []


def test_what_an_abstract_goes_on_with_behind_its_first_result() -> None:
    first = "BoatNet improves on all others by 12.5% on lakes."
    more = "The order holds under all three kinds of wind, though the speeds do not."
    others = "We plan to fold boats of wood. They are evaluated on lakes, where it holds."
    abstract = f"We present BoatNet, a folder. {first} {more} {others}"

    told = results(("2 Method", "Boats float."), abstract=abstract)
    assert told.figures == (first,)
    assert [note.text for note in told.notes] == [more]


def test_results_are_told_in_the_abstracts_order() -> None:
    first = "BoatNet improves accuracy by 2.5% on small lakes."
    second = "Experiments show that BoatNet significantly outperforms all baselines by 12.5%."
    abstract = f"We present BoatNet, a folder. {first} {second}"

    assert results(abstract=abstract).figures == (first, second)


@pytest.mark.parametrize(
    "chaff",
    [
        "These results demonstrate that our BoatNet is better than all that floats on lakes.",
        "We evaluate three folders of boats plus a baseline over 35 lakes in the north.",
        "Experiments are performed on lakes to demonstrate that our BoatNet outperforms others.",
        "We show how the performance of our boats improves by folding of the paper.",
        "Note that we show that our boats outperform others without any of their training.",
        "A fixed order of lakes and boats keeps the results of our better boats honest.",
    ],
)
def test_what_an_abstract_says_without_a_result(chaff: str) -> None:
    first = "BoatNet improves on all others by 12.5% on lakes."
    told = results(abstract=f"We present BoatNet, a folder. {first} {chaff}")

    assert told.figures == (first,)
    assert chaff not in (*told.comparisons, *(note.text for note in told.notes))


def test_a_figure_is_told_again_only_with_another() -> None:
    first = "BoatNet improves accuracy over FoldNet by 12.5% on small lakes."
    again = "Our boats gain up to 12.5% where the wind blows and water is cold."
    more = "Our boats reach 2.5% higher speed wherever rivers are wide and shallow."

    told = results(
        ("4 Results", f"{again} {more}"), abstract=f"We present BoatNet, a folder. {first}"
    )
    assert told.figures == (first, more)


def test_what_begins_with_what_was_told_before_is_no_result() -> None:
    leaning = "Everywhere else our BoatNet beats it by 12.5% at a fraction of the cost."

    told = results(("4 Results", leaning))
    assert leaning not in (*told.figures, *told.comparisons, *(each.text for each in told.notes))


def test_findings_stand_under_their_name() -> None:
    assert results(("4 Results", CAME)).notes == (Labelled("Findings", CAME),)


def test_limits_and_baselines_that_are_set_up_are_no_results() -> None:
    small = "Our set is small compared to LakeBench, which has 59.5% more boats."
    set_up = "We have established baselines for boats through folding and improved gluing."

    told = results(("5 Discussion and limitations", small), ("6 Conclusion", set_up))
    said = (*told.figures, *told.comparisons, *(note.text for note in told.notes))
    assert small not in said
    assert set_up not in told.comparisons


@pytest.mark.parametrize(
    "poor",
    [
        "All three boats performed poorly on the lakes of the test, far from shore.",
        "On the lakes of the test all boats reach a share of dry ones below chance.",
    ],
)
def test_what_went_badly_is_a_finding(poor: str) -> None:
    assert found(("4 Results", poor)) == [poor]


def test_a_poor_result_is_told_rather_than_a_hope() -> None:
    poor = (
        "While our folder performed poorly on the test set, our approach offered promising results "
        "during training for lakes and rivers."
    )
    hope = "With enough paper, our results show that it is feasible to cross lakes by boat."
    first = (
        "This paper presents the boats and results of the shared task of the workshop on lakes. We "
        "took a bag-of-sheets approach by training our folder on photographs of creases."
    )
    abstract = f"{first} {poor} {hope}"

    report = read(paper(abstract=abstract), None, ENGLISH, AT, None)

    assert poor in (report.contribution, *(note.text for note in report.results.notes))
    assert not any(hope in note.text for note in report.results.notes)


def test_that_there_are_findings_is_none() -> None:
    said = "We report three constraints on lakes, each measured with care."
    came = "Boats reach the shore on 41.5% of all lakes."
    abstract = f"We propose BoatNet, a folder of sheets. {came} {said}"

    assert results(abstract=abstract).notes == ()


@pytest.mark.parametrize(
    "nothing",
    [
        "While boats outperform the baseline, we are more interested in how they float on lakes.",
        "We hypothesize that our boats float longer and beat the baseline of lakes.",
        "Section I builds a test of our ten boats, from a plain baseline to a net.",
        "To better understand the improvements, we look at our boats where the baseline failed.",
        "We analyzed 1,117 of our boats, with no lake exceeding 17% of the total.",
    ],
)
def test_what_is_thought_or_leads_on_is_no_comparison(nothing: str) -> None:
    proposed = "We propose BoatNet, a folder of long sheets."
    told = results(("4 Results", nothing), abstract=f"{proposed} {nothing}")

    assert nothing not in (*told.comparisons, *told.figures, *(each.text for each in told.notes))


def test_what_remains_open_is_no_result() -> None:
    nothing = "What our boats reach remains an open question, though 14% more of them float."

    assert results(("4 Results", nothing)).figures == ()


def test_what_others_reach_is_no_figure_of_the_paper() -> None:
    others = (
        "Supervised methods such as FoldNet achieve 98.5% accuracy, while our boats need no labels."
    )
    ours = "Our boats achieve 81.2% accuracy on all lakes of the north."
    told = results(("4 Results", f"{others} {ours}"))

    assert told.figures == (ours,)


@pytest.mark.parametrize(
    "headline",
    [
        # Neither "HTTP" nor "toward zero" tells of what is to come.
        "The gate of boats takes 111.5 ms over HTTP and 12.5% of the cost of one by one.",
        "The best boats are right on 25.6% of lakes, and others collapse toward zero.",
        # An abstract's result may have signs, and measures without a word of effect.
        "With $n=50$ boats the median error is $<0.3$%, at $R^{2}>0.9$ and $p<0.1$ on lakes.",
        "Random lakes report ROC AUC 0.970 and average precision 0.756.",
    ],
)
def test_an_abstracts_headline_is_told(headline: str) -> None:
    told = results(("2 Method", "Boats float."), abstract=f"We present a folder. {headline}")

    assert told.figures == (headline,)


def test_a_result_is_told_without_its_number_in_a_row() -> None:
    abstract = "We present a folder of boats. Third, our boats achieve 81.2% on all lakes."

    assert results(abstract=abstract).figures == ("Our boats achieve 81.2% on all lakes.",)
