"""What each kind's answers mean."""

from __future__ import annotations

import pytest

from bot.channels.webhook.answers import meaning
from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.posting import Answer
from core.delivery import Gone, Limited, Rejected, Uncertain, Unsent


@pytest.mark.parametrize(
    ("kind", "status", "said", "expected"),
    [
        (Kind.GENERIC, 200, "", None),
        (Kind.GENERIC, 204, "", None),
        (Kind.GENERIC, 301, "", Unsent),
        (Kind.GENERIC, 400, "", Rejected),
        (Kind.GENERIC, 401, "", Unsent),
        (Kind.GENERIC, 404, "", Gone),
        (Kind.GENERIC, 408, "", Unsent),
        (Kind.GENERIC, 410, "", Gone),
        (Kind.GENERIC, 413, "", Rejected),
        (Kind.GENERIC, 429, "", Limited),
        (Kind.GENERIC, 500, "", Unsent),
        (Kind.GENERIC, 503, "", Unsent),
        (Kind.GENERIC, 504, "", Uncertain),
        (Kind.GENERIC, 524, "", Uncertain),
        (Kind.SLACK, 200, "ok", None),
        (Kind.SLACK, 200, '{"ok":true}', None),
        (Kind.SLACK, 200, '{"success":true}', None),
        (Kind.SLACK, 200, '{"result":"success","msg":""}', None),
        (Kind.SLACK, 200, '{"success":false}', Uncertain),
        (Kind.SLACK, 200, "<html>Log in</html>", Uncertain),
        (Kind.SLACK, 200, '{"ok":false}', Uncertain),
        (Kind.SLACK, 400, "invalid_payload", Rejected),
        (Kind.SLACK, 404, '{"ok":false,"error":"no_active_hooks"}', Gone),
        (Kind.SLACK, 403, "team_disabled", Gone),
        (Kind.SLACK, 403, "invalid_token", Gone),
        (Kind.SLACK, 403, "<html>Blocked</html>", Unsent),
        (Kind.SLACK, 404, "channel_not_found", Gone),
        (Kind.SLACK, 410, "channel_is_archived", Gone),
        (Kind.FEISHU, 200, '{"code": 0, "msg": "success"}', None),
        (Kind.FEISHU, 200, '{"StatusCode": 0, "StatusMessage": "success"}', None),
        (Kind.FEISHU, 200, '{"code": 9499, "msg": "Bad Request"}', Rejected),
        (Kind.FEISHU, 200, '{"code": 19021, "msg": "sign match fail"}', Rejected),
        (Kind.FEISHU, 200, '{"code": 19001, "msg": "token invalid"}', Gone),
        (Kind.FEISHU, 200, '{"code": 11232, "msg": "frequency limited"}', Limited),
        (Kind.FEISHU, 400, '{"code": 19001, "msg": "token invalid"}', Gone),
        (Kind.FEISHU, 400, '{"code": 11232, "msg": "frequency limited"}', Limited),
        (Kind.FEISHU, 200, '{"code": 9499, "msg": "too many request"}', Limited),
        (Kind.FEISHU, 400, '{"code": 19024, "msg": "Key Words Not Found"}', Rejected),
        (Kind.FEISHU, 403, '{"code": 403, "msg": "blocked by policy"}', Unsent),
        (Kind.FEISHU, 200, "<html>Log in</html>", Uncertain),
        (Kind.FEISHU, 200, "[" * 100_000, Uncertain),
        (Kind.FEISHU, 200, "[1]", Uncertain),
        (Kind.DINGTALK, 200, '{"errcode": 0, "errmsg": "ok"}', None),
        (Kind.DINGTALK, 200, '{"errcode": "130101", "errmsg": "too fast"}', Limited),
        (Kind.DINGTALK, 200, '{"errcode": 310000, "errmsg": "sign not match"}', Rejected),
        (Kind.DINGTALK, 200, '{"errcode": 400102, "errmsg": "disabled"}', Gone),
        (Kind.DINGTALK, 200, '{"errcode": 300005, "errmsg": "token is not exist"}', Gone),
        (Kind.DINGTALK, 200, '{"errcode": 660026, "errmsg": "send too fast"}', Limited),
        (Kind.DINGTALK, 200, '{"errcode": -1, "errmsg": "busy"}', Unsent),
        (Kind.WECOM, 200, '{"errcode": 45009, "errmsg": "freq"}', Limited),
        (Kind.WECOM, 200, '{"errcode": 93000, "errmsg": "invalid webhook url"}', Gone),
        (Kind.WECOM, 200, '{"errcode": 93004, "errmsg": "robot is stopped"}', Gone),
        (Kind.WECOM, 502, "<html>", Unsent),
    ],
)
def test_what_an_answer_means(kind, status, said, expected):
    found = meaning(kind, Answer(status, said))

    assert (type(found) if found else None) is expected


@pytest.mark.parametrize(
    ("told", "seconds"), [("7", 7.0), ("", 30.0), ("Wed, 21 Oct 2026 07:28:00 GMT", 30.0)]
)
def test_how_long_to_wait(told, seconds):
    found = meaning(Kind.GENERIC, Answer(429, retry_after=told))

    assert isinstance(found, Limited)
    assert found.seconds == seconds
