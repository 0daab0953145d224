"""What tests of the service begin with."""

from __future__ import annotations

import pytest

from tests.bot.delivery.place import placed
from tests.bot.delivery.room import room_in


@pytest.fixture
async def room(tmp_path):
    async with room_in(tmp_path) as room:
        yield room


@pytest.fixture
async def place(tmp_path):
    async with placed(tmp_path) as place:
        yield place
