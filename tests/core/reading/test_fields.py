"""The field of a paper as a phrase."""

from __future__ import annotations

import pytest

from core.language import ReadingWords
from core.models import Paper
from core.reading.fields import _known, field
from core.reading.subject import Subject, subject
from locales.folders import languages

ENGLISH, CHINESE = languages()["en"].reading, languages()["zh"].reading


def told(title: str, abstract: str = "", words: ReadingWords = ENGLISH, **more: object) -> str:
    return field(Paper(id="2602.00001", title=title, **more), abstract, words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "abstract", "english", "chinese"),
    [
        (
            "Agents for Traffic Signals",
            "Reinforcement learning agents set the lights of a crossing; policies and rewards differ.",
            "Transport",
            "交通",
        ),
        (
            "Trade the Risk: Volatility Timing Across Markets",
            "A multi-asset portfolio of equities; the Sharpe ratio of this time series strategy rises.",
            "Finance",
            "金融",
        ),
        (
            "Creating Synthetic Genomes using Diffusion Models",
            "Images are made so. Ours makes all chromosomes of people.",
            "Biology: diffusion models",
            "生物学：扩散模型",
        ),
        (
            "Formal Verification of Delayed Acknowledgments",
            "We model check the protocol. Others proved theorems of it.",
            "Programming languages and verification: formal methods",
            "程序语言与形式化验证：形式化方法",
        ),
        (
            "Measuring Security Proxies",
            "A benchmark of threats runs proxies against attacks.",
            "Security and privacy",
            "安全与隐私",
        ),
        (
            "Ancestry Estimation on Graphics Cards",
            "Admixture of 3,202 people is estimated by expectation maximisation.",
            "Biology",
            "生物学",
        ),
        ("Food Security of Lakes", "Who lives there eats less.", "", ""),
        # Knowledge of physics solves no differential equation.
        (
            "Gas Exchange of Edited Genes",
            "A physics-informed ridge regression of genotypes and genes.",
            "Biology",
            "生物学",
        ),
        (
            "Faster Object Detection",
            "A detector finds objects in images.",
            "Computer vision: object detection",
            "计算机视觉：目标检测",
        ),
        (
            "Quantized Large Language Models",
            "We prune large language models to 1-bit.",
            "Natural language processing: large language models, quantization and compression",
            "自然语言处理：大语言模型、量化与压缩",
        ),
        (
            "Steering Generative Policies by Language",
            "A robot helps in a 3D scene; motion generation apart, manipulation on CALVIN.",
            "Robotics",
            "机器人",
        ),
        (
            "Ensembles for Skin Lesions",
            "We classify dermoscopic images of melanoma with calibration.",
            "Medicine and health: medical imaging",
            "医学与健康：医学影像",
        ),
        (
            "Streaming Speech Recognition by Causal Layers",
            "Causal layers see no later speech. Robustness grows with robustness to noise in audio.",
            "Speech and audio: speech recognition",
            "语音与音频：语音识别",
        ),
        # What it is about and by what means, the one beside the other.
        (
            "Change Detection in Remote Sensing by State Spaces",
            "Change detection compares satellite images. The change mask has fine boundaries.",
            "Earth and climate: remote sensing, change detection",
            "地球与气候科学：遥感、变化检测",
        ),
        (
            "Multimodal Models that Read Medical Scans",
            "Multimodal models (MLLMs) read clinical scans; an MLLM sees visual and textual parts.",
            "Multimodal learning: medicine and health, vision-language models",
            "多模态学习：医学与健康、视觉语言模型",
        ),
        # What others work by, too, is told where the title names it, or where there is no other.
        (
            "Named Entities of the Konkani Language",
            "A corpus of a low-resource language for named entity recognition. We pre-train on its "
            "text; few-shot and zero-shot pre-trained models are pretrained on less.",
            "Natural language processing: information extraction",
            "自然语言处理：信息抽取",
        ),
        (
            "Pre-Training on the Text of Lakes",
            "We pre-train a language model on a corpus of text.",
            "Natural language processing: pre-training",
            "自然语言处理：预训练",
        ),
        # What is sought tells detectors apart, and a register is no dialogue.
        (
            "A Python Vulnerability Detection Benchmark",
            "Detectors of vulnerable code are attacked by mutators.",
            "Security and privacy: vulnerability detection",
            "安全与隐私：漏洞检测",
        ),
        (
            "Detectors of Machine-Written Text",
            "A detector tells the text of a language model from that of people.",
            "Natural language processing",
            "自然语言处理",
        ),
        (
            "Conversational Adaptation of a Translation System",
            "We gain chrF on conversational text by domain adaptation of the translation model.",
            "Natural language processing: machine translation",
            "自然语言处理：机器翻译",
        ),
        (
            "Photovoltaic Forecasting for Agricultural Microgrids",
            "A light method of forecasting of photovoltaic (PV) power from the weather.",
            "Energy and power systems: time-series forecasting",
            "能源与电力系统：时间序列预测",
        ),
        (
            "Selection of PostgreSQL Statistics",
            "Query optimizers rely on cardinality estimates.",
            "Databases: query optimization",
            "数据库：查询优化",
        ),
        (
            "Tuning the Model Predictive Control of Quadrotors",
            "We fly drones by reinforcement learning.",
            "Robotics: drones, control",
            "机器人：无人机、控制",
        ),
        (
            "Quantum Circuits in Physics-Informed Networks",
            "Do PINNs with qubits solve a PDE?",
            "Physics: quantum computing, learned solvers of differential equations",
            "物理学：量子计算、微分方程的神经求解",
        ),
        # Of words in one another the longest speaks, and only for its own field.
        (
            "Light Detectors of Hate Speech",
            "Hate speech is told from speech of no hate.",
            "Natural language processing: hate speech and moderation",
            "自然语言处理：仇恨言论与内容审核",
        ),
        (
            "The Reading Order of Historical Documents",
            "A multilingual benchmark of line detection in pages of eight languages.",
            "Computer vision: document understanding and OCR",
            "计算机视觉：文档理解与 OCR",
        ),
        (
            "Satellite Imagery of Smoke",
            "Satellite images show smoke; images are labelled.",
            "Earth and climate: remote sensing",
            "地球与气候科学：遥感",
        ),
        # What is worked on before what it is worked on with.
        (
            "How Injection Attacks Pass Detectors of Multi-Agent LLM Systems",
            "LLM agents read documents; a prompt injection in them misleads the agents' tools.",
            "Security and privacy: attacks on language models, tool use and agents",
            "安全与隐私：语言模型攻击与防御、工具调用与智能体",
        ),
        (
            "Prefill Pruning for LLM Serving",
            "We prune prefill of large language models; the KV cache of a branch is shared.",
            "Systems and hardware: efficient inference, scheduling and serving",
            "系统与硬件：高效推理、调度与推理服务",
        ),
        # What is told of pictures is none of robots, nor of models that are made small.
        (
            "Finding Manipulation in Images",
            "Image manipulation and other manipulations are found by vector quantization of images.",
            "Computer vision",
            "计算机视觉",
        ),
        # What few words speak of is left out.
        ("Shapes by Heat", "A theory of a market; each cell has a spin.", "", ""),
        (
            "Galaxies at High Redshift",
            "The telescope saw galaxies and a black hole.",
            "Astronomy",
            "天文学",
        ),
    ],
)
def test_field_and_topics_in_the_languages_words(
    title: str, abstract: str, english: str, chinese: str
) -> None:
    assert told(title, abstract) == english
    assert told(title, abstract, CHINESE) == chinese


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Approximation Algorithms for the Steiner Forest Problem", "Algorithms and complexity"),
        ("A Spiking Network for Olfactory Coding in Drosophila", "Neuroscience"),
        ("Bird Song Segmentation in the Wild", "Speech and audio"),
        ("Market Segmentation of Shoppers", ""),
        ("Particle Filters and Their Weights", "Signal processing"),
        ("Hazard Functions in Practice", "Statistics"),
        ("Random Forests with Honest Splits", "Machine learning"),
        ("Drivers of Household Consumption", ""),
        ("Emotion Regulation in Adolescents", ""),
        ("Transcriptional Regulation by Enhancers", "Biology"),
        ("Health Equity after an Expansion", "Medicine and health"),
        ("Cellular Networks with Reconfigurable Surfaces", "Networks"),
        ("Congestion Control for Satellite QUIC Handovers", "Networks"),
        ("Perovskite Solar Cells with Passivated Interfaces", "Chemistry and materials"),
        ("Tennis Court Line Calling", ""),
        ("School Climate and Bullying", ""),
        ("Guidance Scheduling of Image Diffusion", "Computer vision"),
        ("Flow Shop Scheduling with Setup Times", "Optimization"),
        ("Planetary Gearbox Vibration Monitoring", "Manufacturing and industry"),
        ("Carbon Nanotube Growth Kinetics", "Chemistry and materials"),
        ("Semantic Segmentation of Roads", "Computer vision: image segmentation"),
    ],
)
def test_words_that_mean_another_thing_beside_others(title: str, said: str) -> None:
    assert told(title) == said


