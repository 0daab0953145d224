"""How many, as people write it. Pure."""

# Tested in tests/bot/chat/test_typed_settings.py.

from __future__ import annotations

from bot.chat.words.lexicon import remembered, spoken, words_of
from bot.chat.words.scanning import NUMBER, Vocabulary, scan, signs, valued, vocabulary
from bot.chat.words.tidying import shortened
from core.errors import SettingInvalid


@remembered
def count_words() -> Vocabulary:
    """The words around a number that say nothing more: what is counted, and "at most"."""
    around = [*words_of("items"), *words_of("fillers")]
    for language in spoken():
        around += language.answers.get("counted", ())
    return vocabulary(("", valued(word for word in around if word != "one")))


def parse_count(text: str) -> int:
    """The number meant by `10`, `１０`, `十篇`, `二十五`, `top 5`, `ten`; raises SettingInvalid."""
    tokens = scan(text, count_words())
    if signs(tokens) != NUMBER:
        raise SettingInvalid(shortened(text))
    return tokens[0].value
