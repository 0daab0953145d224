"""A service whose endpoint makes vectors of papers: next morning's letters with them, and by words
alone where it breaks."""

from __future__ import annotations

import datetime as dt
from contextlib import asynccontextmanager

import pytest

from bot.app.health import doctor
from core.editions.keys import DAILY
from core.interests.interest import Because, Vote
from locales import Translator
from tests.bot.delivery.mornings import closed, day, frozen, sent
from tests.bot.delivery.room import TUESDAY, room_in

MODEL = "test-vectors"
LIKED = ("2602.00901", "2602.00903")
FISH = {"2602.00009", "2602.00011"}
NIGHT = dt.datetime(2026, 2, 3, 20, tzinfo=dt.UTC)


def yesterday():
    """A day before, of the same kinds of papers under other ids."""
    rows = day()
    for number, row in enumerate(rows):
        row["paper"]["id"] = f"2602.009{(number + 5) % 12:02d}"
    return rows


@asynccontextmanager
async def morning(folder):
    """A chat that likes fish, on the evening before."""
    days = {"2026-02-02": yesterday(), TUESDAY: day()}
    settings = {
        "use_model": True,
        "paperboy_embedding_model": MODEL,
        "paperboy_deep_read": "on_demand",
    }
    async with room_in(folder, days, **settings) as room:
        room.place.model.models.append(MODEL)
        room.again(picker=room.app.picker)
        key = await room.subscribe("1", language="en")
        await room.app.pipeline.fetch(DAILY.on(dt.date(2026, 2, 2)))
        for paper_id in LIKED:
            vote = Vote(paper_id=paper_id, person="1", up=True, at=NIGHT)
            await room.app.storage.interests.vote(key, vote)
        yield room, key


def reasons(picks) -> set[Because]:
    return {share.because for pick in picks.picks for share in pick.shares}


async def test_letters_with_vectors(tmp_path):
    async with morning(tmp_path) as (room, key):
        await closed(room)
        await sent(room)
        (body,) = await room.bodies("1")
        picks = await frozen(room, key)

        assert "\nA. " in body
        assert {pick.paper_id for pick in picks.picks[:2]} == FISH
        assert Because.MEANING in reasons(picks)
        texts = [text for call in room.place.model.embedded for text in call]
        assert len(texts) == len(day()) + len(LIKED)
        # Titles and abstracts, and nothing of who asked or voted.
        rows = (*day(), *yesterday())
        papers = [f"{row['paper']['title']}\n\n{row['paper']['summary']}".strip() for row in rows]
        assert set(texts) <= set(papers)
        spent = await room.app.storage.spending.recent(9)
        assert any(account.model == MODEL and account.spending.prompt for account in spent)


async def test_letters_by_words_where_the_endpoint_breaks(tmp_path):
    async with morning(tmp_path) as (room, key):
        room.place.model.breaks_on_vectors = True
        await closed(room)
        await sent(room)
        (body,) = await room.bodies("1")
        picks = await frozen(room, key)

        assert "\nA. " in body
        assert {pick.paper_id for pick in picks.picks[:2]} == FISH
        assert Because.MEANING not in reasons(picks)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_doctor_tells_of_it(tmp_path, capsys, language):
    async with morning(tmp_path) as (room, _):
        settings = room.app.settings
        await room.app.storage.vectors.save("elsewhere old-model", {"1": b"\1\2"}, NIGHT)
        await doctor(lambda: settings, Translator(language))
        said = capsys.readouterr().out
        assert f"✓ {Translator(language).t('doctor.settings')}" in said
        assert f"{MODEL} · 127.0.0.1" in said
        assert "64" in said
        assert Translator(language).plural("doctor.vectors.others", 1) in said

        room.place.model.models.remove(MODEL)
        assert await doctor(lambda: settings, Translator(language)) == 1
        assert MODEL in capsys.readouterr().out
