"""The Batch API with the real SDK, against an endpoint that has it, or not, or badly."""

from __future__ import annotations

import pytest
from openai import AsyncOpenAI

from core.llm.batch_api import BatchApi
from core.llm.batches import BatchAway, BatchRefused, output_in
from core.llm.transport import BoundedTransport
from core.network.model_client import model_client
from core.network.outside import outside
from core.records import Spending
from tests.fakes.model import FakeModel

BODY = {"model": "test-model", "messages": [{"role": "user", "content": "Study one."}]}
ASKED = {"a": BODY, "b": BODY, "c": BODY, "d": BODY}
SIZES = dict.fromkeys(ASKED, 7)


@pytest.fixture
async def model():
    async with FakeModel() as model:
        yield model


@pytest.fixture
async def api(model):
    client = AsyncOpenAI(
        api_key=model.key,
        base_url=model.base_url,
        http_client=model_client(outside(), BoundedTransport),
    )
    yield BatchApi(client, "here", "")
    await client.close()


async def sent(api, name="ours"):
    return await api.create(name, await api.upload(name, ASKED))


async def outcome(api, remote):
    """How the batch ended, and what its output holds."""
    seen = await api.look(remote)
    while not seen.ended and seen.status != "in_progress":
        seen = await api.look(remote)
    content = await api.content(seen.output) if seen.output else None
    return seen, None if content is None else output_in(content, SIZES)


async def test_answers_come_in_any_order_and_are_told_apart(model, api):
    await api.check()
    remote = await sent(api)
    seen, output = await outcome(api, remote)
    assert (seen.status, seen.completed, seen.total) == ("completed", 4, 4)
    assert output.answers.keys() == ASKED.keys()
    assert output.used.tokens == model.batches.used
    assert output.used.calls == 4
    assert await api.find("ours", None) == remote
    assert await api.find("another", seen.file) == remote
    assert await api.find("another", "another") is None
    await api.delete(seen.output)
    assert await api.content(seen.output) is None


@pytest.mark.parametrize(
    ("fate", "kept"),
    [("completed", 4), ("failed", 0), ("expired", 2), ("cancelled", 2)],
)
async def test_a_batch_ends_in_any_way(model, api, fate, kept):
    model.batches.fate = fate
    seen, output = await outcome(api, await sent(api))
    assert seen.ended
    assert len(output.answers if output else ()) == kept
    assert bool(seen.said) == (fate == "failed")


async def test_one_that_does_not_end_can_be_called_off(model, api):
    model.batches.fate = "in_progress"
    remote = await sent(api)
    assert not (await api.look(remote)).ended
    await api.cancel(remote)
    seen, output = await outcome(api, remote)
    assert seen.status == "cancelled"
    assert len(output.answers) == 2
    with pytest.raises(BatchAway):  # a conflict may pass
        await api.cancel(remote)


async def test_bad_lines_are_no_answers_and_what_was_used_is_counted(model, api):
    model.batches.spoilt = {0: 429, 1: "stranger", 2: "broken"}
    _, output = await outcome(api, await sent(api))
    assert output.answers.keys() == {"d"}
    # The stranger's was paid for too; of the broken line nothing is known.
    assert output.used.calls == 2


async def test_what_is_not_said_is_estimated(model, api):
    model.batches.spoilt = dict.fromkeys(range(4), "no usage")
    _, output = await outcome(api, await sent(api))
    assert len(output.answers) == 4
    assert output.used.prompt == 4 * 7
    assert output.used.completion > 0


async def test_a_file_that_is_gone_is_none(model, api):
    model.batches.forgets = True
    seen, output = await outcome(api, await sent(api))
    assert (seen.status, output) == ("completed", None)


@pytest.mark.parametrize("status", [200, 401, 403, 404, 405, 501])
async def test_an_endpoint_without_batches_says_so(model, api, status):
    model.batches.refuses = status
    with pytest.raises(BatchRefused, match=str(status)):
        await api.check()
    with pytest.raises(BatchRefused):
        await api.upload("ours", ASKED)


async def test_an_endpoint_that_lists_nothing_has_no_batches(model, api):
    model.batches.listless = True
    with pytest.raises(BatchRefused):
        await api.check()
    with pytest.raises(BatchRefused):
        await api.find("ours", None)


async def test_half_a_file_is_no_file(model, api):
    model.batches.cuts = 1
    seen = await api.look(await sent(api))
    with pytest.raises(BatchAway):
        await api.content(seen.output)
    assert len(output_in(await api.content(seen.output), SIZES).answers) == 4


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_one_that_is_busy_may_be_asked_again(model, api, status):
    model.batches.refuses = status
    with pytest.raises(BatchAway):
        await api.check()


async def test_a_batch_of_which_nobody_was_told_is_found(model, api):
    model.batches.hangs_up = model.batches.nameless = True
    file = await api.upload("ours", ASKED)
    with pytest.raises(BatchAway):
        await api.create("ours", file)
    assert await api.find("ours", None) is None
    assert await api.find("ours", file) in model.batches.made


async def test_a_batch_behind_many_others_is_found(model, api):
    file = await api.upload("ours", ASKED)
    remote = await api.create("ours", file)
    for number in range(230):
        await api.create(f"others {number}", file)
    assert await api.find("ours", None) == remote
    assert await api.find("nobody's", None) is None


async def test_an_envelope_around_a_file_is_opened(model, api):
    model.batches.wrapped = True
    assert await api.upload("ours", ASKED) in model.batches.files


@pytest.mark.parametrize("status", [200, 404])
async def test_the_key_is_not_repeated(model, api, status):
    model.batches.refuses = status
    with pytest.raises(BatchRefused) as refused:
        await api.check()
    assert model.key not in str(refused.value)
    assert "Invalid URL" in str(refused.value)


async def test_nor_is_a_part_of_it(model, api):
    model.batches.refuses = 404
    model.batches.wordy = 375 - len(model.key)
    for _ in range(2 * len(model.key)):
        model.batches.wordy += 1
        with pytest.raises(BatchRefused) as refused:
            await api.check()
        assert model.key[:6] not in str(refused.value)


@pytest.mark.parametrize(
    "line",
    ["", "[]", "nothing", '{"custom_id": "a"}', '{"custom_id": 3, "response": {}}'],
)
def test_lines_that_hold_nothing(line):
    output = output_in(f"{line}\n".encode(), SIZES)
    assert (dict(output.answers), output.used) == ({}, Spending())
