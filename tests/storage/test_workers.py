"""Workers: what one has claimed no other gets while it is alive, and a day's tokens are shared."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from core.chats import ChatKey, ChatSettings
from core.delivery import Delivery, DeliveryState
from core.llm.kept import Answered, KeptQuestion
from core.records import Spending, Step
from core.working import Tokens, Used, to_write
from storage import Storage
from storage.deliveries import Deliveries
from storage.workers import Holding, Identity
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.build import DAY, NOON, hours, settled

SPAN = dt.timedelta(minutes=1)
CHAT = ChatKey("telegram", "-100")
SEND = "send telegram"
SUMMARY = KeptQuestion(
    mark="s",
    text=(Step.SUMMARIZE, "1", "zh"),
    model="m",
    most=Spending(calls=1, prompt=7, cached=0, completion=20),
    on_demand=False,
)
REPORT = replace(SUMMARY, mark="r", text=(Step.DEEP_READ, "1", "zh"))


@pytest.fixture(autouse=True)
async def alive(store: Storage) -> None:
    """Two workers are alive."""
    for owner in ("ann", "ben"):
        await store.workers.begin(owner, SPAN)


async def die(store: Storage, owner: str) -> None:
    """Its last sign of life was believed until a moment ago."""
    assert await store.workers.renew(owner, -SPAN, Holding(claims=[SEND]))


async def test_what_is_claimed_is_nobody_elses(store: Storage) -> None:
    assert await store.workers.claim("ann", [SEND])
    assert not await store.workers.claim("ben", [SEND])
    assert await store.workers.claim("ann", [SEND])

    await store.workers.give_up("ann", [SEND])
    assert await store.workers.claim("ben", [SEND])


async def test_who_is_alive_is_told_with_its_role(store: Storage) -> None:
    before = min(each.since for each in await store.workers.all() if each.since)
    await store.workers.begin("cat", SPAN)
    await store.workers.claim("cat", [SEND])
    assert await store.workers.renew("cat", SPAN, Holding(claims=[SEND], role="send"))

    ann, ben, cat = await store.workers.all()
    assert (ann.role, ben.role, cat.role, cat.claims) == ("", "", "send", (SEND,))
    assert ann.since
    assert cat.since
    assert cat.since >= before


async def test_what_others_have_is_seen_without_a_try(store: Storage) -> None:
    assert await store.workers.claim("ann", [SEND, "rounds"])
    assert await store.workers.taken("ann") == set()
    assert await store.workers.taken("ben") == {SEND, "rounds"}

    await die(store, "ann")
    assert await store.workers.taken("ben") == set()


async def test_several_are_claimed_together_or_not_at_all(store: Storage) -> None:
    assert await store.workers.claim("ann", [SEND])
    assert not await store.workers.claim("ben", ["hear telegram", SEND])
    assert await store.workers.claim("ann", ["hear telegram"])


async def test_what_a_dead_worker_did_is_anothers_to_do(store: Storage) -> None:
    assert await store.workers.claim("ann", [SEND])
    await die(store, "ann")

    assert await store.workers.claim("ben", [SEND])
    assert not await store.workers.claim("ann", ["rounds"])
    assert not await store.workers.renew("ann", SPAN, Holding(claims=[SEND]))
    assert [(each.owner, each.claims) for each in await store.workers.all()] == [("ben", (SEND,))]


async def test_a_whole_and_its_parts_exclude_each_other_and_so_do_other_numbers(
    store: Storage,
) -> None:
    claim = store.workers.claim
    assert await claim("ann", ["hear discord#ann/4"])
    assert await claim("ann", ["hear discord#0/4", "hear discord#1/4"])
    assert not await claim("ben", ["hear discord"])
    assert not await claim("ben", ["hear discord#ben/14"])
    assert not await claim("ben", ["hear discord#1/4"])
    assert await claim("ben", ["hear discord#ben/4"])
    assert await claim("ben", ["hear discord@7"])
    assert not await claim("ann", ["hear discord@7#ann/4"])
    assert await store.workers.parts("ben", "hear discord") == [
        ("ann", "hear discord#0/4"),
        ("ann", "hear discord#1/4"),
        ("ann", "hear discord#ann/4"),
        ("ben", "hear discord#ben/4"),
    ]
    await die(store, "ann")
    found = await store.workers.parts("ben", "hear discord")
    assert found == [("ben", "hear discord#ben/4")]
    assert await claim("ben", ["hear discord#ben/14", "hear discord"])


async def test_a_sign_of_life_ends_claims_that_it_does_not_name(store: Storage) -> None:
    assert await store.workers.claim("ann", [SEND, "rounds"])
    assert await store.workers.renew("ann", SPAN, Holding(claims=["rounds"]))

    assert await store.workers.claim("ben", [SEND])
    assert not await store.workers.claim("ben", ["rounds"])


async def test_who_ends_in_order_claims_nothing(store: Storage) -> None:
    assert await store.workers.claim("ann", [SEND])
    await store.workers.end("ann")

    assert await store.workers.claim("ben", [SEND])
    assert [each.owner for each in await store.workers.all()] == ["ben"]


async def test_tokens_that_others_hold_or_have_spent_are_not_left(store: Storage) -> None:
    await store.spending.record(DAY, "m", Spending(1, 20, 0, 10), on_demand=True)

    assert await store.workers.reserve("ann", DAY, Tokens(40), 100, None) is None
    assert await store.workers.reserve("ben", DAY, Tokens(31), 100, None) == Used(
        Tokens(30, 30), Tokens(40, 0), released=False
    )
    assert await store.workers.reserve("ben", DAY, Tokens(30), 100, None) is None
    assert await store.workers.reserve("ann", DAY, Tokens(10), 100, None) is None
    assert await store.workers.reserve("ben", DAY, Tokens(60), 100, None) is None


async def test_what_is_asked_for_leaves_the_morning_its_part(store: Storage) -> None:
    assert await store.workers.reserve("ann", DAY, Tokens(30, 30), 100, 40) is None
    assert await store.workers.reserve("ben", DAY, Tokens(11, 11), 100, 40) is not None

    assert await store.workers.renew("ann", SPAN, Holding(day=DAY, released=DAY))
    assert await store.workers.reserve("ben", DAY, Tokens(90, 90), 100, 40) is None


async def test_what_the_dead_hold_is_left(store: Storage) -> None:
    assert await store.workers.reserve("ann", DAY, Tokens(90), 100, None) is None
    await die(store, "ann")

    assert await store.workers.reserve("ben", DAY, Tokens(100), 100, None) is None
    assert await store.workers.reserve("ann", DAY, Tokens(1), 1000, None) is not None


@pytest.mark.parametrize("asked", [SUMMARY, REPORT])
async def test_what_the_dead_had_asked_is_spent_before_anybody_holds_more(
    store: Storage, asked: KeptQuestion
) -> None:
    kind = "report" if asked is REPORT else "summary"
    its = to_write(kind, *asked.text[1 : 2 if asked is REPORT else 3])
    assert await store.workers.claim("ann", [its])
    await store.replies.asked(asked, NOON)
    assert await store.workers.reserve("ann", DAY, Tokens(40), 100, None) is None
    assert await store.workers.reserve("ben", DAY, Tokens(60), 100, None) is None
    await die(store, "ann")

    refused = await store.workers.reserve("ben", DAY, Tokens(80), 100, None)
    assert refused == Used(Tokens(27), Tokens(), released=False)
    assert await store.workers.reserve("ben", DAY, Tokens(73), 100, None) is None


@pytest.mark.parametrize("answered", [True, False])
async def test_a_call_that_was_given_up_for_lost_is_booked_once(
    store: Storage, *, answered: bool
) -> None:
    """A worker whose sign of life came late is answered after all, when another asks the same."""
    claim = to_write("summary", *SUMMARY.text[1:])
    reply = Answered(mark="s", at=NOON, body=b"said")
    used = Spending(calls=1, prompt=7, cached=0, completion=2)
    assert await store.workers.claim("ann", [claim])
    await store.replies.asked(SUMMARY, NOON)
    await die(store, "ann")
    assert await store.workers.claim("ben", [claim])
    assert await store.spending.spent(DAY) == SUMMARY.most
    await store.replies.asked(SUMMARY, hours(1))

    if answered:
        await store.spending.record(DAY, "m", used, on_demand=False, at=NOON, reply=reply)
    else:
        await store.replies.refused("s", NOON)
    assert await store.spending.spent(DAY) == SUMMARY.most
    assert await store.replies.answer("s") is None
    bens = replace(reply, at=hours(1))
    await store.spending.record(DAY, "m", used, on_demand=False, at=hours(1), reply=bens)
    assert await store.spending.spent(DAY) == SUMMARY.most + used
    assert await store.replies.answer("s") == b"said"


async def test_who_takes_a_text_over_finds_all_that_the_dead_had_asked_spent(
    store: Storage,
) -> None:
    await store.replies.asked(SUMMARY, NOON)
    await store.replies.asked(REPORT, NOON)
    assert await store.workers.claim("ann", [to_write("report", "2")])
    assert (await store.spending.spent(DAY)).tokens == 54
    await store.replies.asked(replace(REPORT, text=(Step.DEEP_READ, "2", "zh")), NOON)
    assert await store.workers.claim("ann", [to_write("report", "3")])
    assert await store.workers.claim("ann", [SEND])
    assert (await store.spending.spent(DAY)).tokens == 54


async def test_only_who_may_send_takes_a_message_to_send_it(store: Storage) -> None:
    ann, ben, message = await sharing(store)

    assert not await ann.sending(message, NOON)
    assert await store.workers.claim("ann", [SEND])
    assert not await ben.sending(message, NOON)
    assert await ann.sending(message, NOON)


async def test_a_message_on_its_way_is_left_to_a_living_worker(store: Storage) -> None:
    ann, ben, message = await sharing(store)
    assert await store.workers.claim("ann", [SEND])
    assert await ann.sending(message, NOON)

    assert await ben.recover(hours(1), {"telegram": hours(-1)}) == []
    await ben.failed(message, "no", NOON)
    await ben.owed_again(message, NOON)
    await ben.unknown(message, NOON)
    assert await store.deliveries.counts() == {DeliveryState.SENDING: 1}


async def test_what_a_dead_worker_was_sending_is_unknown_until_it_tells(store: Storage) -> None:
    ann, ben, message = await sharing(store)
    assert await store.workers.claim("ann", [SEND])
    assert await ann.sending(message, NOON)
    await die(store, "ann")

    assert [each.key for each in await ben.recover(hours(1), {})] == [CHAT]
    await ann.owed_again(message, hours(1))
    assert await store.deliveries.counts() == {DeliveryState.UNKNOWN: 1}
    await ann.sent(message, "7", hours(1))
    assert await store.deliveries.counts() == {DeliveryState.SENT: 1}


async def sharing(store: Storage) -> tuple[Deliveries, Deliveries, Delivery]:
    """Both workers' ledgers, and a message that is owed."""
    await put_subscribed(store, CHAT, ChatSettings(), hours(-9), settled(-3), hours(-1))
    message = build.delivery(CHAT)
    await store.deliveries.owe([message], [], NOON)
    database = store.deliveries._database
    return Deliveries(database, Identity("ann")), Deliveries(database, Identity("ben")), message


async def test_a_turn_that_would_be_too_late_is_not_taken(store: Storage) -> None:
    assert await store.paces.turn("a", 100.0, 0.0) == 0.0
    waits = [await store.paces.turn("a", 100.0, 1.0) for _ in range(3)]
    assert min(waits) > 90
    assert 90 < await store.paces.turn("a", 100.0, 1000.0) <= 100
    assert await store.paces.turn("b", 100.0, 0.0) == 0.0


async def test_a_held_source_is_asked_by_nobody(store: Storage) -> None:
    await store.paces.hold("a", 500.0)
    await store.paces.hold("a", 5.0)
    assert await store.paces.turn("a", 1.0, 0.0) > 490


@pytest.mark.parametrize("ask", ["turn", "hold"])
async def test_a_source_is_not_left_alone_for_what_a_clock_a_year_ahead_said(
    store: Storage, ask: str
) -> None:
    await store.paces.hold("a", 365 * 86400.0)

    if ask == "hold":
        await store.paces.hold("a", 5.0)

    assert await store.paces.turn("a", 1.0, 10.0) <= 5.0
