"""Which digits of a text are no figures: parts of names, labels, dates and numbers of lists.

Pure, and linear in time; all look at a few characters around a number alone.
"""

# Chinese is read here: labels, dates and what is counted.
# Tested in tests/core/checking/figures/test_quantities.py.

from __future__ import annotations

import re

# What a number after one of these counts is a place or a label, not a measured thing.
_LABEL = re.compile(
    r"(?:(?<![A-Za-z])(?:tables?|tabs?\.?|figures?|figs?\.?|sections?|secs?\.?|eqs?\.?|equations?"
    r"|append(?:ix|ices)|algorithms?|theorems?|lemmas?|prop(?:osition|\.)s?|chapters?|version|eqn\.?"
    r"|arxiv:?|corollary|definition|no\.)|§+|#|第|公式|定理|附录|引理|图表|(?<!意)(?<!地)图"
    r"|(?<!代)(?<!列)表)[\s(（*:]*$",
    re.IGNORECASE,
)
# Behind these only a whole number is a label: "stage 2", but "a multi-stage 33.3".
_STEP = re.compile(
    r"(?:(?<![A-Za-z-])(?:steps?|stages?|phases?|listing|footnote|lines?|remark|example|(?:sub)?task"
    r"|track|part|study|experiment|rq|tier|hypothesis)|步骤|阶段|算法|任务|研究|实验|轨道|赛道)[\s(（*:]*$",
    re.IGNORECASE,
)
_LABEL_ENDS = (
    "table tables tab tabs tab. tabs. figure figures fig figs fig. figs. section sections sec "
    "secs sec. secs. § eq eqs eq. eqs. equation equations appendix appendices algorithm "
    "algorithms theorem theorems lemma lemmas prop. prop.s proposition propositions chapter "
    "chapters step steps stage stages phase phases version listing footnote line lines eqn eqn. "
    "arxiv corollary definition remark example task subtask track part study experiment rq tier "
    "hypothesis 图 表 第 公式 步骤 阶段 任务 研究 实验 轨道 赛道 定理 附录 算法 引理 # no."
)
_LABELS = tuple(_LABEL_ENDS.split())
_FAMILY = re.compile(
    r"(?:gpt|claude|gemini|llama|qwen|phi|palm|mistral|gemma|grok|kimi|deepseek|flux|sora|veo|"
    r"glm|yi|opus|sonnet|haiku|mixtral|falcon|olmo|pythia|stable diffusion|sdxl|cuda|python|"
    r"pytorch|wan|hunyuan|imagen|dall-?e|[a-z]v)\s$",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\s?[个条篇种项张名]")
_COUNTED = re.compile(r"\s?[个条篇种项张名位类组套款层件次轮]")
# Dates, and kinds: 2 型糖尿病.
_DATE = re.compile(r"\s?(?:[年月日](?!均)|世纪|型(?!号)|百?分位)")
_TO_A_CENTURY = re.compile(r"\s?(?:[至到和、]|[-–—~～])\s?\d\d?\s?世纪")
_TO_A_YEAR = re.compile(r"\s?(?:至|到|[-–—~～])\s?(?:19|20)\d\d\s?年(?!均)")
# What a "^" behind a number leads to a footnote by; TeX's daggers are left out.
_MARKS = ("", " ", "*", "†", "‡", "§", "|")
_STOPPED = re.compile(r"[.、．](?:\s|$)")
_INLINE = re.compile(r"[.、．](?:\s?[\u4e00-\u9fff]|\s*$)")
_CHINESE_BEFORE = re.compile(r"[\u4e00-\u9fff）]\s$")
_NAME_BEFORE = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z][A-Za-z0-9.]{0,15}[-–‑]$")
_POINTED = re.compile(r"[.)、．）](?!\d)")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|from|by|during|until|of|year|al\.,?|[A-Z][a-z]+,?)|[(（;,])\s*$"
)
_WORK_ENDS = re.compile(r"\s?(?:[)\]）;；,，、.。]|$)")
_MONTH_BEFORE = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\s$",
    re.IGNORECASE,
)


# What is set small behind a value: "71.3_0.4", "71.3^+0.4_-0.5", "812_± 14", "71.3_(0.4)".
_LONGEST = 16
_SPREAD_BEFORE = re.compile(r"\d\.\d{1,6}[_^][+−-]?$")
_SPREAD_BEHIND = re.compile(r"[_^]\s?[(+−–↑↓-]?\s?\d{1,4}\.\d")
_MARKED_SPREAD = re.compile(r"[_^]\s?\(?±")


