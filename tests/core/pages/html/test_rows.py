"""Lines that stand below the foot of a box that cuts them off, as a browser was seen to draw
them."""

from __future__ import annotations

import pytest

from core.pages.html.extract import extract
from tests.core.pages.html.pages import page, paragraph, section

WORDS = "Zebra apples dance merrily tonight"
CLAMPED = "display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:{};overflow:hidden"
LONG = "These words fill line after line of the box that they stand in, again and again. " * 12

HIDING = [
    f'<div style="height:1.4em;overflow:hidden"><p>One.</p><p>{WORDS}</p></div>',
    f'<p style="height:14pt;overflow:hidden">One.<br>{WORDS}</p>',
    f'<div style="height:40px;overflow:hidden"><p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>'
    f"<p>{WORDS}</p></div>",
    f'<p style="height:1.2em;overflow:hidden">One.<br>{WORDS}</p>',
    f'<p style="max-height:1lh;overflow:hidden">One.<br><br>{WORDS}</p>',
    f'<p style="max-height:30px;overflow:clip">{LONG}<br>{WORDS}</p>',
    f'<p style="{CLAMPED.format(1)}">One.<br><br>{WORDS}</p>',
    f'<div style="{CLAMPED.format(2)}"><p>One.</p><p>Two.</p><p>{WORDS}</p></div>',
    f'<div style="height:30px;overflow:hidden"><ul><li>One.</li><li>Two.</li><li>Three.</li>'
    f"<li>{WORDS}</li></ul></div>",
    f'<div style="height:20px;overflow:hidden"><span>One.<br>Two.<br>Three.<br></span>{WORDS}</div>',
    f'<div style="max-height:40px;overflow-y:hidden">{"<p>One.</p>" * 9}<p>{WORDS}</p></div>',
    '<div style="height:90px;overflow:hidden;position:relative"><div style="position:absolute;'
    f'top:95%">{WORDS}</div></div>',
    f'<div style="height:30px;overflow:hidden;columns:1">{"<p>One.</p>" * 9}<p>{WORDS}</p></div>',
    '<div style="height:90px;overflow:hidden;position:relative"><div style="position:absolute;'
    f'top:100%">{WORDS}</div></div>',
]
SHOWING = [
    f'<p style="height:2em;overflow:hidden">One.<br>{WORDS}</p>',
    f'<div style="height:400px;overflow:hidden"><p>One.</p><p>Two.</p><p>{WORDS}</p></div>',
    f'<div style="height:40px;overflow:auto"><p>One.</p><p>Two.</p><p>Three.</p><p>{WORDS}</p></div>',
    f'<div style="height:40px"><p>One.</p><p>Two.</p><p>Three.</p><p>{WORDS}</p></div>',
    f'<p style="{CLAMPED.format(3)}">One.<br>{WORDS}</p>',
    f'<p style="-webkit-line-clamp:1;overflow:hidden">One.<br><br>{WORDS}</p>',
    '<div style="height:60px;overflow:hidden;display:flex;gap:9px"><p>One.</p><p>Two.</p><p>Three.</p>'
    f"<p>Four.</p><p>Five.</p><p>{WORDS}</p></div>",
    '<div style="height:60px;overflow:hidden"><table><tr><td><p>One.</p></td><td><p>Two.</p></td>'
    f"<td><p>Three.</p></td><td><p>Four.</p></td><td><p>{WORDS}</p></td></tr></table></div>",
    f'<div style="height:60px;overflow:hidden"><span>{"One, two. " * 4}</span><b>Three.</b> {WORDS}</div>',
    f'<div style="max-height:40px;overflow-x:hidden">{"<p>One.</p>" * 9}<p>{WORDS}</p></div>',
    f'<ul style="height:30px;overflow:hidden">{"<li style=display:inline>One</li>" * 9}'
    f"<li style=display:inline>{WORDS}</li></ul>",
    f'<div style="height:30px;overflow:hidden">{"<div style=display:inline-block>One</div>" * 9}'
    f"<div style=display:inline-block>{WORDS}</div></div>",
    f'<div style="height:30px;overflow:hidden">{"<div style=display:table-cell>One</div>" * 9}'
    f"<div style=display:table-cell>{WORDS}</div></div>",
    f'<div style="height:40px;overflow:hidden;columns:3">{"<p>One.</p>" * 9}<p>{WORDS}</p></div>',
    '<div style="height:90px;width:200px;overflow:hidden;position:relative"><div style="position:'
    f'absolute;top:50%;left:50%;transform:translate(-50%,-50%)">{WORDS}</div></div>',
    '<div style="height:90px;overflow:hidden;position:relative"><div style="position:absolute;'
    f'top:50%">{WORDS}</div></div>',
    '<div style="height:50px;overflow:hidden"><p style="float:left">One.<br>Two.<br>Three.<br>Four.</p>'
    f"{WORDS}</div>",
]


def read(body: str) -> tuple[str, bool]:
    html = page(section("1 One", paragraph("Beside it.") + body + paragraph("After it.")))
    document = extract(html, "2602.00001", "https://arxiv.org/html/2602.00001")
    return document.sections[0].text, document.hidden


@pytest.mark.parametrize("body", HIDING)
def test_what_is_below_a_boxs_foot_is_left_out(body: str) -> None:
    text, hidden = read(body)
    assert "Beside it." in text
    assert "After it." in text
    assert not any(word in text for word in WORDS.split())
    assert hidden


@pytest.mark.parametrize("body", SHOWING)
def test_what_is_above_it_is_kept(body: str) -> None:
    text, hidden = read(body)
    assert WORDS in text
    assert not hidden
