"""Commands by what people call them, in any language. Pure."""

# Chinese is read here: marks between a name and what is behind it.

# Tested in tests/bot/chat/test_meant.py.

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.words.lexicon import remembered, split, spoken, words_of
from bot.chat.words.tidying import small_letters, tidied

# Characters of the shortest name that others may follow without a blank: "表示" is no "表".
LEAST_GLUED = 2
_AROUND = " \t\n,，:：、"


@remembered
def names_of_commands() -> Mapping[str, str]:
    """The command of each of its names: "stop", `退订`."""
    found: dict[str, str] = {}
    for language in spoken():
        for command, names in language.words.commands.items():
            found |= dict.fromkeys(split(names), command)
    return found


def command_called(text: str, *, glued: int = LEAST_GLUED) -> tuple[str, str] | None:
    """The command by whose name the text begins, and what follows: `搜索 智能体`, `搜索智能体`,
    "sign me up"; None where it begins with none. Names of so many characters in scripts that part
    no words may have something `glued` to them."""
    text = " ".join(text.split())
    small = small_letters(text)
    for name in sorted(names_of_commands(), key=len, reverse=True):
        if not small.startswith(name):
            continue
        rest = text[len(name) :]
        apart = not rest or rest[0] in _AROUND or not tidied(rest)
        if apart or (not name.isascii() and len(name) >= glued):
            return names_of_commands()[name], rest.strip(_AROUND) if tidied(rest) else ""
    return None


def asks_for_log(text: str) -> bool:
    """Whether the text behind "settings" asks for the log of changes: "log", `谁改的`, "who changed
    this"."""
    return tidied(text) in words_of("changelog")
