from __future__ import annotations

import pytest

from core.models import SearchHit
from storage import Storage
from tests.storage import build
from tests.storage.build import days, digest, edition, entry, lists, paper, summary

VISION = paper(1, title="Efficient VLMs for Vision-Language Agents", organization="清华大学")
REASONING = paper(2, title="Chain of Thought", abstract="Large language models think; café Größe.")
OTHER = paper(3, title="Protein folding")


@pytest.fixture(autouse=True)
async def a_few_papers(store: Storage) -> None:
    await store.editions.save(edition(entry(1, VISION), entry(2, REASONING), entry(3, OTHER)))
    await store.readings.save_summary(
        summary(
            2, title="思维链推理", text="用强化学习训练大语言模型", highlights=("推理更快", "开源")
        )
    )
    await store.readings.save_summary(
        summary(2, "en", title=None, text="It reasons", highlights=("Backtracking",))
    )


async def found(store: Storage, words: str) -> list[str]:
    return [hit.paper.id[-1] for hit in await store.search.find(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("模型", "2"),  # two characters at the end of a run
        ("强化", "2"),
        ("语言模型", "2"),
        ("强", "2"),
        ("型", "2"),  # the last character of a run
        ("模习", ""),  # both characters are there, the word is not
        ("推理", "2"),  # a summary's title, and a highlight
        ("清华", "1"),  # an organization
        ("vlm", "1"),  # the beginning of VLMs
        ("VISION", "1"),
        ("ＶＬＭ", "1"),
        ("language", "12"),  # the title counts more than the abstract
        ("language agents", "1"),
        ("chain 模型", "2"),
        ("chain模型", "2"),
        ("chain 蛋白", ""),
        ("backtrack", "2"),  # another language's highlight
        ("cafe", "2"),
        ("folding", "3"),
        ("old", ""),
        ("title:folding", ""),
        ('"folding', "3"),
        ("folding*", "3"),
        ("NOT folding", ""),
        ("folding' OR 1=1 --", ""),
        ("？！", ""),
        ("", ""),
    ],
)
async def test_what_is_found(store: Storage, words: str, expected: str) -> None:
    assert await found(store, words) == list(expected)


@pytest.mark.parametrize(
    "words", ["folding " * 1250, "模型" * 5000, "(" * 10_000, '"' * 9_999 + "a", "\0" * 10_000]
)
async def test_ten_thousand_characters_are_harmless(store: Storage, words: str) -> None:
    assert await found(store, words) in ([], ["3"])


async def test_a_hit_carries_the_newest_number(store: Storage) -> None:
    await store.papers.save([paper(9, title="Unlisted folding")])
    await store.editions.save(edition(entry(8, OTHER), date=days(2)))

    hits = {hit.paper.id: hit for hit in await store.search.find("folding")}
    assert hits[OTHER.id] == SearchHit(OTHER, lists(2), 8)
    assert hits[paper(9).id] == SearchHit(paper(9, title="Unlisted folding"), None, None)


async def test_a_change_is_found_and_what_it_replaced_is_not(store: Storage) -> None:
    await store.papers.save([paper(3, title="Enzyme design")])
    assert await found(store, "enzyme") == ["3"]
    assert await found(store, "folding") == []

    await store.readings.save_summary(summary(2, text="用监督微调训练"))
    assert await found(store, "监督") == ["2"]
    assert await found(store, "强化") == []


async def test_an_imported_summary_is_found_until_another_import_drops_it(store: Storage) -> None:
    archive = digest(entry(1, VISION), summaries=(summary(1, text="多模态智能体"),))
    await store.archives.save_digest(archive, build.NOON)
    assert await found(store, "智能") == ["1"]

    await store.archives.save_digest(digest(entry(1, VISION)), build.NOON)
    assert await found(store, "智能") == []


async def test_no_more_than_asked_for(store: Storage) -> None:
    await store.papers.save(
        paper(number, title="Protein folding again") for number in range(10, 40)
    )

    assert len(await store.search.find("folding")) == 10
    assert len(await store.search.find("folding", limit=3)) == 3


async def test_papers_near_to_terms_hold_the_most_and_the_rarest_of_them(store: Storage) -> None:
    async def near(*terms: str, limit: int = 10) -> list[str]:
        return [paper.id[-1] for paper in await store.search.near(terms, limit)]

    assert await near("protein", "folding") == ["3"]
    assert await near("language model", "vlms") == ["1", "2"]
    assert await near("language model", "vlms", limit=1) == ["1"]
    assert await near("model language") == []
    assert await near("fold", "café") == ["3", "2"]
    for nothing in ((), ("",), ('"', "*", "NEAR(", "AND")):
        assert await near(*nothing) == []


async def test_the_last_papers_are_those_stored_last(store: Storage) -> None:
    assert await store.papers.count() == 3
    assert [paper_id[-1] for paper_id in await store.papers.last(2)] == ["2", "3"]
    assert len(await store.papers.last(9)) == 3


async def test_where_no_paper_holds_the_words_an_author_is_called_so(store: Storage) -> None:
    by_ann = paper(9, title="One", authors=("Ann Éluard-Wei", "Bo Li"))
    by_bo = paper(8, title="Two", authors=("Bo Wei", "Ann Xu_%"))
    await store.papers.save([by_bo, by_ann])

    async def found_ids(words: str) -> list[str]:
        return [hit.paper.id for hit in await store.search.find(words)]

    assert await found_ids("bo") == [by_ann.id, by_bo.id]
    assert await found_ids("Éluard") == [by_ann.id]
    assert await found_ids("wei, bo") == [by_bo.id]
    assert await found_ids("Ann Wei") == [by_ann.id]
    assert await found_ids("w") == await found_ids("lua") == await found_ids("%") == []
