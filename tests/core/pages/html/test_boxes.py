"""Boxes that show nothing of their text, shapes and shorthands, as a browser was seen to draw them.

Each was judged by the pixels that a browser draws of it.
"""

from __future__ import annotations

import pytest

from core.pages.html.extract import extract
from core.pages.html.sums import worked_out
from tests.core.pages.html.pages import page, paragraph, section
from tests.core.pages.html.test_tricks import assert_hidden, assert_seen
from tests.core.pages.html.test_tricks import read as read_page

WORDS = "Zebra apples dance merrily tonight"

HIDING = [
    # Boxes that end above their first line, or begin beside it.
    "height:3px;overflow:hidden",
    "height:4px;overflow:hidden;line-height:30px",
    "overflow:hidden;height:20px;line-height:200px",
    "height:20px;padding-top:20px;box-sizing:border-box;overflow:hidden",
    "height:0;padding-top:30px;overflow:hidden",
    "overflow:hidden;white-space:nowrap;padding-left:100%",
    "padding-left:9999px",
    "text-indent:100vw;white-space:nowrap;overflow:hidden",
    "text-indent:calc(-100% - 2000px)",
    "width:5px;overflow:hidden;white-space:nowrap",
    "overflow-y:clip;height:0",
    "overflow-x:hidden;height:0",
    "position:fixed;bottom:-100px",
    "position:fixed;right:-100vw",
    "position:fixed;left:100%",
    "float:right;margin-right:-9999px",
    "display:table-column",
    "display:table-column-group",
    "container-type:size;overflow:hidden",
    "container:side / size;contain:paint",
    "block-size:0;overflow-block:hidden",
    "inline-size:0;overflow-inline:clip",
    "position:absolute;top:-100px",
    "position:absolute;inset:-200px auto auto 0",
    "position:absolute;inset-block:-300px auto",
    "position:absolute;inset-block-start:-500px",
    "position:fixed;top:-120px",
    # Shapes beside what they cut out.
    "clip-path:circle(5px at -100px -100px)",
    "clip-path:circle(50px at 5000px 0)",
    "clip-path:polygon(-900px -900px,-500px -900px,-500px -500px)",
    "clip-path:xywh(2000px 2000px 10px 10px)",
    "clip-path:path('M -500 -500 h 100 v 100 h -100 z')",
    "clip-path:inset(200px)",
    "clip-path:inset(0 0 calc(100% - 1px) 0)",
    "offset-path:circle(3000px at -3000px 0)",
    "offset-path:ellipse(5000px 5000px at 0 0)",
    "offset-path:polygon(-5000px 0,-5000px 100px)",
    "offset-path:ray(0deg);offset-position:-5000px -5000px",
    "mask:linear-gradient(to right,transparent 99%,black)",
    "mask:linear-gradient(#000 0 0) 0 0/0 0 no-repeat",
    "mask:linear-gradient(#000 0 0);mask-size:0 0",
    "mask:linear-gradient(#000,#000);mask-position:-5000px 0;mask-repeat:no-repeat",
    "mask:linear-gradient(black,black);mask-mode:luminance",
    "-webkit-mask-box-image:linear-gradient(transparent,transparent)",
    # Sums.
    "transform:scale(calc(1 - 1))",
    "transform:translateY(calc(-100vh * 20))",
    "filter:opacity(calc(1 - 1))",
    "opacity:calc(.5 - .5)",
    "position:absolute;left:calc(-1 * 200vw)",
    "font-size:calc((1em - 1em) * 3)",
    "font-size:calc((1em + 4px) / 40)",
    "font-size:min(50%,calc((1em + 4px) / 40))",
    "font-size:calc(NaN * 1px)",
    "font-size:calc(infinity * 1px)",
    "font-size:99999px",
    "transform:translateX(calc(-infinity * 1px))",
    "font-size:round(down,0.4px,1px)",
    "font-size:mod(12px,12px)",
    "font-size:hypot(0px,0px)",
    "font-size:calc(10px*sin(0))",
    "font-size:env(nope,0px)",
    "--a:white;--b:var(--a);--c:var(--b);--d:var(--c);--e:var(--d);color:var(--e)",
    # Several declarations of one thing.
    "font-size:12px;font:0/0 serif",
    "background-color:white;background:black",
    "color:red;all:unset;color:white",
    "-webkit-clip-path:circle(0)",
    "-webkit-transform:scale(0)",
    "-webkit-filter:opacity(0)",
    "-webkit-opacity:0",
    # Colours.
    "-webkit-text-fill-color:currentColor;color:white",
    "color:contrast-color(black)",
    "color:oklch(from black 1 0 h)",
    "color:hsl(from red h s 100%)",
    "color:rgb(from black calc(r + 255) calc(g + 255) calc(b + 255))",
    "color:white;background:black;background-clip:text",
    "color:transparent;background:white;-webkit-background-clip:text;background-clip:text",
    "box-shadow:inset 0 0 0 1000px black",
    "color:white;background:linear-gradient(black,black);background-size:0 0",
    "color:white;text-shadow:5000px 0 0 black",
    "color:transparent;text-shadow:0 0 50px black",
    "transform:perspective(10px) translateZ(20px)",
    "text-decoration:line-through 40px white",
]

