"""What the style sheets of a page say of its elements."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from core.pages.html.extract import extract
from core.pages.html.media import holds
from core.pages.html.sheets import Sheets
from core.pages.html.sight import Sight
from tests.core.pages.html.pages import page, paragraph, section

HIDING = [
    ".a{display:none}",
    "#x{display:none}",
    "P.a{display:none}",
    "div > p{display:none}",
    ".b,.a{display:none}",
    "nonsense::x,.a{display:none}",
    "p:is(.b,.a){display:none}",
    "[class=a]{display:none}",
    ".a{color:red;display:none;}",
    ".a{display:none",
    "/* .a{} */ .a /* x */ {display/**/:none}",
    "@import url(x.css); .a{display:none}",
    "@font-face{font-family:x} .a{display:none}",
    "@media screen{.b{color:red} .a{display:none}}",
    "@media (min-width:10px) and (max-width:99999px){.a{display:none}}",
    "@media not print{.a{display:none}}",
    "@supports (display:grid){@media all{.a{display:none}}}",
    "@layer x{.a{display:none}}",
    ".a{display:block} .a{display:none}",
    "p{display:block} .a{display:none} p{display:block}",
    "#x{visibility:hidden} .a{visibility:visible}",
    ".a{display:none!important} #x{display:block}",
    ":root{--x:none} .a{display:var(--x)}",
    ".a{display:var(--y, none)}",
    ":root{--x:var(--z);--z:0} .a{opacity:var(--x)}",
    "body{background:#fff} .a{color:rgb(254,254,254)}",
    "<!-- .a{display:none} -->",
    "div{color:red; .a{display:none}}",
    "div{& > .a{display:none} color:red}",
    ".a{@media screen{display:none}}",
    ".b{content:'}'} .b::after{content:\"{;\"} .a{display:none}",
    "a{" * 50 + "}" * 50 + ".a{display:none}",
    # What holds for nothing while a page is read.
    ".a:not(:visited){display:none}",
    ".a:not(:modal):not(:popover-open){display:none}",
    ".a:is(:not(:focus-within)):not(:focus-visible){display:none}",
    ".a:not(:user-invalid):not(:state(x)){display:none}",
    ":-webkit-any(.b,.a){display:none}",
    ":scope .a{display:none}",
    "</style><style type='TEXT/CSS'>.a{display:none}",
    "@media (min-color:8){.a{display:none}}",
]
DATA = "data:text/css,.a%7Bdisplay:none%7D"
CODED = "data:text/css;base64,LmF7ZGlzcGxheTpub25lfQ=="

SHOWING = [
    "",
    ".b{display:none}",
    "p:hover{display:none}",
    ".a::before{display:none}",
    "@media print{.a{display:none}}",
    "@media (max-width:600px){.a{display:none}}",
    "@media (prefers-color-scheme: dark){.a{color:white}}",
    "html[data-x] .a{display:none}",
    "@keyframes x{from{opacity:0}}",
    ".a{display:none} .a{display:block}",
    "p{display:none} .a{display:block}",
    "/* .a{display:none} */",
    ".a{color:red}",
    ".a{display:var(--unknown)}",
    "}{}{.a{",
    "}}.a{display:none}",
    ".a{{display:none}}",
    ".a{@nest b{display:none}}",
    "@media (never-heard-of){.a{display:none}}",
    "@media (width > calc(100px * 100)){.a{display:none}}",
    "@import url('data:text/html,.a{display:none}');",
    "@import url('data:text/css,.a%7Bdisplay:none%7D') print;",
    "span{.a{display:none}}",
    ".b{@media screen{display:none}}",
    ".a{content:'{display:none}'}",
    ".a:visited{display:none}",
    ".a:focus-within{display:none}",
    ".a:not(:never-heard-of){display:none}",
    "</style><style type='text/less'>.a{display:none}",
    "</style><noscript><style>.a{display:none}</style></noscript><style>",
    f"</style><link rel=stylesheet disabled href='{DATA}'><style>",
    "@media (min-color:9){.a{display:none}}",
]


def seen(sheet: str, style: str = "") -> bool:
    tree = LexborHTMLParser(f"<style>{sheet}</style><div><p id='x' class='a'>text</p></div>")
    node = tree.css_first("p")
    assert node is not None
    above = node.parent
    assert above is not None
    attributes = node.attributes
    if style:
        attributes = attributes | {"style": f"display:{style}"}
    sight = Sight(tree)
    below = sight.below(node, attributes, sight.around(above))
    return below is not None and below.visible


@pytest.mark.parametrize("sheet", HIDING)
def test_hiding(sheet: str) -> None:
    assert not seen(sheet)


@pytest.mark.parametrize("sheet", SHOWING)
def test_showing(sheet: str) -> None:
    assert seen(sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        f"@import url('{DATA}');",
        f'@import "{DATA}";',
        f"@import url({CODED});",
        f"</style><link rel=stylesheet href='{DATA}'><style>",
        f"</style><link rel='alternate stylesheet' href='{CODED}'><style>",
    ],
)
def test_a_sheet_within_an_address_counts(sheet: str) -> None:
    assert not seen(sheet)


def test_an_inline_style_is_stronger_but_not_than_an_important_rule() -> None:
    assert seen(".a{display:none}", "block")
    assert not seen(".a{display:none !important}", "block")


@pytest.mark.parametrize(
    ("ruled", "inline", "is_seen"),
    [
        ("none!important", "block!important", True),
        ("block!important", "none ! important", False),
        ("none!important", "block", False),
        ("none", "block!important", True),
    ],
)
def test_an_inline_style_may_be_important(ruled: str, inline: str, is_seen: bool) -> None:
    body = paragraph("Beside it.") + f'<p class="q" style="display:{inline}">We fly kites.</p>'
    html = page(section("1 One", body), head=f"<style>.q{{display:{ruled}}}</style>")

    document = extract(html, "2602.00001", "https://arxiv.org/html/2602.00001")

    assert ("We fly kites." in document.sections[0].text) == is_seen


def test_a_page_without_telling_rules_costs_nothing() -> None:
    assert not Sheets(LexborHTMLParser("<p>a</p>"))
    assert not Sheets(LexborHTMLParser("<style>p{margin:0;font-weight:bold}</style><p>a</p>"))


@given(st.text(alphabet="{}@;:.#,()*/ apmedivr-0!\\\"'"))
def test_any_sheet_is_read_without_failing(sheet: str) -> None:
    seen(sheet.replace("<", ""))


@pytest.mark.parametrize(
    "sheet",
    [
        "*{color:red}" * 9000,
        "{" * 100_000,
        "/*" * 100_000,
        "," * 100_000 + "{color:red}",
        "(," * 50_000 + "{color:red}",
        ".a{color:" + "var(" * 50_000 + "}",
        " " * 200_000,
        "a{" * 50_000,
        "'\"" * 50_000,
        "@container style(--a:1){.a{--a:2}}" * 5_000,
        ".a{container-type:size;" + "a:b;" * 30_000 + "}@container (width > 1px){}",
        "@container (" * 20_000,
        "@function --a(--b){result:--a(--a(var(--b)))}.a{color:--a(--a(1))}" * 1_000,
        "@function --a(" * 10_000,
        "@import 'data:text/css," * 10_000,
        "@keyframes a{from,to{opacity:0}}.a{animation:a 1s}" * 3_000,
    ],
)
def test_a_sheet_made_to_cost_time_costs_little(sheet: str) -> None:
    tree = LexborHTMLParser(f"<style>{sheet}</style>" + "<p class='a'>text</p>" * 5000)
    begun = time.thread_time()

    Sheets(tree)

    assert time.thread_time() - begun < 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("screen", True),
        ("print", False),
        ("only screen and (color)", True),
        ("not print", True),
        ("not screen", False),
        ("not print and (color)", True),
        ("not all and (monochrome)", True),
        ("(min-width: 40em)", True),
        ("(min-width: 400em)", False),
        ("(max-width: 40em), print", False),
        ("(max-width: 40em), screen", True),
        ("(400px <= width <= 700px)", False),
        ("(400px <= width)", True),
        ("(width > 1300px)", False),
        ("(hover: none)", False),
        ("(hover)", True),
        ("not (hover)", False),
        ("(not (hover)) or (monochrome)", False),
        ("(orientation: landscape) and (pointer: fine)", True),
        ("(prefers-color-scheme: dark)", False),
        ("(never-heard-of: it)", False),
        ("(width > calc(1000px + 100px))", True),
        ("(width)", True),
        ("", True),
        ("((((", True),
    ],
)
def test_conditions(query: str, expected: bool) -> None:
    assert holds(query) is expected


@given(st.text(alphabet="()notadrscreprint: ,<>=0px-"))
def test_any_condition_is_read_without_failing(query: str) -> None:
    assert holds(query) in (True, False)


BOOTSTRAP = '<link rel="stylesheet" href="https://cdn.example/bootstrap@5.3.0/bootstrap.min.css">'


@pytest.mark.parametrize(
    "classes",
    [
        "d-none",
        "d-block d-lg-none",
        "invisible",
        "visually-hidden",
        "opacity-0",
        "collapse",
        "tab-pane fade",
        "offcanvas",
        "modal",
        "text-white",
        "text-light",
        "text-transparent",
        "bg-dark text-dark",
        "placeholder",
    ],
)
def test_a_class_that_the_linked_sheet_hides(classes: str) -> None:
    body = f'<div class="ltx_para {classes}"><p class="ltx_p">Four words for machines</p></div>'

    document = extract(page(section("1 One", body), head=BOOTSTRAP), "2602.00001", "")

    assert "machines" not in document.sections[0].text
    assert document.hidden


@pytest.mark.parametrize(
    ("classes", "head"),
    [
        ("d-none d-md-block", BOOTSTRAP),
        ("d-xxl-none", BOOTSTRAP),
        ("collapse show", BOOTSTRAP),
        ("fade show", BOOTSTRAP),
        ("opacity-50", BOOTSTRAP),
        ("bg-dark text-white", BOOTSTRAP),
        ("bg-primary text-light", BOOTSTRAP),
        ("bg-light text-dark", BOOTSTRAP),
        ("text-warning", BOOTSTRAP),
        ("d-none", ""),
        ("invisible text-white", '<link rel="stylesheet" href="other.css">'),
    ],
)
def test_a_class_that_no_linked_sheet_hides(classes: str, head: str) -> None:
    body = f'<div class="ltx_para {classes}"><p class="ltx_p">Four words for people</p></div>'

    document = extract(page(section("1 One", body), head=head), "2602.00001", "")

    assert "Four words for people" in document.sections[0].text
    assert not document.hidden


def test_a_class_that_the_linked_sheet_hides_in_a_page_in_capitals() -> None:
    body = '<DIV CLASS="d-none"><P CLASS="ltx_p">Four words for machines</P></DIV>'

    document = extract(page(section("1 One", body), head=BOOTSTRAP), "2602.00001", "")

    assert "machines" not in "".join(section.text for section in document.sections)
    assert document.hidden
