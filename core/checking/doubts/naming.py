"""What a text names that tells one thing from another: conditions, and variants of one family.

"dev" and "test", "base" and "large", "with" and "without" are members of one kind each, and GPT-4
and GPT-3.5 of one family: a text that names one of them does not speak of the other. Pure.
"""

# Chinese is read here: words of conditions.
# Tested in tests/core/checking/doubts/test_naming.py.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from core.checking.quantities import quantities
from core.checking.quantity import Quantity

# A kind, and below it a line for each of its members: the forms that name it, the first of which
# is what it is called here. A form with a - at its end is how words begin.
_KINDS = r"""
split
  dev | development set | validation | 验证集 | 开发集
  test | tests | testing | tested | 测试集 | 测试
  training set | train set | train split | 训练集
size
  base | 基础模型 | 基础版 | 基础
  large | larger | bigger | big | 大模型 | 大版本 | 大号
  small | 小模型 | 小号
  mini
  medium | 中号
  tiny
  nano
  huge | giant
removed
  without | w/o | no | remov- | drop | dropped | omit- | 去掉 | 不用 | 不检索 | 没有 | 无需
  with | w/ | plus | including | 加入 | 加上 | 加检索 | 带有 | 检索后 | 有检索
ensembled
  single | sgl | individual | 单模型 | 单一 | 单个
  ensemble- | ens | 集成
statistic
  max | maximum | peak | highest | best | up to | 最高 | 最大 | 峰值 | 高达 | 最好
  mean | average- | avg | 平均 | 均值 | 均分
  min | minimum | lowest | worst | 最低 | 最小 | 最差
  median | 中位
  std | standard deviation | variance | 标准差 | 方差
  total | sum | overall | in all | altogether | 共有? | 合计 | 总计 | 总共
measure
  f1 | f-1 | f-score | f-measure
  em | exact match | 精确匹配
  accuracy | acc | 准确率 | 精度 | 正确率
  precision | 精确率 | 查准率
  recall | 召回率 | 查全率
  bleu
  rouge
  auc | auroc
  perplexity | ppl | 困惑度
  loss | 损失
  map
  iou | miou
  psnr
  ssim
  fid
  wer
  mae
  rmse
  mse
  win rate | 胜率
  success rate | 成功率
  dice
  memory | vram | 显存 | 内存 | footprint
  latency | 延迟 | 时延 | faster | speed-?ups? | decoding speed | 加速 | 解码速度 | 提速
  throughput | 吞吐量? | 吞吐
  energy | power | 能耗 | 功耗 | joules?
  flops? | 计算量 | 浮点
  storage | disk | 存储
  cost | price | 成本 | 费用
shots
  zero-?shot | 0-?shot | 零样本
  one-?shot | 1-?shot | 单样本
  few-?shot | 少样本 | 小样本
  3-?shot
  5-?shot
  8-?shot
  10-?shot
language
  german | de | 德语 | 英德 | 德
  french | fr | 法语 | 英法 | 法文
  chinese | zh | 中文 | 汉语
  spanish | 西班牙语
  japanese | 日语
  korean | 韩语
  arabic | 阿拉伯语
  hindi | 印地语
  russian | 俄语
modality
  text-only | 纯文本
  images? | 图像 | 图片
  videos? | 视频
  audio | speech | 音频 | 语音
supervision
  semi-?supervised | 半监督
  unsupervised | 无监督
  self-?supervised | 自监督
  wsj only | supervised | 有监督
part
  encoders? | 编码器
  decoders? | 解码器
side
  inputs? | 输入
  outputs? | 输出
teaching
  teachers? | 教师
  students? | 学生
domain
  in-domain | in-distribution | 域内 | 分布内
  out-of-domain | out-of-distribution | ood | 域外 | 分布外
known
  seen | 见过的
  unseen | 未见
place
  indoor | 室内
  outdoor | 室外
gender
  male | 男
  female | 女
order
  first | 首轮 | 第一
  second | 第二
  third | 第三
  fourth | 第四
  final | last | 最后 | 最终
ours
  baselines? | 基线
  ours | our method | our model | our approach | proposed | 本文方法 | 我们的
optimum
  greedy | 贪心
  sampling | sampled | 采样
  beam
bits
  fp16 | bf16 | 16-bit | 16 比特
  fp8 | int8 | 8-bit | 8 比特
  int4 | 4-bit | 4 比特
  fp32 | 32-bit
processor
  gpus?
  cpus?
  tpus?
"""
_ASCII = re.compile(r"[\x00-\x7f]+")


