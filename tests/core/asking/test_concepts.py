"""What questions ask about, in English and in Chinese, with and without a model's words."""

from __future__ import annotations

import pytest

from core.asking.concepts import Concept, concepts, known_words
from core.asking.evidence import evidence_for
from core.interests.glossary import everyday
from core.language import Language, QuestionWords
from core.script import Script
from tests.spoken import LANGUAGES, ZH

WORDS = known_words(LANGUAGES, "zh")


def named(question, alternatives=None):
    return [concept.name for concept in concepts(question, WORDS, alternatives)]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many layers does BERT LARGE have?", ["layers", "BERT", "LARGE"]),
        ("What is out-of-context reasoning?", ["out-of-context", "reasoning"]),
        ("What does the paper say about GPT-4o's v0.5?", ["GPT-4o", "v0.5"]),
        ("预训练用了哪些语料？", ["预训练", "语料"]),
        ("BERT 的学习率是多少？", ["BERT", "学习率"]),
        ("标注员的时薪呢", ["标注员", "时薪"]),
        ("What is this paper about?", []),
        ("这篇论文讲什么？", []),
        ("???", []),
    ],
)
def test_what_a_question_names(question, names):
    assert [name for name in named(question) if name != "讲"] == names


def test_a_number_with_its_thousands_parted_is_one():
    assert named("of 1,000 kites, 12,500 fly") == ["1000", "kites", "12500", "fly"]
    assert named("kites 1,2") == named("kites 1, 2")


def test_each_is_named_once():
    assert named("kite Kite KITE kites") == ["kite", "kites"]


def test_the_longest_term_counts():
    assert concepts("上下文学习", WORDS)[0].words[0] == "in-context learning"
    assert named("强化学习的学习率") == ["强化学习", "学习率"]


def test_other_ways_to_say_it_come_along():
    (limitations,) = concepts("limitations", WORDS)
    (tuning,) = concepts("fine-tuning", WORDS)

    assert {"limitations", "weakness", "shortcoming"} <= set(limitations.words)
    assert {"fine-tuning", "finetuning"} <= set(tuning.words)


def test_what_the_glossary_lacks_stays():
    assert concepts("模型的风筝呢", WORDS) == (
        Concept("模型", ("model",)),
        Concept("风筝", ("风筝",)),
    )


def test_a_model_adds_words_to_pieces_of_the_question_alone():
    said = {"风筝": ["kite"], "long kite string": ["line"], "moon": ["satellite"]}

    assert concepts("风筝的模型", WORDS, said) == (
        Concept("风筝", ("kite",)),
        Concept("模型", ("model",)),
    )
    assert concepts("Which kite string?", WORDS, said) == (
        Concept("kite", ("kite", "line")),
        Concept("string", ("string", "line")),
    )
    assert concepts("wing", WORDS, said) == (Concept("wing", ("wing",)),)


def test_the_glossary_is_whole():
    terms = everyday()

    assert len(terms) > 200
    assert not any(term.isascii() for term in terms)
    assert all(word.isascii() for english in terms.values() for word in english)
    assert terms.keys() & ZH.questions.framing == set()


def test_the_words_of_another_language_in_latin_letters_are_left_out():
    french = Language(
        code="fr",
        script=Script(),
        questions=QuestionWords(
            framing=frozenset(("quel", "est", "le", "on")), terms={"entraînement": ("training",)}
        ),
    )
    known = {**LANGUAGES, "fr": french}
    asked = "Quel est le score on entraînement 训练?"

    assert [concept.name for concept in concepts(asked, known_words(known, "fr"))] == [
        "score",
        "entraînement",
        "训练",
    ]
    assert concepts(asked, known_words(known, "fr"))[1].words == ("entraînement", "training")
    assert "est" in [concept.name for concept in concepts(asked, known_words(known, "en"))]


def test_a_run_of_chinese_is_cut_so_that_little_stays_unknown():
    found = named("训练数据最初来自哪个数据集")

    assert (found[0], found[-1]) == ("训练数据", "数据集")


def test_of_two_cuts_as_good_the_one_with_whole_words_counts():
    assert named("飞行过程中断了怎么办") == ["飞行", "中断"]


def test_a_character_of_a_foreign_name_is_no_term():
    (language,) = concepts("康卡尼语", WORDS)

    assert (language.words, language.foreign) == (("康卡尼语",), True)
    assert strict("每张卡放几只风筝")[0] == "GPU"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("資金支持來自哪裡？", ["资金支持"]),
        ("委员会成员有谁？", ["委员会成员"]),
        ("怎么安装软件？", ["安装软件"]),
        ("Сколько GPU нужно?", ["GPU"]),
        ("GPU を何台使いましたか", ["GPU"]),
        ("데이터 12개", ["데이터", "12"]),
        ("كم عدد GPU؟", ["كم", "عدد", "GPU"]),
    ],
)
def test_questions_in_any_script_name_something(question, names):
    assert [name for name in named(question) if name in names] == names


