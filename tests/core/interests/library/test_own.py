"""What was exported is read back as the same, and nothing broken gets in."""

from __future__ import annotations

import json

from core.interests.interest import Interest, Kind
from core.interests.library.own import Exported, read_export, write_export

ALL = Exported(
    interests=(
        Interest(
            kind=Kind.WORDS, value='世界 "模型", a=b\nc', weight=-1.0, english=("world, model",)
        ),
        Interest(kind=Kind.AUTHOR, value="Yann LeCun", weight=0.5),
        Interest(kind=Kind.LAB, value="DeepSeek", weight=4.0),
        Interest(kind=Kind.PAPER, value="2401.00001"),
    ),
    muted=("视频", "3D"),
    liked=("2401.00002", "hep-th/9901001"),
    disliked=("2401.00003",),
)


def test_a_round_trip_changes_nothing():
    text = write_export(ALL)

    assert read_export(text) == ALL
    assert write_export(read_export(text)) == text


def test_what_is_broken_is_left_out():
    broken = [
        None,
        3,
        {"kind": "planet", "value": "x"},
        {"kind": "words"},
        {"kind": "words", "value": "x" * 101},
        {"kind": "words", "value": "x", "weight": "heavy"},
        {"kind": "words", "value": "x", "weight": 1e300},
        {"kind": "words", "value": "x", "weight": float("nan")},
        {"kind": "words", "value": "x", "weight": 0},
        {"kind": "words", "value": "x", "weight": True},
        {"kind": "paper", "value": "not an id"},
        {"kind": [], "value": "x"},
    ]
    whole = {"paperboy_interests": 1, "interests": broken, "muted": [1, "ok", ""]}
    whole |= {"liked": ["nonsense", "2401.00002", "2401.00002", 3], "disliked": "2401.00003"}
    text = json.dumps(whole)

    assert read_export(text) == Exported(interests=(), muted=("ok",), liked=("2401.00002",))


def test_other_files_are_none_of_ours():
    for text in ("", "{}", "[1]", '{"paperboy_interests"', "@article{x}"):
        assert read_export(text) is None