SHOWING = [
    "container-type:size",
    "container-type:inline-size;overflow:hidden",
    "height:0;overflow:hidden;padding-block:40px",
    "height:0;overflow:hidden;padding-block:0 40px",
    "height:0%;overflow:hidden",
    "line-height:0;overflow:hidden;padding:20px",
    "text-indent:-9999px hanging",
    "position:relative;top:-100px",
    "position:absolute;top:-10px",
    "position:absolute;top:300px;bottom:-500px",
    "height:1px;overflow:hidden;padding-bottom:30px",
    "height:0;overflow:clip;overflow-clip-margin:100px",
    "overflow:hidden;line-height:0;height:20px",
    "min-height:30px;height:0;overflow:hidden",
    "min-height:30px;max-height:0;overflow:hidden",
    "min-width:300px;width:0;overflow:hidden",
    "overflow:clip visible;height:0",
    "height:20px;overflow:hidden",
    "position:sticky;top:-9999px",
    "margin-right:-9999px",
    "position:absolute;left:max(-9999px,0px)",
    "position:fixed;top:0;left:0",
    "padding:10px 20px",
    "zoom:0",
    "clip-path:circle(500px at 0 0)",
    "clip-path:polygon(0% 0%, 100% 0%, 100% 100%, 0% 100%)",
    "mask:linear-gradient(#000 0 0)",
    "mask:linear-gradient(white,white);mask-mode:luminance",
    "mask:linear-gradient(black 80%,transparent)",
    "background:white;color:white;box-shadow:0 0 0 100px black inset",
    "color:white;box-shadow:inset 0 0 0 1000px navy",
    "box-shadow:0 0 50px black",
    "box-shadow:inset 0 0 2px black",
    "color:transparent;background:black;background-clip:text;-webkit-background-clip:text",
    "background:black;background:white",
    "color:white;all:unset",
    "color:white;all:initial",
    "display:none;all:unset",
    "color:white\\9",
    "background:url(data:image/png;color:white);color:black",
    "color:contrast-color(white)",
    "color:oklch(from red l c h)",
    "letter-spacing:0",
    "text-decoration:line-through",
    "transform:perspective(500px) translateZ(20px)",
]


def read(style: str) -> tuple[str, bool]:
    body = paragraph("Beside it.") + f'<div style="{style}">{WORDS}</div>'
    document = extract(
        page(section("1 One", body)), "2602.00001", "https://arxiv.org/html/2602.00001"
    )
    return document.sections[0].text, document.hidden


@pytest.mark.parametrize("style", HIDING)
def test_what_hides(style: str) -> None:
    assert read(style) == ("Beside it.", True)


@pytest.mark.parametrize("style", SHOWING)
def test_what_shows(style: str) -> None:
    assert read(style) == (f"Beside it.\n\n{WORDS}", False)


