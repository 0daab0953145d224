"""Where a paper's things are, and by which commands its work is run again."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Labelled
from core.reading.extractive import read
from tests.core.reading.reports import AT, CHINESE, ENGLISH, paper


def notes(*sections: tuple[str, str], abstract: str = "Boats are folded by hand.") -> list[str]:
    return [note.text for note in told(*sections, abstract=abstract)]


def coded(*sections: tuple[str, str], abstract: str = "Boats are folded by hand.") -> list[str]:
    """What is told as the paper's own code and data, or its commands."""
    kinds = (ENGLISH.reading.code, ENGLISH.reading.commands)
    return [note.text for note in told(*sections, abstract=abstract) if note.name in kinds]


def told(*sections: tuple[str, str], abstract: str = "Boats are folded.") -> tuple[Labelled, ...]:
    document = Document(
        paper_id="2602.00001",
        title="T",
        abstract=abstract,
        sections=tuple(Section(title, 1, text) for title, text in sections),
    )
    return read(paper(abstract=abstract), document, ENGLISH, AT, None).usage.notes


@pytest.mark.parametrize(
    "place",
    [
        "LakeData is publicly available from Mendeley Data (m53vz6b7fx) [smith2023] under CC-BY.",
        "Raw depths have been deposited in the Lake Archive under accession number PRJNA123456.",
        "The persistent artifact concept DOI is https://doi.org/10.5281/zenodo.20578927 [smith].",
        "All twelve final checkpoints are available at boats/fold-models (revision 6d727d).",
    ],
)
def test_where_things_are_is_told_by_its_section(place: str) -> None:
    assert notes(("Data availability", f"Boats float. {place}")) == [place]


def test_items_with_an_address_come_before_a_release_without_one() -> None:
    bench = "Benchmark (boat-bench): lakes, runner. Apache-2.0. https://github.com/example/bench."
    proxy = "Corpus (boat-lakes): archived on Zenodo, DOI 10.5281/zenodo.21346206 [boats]."
    paper_itself = "Preprint: Figshare DOI 10.6084/m9.figshare.32978657."
    listed = "\n\n".join(f"- {each}" for each in (paper_itself, bench, proxy))

    abstract = "We fold boats. All code, data, and sheets are public for the folders of the world."

    assert sorted(coded(("Availability", listed), abstract=abstract)) == [bench, proxy]


@pytest.mark.parametrize(
    "other",
    [
        ("High availability", "Replication is available in LakeStore and its later versions."),
        ("Availability", "- Preprint: Figshare DOI 10.6084/m9.figshare.32978657."),
        ("4 Experiments", "The agent executes pip install torch in the repository of a user."),
        ("4 Experiments", "Malicious packages run npm install hooks in our repository of boats."),
        ("Reproducibility", "For FoldNet we run python fold.py on the lakes of its authors."),
    ],
)
def test_what_is_not_the_papers_own_is_not_told(other: tuple[str, str]) -> None:
    assert coded(other) == []


@pytest.mark.parametrize(
    "command",
    [
        "Quick reanalysis runs with python scripts/reproduce_all.py --quick on any laptop.",
        "The repository includes an evaluation script (./scripts/run-evaluation.sh --rounds 30).",
        "All trials can be reproduced by running bash scripts/run_all.sh on a single core.",
        "Our image is built by docker build -t boats . and takes ten minutes in all.",
    ],
)
def test_commands_are_told(command: str) -> None:
    assert told(("Appendix A Details", command)) == (Labelled("Commands", command),)


def test_commands_below_a_paragraph_are_told_with_it() -> None:
    lead = "The complete analysis runs in approximately 80 seconds on a laptop:"
    below = "pip install -r requirements.txt python3 scripts/run.py"

    assert notes(("Reproducibility", f"{lead}\n\n{below}")) == [f"{lead} {below}"]


def test_commands_have_a_name_in_both_languages() -> None:
    assert (ENGLISH.reading.commands, CHINESE.reading.commands) == ("Commands", "运行命令")
