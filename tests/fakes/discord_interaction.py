"""What somebody did to the bot (a command, a press, a choice, a form), and how the bot answered."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Self

from tests.fakes.discord_state import Channel, Json, Message, User
from tests.fakes.kit import until
from tests.fakes.server import PATIENCE

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5  # Kinds of interactions,
PONG, REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9  # and of answers.


@dataclass(eq=False)
class Interaction:
    """One interaction. `response` is the type of the first answer, None as long as there is none.

    `owners` are whose installations let the bot in (`authorizing_integration_owners`).

    `original` is the message that answered (or that was pressed, if the bot changed that one),
    `messages` all messages that belong to it, follow-ups in order. `took` is how long the first
    answer took, in real seconds.
    """

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: Json
    locale: str
    source: Message | None = None
    hurried: bool = True
    owners: dict[str, str] = field(default_factory=dict)
    follow_ups: int = 0
    begun: float = field(default_factory=time.monotonic)
    response: int | None = None
    took: float | None = None
    choices: list[Json] | None = None
    modal: Json | None = None
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    expired: bool = False

    @property
    def deferred(self) -> bool:
        """Whether the bot asked for patience first."""
        return self.response in (DEFER, DEFER_UPDATE)

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked sees the answer."""
        return bool(self.original and self.original.ephemeral)

    @property
    def brought(self) -> bool:
        """Whether a person brought the bot along to where neither it nor its guild is installed."""
        return "0" not in self.owners and self.channel.person is None

    @property
    def answered(self) -> bool:
        """Whether the person has what they asked for: a message that is not loading, choices or a
        form."""
        if self.choices is not None or self.modal is not None or self.response == UPDATE:
            return True
        if self.response == DEFER_UPDATE:
            return bool(self.messages or (self.source and self.source.edits[self._edits :]))
        return bool(self.original and not self.original.loading)

    @property
    def text(self) -> str:
        """The text of the answer."""
        assert self.original, "no message has answered"
        return self.original.text

    def expire(self) -> None:
        """Let its quarter of an hour be over."""
        self.expired = True

    async def wait_response(self, timeout: float = PATIENCE) -> Self:  # noqa: ASYNC109
        """This, as soon as the bot has acknowledged it; raises TimeoutError."""
        await until(lambda: self.response is not None, timeout)
        return self

    async def wait_answer(self, timeout: float = PATIENCE) -> Self:  # noqa: ASYNC109
        """This, as soon as it is `answered`; raises TimeoutError."""
        await until(lambda: self.answered, timeout)
        return self

    def __post_init__(self) -> None:
        self._edits = len(self.source.edits) if self.source else 0
