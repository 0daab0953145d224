"""The words by which endpoints refuse, as a table. Pure data.

They are those of OpenAI, Azure, DeepSeek, Qwen, Zhipu, Kimi, SiliconFlow, Gemini, OpenRouter, vLLM,
Ollama, llama.cpp and the gateways before them, in lower case. The rows are tried in order, the most
telling first: words about a limit of tokens also name the parameter, and a 429 about money is not
about pace.
"""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import re

from core.llm import money_words, request_words, tongues
from core.llm.kinds import REQUEST, SUCCESS, Kind, Row, any_of
from core.llm.request_words import PARAMETERS, named

_ALL = re.compile("")
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
    r"速率|频率|频繁|[过太]快|限流|流控|限频|limitburst|每秒.{0,6}次",
)
_NO_SUCH_PATH = r"unexpected endpoint|invalid url|no route for|api version not supported"
_BY_THE_MINUTE = any_of(r"\b[rt]pm\b", r"per[-_ ]?min", r"每分钟", r"qps")

ROWS = (
    Row(Kind.OUTPUT, {402}, re.compile(r"can only afford \d+")),
    Row(Kind.UNPAID, {402}, _ALL),
    # Qwen's and Bedrock's words for tokens a minute.
    Row(
        Kind.TOKEN_RATE,
        {429},
        any_of(r"allocated quota exceeded", r"too many tokens"),
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
        SUCCESS | REQUEST | {429} | _BROKEN,
        money_words.SPENT,
        # Gemini speaks of billing in every 429, also in those that pass within a minute; others of
        # more for more money.
        unless=any_of(*money_words.PACE, *money_words.QUOTED),
    ),
    Row(Kind.UNPAID, {429}, re.compile(r"limit: 0\b"), unless=re.compile("limit: [1-9]")),
    Row(
        Kind.UNPAID,
        {401},
        any_of(
            r"额度|余额|欠费|insufficient_quota|exceeded your current quota",
            r"insufficient (?:account )?(?:balance|credits?|funds?)\b",
            r"(?:balance|quota|credits?)\b.{0,40}(?:exhausted|used up|not enough)",
        ),
    ),
    # The key is right, but not for this model.
    Row(
        Kind.FORBIDDEN,
        {401, 403},
        any_of(
            r"not allowed to (?:access|use) (?:the )?model",
            r"无权.{0,6}模型",
            r"\bip\b.{0,30}not (?:authorized|allowed)",
        ),
    ),
    Row(
        Kind.FORBIDDEN,
        REQUEST | {429} | _BROKEN,
        any_of(r"plan.{0,8}(?:does )?not (?:support|include)", r"暂?未开放.{0,20}权限"),
    ),
    *tongues.ROWS,
    Row(Kind.KEY, {401}, _ALL),
    Row(Kind.CONTEXT, {413}, _ALL),
    Row(Kind.CONTEXT, {429}, any_of(r"(?:request|prompt|input) too large", r"too large for model")),
    Row(
        Kind.CONCURRENCY,
        _LIMITED,
        any_of(
            r"concurren",
            r"(?:parallel|simultaneous) requests|request is in progress",
            r"并发|同时.{0,4}\d|同时请求",
        ),
    ),
    Row(
        Kind.OVERLOADED,
        {429, 498, 503, 529},
        any_of(
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
        any_of(
            r"\btpm\b",
            r"tokens? per[_ ]?min",
            r"tokens?permodelperminute",
            r"tokens?perminute",
            r"token rate limit",
            r"每分钟.{0,6}token",
        ),
        unless=any_of(r"\brpm\b", r"requests?[_ ]?per[_ ]?min"),
    ),
    Row(
        Kind.QUOTA,
        _LIMITED,
        any_of(
            r"(?:per[-_ ]?|by|/ ?|each |every )(?:day|month|week)",
            r"\b[rt]pd\b",
            r"daily|weekly|monthly",
            r"usage limit",
            r"inference limit",
            r"[每当今]日|[每今明]天|每月|使用上限|24\s?小时",
            r"for (?:today|this (?:day|week|month))\b|\btomorrow\b",
            r"\b\d{1,2}[- ]?h(?:our)?s?\b.{0,20}(?:limit|allowance|quota|window)",
            r"(?:day|week|month)[_ ]quota|quota (?:is |has been )?(?:used up|exhausted)",
        ),
        unless=_BY_THE_MINUTE,
    ),
    Row(Kind.UNPAID, {429}, money_words.PAY, unless=any_of(*_PACE, *money_words.PACE)),
    Row(Kind.RATE, {429}, _ALL),
    Row(Kind.RATE, _LIMITED, any_of(*_PACE)),
    Row(
        Kind.DECLINED,
        SUCCESS | REQUEST,
        any_of(
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
            r"(?:security|safety) policy (?:denied|blocked)",
            r"敏感|违规|违反|合规|不当内容|内容安全|安全策略|不安全|使用政策|审核[未不]通过|风控|拦截",
            r"安全检[测查]|法律法规|涉及.{0,8}安全|infring|censor|prompt injection|jailbreak",
            r"违禁|不当信息|无法回答|harmful|toxic|unsafe|\bpii detected",
            r"content.{0,20}illegal|risk_?detect|contain.{0,8}\brisk|cybersecurity risk",
        ),
        unless=any_of(r"response_format", r"json_schema", r"data policy"),
    ),
    Row(Kind.UNPAID, SUCCESS | REQUEST | _BROKEN, money_words.PAY),
    Row(
        Kind.FORBIDDEN,
        REQUEST,
        any_of(
            r"\b(?:country|region|territory)\b",
            r"location is not supported",
            r"not available in your",
            r"real-?name|实名",
            r"\bip\b.{0,30}(?:allow|block|whitelist|denied)",
            r"terms acceptance|accept the terms|details have not been submitted",
            r"封禁|企业认证|(?:账[号户]|用户).{0,12}限制使用",
            r"\b(?:organi[sz]ation|account|user|project|workspace|team)\b.{0,20}"
            r"\b(?:disabled|restricted|suspended|banned|deactivated)\b",
            r"地区|白名单|\bip\b.{0,4}不在|未开通.{0,8}服务",
        ),
    ),
    *request_words.ROWS,
    Row(
        Kind.MODEL,
        SUCCESS | REQUEST | _BROKEN,
        any_of(
            r"model.{0,80}(?:not found|not exist|unknown(?!_)|not available|unavailable(?!_)"
            r"|not supported|invalid(?!_)|deprecated|decommission|no longer|not loaded|retired"
            r"|doesn'?t exist|has been removed|no access|not have access|disabled)",
            r"(?:unknown|invalid|no such|unsupported|unavailable|unrecognized) model"
            r"|not found the model|not activated the model",
            r"no models? (?:is |are )?(?:currently )?loaded",
            r"no permission to use (?:the |this )?model|not have access to (?:the )?model",
            r"model is only supported in",
            r"model_not_found|deploymentnotfound|deployment.{0,40}does not exist",
            r"no (?:available |allowed )?(?:channels?|endpoints?|providers?)\b",
            r"(?:could not|cannot|can't) find (?:the )?model|model.{0,40}\bsunset|not a chat model",
            r"non-serverless model|on-demand throughput|model_price_error|the specified model",
            r"endpoint.{0,40}\bclosed|^function '.{0,80}not found|^model: \S+ not_found_error",
            r"模型.{0,20}(?:不存在|未找到|不可用|下线|停止服务|不在)|无可用渠道",
            r"模型名.{0,6}(?:错误|有误|无效)|不支持的模型|模型.{0,6}未开通|(?:找不到|[未有]找到|未知).{0,2}模型",
            r"模型名称?不正确|model.{0,40}end of life",
            r"\bmodel ?参数(?:错误|有误|无效|非法)",
            r"not a valid model|unable to access model|does not support chat",
            r"try pulling",
        ),
    ),
    Row(
        Kind.KEY,
        SUCCESS | REQUEST,
        any_of(
            r"(?:api|secret|access)[_ -]?key|login fail",
            r"no connected db",  # LiteLLM, which looks for any other key than its own in a database
            r"unauthori[sz]ed|authenticat|auth_?fail",
            r"invalid[_ ](?:iam_|bearer )?token|access token|bearer token|authorization header",
            r"credential|security token",
            r"令牌|密钥|金钥|鉴权|认证|身份验证|签名(?:错误|不匹配)|appid|token\s?(?:无效|失效|[已]?过期|错误)",
        ),
    ),
    # LM Studio's words, with a 200.
    Row(Kind.ADDRESS, SUCCESS | REQUEST, re.compile(_NO_SUCH_PATH)),
    Row(Kind.PARAMETER, {400, 422}, any_of(*(rf"\b{named(name)}\b" for name in PARAMETERS))),
)
