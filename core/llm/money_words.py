"""The words by which endpoints say that the account's money is used up. Pure data.

Some say it wherever they stand. Others stand in what somebody wrote too, or where more money only
buys a faster pace: what moderation or a pace says of itself comes before them.
"""

# Chinese is read here: what endpoints say.

from __future__ import annotations

from core.llm.kinds import any_of

# What has a budget and costs no money.
_FREE = (
    "thinking", "thought", "reasoning", "token", "tokens", "context", "prompt", "output", "latency",
    "time", "retry", "error", "tool", "call", "turn", "step", "compute", "memory", "search", "page",
)  # fmt: skip
_NOT_FREE = "".join(rf"(?<!\b{word}[ _-])" for word in _FREE)
_COUNTED = r"\b(?:token|thinking|thought|retr|turn|step|call|second|m?s\b)"
_MONEY = r"(?:account|credits?|balance|wallet|funds?|money|quota|points|plan|package|subscription)"
_PAY = r"(?:purchase|buy|top[- ]?up|recharge)"

SPENT = any_of(
    r"insufficient[_ ](?:account )?(?:user_)?(?:balance|quota|credit|fund)",
    r"quota is not enough",
    r"(?:balance|credits?)\b.{0,40}(?:insufficient|not enough|too low|exhausted|depleted)",
    r"not[_ ]enough[_ ](?:credits?|balance|funds?|money)",
    r"\bno (?:quota|credits?|balance|funds?) (?:is |are )?(?:left|remain)(?!.{0,30}\b(?:to)?day)",
    r"\bout of (?:credits?|balance|funds?)\b",
    r"payment required",
    r"(?<!/)\bbilling(?:\b|_)",
    r"account is in good standing|not have a valid \w{1,20} subscription",
    r"negative balance|wallet balance is|\(total limit\)",
    r"(?:subscription|trial|plan|credits?)\b.{0,12}(?:has |have )?(?:expired|ended)",
    r"arrear|overdue[- _](?:balance|payment|bill|invoice|fee|account)",
    r"\b(?:account|payment|bill|invoice|balance|subscription)s?\b.{0,20}\boverdue",
    r"\bspend(?:ing)? (?:limit|cap)\b",
    rf"{_NOT_FREE}budget(?!.{{0,20}}{_COUNTED}).{{0,20}}exceeded",
    r"(?<!tokens )(?:exceeded|over) (?:your |the |its )?(?:\w{1,20} )?"
    rf"{_NOT_FREE}budget(?!.{{0,20}}{_COUNTED})",
    r"free (?:tier|trial).{0,40}exhausted|exhausted.{0,20}free (?:tier|trial)",
    r"余额|欠费|续[费订]|额度不足|额度.{0,6}(?:用尽|用完|耗尽|为 ?0)|预扣费|资源包|计费资源",
    r"(?<!思考)(?<!推理)预算.{0,4}(?:不足|超|[用耗][完尽])",
    r"(?:套餐|试用期?).{0,6}(?:到期|结束|过期)|(?:积分|算力|点数)[不已].{0,4}[足够尽完]|停服",
    r"(?:试用|免费)次数.{0,4}用[完尽].{0,12}购买|会员.{0,4}(?:到期|过期)",
    r"insufficient points",
)
PAY = any_of(
    rf"\b{_PAY}\b.{{0,30}}\b{_MONEY}\b",
    rf"\b{_MONEY}\b.{{0,40}}\b{_PAY}",
    rf"\b(?:please|must|need to|have to) {_PAY}\b",
    rf"\b{_PAY} (?:first|now|to continue|and (?:re)?try)\b",
    r"\badd (?:more )?(?:funds|credits|money)\b|\badd a (?:valid )?payment method\b",
    r"wallet balance",
    r"请.{0,6}充值|充值.{0,2}后|(?:先|[需未去]|及时|尽快|前往|重新).{0,4}充值|充值.{0,4}账[户号]",
)
# What more money would only make faster.
PACE = (r"limit: \d", r"per[-_ ]?min", r"per[-_ ]?day", r"\b[rt]p[md]\b")
# Where these stand, the rest may be what somebody wrote.
QUOTED = (
    r"\bflagged\b|moderat|prohibited content|safety (?:system|filter)",
    r"content[_ ]?(?:policy|filter)",
    r"敏感|内容违规|违规内容|内容安全",
)
