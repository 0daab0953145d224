"""What sentences of a paper are for, by what was learned, and which of them are told."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.reading import roles
from core.reading.own import own_names
from core.reading.quotable import Said, Text, of_abstract
from core.reading.roles import Role, Sentence, Share, Told, chosen, joined
from tests.core.reading.reports import paper

SECTIONS = {
    "3 Data": (
        "We use LakeSet, which contains 12,400 photographs of 310 lakes.",
        "The data are split into 9,000 photographs for training, 1,400 for validation and 2,000 "
        "for testing.",
    ),
    "4 Method": (
        "Given a photograph of a sheet, the folder first detects its creases.",
        "A transformer then encodes each crease and predicts the order in which they are folded.",
    ),
    "5.1 Implementation Details": (
        "We train for 30 epochs with AdamW, a learning rate of 3e-4 and a batch size of 64.",
    ),
    "5.2 Main Results": (
        "BoatNet reaches an accuracy of 91.2%, 4.1 points above the strongest baseline.",
        "On LakeSet it outperforms all other folders while using half as many parameters.",
    ),
    "6 Limitations": (
        "We evaluated on a single data set, so results may not generalize to rivers.",
        "The folder has not been tested on wet sheets.",
    ),
}
OF_SECTION = dict(
    zip(SECTIONS, (Role.DATA, Role.PROCEDURE, Role.SETTINGS, Role.RESULT, Role.LIMITS), strict=True)
)


def told(sections: dict[str, tuple[str, ...]]) -> Told:
    document = Document(
        paper_id="2602.00001",
        title="BoatNet: Folding Boats",
        abstract="We propose BoatNet, a folder that detects creases and predicts their order.",
        sections=tuple(Section(title, 1, " ".join(text)) for title, text in sections.items()),
    )
    text = Text(paper(), document)
    return roles.told(document.title, text, own_names(document.title, text.opening))


@pytest.mark.parametrize(("title", "role"), OF_SECTION.items())
def test_what_a_sentence_is_for_is_the_likeliest(title: str, role: Role) -> None:
    known = told(SECTIONS)

    for number, sentence in enumerate(known.sentences):
        if sentence.text in SECTIONS[title]:
            odds = {each: known.odds[each][number] for each in Role}
            assert max(odds, key=odds.__getitem__) is role, sentence.text


@pytest.mark.parametrize(
    ("title", "sentence", "role"),
    [
        (
            "4.1 实验设置",
            "我们使用 AdamW 优化器训练 30 轮，学习率为 3e-4，批大小为 64。",
            Role.SETTINGS,
        ),
        (
            "4.2 主要结果",
            "实验结果表明，本文方法的准确率达到 91.2%，优于所有基线 4.1%。",
            Role.RESULT,
        ),
        ("3 数据集", "数据集包含 310 个湖泊的 12,400 个样本，其中 9,000 个用于训练。", Role.DATA),
    ],
)
def test_chinese_sentences_are_told_apart_as_well(title: str, sentence: str, role: Role) -> None:
    known = told({title: (sentence,)})

    at = [each.text for each in known.sentences].index(sentence)
    odds = {each: known.odds[each][at] for each in Role}
    assert max(odds, key=odds.__getitem__) is role


def test_long_papers_are_told_as_well() -> None:
    sections = {f"{number} {title}": text for number, (title, text) in enumerate(SECTIONS.items())}
    padding = {f"{number} Lakes": ("Lakes are calm in the north.",) * 50 for number in range(60)}

    known = told(sections | padding)

    for role in Role:
        if role is not Role.NEEDS and role is not Role.NOVELTY:
            assert chosen(known, role, Share(2, 1_000, -2.0), Said()), role


def test_what_came_of_a_work_is_likelier_where_results_stand() -> None:
    sentence = "BoatNet reaches an accuracy of 91.2% on all of the lakes."
    known = told({"2 Related Work": (sentence,), "5 Results": (sentence,)})

    related, results = (
        odds
        for each, odds in zip(known.sentences, known.odds[Role.RESULT], strict=True)
        if each.text == sentence
    )
    assert related < results


def _sentences(*texts: str, readable: bool = True, hangs: str = "") -> list[Sentence]:
    features = frozenset({roles.READABLE} if readable else ())
    found: list[Sentence] = []
    for index, text in enumerate(texts):
        hanging = {"leans"} if text == hangs else set()
        found.append(Sentence(text, 0, index, features | hanging))
    return found


ONE, TWO, THREE = "Wet the sheet.", "It is then dried slowly.", "Fold every crease of boats."
ROOM = Share(3, 200, 0.0)


@pytest.mark.parametrize(
    ("odds", "share", "taken"),
    [
        ((1.0, -1.0, 2.0), ROOM, [0, 2]),
        ((1.0, 0.5, 2.0), ROOM._replace(sentences=1), [2]),
        ((1.0, 0.5, 2.0), ROOM._replace(characters=len(ONE) + len(THREE)), [0, 2]),
        ((1.0, 0.5, 2.0), ROOM._replace(odds=1.5), [2]),
    ],
)
def test_the_likeliest_are_chosen_in_the_papers_order(
    odds: tuple[float, ...], share: Share, taken: list[int]
) -> None:
    known = Told(_sentences(ONE, TWO, THREE), {Role.DATA: odds})

    assert chosen(known, Role.DATA, share, Said()) == taken


@pytest.mark.parametrize(
    ("odds", "taken"),
    [
        # What it leans on comes along if it is likely enough itself.
        ((-1.0, 2.0, -9.0), [0, 1]),
        ((-9.0, 2.0, -9.0), []),
        ((2.0, 1.0, -9.0), [0, 1]),
    ],
)
def test_what_leans_is_told_behind_what_it_leans_on(
    odds: tuple[float, ...], taken: list[int]
) -> None:
    known = Told(_sentences(ONE, TWO, THREE, hangs=TWO), {Role.DATA: odds})

    assert chosen(known, Role.DATA, ROOM, Said()) == taken


def test_what_is_told_or_cannot_be_read_is_not_chosen() -> None:
    said = Said()
    said.add(ONE)
    known = Told([*_sentences(ONE), *_sentences(TWO, readable=False)], {Role.DATA: (1.0, 1.0)})

    assert chosen(known, Role.DATA, ROOM, said) == []


def test_sentences_in_a_row_stand_together() -> None:
    first, second, third = _sentences(ONE, "Moreover, we dry it.", THREE)
    far = Sentence("Moreover, we dry it.", 1, 0, frozenset())

    assert list(joined([first, second])) == [f"{ONE} Moreover, we dry it."]
    assert list(joined([first, third, far])) == [ONE, THREE, "We dry it."]


@pytest.mark.parametrize("told_by", ["Keywords: ", "Index Terms—", "关键词："])
def test_a_list_of_keywords_is_no_sentence(told_by: str) -> None:
    known = told({"1 Introduction": (f"{told_by}folding of boats, learned creases, calm lakes.",)})

    assert all(sentence.section < 0 for sentence in known.sentences)
    assert of_abstract(f"Boats float. {told_by}folding, lakes.") == ["Boats float."]