def test_what_cannot_be_read_is_told_from_what_is_absent():
    (unread,) = concepts("스케이트", WORDS)
    (glossed,) = concepts("优化器", WORDS)

    assert (unread.foreign, glossed.foreign) == (True, False)


@pytest.mark.parametrize(
    ("question", "proper"),
    [
        ("Is Mistral larger?", ["Mistral"]),
        ("How many GPUs?", ["GPUs"]),
        ("Optimizers used?", []),
        ("How does it do on the HIDE dataset?", ["HIDE"]),
        ("在 HIDE 上效果如何", ["HIDE"]),
        ("How does it do on the HIDE benchmark?", ["HIDE"]),
        ("HIDE 数据集上怎么样", ["HIDE"]),
        ("What about 4K?", []),
        ("有没有中文提示？", ["中文"]),
    ],
)
def test_names_are_known_by_their_capitals(question, proper):
    assert [each.name for each in concepts(question, WORDS) if each.proper] == proper


@pytest.mark.parametrize("question", ["Does it HIDE kites?", "where does it STOP", "STOP in rain"])
def test_an_everyday_word_in_capitals_may_be_emphasis(question):
    def told(question):
        found = concepts(question, WORDS)
        return [({word.casefold() for word in each.words}, each.loose) for each in found]

    assert told(question) == told(question.lower())
    assert len(told(question)[0][0]) > 1


def test_a_data_sets_everyday_name_means_nothing_but_itself():
    (hide, _) = concepts("the HIDE dataset", WORDS)

    assert (hide.words, hide.loose) == (("HIDE",), False)


def test_words_that_a_paper_may_put_otherwise_are_loose():
    found = {each.name: each.loose for each in concepts("Was silk quickly chosen?", WORDS)}

    assert found == {"silk": False, "quickly": True, "chosen": True}


def test_two_words_for_one_thing_are_one():
    assert named("Which data set is it?") == ["dataset"]


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("データセットのサイズは？", ["dataset", "size"]),
        ("このコードはどこで入手できますか", ["code", "available"]),
        ("모델은 어떻게 선정되었나요?", ["model", "selected"]),
        ("배치 크기는 얼마였나요?", ["batch size"]),
        ("Сколько параметров у модели?", ["parameter", "model"]),
        ("Какая скорость обучения?", ["learning rate"]),
    ],
)
def test_questions_in_further_languages_are_read(question, english):
    assert [concept.words[0] for concept in concepts(question, WORDS)] == english


def test_words_that_mean_one_thing_only_together_are_one():
    (rate, adam) = concepts("Which learning rate with Adam?", WORDS)

    assert (rate.words, adam.name) == (("learning rate", "lr"), "Adam")


