"""With which settings a work was trained and run, and the hardware, software and time it takes."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.reading.extractive import read
from tests.core.reading.reports import AT, ENGLISH, paper, used


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
        ("The boat is an ESP32 with a lamp, powered from a cell of the lake.", True),
        ("The rivals are fit on means over 5,21,63 days, then run on the next lake.", False),
        ("nnU-Net was trained with its own settings on four GPUs.", False),
        ("It was trained on 8 GPUs by others than us.", False),
        ("Each row records the seed, the training time on the GPU and the PyTorch version.", False),
        ("Using 1.1 MB to 82 GB of training text, the gain takes a correlation of -0.01.", False),
    ],
)
def test_hardware_time_and_memory_are_needs(need: str, is_told: bool) -> None:
    told = used(("4 Experiments", f"Boats are folded here. {need} Then we look."))

    assert told.requirements == need * is_told


def test_each_software_that_it_takes_is_told() -> None:
    first = "The folder was implemented using the Python programming language."
    second = "Statsmodels was used for fitting the waves, and Gurobi for solving the routes."
    later = "PyTorch was used for the plots."

    needs = used(("4 Implementation", f"{first} {second} {later}")).requirements

    assert needs == f"{first} {second} {later}"
    assert used(("4 Lakes", "Rays of light are used near the unity of lakes.")).requirements == ""


def test_what_one_section_tells_of_training_stands_together() -> None:
    settings = (
        "All models were trained for 160k iterations.",
        "The learning rate decays from 5e-5 to 2e-5.",
        "The weight decay is 0.01 for all of the models.",
    )
    text = f"Scans are cut. {settings[0]} Boats float. {settings[1]} {settings[2]}"

    notes = used(("3.6 Implementation Details", text)).notes

    assert [(note.name, note.text) for note in notes] == [("Training", " ".join(settings))]


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


def test_how_warm_it_is_is_no_setting() -> None:
    warm = "Lakes of our study have temperatures of 26.0 degrees C and a wind of 3 m at night."
    run = "All of our calls use a temperature of 0.7 and no other settings."

    assert used(("4 Experiments", warm)).notes == ()
    assert [note.text for note in used(("4 Experiments", run)).notes] == [run]


def test_what_a_thing_is_made_for_is_no_hardware() -> None:
    made = "BoatNet uses a novel algorithm for CPUs that folds every kind of sheet."

    assert used(("4 Experiments", made)).requirements == ""
