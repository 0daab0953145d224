"""The words of a text that tell what its figures measure, and the names that stand in it.

Names are those of data sets, models and benchmarks.
English words are cut to stems; Chinese words that papers use often are read as the English they
stand for, so that a Chinese report can be held against an English paper.
"""

# Chinese is read here: words of papers, read as English.

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LEXICON = (
    "数据集 dataset|基准 benchmark|测试 test|样本 sample|样例 example|示例 example|问题 question|"
    "题目 question|任务 task|模型 model|参数 parameter|词元 token|令牌 token|训练 training|推理 "
    "inference|解码 decoding|预训练 pretraining|微调 finetuning|层 layer|头 head|维度 dimension|"
    "维 dimension|步 step|轮 round|批 batch|序列 sequence|长度 length|上下文 context|准确率 "
    "accuracy|精度 accuracy|正确率 accuracy|召回 recall|"
    "得分 score|分数 score|评分 score|胜率 win|成功率 success|错误率 error|误差 error|平均 average|"
    "提升 improvement|提高 improvement|改进 improvement|增加 increase|降低 reduction|减少 "
    "reduction|下降 decrease|节省 saving|加速 speedup|速度 speed|更快 faster|延迟 latency|吞吐 "
    "throughput|内存 memory|显存 memory|成本 cost|能耗 energy|学习率 learning rate|温度 "
    "temperature|类别 category|类 category|语言 language|领域 domain|图像 image|图片 image|视频 "
    "video|音频 audio|语音 speech|文本 text|论文 paper|文章 article|文档 document|专家 expert|"
    "人类 human|人工 human|用户 user|智能体 agent|代理 agent|工具 tool|代码 code|数学 math|编程 "
    "programming|覆盖率 coverage|引用 citation|置信 confidence|相关 correlation|相似度 "
    "similarity|概率 probability|比例 ratio|困惑度 perplexity|损失 loss|带宽 bandwidth|压缩 "
    "compression|剪枝 pruning|量化 quantization|权重 weight|激活 activation|教师 teacher|学生 "
    "student|奖励 reward|策略 policy|偏好 preference|安全 safety|危害 hazard|提示 prompt|回答 "
    "response|答案 answer|响应 response|检索 retrieval|知识 knowledge|生成 generation|合成 "
    "synthetic|真实 real|小时 hour|天 day|开源 open|"
    "闭源 closed|最大 largest|最小 smallest|总共 total|共 total|总 total|首 first|次 time|帧 frame|"
    "分辨率 resolution|像素 pixel|分类 classification|分割 segmentation|检测 detection|场景 scene|"
    "环境 environment|动作 action|轨迹 trajectory|迭代 iteration|规模 scale|大小 size|编码器 "
    "encoder|解码器 decoder|注意力 attention|指令 instruction|单词 word|词汇 vocabulary|句子 "
    "sentence|对话 dialogue|案例 case|实例 instance|作者 author|城市 city|国家 country|药物 drug|"
    "体育 sport|新闻 news|日期 date|姓名 name|地点 location|恶意 malicious|暴力 violent|仇恨 "
    "hate|不安全 unsafe|有害 harmful|斜率 slope|触发 trigger|补全 completion|词表 vocabulary|"
    "多语言 multilingual|掩码 mask|翻译 translation|基础 base|基线 baseline|消融 ablation|草稿 "
    "draft|分支 branch|接受 accept|拒绝 reject|集成 ensemble|缓存 cache|数据 data|深度 depth|"
    "宽度 width|方法 method|结果 result"
)
_CHINESE = {pair.split(" ", 1)[0]: pair.split(" ")[1:] for pair in _LEXICON.split("|")}
_LATIN = r"[A-Za-z][A-Za-z0-9]*+(?>(?:[-‑.@/_&+][A-Za-z0-9]++)*)\+*+"
_HAN = r"[\u4e00-\u9fff]+"
_TOKEN = re.compile(rf"({_LATIN})|({_HAN})|([,;:，；：、。()（）|])|\d+")
_TERM = re.compile(
    "|".join(sorted((*_CHINESE, "和", "与", "而", "及", "则"), key=len, reverse=True))
)
_PART = re.compile(r"[A-Za-z]{2,}")
_JOINS = frozenset(
    ("and", "vs", "while", "whereas", "but", "versus", "compared", "和", "与", "而", "及", "则")
)
_STOP_WORDS = (
    "a an the we our this that these those it its is are was were be been has have had of in on "
    "at to for from by with or as can may which who how not also both than then into such when "
    "where via using use used their they there here more only over between under after before "
    "during if do does will would should could about one two three four five six seven eight "
    "nine ten i you he she his her them us so no very et al e.g i.e show "
    "shows achieve achieves respectively"
)
_STOP = frozenset(_STOP_WORDS.split())
# How many words a full stop or comma counts as, an "and", and a bracket.
_APART, _LISTED, _ASIDE = 4.0, 2.0, 0.5
_BRACKETS = "()（）"
_PLURALS = ("ches", "shes", "sses", "xes")
_MEANS = frozenset(("average", "averages", "averaged", "avg", "mean", "means"))


