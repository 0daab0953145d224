"""What a paper says in other words than whoever asks: "two A100 cards" for a GPU. Pure.

Papers name the thing itself where a question names the kind of thing. Each kind has the words that
people ask with and a pattern of what papers write; a sentence with it speaks of the kind. Where one
thing of the kind is wanted, only such a sentence answers.
"""

# Tested in tests/core/asking/test_evidence.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.asking.concepts import Concept
from core.asking.kinds import Kind

# Kinds of questions that ask for one or some of several things.
ONE = frozenset({Kind.NAMES, Kind.PERSON, Kind.LIMITS})
_HARDWARE = (
    r"\b(?:[ABHPV]\d00\w*|[AHL][248]0S?|T4|GB?200|RTX|GTX|GeForce|Titan|Quadro|Tesla|NVIDIA|DGX|MI\d{3}"
    r"|TPUs?|TPUv\d\w*|Ascend|Gaudi|Xeon|EPYC|Jetson|Trainium|CPU|GPUs?|M[1-4] (?:Max|Pro|Ultra))\b"
)
_TONGUES = (
    r"\b(?:English|Chinese|Mandarin|French|German|Spanish|Japanese|Korean|Arabic|Hindi|Russian|Italian"
    r"|Portuguese|Swahili|Turkish|Vietnamese|Dutch|Polish|Czech|Python|Java|JavaScript|Rust|Go|Julia"
    r"|Fortran|CUDA|multilingual|monolingual|bilingual)\b|\bC\+\+"
)


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
    shown: str,
    titled: str = "",
    *,
    kinds: frozenset[Kind] | None = ONE,
    counts: bool = True,
) -> Evidence:
    return Evidence(
        frozenset(word.strip() for word in words.split(",")),
        re.compile(shown),
        re.compile(titled, re.IGNORECASE) if titled else None,
        kinds,
        counts,
    )


