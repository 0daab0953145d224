"""The assembled parts at work until they are told to stop: chats served, days read, lists sent."""

# Tested in tests/test_both_platforms.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from bot.app.batching import see_to_batches
from bot.app.crew import Crew, make_crew
from bot.app.environment import operator_language
from bot.app.roles import Role, in_turn
from bot.app.root import App
from bot.channels.life import Life
from bot.chat.problems import operator_text
from bot.delivery.background import Background, apart, until
from bot.delivery.late_seeds import LateSeeds
from bot.delivery.newsroom import LOOK
from bot.delivery.pace import Rates
from core.working import CIRCULARS, ROUNDS
from locales import Translator

# Seconds that the day's work waits for platforms to sign in for the first time.
FIRST_TRY = 10.0
# What workers tell each other: that somebody wants other announcements.
SOURCES = "sources"


async def serve_platforms(
    app: App,
    stop: asyncio.Event,
    *,
    rates: Rates | None = None,
    look: dt.timedelta = LOOK,
    role: Role = Role.ALL,
) -> None:
    """Do of the service what the role says, until `stop` is set. Raises OperatorError when no
    platform can start or go on. `rates` and `look` are those of `make_crew`."""
    # What is logged is for the operator, in the language of the terminal.
    t = Translator(operator_language())
    crew = await make_crew(app, t, rates=rates, look=look, role=role)
    lives = _lives(app, crew, t, role)

    async def serve() -> None:
        if app.storage.identity is not None:
            app.storage.identity.role = role.value
        if not app.claims.shared:
            await app.standings.begin(crew.platforms)
        elif lives:
            await app.standings.join(crew.platforms)
        await crew.dispatcher.recover()
        async with Background() as background:
            background.keep("signs of life", app.standings.keep_alive)
            if app.claims.shared:
                background.keep("tell other workers", crew.signals.say)
                background.keep("hear other workers", crew.signals.hear)
            work = _work(app, lives, crew, background, role)
            background.spawn("begin the day's work", work)
            if lives:
                await apart((life.run(background) for life in lives), closing=background.end)
            else:
                await asyncio.Event().wait()

    try:
        await until(stop, serve())
    finally:
        await app.standings.end()


def _lives(app: App, crew: Crew, t: Translator, role: Role) -> list[Life]:
    """How each platform lives here; none where the role leaves them to others."""
    served_here = crew.platforms.values() if role.duties.any else ()
    return [
        Life(
            platform,
            crew.dispatcher,
            crew.admissions[platform.name],
            app.standings,
            lambda error: operator_text(t, error),
            alone=len(crew.platforms) == 1,
            claims=app.claims,
            duties=role.duties,
        )
        for platform in served_here
    ]


async def _work(
    app: App, lives: Sequence[Life], crew: Crew, background: Background, role: Role
) -> None:
    """Begin the day's work, once the platforms have tried to sign in: it must not delay that."""
    with suppress(TimeoutError):
        async with asyncio.timeout(FIRST_TRY):
            await asyncio.gather(*(life.tried.wait() for life in lives))
    if role.duties.sends:
        lists = in_turn(app.claims, ROUNDS, crew.newsroom.serve_chats)
        circulars = in_turn(app.claims, CIRCULARS, crew.newsroom.send_circulars)
        background.keep("serve chats", lists)
        background.keep("send announcements", circulars)
    app.office.subscriptions.sources_chosen = partial(crew.signals.tell, SOURCES)
    if not role.reads:
        return
    await see_to_batches(app, crew.newsroom, background)
    background.keep("read days", crew.newsroom.read_days)
    seeds = LateSeeds(app.storage, app.announced.library)
    crew.signals.on(SOURCES, app.announced.wake)
    loops = {
        "read the past": app.office.past.keep_up,
        **{name: reading.keep_up for name, reading in app.announced.readings.items()},
        "fetch papers of interest": seeds.keep_up,
    }
    for name, loop in loops.items():
        background.keep(name, in_turn(app.claims, name, loop))
