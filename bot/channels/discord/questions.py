"""Questions about papers on Discord: the form to type one into, and what was said before under an
answer. Pure."""

from __future__ import annotations

from typing import Any

from bot.channels.discord.forms import TITLE
from bot.channels.discord.markup import HEADING, words
from bot.chat.actions import Action, Known, Listed, Stands, Verb, read, write
from core.asking.ask import LONGEST_QUESTION, Turn
from locales import Translator

_ROW, _FIELD, _PARAGRAPH = 1, 4, 2


def question_form(action: Action, t: Translator) -> dict[str, Any]:
    """The form that asks the action's paper something, as Discord takes it; it comes back as the
    action."""
    field = {
        "type": _FIELD,
        "custom_id": action.verb.value,
        "label": t.t("param.question")[:TITLE],
        "style": _PARAGRAPH,
        "required": True,
        "max_length": LONGEST_QUESTION,
    }
    title = t.t("ask.form")[:TITLE]
    return {
        "custom_id": write(action),
        "title": title,
        "components": [{"type": _ROW, "components": [field]}],
    }


def question_of(data: dict[str, Any]) -> str:
    """What a sent form asks, as a line for the command table; "" when it is another form."""
    action = read(str(data.get("custom_id", "")))
    if (
        action is None
        or action.verb is not Verb.ASK
        or not isinstance(action.target, Listed | Known)
    ):
        return ""
    fields = [field for row in data.get("components", ()) for field in row.get("components", ())]
    typed = " ".join(" ".join(str(field.get("value") or "") for field in fields).split())
    return f"/ask {action.target.typed} {typed}"


def earlier_of(message: Any) -> tuple[Turn, ...]:
    """What the message has asked and answered, if it is an answer of ours about a paper; a
    discord.Message or None."""
    if (
        message is None
        or not message.embeds
        or not any(_is_about(row) for row in message.components)
    ):
        return ()
    embed = message.embeds[0]
    # Below the paper's title stands the answer, then what it rests on. A question too long for a
    # title leads them.
    leading, _, rest = str(embed.description or "").partition("\n\n")
    question = str(embed.title or "") or leading.split("\n")[0]
    answer = rest.split("\n\n")[0].split(f"\n{HEADING}")[0]
    return (Turn(words(question), "\n".join(map(words, answer.split("\n")))),)


def _is_about(row: Any) -> bool:
    ids = [str(getattr(button, "custom_id", "") or "") for button in getattr(row, "children", ())]
    return any(action.row.stands is Stands.ANSWER for action in map(read, ids) if action)
