"""The keys of labels and sentences."""

from __future__ import annotations

import pytest

from core.checking.tables import labels
from core.checking.tables.labels import OURS, cut_off, initials, keys, label


@pytest.mark.parametrize(
    ("text", "of_label"),
    [
        ("LLaMA2 7B", "Llama-2-7B"),
        ("英德", "EN-DE"),
        ("English-to-German", "EN-DE"),
        ("ARC-Easy", "ARCe"),
        ("HellaSwag", "HS"),
        ("第二阶段", "Stage 2"),
        ("不使用门控", "w/o gate"),
        ("开发集", "Dev"),
        ("本文方法", "Ours"),
        ("our method", "Proposed"),
        ("without the gate", "w/o gate"),
        ("dropping the gate", "w/o Gate"),
        ("无 gate", "w/o gate"),
        ("去掉检索", "No retrieval"),
        ("DeepBird-R1-32B", "DB-R1-32B"),
        ("V3", "Otter-V3"),
        ("Otter-V3", "Otter V3"),
        ("S_MIX20", "$S_{\\text{MIX}20}$"),
        ("an IS of", "IS"),
        ("BE 误差", "BE"),
        ("the AP.5.", "$AP_{.5}$"),
        ("mAP@0.75", "mAP@.75"),
        ("macro-F1", "mF1"),
        ("宏平均 F1", "mF1"),
        ("micro F1", "miF1"),
        ("mean IoU", "mIoU"),
    ],
)
def test_a_label_is_known_by_another_writing(text: str, of_label: str) -> None:
    found = label(of_label)

    assert any(key.stands_in(found) for key in keys(text))


@pytest.mark.parametrize(
    ("text", "of_label", "is_known"),
    [
        ("HellaSwag", "Hella", True),
        ("LAMBADA", "Lamba", True),
        ("precision", "Prec", True),
        ("precision", "Preci", False),
        ("HellaSwag", "Hello", False),
    ],
)
def test_heads_cut_names_off_later_than_words(text: str, of_label: str, is_known: bool) -> None:
    found = label(of_label)

    assert any(key.stands_in(found) for key in cut_off(keys(text))) == is_known


@pytest.mark.parametrize(
    ("text", "of_label"),
    [
        ("GPT-4", "GPT-3.5"),
        ("Phi-3", "Phi-2"),
        ("retrieval", "No retrieval"),
        ("F1", "1"),
        ("Heron-large", "Crane-large"),
        ("Marsh-CD", "Teal-CD"),
        ("the redrawn-map error", "HERON-Mapping"),
    ],
)
def test_a_label_is_not_known_by_what_is_another(text: str, of_label: str) -> None:
    found = label(of_label)

    assert not any(key.stands_in(found) for key in keys(text))


def test_the_own_name_is_the_own_method() -> None:
    assert OURS in label("Otter (big)", {"otter"})
    assert OURS not in label("Beaver", {"otter"})


def test_names_side_by_side_are_one_too_and_the_d_of_2d_is_no_row():
    found = labels.keys("2D masks reach 70.1 BEV AP.")

    assert "d" not in {key.key for key in found}
    assert "apbev" in {key.key for key in labels.run_together(found, "2D masks reach 70.1 BEV AP.")}


@pytest.mark.parametrize(
    ("text", "of_label", "is_cut"),
    [
        ("The recall is low.", "Rec", True),
        ("The precision is low.", "Prec.", True),
        ("精确率较低。", "Pre", True),
        ("Numeric answers are rare.", "Num.", True),
        ("The precision is low.", "Pre-training", False),
        ("The recall is low.", "Record", False),
        ("The model is small.", "Max", False),
    ],
)
def test_a_head_that_cuts_a_word_off_is_known_by_it(text: str, of_label: str, is_cut: bool) -> None:
    cut = labels.cut_off(keys(text))

    assert any(key.stands_in(label(of_label)) for key in cut) == is_cut


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("HERON reaches 70.1.", "heron", True),
        ("HeronNet reaches 70.1.", "heronne", True),
        ("herNET reaches 70.1.", "hernet", True),
        ("Heron 达到 70.1。", "heron", True),
        ("Accuracy reaches 70.1.", "accurac", False),
    ],
)
def test_a_word_that_begins_a_sentence_is_a_name_by_its_capitals(
    text: str, name: str, named: bool
) -> None:
    assert [key.named for key in keys(text) if key.key == name] == [named]


@pytest.mark.parametrize("text", ["精确率和 AP", "BEV和AP", "BEV, AP"])
def test_names_of_a_list_are_not_one(text: str) -> None:
    assert labels.run_together(keys(text), text) == []


@pytest.mark.parametrize(
    ("text", "of_label", "is_known"),
    [
        ("假阳性", "FP", True),
        ("假阴性有 3 个", "FN", True),
        ("平均精确率", "AP", True),
        ("解码阶段", "DeepSeek-V3", False),  # its DS
        ("时间与速度", "TS", False),
        ("overall accuracy", "OA", True),
        ("decoding stage", "DeepSeek-V3", False),
    ],
)
def test_first_letters_are_those_of_words_side_by_side(
    text: str, of_label: str, is_known: bool
) -> None:
    said = initials(text, keys(text))

    assert any(key.stands_in(label(of_label)) for key in said) == is_known


def test_an_averaged_measure_is_not_one_of_its_classes() -> None:
    said = keys("The macro-F1 is 0.73.")
    shared = {name: sum(key.stands_in(label(name)) for key in said) for name in ("mF1", "Boat F1")}

    assert shared["mF1"] > shared["Boat F1"]
