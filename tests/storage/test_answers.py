"""What answers show, all of it stored at one moment."""

from __future__ import annotations

import asyncio
import dataclasses

from core.editions.keys import DAILY
from core.shown import ShownPaper
from storage import Storage
from tests.storage import build
from tests.storage.build import DAY, LIST, NOON, digest, edition, entry, lists, paper, summary


async def test_a_list_is_shown_with_its_summaries_and_its_neighbours(store: Storage) -> None:
    assert await store.answers.of_list(LIST, "zh", DAY) is None

    for key in (lists(-2), LIST, lists(1)):
        await store.editions.save(edition(entry(1), entry(2, selected=False), date=key.day))
    await store.readings.save_summary(summary(2))

    shown = await store.answers.of_list(LIST, "zh", DAY)
    assert shown is not None
    assert shown.edition == await store.editions.get(LIST)
    assert shown.summaries == {paper(2).id: summary(2)}
    assert (shown.previous, shown.newest) == (lists(-2), LIST)
    later = await store.answers.of_list(LIST, "zh", lists(1).day)
    assert later is not None
    assert later.newest == lists(1)


async def test_a_paper_is_shown_with_all_that_is_stored_of_it(store: Storage) -> None:
    named = dataclasses.replace(paper(1), title="As the list names it")
    await store.editions.save(edition(entry(1, named)))
    await store.papers.save([paper(1), paper(9)])
    await store.readings.save_summary(summary(1))
    await store.readings.save_report(build.report(1))
    await store.revisions.save([build.revision(1)])

    shown = await store.answers.of_number(LIST, 1, "zh")

    assert shown is not None
    assert shown == await store.answers.of_paper(paper(1).id, "zh")
    assert (shown.paper.title, shown.known.title) == (named.title, paper(1).title)
    assert shown.entry is not None
    assert (shown.key, shown.entry.rank, shown.frozen) == (LIST, 1, False)
    assert (shown.summary, shown.report) == (summary(1), build.report(1))
    assert shown.revision == build.revision(1)
    assert await store.answers.of_number(LIST, 2, "zh") is None
    assert await store.answers.of_paper(paper(9).id, "zh") == ShownPaper(paper(9), paper(9))
    assert await store.answers.of_paper("2602.99999", "zh") is None

    await store.editions.freeze(LIST, NOON)
    shown = await store.answers.of_number(LIST, 1, "zh")
    assert shown is not None
    assert shown.frozen


async def test_a_search_tells_which_lists_are_not_frozen(store: Storage) -> None:
    await store.editions.save(edition(entry(1, paper(1))))
    await store.editions.save(edition(entry(1, paper(2)), date=lists(1).day))
    await store.readings.save_summary(summary(1))
    await store.editions.freeze(LIST, NOON)

    shown = await store.answers.of_search(paper(1).title.split()[0], "zh", 10)

    assert {hit.paper.id for hit in shown.hits} == {paper(1).id, paper(2).id}
    assert shown.titles == {paper(1).id: summary(1).title}
    assert shown.unfrozen == {lists(1)}


async def test_other_words_find_more_papers_after_the_first_and_each_once(store: Storage) -> None:
    titles = ("世界模型 of kites", "A world model of kites", "A world of models", "On stones")
    for number, title in enumerate(titles, 1):
        one = dataclasses.replace(paper(number), title=title, abstract="")
        both = "世界模型: a world model" if number == 1 else ""
        one = dataclasses.replace(one, abstract=both, ai_summary=None)
        await store.editions.save(edition(entry(1, one), date=lists(number).day))

    async def found(offset: int, limit: int = 10) -> tuple[list[str], int]:
        shown = await store.answers.of_search("世界模型", "en", limit, offset, ["world model"])
        return [hit.paper.title for hit in shown.hits], shown.total

    every, total = await found(0)
    assert total == 3
    assert (every[0], set(every)) == (titles[0], set(titles[:3]))
    assert await found(1, 1) == (every[1:2], 3)
    assert await found(3) == ([], 3)
    assert (await store.answers.of_search("世界模型", "en", 10)).total == 1


async def test_a_list_and_its_summaries_are_of_one_state(store: Storage) -> None:
    """A digest comes again and again, its entries and summaries changed together."""
    versions = ("first", "second")

    def version(name: str):
        entries = [entry(n, paper(n, organization=name)) for n in range(1, 6)]
        summaries = tuple(summary(n, text=name) for n in range(1, 6))
        return digest(*entries, summaries=summaries)

    async def writing() -> None:
        for turn in range(40):
            await store.archives.save_digest(version(versions[turn % 2]), NOON)

    await store.archives.save_digest(version("first"), NOON)
    writer = asyncio.get_running_loop().create_task(writing())
    met = set()
    while not writer.done():
        shown = await store.answers.of_list(DAILY.on(DAY), "zh", DAY)
        assert shown is not None
        named = {each.paper.organization for each in shown.edition.entries}
        written = {each.text for each in shown.summaries.values()}
        assert named == written
        met |= written
    await writer
    assert met == set(versions)
