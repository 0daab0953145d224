"""What is shown of a chat's picks beside a list."""

# Tested in tests/bot/chat/test_letters.py.

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.chat.views.picks import Other, PicksToShow
from core.chats import ChatKey
from core.interests.interest import Because, Pick, Picks, as_entry
from storage import Storage


async def shown_picks(storage: Storage, picks: Picks, language: str) -> PicksToShow | None:
    """The picks with the titles that their reasons name; None where nothing is picked or marked."""
    if picks == Picks():
        return None
    beside = await shown_with(storage, [picks], language)
    return replace(beside, picks=picks)


async def shown_with(storage: Storage, several: Sequence[Picks], language: str) -> PicksToShow:
    """What is shown with the picks of one chat or of several."""
    picks = [pick for each in several for pick in each.picks]
    named = dict.fromkeys(papers_named(picks))
    named |= dict.fromkeys(new.paper_id for each in several for new in each.accepted)
    liked = await titles(storage, named, language)
    found = await others(storage, picks)
    summaries = await storage.readings.summaries(found, language) if found else {}
    return PicksToShow(picks=Picks(), liked=liked, others=found, summaries=summaries)


async def others(storage: Storage, picks: Collection[Pick]) -> dict[str, Other]:
    """Those of the picks that are not of the list, by id."""
    ids = list(dict.fromkeys(pick.paper_id for pick in picks if pick.announced))
    if not ids:
        return {}
    papers = await storage.papers.many(ids)
    placed = await storage.pool.first(ids)
    submitted = await storage.submissions.of_papers(ids)
    found: dict[str, Other] = {}
    for paper_id, paper in papers.items():
        topic = placed[paper_id].categories[0] if paper_id in placed else ""
        found[paper_id] = Other(as_entry(paper), topic, tuple(submitted.get(paper_id, ())))
    return found


def papers_named(picks: Collection[Pick]) -> list[str]:
    """The ids of the papers that the picks' reasons name, each once."""
    found: dict[str, None] = {}
    for pick in picks:
        for share in pick.shares:
            if share.because in (Because.LIKE, Because.ASKED):
                found |= dict.fromkeys(share.named)
    return list(found)


async def titles(storage: Storage, paper_ids: Collection[str], language: str) -> dict[str, str]:
    """The titles by id, in that language where there are such; what is not stored is left out."""
    if not paper_ids:
        return {}
    found = {paper.id: paper.title for paper in (await storage.papers.many(paper_ids)).values()}
    for summary in (await storage.readings.summaries(paper_ids, language)).values():
        if summary.title:
            found[summary.paper_id] = summary.title
    return found


async def is_interested(storage: Storage, key: ChatKey) -> bool:
    """Whether the chat asked for something, or voted."""
    interests = storage.interests
    return bool(await interests.of(key)) or bool(await interests.votes(key))
