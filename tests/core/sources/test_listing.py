"""Items of a day's list, of every era and worse."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.models import Counts, Listing, Paper
from core.sources.listing import parse_listing
from tests.fakes.hub import item

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
TOP = ("publishedAt", "summary", "organization", "numComments", "thumbnail")
INNER = (
    "authors",
    "title",
    "upvotes",
    "githubRepo",
    "githubStars",
    "projectPage",
    "ai_summary",
    "ai_keywords",
)


def parsed(identifier: str = "2602.00001", **paper: object) -> Listing:
    listing = parse_listing(item(identifier, **paper))  # type: ignore[arg-type]
    assert listing
    return listing


def test_the_oldest_era() -> None:
    listing = parse_listing(item("2405.00001", "A title"))

    assert listing == Listing(
        Paper(
            id="2405.00001",
            title="A title",
            abstract="What 2405.00001 is about, in a sentence.",
            authors=("Ada Example",),
            published_at=dt.datetime(2026, 2, 4, tzinfo=dt.UTC),
        ),
        Counts(upvotes=1),
    )


def test_everything_the_newest_era_has() -> None:
    listing = parsed(
        upvotes=12,
        githubStars=34,
        numComments=5,
        githubRepo="https://github.com/owner/name/tree/main/examples/",
        projectPage="https://example.org/project",
        thumbnail="https://example.org/picture.png",
        organization={"_id": "0", "name": "example-lab", "fullname": "Example  Lab"},
        ai_summary="A summary\nin two lines.",
        ai_keywords=["one", "two", ""],
    )

    assert listing.counts == Counts(12, 34, 5)
    assert listing.paper.repository == "https://github.com/owner/name"
    assert listing.paper.project_page == "https://example.org/project"
    assert listing.paper.thumbnail == "https://example.org/picture.png"
    assert listing.paper.organization == "Example Lab"
    assert listing.paper.ai_summary == "A summary in two lines."
    assert listing.paper.ai_keywords == ("one", "two")


def test_line_breaks_and_characters_that_are_none() -> None:
    listing = parsed(
        title="  Two\n  lines\x00 & <b>$x$</b>\ud800 ", summary="One\r\ntwo\u2028three"
    )

    assert listing.paper.title == "Two lines & <b>$x$</b>"
    assert listing.paper.abstract == "One two three"


def test_an_organization_needs_its_full_name() -> None:
    assert parsed(organization={"name": "example-lab"}).paper.organization is None
    top_only = item("2602.00001") | {"organization": {"fullname": "Example Lab"}}
    found = parse_listing(top_only)
    assert found
    assert found.paper.organization == "Example Lab"


def test_hidden_authors_are_left_out() -> None:
    authors = [
        {"name": "Ada"},
        {"name": "Bob", "hidden": True},
        {"hidden": False},
        "Cy",
        {"name": "Dee", "hidden": None},
    ]

    assert parsed(authors=authors).paper.authors == ("Ada", "Dee")
    assert (
        len(parsed(authors=[{"name": f"Author {number}"} for number in range(664)]).paper.authors)
        == 664
    )


@pytest.mark.parametrize("value", [-1, True, "7", 2.5, None, [1]])
def test_counts_that_are_none(value: object) -> None:
    assert parsed(upvotes=value, githubStars=value, numComments=value).counts == Counts()


def test_counts_fit_a_column() -> None:
    assert parsed(upvotes=10**30).counts.upvotes == 10**9


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-02-04T01:00:00+01:00", dt.datetime(2026, 2, 4, tzinfo=dt.UTC)),
        ("2026-02-04", dt.datetime(2026, 2, 4, tzinfo=dt.UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("some day", None),
    ],
)
def test_times(value: str, expected: dt.datetime | None) -> None:
    outer = item("2602.00001", publishedAt=value)

    found = parse_listing(outer)
    assert found
    assert found.paper.published_at == expected


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "/local.png", "https://", "https://a b", "https://[x", 7]
)
def test_links_that_do_not_lead_to_the_web(link: object) -> None:
    assert parsed(projectPage=link, thumbnail=link).paper.project_page is None
    assert parsed(projectPage=link, thumbnail=link).paper.thumbnail is None


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "text",
        [],
        {},
        {"paper": None},
        {"paper": {"id": "2602.00001"}},
        {"paper": {"title": "A title"}},
        {"paper": {"id": "no-id", "title": "A title"}},
        {"paper": {"id": 2602.00001, "title": "A title"}},
        {"paper": {"id": "2602.00001", "title": " \n"}},
    ],
)
def test_items_that_are_no_listing(odd: object) -> None:
    assert parse_listing(odd) is None


@given(ANYTHING)
def test_any_item_is_harmless(value: object) -> None:
    parse_listing(value)
    parse_listing({"paper": value})


@given(st.sampled_from(TOP + INNER), ANYTHING)
def test_one_wrong_value_costs_no_paper(key: str, value: object) -> None:
    outer = item("2602.00001", "A title")
    inner = outer["paper"]
    assert isinstance(inner, dict)
    odd = outer | {"paper": inner | {key: value}} | ({key: value} if key in TOP else {})

    listing = parse_listing(odd)
    assert listing
    (listing.paper.title + listing.paper.abstract).encode()
