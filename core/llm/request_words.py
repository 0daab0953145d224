"""The words by which endpoints refuse a request as it is made, as a table. Pure data.

Streams, limits of tokens, parameters, structure and roles. The rows are tried in order, after those
about who asks (`refusal_words`).
"""

# Chinese is read here: what endpoints say.
# Tested in tests/core/llm/test_refusals.py.

from __future__ import annotations

import re

from core.llm import tongues
from core.llm.kinds import REQUEST, SUCCESS, Kind, Row, any_of

# What we send by name; the longer names first, for one is a part of another.
PARAMETERS = (
    "max_completion_tokens",
    "max_tokens",
    "stream_options",
    "reasoning_effort",
    "response_format",
    "temperature",
    "strict",
    "stream",
)


# Names under which gateways pass it on.
_EFFORT = (
    r"reasoning[_. ]?effort\b|思考模式|\breasoning value|\bthinking[_ ](?:level|budget|mode)"
    r"|support (?:thinking|reasoning)"
)


def named(parameter: str) -> str:
    """The pattern of that parameter's name, in snake case or in camel case."""
    if parameter == "reasoning_effort":
        return f"(?:{_EFFORT})"
    return parameter.replace("_", "[_-]?")


ROWS = (
    Row(
        Kind.NO_STREAM,
        REQUEST,
        any_of(r"\bstream\W{1,3}(?:must|should) be (?:set to )?false", r"不支持流式调用"),
    ),
    Row(
        Kind.STREAM,
        SUCCESS | REQUEST,
        any_of(
            r"only.{0,30}stream",
            r"(?:must|should|please).{0,30}(?:use|be|set|enable|have).{0,20}\bstream",
            r"^set stream to true|同步调用不支持",
            r"stream(?:ing)?\b.{0,30}(?:must be|is required|required|should be) ?"
            r"(?:set to )?(?:true|enabled)?",
            r"stream ?= ?.?false",
            r"(?:false|unsupported|not support\w*).{0,40}non-?stream",
            r"non-?stream\w*.{0,60}(?:not (?:supported|allowed|enabled|available|permitted)"
            r"|unsupported|disabled|disallowed|forbidden|rejected)",
            r"stream(?:ing)?\b.{0,20}(?:mandatory|obligatory|compulsory)",
            r"[仅只]支[持援]\s?(?:stream|流式|串流)|非流式",
            r"(?:请(?!求)|必须|只能|仅限)[^不，。,]{0,6}[流串][式流]",
        ),
        unless=any_of(r"stream_options", r"(?:does not|doesn't) support stream", r"to stream\b"),
    ),
    Row(
        Kind.SPENT,
        {400, 500},
        re.compile(r"max\w{0,11}[_ ]tokens(?: or model output limit)? (?:was |were )?reached"),
    ),
    # What vLLM and TensorRT reckon as left for the answer, when the prompt fills the context.
    Row(
        Kind.CONTEXT,
        {400},
        re.compile(r"max_\w{0,12}tokens.{0,60}(?:at least|greater than).{0,99}-\d"),
    ),
    # Groq's words, which tell the context's size apart.
    Row(
        Kind.OUTPUT, {400}, re.compile(r"max_\w{0,12}tokens.{0,200}less than the .?context_window")
    ),
    Row(
        Kind.OUTPUT,
        SUCCESS | REQUEST,
        any_of(
            r"range of max_(?:completion_|output_)?tokens",
            r"(?:max_?(?:completion_|output_?|new_)?tokens|tokens[_ ]to[_ ]generate).{0,80}"
            r"(?:\[\s*\d+\s*,|less than|at most|must be|cannot exceed|not exceed|should be|up to"
            r"|too large|too high|maximum|exceed|larger|greater|>|<=|≤|between|invalid(?!_)|range"
            r"|cannot be more|不能|不得|超[过出]|大于|小于|范围|取值|最[大多高]|上限"
            rf"|{tongues.BOUNDED})",
            r"maximum (?:allowed )?max_\w{0,12}tokens|can generate (?:no more than|at most)",
            r"(?:less than(?: or equal to)? \d|<=|limited to).{0,60}"
            r"max_?(?:completion_|output_|new_)?tokens",
            r"max(?:imum)? (?:number of )?tokens.{0,40}exceed",
            r"at most \d+ (?:completion|output)",
            r"(?:maximum|limit) .{0,40}(?:output|completion) tokens",
            r"(?:output|completion) tokens.{0,40}(?:maximum|at most|up to|exceed|limit)",
            r"(?:output|completion|generation|answer) length",
            r"(?:maximum|max|longest) (?:output|completion|generation)\b",
            r"(?:输出|生成|回[答复])(?:的)?\s?(?:长度|字数|tokens?).{0,12}(?:超|不能|不得|上限|最大)",
            r"最大(?:输出|生成|回[答复])",
        ),
        unless=any_of(
            r"unsupported (?:parameter|argument)",
            r"un(?:recognized|known(?!_)|expected)",
            r"extra (?:inputs|fields|keys)|extra_forbidden",
            r"(?:is|are) not (?:supported|allowed|permitted)",
            r"use '?max_",
            r"same time",
            r"prompt (?:and|plus|\+) (?:the )?completion|prompt tokens \+",
            r"context|session|max_seq_len|max_num_tokens",
            r"(?:inputs?|prompt)\b.{0,30}(?:\+|\bplus\b|\band\b)\W{0,3}(?:max_|completion|output)",
        ),
    ),
    Row(
        Kind.CONTEXT,
        SUCCESS | REQUEST | {500},
        any_of(
            r"context[_ ]?(?:length|window|size|limit)|\bcontext of \d",
            r"(?:maximum|max|exceeds?|available|model'?s) .{0,20}context",
            r"max_model_len|max_seq_len|n_ctx|exceed_context",
            r"(?:prompt|input|request|message)s? (?:is |are |length )?"
            r"(?:too long|too large|exceeds?)",
            r"(?:prompt|input|request|message)s? (?:is |are )?(?:longer|larger|bigger) than",
            # How long something is, and behind it a word for what it must not be.
            r"(?:prompt|input|text|message|sequence|request|token)s?.{0,12}[ _]"
            r"(?:length|size|count|tokens?)\b.{0,60}"
            r"(?:exceed|longer than|greater than|larger than|too (?:long|large)|less than|limit)",
            r"\binputs?\b.{0,20}(?:less than|at most|exceed).{0,12}\d.{0,12}tokens",
            r"tokens in (?:the )?(?:prompt|input).{0,20}exceed|tokens \d+ ?> ?\D{0,20}\d"
            r"|(?:process|handle|accepts?) (?:only |up to |at most )?\d+ tokens",
            r"(?:sequence|prompt|input) length.{0,20}<=|(?:message|conversation)\b.{0,20} too long",
            r"\d tokens?\b.{0,40}exceed|exceeds?.{0,40}\btokens?\b|total of \d+ tokens",
            r"\d.{0,12}max_?\w{0,12}tokens.{0,40}exceed",
            r"max(?:imum)? length of (?:the )?(?:current )?(?:prompt|input|question)",
            r"maxlength|oversized_?text",
            r"length of .{0,40}must be <=|sum of (?:the )?(?:input|prompt)",
            r"too many (?:input |prompt )?tokens",
            r"(?:input|prompt)[_ ](?:token|length)|\blonger than the max",
            r"\btoken limit\b",
            r"prompt (?:and|plus|\+) (?:the )?completion tokens|prompt tokens \+",
            r"inputs?\W{0,3}tokens?\W{0,3}\+",
            r"reduce (?:the )?(?:length|your prompt)",
            r"maximum (?:allowed )?(?:number of )?(?:input|prompt)",
            r"string too long|payload too large|(?:entity|request) too large",
            r"max(?:imum)? input (?:characters|length|tokens)",
            r"\bsession_len|model'?s max(?:imum)? length",
            r"上下文|[过太]长|字数过多|请求体?过大|超出?.{0,8}(?:输入|tokens?|长度)",
            r"(?:输入|prompt|提示词?|tokens?\s?(?:数|总数|数量)?|(?:文本|消息|内容)总?(?:长度|字数))"
            r".{0,12}(?:超|不能|不得|上限)",
        ),
    ),
    Row(
        Kind.NO_STREAM,
        SUCCESS | REQUEST,
        any_of(
            r"stream(?:ing)?\b.{0,40}(?:not supported|unsupported(?!_)|not available|disabled)",
            r"not support stream",
            r"verified to stream",
            r"不支持流式",
        ),
        unless=re.compile("stream_options"),
    ),
    Row(
        Kind.PARAMETER,
        SUCCESS | REQUEST | {500},
        any_of(
            *map(
                named,
                (
                    "max_completion_tokens",
                    "max_tokens",
                    "stream_options",
                    "reasoning_effort",
                    "temperature",
                ),
            )
        ),
    ),
    # The model wrote what the endpoint itself does not take for JSON: another time it may.
    Row(
        Kind.OVERLOADED,
        REQUEST,
        any_of(
            r"failed to generate json|json_validate_failed|produced invalid content",
            # And its server may be up again.
            r"model has crashed|model unloaded|degraded function|unexpected error during",
            r"failed to load model|waiting timeout",
            r"(?:推理|服务|系统).{0,6}(?:异常|出错)",
        ),
    ),
    Row(
        Kind.OVERLOADED,
        {503},
        any_of(r"loading model|model.{0,20}(?:is )?(?:being )?load(?:ed|ing)", r"scaling up"),
    ),
    Row(
        Kind.FORMAT,
        SUCCESS | REQUEST | {500, 501},
        any_of(
            r"response_?format",
            r"json[-_ ]?(?:schema|object|mode|output)",
            r"structured[-_ ]?outputs?",
            r"结构化|json ?(?:模式|格式|输出)|(?:响应|返回|输出)格式",
            r"input should be 'text'",
            r"\b(?:response_?)?schema\b|\$defs|\$ref|additionalproperties",
            r"grammar|guided",
            r"\bstrict\b",
            r"the requested parameters",
        ),
    ),
    Row(
        Kind.ROLE,
        SUCCESS | REQUEST | {500},
        any_of(
            r"\broles?\b.{0,80}(?:must|only|should|can|只能|必须|仅).{0,30}\buser\b",
            r"only.{0,40}\buser\b.{0,20}\bassistant\b",
            r"first message|首条(?:消息|必须)|第一条消息|系统(?:消息|角色|提示)",
            r"不支[持援].{0,4}system|system.{0,8}不(?:被支|支[持援])",
            r"system (?:role|message|prompt|instruction)s?\b",
            r"\broles?\b.{0,40}(?:system|developer|alternate)",
            r"(?:developer|system) instruction",
        ),
    ),
)
