"""Behaviours that somebody thought out who had not read how answers are parsed."""

from __future__ import annotations

from tests.behaviours.unseen_envelopes import ENVELOPES
from tests.behaviours.unseen_later import LATER
from tests.behaviours.unseen_limits import LENGTHS, ROLES
from tests.behaviours.unseen_more import MORE
from tests.behaviours.unseen_pace import PACE
from tests.behaviours.unseen_refusals import FORMATS
from tests.behaviours.unseen_texts import TEXTS
from tests.behaviours.unseen_troubles import TROUBLES, USELESS

BEHAVIOURS = (
    *TEXTS,
    *ENVELOPES,
    *FORMATS,
    *ROLES,
    *LENGTHS,
    *PACE,
    *TROUBLES,
    *USELESS,
    *MORE,
    *LATER,
)
