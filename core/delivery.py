"""Deliveries as data, and why one did not arrive. The ledger and the dispatcher speak in these."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.chats import ChatKey
from core.editions.keys import ListKey
from core.errors import PaperboyError


class DeliveryState(StrEnum):
    """What became of a delivery. `OWED` is written down but not tried; `UNKNOWN` may or may not
    have arrived."""

    OWED = "owed"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


class DeliveryKind(StrEnum):
    """What a delivery says of its list. A thread is opened under the list; the body is its name.
    AGAIN is the list once more, because the operator wanted it. A CIRCULAR is of no list: it is
    what the operator tells all."""

    AGAIN = "again"
    CIRCULAR = "circular"
    LIST = "list"
    EMPTY = "empty"
    LATE = "late"
    THREAD = "thread"


# The parts of each copy of a list that is sent again begin at a multiple of this: no list has as
# many.
COPY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message part of one edition owed to one chat. Unique by chat, list, kind and part.

    `body` is the rendered message as its platform's renderer wrote it, kept until it is sent;
    `silent` and `previews` belong to it. `error` says why it failed, or why it was not taken yet.
    `tried_at` is when it was first sent without an answer, if it was.
    """

    key: ChatKey
    list_key: ListKey
    kind: DeliveryKind
    part: int
    body: str
    state: DeliveryState = DeliveryState.OWED
    message_id: str | None = None
    error: str | None = None
    tried_at: dt.datetime | None = None

    @property
    def place(self) -> int:
        """Its place among the messages that come together, from 0."""
        return self.part % COPY


class DeliveryError(PaperboyError):
    """A platform did not take a message. For the dispatcher; people never read these."""


@dataclass(eq=False)
class Limited(DeliveryError):
    """The platform said: not before so many seconds. Nothing was sent. It did not say whom it
    meant."""

    seconds: float


@dataclass(eq=False)
class LimitedForAll(Limited):
    """The platform said: nothing to anybody before so many seconds."""


@dataclass(eq=False)
class Unsent(DeliveryError):
    """Certainly not sent (no connection, the platform is out of order, something else answered in
    its place).

    It may be tried again.
    """

    reason: str


@dataclass(eq=False)
class Uncertain(DeliveryError):
    """Perhaps sent: the request went out and no answer came."""

    reason: str


class Untraced(Uncertain):
    """Perhaps sent: the platform was asked later, and knows nothing of it. It is not sent again."""


@dataclass(eq=False)
class Gone(DeliveryError):
    """Nothing can be sent to this chat any more: blocked, kicked, deactivated, no_rights,
    topic_closed or not_found."""

    reason: str


@dataclass(eq=False)
class Held(DeliveryError):
    """Nothing is to be sent to this chat for now, for a reason of ours. The platform was not
    asked."""

    reason: str


@dataclass(eq=False)
class Moved(DeliveryError):
    """The chat has another id from now on."""

    chat_id: str


@dataclass(eq=False)
class Rejected(DeliveryError):
    """The platform refuses this very message; `in_any_form` when it would be refused as plain text
    too."""

    reason: str
    in_any_form: bool = False
