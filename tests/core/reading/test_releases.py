"""Where a paper's own code, data and models are said to be."""

from __future__ import annotations

import pytest

from core.reading.extractive import read
from tests.core.reading.reports import AT, ENGLISH, paper, used


def test_whatever_is_released_is_told() -> None:
    told = "The harness, the mutants and the agents' logs are released."
    abstract = f"We propose BoatNet, a folder of long sheets. {told}"

    usage = read(paper(abstract=abstract), None, ENGLISH, AT, None).usage
    assert [note.text for note in usage.notes] == [told]


@pytest.mark.parametrize(
    "told",
    [
        "All artifacts are released to support replication.",
        "All details can be had by examining the source code released on GitHub[Boats] and Zenodo[Lakes].",
    ],
)
def test_whatever_is_released_on_a_host_is_told(told: str) -> None:
    assert [note.text for note in used(("4 Implementation", told)).notes] == [told]


def test_releases_of_several_things_are_told() -> None:
    slides = "The slides are available from the authors upon request."
    code = "The code is available at https://github.com/example/boat."

    notes = used(("Data availability", f"{slides} {code}")).notes

    assert [note.text for note in notes] == [code, slides]


@pytest.mark.parametrize(
    ("told", "note"),
    [
        (
            "All sheets are available at [download link] and all code can be found at "
            "https://github.com/example/boat.",
            ["All code can be found at https://github.com/example/boat."],
        ),
        ("Our code and data are publicly available at [anonymized URL].", []),
    ],
)
def test_an_address_that_is_still_missing_is_not_told(told: str, note: list[str]) -> None:
    assert [each.text for each in used(("6 Conclusion", told)).notes] == note


def test_an_address_in_a_note_of_the_abstract_is_told() -> None:
    abstract = "We propose BoatNet, a folder. Code and sheets are publicly available."

    usage = used(
        ("1 Introduction", "Boats float."), abstract=f"{abstract} [https://boats.example/x]"
    )

    assert [note.text for note in usage.notes] == [
        "Code and sheets are publicly available.",
        "https://boats.example/x",
    ]


def test_a_licence_is_told_once() -> None:
    release = "The benchmark and its harness are released under CC-BY-4.0 for all who fold."
    again = "As nothing is copied, the boats carry a CC-BY-4.0 licence, unlike those of others."

    notes = used(("4 Release of boats", f"{release} {again}")).notes

    assert [note.text for note in notes] == [release]


def test_an_address_in_a_note_behind_a_release_is_told() -> None:
    release = "All code and the frozen folds of the boats are public."
    address = "https://git.example/lakes/boats"

    notes = used(("1 Folding", f"Boats float. {release} [{address}]")).notes

    assert [note.text for note in notes] == [release, address]


def test_what_is_recorded_in_public_is_no_release() -> None:
    told = "Every trial that is run on the data is recorded in a public log of the lakes."

    assert all(note.name != "Code and data" for note in used(("4 Trials", told)).notes)


def test_a_licences_number_is_no_result() -> None:
    told = "BoatNet is released under CC BY 4.0 at https://example.org/boats of paper."
    abstract = f"We present BoatNet, a benchmark of boats. {told}"

    report = read(paper(title="BoatNet: Boats", abstract=abstract), None, ENGLISH, AT, None)

    assert [note.text for note in report.usage.notes] == [told]
    assert report.results.figures == ()


def test_a_release_is_told_once() -> None:
    once = "The data set and the code are released publicly for all lakes."
    again = "We release code and data set of BoatNet."
    more = "The weights of BoatNet are available at https://huggingface.co/boats."

    notes = used(("5 Conclusion", f"{once} {again} {more}")).notes

    assert [note.text for note in notes] == [more, once]


def test_an_address_is_told_once() -> None:
    where = "Our code is available at https://github.com/example/boat."
    again = "All scripts of every trial on lakes can be found in: https://github.com/example/boat."

    notes = used(("3 Method", where), ("6 Conclusion", again)).notes
    assert [note.text for note in notes] == [where]
