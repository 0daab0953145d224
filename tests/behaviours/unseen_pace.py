"""Endpoints that want fewer calls, or later ones, and say so in their own way. No wait is longer
than two seconds."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable

from tests.behaviours.endpoint import (
    Answer,
    Behaviour,
    Call,
    Respond,
    completion,
    plain,
    refuses,
    says,
    sends,
)

Refusal = Callable[[Call], Answer]


class AtFirst:
    """That refusal to the first calls, whatever they are about; then answers like any other's."""

    def __init__(self, times: int, refusal: Refusal) -> None:
        self._times, self._refusal = times, refusal
        self._number = self._refused = 0

    def __call__(self, call: Call) -> Answer | None:
        if call.number <= self._number:  # another endpoint that behaves the same
            self._refused = 0
        self._number = call.number
        if self._refused == self._times:
            return None
        self._refused += 1
        return self._refusal(call)


def together(most: int, refusal: Refusal) -> Respond:
    """That refusal where more calls are under way at once."""

    def respond(call: Call) -> Answer | None:
        if call.at_once <= most:
            return None
        return refusal(call)

    return respond


class Window:
    """Answers so many calls in so many seconds, and refuses the others."""

    def __init__(self, most: int, seconds: float, refusal: Callable[[float], Answer]) -> None:
        self._most, self._seconds, self._refusal = most, seconds, refusal
        self._answered: list[float] = []
        self._number = 0

    def __call__(self, call: Call) -> Answer | None:
        if call.number <= self._number:  # another endpoint that behaves the same
            self._answered = []
        self._number = call.number
        now = time.monotonic()
        self._answered = [at for at in self._answered if at > now - self._seconds]
        if len(self._answered) >= self._most:
            return self._refusal(self._answered[0] + self._seconds - now)
        self._answered.append(now)
        return None


# --- Refusals
# -------------------------------------------------------------------------------------------------------


def _moonshot(call: Call) -> Answer:
    message = "Your account org-1<ak-1> request reached max organization concurrency: 1, please try again after 1 seconds"
    return sends({"error": {"message": message, "type": "rate_limit_reached_error"}}, 429)


def _zhipu(call: Call) -> Answer:
    message = "您当前使用该API的并发数过高，请降低并发，或联系客服增加限额。"
    return sends({"error": {"code": "1302", "message": message}}, 429)


def _kimi_403(call: Call) -> Answer:
    message = (
        "You have reached the concurrent request limit. Please wait for running requests to finish."
    )
    return refuses(403, message, kind="permission_error")


def _kobold(call: Call) -> Answer:
    detail = {"msg": "Server is busy; please try again later.", "type": "service_unavailable"}
    return sends({"detail": detail}, 503)


def _saturated(call: Call) -> Answer:
    message = "当前分组上游负载已饱和，请稍后再试 (request id: 20261128)"
    return sends(
        {"error": {"message": message, "type": "new_api_error", "param": "", "code": None}}, 429
    )


def _says_so_with_200(call: Call) -> Answer:
    message = "Rate limit reached for test-model in organization org-1. Please try again in 1.2s."
    return sends({"error": {"message": message, "type": "requests", "code": "rate_limit_exceeded"}})


def _baidu(call: Call) -> Answer:
    return sends(
        {"error_code": 18, "error_msg": "Open api qps request limit reached", "id": "as-1"}
    )


def _minimax(call: Call) -> Answer:
    base = {"status_code": 1002, "status_msg": "rate limit exceeded(RPM)"}
    return sends(
        {"id": "", "choices": None, "created": 0, "usage": {"total_tokens": 0}, "base_resp": base}
    )


def _as_content(call: Call) -> Answer:
    return says(
        '错误: API请求失败 (429): {\n  "error": {\n    "code": 429,\n    "status": "RESOURCE_EXHAUSTED"\n  }\n}'
    )


def _azure(call: Call) -> Answer:
    message = "Requests to the ChatCompletions_Create Operation have exceeded call rate limit of your S0 pricing tier."
    reply = sends({"error": {"code": "429", "message": message}}, 429)
    return Answer(reply.pieces, 429, {"retry-after-ms": "900", "x-ratelimit-reset-requests": "1s"})


def _groq(left: float) -> Answer:
    message = (
        "Rate limit reached for model `test-model` in organization `org_1` service tier `on_demand` on requests per "
        f"minute (RPM): Limit 30, Used 30, Requested 1. Please try again in {left * 1000:.0f}ms. Need more tokens?"
    )
    return refuses(429, message, kind="requests", code="rate_limit_exceeded")


def _openrouter(left: float) -> Answer:
    headers = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0"}
    headers["X-RateLimit-Reset"] = str(int((time.time() + left) * 1000))
    message = "Rate limit exceeded: free-models-per-min. "
    return sends(
        {"error": {"message": message, "code": 429, "metadata": {"headers": headers}}}, 429
    )


