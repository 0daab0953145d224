"""LaTeXML pages built for a test: the converter's structure inside the site's scaffold."""

from __future__ import annotations

FILLER = (
    "The experiment was repeated with other seeds and the ranking of the systems did not change at all. "
    * 30
)


def page(
    body: str,
    *,
    title: str = "Folding Paper Boats with Sparse Attention",
    abstract: str | None = "We propose a way to fold boats. It works well.",
    authors: str = "Ada Lovelace<br class='ltx_break'>Analytical Society",
    head: str = "",
) -> str:
    """A whole page whose article holds the given body."""
    abstract_div = (
        ""
        if abstract is None
        else f'<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>'
        f'<p class="ltx_p">{abstract}</p></div>'
    )
    return f"""<!DOCTYPE html><html><head><title>Tab title</title><style>.x{{color:red}}</style>{head}</head><body>
<header class="desktop_header">Skip to main content <a href="/">Back to arXiv</a></header>
<nav class="ltx_page_navbar"><nav class="ltx_TOC"><ol class="ltx_toclist"><li>Contents entry</li></ol></nav></nav>
<dialog open>Report GitHub Issue <form>Describe it</form></dialog>
<div class="ltx_page_main"><div class="ltx_page_content">
<div class="package-alerts">HTML conversions sometimes display errors</div>
<article class="ltx_document ltx_authors_1line">
<h1 class="ltx_title ltx_title_document">{title}</h1>
<button class="sr-only button">Report issue for preceding element</button>
<div class="ltx_authors"><span class="ltx_creator ltx_role_author">
<span class="ltx_personname">{authors}</span></span></div>
{abstract_div}
{body}
</article></div><footer class="ltx_page_footer">Instructions for reporting errors</footer></div></body></html>"""


def section(title: str, body: str, kind: str = "section", tag: str = "h2", anchor: str = "") -> str:
    """A titled section, numbered title included."""
    named = f' id="{anchor}"' if anchor else ""
    return f'<section{named} class="ltx_{kind}"><{tag} class="ltx_title ltx_title_{kind}">{title}</{tag}>{body}</section>'


def paragraph(text: str) -> str:
    """A paragraph as LaTeXML sets it."""
    return f'<div class="ltx_para"><p class="ltx_p">{text}</p></div>'
