"""Text under something, beyond the sides of what it stands in, or put away by a sheet's newer words,
as a browser was seen to draw it."""

from __future__ import annotations

import pytest

from core.pages.html.extract import extract
from tests.core.pages.html.pages import page, paragraph, section

WORDS = "Zebra apples dance merrily tonight"
OVER = "position:absolute;inset:0;background:white"
SIDES = "position:absolute;left:0;top:0;width:100%;height:100%"
HIDING = [
    f'<div style="position:relative"><p>{WORDS}</p><div style="{OVER}"></div></div>',
    f'<div style="position:relative"><p>{WORDS}</p><div style="{SIDES};background:#fff"></div></div>',
    f'<div style="position:relative"><p>{WORDS}</p><div style="{SIDES};background:#000"></div></div>',
    f'<div style="position:relative"><div style="{OVER}"></div><p>{WORDS}</p></div>',
    f'<div style="position:relative"><div style="{OVER};z-index:9"></div>'
    f'<p style="position:relative">{WORDS}</p></div>',
    f'<div style="overflow:hidden;height:20px"><p style="margin-top:40px">{WORDS}</p></div>',
    f'<div style="overflow:hidden;height:20px"><p style="position:relative;top:50px">{WORDS}</p></div>',
    f'<div style="overflow:hidden;width:200px"><p style="position:relative;left:300px">{WORDS}</p></div>',
    f'<p hidden="until-found" style="display:block">{WORDS}</p>',
    f'<div style="position:relative"><p>{WORDS}</p>'
    '<div style="position:absolute;inset:0;backdrop-filter:blur(40px)"></div></div>',
    f'<div style="display:contents;color:white"><p>{WORDS}</p></div>',
    f'<div style="display:contents;background:black"><p style="color:white">{WORDS}</p></div>',
    '<div style="font-size:smaller">' * 15 + f"<p>{WORDS}</p>" + "</div>" * 15,
    f"<math><maction actiontype=toggle><mi>x</mi><mtext>{WORDS}</mtext></maction></math>",
]
SHOWING = [
    f'<div style="position:relative"><p>{WORDS}</p><div style="{OVER};opacity:.1"></div></div>',
    f'<div style="position:relative"><p>{WORDS}</p><div style="position:absolute;inset:0"></div></div>',
    f'<div style="position:relative"><p>{WORDS}</p><div style="{OVER};z-index:-1"></div></div>',
    f'<div style="position:relative"><div style="{OVER}"></div>'
    f'<p style="position:relative">{WORDS}</p></div>',
    f'<div style="position:relative"><p>Under.</p><div style="{OVER}">{WORDS}</div></div>',
    f'<div style="position:relative"><div style="{OVER}"></div></div><p>{WORDS}</p>',
    f'<div style="overflow:hidden;height:80px"><p style="margin-top:40px">{WORDS}</p></div>',
    f'<div style="overflow:scroll;height:20px"><p style="margin-top:40px">{WORDS}</p></div>',
    f'<p hidden style="display:block">{WORDS}</p>',
    f'<div style="position:relative"><p>{WORDS}</p>'
    '<div style="position:absolute;inset:0;backdrop-filter:blur(1px)"></div></div>',
    f'<div style="display:contents;opacity:0;overflow:hidden;height:0"><p>{WORDS}</p></div>',
    f'<div style="display:contents;transform:scale(0)"><p>{WORDS}</p></div>',
    f'<div style="font-size:smaller"><p style="font-size:larger">{WORDS}</p></div>',
    f"<math><maction actiontype=toggle><mtext>{WORDS}</mtext><mi>x</mi></maction></math>",
]
HIDING_SHEETS = [
    '.x::after{content:"";position:absolute;inset:0;background:white}.x{position:relative}',
    '.x::before{content:"";position:absolute;inset:0;background:#000}.x{position:relative}',
    ".x::first-line{color:white}",
    ".x:first-line{color:white}",
    ".x::first-line{font-size:0}",
    '@property --o{syntax:"<number>";inherits:true;initial-value:0}.x{opacity:var(--o)}',
    '@property --c{syntax:"<color>";inherits:false;initial-value:white}.x{color:var(--c)}',
    "@scope (section){.x{display:none}}",
    "@scope (section){:scope .x{display:none}}",
    ".x:not(:target){display:none}",
    ".x:dir(ltr){display:none}",
    ".x{animation:f 1s paused;opacity:1}@keyframes f{from{opacity:0}}",
    ".x{animation:f 99999s}@keyframes f{from{opacity:0}to{opacity:0}}",
    ".x{animation:f 99999s linear}@keyframes f{from{opacity:0}to{opacity:1}}",
    ".x{animation:f 1s 99999s backwards}@keyframes f{from{opacity:0}}",
    ".x{opacity:0;animation:f 1s 99999s forwards}@keyframes f{to{opacity:1}}",
    ".x{-webkit-transform:scale(0)}",
    ".x{font-size:12px}.x{font:0/0 serif}",
]
SHOWING_SHEETS = [
    '.x::after{content:"";position:absolute;inset:0;background:rgba(0,0,0,.05)}.x{position:relative}',
    '.x::after{content:"";position:absolute;inset:0;background:white;z-index:-1}.x{position:relative}',
    ".x::after{position:absolute;inset:0;background:white}.x{position:relative}",
    '.x::before{content:"Hello";display:none}',
    ".x::first-letter{font-size:0}",
    ".x::first-line{color:navy}",
    "@scope (nav){.x{display:none}}",
    ".x:dir(rtl){display:none}",
    ".x:target{display:none}",
    ".x{display:none}.x{all:unset}",
    "@media (color-gamut:p3){.x{color:#fff}}",
    "@media (dynamic-range:high){.x{color:#fff}}",
    "@media (-webkit-min-device-pixel-ratio:2){.x{color:#fff}}",
    ".x{opacity:0;animation:f .01s forwards}@keyframes f{to{opacity:1}}",
]


