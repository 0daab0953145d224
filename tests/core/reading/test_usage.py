"""How a paper's work is used: what is its own, and not its baselines' or one of its parts."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.reading.extractive import read
from tests.core.reading.reports import AT, CHINESE, ENGLISH, paper, used


@pytest.mark.parametrize(
    "need",
    [
        "Fair trials required fixing six habits, including unpaired GPU timing.",
        "For FoldBoost we run a tuned version on 8 GPUs for four hours.",
        "The baselines are trained on 8 A100 GPUs each for four hours.",
        "FoldNet suffers from its search, requiring 6,000 slow GPU runs.",
    ],
)
def test_what_others_take_is_no_need(need: str) -> None:
    sections = (Section("1 Method", 1, f"{need} Then we fold."),)
    document = Document(paper_id="2602.00001", title="T", sections=sections)

    assert read(paper(), document, ENGLISH, AT, None).usage.requirements == ""


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


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ("We train for 30 epochs with a batch size of 64.", True),
        ("Models are optimized by AdamW at a learning rate of 3e-4 for 2,000 steps.", True),
        ("我们以学习率 2e-5、批大小 128 训练全部模型三轮，其余设置与前文的实验保持一致。", True),
        (
            "AdamW optimizer ($\\beta_{1}{=}0.9$), learning rate $3\\times 10^{-3}$, batch size 128.",
            True,
        ),
        (
            "We use PPO [smith2017] with 20,000 baseline steps and 5,000 fine-tuning steps per lake.",
            True,
        ),
        (
            "PPO Optimizer: Proximal Policy Optimization [smith2017] by Stable-Baselines3 [lee2021].",
            False,
        ),
        # One setting, settings without numbers, and what others were trained with.
        ("We train all of the models for 30 epochs.", False),
        ("Batch size and learning rate are trained with care.", False),
        ("The baselines are trained for 30 epochs with a batch size of 64.", False),
    ],
)
def test_how_the_work_was_trained_is_told(told: str, is_told: bool) -> None:
    sections = (Section("4 Experiments", 1, f"Boats are folded here. {told} Then we look."),)
    document = Document(paper_id="2602.00001", title="T", sections=sections)

    facts = paper(abstract="We propose BoatNet, a folder of long sheets.")

    notes = read(facts, document, ENGLISH, AT, None).usage.notes
    assert [note.text for note in notes] == [told] * is_told


def test_whatever_is_released_is_told() -> None:
    told = "The harness, the mutants and the agents' logs are released."
    abstract = f"We propose BoatNet, a folder of long sheets. {told}"

    usage = read(paper(abstract=abstract), None, ENGLISH, AT, None).usage
    assert [note.text for note in usage.notes] == [told]


@pytest.mark.parametrize(
    ("need", "is_told"),
    [
        ("BoatNet is implemented in PyTorch and trained on one card.", True),
        ("Inference takes 0.3 s per sheet of paper.", True),
        ("Training took 3.5 days on eight RTX 4090 cards.", True),
        ("BoatNet requires only 18.1 KB of memory on a microcontroller.", True),
        ("All of the models were trained for a total of 12 hours.", True),
        ("We use 12 hours of speech from the lakes.", False),
        ("The boats were seen on a single day of March.", False),
        ("All runs cost less than 15 USD in all.", True),
        ("Training takes roughly 18 hours on 2 x A100.", True),
        ("nnU-Net was trained with its own settings on four GPUs.", False),
        ("It was trained on 8 GPUs by others than us.", False),
        ("Each row records the seed, the training time on the GPU and the PyTorch version.", False),
        ("Using 1.1 MB to 82 GB of training text, the gain takes a correlation of -0.01.", False),
    ],
)
def test_hardware_time_and_memory_are_needs(need: str, is_told: bool) -> None:
    told = used(("4 Experiments", f"Boats are folded here. {need} Then we look."))

    assert told.requirements == need * is_told


def test_a_label_is_not_told_twice() -> None:
    told = "We use AdamW for 2,000 steps with a batch size of 64."

    notes = used(("4 Experiments", f"Boats float.\n\nTraining: {told}")).notes

    assert [(note.name, note.text) for note in notes] == [("Training", told)]


def test_each_software_that_it_takes_is_told() -> None:
    first = "The folder was implemented using the Python programming language."
    second = "Statsmodels was used for fitting the waves, and Gurobi for solving the routes."
    later = "PyTorch was used for the plots."

    needs = used(("4 Implementation", f"{first} {second} {later}")).requirements

    assert needs == f"{first} {second} {later}"
    assert used(("4 Lakes", "Rays of light are used near the unity of lakes.")).requirements == ""


@pytest.mark.parametrize(
    "told",
    [
        "All artifacts are released to support replication.",
        "All details can be had by examining the source code released on GitHub[Boats] and Zenodo[Lakes].",
    ],
)
def test_whatever_is_released_on_a_host_is_told(told: str) -> None:
    assert [note.text for note in used(("4 Implementation", told)).notes] == [told]


def test_what_one_section_tells_of_training_stands_together() -> None:
    settings = (
        "All models were trained for 160k iterations.",
        "The learning rate decays from 5e-5 to 2e-5.",
        "The weight decay is 0.01 for all of the models.",
    )
    text = f"Scans are cut. {settings[0]} Boats float. {settings[1]} {settings[2]}"

    notes = used(("3.6 Implementation Details", text)).notes

    assert [(note.name, note.text) for note in notes] == [("Training", " ".join(settings))]


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


def test_settings_that_stand_in_a_list_are_told_in_one_line() -> None:
    items = (
        "Epochs: 20",
        "Batch size: 4 per device, of 16 in all",
        "Optimiser: AdamW, learning rate 5e-5",
        "Sheets: white",
    )
    listed = "\n\n".join(f"- {each}" for each in (*items, "Training time: 1.5 hours."))
    usage = used(("5.2 Supervised Fine-Tuning", f"It is done with:\n\n{listed}"))

    assert [(note.name, note.text) for note in usage.notes] == [("Training", "; ".join(items[:3]))]
    assert usage.requirements == "Training time: 1.5 hours"


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


def test_a_section_on_training_tells_settings_without_saying_so_again() -> None:
    told = "Every run uses 3,005 updates, AdamW at 2e-5 and a batch size of 32."

    assert [note.name for note in used(("4 Training of folders", told)).notes] == ["Training"]
    assert used(("4 Lakes", told)).notes == ()


def test_a_result_is_no_need() -> None:
    text = "Memory falls from 7.89 to 4.41 GB when folding is trained. We use one RTX 4080 for all of it."

    assert used(("4 Setup", text)).requirements == "We use one RTX 4080 for all of it."


def test_an_estimate_of_a_bound_is_no_need() -> None:
    text = "Exact-memory lower-bound estimates are about 5.4 KiB on lakes and 32.8 KiB on rivers."

    assert used(("4 Setup", f"{text} Boats use 3 GB of memory on every lake.")).requirements == (
        "Boats use 3 GB of memory on every lake."
    )


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


def test_what_training_reached_is_no_setting() -> None:
    came = "After only 15k steps and 30 epochs the agents we train reach returns of 316 points."

    assert "Training" not in [note.name for note in used(("4 Training of boats", came)).notes]


def test_signs_of_the_papers_own_are_settings_where_they_have_values() -> None:
    own = r"Unless stated otherwise we use $\tau=0.10$, $\rho=0.85$, and $k=4$."
    only_one = r"We use $\tau=0.10$ for every boat that is folded on the lake."
    defined = r"Write $n=4$ and $m=5$ as the numbers of boats that lie on each lake."

    assert [note.text for note in used(("4 Folding", own)).notes if note.name == "Settings"] == [
        own
    ]
    tested = r"Results with $p=0.03$ and $d=0.41$ are told for all boats of the lakes."
    for other in (only_one, defined, tested):
        assert other not in [note.text for note in used(("4 Folding", other)).notes]


def test_from_where_data_were_collected_is_no_setting() -> None:
    collected = "We collected all tickets of the lakes through the HarbourHub GraphQL API in May."

    notes = used(("4 Experiments", collected)).notes
    assert [note.text for note in notes if note.name == "Settings"] == []


def test_how_warm_it_is_is_no_setting() -> None:
    warm = "Lakes of our study have temperatures of 26.0 degrees C and a wind of 3 m at night."
    run = "All of our calls use a temperature of 0.7 and no other settings."

    assert used(("4 Experiments", warm)).notes == ()
    assert [note.text for note in used(("4 Experiments", run)).notes] == [run]


def test_what_a_thing_is_made_for_is_no_hardware() -> None:
    made = "BoatNet uses a novel algorithm for CPUs that folds every kind of sheet."

    assert used(("4 Experiments", made)).requirements == ""


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
