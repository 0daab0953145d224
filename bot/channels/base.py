"""What a chat platform is to the service: a way out for the dispatcher, a renderer for the
newsroom, and ears."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.chat.views import View
from bot.delivery.background import Background
from bot.delivery.dispatch import Dispatcher
from bot.delivery.pace import Rates
from core.chats import ChatKey
from core.errors import PlatformUnreachable
from core.ports import Sender
from locales import Translator

Deaf = Callable[[PlatformUnreachable | None], Awaitable[None]]


class Platform(Protocol):
    """One platform's face; `bot.app.root` puts those that are configured beside each other."""

    @property
    def name(self) -> str:
        """As chats' keys have it."""

    @property
    def sender(self) -> Sender:
        """The way out, usable while signed in."""

    @property
    def rates(self) -> Rates:
        """What we allow ourselves of the platform's limits."""

    def bodies(self, view: View, t: Translator, silent: bool, previews: bool) -> Sequence[str]:
        """The view's message parts as the ledger keeps them."""

    def calling(self, body: str, role: str) -> str:
        """The same message, calling the role with that id; as it is where there are no roles."""

    def signed_in(self, dispatcher: Dispatcher) -> AbstractAsyncContextManager[None]:
        """Inside, messages can be sent; replies leave through the dispatcher. Raises
        OperatorError."""

    async def hear(self, background: Background, deaf: Deaf) -> None:
        """Have everything that happens handled in the background; raises OperatorError when it
        cannot go on.

        `deaf` is told when nothing is heard for long although messages can be sent, and with None
        when it is over.
        """

    async def within(self, key: ChatKey) -> Sequence[str]:
        """The ids of what holds the chat, such as its server; while signed in. Raises DeliveryError
        if nobody tells."""

    async def tell_gone(self, key: ChatKey, reason: str) -> None:
        """A push could not reach that chat, which is paused now: tell whoever can be told."""
