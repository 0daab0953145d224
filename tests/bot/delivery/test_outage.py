"""An outage of the store is told once, and once more when it is another."""

from __future__ import annotations

import pytest

from bot.delivery.outage import SAME, Outage
from core.errors import StoreTrouble, StoreUnavailable


class Watch:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def outage(watch: Watch) -> Outage:
    return Outage("work lacks the store", now=watch, task="serve chats")


def lines(capsys: pytest.CaptureFixture[str]) -> int:
    """How many warnings were logged."""
    return capsys.readouterr().out.count("[warning")


def unavailable(trouble: StoreTrouble = StoreTrouble.UNREACHABLE) -> StoreUnavailable:
    return StoreUnavailable("postgresql://db/paperboy", "no route to host", trouble)


def test_it_says_what_lacks_the_store_and_why(
    outage: Outage, capsys: pytest.CaptureFixture[str]
) -> None:
    outage.met(unavailable())

    said = capsys.readouterr().out
    assert "work lacks the store" in said
    assert "serve chats" in said
    assert "no route to host" in said


def test_an_hour_without_the_store_is_one_line(
    outage: Outage, watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    for _try in range(720):
        outage.met(unavailable())
        watch.now += 5

    assert lines(capsys) == 1


def test_another_trouble_and_a_later_one_are_told(
    outage: Outage, watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    outage.met(unavailable())
    outage.met(unavailable(StoreTrouble.DENIED))
    watch.now += SAME
    outage.met(unavailable(StoreTrouble.DENIED))

    assert lines(capsys) == 3


def test_what_follows_its_end_is_told(outage: Outage, capsys: pytest.CaptureFixture[str]) -> None:
    outage.met(unavailable())
    assert outage.told
    outage.is_over()
    assert not outage.told
    outage.met(unavailable())

    assert lines(capsys) == 2
