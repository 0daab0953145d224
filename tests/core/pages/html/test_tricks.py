"""Ways to hide a text that a browser was seen to hide, and ways that it was seen to show.

Each was judged by the pixels that a browser draws of it.
"""

from __future__ import annotations

import pytest

from core.document import Document
from core.pages.html.extract import extract
from tests.core.pages.html.pages import page, section

WORDS = "Zebra apples dance merrily tonight"

HIDING_STYLES = [
    "offset-path:path('M -9999 0 L -9999 1')",
    "offset-path:path('M 0 0 L -9999 0');offset-distance:100%",
    "offset-path:path('M 0 0 V -9999');offset-distance:9999px",
    "offset:path('M -9999 -9999 L 0 0')",
    "offset:path('M 0 0 L -9999 0') 100%",
    "offset-path:ray(270deg);offset-distance:9999px",
    "color:#DEDEDE",
    "color:#DBDBDB",
    "color:rgb(228,228,232)",
    "color:hsl(0,0%,88%)",
    "color:#FFFFCC",
    "color:#FCFCE6",
    "color:#E6FFFF",
    "color:#FFF0F5",
    "position:absolute;clip:rect(0,0,0,0)",
    "clip-path:inset(50%)",
    "clip-path:circle(0)",
    "clip-path:polygon(0 0,0 0,0 0)",
    "clip-path:inset(100% 0 0 0)",
    "clip-path:inset(0 100% 0 0)",
    "clip-path:ellipse(0 0)",
    "position:absolute;clip:rect(1px,1px,1px,1px)",
    "clip-path:polygon(0 0,100% 0,100% 0,0 0)",
    "clip-path:path('M0 0')",
    "clip-path:inset(0 0 100%)",
    "clip-path:xywh(0 0 0 0)",
    "text-indent:-9999px",
    "text-indent:100%;white-space:nowrap;overflow:hidden",
    "text-indent:-100vw",
    "text-indent:-50cm",
    "font-size:0",
    "font-size:1px",
    "font-size:.05em",
    "font:0/0 serif",
    "font-size:0.01cm",
    "font-size:1%",
    "font-size:0.02in",
    "font-size:calc(1px)",
    "max-height:0;overflow:hidden",
    "height:1px;overflow:hidden",
    "width:0;height:0;overflow:clip",
    "block-size:0;overflow:hidden",
    "max-block-size:0;overflow:hidden",
    "height:0;contain:strict",
    "contain:strict",
    "contain:size;overflow:hidden",
    "contain:size paint",
    "clip-path:shape(from 0 0, line to 0 0, line to 0 0)",
    "max-width:0;overflow-x:hidden;white-space:nowrap",
    "transform:scale(0)",
    "transform:scale(0.01,0.01)",
    "scale:0",
    "transform:matrix(0,0,0,0,0,0)",
    "transform:rotateX(90deg)",
    "zoom:0.01",
    "transform:scale3d(0,1,1)",
    "transform:matrix(1,0,0,0.001,0,0)",
    "opacity:0",
    "filter:opacity(0)",
    "opacity:1%",
    "opacity:0.08",
    "color:#000;opacity:.1",
    "filter:opacity(2%)",
    "color:transparent",
    "color:hsl(0 0% 100%)",
    "color:oklch(1 0 0)",
    "color:white",
    "color:oklch(0.97 0.01 100)",
    "color:lab(97 0 0)",
    "color:rgb(255 255 255 / 50%)",
    "color:rgba(0,0,0,.02)",
    "color:color-mix(in srgb, white 95%, black)",
    "color:light-dark(white,black)",
    "color:canvas",
    "color:color(srgb 1 1 1)",
    "background:currentColor;color:red",
    "background-color:currentcolor",
    "color:green;background:linear-gradient(green,green)",
    "color:white;background-image:linear-gradient(white,white)",
    "color:#fff;background:linear-gradient(#fff,#fefefe)",
    "color:black;background:linear-gradient(black,#000)",
    "color:white;background:none",
    "color:var(--none,white)",
    "position:absolute;left:-9999px",
    "position:absolute;top:-5000px",
    "position:fixed;left:-200vw",
    "position:relative;bottom:9000pt",
    "position:absolute;inset:-9999px auto auto -9999px",
    "margin:0 0 0 -9999px",
    "position:absolute;inset-inline-start:-9999px",
    "margin-inline-start:-9999px",
    "transform:translateX(-9999px)",
    "translate:-9999px",
    "position:absolute;left:-100in",
    "content-visibility:hidden",
    "visibility:hidden",
    "visibility:collapse",
    "display:none",
    "mask:linear-gradient(transparent,transparent)",
    "mask-image:linear-gradient(#0000,#0000)",
    "-webkit-mask:linear-gradient(transparent 0,transparent 100%)",
    "mask:url(#nothing.svg)",
    "color:white;text-shadow:0 0 1px white",
    "color:white;text-shadow:none",
    "-webkit-text-security:disc",
    "color:transparent;text-shadow:0 0 0 transparent",
    "c\\6f lor:#fff",
    "font-size:min(1px,2em)",
    "font-size:clamp(0px,1px,2px)",
    "font-size:calc(1em * 0.05)",
    "font-size:calc(10px - 9.5px)",
    "font-size:max(0.1px,calc(2em / 100))",
    "letter-spacing:-2em",
    "letter-spacing:-0.6em",
    "display:inline-block;transform:rotateY(180deg);backface-visibility:hidden",
    "content:url(nothing.gif)",
    "content:linear-gradient(white,white)",
    "mix-blend-mode:screen",
    "mix-blend-mode:lighten",
    "mix-blend-mode:color-dodge",
    "filter:invert(1)",
    "filter:brightness(0) invert(100%)",
    "filter:contrast(0) brightness(9)",
    "filter:blur(40px)",
    "background:black;color:#333;filter:contrast(10%)",
    "transform:matrix(1,0,0,1,-9999,0)",
    "transform:matrix3d(1,0,0,0,0,1,0,0,0,0,1,0,-9999,0,0,1)",
    "transform:rotate3d(1,0,0,90deg)",
    "rotate:0 1 0 90deg",
    "position:fixed;top:200vh",
    "position:absolute;inset-block:-9999px auto",
    "margin-block:-9999px 0",
    "line-height:0;overflow:hidden",
    "font-size:calc(0 * 1em)",
    "font-size-adjust:0",
    "word-spacing:-9999px",
    "opacity:1e-9",
    "opacity:min(0,1)",
    "color:rgb(from white r g b)",
    "color:rgb(from black 255 255 255)",
    "color:hsl(from white h s l / 1)",
    "color:rgb(from black r g b / 0)",
    "color:rgb(calc(250 + 5),255,255)",
    "color:color(display-p3 1 1 1)",
    "color:Window",
    "color:AccentColorText",
    "color:white;-webkit-text-stroke:0 black",
    # Of two declarations the one that a browser heeds.
    "color:white;color:bogus",
    "color:white!important;color:black",
    "color:white ! important;color:black",
    "display:none;display:bogus",
    "display:none;display:no such",
    "color:white;color:#zzz",
    "color:white;color:rgb(0",
    "visibility:hidden;visibility:bogus",
]

