"""Who may ask for something: named here, told apart by each channel."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who may use a command: everyone, those who may administer the chat, or who runs this
    Paperboy."""

    EVERYONE = "everyone"
    ADMINS = "admins"
    OPERATOR = "operator"
