"""How much endpoints allow, told from their words."""

from __future__ import annotations

import pytest

from core.llm.refusals import Kind, refusal_of
from tests.core.llm.errors import error


@pytest.mark.parametrize(
    ("status", "message", "limit"),
    [
        (400, "This model supports at most 4096 completion tokens, you provided 20000.", 4096),
        (
            400,
            "max_tokens is too large: 20000. At most 16,384 completion tokens are supported.",
            16384,
        ),
        (400, "Range of max_tokens should be [1, 2000]", 2000),
        (400, "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]", 8192),
        (400, "max_tokens 参数非法，取值范围为[1,4095]。", 4095),
        (400, "max_tokens 不能大于 4096", 4096),
        (400, "max_tokens must be less than or equal to 8000", 8000),
        (400, "max_tokens: 20000 > 8192, the maximum of output tokens", 8192),
        (400, "max_tokens (384000) exceeds the maximum output tokens (65536)", 65536),
        (400, "max_tokens=131072 cannot be greater than 28672", 28672),
        (
            400,
            "The requested output length exceeds the model's maximum output of 4K tokens",
            4000,
        ),
        (422, "max_completion_tokens is too high", None),
        (402, "You asked for up to 8000 tokens, but can only afford 2666.", 2666),
        (
            400,
            "`max_tokens` must be less than or equal to `8192`, for the maximum value of "
            "`max_tokens` is less than the `context_window` of this model",
            8192,
        ),
        (422, "body.max_tokens: Input should be less than or equal to 2048", 2048),
        (422, "Input should be less than or equal to 2,048, body, max_tokens", 2048),
        (400, "tokens_to_generate must be less than 8192", 8192),
        (400, "输出长度超过模型上限 8K", 8000),
        (400, "最大输出 tokens 不能超过 4,096", 4096),
        (400, "参数 max_tokens 取值需在 1 到 4096 之间", 4096),
        (400, "max_tokens 最大为4096，当前为 8000", 4096),
        (400, "max_tokens 參數錯誤，上限為 4096", 4096),
        (400, "max_tokens 不得大於 4096", 4096),
        (400, "max_tokens must be in (0, 8000]", 8000),
    ],
)
def test_a_limit_of_the_answer(status: int, message: str, limit: int | None):
    found = refusal_of(status, {}, error(message))

    assert (found.kind, found.limit) == (Kind.OUTPUT, limit)


@pytest.mark.parametrize(
    ("status", "message", "limit"),
    [
        (
            400,
            "maximum context length is 8192 tokens, you asked for 9192 (1192 in the messages)",
            8192,
        ),
        (
            400,
            "'max_tokens' is too large: 8000. The maximum context length is 8192 (8000 > 8192 - 1192)",
            8192,
        ),
        (400, "the request exceeds the available context size (4096 tokens)", 4096),
        (400, "loaded with context length of only 4096 tokens", 4096),
        (400, "prompt is too long: 210000 tokens > 200000 maximum", 200000),
        (
            400,
            "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
            1048576,
        ),
        (400, "Range of input length should be [1, 129024]", 129024),
        (400, "Your request exceeded model token limit: 8192", 8192),
        (400, "max_total_tokens (32769) must be less than or equal to max_seq_len (32768)", 32768),
        (422, "`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 3000 and 2000", 4096),
        (400, "总长度超过模型上下文长度限制 32000", 32000),
        (
            400,
            "ContextWindowExceededError: the request has 9000 tokens, the window is 6000 tokens",
            6000,
        ),
        (400, "The input is longer than 8 k tokens", 8000),
        (400, "Prompt 超长", None),
        (
            400,
            "40000 tokens of the prompt are too large for a model with 32768 maximum context length",
            32768,
        ),
        (400, "input length and `max_tokens` exceed context limit: 1990 + 400 > 2000", 2000),
        (400, "Input tokens too long: the max input tokens is 7168", 7168),
        (400, "Prompt and completion (9000) exceed the model's max length 4096", 4096),
        (400, "prompt tokens + max_tokens > 32768", 32768),
        (400, "Prompt length (9000) exceeds the model context window 8192", 8192),
        (400, "input token length 9000 exceeds session_len 8192", 8192),
        (400, "总 tokens 数不能超过 8k", 8000),
        (400, "提示词长度 9000 超过了限制 8192", 8192),
        (400, "輸入過長，超過上下文長度 8192", 8192),
        (400, "prompt too long; exceeded max context length by 812 tokens", None),
        (413, "Body too large. Max size: 4000 tokens.", 4000),
        (413, "", None),
        (429, "Request too large on tokens per min (TPM): Limit 30000, Requested 60000.", 30000),
        (500, "the context window is full", None),
        (200, "token limit", None),
    ],
)
def test_a_limit_of_the_whole(status: int, message: str, limit: int | None):
    found = refusal_of(status, {}, error(message))

    assert (found.kind, found.limit) == (Kind.CONTEXT, limit)


@pytest.mark.parametrize(
    ("message", "counted"),
    [
        ("maximum context length is 4096 tokens. However, you requested 5118 tokens (5018 in the messages, 100 in the "
         "completion).", 5018),
        ("maximum context length is 8192 tokens. However, your request has 9000 input tokens.", 9000),
        ("The input (9000 tokens) is longer than the model's context length (8192 tokens).", 9000),
        ("`inputs` tokens + `max_new_tokens` must be <= 8192. Given: 7000 `inputs` tokens and 5000 more", 7000),
        ("This model's maximum context length is 8192 tokens.", None),
        ("the request (9000 tokens) exceeds the available context size (8192 tokens)", 9000),
        ("Prompt contains 40000 tokens, too large for 32768 maximum context length", 40000),
    ],
)  # fmt: skip
def test_what_it_counts_in_the_prompt(message: str, counted: int | None):
    found = refusal_of(400, {}, error(message))

    assert (found.kind, found.counted) == (Kind.CONTEXT, counted)


@pytest.mark.parametrize(
    "words",
    [
        "The sum of prompt and completion tokens (9213) exceeds 8192",
        "prompt plus completion tokens must not exceed 8192",
    ],
)
def test_prompt_and_completion_together_are_the_context(words: str) -> None:
    found = refusal_of(400, {}, words)
    assert (found.kind, found.limit) == (Kind.CONTEXT, 8192)
