"""The words by which endpoints refuse, as a table. Pure data.

They are those of OpenAI, Azure, DeepSeek, Qwen, Zhipu, Kimi, SiliconFlow, Gemini, OpenRouter, vLLM,
Ollama, llama.cpp and the gateways before them, in lower case. The rows are tried in order, the most
telling first: words about a limit of tokens also name the parameter, and a 429 about money is not
about pace.
"""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from core.llm.kinds import Kind


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


def _any(*words: str) -> re.Pattern[str]:
    """The pattern of any of these."""
    return re.compile("|".join(words))


_ALL = re.compile("")
_SUCCESS = frozenset(range(200, 300))
# Refusals of the request itself. 401, 402, 408 and 429 are about who asks, and how often.
_REQUEST = frozenset(range(400, 500)) - {401, 402, 408, 429}
_LIMITED = frozenset({200, 400, 403, 429, 503, 529})
# Gateways pass on refusals under these, too.
_BROKEN = frozenset({500, 502, 503})

_PACE = (
    r"rate[_ ]?limit",
    r"too many requests",
    r"throttl",
    r"resource[_ ]?exhausted",
    r"\b[rt]pm\b",
    r"\bqps\b",
    r"request_?limit_?exceeded",
    r"速率|频率|频繁|[过太]快|限流|限频|limitburst|每秒.{0,6}次",
)
_NO_SUCH_PATH = r"unexpected endpoint|invalid url|no route for|api version not supported"
_BY_THE_MINUTE = _any(r"\b[rt]pm\b", r"per[-_ ]?min", r"每分钟", r"qps")

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
    r"reasoning[_.]?effort\b|\breasoning value|\bthinking[_ ](?:level|budget|mode)"
    r"|support (?:thinking|reasoning)"
)


def named(parameter: str) -> str:
    """The pattern of that parameter's name, in snake case or in camel case."""
    if parameter == "reasoning_effort":
        return f"(?:{_EFFORT})"
    return parameter.replace("_", "[_-]?")


