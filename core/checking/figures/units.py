"""Units as papers and reports write them, brought to one spelling and scale."""

# Chinese is read here: units.
# Tested in tests/core/checking/test_verify.py.

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

PERCENT, POINTS, TIMES = "%", "pp", "x"
DOLLAR, YUAN = "usd", "cny"
SCORE = "pt"  # "3.2 points", 79.5 分: points of a score, or of percent

COMPARED = (PERCENT, POINTS, TIMES, SCORE)
"""Units of what is compared."""

# What is written, the unit it is, and how many of that unit one is. Small letters stand for both
# cases.
_SPELLED: tuple[tuple[str, str, float], ...] = (
    (
        "个百分点|百分点|percentage[- ]points?|percent points?|%[- ]?p(?:oin)?ts?|%p|pp|p\\.p\\.",
        POINTS,
        1,
    ),
    ("%|percent|per cent|pct", PERCENT, 1),
    ("‰|per ?mille", PERCENT, 0.1),
    ("basis points?|bps|个?基点", POINTS, 0.01),
    # "0.25 accuracy points": not of what is counted, as data points are.
    (
        "(?:absolute|accuracy|success|score|em|f1|bleu|chrf|comet|rouge-?[12l]?|auc|auroc|m?ap|ndcg"
        "|m?iou|dice|wer|cer|recall|precision|elo|win-?rate|pass@1)[- ]points?",
        SCORE,
        1,
    ),
    ("points?|pts?|个点|分(?![之制钟类别布析割离为成支享解配辨词段层块级组贝米位]|数据)", SCORE, 1),
    ("times|倍|fold|×|x|\\*(?=\\s?speed|\\s?fast)", TIMES, 1),
    ("ns|nanoseconds?|纳秒", "s", 1e-9),
    ("[μµu]s|microseconds?|微秒", "s", 1e-6),
    ("ms|msec|milliseconds?|毫秒", "s", 1e-3),
    ("s|secs?|seconds?|秒钟?", "s", 1),
    ("mins?|minutes?|分钟", "s", 60),
    ("h|hrs?|hours?|(?:个)?小时|个?钟头", "s", 3600),
    ("days?|天", "s", 86400),
    ("weeks?|周(?![期边围年])|个?星期", "s", 604800),
    ("months?|个月", "month", 1),
    ("years?|年(?!代)", "month", 12),
    ("decades?", "month", 120),
    ("centuries", "month", 1200),
    (
        "gpu[- ·]?hours?|(?:个 ?)?gpu[- ·]?(?:小时|时)|卡[- ·]?小时|卡时"
        "|(?:[avhbl]\\d{2,3}s?|rtx[- ]?\\d{4}|tpu[- ]?v\\d[a-z]?)[- ·](?:gpu[- ·])?hours?"
        "|(?:个 ?)?(?:[avhbl]\\d{2,3}|rtx[- ]?\\d{4}|tpu[- ]?v\\d[a-z]?)[- ·]?(?:gpu[- ·]?)?"
        "(?:小时|时)",
        "gpu s",
        3600,
    ),
    (
        "gpu[- ·]?days?|gpu[- ·]?天"
        "|(?:个 ?)?gpu[- ·]?日|卡天"
        "|(?:[avhbl]\\d{2,3}s?|rtx[- ]?\\d{4}|tpu[- ]?v\\d[a-z]?)[- ·](?:gpu[- ·])?days?"
        "|(?:个 ?)?(?:[avhbl]\\d{2,3}|rtx[- ]?\\d{4}|tpu[- ]?v\\d[a-z]?)[- ·]?(?:gpu[- ·]?)?天",
        "gpu s",
        86400,
    ),
    ("gpu[- ·]?minutes?|gpu[- ·]?分钟", "gpu s", 60),
    # 3 位作者 counts people.
    ("bits?|比特|位(?=\\s?[整量精浮宽定权激编二无有]|[和与或到至、/）\\x29-]|甚至)", "bit", 1),
    ("bytes?|字节", "byte", 1),
    ("pb|pib|petabytes?|拍字节", "byte", 1e15),
    ("kb|kib|kilobytes?|千字节", "byte", 1e3),
    ("mb|mib|megabytes?|兆字节", "byte", 1e6),
    ("gb|gib|gigabytes?|吉字节", "byte", 1e9),
    ("tb|tib|terabytes?|太字节", "byte", 1e12),
    ("fps|frames per second|frames/s(?:ec)?|帧/秒|帧每秒", "fps", 1),
    ("tbps|tbit/s|(?-i:Tb/s)", "bit/s", 1e12),
    ("gbps|gbit/s|(?-i:Gb/s)", "bit/s", 1e9),
    ("mbps|mbit/s|(?-i:Mb/s)|兆比特每秒", "bit/s", 1e6),
    ("kbps|kbit/s|(?-i:kb/s)", "bit/s", 1e3),
    ("bit/s|bits per second|比特每秒", "bit/s", 1),
    ("km2|km²|km\\^2|square kilomet(?:er|re)s?|平方公里|平方千米", "m2", 1e6),
    ("m2|m²|m\\^2|square met(?:er|re)s?|平方米|平米", "m2", 1),
    ("cm2|cm²|cm\\^2|square centimet(?:er|re)s?|平方厘米", "m2", 1e-4),
    ("mm2|mm²|mm\\^2|square millimet(?:er|re)s?|平方毫米", "m2", 1e-6),
    ("hectares?|公顷", "m2", 1e4),
    ("m3|m³|m\\^3|cubic met(?:er|re)s?|立方米", "m3", 1),
    ("cm3|cm³|cm\\^3|cubic centimet(?:er|re)s?|立方厘米", "m3", 1e-6),
    ("lit(?:er|re)s?|升(?![级至到高华温])", "m3", 1e-3),
    ("(?-i:mL)|millilit(?:er|re)s?|毫升", "m3", 1e-6),
    ("(?-i:kV(?![A-Za-z]))|kilovolts?|千伏", "v", 1e3),
    ("(?-i:mV(?![A-Za-z]))|millivolts?|毫伏", "v", 1e-3),
    ("volts?|伏特?", "v", 1),
    ("(?-i:kPa)|kilopascals?|千帕", "pa", 1e3),
    ("(?-i:MPa)|megapascals?|兆帕", "pa", 1e6),
    ("(?-i:GPa)|gigapascals?|吉帕", "pa", 1e9),
    ("(?-i:pJ(?![A-Za-z]))|picojoules?|皮焦", "j", 1e-12),
    ("(?-i:nJ(?![A-Za-z]))|nanojoules?|纳焦", "j", 1e-9),
    ("[μµu]j|microjoules?|微焦", "j", 1e-6),
    ("ps|picoseconds?|皮秒", "s", 1e-12),
    ("fs|femtoseconds?|飞秒", "s", 1e-15),
    # Pixels are a count: "512px" is 512 of them.
    ("px", "", 1),
    # And lines of code: 45 kLOC.
    ("kloc", "", 1e3),
    ("mloc", "", 1e6),
    ("ppm", "ppm", 1),
    ("khz|kilohertz|千赫", "hz", 1e3),
    ("mhz|megahertz|兆赫", "hz", 1e6),
    ("ghz|gigahertz|吉赫", "hz", 1e9),
    ("hz|hertz|赫兹|赫", "hz", 1),
    ("db|decibels?|分贝", "db", 1),
    ("gflops?|gflop/s", "flop", 1e9),
    ("tflops?|tflop/s", "flop", 1e12),
    ("pflops?", "flop", 1e15),
    ("mflops?", "flop", 1e6),
    ("flops?", "flop", 1),
    ("(?-i:GOPS?(?:/s)?)", "op/s", 1e9),
    ("(?-i:TOPS?(?:/s)?)", "op/s", 1e12),
    ("(?-i:POPS?(?:/s)?)", "op/s", 1e15),
    ("(?-i:mJ(?![A-Za-z]))|millijoules?|毫焦", "j", 1e-3),
    ("(?-i:MJ(?![A-Za-z]))|megajoules?|兆焦", "j", 1e6),
    ("kj|kilojoules?|千焦", "j", 1e3),
    ("j|joules?|焦耳", "j", 1),
    ("kwh|kilowatt[- ]hours?|千瓦时|度电", "kwh", 1),
    ("mwh|megawatt[- ]hours?|兆瓦时", "kwh", 1e3),
    ("gwh|gigawatt[- ]hours?|吉瓦时", "kwh", 1e6),
    ("twh|terawatt[- ]hours?|太瓦时", "kwh", 1e9),
    ("wh|watt[- ]hours?|瓦时", "kwh", 1e-3),
    ("(?-i:W(?![A-Za-z0-9]))|watts?|瓦特?", "w", 1),
    ("(?-i:kW(?![A-Za-z]))|kilowatts?|千瓦", "w", 1e3),
    ("(?-i:mW(?![A-Za-z]))|milliwatts?|毫瓦", "w", 1e-3),
    ("(?-i:MW(?![A-Za-z]))|megawatts?|兆瓦", "w", 1e6),
    ("m/s|米/秒|米每秒|met(?:er|re)s? per second", "m/s", 1),
    ("km/h|公里/小时|千米/小时|公里每小时|千米每小时|kilomet(?:er|re)s? per hour", "m/s", 1 / 3.6),
    ("km|公里|千米|kilomet(?:er|re)s?", "m", 1e3),
    ("cm|厘米|公分|centimet(?:er|re)s?", "m", 1e-2),
    ("mm|毫米|millimet(?:er|re)s?", "m", 1e-3),
    ("[μµu]m|微米|micromet(?:er|re)s?|microns?", "m", 1e-6),
    ("nm|纳米|nanomet(?:er|re)s?", "m", 1e-9),
    ("(?-i:m(?![A-Za-z0-9²³^/(_=]))|met(?:er|re)s?|米", "m", 1),
    ("kg|公斤|千克|kilograms?", "kg", 1),
    ("mg|毫克|milligrams?", "kg", 1e-6),
    ("(?-i:g(?![A-Za-z0-9/^(_=]))|grams?|克(?!隆)", "kg", 1e-3),
    ("tonnes?|tons?|t(?=CO2|CO₂)|吨", "kg", 1e3),
    ("°c?|℃|degrees?|摄氏度|度(?![量过电])", "°", 1),
    ("us dollars?|dollars?|usd|美元|美金", DOLLAR, 1),
    ("cents?|美分", DOLLAR, 1e-2),
    ("euros?|eur|欧元", "eur", 1),
    ("pounds sterling|gbp|英镑", "gbp", 1),
    ("yuan|rmb|cny|人民币|元(?![素组学数件宇年])", YUAN, 1),
)
# Written before the number.
MONEY = {"$": DOLLAR, "€": "eur", "£": "gbp", "¥": YUAN, "￥": YUAN}


