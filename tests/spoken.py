"""The languages there are, as their folders tell: what `core` is handed."""

from __future__ import annotations

from locales import languages

LANGUAGES = languages()
EN, ZH = LANGUAGES["en"], LANGUAGES["zh"]
