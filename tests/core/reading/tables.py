"""Tables of results, and what is told of them."""

from __future__ import annotations

from core.document import Document, Table
from core.language import Language
from core.reading.gains import table_results
from core.reading.own import Names
from locales.folders import languages

ENGLISH, CHINESE = languages()["en"], languages()["zh"]

OWN = Names(("BoatNet",))

WORDS = ENGLISH.reading


def document(table: Table) -> Document:
    return Document(paper_id="2602.00001", title="BoatNet: Boats", tables=(table,))


def table(heads: str, *rows: str, caption: str = "Table 3: Main results on all lakes.") -> Table:
    return Table(caption, "\n".join((heads, *rows)), tuple(heads.split(" | ")), 1, anchor="S4.T3")


def told(one: Table, names: Names = OWN, language: Language = ENGLISH) -> tuple[str, ...]:
    return table_results(document(one), names, "", language.reading)
