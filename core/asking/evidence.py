"""What a paper says in other words than whoever asks: "two A100 cards" for a GPU. Pure.

Papers name the thing itself where a question names the kind of thing. Each kind has the words that
people ask with and a pattern of what papers write; a sentence with it speaks of the kind. Where one
thing of the kind is wanted, only such a sentence answers.
"""

# Tested in tests/core/asking/test_evidence.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.asking.concepts import Concept
from core.asking.kinds import Kind

# Kinds of questions that ask for one or some of several things.
ONE = frozenset({Kind.NAMES, Kind.PERSON, Kind.LIMITS})
NONE: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a sentence speaks of a kind of thing: a pattern of the sentence, and one of
    the titles above it. `words` are the English words that ask for it, in small letters.

    `kinds` are those of questions that only such a sentence answers, None for all; `counts` says
    whether the sentence speaks of the thing by the pattern alone.
    """

    words: frozenset[str]
    shown: re.Pattern[str]
    titled: re.Pattern[str] | None = None
    kinds: frozenset[Kind] | None = ONE
    counts: bool = True

    def speaks(self, text: str, titles: str) -> bool:
        """Whether the text says something of the kind, or stands where papers do."""
        if self.titled and self.titled.search(titles):
            return True
        return bool(self.shown.search(text))


def _of(
    words: str,
    *patterns: str,
    titled: str = "",
    kinds: frozenset[Kind] | None = ONE,
    counts: bool = True,
) -> Evidence:
    return Evidence(
        frozenset(word.strip() for word in words.split(",")),
        re.compile("|".join(patterns)),
        re.compile(titled, re.IGNORECASE) if titled else None,
        kinds,
        counts,
    )


def _words(listed: str, *, named: bool = False) -> str:
    """A pattern of any of the words, parted by commas ("*" stands for any ending); with their
    capitals where they are `named`."""
    told = [re.escape(word.strip()).replace(r"\*", r"\w*") for word in listed.split(",")]
    within = rf"\b(?:{'|'.join(told)})\b"
    return within if named else f"(?i:{within})"


_MONEY = (
    # No formula: those end with the sign that they begin with.
    r"\$\d[\d,.]{0,12}(?![^\n$]{0,24}\$|\\)",
    r"[€£¥] ?\d",
    _words("USD, dollar, dollars, euro, euros, EUR, RMB, yuan"),
)
_CHIPS = (
    r"\b(?:[ABHPV]\d00\w*|[AHL][248]0S?|H20|T4|GB?200|MI\d{3}|TPU ?v\d\w*)\b",
    _words(
        "RTX, GTX, GeForce, Titan, TITAN, Quadro, Tesla, NVIDIA, DGX, Ascend, Gaudi, Xeon, EPYC, "
        "Jetson, Trainium",
        named=True,
    ),
)
_BOARDS = _words(
    "Cortex, STM32*, Arduino, ESP32*, Raspberry Pi, Snapdragon, Dimensity, Kirin, Ryzen, "
    "Threadripper, Core i3, Core i5, Core i7, Core i9, Intel, AMD, Orin, FPGA, FPGAs, Zynq, "
    "RISC-V, MCU, MCUs, Loihi, Edge TPU, Apple M1, Apple M2, Apple M3, Apple M4, Apple MPS, MPS, "
    "Apple silicon, Apple Silicon, MacBook*, Colab, iPhone",
    named=True,
)
_HARDWARE = (
    *_CHIPS,
    _BOARDS,
    _words("microcontroller*, microprocessor*, processor, processors"),
    _words("CPU, CPUs, GPU, GPUs, TPU, TPUs", named=True),
)
_EVERY = (
    _of(
        "code, source code, weight, weights, checkpoint, released, release, repository, public, "
        "publish, open-source, download",
        r"(?i:\b(?:is|are|be|been|was|were|made?|publicly|freely|openly|now) available\b(?! as\b))",
        r"(?i:\bavailable (?:at|on|in|from|via|under|upon|here|online|through|for download)\b)",
        _words(
            "release, released, releasing, publicly, open-sourced, open-sourcing, "
            "open sourced, opensourced, download*, hosted, stored, accessible, upon request, "
            "supplement*, our code, our repository, our project page, our website, the repository, "
            "this repository, project page, can be found, can be obtained, can be accessed"
        ),
        kinds=frozenset({Kind.PLACE}),
        counts=False,
    ),
    # Who asks which one it is wants its name, not that it is one.
    _of("gpu, gpus, tpu, graphics card, video card, card, cards", *_CHIPS),
    _of(
        "hardware, accelerator, chip, chips, processor, microcontroller, server, workstation",
        *_HARDWARE,
    ),
    # As in "machine translation" they may be of another thing, so they bar nothing.
    _of("machine, machines, computer, computers", *_HARDWARE, kinds=NONE),
    _of(
        "software, package, packages, library, libraries, toolkit, toolkits, toolbox",
        _words(
            "PyTorch, TensorFlow, JAX, Keras, MATLAB, Simulink, SciPy, NumPy, OpenCV, CasADi, "
            "IPOPT, Gurobi, CPLEX, spaCy, NLTK, Stanza, DeepSpeed, Megatron*, vLLM, SGLang, "
            "TensorRT*, ONNX, LightGBM, XGBoost, CatBoost, PyBullet, MuJoCo, Gazebo, CARLA, "
            "AirSim, LAMMPS, GROMACS, OpenFOAM, QGIS, LangChain, LangGraph, FAISS, Pyserini, "
            "Optuna, Blender, fairseq, ESPnet, Kaldi, Detectron2, NetworkX, HuggingFace, "
            "Hugging Face, SPSS, Stata, EEGLAB, FreeSurfer, PsychoPy, Qualtrics, CUDA",
            named=True,
        ),
        r"(?i:\b(?:implemented|coded|written|built) (?:in|on|with|using|on top of)\b)",
        _words(
            "software, librar*, toolkit*, toolbox*, package, packages, statsmodels, pandas, "
            "scikit-learn, sklearn, librosa, timm"
        ),
        kinds=NONE,
    ),
    _of(
        "database, databases, vector store, vector database",
        _words(
            "Chroma, ChromaDB, FAISS, Milvus, Pinecone, Weaviate, Qdrant, pgvector, "
            "Elasticsearch, OpenSearch, MySQL, PostgreSQL, Postgres, MongoDB, Neo4j, Redis, "
            "SQLite, DuckDB, Lucene",
            named=True,
        ),
        kinds=NONE,
    ),
    # Of programs: who asks which version something is in wants its number.
    _of(
        "version, versions",
        r"\bv ?\d+(?:\.\d+)+",
        r"(?i:\bversions? v?\d)",
        r"\b[A-Z][\w+-]{1,30} v?\d{1,4}\.\d{1,4}\.\d",
        r"\b(?:Python|CUDA|PyTorch|TensorFlow|Ubuntu|PostgreSQL|MySQL|ROS|Java|GCC|LLVM|Linux|Android"
        r"|MATLAB|Unity|Blender) v?\d",
        kinds=NONE,
    ),
    _of(
        "repeat, repeated, repetition, runs, independent runs, seed, seeds, randomness",
        r"(?i:\b(?:random |training |single |one |\w+ (?:different |random )?)seeds?\b)",
        r"(?i:\b(?:\d+|one|two|three|five|ten|single|several|multiple|independent) runs?\b)",
        r"(?i:\brepeat\w*|\bpoint estimates?\b|\brun-to-run\b|\btrials?\b)",
        kinds=NONE,
    ),
    _of(
        "large language model, language model, llm, llms",
        r"\b(?:GPT|Qwen|Llama|LLaMA|LLAMA|Gemma|Phi|OPT|GLM|Yi|Claude|Gemini|DeepSeek|Mistral|Mixtral"
        r"|Baichuan|InternLM|Vicuna|Alpaca|Falcon|Pythia|OLMo|BLOOM|Kimi|MiniMax|Grok|PaLM|T5)"
        r"(?![a-z])",
        r"\bo[134](?:-\w+)?\b",
    ),
    _of(
        "language, languages, programming language",
        _words(
            "English, Chinese, Mandarin, French, German, Spanish, Japanese, Korean, Arabic, Hindi, "
            "Russian, Italian, Portuguese, Swahili, Turkish, Vietnamese, Dutch, Polish, Czech, "
            "Python, Java, JavaScript, Rust, Go, Julia, Fortran, CUDA",
            named=True,
        ),
        _words("multilingual, monolingual, bilingual"),
        r"\bC\+\+",
    ),
    _of(
        "optimizer, optimiser, adam",
        _words("Adam*, SGD, Lion, Muon, RMSProp, Adagrad, LAMB, LBFGS, L-BFGS", named=True),
        _words("optimizer*, optimiser*"),
    ),
    _of(
        "license, licence, licensed",
        _words("Apache, MIT, BSD, GPL, AGPL, LGPL, CC, CC-BY*, Creative Commons", named=True),
        _words("license*, licence*"),
        kinds=None,
    ),
    _of(
        "university, universities, institute, institution, affiliation, affiliations, school, lab",
        _words(
            "Universit*, Institut*, Laborator*, Lab, Labs, School of, Department of, Dept, "
            "College, Academy, ETH, MIT, CNRS, Inria, Research Center, Research Centre, Inc",
            named=True,
        ),
    ),
    _of(
        "company, companies, firm",
        _words(
            "Microsoft, Google, DeepMind, Meta, Facebook, OpenAI, Anthropic, NVIDIA, Apple, "
            "Amazon, IBM, Intel, Alibaba, Tencent, Baidu, Huawei, ByteDance, Samsung, Salesforce, "
            "Adobe, Inc, Corporation, Ltd, LLC, GmbH",
            named=True,
        ),
        _words("company, companies"),
    ),
    _of(
        "email, contact, correspondence",
        r"[\w.+}-]{1,60}@[\w-]{1,60}\.\w",
        _words("correspondence, corresponding author*"),
        kinds=None,
    ),
    _of(
        "metric, metrics",
        _words(
            "metric, metrics, accuracy, accuracies, F1, BLEU*, ROUGE*, METEOR, CIDEr, AUC, AUROC, "
            "precision, recall, mAP, perplexity, FID, IoU, mIoU, PSNR, SSIM, LPIPS, WER, RMSE, "
            "MSE, MAE, exact match, nDCG*, MRR, success rate*, score, scores, measured"
        ),
        r"\bpass@\d",
    ),
    _of(
        "limitation, limitations, weakness, shortcoming, drawback",
        r"(?<!not )\b(?:[Ll]imited (?:by|in|to)|(?:confined|restricted) to)\b",
        _words(
            "limitation, limitations, shortcoming*, weakness*, drawback*, caveat*, do not, "
            "does not, did not, cannot, unable, fail, fails, still, only, remain*, however, "
            "future, struggl*, beyond the scope"
        ),
        titled="limitation|weakness|shortcoming|caveat|threats to validity|broader impact",
    ),
    _of(
        "future, future work, outlook, plan, next, next step, try next, do next, call for, "
        "open problem, open question",
        r"(?i:\b(?:future|further|more) (?:\w+ )?(?:work|stud\w+|research|direction\w*|version\w*"
        r"|investigation\w*)\b)",
        r"(?i:\bleave\w* (?:\w+ ){0,6}(?:to|for|as)\b)",
        r"(?i:\bcould (?:\w+ )?(?:investigate|explore|extend|study|evaluate)\b)",
        r"(?i:\bworth(?:y of)? (?:\w+ )?(?:further|attention|explor\w+|investigat\w+))",
        _words(
            "in the future, in future, call for, calls for, we plan, we hope, we intend, we aim, "
            "we envision, we will, next step, next steps, would be interesting, would be valuable, "
            "remains open, remain open, open problem*, open question*, open challenge*"
        ),
        titled="future|outlook|opportunit|open (?:problem|question|challenge)",
    ),
    _of(
        "human evaluation, human study, user study, humans",
        r"(?i:\bhuman (?:eval|judg|rat|annot|stud|preference|label|expert|assess|participant)\w*)",
        _words("user stud*, annotator*, rater, raters, crowd*, participant*, volunteer*"),
        kinds=None,
    ),
    _of(
        "people, person, persons, participant, participants, volunteers",
        _words(
            "people, person, persons, humans, participant*, annotator*, rater*, user*, "
            "volunteer*, expert*, worker*, student*, respondent*, individual*, reviewer*, "
            "speaker*, member*, attendee*, patient*, author, authors, labeler*, labeller*"
        ),
        kinds=frozenset({Kind.NUMBER, Kind.QUANTITY}),
        counts=False,
    ),
    _of(
        "per second, per minute, per hour",
        r"(?i:\d ?(?:fps|Hz|it/s|\w{0,12}/s(?:ec)?)\b|/(?:s|sec|min|h|hour|minute|second)\b)",
        _words(
            "per second, per minute, per hour, a second, every second, each second, throughput, "
            "fps, hourly"
        ),
        kinds=frozenset({Kind.NUMBER, Kind.QUANTITY}),
    ),
    _of(
        "rank, ranked, ranking, place, position",
        r"(?i:\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)) (?:place|position|rank))",
        _words("rank, ranks, ranked, ranking, leaderboard, leaderboards, on top of"),
        kinds=NONE,
    ),
    _of(
        "significance test, statistical significance",
        r"\bp ?[<=] ?0?\.\d",
        _words(
            "significance test*, significance level*, statistically significan*, statistical "
            "significance, significance claim*, no significance, p-value*, t-test*, bootstrap*, "
            "wilcoxon, mcnemar, confidence interval*"
        ),
        kinds=None,
    ),
    _of(
        "ablation, ablations, ablation study",
        _words("ablat*, without, w/o, remov*, impact of, effect of"),
        titled="ablat|effect of|impact of|analysis",
        kinds=NONE,
    ),
    _of(
        "money, dollars, usd, euros",
        *_MONEY,
        kinds=None,
    ),
    _of(
        "paid, pay, wage, wages, salary, salaries, compensation, compensated",
        *_MONEY,
        kinds=frozenset({Kind.NUMBER, Kind.QUANTITY}),
    ),
    _of(
        "contribution, contributions, novel, novelty, innovation",
        _words(
            "we introduce, we propose, we present, we develop, we release, we contribute, "
            "we design, contribution, contributions, novel, the first, this paper introduces, "
            "this paper proposes, this paper presents"
        ),
        titled="contribution",
        kinds=NONE,
    ),
    _of(
        "finding, findings, conclusion, conclude, takeaway, result, results",
        _words(
            "we find, we show, we observe, we demonstrate, we conclude, we also find, "
            "results show, results demonstrate, results indicate, results suggest, result shows, "
            "finding, findings, in conclusion, in summary"
        ),
        titled="conclusion",
        kinds=NONE,
    ),
    _of(
        "hyperparameter, hyperparameters, settings, config, configuration",
        _words(
            "batch size*, learning rate*, epochs, warmup, warm-up, weight decay, dropout, "
            "temperature, LR, hyperparameter*, hyper-parameter*, steps, optimizer, iterations, "
            "gradient clipping, AdamW, momentum, gradient accumulation"
        ),
        kinds=NONE,
    ),
)
_CODE = frozenset({"code", "source code", "weights", "weight", "checkpoint", "implementation"})
_OUT = frozenset(
    {"public", "publicly", "open-source", "open", "release", "released", "available", "published"}
)
_IS_OUT = re.compile(
    r"\bavailable\b(?! as\b)|\breleas(?:e|es|ed|ing)\b|\bopen-?\s?sourc\w+|\bpublicly\b"
    r"|\bpublish\w*|\bhosted\b|\bgithub\b|https?://|\bupon request\b|\bsupplement\w*",
    re.IGNORECASE,
)
_NEAR = 60  # characters
_BY_WORD = {word: evidence for evidence in _EVERY for word in evidence.words}


def evidence_for(concept: Concept) -> Evidence | None:
    """What papers write where that is asked for; None for what they call by its name."""
    for word in (concept.name, *concept.words[:1]):
        small = word.casefold()
        found = _BY_WORD.get(small) or _BY_WORD.get(small.removesuffix("s"))
        if found:
            return found
    return None


def asked_whether_out(concepts: Sequence[Concept]) -> Concept | None:
    """What somebody asks whether it can be had, as the code where "public" stands beside it."""
    if not any(_is_of(each, _OUT) for each in concepts):
        return None
    return next((each for each in concepts if _is_of(each, _CODE)), None)


def _is_of(concept: Concept, words: frozenset[str]) -> bool:
    return concept.name.casefold() in words or not words.isdisjoint(concept.words[:1])


def outs(text: str) -> Iterator[str]:
    """What stands around each word of the text which says that something is to be had."""
    for found in _IS_OUT.finditer(text):
        yield text[max(0, found.start() - _NEAR) : found.end() + _NEAR]


def shown(concepts: Sequence[Concept], text: str, titles: str) -> frozenset[int]:
    """The numbers of the concepts of which the text shows something, whatever its words."""
    found = []
    for number, concept in enumerate(concepts):
        evidence = evidence_for(concept)
        if evidence and evidence.counts and evidence.speaks(text, titles):
            found.append(number)
    return frozenset(found)