SHOWING_STYLES = [
    "offset-path:none",
    "offset-path:path('M 0 0 L 10 0')",
    "offset-path:path('M 0 0 L -9999 0')",
    "offset-path:ray(90deg);offset-distance:10px",
    "offset-distance:-9999px",
    "offset-rotate:90deg",
    "color:#BFBFBF",
    "color:#FFFF00",
    "color:#D3D3D3",
    "color:gray",
    "clip-path:inset(0)",
    "clip-path:polygon(0 0,100% 0,100% 100%,0 100%)",
    "clip-path:none",
    "clip-path:shape(from 0 0, line to 500px 0, line to 500px 90px, line to 0 90px)",
    "contain:content",
    "contain:paint",
    "contain:size",
    "contain:size;overflow:hidden;height:80px",
    "contain:strict;min-height:80px",
    "contain:size paint;contain-intrinsic-size:300px 80px",
    "contain:layout style;overflow:hidden",
    "line-height:0",
    "height:0",
    "width:0.0pt",
    "color:var(--none,red)",
    "position:static;top:-5000px",
    "position:relative;bottom:3.9pt",
    "content-visibility:auto",
    "display:contents",
    "visibility:visible",
    "mask:linear-gradient(black,black)",
    "mask:none",
    "mask-image:linear-gradient(#000,#000)",
    "-webkit-mask-image:none",
    "color:white;text-shadow:0 0 1px black",
    "font-size:min(12px,2em)",
    "font-size:clamp(8px,1vw,20px)",
    "font-size:calc(1em - 2px)",
    "font-size:calc(0.5em + 0.5vw)",
    "letter-spacing:-0.05em",
    "letter-spacing:2px",
    "display:inline-block;transform:rotateY(180deg)",
    "backface-visibility:hidden",
    "content:normal",
    "content:'\\2014'",
    "color:transparent;-webkit-text-stroke:1px black",
    "color:white;-webkit-text-fill-color:black",
    "color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text;background-clip:text",
    "mix-blend-mode:multiply",
    "color:white;mix-blend-mode:difference",
    "background:black;color:white;filter:invert(1)",
    "filter:invert(0)",
    "filter:brightness(1.1) contrast(1.2)",
    "filter:blur(1px)",
    "filter:grayscale(1)",
    "transform:matrix(0,1,-1,0,10,10)",
    "transform:rotate3d(0,0,1,90deg)",
    "rotate:0 0 1 90deg",
    "rotate:1 0 0 20deg",
    "margin-block:1em",
    "line-height:0;overflow:visible",
    "line-height:1.2;overflow:hidden",
    "word-spacing:-1px",
    "color:rgb(from white 0 0 0)",
    "color:rgb(from red r g b)",
    "color:black;color:bogus",
    "color:white;color:black",
    "color:black!important;color:white",
    "display:none;display:block",
    "display:none;display:inline flow-root",
    "display:none;display:-webkit-box",
    "color:white;color:rgb(0,0,0)",
    "clip:rect(auto,auto,auto,auto);position:absolute",
    "clip:auto;position:absolute",
]

