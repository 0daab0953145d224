"""Behaviours of endpoints that were seen in the field, and their neighbours."""

from __future__ import annotations

from tests.behaviours.endpoint import Behaviour, says

BEHAVIOURS = (
    Behaviour("answers as it should", lambda call: None, usable=True),
    Behaviour("wraps its answer in a fence of code", lambda call: says(f"```json\n{call.honest}\n```"), usable=True),
    Behaviour("says nothing", lambda call: says(""), usable=False),
)
