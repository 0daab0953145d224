"""Reports: any style is read, one style is written, and nothing is lost on the way."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.archive import RULES, parse_report, render_report
from core.archive.files import ReportArchive
from core.archive.labels import POINTS, report_words
from core.archive.points import split_points
from core.errors import ArchiveInvalid
from core.models import Labelled, Paper, Provenance, Report, Results, Source, Usage, Writer
from tests.core.archive.samples import AT, FREE_REPORT, RULE, altered
from tests.spoken import LANGUAGES


def _parse(text: str) -> ReportArchive:
    return parse_report(text.encode(), "reports.md", AT, LANGUAGES)


def test_papers_and_sources() -> None:
    archive = _parse(FREE_REPORT)
    assert (archive.date, archive.language) == (dt.date(2025, 7, 1), "zh")
    assert archive.papers[0] == Paper(
        id="2507.00011", title="Paper Boats: Teaching Models to Turn Back"
    )
    assert [paper.id for paper in archive.papers] == [report.paper_id for report in archive.reports]
    sources = [report.provenance.source for report in archive.reports]
    assert sources == [Source.HTML, Source.ABSTRACT, Source.HTML, Source.HTML]
    assert archive.reports[0].provenance == Provenance(
        source=Source.HTML, writer=Writer.ARCHIVE, created_at=AT
    )


def test_the_five_points_of_a_numbered_report() -> None:
    report = _parse(FREE_REPORT).reports[0]
    assert report.field == "推理 - 小语言模型（Small LMs）。"
    assert (
        report.contribution
        == "提出**折返点**，见 [代码](https://example.org/boats_(v1)) 与 `boat.py`。"
    )
    assert report.usage == Usage(
        input="一道题。",
        output="答案与路径。",
        steps=(
            "**走**：按 $x_{t+1} = f(x_t)$ 前进。",
            "**折返**：\n*   找到最近的折返点。\n*   回到那里。",
        ),
        requirements="一张 GPU。",
        notes=(Labelled("训练流程", "先走后折。"),),
    )
    assert report.innovations == (
        Labelled("折返点（Turn Points）", "每步留痕。"),
        Labelled('"空船"初始化', "从零开始。"),
    )
    assert report.results == Results(
        datasets=("三条河，共 1,234 题。",),
        figures=("弯路减少 **40%**。", "每题 0.7 秒。"),
        notes=(Labelled("", "在 **三条河** 上评估："), Labelled("泛化性", "换一条河也成立。")),
    )


def test_other_styles() -> None:
    _, lanterns, rain, hours = _parse(FREE_REPORT).reports
    assert lanterns.usage == Usage(
        input="*   **灯**：一盏。",
        steps=("点。", "看。"),
        notes=(Labelled("流程", "另一种走法。"), Labelled("流程", "按两步走：")),
    )
    assert lanterns.innovations == (Labelled("无油", "只要光。"), Labelled("", "没有名字的一条。"))
    assert lanterns.results == Results(comparisons=("油灯。",))
    assert (rain.field, rain.contribution) == ("天气。", "雨后更清。")
    assert rain.usage.notes == (Labelled("", "出门即可。"), Labelled("", "一段没有标号的话。"))
    assert rain.innovations == (Labelled("雨", "自带冒号。"),)
    assert rain.results == Results(notes=(Labelled("", "晴。"),))
    assert (hours.field, hours.usage, hours.innovations) == (
        "夜。",
        Usage(input="一夜。"),
        (Labelled("静", ""),),
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_and_line_ends_make_no_difference(mark: str, end: str) -> None:
    assert _parse(mark + FREE_REPORT.replace("\n", end)) == _parse(FREE_REPORT)


def test_the_written_form_is_a_fixed_point() -> None:
    archive = _parse(FREE_REPORT)
    written = render_report(archive, LANGUAGES)
    assert parse_report(written, "again.md", AT, LANGUAGES) == archive
    assert render_report(parse_report(written, "again.md", AT, LANGUAGES), LANGUAGES) == written


def test_english() -> None:
    archive = ReportArchive(
        date=dt.date(2025, 7, 1),
        language="en",
        papers=(Paper(id="2507.00011", title="Paper Boats"),),
        reports=(
            Report(
                paper_id="2507.00011",
                language="en",
                field="Reasoning",
                contribution="Turn points.",
                usage=Usage(input="A question", steps=("Walk", "Turn")),
                innovations=(Labelled("Turn points", "Every step leaves a mark."),),
                results=Results(figures=("40% fewer detours",)),
                provenance=Provenance(source=Source.ABSTRACT, writer=Writer.ARCHIVE, created_at=AT),
            ),
        ),
    )
    written = render_report(archive, LANGUAGES)
    assert (
        written.decode()
        == f"""\
