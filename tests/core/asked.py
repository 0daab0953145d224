"""A model of ours at an address, with books and a memory that live as long as the test."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from openai import AsyncOpenAI

from core.llm.books import Books
from core.llm.budget import Budget
from core.llm.capabilities import Capabilities, Format
from core.llm.embedder import Embedder
from core.llm.endpoint import Endpoint, Overrules
from core.llm.model import ChatModel
from core.llm.transport import BoundedTransport
from core.network.model_client import model_client
from core.network.outside import outside
from core.records import Spending

NOW = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)


@dataclass
class Clock:
    """Stands until a test moves it."""

    time: dt.datetime = NOW

    def now(self) -> dt.datetime:
        return self.time


@dataclass
class Accounts:
    """A ledger in memory; tests/storage holds the real one to the same Protocol."""

    total: Spending = field(default_factory=Spending)
    on_demand: int = 0

    async def record(
        self,
        day: dt.date,
        model: str,
        spending: Spending,
        *,
        on_demand: bool,
        at: dt.datetime | None = None,
        reply: tuple[str, bytes | None] | None = None,
    ) -> None:
        self.total += spending
        self.on_demand += spending.tokens if on_demand else 0

    async def spent(self, day: dt.date) -> Spending:
        return self.total


@dataclass
class Memory:
    """What is known of endpoints; tests/storage holds the real one to the same Protocol."""

    known: dict[tuple[str, str], Capabilities] = field(default_factory=dict)

    async def get(self, address: str, model: str) -> Capabilities | None:
        return self.known.get((address, model))

    async def save(self, address: str, model: str, known: Capabilities) -> None:
        self.known[address, model] = known


@dataclass
class Asked:
    """The model, and what is around it."""

    model: ChatModel
    clock: Clock
    accounts: Accounts
    memory: Memory

    @property
    def endpoint(self) -> Endpoint:
        """The one that is asked first."""
        return self.model.endpoints[0]

    @property
    def known(self) -> Capabilities:
        """What has been found out about it."""
        return self.endpoint.known


KNOWN = Capabilities(
    proven_format=Format.SCHEMA, proven_output=100_000, proven_prompt=100_000, learned_at=NOW
)
"""An endpoint about which nothing has to be found out any more."""


@asynccontextmanager
async def model_at(
    *addresses: str,
    name: str = "test-model",
    key: str = "test-key",
    concurrency: int = 8,
    budget: Budget | None = None,
    clock: Clock | None = None,
    memory: Memory | None = None,
    known: Capabilities | None = None,
    **overrules: object,
) -> AsyncIterator[Asked]:
    """A model at those addresses, the one to ask first first."""
    clock, accounts, memory = clock or Clock(), Accounts(), memory or Memory()
    budget = budget or Budget(None, NOW.date())
    clients = [
        AsyncOpenAI(
            api_key=key,
            base_url=address,
            http_client=model_client(outside(), BoundedTransport),
        )
        for address in addresses
    ]
    if known:
        for address in addresses:
            memory.known[address.removeprefix("http://"), name] = known
    endpoints = [
        Endpoint(
            client,
            name,
            memory=memory,
            clock=clock,
            concurrency=concurrency,
            books=Books(accounts, budget, clock),
            overrules=Overrules(**overrules),
        )
        for client in clients
    ]
    try:
        yield Asked(
            ChatModel(endpoints, budget=budget, clock=clock, pause=0.01), clock, accounts, memory
        )
    finally:
        for client in clients:
            await client.close()


@asynccontextmanager
async def embedder_at(
    address: str, accounts: Accounts, *, budget: Budget | None = None, model: str = "test-vectors"
) -> AsyncIterator[Embedder]:
    """A model that makes vectors at that address."""
    client = AsyncOpenAI(
        api_key="test-key",
        base_url=address,
        http_client=model_client(outside(), BoundedTransport),
    )
    clock = Clock()
    budget = budget or Budget(None, NOW.date())
    books = Books(accounts, budget, clock)
    try:
        yield Embedder(client, model, books=books, budget=budget, clock=clock, concurrency=8)
    finally:
        await client.close()
