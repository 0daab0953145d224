"""What shows that a sentence speaks of a kind of thing that it does not call by its name."""

from __future__ import annotations

import pytest

from core.asking.concepts import concepts, known_words
from core.asking.evidence import asked_whether_out, evidence_for, outs, shown
from core.asking.fitting import named
from tests.spoken import LANGUAGES

WORDS = known_words(LANGUAGES, "zh")


def speaks(question, text, titles=""):
    return bool(shown(concepts(question, WORDS), text, titles))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("which GPU", "We train on two 80GB A100 cards."),
        ("用的什么显卡", "All runs used eight H800 nodes."),
        ("which LLM is the judge", "GPT-4o scores each flight."),
        ("用的哪个大模型", "We query Qwen2.5-72B for names of winds."),
        ("which hardware", "All runs fit on one GPU."),
        ("训练花了多少钱", "One flight cost $3.50 in total."),
        ("what optimizer", "We use AdamW with a cosine schedule."),
        ("which license", "The data are released under CC-BY 4.0."),
        ("on which card was it flown", "It was flown on an RTX 4090."),
        ("how much were the pilots paid", "They fly for 12.50 USD/hr."),
        ("how many knots per second", "It makes 30 knots/s in rain."),
        ("每秒几个结", "Its throughput is 30 knots."),
        ("which university", "Ada Kite; School of Flight, Anhui"),
        ("作者单位", "Department of Kites, Elsewhere"),
        ("contact email", "{ada,bo}@kites.example.org"),
        ("which company", "Bo Kite; Google Brain"),
        ("did humans rate it", "Three annotators judged each flight."),
        ("有没有人工评测", "A user study with twelve pilots."),
        ("做过显著性检验吗", "The gain holds (p < 0.05)."),
        ("how many dollars", "One flight cost $3.50 in total."),
        ("which metrics", "We report F1 and exact match."),
        ("which languages", "The corpus holds German and Czech."),
        ("any limitation", "Our kite cannot fly without wind."),
        ("any limitation", "What we saw is confined to Anhui."),
        ("what settings was it flown with", "We fly for 90 epochs with a batch size of 32."),
        ("which config did they use", "It is trained by AdamW with momentum."),
        ("future work", "We leave colder days for another time."),
        ("what are the open problems", "Colder days are worth further study."),
        ("在什么芯片上测速", "Latency is measured on a Cortex-M7 at 480 MHz."),
        ("which processor", "It runs on a Raspberry Pi 5."),
        ("which software solves it", "The winds are solved for by CasADi with IPOPT."),
        ("which package", "Statsmodels was used to fit the winds."),
        ("what hardware was it run on", "States are computed in float16 on Apple MPS."),
        ("which library", "The kite is implemented in PyTorch."),
        ("which database", "Winds are kept in Chroma."),
        ("which graphics card", "We train on one RTX 4090."),
        ("what machines did it run on", "We fly it on two A100 GPUs."),
        ("what kind of computer was it", "Timed on an Intel CPU."),
        ("跑在 PostgreSQL 的哪个版本上", "We evaluate on PostgreSQL 16.14."),
        ("which version of the simulator", "We use Kite-World 3.1.1."),
        ("which version", "All winds are of v2.1."),
        ("重复了几次", "Each flight uses a single seed."),
        ("有没有考虑随机性", "We report five runs."),
        ("how many seeds", "Heights are point estimates."),
    ],
)
def test_what_shows_a_thing(question, text):
    assert speaks(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("which GPU", "The kite has 100 tails."),
        ("which GPU", "A flight takes four GPU-hours."),
        ("which LLM is the judge", "A large language model scores each flight."),
        ("训练花了多少钱", "The larger kite wins at lower cost."),
        ("what optimizer", "We use a string."),
        ("which license", "The data are large."),
        ("contact email", "The corresponding token is masked."),
        ("what settings was it flown with", "The red kite is flown by two people."),
        ("how many dollars", "It weighs $10$ grams, $\\pm$ 0.01."),
        ("how many dollars", "Its error is $0.5\\%$ at most."),
        ("did humans rate it", "HumanEval is a benchmark."),
        ("does the model card say so", "It was flown on an RTX 4090."),
        ("how much were the pilots paid", "They pay $2$ visits to each."),
        ("how many knots per second", "The second kite has 30 knots."),
        ("any limitation", "You may use, but are not limited to, these kites."),
    ],
)
def test_what_shows_nothing(question, text):
    assert not speaks(question, text)


def test_a_section_of_limitations_speaks_of_them_whatever_its_words():
    assert speaks("limitations", "We flew at noon.", "5 Limitations")
    assert not speaks("limitations", "We flew at noon.", "5 Flights")


def test_what_papers_call_by_its_name_needs_no_other_sign():
    (kite,) = concepts("kite", WORDS)

    assert evidence_for(kite) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The code is available at https://example.org/kites.", True),
        ("All weights are publicly available.", True),
        ("The wind is not available as a signal while we fly.", False),
        ("Third, the available 2D maps are noisy.", False),
    ],
)
def test_what_can_be_had_is_said_to_be_available(text, told):
    (code,) = concepts("code", WORDS)
    evidence = evidence_for(code)

    assert evidence is not None
    assert evidence.speaks(text, "") == told


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("is the code public", "Our code is publicly available.", True),
        ("is the code public", "We release code and kites at https://example.org/kites.", True),
        (
            "is the code public",
            "The public release has 32 winds sampled at 500 Hz, including 30 from the sea and two "
            "from the hills; in our implementation, we retain 30.",
            False,
        ),
        ("代码公开吗", "Public winds are coded by hand.", False),
    ],
)
def test_that_code_can_be_had_is_said_beside_it(question, text, told):
    asked_for = asked_whether_out(concepts(question, WORDS))

    assert asked_for is not None
    assert any(named(asked_for, each.casefold()) for each in outs(text)) == told


def test_who_names_no_code_does_not_ask_whether_it_can_be_had():
    assert asked_whether_out(concepts("which public winds are used", WORDS)) is None
