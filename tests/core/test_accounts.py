"""The names of accounts stay with their bots."""

from __future__ import annotations

import pytest

from bot.app.channels import CHANNELS
from core.accounts import further, kind_of, named

ONE, OTHER, THIRD = "7", "8", "9"
A, B, C = "telegram", "telegram@8", "telegram@9"


def test_a_name_tells_its_platform():
    assert kind_of("telegram") == kind_of(further("telegram", "8")) == "telegram"


@pytest.mark.parametrize(
    ("bots", "known", "names"),
    [
        ([ONE], {}, [A]),
        ([ONE, OTHER], {}, [A, B]),
        ([ONE, OTHER], {A: ONE}, [A, B]),
        # Another order.
        ([OTHER, ONE], {A: ONE, B: OTHER}, [B, A]),
        # One more, before the first.
        ([OTHER, ONE], {A: ONE}, [B, A]),
        # A bot in place of the only one.
        ([OTHER], {A: ONE}, [A]),
        # One of two goes: the other stays who it is.
        ([OTHER], {A: ONE, B: OTHER}, [B]),
        ([ONE], {A: ONE, B: OTHER}, [A]),
        # The first goes, and another comes: nobody knows whether in its place.
        ([OTHER, THIRD], {A: ONE, B: OTHER}, [B, C]),
        # It comes back.
        ([OTHER, ONE], {A: ONE, B: OTHER, C: THIRD}, [B, A]),
    ],
)
def test_a_bot_keeps_its_name(bots, known, names):
    assert named("telegram", bots, known) == names


def test_no_platforms_name_ends_like_an_accounts():
    # What is behind the mark is cut off in SQL by its characters.
    assert not [each.name for each in CHANNELS if each.name[-1] in "@0123456789"]
