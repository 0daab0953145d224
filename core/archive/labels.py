"""The words the archive formats are made of, per language.

They are keywords of a file format, as fixed as its punctuation, not text shown to people: that is why they live here
and not in the catalogs.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.models import Source, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLabels:
    """What a digest's lines begin with; `two_titles`: a heading may be `中文 (English)`."""

    heading: str
    papers: str
    link: str
    organization: str
    score: str
    tags: str
    summary: str
    highlights: str
    two_titles: bool = False


DIGEST = {
    "zh": DigestLabels(
        heading="每日论文汇总 - ",
        papers="论文数量",
        link="论文链接",
        organization="组织",
        score="得分",
        tags="标签",
        summary="摘要",
        highlights="亮点",
        two_titles=True,
    ),
    "en": DigestLabels(
        heading="Daily Papers - ",
        papers="Papers",
        link="Paper",
        organization="Organization",
        score="Score",
        tags="Tags",
        summary="Summary",
        highlights="Highlights",
    ),
}
TROPHY = "🏆"
NO_ORGANIZATION = "Unknown"
TIER_TAGS = {"Super Lab": Tier.SUPER, "Frontier Lab": Tier.FRONTIER}

REPORT_HEADING = "# Hugging Face Daily Papers Report"
SOURCES = {Source.HTML: "HTML", Source.PDF: "PDF", Source.ABSTRACT: "ArXiv Abs", Source.AI_SUMMARY: "AI Summary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLabels:
    """What a report's lines begin with; `points` are the five headings, `slots` name the parts of points 3 and 5."""

    link: str
    source: str
    points: tuple[str, str, str, str, str]
    slots: dict[str, str]


REPORT = {
    "zh": ReportLabels(
        link="链接",
        source="阅读来源",
        points=("应用领域", "一句话核心贡献", "使用指南", "主要创新点", "实验效果"),
        slots={
            "input": "输入",
            "output": "输出",
            "steps": "步骤",
            "requirements": "资源需求",
            "datasets": "数据集",
            "comparisons": "对比",
            "figures": "指标",
        },
    ),
    "en": ReportLabels(
        link="Link",
        source="Read from",
        points=("Field", "Core contribution", "How to use it", "Key innovations", "Results"),
        slots={
            "input": "Input",
            "output": "Output",
            "steps": "Steps",
            "requirements": "Requirements",
            "datasets": "Data sets",
            "comparisons": "Comparisons",
            "figures": "Figures",
        },
    ),
}

# What models were seen to write for the same thing, in small letters. Only words that add nothing to the plain label
# are listed: "训练流程" says more than "步骤" does, so it stays a note under its own name.
POINT_NAMES: tuple[tuple[str, ...], ...] = (
    ("应用领域", "field", "application field", "application area"),
    ("一句话核心贡献", "核心贡献", "core contribution", "one-sentence contribution"),
    ("使用指南", "使用方法", "how to use it", "usage guide", "usage"),
    ("主要创新点", "核心创新点", "创新点", "key innovations", "main innovations", "innovations"),
    ("实验效果", "实验结果", "results", "experimental results"),
)
USAGE_SLOTS = {
    "input": ("输入", "输入数据", "input", "inputs", "input data"),
    "output": ("输出", "输出结果", "输出形式", "输出目标", "模型输出", "output", "outputs"),
    "steps": (
        *("步骤", "流程", "过程", "操作流程", "处理流程", "使用流程", "工作流程", "核心流程"),
        *("操作步骤", "使用步骤", "实施步骤", "steps", "procedure", "workflow"),
    ),
    "requirements": (
        *("资源需求", "硬件需求", "硬件要求", "资源", "资源要求", "环境要求", "硬件与环境", "硬件与资源"),
        *("requirements", "resources", "hardware", "hardware requirements"),
    ),
}
RESULT_SLOTS = {
    "datasets": ("数据集", "核心数据集", "测试数据集", "评测数据集", "data sets", "datasets", "data set", "dataset"),
    "comparisons": ("对比", "对比基线", "基线对比", "对比结果", "对比表现", "comparisons", "comparison", "baselines"),
    "figures": ("指标", "量化指标", "核心指标", "具体指标", "关键指标", "figures", "key figures", "metrics"),
}