@pytest.mark.parametrize(
    ("around", "within"),
    [("text-indent:-9999px", "text-indent:0"), ("letter-spacing:-1em", "letter-spacing:0")],
)
def test_what_is_inherited_may_be_undone(around: str, within: str) -> None:
    assert read(f'{around}"><div style="{within}')[0].endswith(WORDS)
    assert read(f'{around}"><div style="color:black') == ("Beside it.", True)


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("calc(1px + 2px * 3)", "7px"),
        ("calc(2 * (3px - 1px) / 4)", "1px"),
        ("calc(-1 * -2em)", "2em"),
        ("translate(calc(1px + 1px), min(3px, 2px))", "translate(2px, 2px)"),
        ("calc(10% - 5px)", "95pt"),
        ("round(up, 1.2px, 1px)", "2px"),
        ("clamp(1px, 5px, 3px)", "3px"),
        ("calc(1px * sin(90deg))", "1px"),
        ("calc(pow(2, 3) * 1px)", "8px"),
        ("calc(1px / 0)", "calc(1px / 0)"),
        ("calc(1px + red)", "calc(1px + red)"),
        ("calc(1px 2px)", "calc(1px 2px)"),
        ("max(1px, var(--x))", "max(1px, var(--x))"),
        ("rgb(1 2 3)", "rgb(1 2 3)"),
    ],
)
def test_sums_are_worked_out(value: str, result: str) -> None:
    assert worked_out(value) == result


def test_a_size_of_type_is_left_to_its_own_measure() -> None:
    assert worked_out("calc(1em - 2px)", of_type=True) == "calc(1em - 2px)"


SHUT = "position:relative;overflow:hidden;height:200px"


@pytest.mark.parametrize(
    ("around", "own"),
    [
        (SHUT, "position:absolute;top:-120px"),
        (SHUT, "position:absolute;bottom:-120px"),
        (SHUT, "position:absolute;top:100%"),
        (SHUT, "position:absolute;inset:0 auto auto 100%"),
        ("transform:scale(1);overflow:hidden;height:200px", "position:absolute;top:-120px"),
        ("overflow:hidden", "position:relative;left:100%"),
        ("overflow:hidden", "transform:translateX(100%)"),
        ("overflow:hidden", "margin-left:200vw"),
    ],
)
def test_what_is_placed_beside_a_box_that_is_shut_is_left_out(around: str, own: str) -> None:
    assert WORDS not in read_within(around, own)


@pytest.mark.parametrize(
    ("around", "own"),
    [
        ("position:relative;margin-top:200px", "position:absolute;top:-120px"),
        ("position:relative", "position:absolute;top:100%"),
        (SHUT, "position:absolute;top:20px"),
        (SHUT, "position:absolute;bottom:0"),
        ("overflow:hidden", "position:relative;left:50%"),
        ("position:relative;overflow:auto;height:200px", "position:absolute;top:100%"),
    ],
)
def test_what_is_placed_within_it_is_kept(around: str, own: str) -> None:
    assert WORDS in read_within(around, own)


def read_within(around: str, own: str) -> str:
    body = f'<div style="{around}"><p>Beside it.</p><p style="{own}">{WORDS}</p></div>'
    html = page(section("1 One", paragraph("Before it.") + body))
    return extract(html, "2602.00001", "https://arxiv.org/html/2602.00001").sections[0].text


BOX = '<p>Beside it.</p><style>{}</style><div class="b"><p class="ltx_p x">' + WORDS + "</p></div>"


