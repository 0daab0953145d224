"""What Paperboy says, in each language: a folder each, with a gettext catalog and what is told of
the language."""

from locales.folders import known_languages, languages
from locales.translator import Translator, translators

__all__ = ["Translator", "known_languages", "languages", "translators"]