HIDING_SHEETS = [
    "@supports not (foo:bar){.x{display:none}}",
    "@supports (foo:bar) or (display:grid){.x{display:none}}",
    "@supports selector(:has(a)){.x{display:none}}",
    "@supports (display:grid) and (not (display:foo)){.x{display:none}}",
    "section{container-type:inline-size}@container (min-width:1px){.x{display:none}}",
    "section{container:side / inline-size}@container side not (min-width:99999px){.x{display:none}}",
    "@layer a{.x{display:none}}",
    ".x{display:none} @supports (foo:bar){.x{display:block}}",
    ".x{display:none} @supports not (display:grid){.x{display:block}}",
    ".x{display:none} @container (min-width:99999px){.x{display:block}}",
    ".x{display:none} @media print{.x{display:block}}",
    ".x{display:none} @layer a{.x{display:block}}",
    ".x{display:none} @layer a{p.x.x{display:block}}",
    "@layer a,b; @layer b{.x{display:none}} @layer a{.x{display:block}}",
    ".x{display:block} .x{display:none} @layer{.x{display:block}}",
    "@layer a{@media screen{.x{display:block}}} .x{display:none}",
    "@layer a{.x{display:none !important}} .x{display:block !important}",
    ".x{&{color:#000}color:#fff}",
    "p.ltx_p{color:#fff}:where(section) .x{color:#000}",
    ".x:defined{color:#fff}",
    "section:not(:open) .x{color:#fff}",
    "@scope (section) to (.y){.x{color:#fff}}",
    "section{--t:1}@container style(--t:1){.x{color:#fff}}",
    ".x{mask:linear-gradient(#000,#000) no-repeat;mask-size:1px 1px}",
    ".x{clip-path:xywh(0 0 100% 0)}",
    ".x{clip-path:margin-box circle(0)}",
    "@layer a{@layer b{.x{display:block}}.x{display:none}}",
    "@layer a{.x{display:none}@layer b{.x{display:block}}}",
    "@layer a.b{.x{display:block}} @layer a{.x{display:none}}",
    "@layer a.b; @layer c{.x{display:none}} @layer a{.x{display:block}}",
    "@layer a{@layer b,c; @layer c{.x{display:none}} @layer b{.x{display:block}}}",
    ".x{offset-path:path('M -9999 0 L -9999 1')}",
    ":root{--c:#fff}.x{color:var(--c)}",
    "article{background:white}.x{position:relative;z-index:-1}",
    "section{background:white}.x{position:relative;z-index:-1}",
    "@media screen{.x{display:none}}",
    "@media (hover:hover){.x{display:none}}",
    "@media not print{.x{display:none}}",
    "@media print, screen{.x{color:#fff}}",
    "@media (width >= 600px){.x{display:none}}",
    "@media (min-width:300px) and (max-width:2000px){.x{opacity:0}}",
    "@supports (display:grid){.x{display:none}}",
    "@media (color){.x{display:none}}",
    "@media (min-resolution:0.5dppx){.x{display:none}}",
    "@media (min-resolution:72dpi){.x{display:none}}",
    "@media (min-aspect-ratio:1/1){.x{display:none}}",
    "@media only screen and (pointer:fine){.x{display:none}}",
    "p.x{display:none}",
    "section .x:nth-of-type(2){opacity:0}",
    "article{& .x{color:#fff}}",
    "article{section{.x{color:#fff}}}",
    ":is(article) .x{color:#fff}",
    "body :where(section, main) .x{color:#fff}",
    "body>:is(article) .x, article>:where(section) .x{opacity:0}",
    "@keyframes f{from{opacity:1}to{opacity:0}}.x{animation:f 1ms forwards}",
    "@keyframes f{to{color:#fff}}.x{animation:f 1ms;animation-fill-mode:both}",
]