def _gemini(left: float) -> Answer:
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{left:.3f}s"}
    error = {
        "code": 429,
        "message": "Resource has been exhausted.",
        "status": "RESOURCE_EXHAUSTED",
        "details": [info],
    }
    return sends([{"error": error}], 429)


def _dated(call: Call) -> Answer:
    at = email.utils.formatdate(time.time() + 1, usegmt=True)
    return plain("<h1>503 Service Temporarily Unavailable</h1>", 503, "text/html", Retry_After=at)


def _tail(seconds: str) -> Refusal:
    return lambda call: refuses(429, "Too Many Requests", Retry_After=seconds)


def _loading(call: Call) -> Answer:
    return sends({"error": "Model test-model is currently loading", "estimated_time": 1.5}, 503)


def _loading_llama(call: Call) -> Answer | None:
    """Of each question's calls the first two, whichever comes first: the third is the last."""
    if call.turn > 2:
        return None
    return sends(
        {"error": {"message": "Loading model", "type": "unavailable_error", "code": 503}}, 503
    )


def _overloaded(call: Call) -> Answer:
    return sends(
        {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}, 529
    )


def _capacity(call: Call) -> Answer:
    return refuses(498, "The flex tier is at capacity, retry with jitter", code="capacity_exceeded")


def _edge(call: Call) -> Answer:
    return plain(
        "<!DOCTYPE html><title>524: A timeout occurred</title>", 524, "text/html; charset=UTF-8"
    )


def _burst(call: Call) -> Answer:
    message = (
        "Request rate increased too quickly. To ensure system stability, please adjust your client logic to scale "
        "requests more smoothly over time."
    )
    return refuses(429, message, kind="limit_burst_rate", code="limit_burst_rate")


def _throttled(call: Call) -> Answer:
    told = "An error occurred (ThrottlingException) when calling the Converse operation (reached max retries: 4): Too"
    return sends({"detail": f"{told} many tokens, please wait before trying again."}, 400)


def _one_line(call: Call) -> Answer:
    return plain("Too Many Requests\n")


def _empty_choices(call: Call) -> Answer:
    return sends({**completion(None), "choices": [], "msg": "请求过于频繁，请 1 秒后重试"})


PACE = (
    Behaviour("one call at once, with seconds to wait", together(1, _moonshot), usable=True),
    Behaviour("并发数过高 for more than two at once", together(2, _zhipu), usable=True),
    Behaviour("403 for more than one at once", together(1, _kimi_403), usable=True),
    Behaviour("busy with one caller", together(1, _kobold), usable=True),
    Behaviour("上游负载已饱和 thrice", AtFirst(3, _saturated), usable=True),
    Behaviour("a rate limit inside a 200", AtFirst(2, _says_so_with_200), usable=True),
    Behaviour("qps limit reached inside a 200", AtFirst(2, _baidu), usable=True),
    Behaviour("a rate limit beside choices that are null", AtFirst(2, _minimax), usable=True),
    Behaviour("a rate limit in place of the answer's text", AtFirst(2, _as_content), usable=True),
    Behaviour("请求过于频繁 beside no choices", AtFirst(2, _empty_choices), usable=True),
    Behaviour(
        "one line of text for too many requests, with 200", AtFirst(2, _one_line), usable=True
    ),
    Behaviour("milliseconds to wait in a header", AtFirst(2, _azure), usable=True),
    Behaviour(
        "three calls a second, milliseconds in the words", Window(3, 1.0, _groq), usable=True
    ),
    Behaviour(
        "three calls a second, a moment in the body", Window(3, 1.0, _openrouter), usable=True
    ),
    Behaviour("three calls a second, a delay in a list", Window(3, 1.0, _gemini), usable=True),
    Behaviour("503 until a date, on a page", AtFirst(2, _dated), usable=True),
    Behaviour("a wait with a fraction", AtFirst(2, _tail("0.5")), usable=True),
    Behaviour("a wait with its unit", AtFirst(2, _tail("1s")), usable=True),
    Behaviour("a wait of no seconds, thrice", AtFirst(3, _tail("0")), usable=True),
    Behaviour("a model that is being loaded, and for how long", AtFirst(2, _loading), usable=True),
    Behaviour("a model that is being loaded, twice each", _loading_llama, usable=True),
    Behaviour("529 for overloaded", AtFirst(2, _overloaded), usable=True),
    Behaviour("498 for no capacity", AtFirst(2, _capacity), usable=True),
    Behaviour("524 of the net before it", AtFirst(2, _edge), usable=True),
    Behaviour("a rate that rose too quickly", AtFirst(2, _burst), usable=True),
    Behaviour("throttled, with 400", AtFirst(2, _throttled), usable=True),
)
