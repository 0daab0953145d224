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
        pytest.param({"retry-after": "PT1M30S"}, "", 90.0, id="a span by ISO 8601"),
        pytest.param({"retry-after": "P1DT2H"}, "", LONGEST_NAMED, id="days by ISO 8601"),
        pytest.param({"retry-after": '"30"'}, "", 30.0, id="in quotation marks"),
        pytest.param({"retry-after": "30, 60"}, "", 30.0, id="twice, as behind a proxy"),
        pytest.param({"retry-after": "2026-02-05T12:00:30Z", "date": DATE}, "", 30.0, id="a date by ISO 8601"),
        pytest.param({"retry-after": "2026-02-05T12:00:30", "date": DATE}, "", None, id="the same without a zone"),
        pytest.param({"retry-after": "1770292830", "date": DATE}, "", 30.0, id="a moment for a span"),
        pytest.param({"x-retry-after": "12"}, "", 12.0, id="with an x"),
        pytest.param({"x-ms-retry-after-ms": "1200"}, "", 1.2, id="as Azure names milliseconds"),
        pytest.param({"msh-cooldown-seconds": "20"}, "", 20.0, id="as Kimi names it"),
        pytest.param({"x-ratelimit-reset-ms": "2500"}, "", 2.5, id="the reset in milliseconds"),
        pytest.param({"date": DATE}, '{"resetTime": 1770292830}', 30.0, id="a moment by another name"),
        pytest.param({"date": DATE}, "limit resets at 1770292830", 30.0, id="a moment in words"),
        pytest.param({"date": DATE}, '{"reset_time": "2026-02-05T12:00:30Z"}', 30.0, id="a date by another name"),
        pytest.param({"x-rate-limit-reset": "42"}, "", 42.0, id="in one word more"),
        pytest.param(
            {"anthropic-ratelimit-requests-reset": "2026-02-05T12:00:20Z", "date": DATE,
             "anthropic-ratelimit-requests-remaining": "0",
             "anthropic-ratelimit-tokens-reset": "2026-02-05T12:00:50Z",
             "anthropic-ratelimit-tokens-remaining": "900"},
            "", 20.0, id="a gateway's name before it, and dates",
        ),
        pytest.param(
            {"x-ratelimit-reset-requests-day": "33011.3", "x-ratelimit-remaining-requests-day": "9",
             "x-ratelimit-reset-tokens-minute": "11.38", "x-ratelimit-remaining-tokens-minute": "0"},
            "", 11.38, id="by the day and by the minute",
        ),
        pytest.param({"ratelimit": "limit=10, remaining=0, reset=42"}, "", 42.0, id="RateLimit"),
        pytest.param({"ratelimit": "limit=10, remaining=3, reset=42"}, "", None, id="RateLimit with some left"),
        pytest.param({"ratelimit": '"day";r=9;t=900, "minute";r=0;t=42'}, "", 42.0, id="RateLimit by policies"),
        pytest.param(
            {"date": DATE}, '{"headers": {"X-RateLimit-Reset": "1770292830000"}}', 30.0, id="a moment in the body"
        ),
        pytest.param({"date": DATE}, '{"resets_at": 1770292830}', 30.0, id="a moment, in other words"),
        pytest.param({"date": DATE}, "Try again at 2026-02-05T12:00:30Z.", 30.0, id="a date in words"),
        pytest.param({"date": DATE}, '{"reset_at": "2026-02-05 20:00:30+08:00"}', 30.0, id="a date in another zone"),
        pytest.param({"date": DATE}, "Limit resets at: 2026-02-05 12:00:30 UTC", 30.0, id="a zone by its name"),
        pytest.param({"date": DATE}, "try again at 2026-02-05T12:00:30", None, id="a date in words without a zone"),
        pytest.param({"date": DATE}, '{"created": "2026-02-05T12:00:30Z"}', None, id="another date"),
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
        ("Retry in 12h3m2.5s", 43382.5), ("Please retry in 30 more seconds", 30.0), ("limited, wait: 5s", 5.0),
        ("Please retry in approximately 20 seconds", 20.0), ("try again in ~20s", 20.0),
        ('{"wait_seconds": 12}', 12.0), ('{"estimated_time": 20.0}', 20.0),
        ("Try again in one minute.", 60.0), ("please try again in an hour", 3600.0),
        ('{"resets_in_seconds": 9000}', 9000.0), ('{"reset_in": 12}', 12.0), ('{"retry-after": "12"}', 12.0),
        ("请一分钟后再试", 60.0), ("请三十秒后再试", 30.0), ("请于 1 分 20 秒后重试", 80.0), ("十五秒后再试", 15.0),
        ("Please retry your request in 60 seconds", 60.0), ("Next request allowed in 12s", 12.0),
        ("cooldown: 15s", 15.0), ('{"cooldown_seconds": 15}', 15.0), ("Retry-After: 17", 17.0),
        ('{"retryDelay": {"seconds": 7, "nanos": 0}}', 7.0), ("wait for 2 more minutes", 120.0),
        ("还需 35 秒", 35.0), ("冷却时间 40 秒", 40.0), ("剩余冷却时间：40s", 40.0),
        ("触发限流，请等待 15 秒", 15.0), ("剩余等待时间：45 秒", 45.0), ("请等待约 2 个小时", 7200.0),
        ("請求過於頻繁，請於 30 秒後重試", 30.0), ("請在兩分鐘後再試", 120.0), ("1分钟内最多请求10次", None),
        ("retry after 2026-02-05 18:00", None), ("try again later", None), ("in 20s", None), ("20 requests", None),
    ],
)  # fmt: skip
def test_seconds_in_words(body: str, seconds: float | None):
    assert seconds_asked({}, body) == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ("请半小时后再试", 1800.0), ("请半个钟头后再试", 1800.0), ("请等待半小时", 1800.0), ("半分钟后再试", 30.0),
        ("一个半小时后重试", 5400.0), ("请两个半小时后再试", 9000.0), ("两分半钟后重试", 150.0), ("请于半天后重试", 43200.0),
        ("一刻钟后再试", 900.0), ("三刻钟后", 2700.0), ("請在半小時後再試", 1800.0),
        ("请在3到5分钟后重试", 300.0), ("请3-5分钟后再试", 300.0), ("请三到五分钟后重试", 300.0), ("請在三到五分鐘後重試", 300.0),
        ("请两三分钟后再试", 180.0), ("十到十五分钟后再试", 900.0), ("请等待 10～20 秒", 20.0), ("3分钟到5分钟后再试", 300.0),
        ("try again in 3 to 5 minutes", 300.0), ("Please try again in 3-5 minutes.", 300.0),
        ("try again in three to five minutes", 300.0), ("please try again in one or two minutes", 120.0),
        ("try again in 1 hour and 30 minutes", 5400.0), ("in one minute and thirty seconds", None),
        ("retry after one minute and thirty seconds", 90.0), ("retry in 1 hour, 5 minutes", 3900.0),
        ("try again in two and a half hours", 9000.0), ("wait 3 and a half minutes", 210.0),
        ("try again in twenty-five minutes", 1500.0), ("wait ninety seconds", 90.0),
        ("wait between 1 minute and 5 minutes", 300.0), ("请一百二十秒后再试", 120.0),
        ("try again in 2 hours, 5 minutes, and 10 seconds", 7510.0), ("请1小时零5分钟后再试", 3900.0),
        ("请三百秒后再试", 300.0), ("wait between 30 seconds and 2 minutes", 120.0),
        ("wait between 30 and 60 seconds", 60.0), ("Please retry in half an hour", 1800.0),
        ("retry after an hour and a half", 5400.0), ("come back in a quarter of an hour", 900.0),
        ("try again in a couple of minutes", 120.0), ("retry in ten minutes", 600.0), ("resets in a day", 86400.0),
        ("try again in a few minutes", None), ("a minute", None), ("明天", None), ("tomorrow", None),
    ],
)  # fmt: skip
def test_seconds_in_words_for_numbers(body: str, seconds: float | None):
    assert seconds_asked({"date": DATE}, body) == seconds


@pytest.mark.parametrize(
    ("body", "hours"),
    [
        ("Please try again tomorrow.", 12), ("come back tomorrow", 12), ("resets tomorrow", 12),
        ("请明天再试", 4), ("明日再来", 4), ("額度用完，請明天再試", 4), ("次日重置", 4),  # at Beijing's midnight
    ],
)  # fmt: skip
def test_until_tomorrow(body: str, hours: int):
    assert seconds_asked({"date": DATE}, body) == hours * 3600
    assert seconds_asked({}, body) == LONGEST_NAMED
