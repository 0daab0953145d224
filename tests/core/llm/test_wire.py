"""One request over the wire, and what came back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from openai import AsyncOpenAI
from pydantic import BaseModel

from core.errors import ModelAnswerInvalid, ModelUnreachable
from core.llm.capabilities import Capabilities, SentRequest
from core.llm.endings import Finish
from core.llm.refusals import Kind, Refusal
from core.llm.reply import Reply
from core.llm.requests import Question
from core.llm.transport import BoundedTransport
from core.llm.wire import Useless, Wire
from core.network.model_client import model_client
from core.network.outside import outside
from tests.behaviours.endpoint import (
    Answer,
    Behaving,
    Behaviour,
    Respond,
    chunk,
    plain,
    refuses,
    says,
    streams,
)

NOTE = '{"text": "yes"}'


class Note(BaseModel):
    text: str


QUESTION = Question(
    instructions="Note it.",
    said=[{"role": "user", "content": "The paper."}],
    shape=Note,
    wanted=900,
    subject="1",
    urgent=False,
)


async def asked(
    answer: Answer | Respond,
    *,
    seconds: float | None = None,
    key: str = "test-key",
    headers: Mapping[str, str] | None = None,
) -> Reply | Refusal:
    respond = (lambda call: answer) if isinstance(answer, Answer) else answer
    async with Behaving(Behaviour("", respond, usable=True), frozenset([""])) as server:
        http = model_client(outside(), BoundedTransport)
        client = AsyncOpenAI(
            api_key=key, base_url=server.base_url, http_client=http, default_headers=headers
        )
        try:
            return await Wire(client, "m1", seconds=seconds).ask(
                QUESTION, Capabilities(), SentRequest(900, 100)
            )
        finally:
            await client.close()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(says(NOTE), id="whole"),
        pytest.param(streams(chunk({"content": NOTE}, "stop")), id="in pieces"),
        pytest.param(
            Answer(says(NOTE).pieces, headers={"Content-Length": "5000"}, whole=False),
            id="said to be longer",
        ),
    ],
)
async def test_an_answer(answer: Answer):
    reply = await asked(answer)

    assert isinstance(reply, Reply)
    assert reply.texts == (NOTE,)


async def test_a_connection_that_breaks_midway_leaves_what_came():
    (body,) = says(NOTE + " " * 50 + "and more").pieces
    assert isinstance(body, bytes)

    reply = await asked(Answer([body[:-60]], headers={"Content-Length": "5000"}, whole=False))

    assert isinstance(reply, Reply)
    assert (reply.finish, reply.cut, reply.lost) == (Finish.LENGTH, True, "connection")
    assert NOTE in reply.texts[0]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer([], whole=False), ModelUnreachable),
        (Answer([1.0, b"{}"]), ModelUnreachable),
        (Answer([b"x" * 1_000_000] * 9), ModelAnswerInvalid),
    ],
    ids=["nothing", "too late", "too large"],
)
async def test_no_answer(answer: Answer, error: type[Exception]):
    with pytest.raises(Useless) as caught:
        await asked(answer, seconds=0.5)

    assert isinstance(caught.value.error, error)


@pytest.mark.parametrize(
    ("answer", "kind", "status"),
    [
        (refuses(400, "Unknown parameter: 'max_tokens'."), Kind.PARAMETER, 400),
        (plain('{"error": {"message": "slow down", "code": 429}}'), Kind.RATE, 429),
        (plain("<html>Sign in", content_type="text/html"), Kind.ADDRESS, 200),
        (plain("<html>Not here", 404, "text/html"), Kind.ADDRESS, 404),
    ],
)
async def test_a_refusal(answer: Answer, kind: Kind, status: int):
    refusal = await asked(answer)

    assert isinstance(refusal, Refusal)
    assert (refusal.kind, refusal.status) == (kind, status)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_keeps_the_call(status: int):
    there = {"Location": "/v1/chat/completions?there"}
    answers = iter([Answer([], status, there), says(NOTE)])
    found = await asked(lambda call: next(answers))

    assert isinstance(found, Reply)
    assert found.texts == (NOTE,)


async def test_no_header_of_the_operators_goes_where_a_redirect_leads():
    there: list[Answer] = []
    respond = Behaviour("", lambda call: there.pop() if there else says(NOTE), usable=True)
    async with (
        Behaving(respond, frozenset([""])) as server,
        Behaving(respond, frozenset([""])) as beside,
    ):
        elsewhere = server.base_url.replace("127.0.0.1", "localhost")
        http = model_client(outside(), BoundedTransport)
        headers = {"api-key": "abcd"}
        for place, told in (
            (server.base_url, True),
            (elsewhere, False),
            (beside.base_url, False),
        ):
            there.append(Answer([], 307, {"Location": f"{place}/chat/completions"}))
            client = AsyncOpenAI(
                api_key="k", base_url=server.base_url, http_client=http, default_headers=headers
            )
            found = await Wire(client, "m1").ask(QUESTION, Capabilities(), SentRequest(900, 100))

            assert isinstance(found, Reply)
            got = (beside if place == beside.base_url else server).calls[-1].headers
            assert ("api-key" in got) is told
            assert ("authorization" in got) is told
        await client.close()


@pytest.mark.parametrize("location", ["/v1/chat/completions", "ftp://h.example/"])
async def test_redirects_that_lead_nowhere_tell_of_the_address(location: str):
    found = await asked(Answer([], 307, {"Location": location}))

    assert isinstance(found, Refusal)
    assert found.kind is Kind.ADDRESS


async def test_thoughts_that_took_all_the_tokens_are_an_answer_cut_off():
    said = "Could not finish the message because max_tokens or model output limit was reached."

    reply = await asked(refuses(400, said))

    assert reply == Reply((), Finish.LENGTH)
    assert isinstance(reply, Reply)
    assert reply.thinking


@pytest.mark.parametrize(
    "said", ["Bad subscription key hunter2opaque.", "No: Bearer hunter2opaque"]
)
async def test_a_header_of_the_operators_that_is_repeated_is_masked(said: str):
    headers = {"X-Gate-Key": "hunter2opaque", "X-Proxy": "Bearer hunter2opaque", "X-Try": "1"}
    refusal = await asked(refuses(401, f"{said} 1 is wrong."), headers=headers)

    assert isinstance(refusal, Refusal)
    assert refusal.said.endswith(" 1 is wrong.")
    assert "***" in refusal.said
    assert "hunter2" not in refusal.said


@pytest.mark.parametrize("said", ["Incorrect key my-own-key.", "Incorrect key sk-abc123."])
async def test_a_key_that_is_repeated_is_masked(said: str):
    refusal = await asked(refuses(401, said), key="my-own-key")

    assert isinstance(refusal, Refusal)
    assert "***" in refusal.said
    assert "my-own" not in refusal.said
    assert "abc123" not in refusal.said


@pytest.mark.parametrize(
    "key",
    [
        "xai-AbCdEf0123456789abcdef", "gsk_abcdEFGH1234567890abcd", "AIzaSyA1234567890abcdefghijklmnopq",
        "hf_abcdefghijk1mnopqrstuvwx", "github_pat_11ABCDEFG0123456789_abcdef", "nvapi-AbCdEf0123456789abcdef",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_123", "1234567890abcdef1234567890abcdef.AbCdEfGhIjKlMnOp",
        "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b", "sk_live_abc123456789",
    ],
)  # fmt: skip
async def test_a_key_of_somebody_else_is_masked(key: str):
    refusal = await asked(refuses(401, f"The upstream says: bad key {key}, sent by 'gateway'."))

    assert isinstance(refusal, Refusal)
    assert refusal.said.startswith("The upstream says: bad key ***")
    assert key not in refusal.said


async def test_an_address_that_is_repeated_has_no_password():
    refusal = await asked(refuses(500, 'Post "https://me:secret@example.org/v1?api_key=abc": EOF'))

    assert isinstance(refusal, Refusal)
    assert 'https://***@example.org/v1?api_key=***": EOF' in refusal.said


async def test_a_key_is_masked_before_the_words_are_cut():
    refusal = await asked(refuses(401, f"{'no ' * 99}my-own-key"), key="my-own-key")

    assert isinstance(refusal, Refusal)
    assert "my" not in refusal.said


@pytest.mark.parametrize(
    ("said", "kind", "told"),
    [
        ("[sk-LLs***sL6]余额不足，请充值", Kind.UNPAID, "[***]余额不足，请充值"),
        ("无效的令牌sk-LLs123，额度已用尽", Kind.UNPAID, "无效的令牌***，额度已用尽"),
        ("sk-LLs123\n余额不足", Kind.UNPAID, "*** 余额不足"),
        ('key \\"sk-LLs123\\": balance too low', Kind.UNPAID, 'key \\"***\\": balance too low'),
        (
            "see https://a.b/?key=abc，上下文过长",
            Kind.CONTEXT,
            "see https://a.b/?key=***，上下文过长",
        ),
        ("sk-org:max_tokens>4096", Kind.OUTPUT, "***>4096"),
    ],
)
async def test_what_is_said_beside_a_key_counts(said: str, kind: Kind, told: str):
    refusal = await asked(refuses(400, said))

    assert isinstance(refusal, Refusal)
    assert (refusal.kind, refusal.said) == (kind, told)


@pytest.mark.parametrize(
    "said",
    [
        "no hf-meta-llama-3-8b",
        "no fw-llama-v3-70b",
        "expected key-value pairs",
        "model gpt-oss-120b",
        "ask-me-later",
        "req_01kesv2tbve84sxnd0eks",
    ],
)
async def test_what_only_looks_like_a_key_stays(said: str):
    refusal = await asked(refuses(400, said))

    assert isinstance(refusal, Refusal)
    assert refusal.said == said


async def test_the_models_it_lists():
    async with Behaving(Behaviour("", lambda call: None, usable=True), frozenset()) as server:
        http = model_client(outside(), BoundedTransport)
        client = AsyncOpenAI(api_key="k", base_url=server.base_url, http_client=http)
        wire = Wire(client, "test")

        assert await wire.names("") == ["test-model"]
        assert await wire.names("/nowhere") == []
        assert wire.host in wire.base_url
        await client.close()


async def test_words_that_broke_a_stream_are_told_without_the_key():
    broken = {"error": {"message": "sk-abc123 went away", "code": 502}}

    reply = await asked(streams(chunk({"content": "{"}), broken, done=False))

    assert isinstance(reply, Reply)
    assert reply.lost == "502 *** went away"
