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


@pytest.mark.parametrize(
    ("status", "message", "limit"),
    [
        (400, "Unable to submit, maxOutputTokens is 100000 but the supported range is from 1 (inclusive) to 65537", 65537),
        (400, "max_tokens is too large, must be smaller than 32768", 32768),
        (400, "invalid params, tokens to generate exceeds the maximum 40000 (2013)", 40000),
        (400, "max_tokens: 20000 not allowed, up to 8192 are supported", 8192),
        (400, "You requested 20000 output tokens but this model only generates up to 8,192.", 8192),
        (400, "Free accounts are limited to max_tokens=1024.", 1024),
        (400, "max_tokens should be greater than 0 and less than 8193", 8193),
        (400, "max_tokens must be in the range 1..8192", 8192),
        (400, "max_tokens 超出范围，允许的范围是 1-8192", 8192),
        (400, "max_tokens 值过大（最大允许 8192）", 8192),
        (400, "最大回复长度不能超过 4096", 4096),
        (400, "生成长度超出限制: 最多 4096 个 token", 4096),
        (400, "max_tokens 不能大于 1.6 万", 16000),
        (400, "`max_tokens` cannot be more than 4096", 4096),
        (400, "Maximum allowed max_tokens for this model is 4096", 4096),
        (400, "The model can generate no more than 4096 tokens", 4096),
    ],
)  # fmt: skip
def test_a_limit_of_the_answer_in_other_words(status: int, message: str, limit: int):
    found = refusal_of(status, {}, error(message))

    assert (found.kind, found.limit) == (Kind.OUTPUT, limit)


@pytest.mark.parametrize(
    ("message", "limit"),
    [
        ("The sum of input tokens and max_tokens should not exceed 32768", 32768),
        ("The input tokens (12000) plus max_tokens (4096) exceeds 8192 model limit.", 8192),
        ("input length 9000 + max_tokens 4096 exceeds the session length 8192", 8192),
        ("max_tokens (-500) should be greater than 0: it is max_seq_len (8192) - prompt_len (8692)", 8192),
        ("max_tokens must be at least 1, got -186.", None),
        ("Token indices sequence length is longer than the maximum for this model (40123 > 32768)", 32768),
        ("Input validation error: `inputs` must have less than 8192 tokens. Given: 9000", 8192),
        ("Prompt contains 130000 tokens, which exceeds the maximum of 128000 tokens.", 128000),
        ("Requested a total of 140000 tokens, which exceeds the model's limit of 127072.", 127072),
        ("expected maxLength: 100000, actual: 120000, please reformat your input", None),
        ("token limit exceeded: input tokens 250000 > 245760", 245760),
        ("the max length of prompt is 129024 tokens", 129024),
        ("Total tokens of image and text exceed max message tokens.", None),
        ("The estimated number of input and maximum output tokens (9000) exceeded this model context window "
         "limit (7968).", 7968),
        ("Prompt length 9000 is greater than max_seq_len 8192", 8192),
        ("Context length 9213 is greater than max_seq_len 8192", 8192),
        ("The sum of prompt length (9000.0) should not exceed max_num_tokens (8192)", 8192),
        ("Input length of 20000 tokens exceeds the maximum of 16384 tokens", 16384),
        ("prompt size 9000 exceeds maximum allowed 8192", 8192),
        ("size limit exceeded by 3142 tokens. The limit for this model is 128000 tokens.", 128000),
        ("invalid params, context window exceeds limit (2013)", None),
        ("Context limit of 128K tokens exceeded.", 128000),
        ("This model supports a context of 8K tokens; your input is 12.5K tokens.", 8000),
        ("The context window is 32 768 tokens, you sent 40 000.", 32768),
        ("Input exceeds the 1M token context window.", 1_000_000),
        ("输入 token 数超过模型最大上下文 3.2 万", 32000),
        ("请求内容过长：当前 45,000 tokens，模型最多支持 32,768 tokens", 32768),
        ("当前输入 token 数 40000，超出最大输入限制 30720", 30720),
        ("Token 数量超过上限 32k，请减少输入", 32000),
        ("消息总长度不能超过 20000 个字符", 20000),
        ("超出模型支持的最大token数", None),
        ("Number of tokens in prompt (9,213) exceeds maximum of 8,192", 8192),
        ("Total tokens 9213 > model limit 8192", 8192),
        ("Sequence length 9213 must be <= 8192", 8192),
        ("This model can only process 8192 tokens at once; got 9213", 8192),
        ("The maximum context length of m is 8192. However, your input messages contain 9000 tokens.", 8192),
        ("the max length of current question is 8192", 8192),
        ("The message you submitted was too long", None),
        ("请求体过大", None),
        ("问题太长，请精简后重试", None),
        ("token总数超过上限：字数过多，需要精简输入", None),
    ],
)  # fmt: skip
def test_a_limit_of_the_whole_in_other_words(message: str, limit: int | None):
    found = refusal_of(400, {}, error(message))

    assert (found.kind, found.limit) == (Kind.CONTEXT, limit)


@pytest.mark.parametrize(
    ("message", "counted"),
    [
        ("The decoder prompt (length 9000) is longer than the maximum model length of 8192.", 9000),
        ("length of prompt_tokens (40000) must be less than max_seq_len (32768).", 40000),
        ("the request length (131233 tokens) is larger than the model's context window 131072", 131233),
        ("Prompt length 9000 is greater than max_seq_len 8192", 9000),
        ("the max input length 8192 is shorter than this input", None),
    ],
)  # fmt: skip
def test_what_it_counts_in_other_words(message: str, counted: int | None):
    found = refusal_of(400, {}, error(message))

    assert (found.kind, found.counted) == (Kind.CONTEXT, counted)
