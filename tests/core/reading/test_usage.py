"""How a paper's work is used: what is its own, and not its baselines' or one of its parts."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.reading.extractive import read
from tests.core.reading.reports import AT, CHINESE, ENGLISH, paper, used


@pytest.mark.parametrize(
    "told",
    [
        "Given a name of a lake, we look up the nearest ones in the table of lakes.",
        "We train a variant in which the model outputs one mark for every lake.",
        "If the model produces a malformed name of a lake, it is asked again.",
    ],
)
def test_a_part_of_the_method_is_not_how_the_work_is_used(told: str) -> None:
    sections = (Section("1 Method", 1, f"Tools help. {told} Then we fold."),)
    document = Document(paper_id="2602.00001", title="T", sections=sections)
    usage = read(paper(), document, ENGLISH, AT, None).usage

    assert (usage.input, usage.output) == ("", "")


def test_whatever_is_released_is_told() -> None:
    told = "The harness, the mutants and the agents' logs are released."
    abstract = f"We propose BoatNet, a folder of long sheets. {told}"

    usage = read(paper(abstract=abstract), None, ENGLISH, AT, None).usage
    assert [note.text for note in usage.notes] == [told]


def test_a_label_is_not_told_twice() -> None:
    told = "We use AdamW for 2,000 steps with a batch size of 64."

    notes = used(("4 Experiments", f"Boats float.\n\nTraining: {told}")).notes

    assert [(note.name, note.text) for note in notes] == [("Training", told)]


@pytest.mark.parametrize(
    "told",
    [
        "All artifacts are released to support replication.",
        "All details can be had by examining the source code released on GitHub[Boats] and Zenodo[Lakes].",
    ],
)
def test_whatever_is_released_on_a_host_is_told(told: str) -> None:
    assert [note.text for note in used(("4 Implementation", told)).notes] == [told]


@pytest.mark.parametrize(
    ("name", "chinese", "told"),
    [
        (
            "Settings",
            "运行设置",
            "We sample all answers with a temperature of 0.7 and a top-p of 0.9.",
        ),
        ("Data", "数据", "Our data set consists of 1,294 questions on six lakes."),
        (
            "Data",
            "数据",
            "We train on LakeSpeech, which has 3,000 hours of speech in 20 dialects.",
        ),
        ("Built on", "基础模型", "We use Qwen3-8B as the base model of every folder."),
        ("Limits", "局限", "Our method requires access to the creases of every sheet."),
        ("Licence", "许可", "The photographs are shared under a Creative Commons licence."),
        (
            "Code and data",
            "代码与数据",
            "Our code is available at https://github.com/example/boat.",
        ),
        ("Data", "数据", "A total of 400 slides were collected from 132 patients on a lake."),
        ("Limits", "局限", "BoatNet currently only supports sheets of white paper."),
        ("Limits", "局限", "The attack requires no knowledge of the creases of a sheet."),
        ("Limits", "局限", "All experiments are on lakes of the north of the country."),
        ("Settings", "运行设置", "We ask two models through a public endpoint, by one prompt."),
        ("Settings", "运行设置", "Decoding uses a sampling rate of 16 kHz for all of the sounds."),
        ("Built on", "基础模型", "All systems share the same backbone: boats/large-folder."),
        ("Limits", "局限", "The data set is not intended for the training of children."),
        ("Code and data", "代码与数据", "BoatNet is freely available under the MIT License."),
        ("", "", "Users can upload a photo of their lake."),
        ("", "", "BoatNet can be integrated into any existing harbour without training."),
    ],
)
def test_what_it_takes_stands_behind_its_name(name: str, chinese: str, told: str) -> None:
    section = ("4 Experiments" if name else "3 Method", f"Boats are folded. {told}")

    for language, called in ((ENGLISH, name), (CHINESE, chinese)):
        notes = used(section, language=language).notes
        assert [(note.name, note.text) for note in notes] == [(called, told)]


@pytest.mark.parametrize(
    "told",
    [
        "The baselines sample with a temperature of 0.7 and a top-p of 0.9.",
        "The temperature of the water is what sinks boats of paper.",
        "These lakes contain 1,294 questions of our data set.",
        "FoldNet et al. use Qwen3-8B as the base model of every folder.",
        "If our method requires access to creases, they are drawn by hand.",
        "§4.3 is a GPU run of BoatNet on eight A100 cards for 12 hours.",
        "A GPU run of BoatNet on a single A100 shows the same order of boats.",
    ],
)
def test_what_others_take_or_what_leans_is_not_told(told: str) -> None:
    usage = used(("4 Experiments", f"Boats are folded. {told}"))
    assert (usage.notes, usage.requirements) == ((), "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # What holds the whole comes before what was added to it, and the own before others'.
        (
            "The data set contains 1,100 sentence–graph pairs of boats.",
            "To fill gaps, we collected an additional 100 sentences on boats.",
        ),
        (
            "Every experiment uses 300 utterances of 100 speakers on a lake.",
            "LakeBench contains 5,000 questions on lakes of the north.",
        ),
    ],
)
def test_the_whole_data_and_the_own_come_first(first: str, second: str) -> None:
    notes = used(("3 Data", f"Boats are folded. {second} {first}")).notes

    assert [note.text for note in notes] == [first]


def test_chinese_sentences_are_short_and_told_as_well() -> None:
    notes = used(("4 实验", "推理时温度设为 0，最大生成长度为 512。"), language=CHINESE).notes

    assert [(note.name, note.text) for note in notes] == [
        ("运行设置", "推理时温度设为 0，最大生成长度为 512。")
    ]


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


def test_an_overview_tells_needs_and_an_ethics_statement_limits() -> None:
    need = "BoatNet requires Python 3.10 and a printer of large sheets of paper."
    limit = "The benchmark should not be used for the design of ships of steel."

    usage = used(("2 System Overview", need), ("Ethics Statement", limit))

    assert usage.requirements == need
    assert [note.text for note in usage.notes] == [limit]


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


def test_a_section_on_limits_tells_where_the_work_ends() -> None:
    limits = (
        "We discuss three limitations. Existing folders cannot swim. Boats need a lake. Most of the rise "
        "happens before that point, so we cannot say when. All other folders remain single-seed. "
        "BoatNet is most useful when lakes are calm. It sinks in wind. The folder has not been tried on rivers."
    )

    notes = used(("6 Limitations", limits)).notes

    assert [(note.name, note.text) for note in notes] == [
        ("Limits", "BoatNet is most useful when lakes are calm."),
        ("Limits", "The folder has not been tried on rivers."),
    ]


@pytest.mark.parametrize(
    ("title", "told", "is_told"),
    [
        ("4.1 Setup", "We report accuracy and macro-F1 over all seven lakes.", True),
        ("4.1 Metrics", "The primary metric is the success rate over ten lakes.", True),
        # What came of it, and what is said elsewhere.
        ("4.1 Setup", "We report an accuracy of 91.2 over all seven lakes.", False),
        ("4.2 Lakes", "We report accuracy and macro-F1 over all seven lakes.", False),
    ],
)
def test_by_what_the_work_is_measured_is_told(title: str, told: str, is_told: bool) -> None:
    document = Document(
        paper_id="2602.00001",
        title="Boats",
        sections=(Section("4 Experiments", 1, ""), Section(title, 2, f"{told} Boats float.")),
    )

    notes = read(paper(), document, ENGLISH, AT, None).usage.notes

    measured = [note.text for note in notes if note.name == "Measured by"]
    assert measured == [told] * is_told


def test_what_others_recommend_is_no_limit() -> None:
    text = "According to its manual, the pull model is recommended for new deployments of boats."
    own = "According to our trials, the model is limited to boats of one single sheet of paper."

    assert [note.text for note in used(("3 Method", f"{text} {own}")).notes] == [own]


@pytest.mark.parametrize("formula", ["full = 1.0, half = 0.5, none = 0", "$f=1.0$, $h=0.5$, $n=0$"])
def test_what_each_outcome_counts_is_how_it_is_measured(formula: str) -> None:
    told = f"Weighted coverage assigns {formula}, over 24 lakes."

    assert [(note.name, note.text) for note in used(("4.3 Scoring", told)).notes] == [
        ("Measured by", told)
    ]
    assert used(("4.3 Lakes", told)).notes == ()
    assert (
        used(("4.3 Scoring", "The model gives F = 0.81, EM = 0.62 on all the lakes.")).notes == ()
    )


def test_what_the_own_model_is_based_on_is_told() -> None:
    told = "BoatNet is based on the OarNet architecture, which is a press without a lid."
    other = "FoldNet is based on the SailNet architecture, which is a press with a lid."

    notes = used(("3 Method", f"{other} {told}")).notes

    assert [(note.name, note.text) for note in notes] == [("Built on", told)]


def test_models_that_play_a_part_and_settings_of_each_call_are_told() -> None:
    part = "The generator is google/gemini-2.5-flash, asked by the clerk."
    call = "Each request uses temperature 0 and an empty system prompt."

    notes = used(("3 Method", f"{part} {call}")).notes

    assert [(note.name, note.text) for note in notes] == [("Built on", part), ("Settings", call)]


def test_what_is_the_second_of_several_is_not_told_alone() -> None:
    text = "The second operation of BoatNet requires an open lake without any wind."

    assert used(("3 Method", text)).notes == ()


def test_a_limit_is_told_without_its_place_among_others() -> None:
    notes = used(
        ("5 Discussion", "Second, evaluation is restricted to one lake of the north.")
    ).notes

    assert [note.text for note in notes] == ["Evaluation is restricted to one lake of the north."]


def test_that_limits_are_stated_is_no_limit() -> None:
    stated = "We state the limits in the body because they bound the central claims."

    assert used(("6 Limitations", stated)).notes == ()


def test_what_guards_a_trial_is_no_limit() -> None:
    guards = (
        "Selection uses only the validation lakes, which no boat has seen.",
        "The values are not changed and frozen for all of the lakes.",
    )

    assert used(("6 Limitations", " ".join(guards))).notes == ()


def test_an_address_is_told_once() -> None:
    where = "Our code is available at https://github.com/example/boat."
    again = "All scripts of every trial on lakes can be found in: https://github.com/example/boat."

    notes = used(("3 Method", where), ("6 Conclusion", again)).notes
    assert [note.text for note in notes] == [where]


def test_from_where_data_were_collected_is_no_setting() -> None:
    collected = "We collected all tickets of the lakes through the HarbourHub GraphQL API in May."

    notes = used(("4 Experiments", collected)).notes
    assert [note.text for note in notes if note.name == "Settings"] == []


@pytest.mark.parametrize(
    ("section", "name", "told"),
    [
        (
            "3 Materials",
            "Data",
            "The training data contained both dry and wet sheets of Lake Garda.",
        ),
        ("3 Data and models", "Data", "The primary experiment uses the public LakeSet split."),
        ("3 Method", "", "To use the BoatNet press, the sheet must be dried and cut."),
        (
            "3 Method",
            "Limits",
            "BoatNet supports all sheets of the mill (listed in Table 1), except for wet ones.",
        ),
    ],
)
def test_data_use_and_bounds_are_told_where_they_are_plain(
    section: str, name: str, told: str
) -> None:
    notes = used((section, told)).notes

    assert [note.text for note in notes if note.name == name] == [told]
