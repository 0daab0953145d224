"""What stands in a feed of announcements, also where it is written otherwise or broken."""

from __future__ import annotations

import datetime as dt

import pytest

from core.pool import Announcement
from core.sources.announced import parse_announcements

ITEM = """<item>
<title>Kites
  &amp; more</title>
<link>https://arxiv.org/abs/2504.00001</link>
<description>arXiv:2504.00001v1 Announce Type: new&#32;
Abstract: We fly $x &lt; y$
  high.</description>
<guid isPermaLink="false">oai:arXiv.org:2504.00001v1</guid>
<category>cs.CL</category><category>I.2.7; K.4</category><category>cs.AI</category>
<pubDate>Tue, 22 Apr 2025 00:00:00 -0400</pubDate>
<arxiv:announce_type>new</arxiv:announce_type>
<dc:creator>Ada Example (MIT (Cambridge, US)), Bo van Example (1, 2), Cy</dc:creator>
</item>"""
WRITTEN = "Tue, 22 Apr 2025 00:00:00 -0400"
TUESDAY = dt.date(2025, 4, 22)


def feed(*items: str, written: str = WRITTEN) -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>'
        f"<title>cs.CL updates on arXiv.org</title><pubDate>{written}</pubDate>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def test_an_item() -> None:
    read = parse_announcements(feed(ITEM))
    assert read is not None
    (each,) = read.announced
    assert (read.day, read.items) == (TUESDAY, 1)
    assert (each.day, each.kind, each.category) == (TUESDAY, Announcement.NEW, "cs.CL")
    assert each.categories == ("cs.CL", "cs.AI")
    assert (each.paper.id, each.paper.title) == ("2504.00001", "Kites & more")
    assert each.paper.abstract == "We fly $x < y$ high."
    assert each.paper.authors == ("Ada Example", "Bo van Example", "Cy")


@pytest.mark.parametrize(
    ("changed", "into"),
    [
        ("<arxiv:announce_type>new</arxiv:announce_type>", ""),
        ("https://arxiv.org/abs/2504.00001", "http://arxiv.org/abs/2504.00001v1"),
        ("<link>https://arxiv.org/abs/2504.00001</link>", ""),
        ("<arxiv:announce_type>new<", "<arxiv:announce_type> New <"),
        ("<pubDate>Tue, 22 Apr 2025 00:00:00 -0400</pubDate>", "<pubDate>soon</pubDate>"),
    ],
)
def test_an_item_that_is_written_otherwise(changed: str, into: str) -> None:
    assert changed in ITEM
    assert parse_announcements(feed(ITEM.replace(changed, into))) == (
        parse_announcements(feed(ITEM))
    )


@pytest.mark.parametrize(
    ("changed", "into"),
    [
        ("announce_type>new<", "announce_type>replace<"),
        ("announce_type>new<", "announce_type>replace-cross<"),
        ("announce_type>new<", "announce_type>absonly<"),
        ("announce_type>new<", "announce_type>unheard<"),
        ("2504.00001", "nonsense"),
        ("<title>Kites\n  &amp; more</title>", "<title> </title>"),
        ("<category>cs.CL</category><category>I.2.7; K.4</category><category>cs.AI</category>", ""),
    ],
)
def test_an_item_that_is_no_news_or_cannot_be_understood(changed: str, into: str) -> None:
    assert changed in ITEM
    broken = ITEM.replace(changed, into)
    whole = ITEM.replace("2504.00001", "2504.00002")

    read = parse_announcements(feed(broken, whole))
    assert read is not None
    assert [each.paper.id for each in read.announced] == ["2504.00002"]
    assert read.items == 2


def test_a_paper_that_is_told_twice_is_new_where_one_says_so() -> None:
    cross = ITEM.replace("announce_type>new<", "announce_type>cross<")
    for items in ([ITEM, cross], [cross, ITEM]):
        read = parse_announcements(feed(*items))
        assert read is not None
        assert [each.kind for each in read.announced] == [Announcement.NEW]


def test_items_of_another_day_stay_on_theirs() -> None:
    monday = ITEM.replace("Tue, 22", "Mon, 21").replace("2504.00001", "2504.00002")
    read = parse_announcements(feed(ITEM, monday))

    assert read is not None
    assert {each.paper.id[-1]: each.day.day for each in read.announced} == {"1": 22, "2": 21}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 22 Apr 2025 00:00:00 -0400", TUESDAY),
        ("Tue, 22 Apr 2025 04:00:00 GMT", TUESDAY),
        ("Tue, 22 Apr 2025 12:00:00 +0800", TUESDAY),
        ("Tue, 22 Apr 2025 00:00:00 +0000", TUESDAY),
        ("22 Apr 2025 00:00:00", TUESDAY),
        ("Mon, 21 Apr 2025 20:00:00 -0400", TUESDAY),
        ("Tue, 14 Jan 2025 01:00:00 +0000", dt.date(2025, 1, 14)),
        ("Tue, 14 Jan 2025 05:00:12 +0000", dt.date(2025, 1, 14)),
    ],
)
def test_the_date_of_the_list_however_it_is_written(written: str, day: dt.date) -> None:
    read = parse_announcements(feed(written=written))
    assert read is not None
    assert (read.day, read.announced) == (day, ())


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "Tue, 32 Apr 2025 00:00:00 -0400",
        "Tue, 22 Apr 99999999999999 00:00:00 -0400",
        "Fri, 31 Dec 9999 23:59:59 -1400",
    ],
)
def test_without_a_date_the_items_say_it(written: str) -> None:
    read = parse_announcements(feed(ITEM, written=written))
    assert read is not None
    assert read.day == TUESDAY
    assert parse_announcements(feed(written=written)) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><title>Sign in</title></html>",
        b"{}",
        b"\xff\xfe",
        feed(ITEM)[:-40],
        b"<rss></rss>",
        b"<rss><channel></channel></rss>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss><channel>&a;</channel></rss>',
    ],
)
def test_no_feed(body: bytes) -> None:
    assert parse_announcements(body) is None
