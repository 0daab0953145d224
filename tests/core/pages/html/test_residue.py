"""What the converter left of TeX's commands, and what stands in odd places of a page."""

from __future__ import annotations

import pytest

from core.pages.html.extract import extract
from core.pages.html.residue import is_prose, without_residue
from tests.core.pages.html.pages import FILLER, page, paragraph, section

PAPER_ID = "2602.00001"
ADDRESS = f"https://arxiv.org/html/{PAPER_ID}"


def read(html: str) -> list[tuple[str, str]]:
    return [(part.title, part.text) for part in extract(html, PAPER_ID, ADDRESS).sections]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (r"\raisebox{-0.5ex}{91.2}", "91.2"),
        (r"\raisebox{1ex}[0pt][0pt]{91.2}", "91.2"),
        (r"$\color[rgb]{1,0,0}91.2$", "$91.2$"),
        (r"\color{red} 91.2", " 91.2"),
        (r"\textcolor[HTML]{FF0000}{91.2}", "91.2"),
        (r"\cellcolor{gray!20}91.2", "91.2"),
        (r"\rowcolor[gray]{.9}Ours", "Ours"),
        (
            r"{\color[rgb]{1,0,0}\definecolor[named]{pgfstrokecolor}{rgb}{1,0,0}91.2}",
            "{91.2}",
        ),
        (r"\pgfsys@color@rgb@stroke{1}{0}{0}\pgfsys@color@rgb@fill{1}{0}{0}9", "9"),
        (r"\resizebox{1cm}{!}{x}", "x"),
        (r"\scalebox{0.8}{x} \rotatebox[origin=c]{90}{y}", "x y"),
        (r"\colorbox{yellow}{x}", "x"),
        (r"\multirow{2}{*}{Ours} 4", "Ours 4"),
        (r"\multirow[t]{2}{2cm}[3pt]{Ours}", "Ours"),
        (r"\multicolumn{2}{c|}{Lakes and Seas}", "Lakes and Seas"),
        (r"$x_\textcolor{red}{ab}$", "$x_{ab}$"),
        (r"\multirow{2}*{Ours}", "Ours"),
        (r"\makecell[c]{Lakes\\and Seas}", "Lakes and Seas"),
        (r"\shortstack{a\\b}", "a b"),
        (r"$\makecell{91.2}$", "${91.2}$"),
        (r"\hl{91.2}", "91.2"),
        (r"\fcolorbox{red}{blue!10}{x}", "x"),
        (r"\parbox[t]{2cm}{x}", "x"),
        (r"\cellcolor{red!20}\textbf{91.2}", "91.2"),
        (r"\underline{91.2}\hspace{2pt}", "91.2"),
        (r"\bfseries 91.2", "91.2"),
        (r"\bf 91.2", "91.2"),
        (r"\mathbf{91.2}", "91.2"),
        (r"\phantom{0}91.2", "91.2"),
        (r"\fontsize{8}{9}\selectfont 91.2", "91.2"),
        (r"\setlength{\tabcolsep}{2pt}91.2", "91.2"),
        (r"\strut 91.2\hfill", "91.2"),
        (r"$\mathbf{91.2}$", r"$\mathbf{91.2}$"),
        (r"\rmfamily x", r"\rmfamily x"),
        (r"{\scriptsize 91.2}", "{91.2}"),
        (r"\arrayrulecolor{black}91.2", "91.2"),
        (r"91.2\textsuperscript{a}", "91.2a"),
        (r"$\textbf{91.2}$", r"$\textbf{91.2}$"),
        (r"$x\smallsetminus y$", r"$x\smallsetminus y$"),
        (r"71.2 \pm 0.3", r"71.2 \pm 0.3"),
        (r"a \mbox{b}", r"a \mbox{b}"),
        ("the color of it", "the color of it"),
        (r"\color", r"\color"),
    ],
)
def test_commands_that_only_colour_or_move_go(text: str, kept: str) -> None:
    assert without_residue(text) == kept


def test_they_go_from_cells() -> None:
    row = r"<tr><td>Ours</td><td>\raisebox{-1pt}{71.2}</td><td>\color{red}3</td></tr>"
    head = "<tr><th>Method</th><th>Lakes</th><th>Seas</th></tr>"
    table = f'<table class="ltx_tabular">{head}{row}</table>'

    found = extract(page(section("1 One", table)), PAPER_ID, ADDRESS).tables

    assert [table.rows for table in found] == ["Method | Lakes | Seas\nOurs | 71.2 | 3"]


@pytest.mark.parametrize(
    ("block", "kept"),
    [
        ("This is a preprint that the authors have put here for all.", True),
        ("colback=red,coltitle=blue, center, width=boxrule=0.5pt", False),
        (r"\newtcolorbox box of that name with those options", False),
        ("1 2 3", False),
    ],
)
def test_a_sentence_above_the_title_is_told_from_residue(block: str, kept: bool) -> None:
    assert is_prose(block) is kept


