"""The scripted faults, and the rule every server shares."""

from __future__ import annotations

from core.sources.http.client import PoliteClient
from tests.fakes.arxiv import FakeArxiv
from tests.fakes.hub import FakeHub
from tests.fakes.server import Fault


def test_a_fault_is_used_up_but_a_lasting_one_stays() -> None:
    hub = FakeHub({})
    hub.fail("a", "500")
    hub.fail_always("*", "503")

    assert [hub.fault("a"), hub.fault("a"), hub.fault("b")] == [
        Fault("500"),
        Fault("503"),
        Fault("503"),
    ]
    hub.heal()
    assert hub.fault("a") is None


async def test_a_request_without_a_contact_is_refused() -> None:
    async with FakeHub({}) as hub, FakeArxiv({}) as arxiv, PoliteClient("Paperboy/0") as nameless:
        for url in (f"{hub.url}/api/daily_papers", f"{arxiv.url}/abs/2602.00001"):
            assert (await nameless.get(url, returned=(403,))).status == 403