# Hugging Face Daily Papers Report
**Date**: 2025-07-01
**Source URL**: https://huggingface.co/papers/date/2025-07-01

{RULE}

## 📄 Paper Boats

- **Link**: https://huggingface.co/papers/2507.00011
- **Read from**: ArXiv Abs

1. **Field**
   Reasoning

2. **Core contribution**
   Turn points.

3. **How to use it**
   - **Input**: A question
   - **Steps**:
     1. Walk
     2. Turn

4. **Key innovations**
   - **Turn points**: Every step leaves a mark.

5. **Results**
   - **Figures**:
     - 40% fewer detours


{RULE}
"""
    )
    assert parse_report(written, "again.md", AT, LANGUAGES) == archive


MALFORMED = [
    ("unknown_kind", 1, "# Hugging Face Daily Papers Report", "# Report"),
    ("header", 2, "**Date**: ", "Date: "),
    ("date", 2, "2025-07-01\n", "1 July 2025\n"),
    ("header", 3, "**Source URL**", "**Source**"),
    ("entry_heading", 7, "## 📄 Paper Boats: Teaching", "## Paper Boats: Teaching"),
    ("entry_heading", 7, "## 📄 Paper Boats: Teaching Models to Turn Back", "## 📄"),
    ("entry_heading", 46, "## 📄 Lanterns", "## Lanterns"),
    ("link", 9, "https://huggingface.co/papers/2507.00011", "https://huggingface.co/papers/boats"),
    ("link", 9, "- **链接**: https://huggingface.co/papers/2507.00011\n", ""),
    (
        "link",
        48,
        "- **链接**: https://huggingface.co/papers/2507.00022",
        "- **Link**: arxiv.org/abs/2507.00022",
    ),
    ("duplicate", 48, "2507.00022", "2507.00011"),
    ("source_kind", 10, "**阅读来源**: HTML", "**阅读来源**: Fax"),
    ("points_missing", 7, "3. **使用指南**\n   *   **输入**：一道题", "3. **指南**\n"),
    ("points_missing", 46, "### 5. **实验效果**\n", ""),
    ("points_missing", 7, "1. **应用领域**\n", "6. **应用领域**\n"),
]


@pytest.mark.parametrize(("rule", "line", "good", "bad"), MALFORMED)
def test_a_malformed_line_is_named(rule: str, line: int, good: str, bad: str) -> None:
    assert good in FREE_REPORT
    with pytest.raises(ArchiveInvalid) as caught:
        _parse(FREE_REPORT.replace(good, bad, 1))
    assert caught.value.for_operator() == {"file": "reports.md", "line": line, "rule": rule}


def test_bytes_that_are_no_text_are_named() -> None:
    with pytest.raises(ArchiveInvalid) as caught:
        parse_report(
            FREE_REPORT.encode().replace("照明".encode(), b"\x80"), "reports.md", AT, LANGUAGES
        )
    assert (caught.value.rule, caught.value.line) == ("encoding", 52)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    opening = FREE_REPORT.partition("## 📄")[0].encode()
    for start in (
        b"",
        b"# Hugging Face Daily Papers Report\n**Date**: ",
        opening,
        opening + "## 📄 ".encode(),
    ):
        assert isinstance(_outcome(start + data), (ReportArchive, ArchiveInvalid))


@settings(max_examples=50)
@given(st.randoms(use_true_random=False))
def test_a_file_with_altered_lines_is_read_or_refused(chance: random.Random) -> None:
    data = altered(FREE_REPORT, chance).encode()
    outcome = _outcome(data)
    if isinstance(outcome, ArchiveInvalid):
        assert outcome.rule in RULES
        assert 1 <= outcome.line <= len(re.findall(rb"\r\n?|\n", data)) + 1
    else:
        written = render_report(outcome, LANGUAGES)
        assert parse_report(written, "again.md", AT, LANGUAGES) == outcome
        assert render_report(parse_report(written, "again.md", AT, LANGUAGES), LANGUAGES) == written


def _outcome(data: bytes) -> ReportArchive | ArchiveInvalid:
    try:
        return parse_report(data, "reports.md", AT, LANGUAGES)
    except ArchiveInvalid as error:
        return error


def test_papers_without_a_report_are_left_out() -> None:
    archive = _parse(FREE_REPORT)
    written = render_report(
        ReportArchive(
            date=archive.date, language="zh", papers=archive.papers, reports=archive.reports[1:]
        ),
        LANGUAGES,
    )
    assert parse_report(written, "again.md", AT, LANGUAGES).papers == archive.papers[1:]


def _words(text: str) -> Counter[str]:
    """Chinese characters, Latin words and numbers, list markers left out."""
    text = re.sub(r"^ *[0-9]+\. ", "", text, flags=re.MULTILINE)
    return Counter(re.findall(r"[\u3400-\u9fff]|[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*", text))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Labelled):
        return [value.name, value.text]
    if isinstance(value, Usage | Results):
        return [text for name in value.__slots__ for text in _texts(getattr(value, name))]
    assert isinstance(value, tuple)
    return [text for item in value for text in _texts(item)]


@pytest.mark.recorded
def test_the_recorded_report_loses_nothing(recorded: Path) -> None:
    data = (recorded / "reports" / "2026-02-03.md").read_bytes()
    archive = parse_report(data, "2026-02-03.md", AT, LANGUAGES)
    assert len(archive.papers) == len(archive.reports) == 44
    abstract = {r.paper_id for r in archive.reports if r.provenance.source is Source.ABSTRACT}
    assert abstract == {"2602.02437", "2602.00130", "2602.02084", "2602.01660"}
    # The labels of slots become field names, so their words need not be found again.
    words = report_words(LANGUAGES, "zh")
    labels = _words("\n".join((*words.usage, *words.results)))
    sections = data.decode().split("## 📄 ")[1:]
    for section, paper, report in zip(sections, archive.papers, archive.reports, strict=True):
        assert section.startswith(paper.title + "\n")
        points = split_points(section.split("\n"), words)
        parts = (
            report.field,
            report.contribution,
            report.usage,
            report.innovations,
            report.results,
        )
        assert points
        for point, part in zip(points, parts, strict=True):
            missing = _words("\n".join(point)) - _words("\n".join(_texts(part)))
            assert missing.keys() <= (
                labels.keys() if isinstance(part, Usage | Results) else set()
            ), paper.id
            assert any(_texts(part)), paper.id
        assert 3 <= len(report.innovations) <= 4
        assert all(part.name and part.text for part in report.innovations)


@pytest.mark.recorded
def test_the_recorded_report_reaches_a_fixed_point(recorded: Path) -> None:
    archive = parse_report(
        (recorded / "reports" / "2026-02-03.md").read_bytes(), "2026-02-03.md", AT, LANGUAGES
    )
    written = render_report(archive, LANGUAGES)
    assert parse_report(written, "again.md", AT, LANGUAGES) == archive
    assert render_report(parse_report(written, "again.md", AT, LANGUAGES), LANGUAGES) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_has_a_heading_in_each_language(language: str) -> None:
    points = LANGUAGES[language].report.points
    words = report_words(LANGUAGES, language)
    assert tuple(points) == POINTS
    for style in ("### {}. {}", "**{}. {}**", "{}. **{}**：x", "## {}、{}", "#### {} {} (x)"):
        for named in (0, -1):
            lines = [
                style.format(number, points[point][named].title())
                for number, point in enumerate(POINTS, 1)
            ]
            assert split_points(lines, words), lines
