"""What a paper says in other words than the question."""

from __future__ import annotations

import pytest

from bench.asking import document_of
from core.asking.ask import Answerer
from core.asking.inquiry import SHORT
from core.asking.meaning import in_english, is_told, with_nearness
from core.asking.prompts import Turn
from core.document import Document, Section
from core.encoder.late import LateEncoder
from core.llm.budget import Budget
from core.models import Paper
from storage.engine.passages import Passages
from tests.core.asked import NOW, Clock
from tests.spoken import LANGUAGES

PAPER = Paper(id="2602.00001", title="Kite: Models That Fly", abstract="We fly models.")
TOLD = (
    "Training ran on eight A100 cards for three days.",
    "Annotators were recruited among students of linguistics and earned 15 euros an hour.",
    "The tokenizer has a vocabulary of 32,000 pieces.",
    "We release the weights under a permissive licence.",
    "A dropout of 0.1 is applied to all layers.",
    "Our evaluation covers six languages of three families.",
)


def document() -> Document:
    """A paper of many passages, which tells each thing once."""
    sections = []
    for number in range(SHORT + 4):
        filler = f"Part {number} describes a step of the pipeline in words of its own."
        told = TOLD[number % len(TOLD)] if number < len(TOLD) else ""
        text = "\n\n".join([f"{filler} {told}".strip(), filler.replace("describes", "repeats")])
        sections.append(Section(f"{number + 1} Step", 1, text, f"S{number + 1}"))
    return Document(
        paper_id=PAPER.id, title=PAPER.title, abstract=PAPER.abstract, sections=tuple(sections)
    )


def answerer(encoder):
    return Answerer(
        None,
        Passages(),
        budget=Budget(None, NOW.date()),
        clock=Clock(),
        languages=LANGUAGES,
        encoder=encoder,
    )


async def test_the_nearest_sentence_is_told_without_a_word_of_the_question(encoder_home):
    question = "What did the labellers get for their work?"
    inquiry = await answerer(LateEncoder(encoder_home)).inquiry(PAPER, document(), question, "en")
    told = [each for each in inquiry.ranking if each.near is not None]

    assert inquiry.by_meaning
    assert TOLD[1] in max(told, key=lambda each: each.near).drawn.text
    assert TOLD[1] in max(told, key=lambda each: each.relevance).drawn.text


async def test_for_a_question_in_chinese_its_english_words_stand(encoder_home):
    inquiry = await answerer(LateEncoder(encoder_home)).inquiry(
        PAPER, document(), "标注员工资多少？", "zh"
    )
    told = in_english(inquiry.asked, inquiry.text, inquiry.ranking)

    assert told
    assert told.isascii()
    assert inquiry.by_meaning


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("为什么标注员要签字？", "Why "),
        ("标注员有多少？", "How many "),
        ("标注员训练了多久？", "How long "),
        ("标注员是怎么来的？", "Where "),
        ("怎样训练标注员？", "How "),
        ("哪些标注员看得懂？", "Which "),
        ("标注员会说谎吗？", "Is "),
        ("标注员是什么？", "What "),
    ],
)
async def test_what_stands_for_a_question_asks_for_what_it_does(question, begins):
    inquiry = await answerer(None).inquiry(PAPER, document(), question, "zh")

    assert in_english(inquiry.asked, inquiry.text, inquiry.ranking).startswith(begins)


@pytest.mark.parametrize(
    "question",
    [
        "Is the “naïve” model used?",
        "Which β did they use, and which αβ?",
        "What did Nguyễn et al. propose?",
        "Which µ-law, ℓ2 or ﬁlter is used?",
    ],
)
async def test_an_english_question_stands_for_itself(question):
    inquiry = await answerer(None).inquiry(PAPER, document(), question, "en")

    assert in_english(inquiry.asked, inquiry.text, inquiry.ranking) == inquiry.text
    assert not inquiry.by_meaning


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        # The paper has annotators, weights and no other word for them.
        ("What do labellers get?", "en", "What do annotator get?"),
        ("Were the raters annotators?", "en", "Were the annotator annotators?"),
        ("模型多大？", "zh", "How many weight?"),
        # Names stay, and so do words that it has, and what it has no more than a part of.
        ("What is the vocabulary size?", "en", "What is the vocabulary size?"),
        ("What do the annotators get?", "en", "What do the annotators get?"),
        ("Do LabellerNet's annotators earn?", "en", "Do LabellerNet's annotators earn?"),
    ],
)
async def test_words_that_the_paper_has_stand_for_those_that_it_lacks(question, language, told):
    inquiry = await answerer(None).inquiry(PAPER, document(), question, language)

    assert in_english(inquiry.asked, inquiry.text, inquiry.ranking) == told


async def test_what_is_asked_in_other_words_is_as_near_as_in_the_papers_own(encoder_home):
    def told(inquiry):
        return sorted(each.relevance for each in inquiry.ranking if each.relevance is not None)

    asked = answerer(LateEncoder(encoder_home))
    others = await asked.inquiry(PAPER, document(), "What do the labellers get?", "en")
    own = await asked.inquiry(PAPER, document(), "What do the annotator get?", "en")

    assert told(others)
    assert told(others) == pytest.approx(told(own))


@pytest.mark.parametrize("question", ["Какова высота полёта?", "Πόσο ψηλά πετάει;"])
async def test_a_question_that_cannot_be_put_in_english_goes_by_words(encoder_home, question):
    encoder = LateEncoder(encoder_home)
    inquiry = await answerer(encoder).inquiry(PAPER, document(), question, "en")

    assert not inquiry.by_meaning


async def test_for_a_question_that_names_nothing_the_one_before_it_stands(encoder_home):
    asked = answerer(LateEncoder(encoder_home))
    first = "What did the labellers get for their work?"
    alone = await asked.inquiry(PAPER, document(), first, "en")
    behind = await asked.inquiry(
        PAPER, document(), "Why is that so?", "en", [Turn(first, "Money.")]
    )

    def near(inquiry):
        return {each.drawn.text: each.near for each in inquiry.ranking if each.near is not None}

    assert near(behind)
    assert near(behind).items() <= near(alone).items()


async def test_an_encoder_that_cannot_be_opened_leaves_the_words(tmp_path, capsys):
    question = "How many tokens does the vocabulary have?"
    broken = await answerer(LateEncoder(tmp_path)).answer(PAPER, document(), question, "en")
    without = await answerer(None).answer(PAPER, document(), question, "en")

    assert broken == without
    assert "told by their words alone" in capsys.readouterr().out


async def test_a_short_text_is_not_looked_at_by_meaning(encoder_home):
    asked = answerer(LateEncoder(encoder_home))
    inquiry = await asked.inquiry(PAPER, None, "What flies?", "en")

    assert not inquiry.by_meaning
    assert await with_nearness(inquiry.asked, "What flies?", (), LateEncoder(encoder_home)) == []
    assert not is_told(())


@pytest.mark.recorded
async def test_what_words_alone_do_not_find_is_answered_by_meaning(recorded, encoder_home):
    page = document_of(recorded, "ar5iv_html/1706.03762.prettified.html")
    paper = Paper(id=page.paper_id, title=page.title, abstract=page.abstract)
    question = "What happens with too many heads?"
    by_words = await answerer(None).answer(paper, page, question, "en")
    by_meaning = await answerer(LateEncoder(encoder_home)).answer(paper, page, question, "en")

    assert "drops off with too many heads" not in by_words.text
    assert "drops off with too many heads" in by_meaning.text