def _alternatives() -> Iterator[str]:
    """Every spelling by itself."""
    for spelled, _, _ in _SPELLED:
        yield from re.split(r"\|(?![^(]*\))", spelled)


def _closed(spelling: str) -> str:
    """The spelling as a pattern; one in Latin letters ends where a word ends."""
    if re.search(r"[A-Za-z]\??$", spelling):
        return spelling + r"(?![A-Za-z0-9])"
    return spelling


# The longest first, so that "ms" is not read as a "m" and an "s".
PATTERN = "|".join(_closed(each) for each in sorted(_alternatives(), key=len, reverse=True))
# A spelling by itself: what must follow it is not there any more.
_READ = re.compile(
    "|".join("({})".format(re.sub(r"\(\?=.*?\)", "", each)) for each, _, _ in _SPELLED),
    re.IGNORECASE,
)
_HINTS: dict[str, re.Pattern[str]] = {
    PERCENT: re.compile(r"%|percent|\brates?\b|accurac|ratio|比例|率"),
    TIMES: re.compile(
        r"×|speed-?up|\btimes\b|faster|\d\s?x\b|accelerat|\bfold\b|compression|倍|加速"
    ),
    "s": re.compile(
        r"\b(?:ms|s|secs?|seconds?|mins?|minutes?|hrs?|hours?|h|days?|latency|time)\b|秒|小时|天|"
        r"分钟"
    ),
    "gpu s": re.compile(r"gpu|hours?|days?|时"),
    # A card of 40G has so many bytes.
    "byte": re.compile(r"\b[kmgt]i?b\b|\d\s?g\b|bytes?|memory|\bmem\b|\bv?ram\b|显存|内存"),
    "bit": re.compile(r"\bbits?\b|precision|[wa]\d+|quanti|比特|位"),
    "fps": re.compile(r"fps|frame|帧"),
    "db": re.compile(r"db|psnr|分贝"),
    "flop": re.compile(r"flop|macs?\b"),
    "op/s": re.compile(r"\b[gtp]ops?\b"),
    "kwh": re.compile(r"\b[kmgt]?wh\b|watt[- ]hour|energy|electricity|千瓦时|瓦时|度电|能耗|电"),
    "j": re.compile(r"energy|joule|\b[kmnpµμ]?j\b|能耗"),
    "v": re.compile(r"\b[km]?v\b|\bvolt|伏|电压"),
    "pa": re.compile(r"\b[kmg]?pa\b|pascal|pressure|\bstress|帕|压力|应力"),
    "m2": re.compile(r"\b[kcmµμ]?m\s?(?:\^?2|²)|\barea|hectare|square|平方|面积|公顷"),
    "m3": re.compile(r"\b[cm]?m\s?(?:\^?3|³)|\bm?l\b|volume|lit(?:er|re)|cubic|立方|体积|毫升"),
    "m/s": re.compile(r"\bk?m/[sh]\b|speed|velocit|速"),
    "bit/s": re.compile(r"\b[kmgt]?(?:bps|bits?/s)\b|bandwidth|\bbit[- ]?rate|带宽|码率"),
    "kg": re.compile(r"\b(?:[km]?g|grams?|kilograms?)\b|weight|\bmass\b|克|重"),
    "m": re.compile(
        r"\b[ckmn]?m\b|met(?:er|re)s?\b|distance|height|depth|\brange|altitude|radius|米|距离|"
        r"高度|深度"
    ),
    "w": re.compile(r"\bw\b|watts?|\bpower\b|瓦|功"),
    "hz": re.compile(r"\b[kmg]?hz\b|frequency|赫|频率"),
    "°": re.compile(r"°|degrees?|angle|rotation|temperature|度"),
    DOLLAR: re.compile(r"\$|dollar|\busd\b|\bcosts?\b|\bprices?\b|美元|成本|价格"),
    "eur": re.compile(r"€|\beuros?\b|\beur\b|欧元"),
    "gbp": re.compile(r"£|\bpounds\b|\bgbp\b|英镑"),
    YUAN: re.compile(r"yuan|\brmb\b|\bcny\b|元|成本|价格"),
    "month": re.compile(r"month|year|月|年"),
}
# The scales of a unit that a table's heads and caption may name.
_SCALES: dict[str, tuple[tuple[re.Pattern[str], float], ...]] = {
    "s": (
        (re.compile(r"\bms\b|millisec|毫秒"), 1e-3),
        (re.compile(r"[(\[/,]\s?s[)\]/]|\bsecs?\b|\bseconds?|(?<!毫)秒"), 1.0),
        (re.compile(r"[(\[]mins?[.)\]]|\bminutes?|分钟"), 60.0),
        (re.compile(r"[(\[]h[)\]]|\bhrs?\b|\bhours?|小时"), 3600.0),
        (re.compile(r"\bdays?\b|天"), 86400.0),
    ),
    "byte": (
        (re.compile(r"\bkb\b|\bkib\b"), 1e3),
        (re.compile(r"\bmb\b|\bmib\b"), 1e6),
        (re.compile(r"\bgb\b|\bgib\b"), 1e9),
        (re.compile(r"\btb\b|\btib\b"), 1e12),
    ),
    "op/s": (
        (re.compile(r"\bgops?\b"), 1e9),
        (re.compile(r"\btops?\b"), 1e12),
        (re.compile(r"\bpops?\b"), 1e15),
    ),
}
_SCORED = re.compile(
    r"accurac|precision|recall|\bf1\b|score|pass@|\brates?\b|top-?\d|\bauc|\bm?ap\b|iou|dice|"
    r"exact match|\bem\b|success|win|wins|performance|percent|%|benchmark|results|agreement|"
    r"concordance|\bbleu\b|\brouge|\bchrf|\bcomet\b|\bndcg|\bmrr\b|correlation|rating|star|likert|准确|得分|成功率|胜率"
)