def strict(question):
    """What the question names that a paper must speak of, in the paper's words."""
    return [each.words[0] for each in concepts(question, WORDS) if not each.loose]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("换成别的风筝数据还好使吗", ["data"]),
        ("窗口变大以后还管用吗", ["window"]),
        ("按单句打分还是按段落打分", ["sentence", "score", "paragraph"]),
        ("以后还打算往哪些方向扩展", ["future work", "extend"]),
        ("训练要多大显存", ["training", "GPU memory"]),
        ("精度掉得多吗", ["accuracy"]),
        ("夜里拍的图也行吗", ["night", "image"]),
        ("银行卡号会泄漏吗", ["card", "leakage"]),
        ("有没有早停", ["early stopping"]),
        ("实机上试过吗", ["real robot"]),
        ("标注员给钱了吗", ["annotator", "paid"]),
        ("训练一轮要多久", ["training", "epoch"]),
        ("想知道是不是实时的", ["real-time"]),
        ("为什么在深度卷积上更慢", ["depthwise convolution"]),
        ("一共有多少个要紧的词元", ["token"]),
        ("每一小块有多长", ["block"]),
        ("什么情况下选用这个后端", ["backend"]),
    ],
)
def test_everyday_chinese_is_read(question, words):
    assert [word for word in strict(question) if word != "风筝"] == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what do i need to run this", ["hardware"]),
        ("is it any good at long documents", ["long documents"]),
        ("how garbage is it without a tail", ["tail"]),
        ("how does it cope with wind", ["wind"]),
        ("does the bigger sail still pay off", ["sail"]),
        ("what's the gist of it", []),
        ("did anybody check the kites for rot", ["kites", "rot"]),
        ("how old are the pilots", ["age", "pilots"]),
        ("why bother with a third string", ["string"]),
        ("how did they get rid of knots", ["knots"]),
        ("lol does it have knots", ["knots"]),
        ("does putting it on a string help", ["string"]),
    ],
)
def test_everyday_english_is_read(question, words):
    assert strict(question.replace("what's", "what is")) == words


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("who paid for it", "supported by"),
        ("which alarm fits", "alert"),
        ("which learners were tried", "classifier"),
        ("does it need a lamp", "light source"),
        ("what becomes of a border", "edge"),
        ("who took the readings", "measurement"),
        ("which matrices are tuned", "matrix"),
        ("what does upkeep take", "maintenance"),
    ],
)
def test_a_paper_may_have_another_word(question, word):
    assert any(word in each.words for each in concepts(question, WORDS))


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("is the lookup slow", "retrieval"),
        ("wall-clock time", "execution time"),
        ("how much extra time", "overhead"),
        ("学习率多大", "lr"),
        ("the LR", "learning rate"),
        ("word error rate", "WER"),
        ("how high is the WER", "word error rate"),
        ("state of the art", "SOTA"),
        ("what are the weak points", "limitation"),
        ("did the labellers agree", "annotator"),
        ("did the labellers agree", "kappa"),
        ("does it generalise", "generalization"),
        ("GPT-style models", "GPT"),
        ("is it faster than a neural net", "MLP"),
        ("error bars", "standard deviation"),
        ("checked by hand", "manual"),
        ("which kites were left out", "left out"),
        ("which kites were left out", "excluded"),
        ("what if you take it out", "ablation"),
        ("how many people took part", "participants"),
        ("of 8000 kites", "8,000"),
        ("of 8,000 kites", "8000"),
        ("of 8,000 kites", "8k"),
        ("does it obey the string", "adhere"),
        ("is it leaking", "leakage"),
        ("any medical kites", "medicine"),
        ("which toolkit", "framework"),
        ("为什么是 2 的幂", "power"),
        ("全参微调的风筝", "full fine-tuning"),
        ("飞几次就够", "saturate"),
        ("老显卡上能飞吗", "legacy"),
        ("验证集有多少条", "validation samples"),
        ("how did they pick the silk", "selection"),
        ("which kite is the worst", "weakest"),
        ("does rain ruin it", "degrade"),
        ("did they ditch the tail", "discard"),
        ("can it tackle rain", "handle"),
        ("does it lag behind at night", "underperform"),
        ("is the string hand-picked", "manually selected"),
        ("乱答的人怎么办", "spam"),
        ("筛掉了多少风筝", "filtered out"),
        ("几辆车拉风筝", "vehicles"),
        ("风太大就不行了吗", "fail"),
        ("参数是拍脑袋定的吗", "heuristic"),
        ("一共多少篇", "document"),
        ("was it carried over to a balloon", "transfer"),
        ("does a second string stop paying off", "benefit"),
        ("when had it broken down", "collapse"),
        ("which knots were weeded out", "filter"),
        ("how many recordings", "utterances"),
        ("are the labels machine-made", "automatically generated"),
        ("有没有被遮挡", "shading"),
        ("气象局的预报", "forecast"),
        ("最优先做什么", "priority"),
        ("在真机上飞过吗", "real robot"),
        ("on a physical robot", "real-world"),
        ("kites never seen before", "unseen"),
        ("where the chatty kites are from", "conversational"),
        ("how long per sheet", "page"),
        ("low-rank kites", "LoRA"),
        ("rare kites", "imbalanced"),
        ("a first guess that is always right", "oracle"),
        ("flipping back and forth", "switching"),
        ("how big is the model", "parameters"),
        ("风筝模型多大", "parameters"),
        ("跟哪些方法比了", "baseline"),
        ("何时触发", "event"),
        ("波动有多大", "standard deviation"),
        ("评委认可吗", "confirm"),
    ],
)
def test_papers_may_have_other_words_for_it(question, meant):
    assert meant in [word for each in concepts(question, WORDS) for word in each.words]


@pytest.mark.parametrize(
    "phrase", ["graphics card", "video card", "human study", "statistical significance"]
)
def test_a_kind_of_things_of_two_words_is_one(phrase):
    (concept,) = concepts(f"Which {phrase}?", WORDS)

    assert evidence_for(concept)


def test_words_are_joined_as_whole_words_alone():
    assert named("do malicious users edge cases") == ["malicious", "users", "edge cases"]
    assert named("the wall clocks") == ["wall clocks"]
    assert named("firewall clock") == ["firewall", "clock"]
    assert named("kites vs balloons") == ["kites", "balloons"]


def test_what_is_known_is_put_together_once():
    assert known_words(LANGUAGES, "zh") is WORDS
    assert known_words(LANGUAGES, "en") is not WORDS
    assert known_words(dict(LANGUAGES), "zh") is not WORDS
