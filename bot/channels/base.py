"""What a channel is: a folder, and the row in `bot.app.channels` that names it.

A `Channel` can be asked without its platform's library: it names its settings, says how a chat's
key is written, and makes its `Platform` once that is to be served. A `Platform` is what the service
talks to: a way out for the dispatcher, a renderer for the newsroom, and ears.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from bot.channels.accounts import Account
from bot.channels.checks import Diagnosis
from bot.channels.fields import ChannelSettings
from core.chats import ChatKey
from core.errors import PlatformUnreachable
from core.ports import Clock, Sender
from core.working import Share

# Only their names are needed here: settings are read before any of this is imported.
if TYPE_CHECKING:
    import typer
    from pydantic import SecretStr

    from bot.chat.command_table import Office
    from bot.chat.views import View
    from bot.delivery.background import Background
    from bot.delivery.dispatch import Dispatcher
    from bot.delivery.pace import Rates
    from core.network.outside import Outside
    from locales import Translator
    from storage import Storage

Deaf = Callable[[PlatformUnreachable | None], Awaitable[None]]
Own = TypeVar("Own", bound=ChannelSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a channel is made from.

    `settings` are those of every channel, and each takes them as its own class. `translators` are
    by language, the default first; `operator` speaks as the terminal does. `account` is which of
    the channel's bots is meant, None its only one.
    """

    settings: Any
    office: Office
    storage: Storage
    clock: Clock
    outside: Outside
    translators: Mapping[str, Translator]
    operator: Translator
    account: Account | None = None


class Terminal(Protocol):
    """The command line: what a channel's own commands get as their Typer context's `obj`."""

    @property
    def t(self) -> Translator:
        """Speaks the operator's language."""

    def run(self, work: Callable[[Parts], Awaitable[int]]) -> int:
        """Do that with all that is configured, and return its exit code. Raises OperatorError."""


class Channel(ABC, Generic[Own]):
    """A kind of place messages go to. Importing one imports no library of its platform's."""

    # The name in chats' keys, and below `doctor.` in the catalogs.
    name: ClassVar[str]
    # What an operator may set. `Own` is this class.
    settings: type[Own]
    # Matches the whole id of a chat, or of what holds it, such as a server. PAPERBOY_ALLOWED_CHATS
    # lists them: in lower case, without blanks, commas, semicolons, colons.
    chat_ids: ClassVar[re.Pattern[str]]
    # Patterns of what must never be logged, wherever it comes from.
    secret_shapes: ClassVar[Sequence[str]] = ()
    # What other programs call its variables, and what they are called here.
    other_names: ClassVar[Mapping[str, str]] = {}
    # Whether a thread can be opened under a list, which its sender does for DeliveryKind.THREAD.
    has_threads: ClassVar[bool] = False
    # Whether a subscribed chat is enough for it to be served, without any setting.
    by_its_chats: ClassVar[bool] = False
    # Whether people can answer there.
    hears: ClassVar[bool] = True

    def tokens(self, settings: Own) -> Sequence[SecretStr]:
        """The tokens of its bots, as they are set; none where it has no bots."""
        return ()

    def bot_of(self, token: str) -> str:
        """The id of the bot whose token that is, the same when it is renewed; "" where that is not
        known."""
        return ""

    def account(self, settings: Own, parts: Parts) -> Account:
        """The account that is meant: the only one, where none is named."""
        if parts.account is not None:
            return parts.account
        token = next(iter(self.tokens(settings)), None)
        return Account(self.name, "", token)

    def is_configured(self, settings: Own) -> bool:
        """Whether the settings alone say that it is to be served, as with a token."""
        return bool(self.tokens(settings))

    @abstractmethod
    def platform(self, settings: Own, parts: Parts) -> Platform:
        """What the service talks to; nothing is opened yet."""

    @abstractmethod
    def checks(self, settings: Own, parts: Parts) -> AsyncIterator[Diagnosis]:
        """Yields what the doctor checks where the channel is served."""

    def command_line(self, t: Translator) -> typer.Typer | None:
        """Its own commands, `paperboy NAME …`; None when it has none.

        Each takes a `typer.Context`, whose `obj` is a Terminal, and returns an exit code. Their
        texts are `cli.NAME` and `cli.option.OPTION`.
        """
        return None


class Platform(Protocol):
    """A platform that is served; `bot.app.root` runs all of them beside each other."""

    @property
    def name(self) -> str:
        """The name of its account, in chats' keys."""

    @property
    def beside(self) -> str:
        """What all of a worker's accounts of this kind need that only one worker can have, such as
        a port to which everything is delivered; "" where they need no such thing."""

    @property
    def sender(self) -> Sender:
        """The way out, usable while signed in."""

    @property
    def rates(self) -> Rates:
        """What we allow ourselves of the platform's limits."""

    def bodies(self, view: View, t: Translator, *, silent: bool, previews: bool) -> Sequence[str]:
        """The view's message parts as the ledger keeps them."""

    def calling(self, body: str, role: str) -> str:
        """The same message, calling the role with that id; unchanged where there are no roles."""

    def signed_in(self, dispatcher: Dispatcher) -> AbstractAsyncContextManager[None]:
        """Inside, messages can be sent; replies leave through the dispatcher. Raises
        OperatorError."""

    async def hear(self, background: Background, deaf: Deaf) -> None:
        """Have everything that happens handled in the background, for ever.

        `deaf` is called when nothing is heard for long although messages can be sent, and called
        with None when that is over. Raises OperatorError when it cannot go on.
        """

    async def within(self, key: ChatKey) -> Sequence[str]:
        """The ids of what holds the chat, such as its server; to be asked while signed in.

        Raises DeliveryError when the platform does not tell.
        """

    async def tell_gone(self, key: ChatKey, reason: str) -> None:
        """Tell whoever can be told that a push could not reach that chat, and that it is paused."""


@runtime_checkable
class HeardInParts(Protocol):
    """What a platform has besides, that several workers may hear, each some parts of it."""

    @property
    def wanted_parts(self) -> int:
        """In how many parts the operator wants it heard; 0: as many as the platform says."""

    async def parts(self) -> int:
        """In how many parts it is to be heard; to be asked while signed in. Raises
        OperatorError."""

    async def hear_parts(self, background: Background, deaf: Deaf, share: Share) -> None:
        """The same as `hear`, for those parts that are this worker's share."""
