"""All vocabularies, made before anybody types."""

from __future__ import annotations

import sys
from types import FrameType

from bot.chat.words import corrections, places, scanning, zones
from bot.chat.words.warming import warm
from tests.utterances.reading import understood

LINES = {
    "date": "Monday, no sorry, Tuesday",
    "time": "8am, no wait, 9",
    "zone": "Tokyo, no sorry, Seoul",
    "paper": "第三篇",
    "switch": "on",
    "words": "a, b",
    "weekdays": "Mon, Wed",
    "slot": "8am London",
}
# What takes its time, by its code.
MAKING = {
    scanning.vocabulary.__code__: "a vocabulary",
    places.places.__wrapped__.__code__: "places",
    places._countries.__wrapped__.__code__: "countries",
    zones._around.__wrapped__.__code__: "words around zones",
    zones._directions.__wrapped__.__code__: "directions",
    corrections._takes_back.__wrapped__.__code__: "words that take back",
}


def test_nothing_is_made_any_more_once_it_is_warm() -> None:
    made: list[str] = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in MAKING:
            made.append(MAKING[frame.f_code])

    warm()
    sys.setprofile(watch)
    try:
        for kind, text in LINES.items():
            understood({"kind": kind, "text": text, "today": "2026-02-06", "lang": "en"})
        in_use = list(made)
        scanning.vocabulary()
    finally:
        sys.setprofile(None)

    assert in_use == []
    assert made == ["a vocabulary"]  # the watch sees what is made
