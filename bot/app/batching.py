"""What sees to batches, put together from the app's parts; and whether endpoints have any."""

# Tested in tests/bot/delivery/test_batching.py, tests/bot/app/test_health.py.

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.app.own_files import own_prices
from bot.app.roles import in_turn
from bot.app.root import App
from bot.channels.checks import PATIENCE, Diagnosis
from bot.delivery.background import Background
from bot.delivery.batching import Batching
from bot.delivery.newsroom import Newsroom
from core.errors import OperatorError
from core.llm.batches import BatchAway, BatchRefused
from core.reading.questions_ahead import QuestionsAhead
from core.working import BATCHES
from locales import Translator

if TYPE_CHECKING:
    from core.llm.endpoint import Endpoint


def batching_of(app: App) -> Batching | None:
    """What puts texts off and sees to their batches; None without a model."""
    main, summaries = app.models.main, app.models.summaries
    if main is None or summaries is None:
        return None
    return Batching(
        storage=app.storage,
        ahead=QuestionsAhead(app.reader, app.storage),
        main=main,
        summaries=summaries,
        budget=app.budget,
        clock=app.clock,
        write=app.pipeline.write,
        policies=app.policies,
    )


async def see_to_batches(app: App, newsroom: Newsroom, background: Background) -> None:
    """Let what may wait go into batches, if the operator wants that; and see to those that are
    under way in any case."""
    batching = batching_of(app)
    wanted = app.settings.paperboy_batch == "on"
    if batching is None or not (wanted or await app.storage.batches.any()):
        return
    if wanted:
        newsroom.put_off_to(batching)
    background.keep("see to batches", in_turn(app.claims, BATCHES, batching.keep_up))


async def batch_checks(app: App, endpoint: Endpoint, t: Translator) -> AsyncIterator[Diagnosis]:
    """Yields whether the endpoint has batches, and whether it is known what those cost, where the
    operator wants them of it."""
    models = [model for model in (app.models.main, app.models.summaries) if model]
    if app.settings.paperboy_batch == "off" or endpoint not in [m.endpoints[0] for m in models]:
        return
    told = {"address": f"{endpoint.model} · {endpoint.host}"}
    try:
        async with asyncio.timeout(PATIENCE):
            await (await endpoint.batches()).check()
    except BatchRefused as refused:
        text = t.t("doctor.batch.none", said=str(refused), **told)
        yield Diagnosis(text, good=False, advised=True, address=endpoint.base_url)
        return
    except (BatchAway, TimeoutError):
        text = t.t("doctor.batch.away", **told)
        yield Diagnosis(text, good=False, advised=True, address=endpoint.base_url)
        return
    yield Diagnosis(t.t("doctor.batch", **told), good=True, address=endpoint.base_url)
    price = None
    with suppress(OperatorError):  # that the file cannot be read is told before
        price = own_prices(app.settings).of(endpoint.model)
    if price is None or price.batch == 1:
        yield Diagnosis(t.t("doctor.batch.price", model=endpoint.model), good=False, advised=True)