SHOWING_SHEETS = [
    "@layer a{.x{display:none}} .x{display:block}",
    "@layer a{p.x.x{display:none}} .x{display:block}",
    "@layer b,a; @layer b{.x{display:none}} @layer a{.x{display:block}}",
    ".x{color:#fff;&{color:#000}}",
    ":where(#y,p,section) .x{color:#fff}.x{color:#000}",
    ".x:enabled{color:#fff}",
    ".x:lang(fr){color:#fff}",
    "@scope (section) to (.x){.x{color:#fff}}",
    "@scope (article) to (section){.x{color:#fff}}",
    ".x{clip-path:xywh(0 0 100% 100%)}",
    "@layer a{@layer b{.x{display:none}}.x{display:block}}",
    "@layer a.b{.x{display:none}} @layer a{.x{display:block}}",
    "@layer a{@layer b{.x{display:block !important}}.x{display:none !important}}",
    "@layer a{.x{display:block !important}} .x{display:none !important}",
    "@supports (foo:bar){.x{display:none}}",
    "@supports (foo:bar) and (display:grid){.x{display:none}}",
    "@supports (display:foo){.x{display:none}}",
    "@supports not (backdrop-filter:blur(1px)){.x{display:none}}",
    "@container (min-width:99999px){.x{display:none}}",
    # Where there is no container, nothing can be asked of one.
    "@container (min-width:1px){.x{display:none}}",
    ".x{@container (width > 1px){opacity:0}}",
    ".x{display:none} @supports (display:grid){.x{display:block}}",
    ".x{display:none} @supports not (foo:bar){.x{display:block}}",
    ".x{position:relative;z-index:-1}",
    "body{background:white}.x{position:relative;z-index:-1}",
    "article{background:white}.x{position:relative;z-index:1}",
    "article{background:white}.x{z-index:-1}",
    "@media print{.x{display:none}}",
    "@media (hover:none){.x{display:none}}",
    "@media (max-width:600px){.x{display:none}}",
    "@media (pointer:coarse){.x{color:#fff}}",
    "@media (prefers-color-scheme:dark){.x{color:#fff}}",
    "@media (width < 600px){.x{display:none}}",
    "@media print, (max-width:300px){.x{display:none}}",
    "@media (prefers-reduced-motion:reduce){.x{opacity:0}}",
    "@media (orientation:portrait){.x{display:none}}",
    "@media (max-height:200px){.x{display:none}}",
    "@media not screen{.x{display:none}}",
    "@supports not (display:grid){.x{display:none}}",
    "@media (any-hover:none){.x{opacity:0}}",
    "@media (scripting:none){.x{display:none}}",
    "@media (monochrome){.x{display:none}}",
    "@media (prefers-contrast:more){.x{color:#fff}}",
    "@starting-style{.x{opacity:0}}",
    "@media (resolution<0.5dppx){.x{display:none}}",
    "@media (max-resolution:50dpi){.x{display:none}}",
    "@media (max-aspect-ratio:1/2){.x{display:none}}",
    "@media (aspect-ratio < 1/1){.x{display:none}}",
    "@media (color:0){.x{display:none}}",
    "@media screen and (min-width:5000px){.x{display:none}}",
    "@media (not (hover)){.x{display:none}}",
    ".x:hover{display:none}",
    ".x::before{display:none}",
    ".y{display:none}",
    ".x{display:none}p.ltx_p.x{display:block}",
    "@keyframes f{to{opacity:1}}.x{opacity:0;animation:f .01s forwards}",
    "@keyframes f{from{opacity:0}to{opacity:1}}.x{animation:f .01s}",
    "@keyframes g{100%{opacity:1}}.x{opacity:0;animation-name:g;animation-duration:1ms;animation-fill-mode:both}",
    ".x{transition:opacity 1s}",
    "@keyframes f{from{opacity:1}to{opacity:0}}.x{animation:f 1ms}",
    ":is(aside) .x{color:#fff}",
    ".x::before{content:url(a.gif)}",
]


