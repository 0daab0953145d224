"""Questions about papers on Discord: the form to type one into, and what was typed. Pure."""

from __future__ import annotations

from typing import Any

from bot.channels.discord.forms import TITLE, values_in
from bot.channels.discord.markup import HEADING, words
from bot.channels.old_messages import read_old
from bot.chat.actions import Action, Verb, read_action, write_action
from bot.chat.targets import Known, Listed
from core.asking.ask import LONGEST_QUESTION
from core.sent import About
from locales import Translator

_ROW, _FIELD, _PARAGRAPH = 1, 4, 2


def question_form(action: Action, t: Translator) -> dict[str, Any]:
    """The form that asks the action's paper a question; when it is sent, the action comes back."""
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
        "custom_id": write_action(action),
        "title": title,
        "components": [{"type": _ROW, "components": [field]}],
    }


def ask_line_of(data: dict[str, Any]) -> str:
    """What a sent form asks, as a line for the command table; "" when it is another form."""
    action = read_action(str(data.get("custom_id", "")))
    if (
        action is None
        or action.verb is not Verb.ASK
        or not isinstance(action.target, Listed | Known)
    ):
        return ""
    question = " ".join(" ".join(values_in(data.get("components", ()))).split())
    return f"/ask {action.target.typed} {question}"


def shown_in(message: Any) -> About | None:
    """What an old discord.Message is about, read from its buttons and words; None if unknown."""
    buttons: list[str] = []
    for row in message.components:
        for button in getattr(row, "children", ()):
            buttons.append(str(getattr(button, "custom_id", "") or ""))
    texts: list[str] = []
    for embed in message.embeds[:1]:
        # A question that is too long for a title leads the description; otherwise the paper's title
        # does.
        texts += [str(embed.title or ""), str(embed.description or "")]
    markdown = "\n".join(filter(None, texts))
    # The heading of what the answer rests on has no blank line before it.
    markdown = markdown.replace(f"\n{HEADING}", f"\n\n{HEADING}")
    text = "\n".join(map(words, markdown.split("\n")))
    return read_old(buttons, text)
