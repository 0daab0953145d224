"""Answers of OpenReview that are none, or say things that cannot be."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from core.announcements.venues import group_of
from core.sources.notes import is_answer, parse_notes, parse_one, parse_token, parse_trouble
from tests.fakes.openreview import ICLR, millis, note

AT = dt.datetime(2025, 10, 14, 9, tzinfo=dt.UTC)
DEEP = b"[" * 200_000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        b"<!doctype html><title>Verify</title>",
        b'{"notes": {}}',
        b'{"notes": null, "count": 3}',
        b'{"notes": [' + DEEP,
        b'{"notes": [1' + b"0" * 5_000 + b"]}",
        b'{"notes": [{"id": "cut0000000", "content": {"ti',
        DEEP,
    ],
)
def test_what_is_no_answer(body: bytes) -> None:
    group = group_of(ICLR)
    assert group
    assert parse_notes(body, group) is None
    assert not is_answer(body)
    assert parse_one(body) is None
    assert parse_token(body) is None
    assert parse_trouble(body).name == ""


@pytest.mark.parametrize(
    "moment",
    [0, -(10**15), 1_760_000_000, -62_135_596_800_000, 10**400, True, "1760000000000", [], {}],
)
def test_moments_that_cannot_be_count_as_absent(moment: object) -> None:
    odd = note("odd0000000", "An odd study", at=AT, odate=moment, cdate=millis(AT))
    read = _read(odd)
    assert [each.published_at for each in read.notes] == [AT]
    assert read.oldest == read.newest == AT


def test_a_number_that_is_none_is_no_moment() -> None:
    odd = note("odd0000000", "An odd study", at=AT, tmdate=float("nan"), odate=float("inf"))
    assert _read(odd).newest == AT


@pytest.mark.parametrize(
    "content",
    [
        {"title": {"value": {"value": "A title in a title"}}},
        {"title": {"value": []}},
        {"title": {"value": "\u200b\u2060\ufeff"}},
        {"title": {"value": "\ud800"}},
        {"title": {"readers": ["everyone"]}},
        {"title": 7},
    ],
)
def test_what_has_no_title_is_left_out(content: object) -> None:
    assert _read(note("odd0000000", "An odd study", at=AT, content=content)).notes == ()


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ({"value": [{"fullname": "Ada L."}, {"name": 3}, None, ["x"], ""]}, ("Ada L.",)),
        ({"value": "Ada L.; Bob M."}, ("Ada L.", "Bob M.")),
        (["Ada L."], ("Ada L.",)),
        ({"value": {"1": "Ada L."}}, ()),
        ({"value": ["Ada L."], "readers": "everyone"}, ()),
    ],
)
def test_authors_however_they_are_written(authors: object, names: tuple[str, ...]) -> None:
    (read,) = _read(note("odd0000000", "An odd study", at=AT, content={"authors": authors})).notes
    assert read.paper.authors == names


def _read(*notes: object):
    group = group_of(ICLR)
    assert group
    read = parse_notes(json.dumps({"notes": notes}).encode(), group)
    assert read
    return read