_EVERY = (
    _of(
        "code, source code, weights, checkpoint, released, release, repository, public, open-source, publish",
        r"(?i:\b(?:available|releas(?:e|ed|ing)|publicly|open-?sourc(?:ed|ing)|download\w*|hosted|stored"
        r"|accessible|upon request|can be (?:found|obtained|accessed)|supplement\w+|(?:our|the) (?:\w+ )?"
        r"(?:code|repository|repo|github|project page|homepage|website))\b)",
        kinds=frozenset({Kind.PLACE}),
        counts=False,
    ),
    _of("gpu, gpus, hardware, tpu, accelerator, graphics card", _HARDWARE),
    _of("language, languages, programming language", _TONGUES),
    _of(
        "optimizer, optimiser, adam",
        r"\b(?:Adam\w*|SGD|Lion|Muon|RMSProp|RMSprop|Adagrad|Adafactor|LAMB|L-?BFGS)\b"
        r"|[Oo]ptimi[sz]er",
    ),
    _of(
        "license, licence, licensed",
        r"\b(?:Apache|MIT|BSD|A?GPL|LGPL|CC|Creative Commons|CC-BY\S*)\b|[Ll]icen[cs]",
        kinds=None,
    ),
    _of(
        "university, universities, institute, institution, affiliation, affiliations, school, lab",
        r"\b(?:Universit\w+|Institut\w+|Laborator\w+|Lab|Labs|School of|Department of|Dept|College"
        r"|Academy|ETH|MIT|CNRS|Inria|INRIA|Research (?:Center|Centre|Group)|Inc)\b",
    ),
    _of(
        "company, companies, firm",
        r"\b(?:Microsoft|Google|DeepMind|Meta|Facebook|OpenAI|Anthropic|NVIDIA|Apple|Amazon|IBM|Intel"
        r"|Alibaba|Tencent|Baidu|Huawei|ByteDance|Samsung|Salesforce|Adobe|Inc|Corporation|Ltd|LLC|GmbH"
        r"|[Cc]ompan(?:y|ies))\b",
    ),
    _of("email, contact, correspondence", r"[\w.+}-]{1,60}@[\w-]{1,60}\.\w|[Cc]orrespondence|[Cc]orresponding author", kinds=None),
    _of(
        "metric, metrics",
        r"(?i:\b(?:metrics?|accurac(?:y|ies)|F1|BLEU\w*|ROUGE\w*|METEOR|CIDEr|AUC|AUROC|precision|recall"
        r"|mAP|perplexity|FID|IoU|mIoU|PSNR|SSIM|LPIPS|WER|RMSE|MSE|MAE|exact match|pass@\d+|nDCG\S*"
        r"|MRR|success rates?|scores?|measured)\b)",
    ),
    _of(
        "limitation, limitations, weakness, shortcoming, drawback",
        r"(?i:\b(?:limitations?|(?<!not )limited (?:by|in|to)|shortcomings?|weakness\w*|drawbacks?|caveats?"
        r"|do(?:es)? not|did not|cannot|unable|fails?|still|only|remain\w*|however|future|struggl\w+"
        r"|beyond the scope)\b)",
        r"limitation|weakness|shortcoming|caveat|threats to validity|broader impact",
    ),
    _of(
        "future, future work, outlook, plan, next, next step, call for, open problem, open question",
        r"(?i:\bfuture (?:\w+ )?(?:work|stud\w+|research|direction\w*|version\w*|plan\w*|investigation\w*)"
        r"|\bin (?:the|our) future\b|\bcall(?:s|ed)? for\b|\bleave\w* (?:\w+ ){0,6}(?:to|for|as)\b"
        r"|\bwe (?:plan|hope|intend|aim|envision|will)\b|\bnext steps?\b|\bfurther (?:work|research"
        r"|stud\w+|investigation)\b|\bwould be (?:interesting|valuable|worth)|\bcould (?:\w+ )?"
        r"(?:investigate|explore|extend|study|evaluate)\b|\bremains? (?:an? )?open\b|\bopen (?:problem|question|challenge)s?\b"
        r"|\bworth(?:y of)? (?:\w+ )?(?:further|attention|explor\w+|investigat\w+))",
        r"future|outlook|opportunit|open (?:problem|question|challenge)",
    ),
    _of(
        "human evaluation, human study, user study, humans",
        r"(?i:\bhuman (?:eval\w*|judg\w+|rat\w+|annot\w+|stud\w+|preference\w*|label\w*|expert\w*"
        r"|assess\w+|participants?)\b|\buser stud\w+|\bannotators?\b|\braters?\b|\bcrowd\w+"
        r"|\bparticipants?\b|\bvolunteers?\b)",
        kinds=None,
    ),
    _of(
        "significance test, statistical significance",
        r"(?i:\bsignificance (?:test|level)\w*|\bstatistical(?:ly)? signific\w+|\bp ?[<=] ?0?\.\d"
        r"|\bp-values?\b|\bt-tests?\b|\bbootstrap\w*|\bwilcoxon\b|\bmcnemar\b|\bconfidence intervals?\b)",
        kinds=None,
    ),
    _of(
        "ablation, ablations, ablation study",
        r"(?i:\bablat\w+|\bwithout\b|\bw/o\b|\bremov\w+|\bimpact of\b|\beffect of\b)",
        r"ablat|effect of|impact of|analysis",
        kinds=frozenset(),
    ),
    _of(
        "money, dollars",
        r"\$\d[\d,.]{0,12}(?![^\s$]{0,12}\$)|\bUSD\b|\bdollars?\b|[€£¥] ?\d|\bRMB\b|\byuan\b",
        kinds=None,
    ),
    _of(
        "contribution, contributions, novel, novelty, innovation",
        r"(?i:\bwe (?:introduce|propose|present|develop|release|contribute|design)\b|\bcontributions?\b"
        r"|\bnovel\b|\bthe first\b|\bthis (?:paper|work) (?:introduces|proposes|presents))",
        "contribution",
        kinds=frozenset(),
    ),
    _of(
        "finding, findings, conclusion, conclude, takeaway, result, results",
        r"(?i:\bwe (?:also )?(?:find|show|observe|demonstrate|conclude|reveal)\b|\bresults? (?:show|demonstrate"
        r"|indicate|suggest|reveal)|\bfindings?\b|\bin (?:conclusion|summary)\b)",
        "conclusion",
        kinds=frozenset(),
    ),
    _of(
        "hyperparameter, hyperparameters",
        r"(?i:\bbatch sizes?\b|\blearning rates?\b|\bepochs?\b|\bwarm-?up\b|\bweight decay\b|\bdropout\b"
        r"|\btemperature\b|\bLR\b|\bhyper-?parameters?\b|\bsteps\b)",
        kinds=frozenset(),
    ),
)
_BY_WORD = {word: evidence for evidence in _EVERY for word in evidence.words}


def evidence_for(concept: Concept) -> Evidence | None:
    """What papers write where that is asked for; None for what they call by its name."""
    for word in (concept.name, *concept.words[:1]):
        found = _BY_WORD.get(word.casefold())
        if found:
            return found
    return None


def shown(concepts: Sequence[Concept], text: str, titles: str) -> frozenset[int]:
    """The numbers of the concepts of which the text shows something, whatever its words."""
    found = []
    for number, concept in enumerate(concepts):
        evidence = evidence_for(concept)
        if evidence and evidence.counts and evidence.speaks(text, titles):
            found.append(number)
    return frozenset(found)
