"""What it takes to use a paper's work as the paper did: which data it takes, on what it is built,
with what it works together, and where it ends. Pure.

What is said of baselines, variants and others' work is left out.
"""

# Tested in tests/core/reading/test_usage.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import (
    Text,
    leans,
    points_elsewhere,
    reads_well,
    refers_back,
    without_motive,
)
from core.reading.wording import any_of, anycase

# Where a paper tells of its own work.
WORK = (Kind.METHOD, Kind.RESULTS, Kind.APPENDIX)
SIGNS = 16  # of a formula, that settings may hold
# What it is that others take: for a comparison, they are run as well.
OF_OTHERS = anycase(
    r"\b(?:ablat\w+|variants?|baselines?(?! (?:training|steps|schedule))|competitors?|competing|"
    r"(?:compared|other|prior) methods?|"
    r"prior work|their (?:own|original|authors)|suffers?|et al|we compared?|in contrast|by "
    r"comparison|respective)\b|(?-i:^For [A-Z])|^According to (?!our\b)"
)
_UNITS = (
    r"(?:[\w–-]{2,24} ){0,3}(?:examples|samples|images|pairs|sentences|questions|problems|prompts|"
    r"users|utterances|videos|clips|records|documents|instances|items|patients|scans|dialogues|"
    r"conversations|trajectories|papers|articles|queries|graphs|nodes|molecules|sequences|"
    r"annotations|recordings|slides|participants|subjects|volunteers|respondents|students|cases|"
    r"(?:collocation|boundary|grid|data) points|compounds|species|stations|galaxies|speakers|"
    r"repositories|hours of|years of)"
)
_NUMERAL = r"(?<![\d,.])\d[\d,.]{0,15}"
AMOUNT = re.compile(
    rf"{_NUMERAL}(?:\s?[kKMB]|\s(?:thousand|million|billion|trillion))? (?:of )?{_UNITS}\b|"
    rf"{_NUMERAL}\s?(?:[BTM]|million|billion|trillion) (?:[\w-]{{2,20}} ){{0,2}}(?:tokens|words)\b|"
    rf"{_NUMERAL} (?:train|validation|test)\w{{0,12}}\b|"
    rf"{_NUMERAL}\s?(?:张|条|个(?:样本|问题|病例|用户)|篇|小时|对)",
)
_DIGIT = re.compile(r"\d")
_OUR_DATA = anycase(
    r"\b(?:our|the (?:total|full|final|whole|resulting|base|evolved)) (?:[\w-]{1,20} ){0,3}"
    r"(?:data ?set|data|corpus|benchmark)\b(?:[^.;]|\.\d){0,60}?\b(?:consists?|contains?|"
    r"comprises?|includes?|has|covers?|totals?|amounts?|is(?= \d))\b"
)
_THE_DATA = anycase(
    r"^The (?:[\w-]{1,20} ){0,2}(?:data ?set|corpus|benchmark|test ?bed|collection|set) "
    r"(?:consists?|contains?|comprises?|spans|has|includes?|covers?)\b"
)
_WE_TOOK = anycase(
    r"^(?:A total of |In total,? )?\d[\d,]* [\w -]{2,40} (?:were|was) (?:collected|gathered|"
    r"recruited|included|annotated|selected|sampled|obtained)\b|"
    r"^(?:Each|Every|The|All) (?:[\w-]{1,20} )?(?:experiments?|evaluations?|study|"
    r"trials?) (?:[\w-]{1,20} ){0,2}uses? |^Training (?:samples|uses|draws|takes) |"
    r"\bwe (?:[\w-]{1,20} ){0,2}use\b[^.;]{0,40}?\b(?:data ?set|data|corpus|subset|benchmark)s?\b|"
    r"\bwe (?:[\w-]{1,20} ){0,2}(?:train|pre-?train|fine-?tune|evaluate|collect|curate|"
    r"construct)(?:e?d)?\b[^.;]{0,100}?\b(?:on|for|of|from|using|over)\b|"
    r"(?:我们|本文)[^。；]{0,20}(?:训练|收集|构建|评测)|数据集(?:共|包含|由)|"
    r"包含[^，。；]{0,40}数据集"
)
MORE = any_of(r"additional\w*|another|further|also|extra")
# A data set of a name, with what it holds.
_HOLDS = re.compile(
    r"^(?:The )?[A-Z][\w.+-]{1,30}(?: [\w.+()\[\]-]{1,40}){0,4}? (?:consists?|contains?|comprises?|"
    r"includes?|provides?)\b"
)
_MODEL = (
    r"(?-i:(?:GPT|Llama|LLaMA|Qwen|Mistral|Mixtral|Gemma|Gemini|Claude|DeepSeek|Phi|BERT|RoBERTa|"
    r"T5|CLIP|SigLIP|DINO|ViT|Swin|ResNet|EfficientNet|ConvNeXt|Whisper|wav2vec|HuBERT|SAM|"
    r"Stable ?Diffusion|SD|FLUX|StarCoder|MambaVision|VMamba|U-?Net|XLM|mT5|BART|InternVL|LLaVA|"
    r"OLMo|Pythia|mBART|IndicBERT|Falcon|PaliGemma|OpenVLA|Wan|CogVideoX|Hunyuan|MiniLM|DeBERTa|"
    r"NLLB|Kimi|GLM)[\w.+-]*)"
)
_ROLE = (
    r"(?:backbones?|base (?:model|LLM|VLM)s?|foundation models?|as (?:the|our|an?|its) "
    r"(?:[\w-]{1,20} ){0,4}(?:encoder|LLM|planner|controller|generator|retriever|policy|model|"
    r"teacher|student|judge)s?)\b"
)
_BUILT = anycase(
    r"\bwe (?:[\w-]{1,20} ){0,2}(?:use|adopt|employ|choose|select|take)\b"
    rf"(?=[^.;]{{0,120}}?\b{_ROLE})[^.;]{{0,60}}?\b{_MODEL}|"
    rf"\bwe (?:[\w-]{{1,20}} ){{0,2}}(?:fine-?tune|initiali[sz]e)\b[^.;]{{0,60}}?\b{_MODEL}|"
    r"\b(?:our|the proposed|all|we) (?:[\w-]{1,20} ){0,4}(?:is|are|build|builds) (?:\w+ly )?"
    r"(?:built (?:up)?on|based on|initiali[sz]ed (?:from|with)|fine-?tuned from|(?:up)?on)\b"
    rf"[^.;]{{0,50}}?\b{_MODEL}|"
    rf"^The (?:[\w-]{{1,20}} ){{0,2}}(?:generator|judge|auditor|controller|planner|encoder|"
    rf"backbone|"
    rf"agent|annotator) is (?:{_MODEL}|[a-z-]{{2,20}}/[\w.-]*\d)|"
    r"\b(?:share|use) the same (?:[\w-]{1,20} )?(?:backbone|base model)\b|"
    rf"\b{_MODEL}[^.;]{{0,40}}? serves? as (?:our|the)\b"
)
# With what it works together.
_SERVES = anycase(
    r"\bcan (?:also )?be (?:\w{3,20}ly )?(?:integrated|plugged|deployed|installed|incorporated|"
    r"inserted|combined|run|used) (?:in|into|with|on|as a plug-in|via|through)\b[^.;]{0,120}?"
    r"(?:\(e\.g\.|\bany\b|\bexisting\b|\boff-the-shelf\b|\bopen-source\b|\bwithout\b|\bGPUs?\b|"
    r"\bdevices?\b)"
)
# What those who use it do.
_USERS = re.compile(
    r"^(?:Users?|Researchers|Practitioners|Developers|Clinicians|Anyone|Authors|Teachers) (?:can|"
    r"may|only |simply |just |need to|must|provides?|suppl(?:y|ies)|uploads?|specif(?:y|ies)|"
    r"selects?|chooses?|enters?|installs?|runs?)\b|"
    r"^To (?:use|run|install|apply|reproduce|deploy) (?!this|these)[^,]{3,60}, (?:one|users?|you|"
    r"it (?:is enough|suffices)|the [\w -]{2,40} (?:must|needs? to|has to|have to))\b",
)
# By what the work is measured, and where a paper says so.
_MEASURES = re.compile(
    r"^(?:We|(?:The |Our )?(?:(?:primary|main|evaluation|key|performance) )?(?:metrics?|measures?)"
    r"(?: \w{1,12}){0,2}|(?:[\w-]{1,20} ){1,3})\b[^.;]{0,40}?\b(?:reports?|measures?|scores?|use|"
    r"compute|evaluate|assess|is|are|were|was)\b[^.;]{0,80}?\b(?:accuracy|(?:macro-|micro-)?F1|"
    r"AU(?:RO)?C|"
    r"BLEU|ROUGE|precision|recall|m?IoU|mAP|PSNR|SSIM|FID|RMSE|MAE|perplexity|success rates?|"
    r"win rates?|exact match|pass@k|word error rate|correlation|NDCG|BF1|Dice|MCC|error rate)\b|"
    r"评价指标|评测指标",
)
_MEASURED = any_of(
    r"set-?up|metrics?|measures?|scoring|evaluation|protocol|experiment\w*|settings?|"
    r"implementation",
    "指标|设置",
)
# What came of it.
_CAME = anycase(
    r"\d\.\d|\d\s?\\?%|\b(?:achiev|outperform|improv|reach|exceed|increas|decreas|drop|show that|"
    r"find that|observe)\w*"
)
# What each outcome counts: "Coverage assigns full = 1.0, half = 0.5, none = 0."
_ASSIGNS = re.compile(
    r"(?:The |Our )?(?:[\w-]{1,20} ){1,4}(?:assigns?|awards?|"
    r"gives?) (?=[^;]{0,120}=\s?[01](?:\.0)?(?![\d.]\d))(?:[^.;=]{1,40}\s?=\s?\d(?:\.\d{1,2})?){2}",
)
_REPORTS = any_of(r"metrics?|measures?|reports?|evaluat\w+|score every|scored|assess", "指标")
# By what licences are called.
TERMS = re.compile(r"\bCC[- ]BY|\bCC0\b|\bMIT\b|\bApache\b|GPL\b|\bBSD\b|OpenRAIL|Creative Commons")
_LICENCE = re.compile(
    r"\b(?:licen[cs]ed?\b[^.;]{0,60}?\b(?:CC[- ]BY|CC0|MIT|Apache|GPL|BSD|OpenRAIL|Creative "
    r"Commons)|(?:CC[- ]BY|CC0|MIT|Apache|L?GPL|BSD|OpenRAIL|Creative Commons)[\w .-]{0,40}"
    r"licen[cs]e)",
)
_CASE = re.compile(r"(?:If|When|Unless|Whenever|Once)\b")