def test_the_sources_keywords_serve_where_nothing_is_known() -> None:
    assert told("Boats", ai_keywords=("folding", "boats", "lakes", "sails")) == (
        "folding, boats, lakes"
    )
    assert told("Boats", "They float.") == ""


def test_a_language_without_names_keeps_the_english_ones() -> None:
    assert told("Object Detection in Images", words=ReadingWords()).startswith("Computer vision")


def test_every_field_and_topic_has_a_chinese_name() -> None:
    known = _known()

    assert {*known.fields, *known.field_of} == set(CHINESE.names)


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("Reasoning Models that Read Health Records of Patients", "Medicine and health"),
        ("Steering Robots by the Reasoning of Large Language Models", "Robotics"),
        ("Wake Words and Keyword Spotting by Language Models", "Speech and audio"),
        ("Legal Reasoning of Language Models before a Court", "Law"),
        # What the title does not name, it is not about.
        ("Reasoning by Large Language Models", "Natural language processing"),
    ],
)
def test_what_language_models_are_used_for_is_the_field(title: str, whole: str) -> None:
    abstract = (
        "Large language models reason by chain-of-thought; LLMs also steer robots in manipulation, read patients' "
        "records in a hospital, judge a legal case by statute and find keywords in speech and audio."
    )

    assert told(title, abstract).split(":")[0] == whole