def read(body: str, head: str = "") -> tuple[str, bool]:
    html = page(section("1 One", paragraph("Beside it.") + body), head=head)
    document = extract(html, "2602.00001", "https://arxiv.org/html/2602.00001")
    return document.sections[0].text, document.hidden


@pytest.mark.parametrize("body", HIDING)
def test_what_is_under_or_beyond_is_left_out(body: str) -> None:
    text, _ = read(body)
    assert "Beside it." in text
    assert not any(word in text for word in WORDS.split())


@pytest.mark.parametrize("body", SHOWING)
def test_what_is_above_or_within_is_kept(body: str) -> None:
    assert WORDS in read(body)[0]


@pytest.mark.parametrize("sheet", HIDING_SHEETS)
def test_what_sheets_hide(sheet: str) -> None:
    assert read(f'<p class="ltx_p x">{WORDS}</p>', f"<style>{sheet}</style>")[0] == "Beside it."


@pytest.mark.parametrize("sheet", SHOWING_SHEETS)
def test_what_sheets_show(sheet: str) -> None:
    assert WORDS in read(f'<p class="ltx_p x">{WORDS}</p>', f"<style>{sheet}</style>")[0]


def test_a_cover_over_the_whole_window_leaves_nothing() -> None:
    cover = '<div style="position:fixed;inset:0;background:white;z-index:9"></div>'

    assert WORDS not in str(read_all(cover + f"<p>{WORDS}</p>"))


def read_all(body: str) -> object:
    html = page(section("1 One", body))
    return extract(html, "2602.00001", "https://arxiv.org/html/2602.00001")


def test_variables_of_variables_cost_no_more_than_they_say() -> None:
    doubled = "".join(f"--v{at}:var(--v{at + 1}) var(--v{at + 1});" for at in range(30))
    sheet = (
        f"<style>.x{{{doubled}color:var(--v0)}}.y{{--a:white;--b:var(--a);color:var(--b)}}</style>"
    )
    body = f'<p class="ltx_p x">{WORDS}</p>' * 500 + f'<p class="ltx_p y">{WORDS[::-1]}</p>'

    text, _ = read(body, sheet)

    assert WORDS in text
    assert WORDS[::-1] not in text
