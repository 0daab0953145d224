"""What Paperboy says, in each language: gettext catalogs, one folder each, and the Translator that reads them."""

from locales.translator import Translator, known_languages, translators

__all__ = ["Translator", "known_languages", "translators"]
