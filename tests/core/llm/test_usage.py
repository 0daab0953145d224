"""The tokens a response says it took."""

from __future__ import annotations

from typing import Any

import pytest

from core.llm.usage import UNSAID, TokenCounts, usage_of


@pytest.mark.parametrize(
    ("content", "usage"),
    [
        pytest.param({}, UNSAID, id="nothing"),
        pytest.param({"usage": None}, UNSAID, id="null"),
        pytest.param({"usage": {}}, UNSAID, id="empty"),
        pytest.param({"usage": "many"}, UNSAID, id="a word"),
        pytest.param({"usage": [1]}, UNSAID, id="a list"),
        pytest.param(
            {"usage": {"prompt_tokens": 30, "completion_tokens": 7, "total_tokens": 37}}, TokenCounts(30, 7, 37), id="all"
        ),
        pytest.param({"usage": {"total_tokens": 1200}}, TokenCounts(total=1200), id="the total alone"),
        pytest.param({"usage": {"prompt_tokens": None, "completion_tokens": 7}}, TokenCounts(completion=7), id="one is null"),
        pytest.param({"usage": {"prompt_tokens": 0, "completion_tokens": 0}}, UNSAID, id="zeros"),
        pytest.param({"usage": {"prompt_tokens": -1, "completion_tokens": True}}, UNSAID, id="what is no count"),
        pytest.param({"usage": {"prompt_tokens": "30", "completion_tokens": "7.0"}}, TokenCounts(30, 7), id="as texts"),
        pytest.param({"usage": {"prompt_tokens": "thirty", "input_tokens": 30}}, TokenCounts(30), id="in words"),
        pytest.param({"usage": {"prompt_tokens": 30.9, "completion_tokens": 0.5}}, TokenCounts(30), id="fractions"),
        pytest.param({"usage": {"prompt_tokens": float("nan"), "total_tokens": float("inf")}}, UNSAID, id="no numbers"),
        pytest.param({"usage": {"prompt_tokens": 10**400, "total_tokens": 10**9}}, UNSAID, id="beyond all measure"),
        pytest.param({"usage": {"input_tokens": 30, "output_tokens": 7}}, TokenCounts(30, 7), id="Responses and Anthropic"),
        pytest.param(
            {"usageMetadata": {"promptTokenCount": 30, "candidatesTokenCount": 7, "thoughtsTokenCount": 5}},
            TokenCounts(30, 7, thoughts=5), id="Gemini",
        ),
        pytest.param({"prompt_eval_count": 30, "eval_count": 7, "total_duration": 9}, TokenCounts(30, 7), id="Ollama"),
        pytest.param({"x_groq": {"usage": {"prompt_tokens": 30}}}, TokenCounts(30), id="Groq"),
        pytest.param(
            {"usage": {"prompt_tokens": 30, "prompt_tokens_details": {"cached_tokens": 20},
                       "completion_tokens": 7, "completion_tokens_details": {"reasoning_tokens": 5}}},
            TokenCounts(30, 7, cached=20, thoughts=5), id="details",
        ),
        pytest.param({"usage": {"prompt_cache_hit_tokens": 20}}, TokenCounts(cached=20), id="DeepSeek"),
        pytest.param({"usage": {"cache_read_input_tokens": 20}}, TokenCounts(cached=20), id="Anthropic"),
    ],
)  # fmt: skip
def test_what_was_used(content: dict[str, Any], usage: TokenCounts):
    assert usage_of(content) == usage