ROWS = (
    Row(Kind.OUTPUT, {402}, re.compile(r"can only afford \d+")),
    Row(Kind.UNPAID, {402}, _ALL),
    # Qwen's and Bedrock's words for tokens a minute.
    Row(
        Kind.TOKEN_RATE,
        {429},
        _any(r"allocated quota exceeded", r"too many tokens"),
        unless=re.compile("per day"),
    ),
    # What is used up for now, whatever it is called.
    Row(
        Kind.QUOTA,
        _LIMITED,
        re.compile(
            r"[本每当今][日天周月].{0,12}(?:额度|配额|次数|用量|调用量).{0,8}(?:[用耗][尽完]|超|上限)"
        ),
    ),
    Row(
        Kind.UNPAID,
        _SUCCESS | _REQUEST | {429} | _BROKEN,
        _any(
            r"insufficient[_ ](?:account )?(?:user_)?(?:balance|quota|credit|fund)",
            r"quota is not enough",
            r"(?:balance|credits?)\b.{0,40}(?:insufficient|not enough|too low|exhausted|depleted)",
            r"not enough credits",
            r"\bno (?:quota|credits?|balance|funds?) (?:is |are )?(?:left|remain)"
            r"(?!.{0,30}\b(?:to)?day)",
            r"\bout of (?:credits?|balance|funds?)\b",
            r"payment required",
            r"\bbilling(?:\b|_)",
            r"negative balance|wallet balance|add funds|\(total limit\)",
            r"(?:subscription|trial|plan|credits?)\b.{0,12}(?:has |have )?(?:expired|ended)",
            r"arrear|overdue",
            r"purchase|top[- ]?up|recharge",
            r"spending limit",
            r"budget.{0,20}exceeded",
            r"free (?:tier|trial).{0,40}exhausted|exhausted.{0,20}free (?:tier|trial)",
            r"余额|欠费|充值|续[费订]|额度不足|额度.{0,6}(?:用尽|用完|耗尽|为 ?0)|预扣费|资源包",
            r"(?:套餐|试用期?).{0,6}(?:到期|结束|过期)|(?:积分|算力|点数)[不已].{0,4}[足够尽完]|停服",
        ),
        # Gemini speaks of billing in every 429, also in those that pass within a minute; others of
        # more for more money.
        unless=_any(r"limit: \d", r"per[-_ ]?min", r"per[-_ ]?day", r"\b[rt]p[md]\b"),
    ),
    Row(Kind.UNPAID, {429}, re.compile(r"limit: 0\b"), unless=re.compile("limit: [1-9]")),
    Row(
        Kind.UNPAID,
        {401},
        _any(
            r"额度|余额|欠费|insufficient_quota|exceeded your current quota",
            r"(?:balance|quota|credits?)\b.{0,40}(?:exhausted|used up|not enough)",
        ),
    ),
    # The key is right, but not for this model.
    Row(
        Kind.FORBIDDEN,
        {401, 403},
        _any(
            r"not allowed to (?:access|use) (?:the )?model",
            r"无权.{0,6}模型",
            r"\bip\b.{0,30}not (?:authorized|allowed)",
        ),
    ),
    Row(
        Kind.FORBIDDEN,
        _REQUEST | {429} | _BROKEN,
        _any(r"plan.{0,8}(?:does )?not (?:support|include)", r"暂?未开放.{0,20}权限"),
    ),
    Row(Kind.KEY, {401}, _ALL),
    Row(Kind.CONTEXT, {413}, _ALL),
    Row(Kind.CONTEXT, {429}, _any(r"(?:request|prompt|input) too large", r"too large for model")),
    Row(
        Kind.CONCURRENCY,
        _LIMITED,
        _any(r"concurren", r"(?:parallel|simultaneous) requests", r"并发"),
    ),
    Row(
        Kind.OVERLOADED,
        {429, 498, 503, 529},
        _any(
            r"overload",
            r"capacity",
            r"busy",
            r"temporarily unavailable",
            r"high (?:demand|traffic)",
            r"负载|繁忙|过载|访问量过大",
        ),
        unless=_BY_THE_MINUTE,
    ),
    Row(
        Kind.TOKEN_RATE,
        _LIMITED,
        _any(
            r"\btpm\b",
            r"tokens? per[_ ]?min",
            r"tokens?permodelperminute",
            r"tokens?perminute",
            r"token rate limit",
            r"每分钟.{0,6}token",
        ),
        unless=_any(r"\brpm\b", r"requests?[_ ]?per[_ ]?min"),
    ),
    Row(
        Kind.QUOTA,
        _LIMITED,
        _any(
            r"(?:per[-_ ]?|by|/ ?|each |every )(?:day|month|week)",
            r"\b[rt]pd\b",
            r"daily|weekly|monthly",
            r"usage limit",
            r"inference limit",
            r"[每当今]日|[每今明]天|每月|使用上限|24\s?小时",
            r"for today|\b\d{1,2}[- ]?h(?:our)?s?\b.{0,20}(?:limit|allowance|quota|window)",
            r"(?:day|week|month)[_ ]quota|quota (?:is |has been )?(?:used up|exhausted)",
        ),
        unless=_BY_THE_MINUTE,
    ),
    Row(Kind.RATE, {429}, _ALL),
    Row(Kind.RATE, _LIMITED, _any(*_PACE)),
    Row(
        Kind.DECLINED,
        _SUCCESS | _REQUEST,
        _any(
            r"moderat",
            r"content[_ ]?(?:policy|filter|management)",
            r"policy violation",
            r"(?:safety|risk) (?:system|filter|setting|control)",
            r"responsibleai",
            r"\bflagged\b",
            r"data_?inspection",
            r"inappropriate",
            r"(?<!case[- ])(?<!in)sensitive",
            r"prohibited content",
            r"content exists risk|considered high risk",
            r"guardrail|copyright",
            r"violates.{0,20}(?:guideline|polic)|safety_check|content_rejected",
            r"safety checker|\bcontent\b.{0,60}\bblocked",
            r"敏感|违规|违反|合规|不当内容|内容安全|安全策略|不安全|使用政策|审核[未不]通过|风控|拦截",
            r"安全检[测查]|法律法规|涉及.{0,8}安全|infring|censor|prompt injection|jailbreak",
            r"content.{0,20}illegal|risk_?detect|contain.{0,8}\brisk|cybersecurity risk",
        ),
        unless=_any(r"response_format", r"json_schema", r"data policy"),
    ),
    Row(
        Kind.FORBIDDEN,
        _REQUEST,
        _any(
            r"\b(?:country|region|territory)\b",
            r"location is not supported",
            r"not available in your",
            r"real-?name|实名",
            r"\bip\b.{0,30}(?:allow|block|whitelist|denied)",
            r"terms acceptance|accept the terms",
            r"地区|白名单|\bip\b.{0,4}不在|未开通.{0,8}服务",
        ),
    ),
    Row(
        Kind.NO_STREAM,
        _REQUEST,
        _any(r"\bstream\W{1,3}(?:must|should) be (?:set to )?false", r"不支持流式调用"),
    ),
    Row(
        Kind.STREAM,
        _SUCCESS | _REQUEST,
        _any(
            r"only.{0,30}stream",
            r"(?:must|should|please).{0,30}(?:use|be|set|enable|have).{0,20}\bstream",
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
        unless=_any(r"stream_options", r"(?:does not|doesn't) support stream", r"to stream\b"),
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
        _SUCCESS | _REQUEST,
        _any(
            r"range of max_(?:completion_|output_)?tokens",
            r"(?:max_?(?:completion_|output_?|new_)?tokens|tokens[_ ]to[_ ]generate).{0,80}"
            r"(?:\[\s*\d+\s*,|less than|at most|must be|cannot exceed|not exceed|should be|up to"
            r"|too large|too high|maximum|exceed|larger|greater|>|<=|≤|between|invalid(?!_)|range"
            r"|不能|不得|超[过出]|大于|小于|范围|取值|最[大多高]|上限)",
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
        unless=_any(
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
        _SUCCESS | _REQUEST | {500},
        _any(
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
            r"\d tokens?\b.{0,40}exceed|exceeds?.{0,40}\btokens?\b|total of \d+ tokens",
            r"\d.{0,12}max_?\w{0,12}tokens.{0,40}exceed",
            r"max(?:imum)? length of (?:the )?(?:prompt|input)|maxlength|oversized_?text",
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
            r"上下文|过长|字数过多|超出?.{0,8}(?:输入|tokens?|长度)",
            r"(?:输入|prompt|提示词?|tokens?\s?(?:数|总数|数量)?|(?:文本|消息|内容)总?(?:长度|字数))"
            r".{0,12}(?:超|不能|不得|上限)",
        ),
    ),
    Row(
        Kind.NO_STREAM,
        _SUCCESS | _REQUEST,
        _any(
            r"stream(?:ing)?\b.{0,40}(?:not supported|unsupported(?!_)|not available|disabled)",
            r"not support stream",
            r"verified to stream",
            r"不支持流式",
        ),
        unless=re.compile("stream_options"),
    ),
    Row(
        Kind.PARAMETER,
        _SUCCESS | _REQUEST | {500},
        _any(
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
        _REQUEST,
        _any(
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
        _any(r"loading model|model.{0,20}(?:is )?(?:being )?load(?:ed|ing)", r"scaling up"),
    ),
    Row(
        Kind.FORMAT,
        _SUCCESS | _REQUEST | {500, 501},
        _any(
            r"response_?format",
            r"json[-_ ]?(?:schema|object|mode|output)",
            r"structured[-_ ]?outputs?",
            r"结构化|json ?(?:模式|格式|输出)|(?:响应|返回|输出)格式",
            r"input should be 'text'",
            r"\bschema\b|\$defs|\$ref|additionalproperties",
            r"grammar|guided",
            r"\bstrict\b",
            r"the requested parameters",
        ),
    ),
    Row(
        Kind.ROLE,
        _SUCCESS | _REQUEST | {500},
        _any(
            r"\broles?\b.{0,80}(?:must|only|should|can|只能|必须|仅).{0,30}\buser\b",
            r"only.{0,40}\buser\b.{0,20}\bassistant\b",
            r"first message|首条(?:消息|必须)|第一条消息|系统(?:消息|角色|提示)",
            r"不支[持援].{0,4}system|system.{0,8}不(?:被支|支[持援])",
            r"system (?:role|message|prompt|instruction)s?\b",
            r"\broles?\b.{0,40}(?:system|developer|alternate)",
            r"(?:developer|system) instruction",
        ),
    ),
    Row(
        Kind.MODEL,
        _SUCCESS | _REQUEST | _BROKEN,
        _any(
            r"model.{0,80}(?:not found|not exist|unknown(?!_)|not available|unavailable(?!_)"
            r"|not supported|invalid(?!_)|deprecated|decommission|no longer|not loaded|retired"
            r"|doesn'?t exist|has been removed|no access|not have access|disabled)",
            r"(?:unknown|invalid|no such|unsupported|unavailable|unrecognized) model"
            r"|not found the model|not activated the model",
            r"no models? loaded|model is only supported in",
            r"model_not_found|deploymentnotfound|deployment.{0,40}does not exist",
            r"no (?:available |allowed )?(?:channels?|endpoints?|providers?)\b",
            r"(?:could not|cannot|can't) find (?:the )?model|model.{0,40}\bsunset|not a chat model",
            r"non-serverless model|on-demand throughput|model_price_error|the specified model",
            r"endpoint.{0,40}\bclosed|^function '.{0,80}not found|^model: \S+ not_found_error",
            r"模型.{0,20}(?:不存在|未找到|不可用|下线|停止服务|不在)|无可用渠道",
            r"模型名.{0,6}(?:错误|有误|无效)|不支持的模型|模型.{0,6}未开通|(?:找不到|[未有]找到).{0,2}模型",
            r"\bmodel ?参数(?:错误|有误|无效|非法)",
            r"not a valid model|unable to access model|does not support chat",
            r"try pulling",
        ),
    ),
    Row(
        Kind.KEY,
        _SUCCESS | _REQUEST,
        _any(
            r"(?:api|secret)[_ -]?key|login fail",
            r"no connected db",  # LiteLLM, which looks for any other key than its own in a database
            r"unauthori[sz]ed|authenticat|auth_?fail",
            r"invalid[_ ](?:iam_|bearer )?token|access token|bearer token|authorization header",
            r"credential|security token",
            r"令牌|密钥|金钥|鉴权|认证|身份验证|签名错误|token\s?(?:无效|失效|[已]?过期|错误)",
        ),
    ),
    # LM Studio's words, with a 200.
    Row(Kind.ADDRESS, _SUCCESS | _REQUEST, re.compile(_NO_SUCH_PATH)),
    Row(Kind.PARAMETER, {400, 422}, _any(*(rf"\b{named(name)}\b" for name in PARAMETERS))),
)
