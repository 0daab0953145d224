"""Animations at whose end a text is seen, and those at whose end it is not, as a browser was seen
to draw them."""

from __future__ import annotations

import pytest

from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

AWAY = "@keyframes k{to{opacity:0}}"
COMING = "@keyframes k{from{opacity:0}}"
SHOWN = "@keyframes k{from{opacity:0}to{opacity:1}}"

HIDING = [
    AWAY + ".x{animation:k 1ms forwards}",
    AWAY + ".x{animation-name:k;animation-fill-mode:forwards;animation-duration:1ms}",
    AWAY + "@keyframes k{from{opacity:1}to{opacity:0}}.x{animation:k 1ms both}",
    AWAY + ".x{animation:k 1ms 3 alternate forwards}",
    "@keyframes k{from,to{opacity:0}}.x{animation:k 1s infinite}",
    "@keyframes k{0%,100%{visibility:hidden}}.x{animation:k 1s infinite alternate}",
    COMING + ".x{animation:k 1s;animation-play-state:paused}",
    COMING + ".x{animation:k 1s paused}",
    COMING + ".x{animation:k 1ms forwards reverse}",
    COMING + ".x{animation:k 1ms forwards;animation-direction:reverse}",
    COMING + ".x{animation:k 1ms 2 alternate forwards}",
    SHOWN + ".x{opacity:0;animation:k 1ms}",
    "@keyframes z{to{opacity:1}}" + AWAY + ".x{animation:z 1ms forwards,k 1ms forwards}",
    COMING + ".x{animation:k 1ms 1000s backwards}",
    COMING + ".x{animation:k 1000s}",
    AWAY + ".x{animation:k 1ms;animation-fill-mode:forwards}",
    SHOWN + ".x{opacity:0;animation:k 2s ease-in}",
    SHOWN + "@keyframes k{to{opacity:0}}.x{opacity:0;animation:k 1ms forwards}",
]
SHOWING = [
    AWAY + ".x{animation:k 1ms}",
    "@keyframes z{to{opacity:1}}" + AWAY + ".x{animation:k 1ms forwards,z 1ms forwards}",
    COMING + ".x{animation:k 1ms 1000s}",
    AWAY + ".x{animation:k 1ms forwards;animation-fill-mode:none}",
    "@keyframes k{from{opacity:0}50%{opacity:1}to{opacity:0}}.x{animation:k 1s infinite}",
    AWAY + ".x{animation:k 1ms forwards reverse}",
    AWAY + ".x{animation:k 1ms 2 alternate forwards}",
    AWAY + ".x{animation:none}",
    AWAY + "@keyframes k{to{opacity:1}}.x{animation:k 1ms forwards}",
    COMING + ".x{animation:k 1ms both}",
    "@keyframes k{from{opacity:0}to{opacity:1}}.x{animation:k 1s infinite}",
    "@keyframes k{50%{opacity:0}}.x{animation:k 1ms forwards}",
    SHOWN + ".x{opacity:0;animation:k 1ms forwards}",
    SHOWN + ".x{opacity:0;animation-name:k;animation-fill-mode:both}",
    SHOWN + ".x{opacity:0;animation:k 1s infinite alternate}",
    AWAY + "@keyframes z{to{opacity:1}}.x{animation:k 1ms forwards" + ",z 1ms forwards" * 200 + "}",
]


def page_of(sheet: str) -> str:
    return f'<p class="ltx_p">Beside.</p><p class="ltx_p x">{WORDS}</p><style>{sheet}</style>'


@pytest.mark.parametrize("sheet", HIDING)
def test_what_is_not_seen_at_the_end(sheet: str) -> None:
    assert_hidden(read(page_of(sheet)))


@pytest.mark.parametrize("sheet", SHOWING)
def test_what_is_seen_at_the_end(sheet: str) -> None:
    assert_seen(read(page_of(sheet)))


def test_more_animations_than_pages_have_hide() -> None:
    names = [f"n{number}" for number in range(60)]
    frames = "".join(f"@keyframes {name}{{to{{opacity:1}}}}" for name in names)

    assert_hidden(read(page_of(f"{frames}.x{{animation:{','.join(names)} 1ms forwards}}")))
    assert_seen(read(page_of(f"{frames}.x{{animation:{','.join(names[:40])} 1ms forwards}}")))
