"""What arXiv's API says, and what counts as withdrawn."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from core.sources.atom import parse_feed, says_withdrawn

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
<id>https://arxiv.org/api/x</id>
<entry><id>http://arxiv.org/abs/2602.00130v2</id><title>Kites</title><summary>We fly.</summary></entry>
<entry><id>http://arxiv.org/abs/math.GT/0309136v11</id><summary>Knots.</summary>
<arxiv:comment>This paper has been withdrawn by the author</arxiv:comment></entry>
<entry><id>https://arxiv.org/abs/2602.00131</id><summary>No version.</summary></entry>
<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_abc</id><summary>incorrect</summary></entry>
</feed>"""


def test_a_feed() -> None:
    assert [entry[:3] for entry in parse_feed(FEED.encode()) or ()] == [
        ("2602.00130", "v2", False),
        ("math.GT/0309136", "v11", True),
        ("2602.00131", None, False),
    ]


def test_the_facts_of_a_paper() -> None:
    feed = FEED.replace(
        "<title>Kites</title>",
        "<title>Kites\n  fly</title><published>2026-02-01T10:00:00Z</published>"
        "<author><name>Ada Example</name></author><author><name>Bo</name></author>",
    )
    first, second, *_ = parse_feed(feed.encode()) or ()

    assert (first.title, first.abstract, first.authors) == (
        "Kites fly",
        "We fly.",
        ("Ada Example", "Bo"),
    )
    assert first.published_at == dt.datetime(2026, 2, 1, 10, tzinfo=dt.UTC)
    assert (second.title, second.authors, second.published_at) == ("", (), None)


@pytest.mark.parametrize(
    "moment",
    ["soon", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-02-30T00:00:00Z"],
)
def test_a_moment_that_is_none(moment: str) -> None:
    feed = FEED.replace("<title>Kites", f"<published>{moment}</published><title>Kites")

    assert [entry.published_at for entry in parse_feed(feed.encode()) or ()] == [None] * 3


@pytest.mark.parametrize("encoding", ["none-such", "idna", "base64", "latin-1", "utf-16"])
def test_what_a_feed_says_of_its_encoding_does_not_matter(encoding: str) -> None:
    feed = FEED.replace("UTF-8", encoding).replace("Kites", "Drachen, 风筝")

    assert (parse_feed(feed.encode()) or [])[0].title == "Drachen, 风筝"
    assert parse_feed(feed.encode("utf-16")) is None


@pytest.mark.parametrize(
    "body", [b"", b"<html><title>Sign in</title></html>", b'{"error": 1}', b"\xff\xfe\x00"]
)
def test_no_feed(body: bytes) -> None:
    assert parse_feed(body) is None


def test_a_feed_that_declares_entities_is_none() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + FEED.split("?>")[1].replace(
        "We fly.", "&b;"
    )

    assert parse_feed(bomb.encode()) is None
    assert parse_feed(bomb.encode("utf-16")) is None


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the authors due to an error in Theorem 2",
        "This submission was temporarily withdrawn",
        "Withdrawn",
        "withdrawn by the author",
        "Paper withdrawn: a mistake in the proof",
        "Error in Lemma 3. The article is withdrawn.",
        "The manuscript has been retracted",
    ],
)
def test_withdrawn(comment: str) -> None:
    assert says_withdrawn(comment, "")
    assert says_withdrawn("", comment)


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "12 pages, 3 figures",
        "Withdrawn from ICLR 2026, under review elsewhere",
        "The paper was withdrawn from NeurIPS",
        "We ask when consent is withdrawn by patients",
        "How drugs that were withdrawn come back",
    ],
)
def test_not_withdrawn(comment: str) -> None:
    assert not says_withdrawn(comment, comment)


@pytest.mark.recorded
def test_recorded_feeds(recorded: Path) -> None:
    found = {
        file.name[:12]: [entry[:3] for entry in parse_feed(file.read_bytes()) or ()]
        for file in (recorded / "arxiv_api").glob("*.xml")
    }

    assert found["id_1605.0838"] == [("1605.08386", "v1", False)]
    assert found["id_0808.0539"] == [("1707.08567", "v1", False)]  # The other id was never given.
    assert found["id_0000.0000"] == found["id_abc_s0_m1"] == []
    assert len(found["q_testing_s0"] or []) == 10