def data(text: Text) -> Iterator[str]:
    """What tells how much data was taken; the paper's own first."""
    read = [*text.abstract, *text.of(Kind.INTRODUCTION, Kind.METHOD)]
    found = [each for each in read if _has_amount(each)]
    further = text.of(Kind.RESULTS, Kind.CONCLUSION, Kind.APPENDIX)
    others = [each for each in further if _has_amount(each)]
    for cue, pool in (
        (_OUR_DATA, [*found, *others]),
        (_THE_DATA, found),
        (_WE_TOOK, [*found, *others]),
        (_HOLDS, [*found, *others]),
    ):
        for sentence in pool:
            if cue.search(sentence) and not MORE.search(sentence) and is_plain(sentence):
                yield sentence


def _has_amount(sentence: str) -> bool:
    return _DIGIT.search(sentence) is not None and AMOUNT.search(sentence) is not None


def amount(text: Text) -> Iterator[str]:
    """What tells how much data the paper's own set has."""
    kinds = (Kind.INTRODUCTION, Kind.METHOD, Kind.RESULTS, Kind.CONCLUSION, Kind.APPENDIX)
    for sentence in (*text.abstract, *text.of(*kinds)):
        if _OUR_DATA.search(sentence) and AMOUNT.search(sentence) and is_plain(sentence):
            yield sentence