ANIMATED = "<style>@keyframes f{to{opacity:1}}</style>"


def read(body: str, head: str = "") -> Document:
    return extract(
        page(section("1 One", body), head=head), "2602.00001", "https://arxiv.org/html/2602.00001"
    )


def texts(document: Document) -> str:
    return "\n".join(f"{section.title}\n{section.text}" for section in document.sections)


def assert_hidden(document: Document) -> None:
    """It is left out, and told; what stands beside it is kept."""
    assert not any(word in texts(document) for word in WORDS.split())
    assert document.hidden


def assert_seen(document: Document) -> None:
    assert WORDS in texts(document)
    assert not document.hidden


@pytest.mark.parametrize("style", HIDING_STYLES)
def test_hiding_styles(style: str) -> None:
    for element in ("span", "div"):
        assert_hidden(read(f'<p>Beside <{element} style="{style}">{WORDS}</{element}> it.</p>'))


@pytest.mark.parametrize("style", SHOWING_STYLES)
def test_showing_styles(style: str) -> None:
    for element in ("span", "div"):
        assert_seen(read(f'<p>Beside <{element} style="{style}">{WORDS}</{element}> it.</p>'))


def test_what_blends_or_filters_an_element_holds_for_all_within_it() -> None:
    for style in ("mix-blend-mode:screen", "filter:invert(1)"):
        assert_hidden(read(f'<div style="{style}"><p style="color:#222">{WORDS}</p></div>'))
    shown = (
        f'<div style="filter:invert(1)"><p style="background:black;color:white">{WORDS}</p></div>'
    )
    assert_seen(read(shown))


def test_an_animation_of_a_style_of_its_own_shows_its_text() -> None:
    style = "opacity:0;animation:f 1ms forwards"
    assert_seen(read(f'<p class="ltx_p" style="{style}">{WORDS}</p>', ANIMATED))


def test_a_title_within_the_page_is_not_shown() -> None:
    assert_hidden(read(f"<p>Beside <title>{WORDS}</title> it.</p>"))


@pytest.mark.parametrize("sheet", HIDING_SHEETS)
def test_hiding_sheets(sheet: str) -> None:
    assert_hidden(
        read(
            f'<p class="ltx_p">Beside.</p><p class="ltx_p x">{WORDS}</p>', f"<style>{sheet}</style>"
        )
    )


@pytest.mark.parametrize("sheet", SHOWING_SHEETS)
def test_showing_sheets(sheet: str) -> None:
    assert_seen(
        read(
            f'<p class="ltx_p">Beside.</p><p class="ltx_p x">{WORDS}</p>', f"<style>{sheet}</style>"
        )
    )
