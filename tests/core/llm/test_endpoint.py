"""One model at one endpoint: what it finds out, and what it does not take from one text for all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from pydantic import BaseModel

from core.errors import (
    ModelAddressWrong,
    ModelForbidden,
    ModelKeyRejected,
    ModelLimited,
    ModelRequestRejected,
    ModelTooSmall,
)
from core.llm.capabilities import Capabilities, Format
from core.llm.endpoint import FINDINGS
from core.llm.requests import Question
from core.llm.wire import Useless
from tests.behaviours.endpoint import Answer, Behaving, Behaviour, Call, refuses, says
from tests.core.asked import KNOWN, Asked, Memory, model_at

NAMED = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
UNCLEAR = refuses(400, "That is not how it is done.")


class Note(BaseModel):
    text: str


def question(
    subject: str = "1", *, material: str = "The paper.", wanted: int = 900, plain: bool = False
) -> Question:
    return Question(
        instructions="Note it.",
        said=[{"role": "user", "content": material}],
        shape=Note,
        wanted=wanted,
        subject=subject,
        urgent=False,
        plain=plain,
    )


@asynccontextmanager
async def at(
    respond: Callable[[Call], Answer | None],
    *,
    known: Capabilities | None = None,
    memory: Memory | None = None,
    path: str = "/v1",
) -> AsyncIterator[tuple[Asked, Behaving]]:
    """A model at an endpoint that responds so; a note where it gives None."""
    behaviour = Behaviour("", lambda call: respond(call) or says('{"text": "yes"}'), usable=True)
    async with (
        Behaving(behaviour, frozenset([""]), path) as server,
        model_at(server.base_url, known=known, memory=memory) as found,
    ):
        yield found, server


def formats(server: Behaving) -> list[str]:
    return [call.format for call in server.calls]


async def test_what_is_found_out_is_kept_for_the_next_start():
    memory = Memory()

    def respond(call: Call) -> Answer | None:
        return refuses(400, NAMED, param="max_tokens") if "max_tokens" in call.body else None

    async with at(respond, memory=memory) as (found, server):
        reply = await found.endpoint.reply(question())
        assert (reply.texts, len(server.calls)) == (('{"text": "yes"}',), 2)

    (known,) = memory.known.values()
    assert (known.limit_name, known.proven_format) == ("max_completion_tokens", Format.SCHEMA)


async def test_those_under_way_when_it_changes_find_out_together():
    def respond(call: Call) -> Answer | None:
        return refuses(400, NAMED, param="max_tokens") if "max_tokens" in call.body else None

    async with at(respond, known=KNOWN) as (found, server):
        questions = [question(str(number)) for number in range(6)]
        replies = await asyncio.gather(*map(found.endpoint.reply, questions))

        assert len(replies) == 6
        assert (
            found.known.limit_name == "max_completion_tokens"
        )  # not None, as if both had been refused
        assert len(server.calls) <= 12


async def test_steps_down_the_ladder_are_taken_once_by_all():
    def respond(call: Call) -> Answer | None:
        return (
            refuses(400, "json_schema is not supported") if call.format == "json_schema" else None
        )

    async with at(respond, known=KNOWN) as (found, server):
        await asyncio.gather(*(found.endpoint.reply(question(str(number))) for number in range(6)))

        assert found.known.format is Format.OBJECT_SCHEMA
        assert formats(server).count("text") == 0


async def test_a_refusal_in_unknown_words_is_about_that_text_where_others_were_taken():
    async with at(lambda call: None if call.format == "text" else UNCLEAR, known=KNOWN) as (
        found,
        server,
    ):
        with pytest.raises(Useless) as caught:
            await found.endpoint.reply(question())
        assert caught.value.plainly
        assert isinstance(caught.value.error, ModelRequestRejected)

        assert (await found.endpoint.reply(question(plain=True))).texts
        assert found.known.proven_format is Format.SCHEMA
        assert formats(server) == ["json_schema", "text"]


async def test_a_second_text_refused_so_makes_it_find_out_anew():
    async with at(lambda call: None if call.format == "text" else UNCLEAR, known=KNOWN) as (
        found,
        server,
    ):
        for subject in ("1", "2"):
            with pytest.raises(Useless):
                await found.endpoint.reply(question(subject))
        assert found.known.proven_format is None

        assert (await found.endpoint.reply(question("3"))).texts
        assert found.known.proven_format is Format.TEXT
        assert len(server.calls) == 2 + 4


async def test_a_text_that_is_taken_in_between_clears_it():
    def respond(call: Call) -> Answer | None:
        return UNCLEAR if "odd" in str(call.body["messages"]) else None

    async with at(respond, known=KNOWN) as (found, _):
        for subject in ("1", "2"):
            with pytest.raises(Useless):
                await found.endpoint.reply(question(subject, material="odd"))
            await found.endpoint.reply(question("3"))

        assert found.known.proven_format is Format.SCHEMA


@pytest.mark.parametrize("path", ["/v1", ""])
@pytest.mark.parametrize("words", ["", "Method Not Allowed", '{"detail": "Method Not Allowed"}'])
async def test_no_such_method_for_a_schema_steps_down_the_ladder(path: str, words: str):
    def respond(call: Call) -> Answer | None:
        return refuses(405, words) if call.format == "json_schema" else None

    async with at(respond, path=path) as (found, server):
        for subject in ("1", "2"):
            assert (await found.endpoint.reply(question(subject))).texts

        assert formats(server).count("json_schema") == 1
        assert found.known.proven_format is not Format.SCHEMA


@pytest.mark.parametrize("path", ["/v1", ""])
async def test_no_such_method_whatever_is_asked_is_a_wrong_address(path: str):
    async with at(lambda call: refuses(405, "Method Not Allowed"), path=path) as (found, server):
        with pytest.raises(ModelAddressWrong):
            await found.endpoint.reply(question())

        assert 1 < len(server.calls) <= FINDINGS + 1


@pytest.mark.parametrize(
    "greeting", ["Ollama is running", "Hello! I am the gateway.", '{"status": "ok"}']
)
async def test_a_server_that_only_greets_is_at_a_wrong_address(greeting: str):
    async with at(lambda call: Answer([greeting.encode()])) as (found, server):
        with pytest.raises(Useless) as caught:
            await found.endpoint.reply(question())

        assert isinstance(caught.value.error, ModelAddressWrong)
        assert caught.value.error.said
        assert len(server.calls) == 1


async def test_what_is_refused_whatever_is_changed_is_rejected_in_the_end():
    async with at(lambda call: UNCLEAR) as (found, server):
        with pytest.raises(ModelRequestRejected):
            await found.endpoint.reply(question())

        assert 1 < len(server.calls) <= FINDINGS + 1


async def test_one_text_that_is_always_too_long_takes_no_context_from_others():
    def respond(call: Call) -> Answer | None:
        return (
            refuses(400, "the prompt is too long") if "odd" in str(call.body["messages"]) else None
        )

    async with at(respond) as (found, _):
        with pytest.raises(ModelTooSmall):
            await found.endpoint.reply(question(material="odd " * 3_000))
        assert found.known.context_limit is None

        assert (await found.endpoint.reply(question("2", material="fine " * 3_000))).texts


async def test_a_second_one_that_is_too_long_shows_what_it_takes():
    async with at(lambda call: refuses(400, "the prompt is too long")) as (found, server):
        for subject in ("1", "2", "3"):
            with pytest.raises(ModelTooSmall):
                await found.endpoint.reply(question(subject, material="long " * 3_000))
            if subject == "2":
                asked = len(server.calls)

        assert found.known.context_limit
        assert len(server.calls) == asked


async def test_a_longer_one_that_is_refused_in_unknown_words_is_taken_for_too_long():
    async with at(lambda call: UNCLEAR if call.prompt_tokens > 2_000 else None) as (found, server):
        assert (await found.endpoint.reply(question())).texts

        with pytest.raises(ModelTooSmall) as caught:
            await found.endpoint.reply(question("2", material="long " * 8_000))
        assert 0 < caught.value.limit < 10_000
        assert (await found.endpoint.reply(question("2", material="short " * 1_000))).texts
        assert set(formats(server)) == {"json_schema"}


async def test_what_was_taken_is_not_taken_for_too_long():
    def respond(call: Call) -> Answer | None:
        return UNCLEAR if "odd" in str(call.body["messages"]) else None

    async with at(respond) as (found, _):
        await found.endpoint.reply(question(material="even " * 4_000))
        taken = found.known.proven_prompt
        with pytest.raises((ModelTooSmall, Useless)):
            await found.endpoint.reply(question("2", material="odd " * 6_000))

        assert (found.known.context_limit or taken) >= taken
        assert (await found.endpoint.reply(question("3", material="even " * 4_000))).texts


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (refuses(401, "Incorrect API key"), ModelKeyRejected),
        (refuses(403, "Country, region, or territory not supported"), ModelForbidden),
        (refuses(429, "Daily limit reached"), ModelLimited),
    ],
)
async def test_what_is_about_the_endpoint_is_told(refusal: Answer, error: type[Exception]):
    async with at(lambda call: refusal) as (found, server):
        with pytest.raises(error):
            await found.endpoint.reply(question())

        assert len(server.calls) == 1


async def test_its_host_and_address_hold_no_password():
    async with model_at("http://me:secret@127.0.0.1:9/v1/") as found:
        assert (found.endpoint.host, found.endpoint.address) == ("127.0.0.1:9", "127.0.0.1:9/v1")