class _Member(NamedTuple):
    kind: str
    name: str
    pattern: re.Pattern[str]


def _bounded(form: str) -> str:
    """The form as a pattern: Latin ones are whole words, or their beginnings where a - says so."""
    if not _ASCII.fullmatch(form):
        return form
    if form.endswith("-"):
        return rf"(?<![A-Za-z]){form[:-1]}"
    return rf"(?<![A-Za-z]){form}(?![A-Za-z])"


def _read() -> tuple[_Member, ...]:
    members: list[_Member] = []
    kind = ""
    for line in _KINDS.strip().splitlines():
        if not line.startswith(" "):
            kind = line
            continue
        forms = [form.strip() for form in line.split("|")]
        pattern = "|".join(map(_bounded, forms))
        members.append(_Member(kind, forms[0].rstrip("-"), re.compile(pattern, re.IGNORECASE)))
    return tuple(members)


_MEMBERS = _read()
Span = tuple[int, int]
NOWHERE: Span = (0, 0)
_SIZED = re.compile(
    r"(?<![A-Za-z0-9.])(\d{1,4}(?:\.\d{1,2})?)\s?([KMBT])(?![A-Za-z])", re.IGNORECASE
)
_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_SIZES_FROM = 1e5
# The version or size behind a name with a capital: "SQuAD 2.0", "GPT-3.5", "Llama-2".
_VERSION = re.compile(
    r"(?<![A-Za-z0-9])(?=[a-z]{0,20}[A-Z])([A-Za-z]{1,20})[-\s]?[vV]?(\d{1,4}(?:\.\d{1,2})?)"
    r"(?!\.?\d|%|[A-Za-z])"
)
SIZE, LENGTH = "size", "length"
_MODELS_FROM = 1e6

Kinds = Mapping[str, dict[str, list[int]]]
"""By kind, its members that a text names, each with where."""


def kinds(text: str) -> Kinds:
    """The conditions that a plain text names."""
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for member in _MEMBERS:
        places = [match.start() for match in member.pattern.finditer(text)]
        if places:
            found[member.kind][member.name] = places
    return found


def families(text: str, but: Span = NOWHERE) -> dict[str, set[str]]:
    """By family, the variants that a plain text names; what lies within `but` is left out.

    Sizes of models, 7B, are a family of their own.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for match in _VERSION.finditer(text):
        if match.end(2) <= but[0] or match.start(2) >= but[1]:
            found[match[1].lower()].add(match[2])
    for size, start, end in sizes(text):
        if end <= but[0] or start >= but[1]:
            # Lengths of contexts, 4k, are another family than sizes of models, 4B.
            family = SIZE if size >= _MODELS_FROM else LENGTH
            found[family].add(f"{size:g}")
    return found


def sizes(text: str) -> list[tuple[float, int, int]]:
    """The sizes of models and data in a plain text, "7B" and 70 亿, each with where it stands."""
    found = [
        (float(match[1]) * _SCALES[match[2].lower()], match.start(), match.end())
        for match in _SIZED.finditer(text)
    ]
    taken = {start for _, start, _ in found}
    for each in quantities(text):
        if is_size(each) and each.start not in taken:
            found.append((each.value, each.start, each.end))
    return found


def is_size(quantity: Quantity) -> bool:
    """Whether a figure is the size of a model or of data, "7B": it names more than it states."""
    scaled = not quantity.unit and quantity.value != quantity.number
    return scaled and quantity.value >= _SIZES_FROM
