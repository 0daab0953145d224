"""Files of reference managers: each arXiv paper is found, and nothing else is taken for one."""

from __future__ import annotations

import json

import pytest

from core.interests.library.reading import MOST_ENTRIES, read_library
from tests.libraries import ARXIV, DAMAGED, OTHERS, bib

PAPER = "2401.00001"


def papers(text, encoding="utf-8"):
    found = read_library(text.encode(encoding))
    return found.papers if found else None


@pytest.mark.parametrize(
    "field",
    [
        "eprint = {2401.00001}, archivePrefix = {arXiv}, primaryClass={cs.CL}",
        "eprint = 2401.00001, eprinttype = {arXiv}",
        "eprint = {arXiv:2401.00001v3}",
        'url = "http://arxiv.org/abs/2401.00001v2"',
        "url = {https://huggingface.co/papers/2401.00001}",
        "doi = {10.48550/ARXIV.2401.00001}",
        "doi = {https://doi.org/10.48550/arXiv.2401.00001}",
        "journal = {arXiv preprint arXiv:2401.00001}",
        "journal = {ArXiv}, volume = {abs/2401.00001}",
        "volume = abs/2401.00001",
        "note = {arXiv: 2401.00001 [cs]}",
        "number = {arXiv:2401.00001}, publisher = {arXiv}",
        "howpublished = {\\url{https://arxiv.org/pdf/2401.00001.pdf}}",
        "title = {Open {brace, year = 2024, eprint = {2401.00001}",
        'title = {A \\{b\\} {\\"o}}, eprint = {2401.00001}',
        'title = "Quo{\\"t}es, inside", eprint = {2401.00001}',
        "month = jan # { 1}, eprint = {2401.00001}",
    ],
)
def test_bibtex_names_a_paper_in_many_ways(field):
    assert papers(f"@string{{x = {{y}}}}\n@article{{key,\n {field},\n}}\n") == (PAPER,)


@pytest.mark.parametrize(
    "field",
    [
        "doi = {10.1145/2401.00001}",
        "url = {https://doi.org/10.1145/2401.00001}",
        "note = {doi: 10.1145/2401.00001}",
        "eprint = {2401.00001}, archiveprefix = {HAL}",
        "pages = {2401.00001}",
        "isbn = {2401.00001}",
    ],
)
def test_what_only_looks_like_an_id_is_none(field):
    found = read_library(f"@article{{key, title={{T}}, {field} }}".encode())

    assert found.papers == ()
    assert list(found.titles) == ["t"]


def test_two_hundred_entries_are_all_accounted_for():
    found = read_library(bib())

    assert (len(found.papers), len(found.titles), found.damaged) == (ARXIV, OTHERS, DAMAGED)
    assert found.entries == ARXIV + OTHERS + DAMAGED


def test_ris_endnote_and_json():
    ris = (
        "TY  - JOUR\nTI  - A title that\n goes on\nUR  - https://arxiv.org/abs/2401.00001\nER  - \n"
        "\nTY  - CONF\nT1  - Another\nDO  - 10.1145/2401.00002\nER  -\nTY  - BOOK\nER  -\n"
    )
    found = read_library(ris.encode())
    assert (found.papers, list(found.titles), found.nameless + found.damaged) == (
        (PAPER,), ["another"], 1,
    )  # fmt: skip
    endnote = "%0 Journal Article\n%T One\n%J arXiv preprint arXiv:2401.00001\n\n%0 Book\n%T Two\n"
    assert papers(endnote) == (PAPER,)
    csl = [
        {"title": "One", "DOI": "10.48550/arXiv.2401.00001"},
        {"title": "Two", "note": "arXiv:2401.00002 [cs]", "number": 3},
        {"title": ["Three"]},
        None,
        "nonsense",
    ]
    assert papers(json.dumps(csl)) == (PAPER, "2401.00002")
    assert papers(json.dumps({"items": csl})) == (PAPER, "2401.00002")


def test_lists_of_links_rdf_and_csv():
    assert papers("see https://arxiv.org/abs/2401.00001, 2401.00002\n") == (PAPER, "2401.00002")
    rdf = '<rdf:RDF><bib:Article rdf:about="https://arxiv.org/abs/2401.00001"></bib:Article></rdf:RDF>'
    assert papers(rdf) == (PAPER,)
    assert papers('"Key","Url"\n"A","http://arxiv.org/abs/2401.00001"\n') == (PAPER,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings(encoding):
    text = "@article{a, title={世界模型的研究}, url={https://arxiv.org/abs/2401.00001}}"
    assert papers(text, encoding) == (PAPER,)
    (title,) = read_library(
        "@book{b, title={世界模型的研究与进展}}".encode(encoding)
    ).titles.values()
    assert title == "世界模型的研究与进展"


def test_western_letters_stay_what_they_are():
    text = (
        "@article{a, title={Modèles à é}, author={Müller}, url={https://arxiv.org/abs/2401.00001}}"
    )
    assert papers(text, "latin-1") == (PAPER,)


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.5", b"\x89PNG\r\n\x00\x01", b"PK\x03\x04\x00", b"{}", b"[", b"@"],
)
def test_what_is_no_library_is_none(data):
    assert read_library(data) is None


def test_more_than_is_read_is_told():
    text = "".join(f"@misc{{a{n}, title={{Title {n}}}}}\n" for n in range(MOST_ENTRIES + 1))
    found = read_library(text.encode())

    assert (found.entries, found.beyond) == (MOST_ENTRIES, True)


@pytest.mark.parametrize(
    "piece",
    [
        "@a{",
        "@article{x, title={",
        "TY  - x\n",
        "{",
        "[",
        "\\",
        "a=",
        "10.1000/",
        "TY  - x\ny\n",
        '"',
    ],
)
def test_no_text_keeps_it_busy(piece):
    """Twice the text costs about twice the work: it ends within the suite's patience."""
    read_library((piece * (1_000_000 // len(piece))).encode())


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, eprint={2401.00001}}\r@article{b, eprint={2401.00002}}\r",
        "@article{a, eprint={2401.00001}} @article{b, eprint={2401.00002}}",
        json.dumps([{"key": n, "data": {"url": f"arxiv.org/abs/2401.0000{n}"}} for n in (1, 2)]),
    ],
    ids=["old Macs", "one line", "Zotero on the web"],
)
def test_other_shapes_of_the_same(text):
    assert papers(text) == ("2401.00001", "2401.00002")


def test_braces_that_never_close_cost_their_entry_alone():
    # Each would be looked for to the end of the entry: 60,000 times two million characters.
    damaged = "@article{a,\n" + "t={xxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n" * 60_000

    assert papers(f"{damaged}\n@article{{b, eprint={{2401.00001}}}}") == (PAPER,)
    closed = "t={x\n" * 30 + "eprint={2401.00001},\n"
    assert papers(f"@article{{a,\n{closed}}}") == (PAPER,)