def measured(text: Text) -> Iterator[str]:
    """What tells by which measures the work is judged, without a figure of what came of it."""
    for part in text.parts:
        if part.kind not in (Kind.METHOD, Kind.RESULTS) or not _MEASURED.search(part.title):
            continue
        for sentence in part.sentences:
            asked = _REPORTS.search(sentence) and _MEASURES.search(sentence)
            if asked and not _CAME.search(sentence) and is_plain(sentence):
                yield sentence
        for sentence in part.whole:
            if "=" in sentence and _ASSIGNS.match(sentence) and is_plain(sentence):
                yield sentence


def built(text: Text, names: Names) -> Iterator[str]:
    """What tells which model the work is built on."""
    named = "|".join(map(re.escape, names.names)) or r"(?!)"
    own = re.compile(
        rf"\b(?:{named}|[Oo]ur [\w-]{{3,20}}) is (?:based|built) (?:up)?on (?:an?|the)\b"
    )
    for kind in WORK:
        for sentence in text.of(kind):
            told = _BUILT.search(sentence) or own.search(sentence)
            if told and is_plain(sentence):
                yield sentence


def serving(text: Text, names: Names) -> Iterator[str]:
    """What tells with what or on what the work can be used."""
    named = [re.escape(name) for name in names.names]
    own = re.compile("|".join([r"\b[Oo]ur\b", r"\b[Tt]he proposed\b", *named]))
    for sentence in (*text.abstract, *text.of(Kind.INTRODUCTION, Kind.METHOD, Kind.CONCLUSION)):
        told = without_motive(sentence)
        serves = _SERVES.search(told) and own.match(told)
        if (serves or _USERS.match(told)) and is_plain(told):
            yield told


def licences(pool: Iterable[str]) -> Iterator[str]:
    """What tells under which licence the work may be used."""
    for sentence in pool:
        if _LICENCE.search(sentence) and is_plain(sentence):
            yield sentence


def follows(sentence: str) -> bool:
    """Whether it can be told behind the sentence that it follows in the paper."""
    aside = OF_OTHERS.search(sentence) or points_elsewhere(sentence) or _CASE.match(sentence)
    return not aside and reads_well(sentence, SIGNS)


def is_plain(sentence: str) -> bool:
    """Whether it can be told alone, and speaks neither of others nor of a case apart."""
    if (
        leans(sentence)
        or refers_back(sentence)
        or points_elsewhere(sentence)
        or _CASE.match(sentence)
    ):
        return False
    return not OF_OTHERS.search(sentence) and reads_well(sentence, SIGNS)