@pytest.mark.parametrize(
    "sheet",
    [
        # What begins beside a narrow box that is shut, and is not broken into lines.
        ".b{width:40px;overflow:hidden}.x{text-indent:100%;white-space:nowrap}",
        ".b{width:30px;overflow:clip}.x{text-indent:50px;text-wrap:nowrap}",
        ".b{overflow:hidden}.x{text-indent:100%;white-space:pre}",
        ".b{width:200px;overflow:hidden}.x{margin:0 0 0 110%;white-space:nowrap}",
        ".b{contain:paint;width:50px}.x{translate:100px;white-space:nowrap}",
        # Tracks, and boxes in a row, that have no room.
        ".b{display:grid;grid-template-rows:0fr}.x{overflow:hidden;min-height:0;margin:0}",
        ".b{display:grid;grid-template-rows:minmax(0,0fr)}.x{overflow:clip;margin:0}",
        ".b{display:grid;grid-template-rows:0px;overflow:hidden}",
        ".b{display:grid;grid-template-columns:0}.x{overflow:hidden}",
        ".b{display:inline-grid;grid-template:0px/0px}.x{overflow:hidden}",
        ".b{display:flex}.x{flex:0 0 0;min-width:0;overflow:hidden}",
        ".b{display:flex}.x{flex-basis:0;flex-grow:0;overflow:hidden}",
        ".b{display:flex;height:0}.x{overflow:hidden;min-height:0}",
        ".b{display:grid;grid-auto-rows:0}.x{overflow:hidden}",
        ".b{display:grid;height:0}.x{overflow:hidden}",
        ".x{clip-path:inset(0 0 95% 0)}",
        ".b{overflow:hidden;width:0.2%;white-space:nowrap}",
        ".b{overflow:hidden;width:50%}.x{margin-left:100%;white-space:nowrap}",
        ".x{position:relative;left:-800px}",
        ".x{margin-left:-800px;width:400px}",
        ".x{position:absolute;margin-left:-600px}",
        ".x{aspect-ratio:1000/1;width:100px;overflow:hidden}",
        # What is turned, scaled or cut.
        ".x{scale:1 1 0}",
        ".x{rotate:y 180deg;backface-visibility:hidden}",
        ".x{transform:matrix3d(1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,100)}",
        ".x{transform:rotate(90deg);transform-origin:-5000px 0}",
        ".x{transform:scale(.5);transform-origin:-5000px 0}",
        ".x{clip-path:inset(49%)}",
        ".x{clip-path:shape(from 0 0,hline to 100%,vline to 0%,hline to 0,close)}",
        ".x{clip-path:shape(from 200% 0,hline by 10%,vline by 100%,hline by -10%)}",
        ".x{mask-image:linear-gradient(to right,black 0,transparent 1px)}",
        ".x{mask-image:radial-gradient(circle,black 1px,transparent 2px)}",
        ".x{position:absolute;left:-900px;width:800px}",
        ".x{position:absolute;left:-500px}",
        ".x{font-size:.05rcap}",
    ],
)
def test_what_a_sheet_leaves_no_room_for(sheet: str) -> None:
    assert_hidden(read_page(BOX.format(sheet)))


@pytest.mark.parametrize(
    "sheet",
    [
        ".b{width:300px;overflow:hidden}.x{margin-left:60%;width:300px}",
        ".b{width:300px;overflow:hidden}.x{text-indent:50px;white-space:nowrap}",
        ".b{width:300px;overflow:hidden}.x{text-indent:320px}",
        ".b{width:500px;overflow:hidden}.x{padding-left:50%}",
        ".b{contain:layout;width:50px}.x{margin-left:200px;white-space:nowrap}",
        ".b{display:grid;grid-template-rows:0fr}.x{overflow:visible;margin:0}",
        ".b{display:grid;grid-template-rows:auto 0fr}.x{overflow:hidden}",
        ".b{display:grid;grid-template-rows:1fr}.x{overflow:hidden;min-height:0}",
        ".b{grid-template-rows:0fr}.x{overflow:hidden}",
        ".b{display:flex}.x{flex:1 1 0;min-width:0;overflow:hidden}",
        ".b{display:flex;height:200px}.x{overflow:hidden}",
        ".b{display:flex;height:0;align-items:flex-start}.x{overflow:hidden}",
        ".b{overflow:hidden;width:50%}",
        ".b{overflow:hidden;max-width:40%}.x{margin-left:20%}",
        ".b{overflow:hidden;width:100%}.x{margin-left:150px}",
        ".x{mask-image:repeating-linear-gradient(#000 0 1px,transparent 1px 2px)}",
        ".x{clip-path:inset(0 0 80% 0)}",
        ".x{margin-left:-60px}",
        ".x{position:relative;left:-200px}",
        ".x{position:absolute;left:-100px;width:99px;white-space:nowrap}",
        ".x{flex:0 0 0;overflow:hidden}",
        ".x{width:600px;aspect-ratio:16/9;overflow:hidden}",
        ".x{width:50px;aspect-ratio:100/1;overflow:clip}",
        ".x{scale:1 1 .05}",
        ".x{rotate:x 180deg}",
        ".x{transform:translateX(10px);transform-origin:-5000px 0}",
        ".x{clip-path:shape(from 0 0,hline to 100%,vline to 100%,hline to 0,close)}",
        ".x{clip-path:shape(from 0 0,curve to 100% 0 with 50% 50%,vline to 100%,hline to 0,close)}",
        ".x{mask-image:linear-gradient(90deg,#000 600px,transparent 800px)}",
        ".x{mask-image:radial-gradient(ellipse,#000 50%,transparent)}",
        ".x{position:absolute;left:-60px}",
    ],
)
def test_what_a_sheet_leaves_room_for(sheet: str) -> None:
    assert_seen(read_page(BOX.format(sheet)))
