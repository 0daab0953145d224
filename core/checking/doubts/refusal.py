"""Why a place of the paper does not settle a doubted figure. Pure."""

# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """Why a place does not settle a figure."""

    NO_VALUE = "the value does not stand there"
    DIRECTION = "it says the contrary"
    COMPARED = "it is what the paper's own is compared with"
    CONDITION = "it names another condition"
    UNIT = "it is measured in another unit"
    VARIANT = "it names another variant"
    NAME = "it does not name what the statement names"
    COUNTED = "it counts something else"
    ORDER = "its figures stand in another order"
    TWICE = "the value is used for two things"
    SIBLING = "another figure there fits better"
    ELSEWHERE = "another figure elsewhere fits better"
    LITTLE = "too little speaks for it"
    ROW = "another row fits better"
    COLUMN = "another column fits better"
    UNTOLD = "nothing tells which row or column is meant"
    AMONG = "nothing tells which value of a cell is meant"
