"""Who may ask for something: named here, told apart by each channel."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who may use a command: everyone, the chat's administrators, or Paperboy's operator."""

    EVERYONE = "everyone"
    ADMINS = "admins"
    OPERATOR = "operator"
