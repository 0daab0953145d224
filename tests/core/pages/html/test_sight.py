"""What becomes of the elements of a page: those no browser shows, those it does, nested styles."""

from __future__ import annotations

import pytest

from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

HIDDEN = [
    ("", "<ruby>字<rp>@@</rp><rt>zi</rt></ruby>"),
    ("", "<datalist><option>@@</option></datalist>"),
    ("", '<div popover class="ltx_para"><p class="ltx_p">@@</p></div>'),
    ("", '<dialog><p class="ltx_p">@@</p></dialog>'),
    ("", '<div hidden><p class="ltx_p">@@</p></div>'),
    ("", "<audio>@@</audio>"),
    ("", "<noembed>@@</noembed>"),
    ("", '<div popover="manual">@@</div>'),
    ("", '<p class="ltx_p" hidden="until-found">@@</p>'),
    ("", "<datalist>@@</datalist>"),
    ("", "<progress>@@</progress>"),
    ("", "<meter>@@</meter>"),
    ("", '<video src="x.mp4">@@</video>'),
    ("", "<canvas>@@</canvas>"),
    ("", "<iframe>@@</iframe>"),
    (
        "",
        '<div class="ltx_para" style="opacity:.2"><p class="ltx_p"><span style="opacity:.2">@@</span></p></div>',
    ),
    (
        "",
        '<div class="ltx_para" style="background:black"><p class="ltx_p"><span style="color:#000">@@</span></p></div>',
    ),
    (
        "",
        '<div class="ltx_para" style="background:#223"><p class="ltx_p"><span style="background:#223;color:#242424">@@</span></p></div>',
    ),
    (
        "",
        '<div class="ltx_para" style="background-color:navy"><p class="ltx_p"><span style="color:#000080">@@</span></p></div>',
    ),
    ("", '<div class="ltx_para" style="color:#fff"><p class="ltx_p"><b>@@</b></p></div>'),
    (
        "",
        '<div class="ltx_para" style="color:blue"><p class="ltx_p"><span style="background:currentColor">@@</span></p></div>',
    ),
    ("", '<div style="--k:white"><p class="ltx_p" style="color:var(--k)">@@</p></div>'),
    (
        "<style>.a{--c:white}.b{--c:black}.x{color:var(--c)}</style>",
        '<div class="a"><p class="ltx_p x">@@</p></div>',
    ),
    (
        "",
        '<div class="ltx_para" style="position:relative;left:-600px"><p class="ltx_p"><span style="position:relative;left:-800px">@@</span></p></div>',
    ),
    (
        "",
        '<div class="ltx_para" style="background:#eef"><p class="ltx_p"><span style="position:relative;z-index:-5">@@</span></p></div>',
    ),
    (
        "",
        '<p class="ltx_p"><span class="ltx_text ltx_phantom"><span style="visibility:hidden">@@</span></span></p>',
    ),
    ("", '<p class="ltx_p"><span class="ltx_phantom" style="visibility:hidden">@@</span></p>'),
    ("", '<table><tr><td>a</td><td><span style="visibility:hidden">@@</span></td></tr></table>'),
    ("", '<h2 class="ltx_title">A<span style="visibility:hidden">@@</span></h2>'),
    (
        "",
        '<p class="ltx_p"><span class="ltx_inline-block ltx_transformed_outer" style="width:0.0pt;height:0pt;vertical-align:-0.0pt;"><span class="ltx_transformed_inner" style="transform:translate(-35.8pt,3.5pt) scale(0.0,0.0) ;"><span class="ltx_p">@@</span></span></span></p>',
    ),
    (
        "",
        '<p class="ltx_p"><span class="ltx_inline-block ltx_transformed_outer" style="width:86.2pt;height:0pt;"><span class="ltx_transformed_inner" style="display:inline-block;transform:translate(0.0pt,3.5pt) scale(1.0,0.0) ;">@@</span></span></p>',
    ),
    (
        "",
        '<p class="ltx_p"><span class="ltx_transformed_inner" style="display:inline-block;transform:scale(0.3,0.3) ;"><span style="display:inline-block;transform:scale(0.2)">@@</span></span></p>',
    ),
    (
        "",
        '<p class="ltx_p"><span class="ltx_text" style="position:relative; bottom:-9000.0pt;">@@</span></p>',
    ),
    ("<style>#i{color:#fff}</style>", '<p class="ltx_p" id="i">@@</p>'),
    ("", "<details><summary>a</summary><summary>@@</summary></details>"),
    ("", '<div><template shadowrootmode="open">x</template><p class="ltx_p">@@</p></div>'),
    ("", '<object data="x.svg" type="image/svg+xml"><p>@@</p></object>'),
    ("", '<div style="color:#fff"><a href="#x" style="color:inherit">@@</a></div>'),
    ("<style>a{color:inherit}</style>", '<div style="color:#fff"><a href="#x">@@</a></div>'),
    ("", '<mark style="color:yellow">@@</mark>'),
    ("", '<math mathcolor="white"><mtext>@@</mtext></math>'),
    ("", '<math mathsize="0"><mtext>@@</mtext></math>'),
    ("", '<math style="color:white"><mtext>@@</mtext></math>'),
    ("", "<math><semantics><mtext>a</mtext><mtext>@@</mtext></semantics></math>"),
    ("", "<math><mtext>a<span hidden>@@</span></mtext></math>"),
    (
        "<style>div > p + p{font-size:0}</style>",
        '<div><p class="ltx_p">q</p><p class="ltx_p">@@</p></div>',
    ),
]
SEEN = [
    ("", '<p class="ltx_p" aria-hidden="true">@@</p>'),
    ("", '<div inert><p class="ltx_p">@@</p></div>'),
    ("", '<dialog open><p class="ltx_p">@@</p></dialog>'),
    ("", '<dialog open popover><p class="ltx_p">@@</p></dialog>'),
    ("", '<dialog style="display:block"><p class="ltx_p">@@</p></dialog>'),
    ("", '<p hidden="until-found" style="content-visibility:visible">@@</p>'),
    ("", "<details><summary>@@</summary></details>"),
    ("", '<div><template shadowrootmode="open"><slot></slot></template><p>@@</p></div>'),
    ("", "<object><p>@@</p></object>"),
    ("", '<object data="x.bin" type="application/octet-stream"><p>@@</p></object>'),
    ("", '<div style="color:#fff"><a href="#x">@@</a></div>'),
    ("", '<div style="color:#fff"><mark>@@</mark></div>'),
    ("", '<math mathcolor="navy"><mtext>@@</mtext></math>'),
    ("", "<math><semantics><mtext>@@</mtext><mtext>a</mtext></semantics></math>"),
    ("", '<details open><summary>s</summary><p class="ltx_p">@@</p></details>'),
    (
        "",
        '<section class="ltx_index"><h2 class="ltx_title">Index</h2><p class="ltx_p">@@</p></section>',
    ),
    ("", "<ruby>字<rt>@@</rt></ruby>"),
    ("", '<div role="none"><p class="ltx_p">@@</p></div>'),
    ("", '<div class="ltx_para" aria-hidden="true" style="color:red"><p>@@</p></div>'),
    (
        "<style>.a{--c:white}.b{--c:black}.x{color:var(--c)}</style>",
        '<div class="b"><p class="ltx_p x">@@</p></div>',
    ),
    (
        "<style>.b{--c:black}.a{--c:white}.x{color:var(--c)}</style>",
        '<div class="b"><p class="ltx_p x">@@</p></div>',
    ),
    ("", '<div style="--k:black"><p class="ltx_p" style="color:var(--k)">@@</p></div>'),
    (
        "",
        '<div class="ltx_para" style="position:relative;left:-5000px"><p class="ltx_p"><span style="position:relative;left:5000px">@@</span></p></div>',
    ),
    (
        "",
        '<div class="ltx_para" style="visibility:hidden"><p class="ltx_p"><span style="visibility:visible">@@</span></p></div>',
    ),
    ('<style media="print">.x{display:none}</style>', '<p class="ltx_p x">@@</p>'),
    (
        "<style>.ltx_para{visibility:hidden}.ready .ltx_para{visibility:visible}</style>",
        '<div class="ltx_para"><p class="ltx_p">@@</p></div><script>document.documentElement.classList.add("ready")</script>',
    ),
    (
        "<style>.x{opacity:0}.x.shown{opacity:1}</style>",
        '<p class="ltx_p x">@@</p><script>document.querySelectorAll(".x").forEach(e=>e.classList.add("shown"))</script>',
    ),
    (
        "<style>body{visibility:hidden}</style>",
        '<p class="ltx_p x">@@</p><script>document.body.style.visibility="visible"</script>',
    ),
    (
        "<style>article{opacity:0}.js article{opacity:1}</style>",
        '<p class="ltx_p x">@@</p><script>document.documentElement.classList.add("js")</script>',
    ),
    (
        "",
        '<p class="ltx_p"><span class="ltx_transformed_inner" style="display:inline-block;transform:scale(-1,1) ;">@@</span></p>',
    ),
    (
        "",
        '<p class="ltx_p"><span style="display:inline-block;width:98.1pt;transform:translate(-44.6pt,43.63pt) rotate(-90deg) ;">@@</span></p>',
    ),
    ("", '<p class="ltx_p"><span class="ltx_text" style="width:0.0pt;">@@</span></p>'),
    (
        "",
        '<p class="ltx_p"><span style="display:inline-block;transform:scale(0.6,0.6) ;">@@</span></p>',
    ),
]


