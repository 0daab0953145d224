"""What can be looked up, and where it stands."""

from __future__ import annotations

import pytest

from core.checking.paper.evidence import Evidence
from core.document import Document, Figure, Section, Table
from core.models import Paper

PAPER = Paper(id="2402.00001", title="Fast Models", abstract="We cut cost by 12%.")
ROWS = "Model | MMLU | GSM8K\nAlpha | 71.2 | 64.5\nBeta | 55.0 | 48.1"


def document(text: str, **more) -> Document:
    return Document(
        paper_id=PAPER.id, title=PAPER.title, sections=(Section("Results", 1, text, "S4"),), **more
    )


def test_without_a_document_the_abstract_is_looked_up():
    (mention,) = Evidence.of(PAPER, None).between(12, 12)

    assert mention.quantity.unit == "%"


def test_a_cell_knows_its_row_its_column_and_its_caption():
    evidence = Evidence.of(PAPER, document(f"Table 1: Accuracy on exams.\n\n{ROWS}"))
    (mention,) = evidence.between(64.5, 64.5)
    place = evidence.places[mention.place]

    assert (place.section, place.anchor, place.text) == ("Results", "S4", "Alpha | 71.2 | 64.5")
    assert mention.nearby["alpha"] == mention.nearby["gsm8k"] == 1
    assert mention.nearby["exam"] > 0
    assert "mmlu" not in mention.nearby


def test_tables_and_captions_outside_the_sections_are_looked_up_once():
    evidence = Evidence.of(
        PAPER,
        document(
            ROWS,
            tables=(Table("Table 1", ROWS), Table("", "Gamma | 9.75")),
            figures=(Figure("8.25 s", None),),
        ),
    )

    assert [len(evidence.between(value, value)) for value in (71.2, 9.75, 8.25)] == [1, 1, 1]


def test_names_are_found_whatever_their_hyphens_case_and_plural():
    evidence = Evidence.of_texts(["We test GPT-4 and Llama 3.1 on ImageNet 1k with transformers."])

    assert all(
        evidence.named(name)
        for name in ("GPT 4", "gpt4", "Llama-3.1", "ImageNet-1K", "Transformer")
    )
    assert not any(evidence.named(name) for name in ("GPT-5", "Net", "former", "GPT-40"))


TOLD = (
    "We test Llama 2 (7B, 13B), BERT (base and large), Claude Sonnet 4 and MambaVision-S on COCO "
    "val2017 and WMT 2014 with Segment Anything. Contrastive Language-Image Pre-training and π0 "
    "help on AISHELL-3. BC-ResNet has 8 layers, GPT-4o is small, SWE engineers a benchmark. "
    "ViT-L/16 has 14 blocks."
)


@pytest.mark.parametrize(
    "name",
    ["Llama-2-13B", "BERT-large", "BERT-Base", "Claude 4", "Claude-4-Sonnet", "MambaVision-S",
     "COCO2017", "WMT14", "WMT2014", "CLIP", "pi0", "AISHELL-3+COCO", "Llama-2/BERT", "ViT-L/16"],
)  # fmt: skip
def test_a_variant_stands_where_its_size_or_version_stands_behind_the_name(name):
    assert Evidence.of_texts([TOLD]).named(name)


@pytest.mark.parametrize(
    "name",
    ["Llama-2-70B", "Llama-3-7B", "BERT-huge", "Claude 3", "MambaVision-L", "COCO2014", "WMT16",
     "BLIP", "AISHELL-2+COCO", "GPT-4o-mini", "BC-ResNet-1", "SWE-bench", "Llama-3/BERT", "ViT-L/14"],
)  # fmt: skip
def test_another_size_or_version_does_not(name):
    assert not Evidence.of_texts([TOLD]).named(name)


BESIDE = (
    "We test BERT-base, RoBERTa-large, DeBERTa-v3-large and T5 (small and large) on SemEval-2014."
)


@pytest.mark.parametrize(
    ("name", "stands"),
    [("BERT-base", True), ("BERT-large", False), ("RoBERTa-large", True), ("RoBERTa-small", False),
     ("DeBERTa-large", True), ("T5-large", True), ("SemEval-14", True), ("SemEval14", True),
     ("SemEval-16", False)],
)  # fmt: skip
def test_a_size_is_of_the_name_right_before_it_and_a_year_may_be_short(name, stands):
    assert (Evidence.of_texts([BESIDE]).named(name) is not None) == stands


LISTED = (
    "We use CIFAR-10/100, ResNet-18, 50 and 101, Kinetics-{400,600,700} and SQuAD 1.1 and 2.0 with "
    "ViT-B/16, MIMIC-IV v2.2."
)


@pytest.mark.parametrize(
    ("name", "stands"),
    [("CIFAR-100", True), ("CIFAR100", True), ("ResNet-50", True), ("ResNet101", True),
     ("Kinetics-700", True), ("SQuAD v2.0", True), ("ViT-Base/16", True), ("MIMIC-IV-2.2", True),
     ("CIFAR-200", False), ("ResNet-34", False), ("Kinetics-500", False), ("SQuAD v3", False),
     ("ViT-Base/32", False), ("ViT-Large/16", False), ("MIMIC-IV-2.0", False)],
)  # fmt: skip
def test_numbers_in_a_list_behind_a_name_are_its_variants(name, stands):
    assert (Evidence.of_texts([LISTED]).named(name) is not None) is stands


def test_of_a_compound_no_more_than_ten_parts_are_looked_up():
    evidence = Evidence.of_texts(["Ab, Cd."])

    assert evidence.named("-".join(["Ab", "Cd"] * 5))
    assert not evidence.named("-".join(["Ab", "Cd"] * 6))
    assert not evidence.named("+".join(["Ab", "Cd"] * 6))


def test_nothing_holds_nothing():
    evidence = Evidence.of_texts([])

    assert evidence.between(0, 1e9) == ()
    assert evidence.named("GPT-4") is None
