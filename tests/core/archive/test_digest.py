"""Digests: a file is kept as it is and understood, or refused with its line and rule."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.archive import RULES, parse_digest, render_digest
from core.archive.files import DigestArchive
from core.editions.keys import DAILY
from core.errors import ArchiveInvalid
from core.models import (
    Counts,
    Edition,
    EditionState,
    Entry,
    Paper,
    Provenance,
    Source,
    Summary,
    Tier,
    Verdict,
    Writer,
)
from tests.core.archive.samples import AT, DIGEST, EMPTY_DIGEST, ENGLISH_DIGEST, altered
from tests.spoken import LANGUAGES


def _parse(text: str) -> DigestArchive:
    return parse_digest(text.encode(), "day.md", AT, LANGUAGES)


@pytest.mark.parametrize("text", [DIGEST, ENGLISH_DIGEST, EMPTY_DIGEST])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_bytes_come_back(text: str, mark: str, end: str) -> None:
    data = (mark + text.replace("\n", end)).encode()
    archive = parse_digest(data, "day.md", AT, LANGUAGES)
    assert archive == _parse(text)
    assert archive.file == data
    assert render_digest(archive, LANGUAGES) == text.encode()


def test_what_a_digest_says() -> None:
    archive = _parse(DIGEST)
    edition = archive.edition
    assert (edition.key.day, edition.state, archive.language) == (
        dt.date(2025, 7, 1),
        EditionState.CLOSED,
        "zh",
    )
    assert (edition.listed, edition.fetched_at, edition.frozen_at) == (None, None, None)
    first, second, third = edition.entries
    assert first.paper == Paper(
        id="2507.00011",
        title="Paper Boats: Teaching (Small) Models to Turn Back",
        organization="DeepSeek",
    )
    assert (first.rank, first.counts, first.selected) == (1, Counts(30, 600, 2), True)
    assert (first.verdict.score, first.verdict.tier, first.verdict.golden) == (
        106.66,
        Tier.SUPER,
        True,
    )
    assert first.verdict.tags == ("Super Lab", "Viral", "Must Read")
    assert (second.paper.organization, second.verdict.tags, second.verdict.tier) == (
        None,
        (),
        Tier.NONE,
    )
    assert (third.paper.id, third.verdict.tier) == ("hep-th/9901001", Tier.FRONTIER)
    assert third.verdict.tags == ("Frontier Lab", "Community Pick")


def test_what_its_summaries_say() -> None:
    summaries = _parse(DIGEST).summaries
    assert summaries.keys() == {"2507.00011", "hep-th/9901001"}
    first = summaries["2507.00011"]
    assert (first.title, first.language) == ("纸船：让小模型学会折返", "zh")
    assert first.highlights == ("提出折返点", "只训练 2% 的参数", "弯路减少 40%")
    assert first.provenance == Provenance(
        source=Source.ABSTRACT, writer=Writer.ARCHIVE, created_at=AT
    )
    assert summaries["hep-th/9901001"].text == "雨后空气更清。\n第二行，\n同属摘要。"


def test_an_english_heading_is_one_title() -> None:
    archive = _parse(ENGLISH_DIGEST)
    assert archive.language == "en"
    assert archive.edition.entries[0].paper.title == "Paper Boats (第二版)"
    assert archive.summaries["2507.00011"].title is None


def test_a_day_without_papers_is_empty() -> None:
    assert _parse(EMPTY_DIGEST).edition.state is EditionState.EMPTY


@pytest.mark.parametrize(
    ("heading", "chinese", "english"),
    [
        ("雨 (Rain)", "雨", "Rain"),
        ("雨（小雨） (Rain (Light))", "雨（小雨）", "Rain (Light)"),
        ("雨 (一) (Rain)", "雨 (一)", "Rain"),
        ("雨(Rain)", None, "雨(Rain)"),
        ("雨 ()", None, "雨 ()"),
        ("雨 Rain)", None, "雨 Rain)"),
        ("雨 (Rain) again", None, "雨 (Rain) again"),
        ("Rain (Light)", None, "Rain (Light)"),
        ("(雨)", None, "(雨)"),
        (" 雨  (Rain )", " 雨 ", "Rain "),
    ],
)
def test_headings_are_cut_where_the_last_parenthesis_opens(
    heading: str, chinese: str | None, english: str
) -> None:
    archive = _parse(DIGEST.replace("雨后 (After Rain)", heading))
    assert archive.summaries["hep-th/9901001"].title == chinese
    assert archive.edition.entries[2].paper.title == english


@pytest.mark.parametrize("block", ["**摘要**: 只有摘要\n\n", "**亮点**:\n  - 只有亮点\n  - \n\n"])
def test_either_block_may_stand_alone(block: str) -> None:
    text = DIGEST.replace("**Stars**: 0\n\n---", f"**Stars**: 0\n\n{block}---", 1)
    assert text != DIGEST
    assert render_digest(_parse(text), LANGUAGES) == text.encode()


@pytest.mark.parametrize(
    ("usual", "unusual"),
    [
        ("**得分**: 20.0", "**得分**: 20"),
        ("**得分**: 20.0", "**得分**: 20.00"),
        ("**论文数量**: 3", "**论文数量**: 03"),
        ("**Upvotes**: 1 |", "**Upvotes**: 01 |"),
        ("DeepSeek\n", "DeepSeek\r\n"),
        ("同属摘要", "同属\r摘要"),
    ],
)
def test_what_a_writer_may_write_otherwise_says_the_same(usual: str, unusual: str) -> None:
    assert usual in DIGEST
    archive = _parse(DIGEST.replace(usual, unusual))
    said = render_digest(archive, LANGUAGES).decode()
    assert said.replace("同属 摘要", "同属摘要") == DIGEST


MALFORMED = [
    ("unknown_kind", 1, "# 每日论文汇总 - 2025", "# 每日论文 - 2025"),
    ("date", 1, "2025-07-01\n", "2025-02-30\n"),
    ("date", 1, "2025-07-01\n", "20250701\n"),
    ("count", 3, "**论文数量**: 3", "**论文数量**: three"),
    ("count", 3, "**论文数量**: 3", "**论文数量**: 2"),
    ("unexpected", 5, "---\n\n### 🏆 1", "***\n\n### 🏆 1"),
    ("entry_heading", 7, "### 🏆 1. ", "### 🏆 "),
    ("entry_heading", 24, "###  2. ", "### 2. "),
    ("order", 24, "###  2. ", "###  4. "),
    ("link", 9, "(https://arxiv.org/abs/2507.00011)", "(https://arxiv.org/abs/2507.00012)"),
    ("link", 9, "2507.00011", "2507.00011v2"),
    ("link", 9, "2507.00011", "../../etc"),
    ("duplicate", 26, "2507.00022", "2507.00011"),
    ("unexpected", 27, "**组织**: Unknown", "**机构**: Unknown"),
    ("score", 28, "**得分**: 4.16", "**得分**: high"),
    ("score", 28, "**得分**: 4.16", "**得分**: 4.160"),
    ("unexpected", 29, "**标签**: \n", "**标签**:\n"),
    ("counts", 30, "**Upvotes**: 1 | **Stars**: 0", "**Upvotes**: 1"),
    ("unexpected", 15, "**摘要**: 小模型", "摘要: 小模型"),
    ("unexpected", 18, "  - 提出", "- 提出"),
    ("unexpected", 18, "  - 提出", "提出"),
]


@pytest.mark.parametrize(("rule", "line", "good", "bad"), MALFORMED)
def test_a_malformed_line_is_named(rule: str, line: int, good: str, bad: str) -> None:
    assert good in DIGEST
    with pytest.raises(ArchiveInvalid) as caught:
        _parse(DIGEST.replace(good, bad))
    assert caught.value.for_operator() == {"file": "day.md", "line": line, "rule": rule}


def test_bytes_that_are_no_text_are_named() -> None:
    data = b"\xef\xbb\xbf" + DIGEST.encode().replace("提出".encode(), b"\xff\xfe")
    with pytest.raises(ArchiveInvalid) as caught:
        parse_digest(data, "day.md", AT, LANGUAGES)
    assert (caught.value.rule, caught.value.line) == ("encoding", 18)


@pytest.mark.parametrize(
    "text",
    [
        DIGEST.replace("\n", "\r"),
        DIGEST.rstrip("\n"),
        DIGEST + "\n",
        DIGEST + "PS",
        "\ufeff\ufeff" + DIGEST,
    ],
    ids=[
        "old ends",
        "no last end",
        "one end more",
        "more text",
        "two marks",
    ],
)
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(ArchiveInvalid):
        _parse(text)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    for opening in (b"", "# 每日论文汇总 - 2025-07-01\n\n".encode(), b"# Daily Papers - "):
        with pytest.raises(ArchiveInvalid):
            parse_digest(opening + data, "day.md", AT, LANGUAGES)


@settings(max_examples=75)
@given(st.randoms(use_true_random=False), st.sampled_from([DIGEST, ENGLISH_DIGEST]))
def test_a_file_with_altered_lines_comes_back_or_is_refused(
    chance: random.Random, text: str
) -> None:
    data = altered(text, chance).encode()
    outcome = _outcome(data)
    if isinstance(outcome, ArchiveInvalid):
        assert outcome.rule in RULES
        assert 1 <= outcome.line <= data.count(b"\n") + 1
    else:
        assert outcome.file == data
        assert _parse(render_digest(outcome, LANGUAGES).decode()) == outcome


def _outcome(data: bytes) -> DigestArchive | ArchiveInvalid:
    try:
        return parse_digest(data, "day.md", AT, LANGUAGES)
    except ArchiveInvalid as error:
        return error


_LINE = st.text(
    alphabet=st.sampled_from("a1 ()*-:。雨\n🏆#|[]\u3000\r"), max_size=30
) | st.sampled_from(
    ["---", "x\n---\ny", "x\n\n**亮点**:\n  - y", "a\n  - b", "雨 (x", "\n", "Unknown", "x\r\n"]
)


@st.composite
def _archives(draw: st.DrawFn) -> DigestArchive:
    provenance = Provenance(source=Source.ABSTRACT, writer=Writer.ARCHIVE, created_at=AT)
    entries, summaries = [], {}
    language = draw(st.sampled_from(["zh", "en"]))
    for rank in range(1, draw(st.integers(0, 3)) + 1):
        paper = Paper(
            id=f"2507.0000{rank}", title="T" + draw(_LINE), organization=draw(st.none() | _LINE)
        )
        score = round(draw(st.floats(0, 300)), 2)
        tags = tuple(draw(st.lists(st.sampled_from(["Super Lab", "Viral", "New"]), unique=True)))
        tier = Tier.SUPER if "Super Lab" in tags else Tier.NONE
        verdict = Verdict(score, tier, tags, draw(st.booleans()), ())
        entries.append(
            Entry(rank, paper, Counts(draw(st.integers(0, 9999)), 0), verdict, selected=True)
        )
        if draw(st.booleans()):
            summaries[paper.id] = Summary(
                paper_id=paper.id,
                language=language,
                title=draw(st.none() | _LINE),
                text=draw(_LINE),
                highlights=tuple(draw(st.lists(_LINE, max_size=3))),
                provenance=provenance,
            )
    edition = Edition(
        key=DAILY.on(draw(st.dates())),
        state=EditionState.CLOSED,
        entries=tuple(entries),
    )
    return DigestArchive(edition=edition, language=language, summaries=summaries)


@given(_archives())
def test_whatever_is_written_can_be_read(archive: DigestArchive) -> None:
    data = render_digest(archive, LANGUAGES)
    again = parse_digest(data, "day.md", AT, LANGUAGES)
    assert render_digest(again, LANGUAGES) == data
    assert [entry.paper.id for entry in again.edition.entries] == [
        entry.paper.id for entry in archive.edition.entries
    ]
    assert [entry.verdict.tags for entry in again.edition.entries] == [
        e.verdict.tags for e in archive.edition.entries
    ]


def test_only_selected_entries_are_written() -> None:
    archive = _parse(DIGEST)
    first, *others = archive.edition.entries
    edition = replace(
        archive.edition, entries=(first, *(replace(entry, selected=False) for entry in others))
    )
    text = render_digest(replace(archive, edition=edition), LANGUAGES).decode()
    assert "**论文数量**: 1\n" in text
    assert "Lanterns" not in text


@pytest.mark.recorded
def test_recorded_digests_come_back(recorded: Path) -> None:
    files = sorted((recorded / "digests").glob("*.md"))
    assert len(files) == 4
    for file in files:
        plain = file.read_bytes()
        for data in (plain, b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")):
            archive = parse_digest(data, file.name, AT, LANGUAGES)
            assert archive.file == data
            assert render_digest(archive, LANGUAGES) == plain
            assert archive.edition.key.day == dt.date.fromisoformat(file.stem)
            assert len(archive.summaries) == len(archive.edition.entries) >= 12
            for entry in archive.edition.entries:
                assert entry.counts.comments <= 12
                assert sum(reason.points for reason in entry.verdict.reasons) == pytest.approx(
                    entry.verdict.score, abs=0.03
                )
