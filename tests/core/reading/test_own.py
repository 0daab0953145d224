"""What a paper's own method is called, by its title or where its abstract gives it a name."""

from __future__ import annotations

import pytest

from core.reading.own import own_names


@pytest.mark.parametrize(
    ("title", "sentence", "names"),
    [
        ("BoatNet: Folding", "We fold boats.", ("BoatNet",)),
        ("Folding", "We propose BoatNet, a model.", ("BoatNet",)),
        ("Folding", "We present a new architecture, the Folder, based on paper.", ("Folder",)),
        ("Folding", "We introduce a method called Folder for lakes.", ("Folder",)),
        ("Folding", "We introduce a bidirectional folder (BDF) for lakes.", ("BDF",)),
        ("Folding", "We propose the Boat Faithfulness Score (BFS), which anybody can read.", ()),
        ("Folding", "We evaluate it on HumanEval and MBPP.", ()),
        ("Folding: A Study", "However, GPT-4 is slow.", ()),
        ("Folder 2 Technical Report", "We fold boats.", ("Folder 2",)),
        ("Folding", "We present a comparison of models, GPT-4, Claude and Gemini.", ()),
        # What a thing of a name is for, and where, is no name of it.
        ("Folding", "We introduce BoatNet, a press for wet paper (WP) sheets.", ("BoatNet",)),
        ("Folding", "We introduce BoatNet for the lake of Goa, India, with a press.", ("BoatNet",)),
        ("Folding", "We propose a method of wet folding (WF).", ("WF",)),
        ("Folding", "We develop a tool for large language models (LLMs).", ()),
        ("Folding", "We propose an ensemble of nets: ConvNet-Tiny, MobileNetV3, and Sailor.", ()),
    ],
)
def test_what_the_own_method_is_called(title: str, sentence: str, names: tuple[str, ...]) -> None:
    assert own_names(title, [sentence]).names == names
