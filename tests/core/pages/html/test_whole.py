"""A page that the converter did not finish is no full text; a whole one with its flaws is."""

from __future__ import annotations

import pytest

from core.errors import WrongDocument
from core.pages.html.extract import extract
from tests.core.pages.html.pages import FILLER, page, paragraph, section

PAPER_ID = "2602.00001"
BIBLIOGRAPHY = '<section id="bib" class="ltx_bibliography"><h2 class="ltx_title">References</h2><ul class="ltx_biblist">{}</ul></section>'
# What precedes a link may name the page itself.
OWN = f"https://arxiv.org/html/{PAPER_ID}v1"


def link(name: str, address: str = "") -> str:
    return f'<a href="{address}#{name}" class="ltx_ref">{name}</a>'


def links(*names: str) -> str:
    return paragraph("As told in " + " and ".join(link(name) for name in names) + ".")


def first(body: str = "") -> str:
    return section("1 One", paragraph(FILLER) + body, anchor="S1")


def headings(count: int) -> str:
    """Sections with nothing under them."""
    return "".join(
        section(f"{number} Title", "", anchor=f"S{number}") for number in range(2, count + 2)
    )


def references(*numbers: int) -> str:
    return BIBLIOGRAPHY.format(
        "".join(f'<li id="bib.bib{number}" class="ltx_bibitem">A. Bell.</li>' for number in numbers)
    )


def contents(*names: str) -> str:
    entries = "".join(f"<li>{link(name, OWN)}</li>" for name in names)
    return f'<nav class="ltx_TOC"><ol class="ltx_toclist">{entries}</ol></nav>'


def cited(*numbers: int) -> str:
    return links(*(f"bib.bib{number}" for number in numbers))


LOST_LABEL = '<span class="ltx_ref ltx_missing_label ltx_ref_self">??</span>'
BROKEN = {
    "links to sections": first(links("S2", "S3", "S4")),
    "one link to a section": first(links("S2")) + references(),
    "a link to an appendix": first(links("A1")),
    "a link to a part of a section that is not there": first(links("S3.SS2", "S3")),
    "links with the page's address": first(f"<p>{link('S2', OWN)}</p>"),
    "links to references": first(cited(1, 2, 3, 4)),
    "two references": first(cited(1, 2)),
    "most references": first(cited(*range(1, 31))) + references(1, 2),
    "a longer table of contents": contents("S1", "S2", "S3", "S4", "S5") + first(),
    "figures and tables": first(links("S1.F1", "S1.F2", "S1.T1", "S1.SS2")),
    "headings": first() + headings(4),
    "headings, with text under one of many": first() + headings(9),
    "headings of subsections": section(
        "1 One",
        paragraph(FILLER)
        + "".join(section(f"1.{n} Sub", "", "subsection", "h3", f"S1.SS{n}") for n in range(1, 6)),
        anchor="S1",
    ),
    "most labels": first(f"<p>{LOST_LABEL * 7}</p>" + links("S1")),
    "within a sentence": first(
        f"<p>{LOST_LABEL}</p>" + paragraph("We then measure all of it with the two of them and the")
    ),
    "a fatal error": first()
    + "<p>Conversion to HTML had a Fatal error and exited abruptly. This document may be damaged.</p>",
    "a fatal error in small letters": first()
    + "<p>Conversion to HTML had a fatal error and exited abruptly.</p>",
    "links to equations of lost sections": first(links("S2.E1", "S3.E4")),
    "links to a figure of a lost section": first(links("S4.F2")),
    "a link to a table of a lost appendix": first(links("A1.T1")) + references(),
    "links to a theorem of a lost section": first(links("S2.Thmtheorem1")),
    "links to paragraphs and items": first(links("S2.SS1.p2", "S3.I1.i2")),
    "links to sections of lost chapters and parts": first(links("Ch2.S1", "Pt3.S2")),
    "links to pictures within lost figures": first(links("S1.F2.sf1", "S1.F3.sf2", "S1.F4.sf1")),
    "links to lost algorithms": first(links("alg1", "alg2", "alg3")),
    "a link to a section of which a formula is there": first(
        links("S2") + '<math id="S2.E3.m1.1" alttext="x"><mi>x</mi></math>'
    ),
    "a fatal mark": first('<span class="ltx_ERROR fatal">Fatal</span>'),
}
WHOLE = {
    "every link leads somewhere": contents("S1", "S2")
    + first(links("S2", "A1", "bib.bib1", "bib.bib2"))
    + section("2 Two", paragraph(FILLER), anchor="S2")
    + references(1, 2)
    + section("A More", paragraph(FILLER), "appendix", anchor="A1"),
    "links to another page": first(f"<p>{link('S9', 'https://arxiv.org/html/2501.00001')}</p>"),
    "a link by a name of the author's": first(links("some-heading", "x1")),
    "a few lost labels": first(f"<p>{LOST_LABEL} {LOST_LABEL}</p>" + links("S1")) + references(1),
    "one lost figure among many": first(links("S1", "S1.F9", *(f"S{n}" for n in range(2, 9))))
    + "".join(section(f"{n} T", paragraph(FILLER), anchor=f"S{n}") for n in range(2, 9)),
    "one lost reference among many": first(cited(*range(1, 31))) + references(*range(1, 30)),
    "no references, and none named": first(paragraph("The last line of a letter, signed by us")),
    "three headings without text": first() + headings(2),
    "headings with text under those below": "".join(
        section(
            f"{n} T",
            section("Sub", paragraph(FILLER), "subsection", "h3", f"S{n}.SS1"),
            anchor=f"S{n}",
        )
        for n in range(1, 6)
    ),
    "short answers": first()
    + "".join(section(f"{n} Is it?", paragraph("Yes."), anchor=f"S{n}") for n in range(2, 12)),
    "lists under headings": first()
    + "".join(section(f"{n} Slide", "<ul><li>One</li></ul>", anchor=f"S{n}") for n in range(2, 30)),
    "short answers in Chinese": first()
    + "".join(section(f"{n} 问", paragraph("是。"), anchor=f"S{n}") for n in range(2, 12)),
    "headings of points": first(
        "".join(
            section(f"Point {n}.", "<p>ok</p>", "paragraph", "h4", f"S1.Px{n}") for n in range(1, 9)
        )
    ),
    "a link to an equation of a section that is there": first(links("S1.E5", "S1.Thmlemma2")),
    "links to what an older page names": first(links("S2", "S3"))
    + f"<section id='S2'>{paragraph(FILLER)}</section><a name=\"S3\"></a>{paragraph(FILLER)}",
    "a link within a drawing": first('<svg><a xlink:href="#S9"><text y="9">x</text></a></svg>'),
    "errors of single commands": first('<span class="ltx_ERROR undefined">\\foo</span>' * 40),
}


def is_whole(body: str) -> bool:
    try:
        extract(page(body), PAPER_ID, OWN)
    except WrongDocument as wrong:
        return wrong.reason != "short"
    return True


@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_breaks_off(name: str) -> None:
    assert not is_whole(BROKEN[name])


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_page(name: str) -> None:
    assert is_whole(WHOLE[name])


def test_many_links_that_lead_nowhere_cost_little() -> None:
    body = "".join(
        first(links(*(f"S1.F{n}" for n in range(start, start + 500)))) for start in (0, 500)
    )

    assert not is_whole(body)
