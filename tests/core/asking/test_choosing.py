"""Which sentences answer, without a model: one paper about a solver, and what readers ask of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.asking.ask import Answerer
from core.asking.asked import Asked, Drawn, Spoken
from core.asking.choosing import SECOND, Ranked, best, best_by_rules, is_own_row, sentences_of
from core.asking.concepts import Concept
from core.asking.fitting import named, near_numbers
from core.asking.kinds import Kind
from core.asking.passages import Passage
from core.document import Document, Section
from core.llm.budget import Budget
from core.models import Paper, Quote
from storage.engine.passages import Passages
from tests.core.asked import NOW, Clock
from tests.spoken import LANGUAGES

RELEASES = "We publish a new version every six months."
CODE = "The source code is hosted at https://example.org/stiff and can be obtained free of charge."
SETUP = "The package is installed with pip or conda."
SPEED = "The new solver is 3.5 times faster than the earlier one on the stiff problems."
FUNDS = "This work was supported by grant 1234 of the Kite Foundation."
BOARD = "The steering committee has five members: Ada, Bo, Cy, Di and Ed."
ACCEPTANCE = "The acceptance fraction should lie between 0.2 and 0.5."
MISTAKE = "One mistake many users make is to take too many samples!"
REASON = "We chose the stretch move because it needs no tuning by hand."
TERM = "The autocorrelation time is the number of steps after which samples are independent."
LIMIT = "The solver cannot handle discontinuous functions."
ROW = "Stiff | 1.2 | 4.3"
PAPER = Paper(
    id="1", title="Stiff: a Solver for Chains", abstract="We present a solver for chains."
)
DOCUMENT = Document(
    paper_id=PAPER.id,
    title=PAPER.title,
    abstract=PAPER.abstract,
    head=("Ada Kite", "University of Flight", "ada@kites.example.org"),
    sections=(
        Section("1 Introduction", 1, "Chains are common in science. Many tools exist for them."),
        Section("2 Solver", 1, f"{REASON} {TERM}\n\nIt walks through space.", "S2"),
        Section("3 Use", 1, f"{ACCEPTANCE} It is easy to read off.\n\n{MISTAKE}", "S3"),
        Section("4 Speed", 1, f"{SPEED}\n\nTable 1: Run time in seconds.\n\nSolver | Easy | Hard\n{ROW}\nOld | 3.1 | 15.0"),
        Section("5 Project", 1, f"{RELEASES}\n\n{BOARD}\n\n{SETUP} {CODE}", "S5"),
        Section("6 Limitations", 1, LIMIT),
        Section("Acknowledgements", 1, f"We thank our readers. {FUNDS}"),
    ),
)  # fmt: skip


async def asked(question, language="en"):
    answerer = Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )
    return await answerer.answer(PAPER, DOCUMENT, question, language)


async def barred(question, section):
    """Whether each sentence found answers in no case, with that section in place of the first."""
    document = replace(DOCUMENT, sections=(section, *DOCUMENT.sections[1:]))
    answerer = Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )
    inquiry = await answerer.inquiry(PAPER, document, question, "en")
    return {each.drawn.text: each.barred for each in inquiry.ranking}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How often are new releases published?", RELEASES),
        ("多久发布一次新版本？", RELEASES),
        ("Where can the code be downloaded?", CODE),
        ("源代码在哪里下载？", CODE),
        ("How much faster is the new solver than the earlier method?", SPEED),
        ("新的求解器比以前快多少？", SPEED),
        ("Who funded the work?", FUNDS),
        ("得到了哪些资金支持？", FUNDS),
        ("Who is on the committee?", BOARD),
        ("委员会成员有哪些？", BOARD),
        ("怎么安装软件？", SETUP),
        ("What should the acceptance fraction be?", ACCEPTANCE),
        ("接受率应该是多少？", ACCEPTANCE),
        ("Why was the stretch move chosen?", REASON),
        ("What is the autocorrelation time?", TERM),
        ("什么是自相关时间？", TERM),
        ("What are the limitations of the solver?", LIMIT),
        ("有哪些局限？", LIMIT),
        ("資金支持來自哪裡？", FUNDS),
    ],
)
async def test_what_the_paper_says_is_found(question, sentence):
    answer = await asked(question)

    assert sentence in answer.text
    assert (answer.answered, answer.places, answer.absent) == (True, (), ())
    assert len(answer.quotes) <= 2


@pytest.mark.parametrize(
    "question",
    [
        "How many GPUs does the solver need?",
        "What is the hourly wage of the annotators?",
        "训练用了什么优化器？",
        "有没有在中文数据上评测？",
        "How often does Claude agree with the solver?",
        "What dropout rate was applied?",
    ],
)
async def test_what_the_paper_does_not_say_is_not_made_up(question):
    answer = await asked(question)

    assert (answer.answered, answer.text, answer.quotes) == (False, "", ())


async def test_what_the_paper_never_mentions_is_named():
    answer = await asked("What does the helicopter of the committee weigh?")

    assert answer.absent == ("helicopter", "weigh")
    assert answer.nearest[0] == Quote(BOARD, "5 Project", "S5")


async def test_a_row_that_comes_near_is_told_with_the_heads_of_its_columns():
    answer = await asked("Which hurricane is Stiff hard on?")

    assert not answer.answered
    assert "Solver: Stiff; Easy: 1.2; Hard: 4.3." in [each.text for each in answer.nearest]


async def test_what_is_wrong_with_others_is_no_limit_of_the_paper():
    theirs = "Earlier solvers are limited to easy chains."
    introduction = Section("1 Introduction", 1, f"{theirs} We are limited to stiff ones.")
    found = await barred("What are the limitations?", introduction)

    assert (found[theirs], found["We are limited to stiff ones."]) == (True, False)


async def test_a_computer_may_be_of_another_thing_than_what_things_run_on():
    tasks = "The computer vision tasks are Tracking and Flow."
    found = await barred("Which computer vision tasks are there?", Section("1 Tasks", 1, tasks))

    assert not found[tasks]


async def test_a_row_of_a_table_answers_by_its_caption():
    answer = await asked("What is the run time of Stiff on hard problems?")

    assert ROW in [quote.text for quote in answer.quotes]


@pytest.mark.parametrize(
    "question", ["ゴリラはどうやってジャンプしますか", "Сколько там медведей?", "고슴도치가 짖나요?", "كم يكلف؟"]
)  # fmt: skip
async def test_a_question_that_cannot_be_read_leads_to_the_sections(question):
    answer = await asked(question)

    assert (answer.answered, answer.absent) == (False, ())
    assert [place.section for place in answer.places][:2] == ["1 Introduction", "2 Solver"]


async def test_in_any_script_figures_and_latin_words_are_looked_for():
    answer = await asked("Кто получил grant 1234?")

    assert "Acknowledgements" in [place.section for place in answer.places] or answer.answered


def test_a_question_of_the_paper_stands_with_its_answer():
    passage = Passage("FAQ", "FAQ", "", "Who paid? The foundation. It was kind.")

    assert [each.text for each in sentences_of(passage)] == [
        "Who paid? The foundation.",
        "It was kind.",
    ]


def test_a_row_stands_under_its_caption_and_head():
    text = "Table 1: Times.\nSolver | Easy\nStiff | 1.2"
    (caption, row) = sentences_of(Passage("4", "4 Speed", "", text))

    assert (caption.text, row.text) == ("Table 1: Times.", "Stiff | 1.2")
    assert row.titles == "4 Speed\nTable 1: Times.\nSolver | Easy"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("ソースコードはどこで入手できますか", CODE),
        ("코드는 어디에서 다운로드하나요?", CODE),
        ("Кто поддержал исследование?", FUNDS),
    ],
)
async def test_questions_in_further_languages_are_answered(question, sentence):
    answer = await asked(question)

    assert sentence in answer.text


async def test_each_part_of_a_question_is_answered():
    answer = await asked("How often are new releases published, and where can I get the code?")

    assert RELEASES in answer.text
    assert CODE in answer.text


async def test_a_row_is_told_with_the_heads_of_its_columns():
    answer = await asked("What is the run time of Stiff on hard problems?")

    assert "Solver: Stiff; Easy: 1.2; Hard: 4.3." in answer.text


@pytest.mark.parametrize(
    "question", ["Which tokenizer does the solver use?", "Did readers check the solver?"]
)
async def test_what_is_near_the_matter_is_no_answer(question):
    answer = await asked(question)

    assert not answer.answered


def test_by_the_rules_alone_what_is_barred_is_not_shown_nor_what_is_much_worse():
    passage = Passage("1 Kites", "1 Kites", "", "Kites fly. We land at dusk. It is red.")
    never = Ranked(Drawn("Kites fly.", passage), 3.0, answers=True, barred=True)
    able = Ranked(Drawn("We land at dusk.", passage), 1.0, answers=True)
    worse = Ranked(Drawn("It is red.", passage), SECOND / 2, answers=True)
    told = [drawn.text for drawn in best_by_rules([never, able, worse], 3)]

    assert told == ["We land at dusk."]
    assert best_by_rules([never, replace(able, answers=False)], 3) == []
    assert len(best([never, able, worse], 3)) == 3


@pytest.mark.parametrize(
    ("row", "own"),
    [
        ("Ours | 7.1 | 76.0", True),
        ("KiteNet (ours) | 7.1 | 76.0", True),
        ("Proposed method | 7.1 | 76.0", True),
        ("Stiff-small | 7.1 | 76.0", True),
        ("Old (four hours) | 7.1 | 76.0", False),
        ("Course | 7.1 | 76.0", False),
        ("Sourest | 7.1 | 76.0", False),
        (f"Old | {'7.1 | ' * 20}ours", False),
    ],
)
def test_the_row_of_the_papers_own_work_is_told_by_its_name(row, own):
    asked = Asked((), (), frozenset(), own="Stiff")

    assert is_own_row(asked, row) is own


def test_a_sentence_stands_with_the_one_it_speaks_of():
    told = "The kite rises by itself. This is called soaring."
    passage = Passage("1 Kites", "1 Kites", "", told)
    found = [Ranked(Drawn("This is called soaring.", passage), 1.0, answers=True)]

    assert [drawn.text for drawn in best(found, 3)] == [told]


@pytest.mark.parametrize(
    "question",
    [
        "which university are the authors from",
        "作者是哪个单位的",
        "contact email?",
        "怎么联系作者",
        "who wrote it",
    ],
)
async def test_who_wrote_the_paper_is_told_by_its_head(question):
    answer = await asked(question)

    assert answer.quotes[0] == Quote(
        "Ada Kite; University of Flight; ada@kites.example.org", "Authors", ""
    )


async def test_without_a_page_the_authors_are_those_the_list_names():
    answerer = Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )
    named = replace(PAPER, authors=("Ada Kite", "Bo String"))
    answer = await answerer.answer(named, None, "who are the authors?", "en")

    assert answer.quotes[0].text == "Ada Kite; Bo String"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("wheres the souce code", CODE),
        ("wich funding did they recieve", FUNDS),
        ("whats the autocorelation time", TERM),
        ("limitatons?", LIMIT),
    ],
)
async def test_slips_of_typing_are_understood(question, sentence):
    answer = await asked(question)

    assert sentence in answer.text
    assert answer.question == question


def test_what_says_the_same_in_nearly_the_same_words_is_shown_once():
    texts = (
        "We fly red kites at noon over the sea.",
        "We fly red kites at noon over the sea again.",
        "They land.",
    )
    passage = Passage("1 Kites", "1 Kites", "", " ".join(texts))
    found = [Ranked(Drawn(text, passage), 1.0, answers=True) for text in texts]

    assert len(best(found, 3)) == 2


async def test_a_number_of_one_is_no_number_of_all():
    head = "Figure 4 shows attention head 5."
    many = "The model has 8 heads in every layer."
    document = replace(DOCUMENT, sections=(Section("2 Model", 1, f"{head}\n\n{many}"),))
    answerer = Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )
    answer = await answerer.answer(PAPER, document, "how many heads does it have", "en")

    assert answer.text == many


async def test_a_name_may_stand_elsewhere_in_the_section():
    told = "All models have four layers."
    before = "We train on GCD. It is hard. It is slow. It is fun. It is old."
    document = replace(DOCUMENT, sections=(Section("2 Model", 1, f"{before}\n\n{told} It runs."),))
    answerer = Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )
    answer = await answerer.answer(PAPER, document, "How many layers do the GCD models have?", "en")

    assert told in answer.text


async def test_no_row_tells_a_reason_or_whether_something_is_so():
    why = await asked("Why is Stiff slow on hard problems?")
    so = await asked("Is Stiff hard?")

    assert ROW not in [quote.text for quote in (*why.quotes, *so.quotes)]


@pytest.mark.parametrize(
    ("sentence", "answered"),
    [
        ("Solvers for speech chains were built by many (Ada et al., 2020).", False),
        ("We built solvers for speech chains, as many did (Ada et al., 2020).", True),
    ],
)
async def test_what_others_did_is_no_answer(sentence, answered):
    document = replace(DOCUMENT, sections=(Section("1 Introduction", 1, sentence),))
    answerer = Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )
    answer = await answerer.answer(PAPER, document, "Did they build solvers for speech?", "en")

    assert answer.answered is answered


async def test_money_is_that_of_what_is_asked_for():
    money = "Box A holds 1,000 dollars."
    document = replace(
        DOCUMENT,
        sections=(Section("2 Runs", 1, "Balloons rise fast."), Section("3 Prompts", 1, money)),
    )
    answerer = Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )

    assert not (
        await answerer.answer(PAPER, document, "How many dollars did the balloons cost?", "en")
    ).answered
    assert (
        await answerer.answer(PAPER, document, "How many dollars are in the box?", "en")
    ).answered


async def test_a_number_within_a_text_in_a_row_is_no_value():
    text = "It has hurt people of any age, and 12 women among them, in many ways and many places."
    table = f"Table 1: Harms.\n\nHarm | Women\nHate | {text}\nFraud | 4"
    document = replace(DOCUMENT, sections=(Section("2 Harms", 1, table),))
    answerer = Answerer(
        None, Passages(), budget=Budget(None, NOW.date()), clock=Clock(), languages=LANGUAGES
    )
    answer = await answerer.answer(PAPER, document, "How many women were hurt by hate?", "en")

    assert text not in " ".join(quote.text for quote in answer.quotes)


async def test_of_rows_alike_the_one_of_the_papers_own_work_is_first():
    answer = await asked("What is the run time on hard problems?")

    assert answer.quotes[0].text == ROW


async def test_sentences_are_quoted_with_those_beside_them():
    answer = await asked("Who funded the work?")

    assert answer.text == FUNDS
    assert [quote.text for quote in answer.quotes] == [f"We thank our readers. {FUNDS}"]


def test_an_abbreviation_is_a_word_of_its_own():
    rate = Concept("learning rate", ("learning rate", "lr"))

    assert named(rate, "trained with lr=0.01 and")
    assert named(rate, "the learning rates are")
    assert not named(rate, "it is already ahead")
    assert not named(Concept("GPU", ("GPU", "TPU")), "http us")


@pytest.mark.parametrize(
    ("stated", "numbered"), [("20", False), ("25", True), ("20 ms", False), ("ms", True)]
)
def test_a_number_that_the_question_states_is_no_answer_to_it(stated, numbered):
    words = (*stated.split(), "window")
    concepts = tuple(Concept(word, (word,)) for word in words)
    asked = Asked(concepts, (1.0,) * len(words), frozenset({Kind.NUMBER}))
    spoken = Spoken(frozenset(range(len(words))), frozenset(), frozenset())

    assert (near_numbers(asked, "A window of 20 ms is taken.", spoken) > 0) is numbered


def test_a_number_is_stated_however_its_thousands_are_parted():
    concepts = (Concept("1000", ("1000", "1,000")), Concept("kites", ("kites",)))
    asked = Asked(concepts, (1.0, 1.0), frozenset({Kind.NUMBER}))
    spoken = Spoken(frozenset({0, 1}), frozenset(), frozenset())

    assert near_numbers(asked, "Of 1,000 kites none fly.", spoken) == 0
    assert near_numbers(asked, "Of 2,000 kites none fly.", spoken) > 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is a baseline for all of them.]", "It is a baseline for all of them."),
        ("[We found that nobody can explain it.", "We found that nobody can explain it."),
        ("[We send one only to each server.]", "We send one only to each server."),
        ("[See [4] for the proof.", "See [4] for the proof."),
        ("Kites lie in [10, 50]", "Kites lie in [10, 50]"),
        ("[10, 50]", "[10, 50]"),
        ("[CLS] stands before [SEP]", "[CLS] stands before [SEP]"),
        ("They fly [we saw ten.]", "They fly [we saw ten.]"),
    ],
)
def test_a_sentence_of_a_note_is_told_without_its_brackets(text, told):
    assert Drawn(text, Passage("1", "1", "", text)).told == told
