"""What the refusals of endpoints are about, and how one kind is told from another. Pure."""

# Tested in tests/core/llm/test_refusals.py.

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

SUCCESS = frozenset(range(200, 300))
# Refusals of the request itself. 401, 402, 408 and 429 are about who asks, and how often.
REQUEST = frozenset(range(400, 500)) - {401, 402, 408, 429}


class Kind(StrEnum):
    """What a refusal is about."""

    PARAMETER = "parameter"  # the endpoint does not know a parameter, or not its value
    FORMAT = "format"  # the way the answer's structure is asked for
    STREAM = "stream"  # it only answers as a stream
    NO_STREAM = "no_stream"
    ROLE = "role"  # it knows no system messages
    OUTPUT = "output"  # more tokens asked for than it writes
    SPENT = "spent"  # thoughts took all the tokens: as an empty answer that was cut off
    CONTEXT = "context"  # longer than it reads, request and answer together
    RATE = "rate"  # too many requests
    TOKEN_RATE = "token_rate"  # too many tokens a minute
    CONCURRENCY = "concurrency"  # too many at once
    QUOTA = "quota"  # the allowance of a day or longer is used up
    UNPAID = "unpaid"
    KEY = "key"
    FORBIDDEN = "forbidden"  # not this account, or not from here
    DECLINED = "declined"  # this text is not to be written about
    MODEL = "model"  # no such model
    ADDRESS = "address"  # nothing at this path
    OVERLOADED = "overloaded"  # passing trouble of its own
    TIMEOUT = "timeout"  # a gateway in front of it gave up waiting
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of refusal: by its status, and by words that hold `says` and not `unless`."""

    kind: Kind
    statuses: Collection[int]
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def fits(self, status: int, text: str) -> bool:
        """Whether the refusal is of this row's kind; `text` is in lower case."""
        if status not in self.statuses or not self.says.search(text):
            return False
        return self.unless is None or not self.unless.search(text)


def any_of(*words: str) -> re.Pattern[str]:
    """The pattern of any of these."""
    return re.compile("|".join(words))
