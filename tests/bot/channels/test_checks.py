"""What the doctor asks: all at once, and each no longer than it has patience."""

from __future__ import annotations

import pytest

from tests.fakes.mute import Mute

TOKEN = "7000007:nobody-has-this-token-nobody-has-thi"


def asked_of(server):
    """Variables that lead to the server alone."""
    return {
        "paperboy_hub_url": server.url,
        "paperboy_arxiv_url": f"{server.url}/there",
        "openai_base_url": f"{server.url}/v1",
        "openai_api_key": "none-needed",
        "telegram_base_url": server.url,
        "telegram_token": TOKEN,
    }


@pytest.mark.parametrize("drip", [False, True])
def test_who_is_silent_is_told_one_after_the_other(paperboy, monkeypatch, drip):
    monkeypatch.setattr("bot.channels.checks.PATIENCE", 1.0)
    monkeypatch.setattr("bot.app.health.MODEL_PATIENCE", 2.0)
    with Mute(drip=drip).in_thread() as server:
        ran = paperboy("doctor", **asked_of(server))

    assert ran.code == 1
    told = [row.partition(". ")[0] for row in ran.out.splitlines() if server.url[7:] in row]
    assert told == [
        f"⚠ {server.url[7:]} has given no answer that is of use within {seconds}"
        for seconds in ("1 second", "1 second", "2 seconds", "1 second")
    ]


def test_all_are_asked_at_once(paperboy):
    # It lets nobody go before the hub, arXiv, the model and Telegram wait together.
    with Mute(enough=4).in_thread() as server:
        ran = paperboy("doctor", **asked_of(server))

    assert ran.code == 1
    told = [row for row in ran.out.splitlines() if server.url[7:] in row]
    assert len(told) == 4
    assert all("out of reach" in row for row in told), told