class Word(NamedTuple):
    """A stem, and where it stands, counted in words; a comma or an "and" counts as several."""

    stem: str
    at: float


def stem(word: str) -> str:
    """A word's first seven letters, small, without the plural's s; names with digits stay whole."""
    lower = word.lower()
    if not lower.isalpha():
        return re.sub(r"[-‑._/&@]", "", lower)
    if lower in _MEANS:
        return "average"
    if lower.endswith(_PLURALS):
        return lower[:-2][:7]
    if len(lower) > 3 and lower[-1] == "s" and lower[-2] != "s":
        return lower[:-1][:7]
    return lower[:7]


Stems = dict[str, tuple[str, ...]]
"""What is known already of words that come again and again in a text: their stems."""


def words(
    text: str, pairs: bool = False, known: Stems | None = None
) -> tuple[list[Word], list[tuple[int, float]]]:
    """The words of a plain text that say something; each token's offset, and its place in words.

    `pairs` gives Chinese also by pairs of characters, for evidence that is Chinese itself. What is
    learnt about words is added to `known`.
    """
    if known is None:
        known = {}
    found: list[Word] = []
    marks: list[tuple[int, float]] = []
    at = 0.0
    for match in _TOKEN.finditer(text):
        kind = match.lastindex
        marks.append((match.start(), at + 1))
        if kind == 1:
            word = match[1]
            at += 1
            stems = known.get(word)
            if stems is None:
                stems = _stems(word)
                known[word] = stems
            for each in stems:
                found.append(Word(each, at))
            if not stems and word.lower() in _JOINS:
                at += _LISTED
        elif kind == 2:
            found += _chinese(match[2], at, pairs)
            at += 0.5 * len(match[2]) + _LISTED * sum(match[2].count(each) for each in "和与而则")
        elif kind == 3:
            at += _ASIDE if match[3] in _BRACKETS else _APART
    return found, marks


def _stems(word: str) -> tuple[str, ...]:
    """The word as one, and the parts of a compound; nothing of a word that says nothing."""
    lower = word.lower()
    if lower in _JOINS or lower in _STOP:
        return ()
    stems = [stem(word)]
    if not word.isalpha():
        parts = _PART.findall(word)
        if len(parts) > 1 or (parts and parts[0] != word):
            stems += dict.fromkeys(stem(part) for part in parts if part.lower() not in _STOP)
    return tuple(stems)


def _chinese(run: str, at: float, pairs: bool) -> Iterator[Word]:
    for match in _TERM.finditer(run):
        for each in _CHINESE.get(match[0], ()):
            yield Word(stem(each), at + 0.5 * match.start())
    if pairs:
        for index in range(len(run) - 1):
            yield Word(run[index : index + 2], at + 0.5 * index)


_NAME = re.compile(
    r"(?<![\w@./\\-])[A-Za-z][A-Za-z0-9]*+(?>(?:[-‑.+][A-Za-z0-9]++){0,40})\+*+(?![\w/@\\])"
)
_COMMON_WORDS = (
    "ai llm llms vlm vlms mllm mllms gpu gpus cpu cpus tpu api apis nlp cv ml dl rl sota ui gui "
    "json html pdf xml csv sql github arxiv huggingface openai deepmind url urls http https ocr "
    "asr tts moe rag cot sft rlhf ppo dpo grpo lora qlora transformer transformers pytorch "
    "tensorflow python cuda nvidia linux markdown latex iot ar vr 2d 3d 4d nas mlp cnn rnn gan "
    "vae vit kv fp16 bf16 fp32 fp8 int8 int4 adamw sgd todo faq png jpg jpeg gif mp4 wav qa mcp "
    "agi id ids ip pc os io nerf slam sdk cli app apps ok fm t2i t2v i2v hoi i/o nlg nlu "
    "ner kg kgs ssm diy stem ceo phd llm-as-a-judge llm-based e2e pretrain"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_NAMELIKE = re.compile(r"[a-z][A-Z]|[A-Za-z]-?\d|[A-Z]{2}[a-z]+[A-Z]?|[A-Z]{4}|[A-Z]+-[A-Z]+|\+$")


def names(text: str) -> Iterator[tuple[str, int]]:
    """The names of data sets, models and benchmarks in a plain text, each with where it begins.

    A name is a Latin word with a digit or a capital inside it, or with four capitals; what every
    paper speaks of is no name.
    """
    for match in _NAME.finditer(text):
        word = match[0]
        if word.isalpha() and word[1:].islower():
            continue
        name = word.rstrip(".-")
        if len(name) >= 3 and _NAMELIKE.search(name) and name.lower() not in _COMMON:
            yield name, match.start()


def squeezed(name: str) -> str:
    """A name without the marks that writers put in differently: case, hyphens, spaces."""
    return re.sub(r"[^0-9a-z+]", "", name.lower())
