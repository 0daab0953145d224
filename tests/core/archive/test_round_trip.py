"""Reports with any texts at all: written, read back, and the same but for white space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.archive import parse_report, render_report
from core.archive.files import ReportArchive
from core.archive.markdown import one_line, tidied, tidy
from core.models import Labelled, Paper, Provenance, Report, Results, Source, Usage, Writer
from tests.core.archive.samples import AT, RULE
from tests.spoken import LANGUAGES

HOSTILE = (
    *(
        "## 📄 Another",
        RULE,
        "1. **应用领域**",
        "**5. Results**",
        "5. **实验效果**：好",
        "- **链接**: x",
        "---",
        "***",
    ),
    *(
        "- **输入**: x",
        "**输入**: x",
        "输入：x",
        "\\**输入**: x",
        "**a**",
        "- a\n  - b\n\n    c",
        "1. a\n2. b",
        "\\",
    ),
    *(
        "a\n# b\n## c",
        "  a\n b\n   c",
        "```\n- x\n```",
        "$\\alpha * \\beta$",
        "\u3000缩进",
        "**流程**：先\n1. a",
        "* * *",
    ),
)
_TEXT = (
    st.sampled_from(HOSTILE)
    | st.text(alphabet=st.sampled_from("a雨 *\\:：-_.1)#=📄\n\t\r\u3000\x1c"), max_size=30)
    | st.lists(st.sampled_from(HOSTILE), max_size=3).map("\n".join)
)
_NAME = (
    st.sampled_from(
        ["", "输入", "Input", "流程", "资源", "指标", "数据集", "a:", "*", "**", "\\", "a\nb"]
    )
    | _TEXT
)
_TEXTS = st.lists(_TEXT, max_size=3).map(tuple)
_PARTS = st.lists(st.builds(Labelled, _NAME, _TEXT), max_size=3).map(tuple)


@st.composite
def _archives(draw: st.DrawFn) -> ReportArchive:
    language = draw(st.sampled_from(["zh", "en"]))
    papers, reports = [], []
    for number in range(1, draw(st.integers(1, 2)) + 1):
        papers.append(Paper(id=f"2507.0000{number}", title="T" + draw(_TEXT)))
        reports.append(
            Report(
                paper_id=papers[-1].id,
                language=language,
                field=draw(_TEXT),
                contribution=draw(_TEXT),
                usage=draw(
                    st.builds(
                        Usage,
                        input=_TEXT,
                        output=_TEXT,
                        steps=_TEXTS,
                        requirements=_TEXT,
                        notes=_PARTS,
                    )
                ),
                innovations=draw(_PARTS),
                results=draw(
                    st.builds(
                        Results, datasets=_TEXTS, comparisons=_TEXTS, figures=_TEXTS, notes=_PARTS
                    ),
                ),
                provenance=Provenance(
                    source=draw(st.sampled_from(Source)), writer=Writer.ARCHIVE, created_at=AT
                ),
            )
        )
    return ReportArchive(
        date=draw(st.dates()), language=language, papers=tuple(papers), reports=tuple(reports)
    )


@given(_archives())
def test_any_texts_come_back_tidied(archive: ReportArchive) -> None:
    written = render_report(archive, LANGUAGES)
    again = parse_report(written, "again.md", AT, LANGUAGES)
    assert again == _tidied(archive)
    assert render_report(again, LANGUAGES) == written


def _tidied(archive: ReportArchive) -> ReportArchive:
    def texts(items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filter(None, map(tidy, items)))

    return ReportArchive(
        date=archive.date,
        language=archive.language,
        papers=tuple(Paper(id=paper.id, title=one_line(paper.title)) for paper in archive.papers),
        reports=tuple(
            Report(
                paper_id=report.paper_id,
                language=report.language,
                field=tidy(report.field),
                contribution=tidy(report.contribution),
                usage=Usage(
                    input=tidy(report.usage.input),
                    output=tidy(report.usage.output),
                    steps=texts(report.usage.steps),
                    requirements=tidy(report.usage.requirements),
                    notes=tuple(tidied(report.usage.notes)),
                ),
                innovations=tuple(tidied(report.innovations)),
                results=Results(
                    datasets=texts(report.results.datasets),
                    comparisons=texts(report.results.comparisons),
                    figures=texts(report.results.figures),
                    notes=tuple(tidied(report.results.notes)),
                ),
                provenance=report.provenance,
            )
            for report in archive.reports
        ),
    )
