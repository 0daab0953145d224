"""Units as papers and reports write them, brought to one spelling and scale."""

from __future__ import annotations

import re

PERCENT, POINTS, TIMES = "%", "pp", "x"
SCORE = "pt"  # "3.2 points", 79.5 分: points of a score, or of percent

# What is written, the unit it is, and how many of that unit one is. Small letters stand for both cases.
_SPELLED: tuple[tuple[str, str, float], ...] = (
    ("个百分点|百分点|percentage[- ]points?|percent points?|pp|p\\.p\\.", POINTS, 1),
    ("%|percent|per cent|pct", PERCENT, 1),
    ("‰", PERCENT, 0.1),
    ("points?|pts?|个点|分(?![之钟类别布析割离为成支享解配辨词段层块级组]|数据)", SCORE, 1),
    ("times|倍|fold|×|x", TIMES, 1),
    ("ns|nanoseconds?|纳秒", "s", 1e-9),
    ("[μµu]s|microseconds?|微秒", "s", 1e-6),
    ("ms|msec|milliseconds?|毫秒", "s", 1e-3),
    ("s|secs?|seconds?|秒", "s", 1),
    ("mins?|minutes?|分钟", "s", 60),
    ("h|hrs?|hours?|(?:个)?小时", "s", 3600),
    ("days?|天", "s", 86400),
    ("weeks?|周", "s", 604800),
    ("months?|个月", "month", 1),
    ("years?|年", "month", 12),
    ("gpu[- ]hours?|gpu ?小时|卡时|a100[- ]hours?|h100[- ]hours?", "gpu s", 3600),
    ("gpu[- ]days?|gpu ?天|卡天", "gpu s", 86400),
    ("bits?|比特|位(?![于置])", "bit", 1),
    ("bytes?|字节", "byte", 1),
    ("kb|kib", "byte", 1e3),
    ("mb|mib", "byte", 1e6),
    ("gb|gib", "byte", 1e9),
    ("tb|tib", "byte", 1e12),
    ("fps|frames per second|帧/秒|帧每秒", "fps", 1),
    ("khz", "hz", 1e3),
    ("mhz", "hz", 1e6),
    ("ghz", "hz", 1e9),
    ("hz|赫兹", "hz", 1),
    ("db|分贝", "db", 1),
    ("gflops?|gflop/s", "flop", 1e9),
    ("tflops?|tflop/s", "flop", 1e12),
    ("pflops?", "flop", 1e15),
    ("mflops?", "flop", 1e6),
    ("flops?", "flop", 1),
    ("mj|毫焦", "j", 1e-3),
    ("j|joules?|焦耳", "j", 1),
    ("kwh", "kwh", 1),
    ("watts?|瓦", "w", 1),
    ("km|公里|千米", "m", 1e3),
    ("cm|厘米", "m", 1e-2),
    ("mm|毫米", "m", 1e-3),
    ("meters?|metres?", "m", 1),
    ("kg|公斤|千克", "kg", 1),
    ("mg|毫克", "kg", 1e-6),
    ("°c?|degrees?|度(?![量过])", "°", 1),
)


def _closed(spelling: str) -> str:
    """Latin letters end where a word ends."""
    return spelling + r"(?![A-Za-z])" if re.search(r"[A-Za-z]\??$", spelling) else spelling


_EACH = [
    (alternative, unit, factor)
    for spelled, unit, factor in _SPELLED
    for alternative in re.split(r"\|(?![^(]*\))", spelled)
]
# The longest first, so that "ms" is not read as a "m" and an "s".
PATTERN = "|".join(_closed(each) for each, _, _ in sorted(_EACH, key=lambda each: len(each[0]), reverse=True))
_READ = [(re.compile(each, re.IGNORECASE), unit, factor) for each, unit, factor in _EACH]
_HINTS: dict[str, re.Pattern[str]] = {
    PERCENT: re.compile(r"%|percent|\brates?\b|accurac|ratio|比例|率"),
    TIMES: re.compile(r"×|speed-?up|\btimes\b|faster|\d\s?x\b|accelerat|\bfold\b|compression|倍|加速"),
    "s": re.compile(r"\b(?:ms|s|secs?|seconds?|mins?|minutes?|hrs?|hours?|h|days?|latency|time)\b|秒|小时|天|分钟"),
    "gpu s": re.compile(r"gpu|hours?|days?|时"),
    "byte": re.compile(r"\b[kmgt]i?b\b|bytes?|memory|显存|内存"),
    "bit": re.compile(r"\bbits?\b|precision|[wa]\d+|quanti|比特|位"),
    "fps": re.compile(r"fps|frame|帧"),
    "db": re.compile(r"db|psnr|分贝"),
    "flop": re.compile(r"flop|macs?\b"),
    "j": re.compile(r"energy|joule|\bm?j\b|能耗"),
    "month": re.compile(r"month|year|月|年"),
}
_SCORED = re.compile(
    r"accurac|precision|recall|\bf1\b|score|pass@|\brates?\b|top-?\d|\bauc|\bm?ap\b|iou|dice|exact match|\bem\b|success"
    r"|win|wins|performance|percent|%|benchmark|results|agreement|concordance|准确|得分|成功率|胜率"
)


def canonical(written: str) -> tuple[str, float]:
    """The unit a spelling stands for, and how many of it one is; ("", 1) for no unit."""
    if not written:
        return "", 1.0
    return next((unit, factor) for pattern, unit, factor in _READ if pattern.fullmatch(written.strip()))


def hinted(unit: str, context: str) -> bool:
    """Whether a text in small letters speaks of such a unit, so that a bare number beside it may be meant in it."""
    pattern = _HINTS.get(unit)
    return bool(pattern and pattern.search(context))


def scored(context: str) -> bool:
    """Whether a text in small letters speaks of a score, which papers give with and without the % sign."""
    return bool(_SCORED.search(context))
