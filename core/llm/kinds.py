"""What the refusals of endpoints are about. Pure data."""

# Tested in tests/core/llm/test_refusals.py.

from __future__ import annotations

from enum import StrEnum


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