@pytest.mark.parametrize(("head", "body"), HIDDEN)
def test_hidden(head: str, body: str) -> None:
    assert_hidden(read(f"<p>Beside it.</p>{body.replace('@@', WORDS)}", head))


@pytest.mark.parametrize(("head", "body"), SEEN)
def test_seen(head: str, body: str) -> None:
    assert_seen(read(f"<p>Beside it.</p>{body.replace('@@', WORDS)}", head))


@pytest.mark.parametrize(
    "body",
    [
        "<template>@@</template>",
        "<noscript>@@</noscript>",
        '<p title="@@">a</p>',
        "<!-- @@ -->",
        '<img alt="@@">',
        "<svg><title>@@</title></svg>",
        "<svg><metadata>@@</metadata></svg>",
    ],
)
def test_what_every_page_has_and_does_not_draw_is_left_out_without_being_told(body: str) -> None:
    document = read(f"<p>Beside it.</p>{body.replace('@@', WORDS)}")

    assert document.sections[0].text.startswith("Beside it.")
    assert WORDS not in document.sections[0].text
    assert not document.hidden


@pytest.mark.parametrize(
    "body",
    [
        '<p><bdo dir="rtl">@@</bdo></p>',
        '<p><bdo dir="RTL"><b>@@</b></bdo></p>',
        '<p><span style="unicode-bidi:bidi-override;direction:rtl">@@</span></p>',
        "<p>\u202e@@\u202c</p>",
    ],
)
def test_what_is_drawn_from_right_to_left_by_force_is_read_so(body: str) -> None:
    document = read(body.replace("@@", WORDS))

    assert document.sections[0].text == WORDS[::-1]
    assert document.hidden


