"""Names of people and labs, as people ask for them and as papers write them."""

from __future__ import annotations

import pytest

from core.interests.names import by_author, is_author, load_lab_names, names_lab

LABS = load_lab_names()


@pytest.mark.parametrize(
    ("asked", "author"),
    [
        ("Kaiming He", "Kaiming He"),
        ("kaiming he", "KAIMING HE"),
        ("He Kaiming", "Kaiming He"),
        ("LeCun, Yann", "Yann LeCun"),
        ("Y. LeCun", "Yann LeCun"),
        ("Yann LeCun", "Y. LeCun"),
        ("LeCun", "Yann LeCun"),
        ("Geoffrey Hinton", "Geoffrey E. Hinton"),
        ("Jun-Yan Zhu", "Junyan Zhu"),
        ("Zhu Junyan", "Jun-Yan Zhu"),
        ("J.-Y. Zhu", "Jun-Yan Zhu"),
        ("Laurens van der Maaten", "L. van der Maaten"),
        ("Bernhard Scholkopf", "Bernhard Schölkopf"),
        ("Bernhard Schoelkopf", "Bernhard Schölkopf"),
        ("Lukasz Kaiser", "Łukasz Kaiser"),
        ("何恺明", "何恺明"),
        ("Kaiming He", "Kaiming  He "),
    ],
)
def test_one_person_is_known_however_the_name_is_written(asked, author):
    assert is_author(asked, author)


@pytest.mark.parametrize(
    ("asked", "author"),
    [
        ("Kaiming He", "Kaiming Hu"),
        ("Kaiming He", "Yihui He"),
        ("Y. LeCun", "Yoshua Bengio"),
        ("X. He", "Kaiming He"),
        ("Xu", "Xue Li"),
        ("Y L", "Yann LeCun"),
        ("Y.", "Y. LeCun"),
        ("", "Yann LeCun"),
        ("…", ""),
        ("何恺明", "何明"),
        ("Wei Wang", "Wei Zhang"),
    ],
)
def test_others_are_not(asked, author):
    assert not is_author(asked, author)


def test_one_of_the_authors_is_enough():
    assert by_author(["Kaiming He"], ("Xinlei Chen", "K. He"))
    assert not by_author(["Kaiming He"], ())


@pytest.mark.parametrize(
    ("asked", "organization"),
    [
        ("谷歌", "Google DeepMind"),
        ("google", "DeepMind"),
        ("清华大学", "Tsinghua University"),
        ("阿里", "Qwen"),
        ("alibaba", "alibaba-inc"),
        ("facebook", "AI at Meta"),
        ("mit", "MIT CSAIL"),
        ("Some New Lab", "some new lab"),
    ],
)
def test_a_lab_has_other_names(asked, organization):
    assert names_lab(organization, LABS.of(asked))


@pytest.mark.parametrize(
    ("asked", "organization"),
    [("DeepMind", "Google Research"), ("MIT", "Committee"), ("Qwen", "Alibaba"), ("", "Google")],
)
def test_a_part_is_not_the_whole(asked, organization):
    assert not names_lab(organization, LABS.of(asked))


def test_without_an_organization_no_lab_is_named():
    assert not names_lab(None, LABS.of("Google"))
