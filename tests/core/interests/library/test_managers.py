"""Files as managers, sites and machines write them: the arXiv papers are found, others are not."""

from __future__ import annotations

import pytest

from core.interests.library.reading import read_library

# What is sent, how it is encoded, and the papers in it.
# fmt: off
FILES = {
    "bom crlf": (
        '\ufeff@article{a,\r\n eprint={2401.00001},\r\n title={A}\r\n}\r\n',
        "utf-8", "2401.00001",
    ),
    "gbk bib": ('@article{a, title={世界模型综述与展望}, note={见 arXiv:2401.00001}}', "gbk", "2401.00001"),
    "latin1 bib": (
        '@article{a, author={Müller, Jörg}, title={Über Köln}, note={arXiv:2401.00001}}',
        "latin-1", "2401.00001",
    ),
    "cp1252 bib": (
        '@article{a, title={“Quoted” – dash}, url={https://arxiv.org/abs/2401.00001}}',
        "cp1252", "2401.00001",
    ),
    "big5 bib": ('@article{a, title={世界模型與學習}, note={arXiv:2401.00001}}', "big5", "2401.00001"),
    "shift-jis bib": (
        '@article{a, title={日本語の論文についての研究}, note={arXiv:2401.00001}}',
        "shift-jis", "2401.00001",
    ),
    "euc-kr bib": (
        '@article{a, title={한국어 논문 연구}, note={arXiv:2401.00001}}',
        "euc-kr", "2401.00001",
    ),
    "utf-32": ('@article{a, eprint={2401.00001}, title={A}}', "utf-32", "2401.00001"),
    "zotero csv": (
        '"Key","Item Type","Publication Year","Author","Title","Publication '
        'Title","ISBN","ISSN","DOI","Url","Abstract Note","Archive Location","Call '
        'Number","Extra","Notes"\n'
        '"ABCD1234","preprint","2024","Doe, J","A Title, with '
        'comma","","","","10.48550/arXiv.2401.00001","http://arxiv.org/abs/2401.00001","Abstract","","","arXiv:2401.00001 '
        '[cs]",""\n'
        '"EFGH","journalArticle","2020","Roe","Elsewhere","Nature","","","10.1145/2401.00009","https://doi.org/10.1145/2401.00009","","","","",""\n',
        "utf-8", "2401.00001",
    ),
    "zotero csv bom multi-line": (
        '\ufeff"Key","Title","Url","Abstract Note"\r\n'
        '"A","One","http://arxiv.org/abs/2401.00001v3","line one\r\n'
        'line two cites arXiv:2402.00002"\r\n',
        "utf-8", "2401.00001",
    ),
    "csv semicolons": (
        'Title;DOI;URL\nOne;10.48550/arXiv.2401.00001;\nTwo;10.1000/xyz;\n',
        "utf-8", "2401.00001",
    ),
    "tsv": ('title\turl\nOne\thttps://arxiv.org/abs/2401.00001\n', "utf-8", "2401.00001"),
    "csl json": (
        '[{"id": "doe", "type": "article", "title": "One", "URL": '
        '"http://arxiv.org/abs/2401.00001", "number": "arXiv:2401.00001"}, {"id": '
        '"http://zotero.org/users/1/items/2401.00009", "type": "book", "title": "Two"}]',
        "utf-8", "2401.00001",
    ),
    "csl yaml": (
        '---\n'
        'references:\n'
        '- id: doe\n'
        '  title: One\n'
        '  DOI: 10.48550/arXiv.2401.00001\n'
        '- id: roe\n'
        '  title: Two\n'
        '  URL: https://doi.org/10.1145/2401.00009\n'
        '...\n',
        "utf-8", "2401.00001",
    ),
    "better bibtex json": (
        '{"config": {}, "items": [{"itemType": "preprint", "title": "One", "archiveID": '
        '"arXiv:2401.00001", "citationKey": "doe"}, {"itemType": "attachment", "title": "PDF", '
        '"url": "x"}]}',
        "utf-8", "2401.00001",
    ),
    "zotero api": (
        '[{"key": "A", "version": 3, "data": {"itemType": "preprint", "title": "One", "extra": '
        '"arXiv:2401.00001 [cs]\\nCitation Key: x"}}]',
        "utf-8", "2401.00001",
    ),
    "zotero rdf": (
        '<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#"><bib:Document '
        'rdf:about="http://arxiv.org/abs/2401.00001"><dc:title>One</dc:title><dc:identifier><dcterms:URI><rdf:value>http://arxiv.org/abs/2401.00001</rdf:value></dcterms:URI></dc:identifier></bib:Document></rdf:RDF>',
        "utf-8", "2401.00001",
    ),
    "biblatex eprint": (
        '@online{doe, title={One}, eprint={2401.00001}, eprinttype={arxiv}, eprintclass={cs.LG}, '
        'urldate={2024-01-05}}',
        "utf-8", "2401.00001",
    ),
    "archivePrefix with id": (
        '@misc{doe, title={One}, archivePrefix={arXiv:2401.00001}}',
        "utf-8", "2401.00001",
    ),
    "arxivId mendeley": (
        '@article{doe, title={One}, arxivId = {2401.00001}, mendeley-tags={x}}',
        "utf-8", "2401.00001",
    ),
    "eprint url": (
        '@misc{doe, eprint={http://arxiv.org/abs/2401.00001v2}}',
        "utf-8", "2401.00001",
    ),
    "id in key only": ('@article{arxiv.2401.00001, title={One}}', "utf-8", "2401.00001"),
    "dblp": (
        '@article{DBLP:journals/corr/abs-2401-00001, author={A}, title={One}, journal={CoRR}, '
        'volume={abs/2401.00001}, year={2024}, url={https://doi.org/10.48550/arXiv.2401.00001}, '
        'doi={10.48550/ARXIV.2401.00001}, eprinttype={arXiv}, eprint={2401.00001}, '
        'biburl={https://dblp.org/rec/journals/corr/abs-2401-00001.bib}}',
        "utf-8", "2401.00001",
    ),
    "dblp key only": (
        '@article{DBLP:journals/corr/abs-2401-00001, title={One}, journal={CoRR}}',
        "utf-8", "2401.00001",
    ),
    "note arxiv version": (
        '@misc{a, title={One}, note={arxiv:2401.00001v2}}',
        "utf-8", "2401.00001",
    ),
    "url pdf version": (
        '@misc{a, title={One}, url={arxiv.org/pdf/2401.00001v2.pdf}}',
        "utf-8", "2401.00001",
    ),
    "old-style cs": (
        '@article{a, title={One}, eprint={cs/0601001}, archivePrefix={arXiv}}',
        "utf-8", "cs/0601001",
    ),
    "old-style class": (
        '@article{a, title={One}, eprint={math.GT/0309136}}',
        "utf-8", "math/0309136",
    ),
    "old-style number only w class": (
        '@article{a, title={One}, eprint={0601001}, archivePrefix={arXiv}, primaryClass={cs}}',
        "utf-8", "cs/0601001",
    ),
    "old hep-th note": (
        '@article{a, title={One}, SLACcitation="%%CITATION = HEP-TH/9711200;%%", '
        'eprint="hep-th/9711200"}',
        "utf-8", "hep-th/9711200",
    ),
    "latex accents": (
        '@article{a, title={Schr{\\"o}dinger \\& {\\\'E}tudes \\textit{in} {\\ss}}, '
        "author={Erd{\\H{o}}s, P{\\'a}l}, eprint={2401.00001}}",
        "utf-8", "2401.00001",
    ),
    "duplicate keys": (
        '@misc{a, eprint={2401.00001}}\n@misc{a, eprint={2402.00002}}\n@misc{a, eprint={2401.00001}}',
        "utf-8", "2401.00001 2402.00002",
    ),
    "nested braces": (
        '@misc{a, title={{{{A}} {B {C {D}}}}}, note={{{arXiv:2401.00001}}}}',
        "utf-8", "2401.00001",
    ),
    "parentheses entry": ('@misc(a, title="One", eprint="2401.00001")', "utf-8", "2401.00001"),
    "upper case": (
        '@ARTICLE{A, TITLE={One}, EPRINT={2401.00001}, ARCHIVEPREFIX={ARXIV}}',
        "utf-8", "2401.00001",
    ),
    "comments in text": (
        'This file was made by JabRef.\n'
        '% Encoding: UTF-8\n'
        '@Comment{jabref-meta: x}\n'
        '@misc{a, eprint={2401.00001}}\n'
        '@Comment{@misc{b, eprint={2402.00002}}}',
        "utf-8", "2401.00001",
    ),
    "string macro": (
        '@string{arx = "arXiv:2401.00001"}\n@misc{a, title={One}, note = arx}',
        "utf-8", "2401.00001",
    ),
    "email in front": ('Contact: a@b.org\n\n@misc{a, eprint={2401.00001}}', "utf-8", "2401.00001"),
    "quoted with braces": (
        '@misc{a, title = "One {"}quoted{"}", eprint = "2401.00001"}',
        "utf-8", "2401.00001",
    ),
    "missing comma": ('@misc{a,\n title={One}\n eprint={2401.00001}\n}', "utf-8", "2401.00001"),
    "no key": ('@misc{\n title={One},\n eprint={2401.00001}\n}', "utf-8", "2401.00001"),
    "crossref style space": (
        '@misc{ a ,title = {One} ,eprint = {2401.00001} ,}',
        "utf-8", "2401.00001",
    ),
    "ris utf8 bom crlf": (
        '\ufeffTY  - JOUR\r\nTI  - One\r\nUR  - https://arxiv.org/abs/2401.00001\r\nER  - \r\n',
        "utf-8", "2401.00001",
    ),
    "ris one blank": (
        'TY - JOUR\nTI - One\nUR - https://arxiv.org/abs/2401.00001\nER - \n',
        "utf-8", "2401.00001",
    ),
    "ris lower?": (
        'TY  - UNPB\n'
        'AU  - Doe\n'
        'TI  - One\n'
        'M1  - arXiv:2401.00001\n'
        'AB  - cites arXiv:2402.00002\n'
        'ER  -\n',
        "utf-8", "2401.00001",
    ),
    "ris DO url": (
        'TY  - GEN\nTI  - One\nDO  - https://doi.org/10.48550/arXiv.2401.00001\nER  -\n',
        "utf-8", "2401.00001",
    ),
    "enw": (
        '%0 Generic\n'
        '%A Doe\n'
        '%T One\n'
        '%U http://arxiv.org/abs/2401.00001\n'
        '\n'
        '%0 Journal Article\n'
        '%T Two\n'
        '%R 10.1145/2401.00009\n',
        "utf-8", "2401.00001",
    ),
    "endnote xml": (
        '<?xml '
        'version="1.0"?><xml><records><record><titles><title><style>One</style></title></titles><urls><related-urls><url><style>http://arxiv.org/abs/2401.00001</style></url></related-urls></urls><electronic-resource-num>10.1145/2401.00009</electronic-resource-num></record></records></xml>',
        "utf-8", "2401.00001",
    ),
    "pubmed nbib": (
        'PMID- 123\nTI  - One\nLID - 10.48550/arXiv.2401.00001 [doi]\nAID - arXiv:2401.00001 [pii]\n',
        "utf-8", "2401.00001",
    ),
    "wos plain": (
        'FN Clarivate\nVR 1.0\nPT J\nTI One\nDI 10.48550/arXiv.2401.00001\nER\n\nEF\n',
        "utf-8", "2401.00001",
    ),
    "markdown list": (
        '# Reading\n'
        '- [One](https://arxiv.org/abs/2401.00001)\n'
        '- [Two](https://arxiv.org/pdf/2402.00002v1)\n',
        "utf-8", "2401.00001 2402.00002",
    ),
    "html bookmarks": (
        '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n'
        '<DT><A HREF="https://arxiv.org/abs/2401.00001" ADD_DATE="1700000000">One</A>\n',
        "utf-8", "2401.00001",
    ),
    "json lines": (
        '{"title":"One","url":"https://arxiv.org/abs/2401.00001"}\n'
        '{"title":"Two","doi":"10.1145/2401.00009"}\n',
        "utf-8", "2401.00001",
    ),
    "semantic scholar json": (
        '{"data": [{"paperId": "x", "title": "One", "externalIds": {"ArXiv": "2401.00001", "DOI": '
        '"10.1/2"}}]}',
        "utf-8", "2401.00001",
    ),
    "s2 library csv": (
        'title,authors,externalIds.ArXiv\nOne,Doe,2401.00001\n',
        "utf-8", "2401.00001",
    ),
    "json with bom": (
        '\ufeff[{"title": "One", "DOI": "10.48550/arXiv.2401.00001"}]',
        "utf-8", "2401.00001",
    ),
    "csl single": ('{"title": "One", "DOI": "10.48550/arXiv.2401.00001"}', "utf-8", "2401.00001"),
    "bbl": (
        '\\bibitem{doe} J. Doe. One. {\\em arXiv preprint arXiv:2401.00001}, 2024.\n'
        '\\bibitem{roe} Two. doi:10.1145/2401.00009',
        "utf-8", "2401.00001",
    ),
    "openalex": (
        '{"results": [{"title": "One", "ids": {"doi": "https://doi.org/10.48550/arXiv.2401.00001"}}]}',
        "utf-8", "2401.00001",
    ),
    "tex comment %@": (
        '%@misc{b, eprint={2402.00002}}\n@misc{a, eprint={2401.00001}}',
        "utf-8", "2401.00001",
    ),
    "escaped underscore": (
        '@misc{a, url={https://arxiv.org/abs/2401\\.00001}}',
        "utf-8", "2401.00001",
    ),
    "doi upper path": ('@misc{a, doi={10.48550/ARXIV.2401.00001}}', "utf-8", "2401.00001"),
    "doi dx": (
        '@misc{a, doi={http://dx.doi.org/10.48550/arXiv.2401.00001}}',
        "utf-8", "2401.00001",
    ),
    "url list field": (
        '@misc{a, file={:home/me/2402.00002.pdf:PDF}, url={https://arxiv.org/abs/2401.00001}}',
        "utf-8", "2401.00001",
    ),
    "file only": (
        '@misc{a, title={One}, file={Full Text PDF:/home/me/Zotero/storage/X/Doe - 2024 - '
        'One.pdf:application/pdf;arXiv.org Snapshot:/x/2401.html:text/html}}',
        "utf-8", "",
    ),
    "abstract cites": (
        '@article{a, title={One}, doi={10.1145/1.2}, abstract={We build on arXiv:2402.00002.}}',
        "utf-8", "",
    ),
    "journal published, eprint old": (
        '@article{a, title={One}, journal={PRL}, doi={10.1103/PhysRevLett.1.2}, '
        'eprint={2401.00001}, archivePrefix={arXiv}}',
        "utf-8", "2401.00001",
    ),
    "pmid eprint": (
        '@article{a, title={One}, eprint={38012345}, eprinttype={pubmed}}',
        "utf-8", "",
    ),
    "cyrillic 1251": (
        '@article{a, title={Обучение с подкреплением}, note={arXiv:2401.00001}}',
        "cp1251", "2401.00001",
    ),
    "fenced": (
        'Here:\n```bibtex\n@misc{a, eprint={2401.00001}, title={One}}\n```\n',
        "utf-8", "2401.00001",
    ),
    "org": ('* TODO [[https://arxiv.org/abs/2401.00001][One]]\n', "utf-8", "2401.00001"),
    "plain ids": (
        '2401.00001\n2402.00002v3\ncs/0601001\n',
        "utf-8", "2401.00001 2402.00002 cs/0601001",
    ),
    "ris utf16": (
        'TY  - JOUR\r\nTI  - One\r\nUR  - https://arxiv.org/abs/2401.00001\r\nER  - \r\n',
        "utf-16", "2401.00001",
    ),
    "notion csv": (
        'Name,URL,Tags\n'
        'One,https://arxiv.org/abs/2401.00001,rl\n'
        'Two,https://doi.org/10.1145/2401.00009,x\n',
        "utf-8", "2401.00001",
    ),
    "mods": (
        '<mods><titleInfo><title>One</title></titleInfo><identifier '
        'type="uri">http://arxiv.org/abs/2401.00001</identifier></mods>',
        "utf-8", "2401.00001",
    ),
    "inspire": (
        '@article{Doe:2024abc,\n'
        '    author = "Doe, J.",\n'
        '    title = "{One}",\n'
        '    eprint = "2401.00001",\n'
        '    archivePrefix = "arXiv",\n'
        '    primaryClass = "hep-th",\n'
        '    reportNumber = "CERN-TH-2024-001",\n'
        '    doi = "10.1007/JHEP01(2024)001",\n'
        '    year = "2024"\n'
        '}\n',
        "utf-8", "2401.00001",
    ),
    "ads": (
        '@ARTICLE{2024arXiv240100001D,\n'
        ' author = {{Doe}, J.},\n'
        ' title = "{One}",\n'
        ' journal = {arXiv e-prints},\n'
        ' eid = {arXiv:2401.00001},\n'
        ' pages = {arXiv:2401.00001},\n'
        ' doi = {10.48550/arXiv.2401.00001},\n'
        ' adsurl = {https://ui.adsabs.harvard.edu/abs/2024arXiv240100001D}\n'
        '}',
        "utf-8", "2401.00001",
    ),
    "ads eid only": (
        '@ARTICLE{x, title={One}, eid={arXiv:2401.00001}, pages={arXiv:2401.00001}}',
        "utf-8", "2401.00001",
    ),
    "openreview bib": (
        '@inproceedings{a, title={One}, booktitle={ICLR}, url={https://openreview.net/forum?id=abc}}',
        "utf-8", "",
    ),
    "google scholar": (
        '@article{doe2024one,\n'
        '  title={One},\n'
        '  author={Doe, J},\n'
        '  journal={arXiv preprint arXiv:2401.00001},\n'
        '  year={2024}\n'
        '}',
        "utf-8", "2401.00001",
    ),
    "acl anthology": (
        '@inproceedings{a, title = "One", url = "https://aclanthology.org/2024.acl-long.1/", doi = '
        '"10.18653/v1/2024.acl-long.1"}',
        "utf-8", "",
    ),
    "papers with code json": (
        '[{"arxiv_id": "2401.00001", "title": "One"}]',
        "utf-8", "2401.00001",
    ),
    "zotero json note obj": (
        '{"items": [{"title": "One", "notes": [{"note": "see arXiv:2402.00002"}], "DOI": '
        '"10.48550/arXiv.2401.00001"}]}',
        "utf-8", "2401.00001",
    ),
    "json title only list": ('[{"title": "One"}, {"title": "One"}]', "utf-8", ""),
    "ris N2 abstract url": (
        'TY  - JOUR\nTI  - One\nN2  - code at https://arxiv.org/abs/2402.00002\nDO  - 10.1/x\nER  -\n',
        "utf-8", "",
    ),
    "https ar5iv alphaxiv": (
        '@misc{a, url={https://ar5iv.labs.arxiv.org/html/2401.00001}}\n'
        '@misc{b, url={https://www.alphaxiv.org/abs/2402.00002}}',
        "utf-8", "2401.00001 2402.00002",
    ),
    "note with comma list": (
        '@misc{a, title={One}, note={Accepted at ICML; arXiv: 2401.00001, v2}}',
        "utf-8", "2401.00001",
    ),
    "leading tab/indent": ('\t@misc{a,\n\t\teprint = {2401.00001},\n\t}', "utf-8", "2401.00001"),
    "windows quotes csv": (
        '"title";"arxiv";"doi"\r\n"One; two";"2401.00001";""\r\n',
        "utf-8", "2401.00001",
    ),
    "gb18030 csv": ('标题,链接\n世界模型研究,https://arxiv.org/abs/2401.00001\n', "gb18030", "2401.00001"),
}
# fmt: on
PICTURES = {
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20,
    "a photograph": b"\xff\xd8\xff\xe0" + bytes([7, 200, 33, 129, 250, 64] * 300),
    "a moving picture": b"GIF89a" + bytes(range(1, 250)) * 10,
    "a program": b"\x7fELF\x02\x01\x01" + b"\x00" * 40,
    "an archive": b"\x1f\x8b\x08\x00" + bytes([1, 250, 3, 180, 5, 251] * 50),
    "nothing": b"",
    "blanks": b"  \n\n ",
    "a letter": b"Dear all, see the meeting at 10.30 and 2401.5 euros.",
}


@pytest.mark.parametrize(("text", "encoding", "papers"), FILES.values(), ids=FILES)
def test_files_of_the_field(text, encoding, papers):
    assert read_library(text.encode(encoding)).papers == tuple(papers.split())


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_what_is_no_library_whatever_its_name(data):
    assert read_library(data) is None


def test_titles_of_tables_and_lines_are_looked_for():
    for name in ("zotero csv", "csv semicolons", "json lines", "notion csv"):
        text, encoding, _ = FILES[name]
        found = read_library(text.encode(encoding))
        assert (len(found.papers), found.entries) == (1, 2)
    assert list(read_library(FILES["zotero csv"][0].encode()).titles) == ["elsewhere"]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, abstract={" + "x" * 500_000 + "}, eprint={2401.00001}}",
        "@misc{a, title=" + "{" * 10_000 + "A" + "}" * 10_000 + ", eprint={2401.00001}}",
        "@string{x={"
        + "y" * 500_000
        + "}}@misc{a, eprint={2401.00001}, note="
        + "x # " * 100_000
        + "x}",
    ],
    ids=["a long line", "braces", "macros"],
)
def test_large_pieces_cost_what_they_are_long(text):
    assert read_library(text.encode()).papers == ("2401.00001",)