def test_own_words_are_told_where_few_topics_are_known() -> None:
    facts = Paper(id="2602.00001", title="Proteins and genes")
    words = Subject(("deep learning", "biology", "boat proteins", "folding", "lakes"))

    # Neither what everybody does, nor what is told already.
    assert field(facts, "", ENGLISH, words) == "Biology: boat proteins, folding, lakes"
    assert field(facts, "", CHINESE, words) == "生物学：boat proteins、folding、lakes"


def test_keywords_tell_the_field_before_the_words_of_the_abstract() -> None:
    facts = Paper(id="2602.00001", title="Forecasting of Coffee Futures by Sails")
    abstract = (
        "We forecast by Student’s $t$; forecasting is for transaction costs of any student t."
    )
    words = ("time series", "coffee futures", "stock prices")
    found = field(facts, abstract, ENGLISH, Subject(words, "calm lakes"))

    # Neither education nor databases; a topic of the abstract alone gives way to a keyword.
    assert found == "Time series: finance, time-series forecasting, coffee futures, calm lakes"
    rag = "A language model answers by retrieval-augmented generation; RAG retrieves."
    facts = Paper(id="2602.00001", title="Boats of Language Models")
    assert "retrieval" in field(facts, rag, ENGLISH)
    assert "retrieval" not in field(facts, rag, ENGLISH, Subject(("paper boats", "lakes")))


def titled(title: str, abstract: str, words: ReadingWords = ENGLISH) -> str:
    facts = Paper(id="2602.00001", title=title)
    return field(facts, abstract, words, subject(title, [], abstract))


def test_what_the_title_works_on_is_told_where_the_topics_do_not_say_it() -> None:
    title = "A Benchmark for Crack Re-Identification"
    abstract = (
        "Machine learning matches cracks: a new benchmark of cracks, neural networks and ranking."
    )

    assert titled(title, abstract).endswith("crack re-identification")
    # What is worked on is the field, though the means are spoken of more.
    title = (
        "An Ensemble of Recurrent Neural Networks with Pre-Trained Sails for Playlist Completion"
    )
    abstract = (
        "We train neural networks; a recurrent neural network learns, and pre-trained neural "
        "networks and their gradients serve the playlist completion of a challenge."
    )
    assert titled(title, abstract).startswith("Information retrieval: ")


def test_a_phrase_that_says_a_topic_too_is_told_alone_in_its_language() -> None:
    title, abstract = (
        "FoldNet: Noise-Robust Keyword Spotting",
        "Keyword spotting on noise-robust speech.",
    )

    assert titled(title, abstract) == "Speech and audio: noise-robust keyword spotting"
    assert (
        titled(title, abstract, CHINESE) == "语音与音频：关键词检测、noise-robust keyword spotting"
    )


@pytest.mark.parametrize(
    ("title", "abstract", "told"),
    [
        # One kind of a topic tells it, and so does one half of its name.
        (
            "FoldNet: Text-Guided Video Object Segmentation",
            "Image segmentation: we segment objects of a video in images by semantic segmentation.",
            "Computer vision: text-guided video object segmentation",
        ),
        (
            "Nets for Temporal Hallucination Detection",
            "Large language models hallucinate; hallucination detection is temporal; LLMs err.",
            "Natural language processing: large language models, temporal hallucination detection",
        ),
        (
            "FoldNet: Self-Supervised LiDAR Scene Flow",
            "Self-supervised learning of a scene flow from LiDAR images, in self-supervised pixels.",
            "Computer vision: self-supervised LiDAR scene flow",
        ),
        # But not a phrase as short as it is.
        (
            "FoldNet: Promptable Segmentation",
            "Image segmentation: we segment promptable images by semantic segmentation of images.",
            "Computer vision: image segmentation, promptable segmentation",
        ),
    ],
)
def test_a_topic_is_not_told_beside_a_kind_of_it(title: str, abstract: str, told: str) -> None:
    assert titled(title, abstract) == told


def test_a_field_by_chance_is_not_told_where_the_title_says_what_is_worked_on() -> None:
    abstract = "A Bayesian reading tells how possessives are read; their parsing is recursive."

    assert titled("Recursive Possessive Parsing", abstract) == "Recursive possessive parsing"
