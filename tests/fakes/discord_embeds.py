"""The limits of embeds: each part's, and 6,000 characters over all embeds of a message."""

from __future__ import annotations

import re

from tests.fakes.discord_form import Form, Path
from tests.fakes.discord_state import Json, embed_texts

MAX_EMBEDS, MAX_EMBED_TEXT = 10, 6000
_LINKS = ("url",), ("image", "url"), ("thumbnail", "url"), ("author", "url"), ("author", "icon_url")
_SCHEME = re.compile(r"(https?|attachment)://\S+")


def check_embeds(form: Form, body: Json) -> list[Json]:
    """The embeds of a message's body, as they are shown; notes what is wrong with them."""
    embeds = form.items(body, "embeds", (), MAX_EMBEDS)
    for number, embed in enumerate(embeds):
        _check(form, embed, ("embeds", number))
    if sum(form.length(text) for embed in embeds for text in embed_texts(embed)) > MAX_EMBED_TEXT:
        message = f"Embed size exceeds maximum size of {MAX_EMBED_TEXT}"
        form.wrong(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", message)
    return [embed | {"type": "rich"} for embed in embeds]


def _check(form: Form, embed: Json, path: Path) -> None:
    form.text(embed, "title", path, 256)
    form.text(embed, "description", path, 4096)
    form.number(embed, "color", path, 0, 0xFFFFFF, 0)
    for number, field in enumerate(form.items(embed, "fields", path, 25)):
        form.text(field, "name", (*path, "fields", number), 256, 1)
        form.text(field, "value", (*path, "fields", number), 1024, 1)
    if footer := embed.get("footer"):
        form.text(footer, "text", (*path, "footer"), 2048)
    if author := embed.get("author"):
        form.text(author, "name", (*path, "author"), 256, 1)
    for names in _LINKS:
        check_link(form, embed, names, path)


def check_link(form: Form, holder: Json, names: tuple[str, ...], path: Path) -> None:
    """Note it when there is something under those nested names that is no address to show."""
    value: object = holder
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    if value is None:
        return
    if not isinstance(value, str) or not _SCHEME.fullmatch(value):
        message = f"Scheme must be one of ('http', 'https'): {value!r}"
        form.wrong((*path, *names), "URL_TYPE_INVALID_URL", message)
    elif len(value) > 2048:
        form.wrong((*path, *names), "BASE_TYPE_MAX_LENGTH", "Must be 2048 or fewer in length.")
