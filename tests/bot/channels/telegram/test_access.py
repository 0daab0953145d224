"""Who is an admin, when Telegram does not say so at once."""

from __future__ import annotations

import pytest

from bot.channels.telegram import access
from tests.telegram_world import scene


@pytest.fixture
def hurry(monkeypatch):
    monkeypatch.setattr(access, "PAUSES", (0.01, 0.01, 0.01))


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize(
    "fault", ["500", "502", "429:1", "drop", "page:403", "page:200", "said:200:{}"]
)
async def test_an_admin_is_one_although_something_passed_when_that_was_asked(tmp_path, fault):
    async with scene(tmp_path) as stage:
        owner = stage.telegram.user()
        group = stage.telegram.group(owner)
        stage.telegram.fail("getChatMember", fault, fault)

        assert (await stage.says(group, owner, "/subscribe 08:30")).text.startswith("Done")


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize("fault", ["500", "400:CHAT_ADMIN_REQUIRED"])
async def test_whom_telegram_never_calls_an_admin_is_none(tmp_path, fault):
    async with scene(tmp_path) as stage:
        owner = stage.telegram.user()
        group = stage.telegram.group(owner)
        stage.telegram.fail_always("getChatMember", fault)

        assert not (await stage.says(group, owner, "/subscribe 08:30")).text.startswith("Done")
        tries = len(stage.telegram.calls("getChatMember"))
    assert tries == (1 if fault.startswith("400") else 4)
