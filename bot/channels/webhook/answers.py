"""What a webhook's answer means for the message. Pure."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.posting import WAIT, Answer, by_status
from core.delivery import DeliveryError, Gone, Limited, Rejected, Uncertain, Unsent

# These answer with status 200 whatever happened, and say it by a code; 0 is that all went well.
_BY_CODE = (Kind.FEISHU, Kind.DINGTALK, Kind.WECOM)
# Codes, and Slack's words, that say something else than "not this message": nothing can be sent
# there, not so often (with the seconds to wait: DingTalk refuses for ten minutes), and not now.
_GONE = {
    **dict.fromkeys(("19001", "400013", "400101", "400106", "300001", "300005"), "not_found"),
    **dict.fromkeys(("93000", "93008"), "not_found"),
    **dict.fromkeys(("channel_not_found", "no_service", "no_service_id", "no_team"), "not_found"),
    **dict.fromkeys(("no_active_hooks", "user_not_found"), "not_found"),
    **dict.fromkeys(("19007", "400102", "93004"), "no_rights"),
    **dict.fromkeys(("invalid_token", "action_prohibited", "team_disabled"), "no_rights"),
    "channel_is_archived": "topic_closed",
}
_LIMITED = {"11232": 60.0, "130101": 600.0, "410100": 600.0, "45009": 60.0, "45033": 5.0}
_BUSY = ("-1",)
# What is said of limits beside codes of which there are more than anybody lists.
_TOO_MANY = ("too many request", "too fast", "too frequent", "frequency", "rate limit")
_LONGEST = 200


def meaning(kind: Kind, answer: Answer) -> DeliveryError | None:
    """What an answer says of the message; None when it was taken."""
    told = _json(answer.said)
    reason = _first(told, "msg", "errmsg", "StatusMessage")
    if kind in _BY_CODE and (answer.status == 200 or 400 <= answer.status < 500):
        said = _by_code(_first(told, "code", "errcode", "StatusCode"), reason)
        # Beside another status a code may be anybody's, unless it is known.
        if answer.status == 200 or isinstance(said, Gone | Limited):
            return said
    if kind is Kind.SLACK:
        word = _first(told, "error") or answer.said.strip()
        if answer.status >= 400 and word in _GONE:
            return Gone(_GONE[word])
        if answer.status == 200 and word != "ok" and not _is_fine(told):
            return Uncertain("not Slack's answer")  # somebody else answered
    return by_status(answer, reason)


def _is_fine(told: dict[str, Any]) -> bool:
    """Whether that says that all went well, as Slack does or who takes Slack's messages."""
    good = (told.get("ok"), told.get("success"), told.get("result") == "success")
    return any(each is True for each in good)


def _by_code(code: str, reason: str) -> DeliveryError | None:
    if code == "0":
        return None
    if not code:
        return Uncertain("no code")  # somebody else answered
    if code in _GONE:
        return Gone(_GONE[code])
    if code in _LIMITED:
        return Limited(_LIMITED[code])
    if any(words in reason.casefold() for words in _TOO_MANY):
        return Limited(WAIT)
    why = f"{code} {reason}".strip()
    return Unsent(why) if code in _BUSY else Rejected(why)


def _json(said: str) -> dict[str, Any]:
    """The object that the answer is; {} for any other answer."""
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _first(told: dict[str, Any], *names: str) -> str:
    """What is told under the first of those names that says anything; "" for none."""
    for name in names:
        if told.get(name) not in (None, ""):
            return str(told[name])[:_LONGEST]
    return ""