@pytest.mark.parametrize(
    "above",
    [
        "<p>{}</p>",
        '<div class="ltx_para"><p class="ltx_p">{}</p></div>',
        "{}<br>",
        '<div class="ltx_block"><span>{}</span></div><p>colback=red</p>',
    ],
)
def test_text_above_the_title_is_kept(above: str) -> None:
    note = "This work was put before the public as a preprint in May."
    html = page(section("1 One", "x")).replace(
        '<h1 class="ltx_title', above.format(note) + '<h1 class="ltx_title'
    )

    assert read(html)[0] == ("", note)


@pytest.mark.parametrize("kind", ["footnote", "thanks", "titlenotemark", "institutemark"])
@pytest.mark.parametrize("length", [20, 299, 301, 2000])
def test_notes_of_any_length_go_from_the_title(kind: str, length: int) -> None:
    note = f'<span class="ltx_note ltx_role_{kind}"><span class="ltx_note_content">{"a" * length}</span></span>'

    found = extract(page(section("1 One", "x"), title=f"A Boat{note}"), PAPER_ID, ADDRESS)

    assert found.title == "A Boat"


def test_brackets_of_the_title_itself_stay() -> None:
    found = extract(page(section("1 One", "x"), title="A Boat [Extended]"), PAPER_ID, ADDRESS)

    assert found.title == "A Boat [Extended]"


APPENDIX = section("A More", paragraph(FILLER), "appendix")
ITEMS = '<ul class="ltx_biblist"><li class="ltx_bibitem">A. Bell. Boats.</li>{}</ul>'


@pytest.mark.parametrize(
    "bibliography",
    [
        f'<section class="ltx_bibliography"><h2>References</h2>{ITEMS.format("")}{APPENDIX}</section>',
        f'<section class="ltx_bibliography"><h2>References</h2>{ITEMS.format(f"<li>{APPENDIX}</li>")}</section>',
        f'<div class="ltx_bibliography">{ITEMS.format(f"<li class=ltx_bibitem><div>{APPENDIX}</div></li>")}</div>',
        ITEMS.format("") + APPENDIX,
    ],
)
def test_a_bibliography_does_not_swallow_an_appendix(bibliography: str) -> None:
    found = read(page(section("1 One", paragraph(FILLER)) + bibliography))

    assert [title for title, _ in found] == ["1 One", "A More"]
    assert found[1][1] == " ".join(FILLER.split())
    assert not any("Bell" in text for _, text in found)


def test_a_float_within_the_bibliography_is_kept() -> None:
    table = '<figure class="ltx_table"><figcaption>Table 9: All.</figcaption><table><tr><td>a</td><td>1</td></tr></table></figure>'

    found = extract(
        page(section("1 One", "x") + f'<section class="ltx_bibliography">{table}</section>'),
        PAPER_ID,
        ADDRESS,
    )

    assert [each.caption for each in found.tables] == ["Table 9: All."]


def second(attributes: str = "", around: str = "{}") -> str:
    article = f'<article class="ltx_document"{attributes}><h1 class="ltx_title ltx_title_document">Supplement</h1>{paragraph("More of it is told here.")}</article>'
    return page(section("1 One", paragraph("First."))).replace(
        "</article>", "</article>" + around.format(article)
    )


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", '<div aria-hidden="true">{}</div>'])
def test_a_second_article_is_read_after_the_first(around: str) -> None:
    assert read(second(around=around)) == [
        ("1 One", "First."),
        ("Supplement", "More of it is told here."),
    ]
    assert extract(second(), PAPER_ID, ADDRESS).title.startswith("Folding")


@pytest.mark.parametrize(
    ("attributes", "around"),
    [
        (" hidden", "{}"),
        (' style="display:none"', "{}"),
        ("", '<div style="opacity:0">{}</div>'),
        ("", '<div style="color:#fff">{}</div>'),
    ],
)
def test_a_second_article_that_nobody_sees_is_not_read(attributes: str, around: str) -> None:
    html = second(attributes, around)
    assert read(html)[0] == ("1 One", "First.")
    assert not any("More of it" in text for _, text in read(html))
    assert extract(html, PAPER_ID, ADDRESS).hidden


def test_an_article_within_the_article_is_read_once() -> None:
    inner = f'<article class="ltx_document">{paragraph("Within.")}</article>'

    assert read(page(section("1 One", inner))) == [("1 One", "Within.")]


def test_an_index_is_read() -> None:
    index = '<section class="ltx_index"><h2 class="ltx_title">Index</h2><ul class="ltx_indexlist"><li>boats, 3</li></ul></section>'

    assert read(page(section("1 One", "x") + index))[1] == ("Index", "- boats, 3")


def test_paragraphs_within_a_bibliography_are_kept() -> None:
    bibliography = (
        '<section id="bib" class="ltx_bibliography"><h2 class="ltx_title">References</h2>'
        '<ul class="ltx_biblist"><li class="ltx_bibitem">Reference to nothing.'
        f"<span>{paragraph('A note of it.')}</span></li></ul>{paragraph('Here the proof goes on.')}</section>"
    )

    text = read(page(section("1 One", paragraph(FILLER)) + bibliography))[-1][1]

    assert text.endswith("Here the proof goes on.")
    assert "Reference" not in text
    assert "note" not in text
