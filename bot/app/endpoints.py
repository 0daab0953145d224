"""The models, at the endpoints that the settings name."""

# Tested in tests/test_whole_day.py.

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from pydantic import SecretStr

from bot.app.settings import Settings
from core.llm.budget import Budget
from core.network.outside import Outside
from core.ports import Clock
from storage import Storage

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from core.llm.books import Books
    from core.llm.embedder import Embedder
    from core.llm.endpoint import Endpoint
    from core.llm.model import ChatModel


@dataclass(frozen=True, slots=True)
class Models:
    """The model that reports and answers, and the one that summarizes; they may be the same.

    None where there is no model. `embedder` makes vectors of papers, where such a model is named.
    """

    main: ChatModel | None = None
    summaries: ChatModel | None = None
    embedder: Embedder | None = None

    @property
    def endpoints(self) -> list[Endpoint]:
        """Each model at each endpoint once, in the order in which they are asked."""
        found: dict[Endpoint, None] = {}
        for model in (self.main, self.summaries):
            if model:
                found |= dict.fromkeys(model.endpoints)
        return list(found)

    @property
    def calls(self) -> int:
        """How many requests were made, those for vectors apart."""
        return sum(endpoint.calls for endpoint in self.endpoints)


@asynccontextmanager
async def open_models(
    settings: Settings,
    storage: Storage,
    budget: Budget,
    clock: Clock,
    ways: Outside,
    *,
    use_model: bool,
) -> AsyncIterator[Models]:
    """The configured models, as long as they are used; none where none is to be used."""
    if not (use_model and settings.has_model):
        yield Models()
        return
    # The SDK takes a second to import: people without a key do not wait for it.
    from core.llm.books import Books
    from core.llm.endpoint import Endpoint, Overrules
    from core.llm.model import ChatModel

    books = Books(storage.spending, budget, clock, storage.replies)
    overrules = Overrules(
        effort=settings.paperboy_thinking,
        seconds=settings.paperboy_model_seconds,
        answer_tokens=settings.paperboy_answer_tokens,
    )

    def endpoint(client: AsyncOpenAI, model: str) -> Endpoint:
        return Endpoint(
            client,
            model,
            memory=storage.endpoints,
            clock=clock,
            concurrency=settings.paperboy_concurrency,
            books=books,
            overrules=overrules,
        )

    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(
            _sdk(settings.openai_base_url, settings.openai_api_key, settings.openai_headers, ways)
        )
        main = [endpoint(client, settings.openai_model)]
        summaries = list(main)
        if settings.paperboy_summary_model:
            summaries = [endpoint(client, settings.paperboy_summary_model)]
        if settings.has_fallback:
            address = settings.openai_fallback_base_url or settings.openai_base_url
            key = settings.openai_fallback_api_key or settings.openai_api_key
            other = await stack.enter_async_context(_sdk(address, key, (), ways))
            second = endpoint(other, settings.openai_fallback_model or settings.openai_model)
            main = [*main, second]
            summaries = [*summaries, second]
        yield Models(
            ChatModel(main, budget=budget, clock=clock, replies=storage.replies),
            ChatModel(summaries, budget=budget, clock=clock, replies=storage.replies),
            _embedder(settings, client, books, budget, clock),
        )


def _embedder(
    settings: Settings, client: AsyncOpenAI, books: Books, budget: Budget, clock: Clock
) -> Embedder | None:
    """The model that makes vectors, at the first endpoint: those of two models do not compare."""
    if not settings.paperboy_embedding_model:
        return None
    from core.llm.embedder import Embedder

    return Embedder(
        client,
        settings.paperboy_embedding_model,
        books=books,
        budget=budget,
        clock=clock,
        concurrency=settings.paperboy_concurrency,
        seconds=settings.paperboy_model_seconds,
    )


def _sdk(
    address: str, key: SecretStr | None, headers: Sequence[tuple[str, SecretStr]], ways: Outside
) -> AsyncOpenAI:
    """The SDK for the endpoint at that address."""
    from openai import AsyncOpenAI

    from core.llm.transport import BoundedTransport
    from core.network.model_client import model_client

    base, _, query = address.partition("?")
    api_key = key.get_secret_value() if key else "none"
    return AsyncOpenAI(
        api_key=api_key,
        base_url=base,
        default_headers={name: value.get_secret_value() for name, value in headers},
        default_query=dict(parse_qsl(query)),
        http_client=model_client(ways, BoundedTransport),
    )
