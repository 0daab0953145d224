"""How long an endpoint asks to be left alone."""

from __future__ import annotations

import pytest

from core.llm.waits import LONGEST_NAMED, seconds_asked

DATE = "Thu, 05 Feb 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        pytest.param({}, "", None, id="nothing"),
        pytest.param({"retry-after": "60"}, "", 60.0, id="seconds"),
        pytest.param({"retry-after": "0"}, "", 0.0, id="at once"),
        pytest.param({"retry-after": "1.5"}, "", 1.5, id="a fraction"),
        pytest.param({"retry-after": "2m"}, "", 120.0, id="a span"),
        pytest.param({"retry-after": "Thu, 05 Feb 2026 12:01:30 GMT", "date": DATE}, "", 90.0, id="a date"),
        pytest.param({"retry-after": "Thu, 05 Feb 2026 11:00:00 GMT", "date": DATE}, "", 0.0, id="a date gone by"),
        pytest.param({"retry-after": "Thu, 05 Feb 2026 12:01:30 GMT"}, "", None, id="a date by an unknown clock"),
        pytest.param({"retry-after": "05 Feb 2026 12:01:30", "date": DATE}, "", None, id="a date without a zone"),
        pytest.param({"retry-after": "Mon, 01 Jan 99999999999999 00:00:00 GMT", "date": DATE}, "", None, id="a year nobody has"),
        pytest.param({"retry-after": "soon"}, "try again in 5s", 5.0, id="a word, and words"),
        pytest.param({"retry-after": "9" * 12}, "", LONGEST_NAMED, id="for ever"),
        pytest.param({"retry-after": "99999999"}, "", LONGEST_NAMED, id="for years"),
        pytest.param({"retry-after-ms": "250", "retry-after": "1"}, "", 0.25, id="milliseconds"),
        pytest.param({"retry-after": "7"}, "try again in 5s", 7.0, id="the header before the words"),
        pytest.param({"x-ratelimit-reset-requests": "6m0s"}, "", 360.0, id="requests"),
        pytest.param({"x-ratelimit-reset-tokens": "820ms"}, "", 0.82, id="tokens"),
        pytest.param(
            {"x-ratelimit-reset-requests": "60s", "x-ratelimit-remaining-requests": "5",
             "x-ratelimit-reset-tokens": "9s", "x-ratelimit-remaining-tokens": "0"},
            "", 9.0, id="the one that is used up",
        ),
        pytest.param({"x-ratelimit-reset": "30"}, "", 30.0, id="seconds until the reset"),
        pytest.param({"ratelimit-reset": "30"}, "", 30.0, id="without an x"),
        pytest.param({"x-ratelimit-reset": "1770292830", "date": DATE}, "", 30.0, id="a moment"),
        pytest.param({"x-ratelimit-reset": "1770292830000", "date": DATE}, "", 30.0, id="a moment in milliseconds"),
        pytest.param({"x-ratelimit-reset": "1770292830"}, "", None, id="a moment by an unknown clock"),
        pytest.param({"x-ratelimit-reset": "never"}, "", None, id="never"),
        pytest.param({"x-ratelimit-reset": "30"}, "try again in 5s", 5.0, id="the words before the reset"),
    ],
)  # fmt: skip
def test_seconds_by_headers(headers: dict[str, str], body: str, seconds: float | None):
    assert seconds_asked(headers, body) == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ('{"retryDelay": "42s"}', 42.0), ('{"retry_after": 12}', 12.0), ('{"retryAfter": "1.5"}', 1.5),
        ('{"retry_after_seconds": 20}', 20.0), ('{"retry_after_ms": 2500}', 2.5),
        ('{\\"retryDelay\\": \\"17s\\"}', 17.0),
        ("{'retryDelay': '17s'}", 17.0), ("Please retry in 42.7s.", 42.7), ("Please try again in 7m12s.", 432.0),
        ("try again in 250ms", 0.25), ("try again after 1 minute", 60.0), ("retry after about 2 hours", 7200.0),
        ("wait 56 seconds before retrying", 56.0), ("available in 5 seconds", 5.0), ("resets in 1h30m", 5400.0),
        ("resets in 2 days", 86400.0), ("请在 30 秒后重试", 30.0), ("请 2 分钟之后再试", 120.0),
        ("Retry in 12h3m2.5s", 43382.5),
        ("retry after 2026-02-05 18:00", None), ("try again later", None), ("in 20s", None), ("20 requests", None),
    ],
)  # fmt: skip
def test_seconds_in_words(body: str, seconds: float | None):
    assert seconds_asked({}, body) == (None if seconds is None else pytest.approx(seconds))
