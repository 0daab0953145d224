"""What is read of an update, and what is passed over."""

from __future__ import annotations

import pytest
from telegram import Bot

from bot.channels.telegram.wire import read_update


@pytest.mark.parametrize(
    "update",
    [
        None,
        7,
        [],
        {},
        {"update_id": None},
        {"update_id": [1]},
        {"update_id": "7"},
        {"update_id": 1, "message": 5},
        {"update_id": 1, "message": {"message_id": 1}},
        {
            "update_id": 1,
            "message": {"message_id": 1, "date": "today", "chat": {"id": 1, "type": "private"}},
        },
        {
            "update_id": 1,
            "message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}},
        },
        {
            "update_id": 1,
            "message": {
                "message_id": 1,
                "date": float("inf"),
                "chat": {"id": 1, "type": "private"},
            },
        },
        {
            "update_id": 1,
            "message": {"message_id": 1, "date": 1, "chat": {"id": [1], "type": "private"}},
        },
    ],
)
def test_what_is_no_update_is_passed_over(update):
    assert read_update(update, Bot("1:a")) is None


ANN = {"id": 7, "is_bot": False, "first_name": "Ann"}
SAID = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": ANN}
PRESSED = {"id": "1", "from": ANN, "chat_instance": "1", "data": "x", "message": SAID}
SIGNED = {"chat": SAID["chat"], "message_id": 1, "date": 1, "old_reaction": [], "new_reaction": []}
FILE = {"file_id": "1", "file_unique_id": "1", "file_name": "a.bib", "file_size": 5}


@pytest.mark.parametrize(
    ("kind", "usual", "strange"),
    [
        ("message", SAID, {"text": 5}),
        ("message", SAID, {"text": ["/help"]}),
        ("channel_post", SAID, {"caption": {}}),
        ("message", SAID, {"message_id": "1"}),
        ("message", SAID, {"message_thread_id": 1.5}),
        ("message", SAID, {"migrate_to_chat_id": "-100"}),
        ("message", SAID, {"chat": {"id": True, "type": "private"}}),
        ("message", SAID, {"document": FILE | {"file_name": 7}}),
        ("message", SAID, {"document": FILE | {"file_size": "big"}}),
        ("callback_query", PRESSED, {"data": 5}),
        ("callback_query", PRESSED, {"id": 7}),
        ("message_reaction", SIGNED, {"message_id": "x"}),
    ],
)
def test_an_update_of_other_than_words_and_numbers_is_passed_over(kind, usual, strange):
    assert read_update({"update_id": 1, kind: usual}, Bot("1:a")) is not None
    assert read_update({"update_id": 1, kind: usual | strange}, Bot("1:a")) is None


@pytest.mark.parametrize("number", [-1, 0, 2**80])
def test_any_number_is_an_update(number):
    update = read_update({"update_id": number, "of_tomorrow": {}}, Bot("1:a"))

    assert update is not None
    assert update.update_id == number


def test_a_message_that_answers_a_thousand_others_is_passed_over():
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
    for _ in range(5000):
        message = message | {"reply_to_message": message}

    assert read_update({"update_id": 1, "message": message}, Bot("1:a")) is None
