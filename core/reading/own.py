"""What a paper's own method is called: by its title, or where its abstract gives it a name. Pure.

A name that is not plainly the paper's own is left out: rows of tables are told by it.
"""

# Chinese is read here: what tables call the paper's own method.

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.reading.wording import anycase

_OURS = anycase(r"\bours?\b|\(our|我们|\bthis (?:work|paper)\b|\bproposed\b")
_NAME_WORDS = 3  # of what a title begins with
_COINED = re.compile(r"[A-Z].{0,30}[A-Z\d]|\d")
# A name of two or three words written as one: "BoatNet".
_PARTS = re.compile(r"([A-Z])[a-z]+([A-Z])[a-z]+(?:([A-Z])[a-z]+)?")
# A name, alone or with a version; and one that nobody would take for a word.
_NAME = r"([A-Z][\w+-]{1,30}(?: [a-z]?\d[\w.]{0,6}(?<!\.))?)"
_COINED_NAME = rf"(?=\S{{1,30}}[A-Z\d]){_NAME}"
_GIVES = anycase(
    r"\b(?:we|paper|work|report|article)\b[^.;]{0,60}?\b(?:propos|introduc|present|develop|design|"
    r"unveil|build|creat|releas|describ)\w*\s"
)
_CALLED = re.compile(
    rf"\b(?:called|named|dubbed|termed|namely|coined|denoted as)\s(?:the |an? )?[“\"]?{_NAME}"
)
_MADE = re.compile(
    r"\b(?:propos|introduc|present|develop|design|unveil|build|creat|releas|describ)(?:e|es|ed|s|"
    r"ing)?\s"
    rf"(?:an? |the |our |new |novel ){{0,3}}{_COINED_NAME}(?=[\s,.:(])"
)
# "a new architecture, the Folder, …"; after several things others are named.
_BESIDE_IT = re.compile(rf"[a-rt-z], (?:the |an? |our )?{_NAME}(?=,| \()")
_AND_MORE = re.compile(r",\s(?:and |or )?[A-Z]")
_SHORTENED = re.compile(r"([A-Za-z]{4,20})?\s?\(([A-Z][\w+-]{1,20}[A-Z\d]?)\)")
_FOR_WHAT = re.compile(r"\b(?:for|on|in|with|of|from|to|that|which|using|by)\s")
# What is short for one of these is no method.
_NO_METHOD = frozenset(
    ("score", "metric", "measure", "index", "dataset", "benchmark", "corpus", "task", "problem")
)
_REPORT = re.compile(r"^([A-Z][\w.+-]{0,30}\d[\w.+-]{0,20}|[A-Z][\w+-]{1,30}(?: \d[\w.]{0,6})?) "
                     r"(?:Technical|System|Model) (?:Report|Card)\b")  # fmt: skip
# Short for what everybody speaks of.
COMMON = frozenset(
    (
        "AI", "ASR", "CNN", "CNNs", "CV", "DL", "DNN", "DNNs", "FL", "GAN", "GANs", "GNN", "GNNs",
        "GPU", "GPUs", "ICL", "KL", "LLM", "LLMs", "LM", "LMs", "MDP", "MIM", "ML", "MLLM",
        "MLLMs", "MLM", "MoE", "MT", "NER", "NLI", "NLP", "NMT", "PDE", "PDEs", "PLM", "PLMs",
        "QA", "RAG", "RAI", "RL", "RLHF", "RNN", "RNNs", "SFT", "SSL", "SOTA", "VLA", "VLM", "VLMs",
        "ViT", "VQA", "CoT", "API", "SGD", "ODE", "SDE", "MRI", "OOD", "English", "Chinese",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What the paper's own method may be called in a table."""

    names: tuple[str, ...]
    short: str = ""  # the capitals of a name, that its variants' rows begin with: "BN-Small"

    def are_in(self, text: str) -> bool:
        """Whether the text names the paper's own method."""
        if _OURS.search(text) or (self.short and text.startswith(f"{self.short}-")):
            return True
        return any(_begins_in(name, text) for name in self.names)


def own_names(title: str, opening: Iterable[str]) -> Names:
    """The names that the title begins with, or that the abstract gives to what it proposes."""
    found: list[str] = []
    capitals = ""
    head, colon, _ = title.partition(":")
    report = _REPORT.match(title)
    if report:
        found.append(report[1])
    elif colon and len(head.split()) <= _NAME_WORDS and _COINED.search(head):
        found.append(head.strip())
        parts = _PARTS.fullmatch(head.strip())
        capitals = "".join(filter(None, parts.groups())) if parts else ""
    for sentence in opening:
        given = _GIVES.search(sentence)
        if given:
            called: list[str] = []
            for pattern in (_CALLED, _MADE):
                called += [name[1] for name in pattern.finditer(sentence, given.start())]
            for name in _BESIDE_IT.finditer(sentence, given.start()) if not called else ():
                if not _AND_MORE.match(sentence, name.end()):
                    called.append(name[1])
            for short in _SHORTENED.finditer(sentence, given.start()):
                # Where the thing has its name, what it is for may be shortened, too.
                of_another = called and _FOR_WHAT.search(sentence, given.end(), short.start())
                if str(short[1]).lower() not in _NO_METHOD and not of_another:
                    called.append(short[2])
            found += called
    if capitals in COMMON:
        capitals = ""
    return Names(tuple(name for name in dict.fromkeys(found) if name not in COMMON), capitals)


def _begins_in(name: str, text: str) -> bool:
    """Whether a word of the text is the name, or begins with it as a variant's does."""
    return re.search(rf"(?<![\w-]){re.escape(name)}", text, re.IGNORECASE) is not None