_IN_BRACKETS = re.compile(r"[(\[]([a-zµμ°/]{1,8}\s?(?:\^?[23]|[²³])?)[)\]]")

# The cells of a row share their heads and caption, and many figures look at the same cells.
_KEPT = 1024


def canonical(written: str) -> tuple[str, float]:
    """The unit a spelling stands for, and how many of it one is; ("", 1) for no unit."""
    if not written:
        return "", 1.0
    found = _READ.fullmatch(written.strip())
    if not found or not found.lastindex:
        return "", 1.0
    _, unit, factor = _SPELLED[found.lastindex - 1]
    return unit, factor


@lru_cache(_KEPT)
def hinted(unit: str, context: str) -> bool:
    """Whether a text in small letters speaks of such a unit, so that bare numbers may have it."""
    pattern = _HINTS.get(unit)
    if pattern and pattern.search(context):
        return True
    return any(told == unit for told, _ in _bracketed(context))


@lru_cache(_KEPT)
def scaled_otherwise(unit: str, factor: float, context: str) -> bool:
    """Whether a text in small letters names other scales of a unit alone: "(ms)" where a figure is
    in seconds, of which `factor` are one of it."""
    named = scales_told(unit, context)
    return bool(named) and not any(math.isclose(scale, factor, rel_tol=0.05) for scale in named)


@lru_cache(_KEPT)
def scales_told(unit: str, context: str) -> frozenset[float]:
    """How many of a unit each is that a text in small letters names: of "(ms)" 0.001 s."""
    named = {scale for pattern, scale in _SCALES.get(unit, ()) if pattern.search(context)}
    return frozenset(named | {scale for told, scale in _bracketed(context) if told == unit})


def scales(unit: str) -> Iterator[float]:
    """How many of a unit each is that it may be told by in a head."""
    return (scale for _, scale in _SCALES.get(unit, ()))


@lru_cache(_KEPT)
def names_scale(unit: str, context: str) -> bool:
    """Whether a text in small letters names a scale of a unit: "(ms)", "seconds"."""
    return bool(scales_told(unit, context))


def _bracketed(context: str) -> Iterator[tuple[str, float]]:
    """The units that stand alone in brackets, as in heads: "Area (mm^2)"."""
    return (canonical(told[1]) for told in _IN_BRACKETS.finditer(context))


@lru_cache(_KEPT)
def scored(context: str) -> bool:
    """Whether a text in small letters speaks of a score, which may be given with or without "%"."""
    return bool(_SCORED.search(context))