DARK = "<style>:root{color-scheme:dark}</style>"


@pytest.mark.parametrize(
    ("head", "style"),
    [
        (DARK, "color:black"),
        (DARK, "color:light-dark(white,black)"),
        (DARK, "color:canvas"),
        (DARK, "background:white"),
        ('<meta name="color-scheme" content="dark">', "color:#111"),
        ("", "color-scheme:dark;color:light-dark(black,white)"),
        ("", "color-scheme:only dark;color:canvastext"),
        ("<style>section{color-scheme:dark}</style>", "color:light-dark(black,white)"),
        ("<style>:root{color-scheme:light dark}</style>", "color:white"),
    ],
)
def test_what_a_theme_hides(head: str, style: str) -> None:
    assert_hidden(read(f'<p>Beside it.</p><p style="{style}">{WORDS}</p>', head))


@pytest.mark.parametrize(
    ("head", "style"),
    [
        (DARK, "color:white"),
        (DARK, "color:light-dark(black,white)"),
        (DARK, "margin:0"),
        (DARK, "background:white;color:black"),
        ("", "color-scheme:dark"),
        ("", "color-scheme:dark;background:black;color:light-dark(black,white)"),
        ("<style>:root{color-scheme:light dark}</style>", "color:light-dark(black,white)"),
        ("<style>section{color-scheme:dark}p{color-scheme:light}</style>", "color:canvastext"),
    ],
)
def test_what_a_theme_shows(head: str, style: str) -> None:
    assert_seen(read(f'<p>Beside it.</p><p style="{style}">{WORDS}</p>', head))