def runs_on(text: str, start: int, end_of_number: int, end: int) -> bool:
    """Whether digits run on with letters: GPT-4, x_1, 2.5D, n^2, v1.2.3, AIME'25, 2+MTA."""
    before = text[start - 1 : start]
    two = text[max(0, start - 2) : start]
    bare = end == end_of_number
    after = text[end : end + 2]
    if bare and _multiplied(two[::-1]):
        return False  # the second of 256x256
    if before and (before in "_^@#\\" or (before.isascii() and before.isalpha())):
        return not _is_spread(text, start)
    if bare and _SPREAD_BEHIND.match(text, end) and "." in text[start:end]:
        return False
    if bare and _MARKED_SPREAD.match(text, end):
        return False
    if before == "√" or (before == "/" and two[:1].isascii() and two[:1].isalpha()):
        return True
    if bare and text[end : end + 1] == "√":
        return True
    if (two[:1] == "^" and not _is_spread(text, start)) or (
        before in ("'", "’") and two[:1].isalpha()
    ):
        return True
    if text[start] == "." and before.isdigit():
        return True
    if before == "." and two[:1].isalnum():
        return True
    is_share = text[end - 1] == "%"
    if before in ("-", "–", "‑") and not is_share and two[:1].isascii() and two[:1].isalnum():
        word = text[max(0, start - 18) : start]
        if _NAME_BEFORE.search(word) and not word.lower().endswith(("sub-", "-to-")):
            return True
    if bare and _multiplied(after):
        return False
    if bare and end - start == 1 and after[:1] == "+" and after[1:].isupper():
        return True  # "the index 2+MTA"; "100+GPUs" counts
    if bare and after[:1].isascii() and (after[:1].isalpha() or after[:1] == "_"):
        return True
    # Behind "43.6^*" stands a mark, behind "2^n" a power.
    is_raised = bare and after[:1] == "^" and after[1:] not in _MARKS
    return (after[:1] == "." and after[1:].isdigit()) or is_raised


def _is_spread(text: str, start: int) -> bool:
    """Whether a number is set small behind a value with decimals."""
    return _SPREAD_BEFORE.search(text, max(0, start - _LONGEST), start) is not None


def _multiplied(two: str) -> bool:
    """Whether two characters beside a number multiply: the x of 256x256 and of 8xH100."""
    return two[:1] in ("x", "X") and (two[1:].isdigit() or two[1:].isupper())


def is_label(text: str, number: str, before: str, start: int, end: int) -> bool:
    """Whether a bare number is a label, a date or the number of a list's item."""
    after = text[end : end + 3]
    before = before[-14:]
    told = before.rstrip(" *(（:").lower()
    if told.endswith(_LABELS) and (told.endswith("第") or not _COUNTED.match(after)):
        if _LABEL.search(before):
            return True
        if "." not in number and len(number) < 4 and _STEP.search(before):
            return True
    if before[-1:].isspace() and _MONTH_BEFORE.search(before):
        return True
    if _DATE.match(after):
        return True
    if len(number) == 4 and number[:2] in ("19", "20") and _TO_A_YEAR.match(text, end):
        return True
    if len(number) <= 2 and _TO_A_CENTURY.match(text, end):
        return True
    return len(number) <= 2 and _numbers_an_item(text, before, start, after)


def is_work(text: str, number: str, scale: str | None, end: int) -> bool:
    """Whether what reads like a count is a year with the letter of one of its works: "(OpenAI,
    2024b)", as "2024a" is."""
    if scale != "b" or not number.isdigit() or number == "2000":
        return False
    return "1950" <= number < "2035" and len(number) == 4 and bool(_WORK_ENDS.match(text, end))


def in_brackets(text: str, before: str, end: int) -> bool:
    """Whether a number stands alone in brackets that nothing follows: "the previous best (7)."."""
    if not before.endswith(("(", "（")) or text[end : end + 1] not in (")", "）"):
        return False
    return text[end + 1 : end + 2] in ("", ".", ",", ";", "。", "，", "；")


def of_a_name(text: str, number: str, before: str, end: int) -> bool:
    """Whether a bare number is a year or a model's version: it is no figure, but may support one.

    "The British National Corpus 2014" is called a corpus of 2014.
    """
    after = text[end : end + 3]
    before = before[-14:]
    if before[-1:].isspace() and _FAMILY.search(before):
        return True
    if len(number) == 4 and number[:2] in ("19", "20") and not _COUNTER.match(after):
        like_a_year = _YEAR_BEFORE.search(before) is not None or after[:1] in (")", "）", ";")
        return number < "2035" and like_a_year
    return False


def _numbers_an_item(text: str, before: str, start: int, after: str) -> bool:
    """Whether a bare number of one or two digits is the number of a list's item."""
    if before.endswith(("(", "（")) and after.startswith((")", "）")):
        return True
    told = before.rstrip(" *")
    behind_a_stop = told.endswith((":", "：", ";", "；", "。", "，")) and not told[-2:-1].isdigit()
    if behind_a_stop and _STOPPED.match(after):
        return True
    if (behind_a_stop or _CHINESE_BEFORE.search(before)) and _INLINE.match(after):
        return True
    if after[:1] in (")", "）") and not before[-1:].strip(" ;；,，。:：、"):
        # In "1) read 2) write" brackets only close: none may be open before the number.
        opened = sum(map(text[:start].count, "(（"))
        closed = sum(map(text[:start].count, ")）"))
        return opened <= closed
    at_head = not before.strip(" *#-") or before.rstrip(" *#-").endswith("\n") or start == 0
    return at_head and bool(_POINTED.match(after))
