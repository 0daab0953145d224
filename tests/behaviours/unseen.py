"""Behaviours that somebody thought out who had not read how answers are parsed."""

from __future__ import annotations

from tests.behaviours.unseen_envelopes import ENVELOPES
from tests.behaviours.unseen_texts import TEXTS

BEHAVIOURS = (*TEXTS, *ENVELOPES)
