from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.models import Paper
from storage import Storage
from storage.papers import merged
from tests.storage import build

FULL = build.paper(
    title="Attention & <Patience> 注意",
    abstract="We wait.",
    authors=("A. One", "王二"),
    organization="实验室",
    published_at=build.NOON,
    repository="https://github.com/a/b",
    project_page="https://a.example",
    thumbnail="https://a.example/1.png",
    ai_summary="Waiting works.",
    ai_keywords=("waiting",),
)

papers = st.builds(
    Paper,
    id=st.just("2602.00001"),
    title=st.sampled_from(["One", "Two"]),
    abstract=st.sampled_from(["", "First", "Second"]),
    authors=st.sampled_from([(), ("A",), ("A", "B")]),
    organization=st.sampled_from([None, "Lab", "Other lab"]),
    ai_keywords=st.sampled_from([(), ("k",)]),
)


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    await store.papers.save([FULL, build.paper(2)])

    assert await store.papers.get(FULL.id) == FULL
    assert await store.papers.get("2602.00002") == build.paper(2)
    assert await store.papers.get("2602.00003") is None


async def test_what_a_later_list_leaves_out_stays_known(store: Storage) -> None:
    await store.papers.save([FULL])
    await store.papers.save([build.paper(title="New title", organization="New lab")])

    known = await store.papers.get(FULL.id)
    assert known is not None
    assert (known.title, known.organization) == ("New title", "New lab")
    assert (known.abstract, known.authors, known.published_at) == (
        FULL.abstract,
        FULL.authors,
        FULL.published_at,
    )


async def test_an_author_is_known_by_the_whole_name(store: Storage) -> None:
    authors = ("Saining Xie", 'Jörg 100% "Q" Müller')
    await store.papers.save([Paper(id="2602.00001", title="A", authors=authors)])

    for name in ("Saining Xie", "saining xie", 'Jörg 100% "Q" Müller'):
        assert await store.papers.has_author(name)
    for name in ("Saining", "ning Xie", "%", "Saining_Xie", 'Jörg 100 "Q" Müller'):
        assert not await store.papers.has_author(name)


async def test_more_papers_than_one_statement_binds(store: Storage) -> None:
    await store.papers.save(build.paper(number) for number in range(1201))

    assert (await store.editions.totals()).papers == 1201


@given(papers, papers)
def test_merging_loses_nothing_and_settles(older: Paper, newer: Paper) -> None:
    both = merged(older, newer)

    assert merged(both, newer) == both
    assert merged(both, merged(older, both)) == both
    for name in ("abstract", "authors", "organization", "ai_keywords"):
        assert getattr(both, name) == (getattr(newer, name) or getattr(older, name))


async def test_the_newest_papers_of_earlier_lists_come_in_the_order_of_their_days(
    store: Storage,
) -> None:
    for day, numbers in ((0, (1, 2)), (1, (3, 1)), (2, (4,)), (3, (5,))):
        entries = [build.entry(n + 1, build.paper(each)) for n, each in enumerate(numbers)]
        await store.editions.save(build.edition(*entries, date=build.days(day)))
    await store.papers.save([build.paper(9)])

    ids = [build.paper(number).id for number in (2, 1, 3, 4)]
    assert await store.papers.listed_before(build.days(3), 9) == ids
    assert await store.papers.listed_before(build.days(3), 2) == ids[-2:]
    assert await store.papers.listed_before(build.days(0), 9) == []


async def test_several_are_read_at_once(store: Storage) -> None:
    await store.papers.save([FULL, build.paper(2)])
    found = await store.papers.many([FULL.id, build.paper(2).id, "2602.00003"])

    assert found == {FULL.id: FULL, build.paper(2).id: build.paper(2)}
    assert await store.papers.many([]) == {}
