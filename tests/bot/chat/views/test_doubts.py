"""⚠ where a text says what was not found: behind the whole figure, outside of formulas and links,
and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.views import Line
from bot.chat.views.doubts import doubted
from bot.chat.views.model import Style
from bot.chat.views.prose import prose
from core.checking import verify
from core.models import Check, Claim, ClaimKind, Finding
from tests.bot.chat.views.samples import paper


def claim(text: str, finding: Finding = Finding.FOUND, kind: ClaimKind = ClaimKind.FIGURE) -> Claim:
    return Claim(text=text, kind=kind, finding=finding)


def marked(text: str, *claims: Claim) -> str:
    return "\n".join(each.text for each in doubted(prose(text), Check(claims)))


@pytest.mark.parametrize(
    ("missing", "text", "shown"),
    [
        ("3", "3 个，13 个，3.5 倍，0.3", "3 ⚠ 个，13 个，3.5 倍，0.3"),
        ("3", "at 3. Then 3, and 3", "at 3 ⚠. Then 3 ⚠, and 3 ⚠"),
        ("7B", "7B 与 70B，7B-Chat，Qwen-7B", "7B ⚠ 与 70B，7B-Chat ⚠，Qwen-7B"),
        ("1,000", "1,000 与 21,000", "1,000 ⚠ 与 21,000"),
        ("25 万", "25 万条", "25 万 ⚠ 条"),
        ("30%", "提高30%以上", "提高30% ⚠ 以上"),
        ("30%", "提高了３０％。", "提高了３０％ ⚠。"),
        ("十倍", "快了十倍，又快了二十倍", "快了十倍 ⚠，又快了二十倍"),
        ("35.7", "**35.7**% of", "35.7% ⚠ of"),
        ("35.7", "see https://x.example/35.7 and [12]", "see https://x.example/35.7 and [12]"),
        ("12", "see [12] and 12", "see [12] and 12 ⚠"),
        ("30%", "30% ⚠ of", "30% ⚠ of"),
        (
            "GustSet",
            "在GustSet上，MyGustSet，GustSet-v2",
            "在GustSet ⚠ 上，MyGustSet，GustSet-v2 ⚠",
        ),
    ],
)
def test_a_figure_is_not_marked_inside_another(missing: str, text: str, shown: str) -> None:
    kind = ClaimKind.NAME if missing == "GustSet" else ClaimKind.FIGURE

    assert marked(text, claim(missing, Finding.MISSING, kind=kind)) == shown


def test_a_longer_figure_that_was_found_hides_the_shorter_that_was_not() -> None:
    claims = [claim("30", Finding.MISSING), claim("30%")]

    assert marked("30% of 30 kites", *claims) == "30% of 30 ⚠ kites"


@pytest.mark.parametrize(
    ("missing", "text", "spans"),
    [
        (r"1{,}000$ kites", "$1{,}000$ kites", ["1,000", " kites ⚠"]),
        (r"\frac{1}{2}", r"$\frac{1}{2}$ of", ["1/2 ⚠", " of"]),
        (r"35.7\%", r"up $35.7\%$!", ["up ", "35.7% ⚠", "!"]),
        ("35.7%", r"up $35.7\%$!", ["up ", "35.7% ⚠", "!"]),
        ("35.7 %", r"up $35.7\,\%$!", ["up ", "35.7 % ⚠", "!"]),
        ("1,000", "$1{,}000$ kites", ["1,000 ⚠", " kites"]),
        ("2×", r"$2\times$快", ["2× ⚠ ", "快"]),
        (r"10^{-4}", "1 和 10^{-4}。", ["1 和 10⁻⁴ ⚠。"]),
        ("32", "`size=32`", ["size=32", " ⚠"]),
        ("35.7", "[35.7](https://x.example/35.7)", ["35.7 ⚠", " (https://x.example/35.7)"]),
        ("35.7%", "**35.7%**", ["35.7% ⚠"]),
    ],
)
def test_formulas_code_and_links_stay_whole(missing: str, text: str, spans: list[str]) -> None:
    [each] = doubted(prose(text), Check((claim(missing, Finding.MISSING),)))

    assert [span.text for span in each.spans] == spans


FORMS = st.sampled_from(
    (
        "35.7%", "$35.7\\%$", "$35.7$", "**35.7%**", "[35.7](https://x.example/35.7)", "３５．７％", "`35.7`", "3.2×",
        "$3.2\\times$", "7B", "约25万", "三十五", "1,000", "$1{,}000$", "12 ms", "3–5 倍", "GustSet",
        "$10^{5}$", "百分之三十",
    )
)  # fmt: skip
AROUND = st.sampled_from(
    (
        "",
        " ",
        "提高",
        "the ",
        "，",
        "。",
        "**",
        "*",
        "`",
        "$",
        "[",
        "](",
        "- ",
        "\n",
        "⚠",
        "-",
        "/",
        "%",
    )
)


@settings(max_examples=75)
@given(pieces=st.lists(AROUND | FORMS | st.text(max_size=8), max_size=9))
def test_marks_are_all_that_changes(pieces: list[str]) -> None:
    text = "".join(pieces)
    check = verify.check([text], verify.Evidence.of(paper(abstract=""), None))
    before, after = prose(text), doubted(prose(text), check)

    assert [_bare(each.text) for each in after] == [_bare(each.text) for each in before]
    assert [_solid(each) for each in after] == [_solid(each) for each in before]
    assert [(each.marker, each.depth) for each in after] == [
        (each.marker, each.depth) for each in before
    ]


@settings(max_examples=50)
@given(
    form=FORMS,
    before=st.sampled_from(("", "提高", "about ", "（", "**x** ")),
    after=st.sampled_from(("", "，", "的", ".", " x")),
)
def test_each_figure_that_is_missing_is_marked(form: str, before: str, after: str) -> None:
    text = f"{before}{form}{after}"
    check = verify.check([text], verify.Evidence.of(paper(abstract=""), None))

    [each] = doubted(prose(text), check)
    assert each.text.count("⚠") >= len(check.missing)


def _bare(text: str) -> str:
    return "".join(text.replace("⚠", "").split())


def _solid(each: Line) -> list[tuple[str, str | None]]:
    """What must stay whole: formulas, code, links."""
    return [(span.text, span.href) for span in each.spans if span.href or span.style is Style.CODE]


def test_a_report_without_doubts_stays_as_it_is() -> None:
    lines = prose("30% of **kites**")

    assert doubted(lines, Check((claim("30%"),))) == lines
    assert doubted(lines, None) == lines
