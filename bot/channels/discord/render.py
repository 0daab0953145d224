"""A view as Discord messages, in the API's own JSON, within every limit and nothing left out. Pure.

What has a heading is an embed, gold when something in it is golden; bare sentences are the
message's own words. What is longer than a message is several of them, with menus and buttons under
the last; or, where somebody waits for it, pages, each with all the buttons and those that turn it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any, TypeAlias

from bot.channels.discord.components import (
    CUSTOM_ID,
    ROWS,
    clip,
    components,
    items_of,
    left_out,
    pager,
    rows_of,
    turned,
)
from bot.channels.discord.layout import Layout
from bot.channels.discord.markup import (
    HEADING,
    LONGEST_ADDRESS,
    NESTED,
    QUIET,
    RAW,
    escape,
    to_markdown,
    words,
)
from bot.chat.actions import Input, write_action
from bot.chat.views.model import Block, Button, Footer, Heading, Paragraph, View, line, quiet
from bot.chat.views.parts import GOLDEN
from bot.chat.views.runs import UNSEEN, Level, Run, clean, units, web_address
from bot.chat.views.split import Reach, first_part, parted, split_runs, trimmed
from core.models import Picture
from locales import Translator

Payload: TypeAlias = dict[str, Any]

# Discord's limits: all embeds of a message, an embed's description and title, a message's own
# words; how long small print may be before it counts as text; how much is said below a picture.
# Words leave room for a mention.
MESSAGE, DESCRIPTION, TITLE, CONTENT, FOOTER, CAPTION = 6000, 4096, 256, 1960, 500, 300
# Room that is not worth a further embed in the same message.
LEAST = 1000
BETWEEN = "\n\n"  # two texts
# How many characters are taken from the end of a title that is too long to be continued.
STEP = 8
# How little room may be left where a text is cut, and how often that place is guessed before it is
# halved.
NEAR, GUESSES = 16, 6
GOLD = 0xF0B232
SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12


def render(view: View, t: Translator) -> list[Payload]:
    """The view's messages, in order: "content" or "embeds", and "components"; [] without words.

    What buttons cannot show stands in the text.
    """
    rows = rows_of(view.buttons)
    payloads = [payload | {"components": []} for payload in _messages(view, t, rows)]
    if payloads:
        payloads[-1]["components"] = components(rows, view, t)
    return payloads


def pages(view: View, t: Translator, given: Input | None) -> list[list[Payload]]:
    """The view's pages, each as its messages; `given` is the input that shows the view.

    One page of several messages, when nothing does or it is too long for a button: cut, it would
    ask for another.
    """
    payloads, rows = render(view, t), rows_of(view.buttons, ROWS - 1)
    if len(payloads) < 2:
        return [payloads]
    # One row less may leave more to be said in words.
    sheets = payloads
    if rows != rows_of(view.buttons):
        sheets = _messages(view, t, rows)
    if given is None or units(write_action(turned(given, len(sheets)))) > CUSTOM_ID:
        return [payloads]
    below = components(rows, view, t)
    return [
        [sheet | {"components": [pager(given, number, len(sheets)), *below]}]
        for number, sheet in enumerate(sheets, start=1)
    ]


def body(payload: Payload, *, silent: bool, previews: bool) -> str:
    """The message as the delivery ledger keeps it: JSON for the API. Nobody is notified by name.

    An embed shows no previews anyway; hiding them would hide the embed.
    """
    flags = 0
    if silent:
        flags |= SUPPRESS_NOTIFICATIONS
    if not previews and not payload.get("embeds"):
        flags |= SUPPRESS_EMBEDS
    message = payload | {"flags": flags, "allowed_mentions": {"parse": []}}
    return json.dumps(message, ensure_ascii=False)


def calling(kept: str, role: str) -> str:
    """The body, calling the role with that id, and nobody else."""
    message = json.loads(kept)
    message["content"] = "\n".join(filter(None, (f"<@&{role}>", message.get("content"))))
    message["allowed_mentions"] = {"parse": [], "roles": [role]}
    return json.dumps(message, ensure_ascii=False)


def calling_nobody(kept: str, role: str, said: str) -> str:
    """The body that called the role, with those words in place of the call."""
    message = json.loads(kept)
    message["content"] = message.get("content", "").replace(f"<@&{role}>", escape(said), 1)
    message["allowed_mentions"] = {"parse": []}
    return json.dumps(message, ensure_ascii=False)


def as_words(payload: Payload) -> list[Payload]:
    """The same without embeds, in as many messages as needed, menus and buttons under the last.

    For a channel where embeds are not allowed. Takes what `render` gave or what `body` kept.
    """
    messages = without_embeds(payload)
    if messages:
        messages[-1]["components"] = payload.get("components", [])
    return messages


def without_embeds(payload: Payload) -> list[Payload]:
    """The same as bare text, without embeds, menus and buttons, in as many messages as needed.

    For a message that was refused as it is. Takes what `render` gave or what `body` kept.
    """
    runs: list[Run] = []
    texts = [payload.get("content"), *map(_markdown, payload.get("embeds", ()))]
    for text in filter(None, texts):
        for row in f"\n{text}".split("\n"):
            begins = not row or row.startswith(HEADING)
            level = Level.BLOCK if begins else Level.LINE
            runs += [Run("\n", (), level), _row(row)]
    rest = {key: value for key, value in payload.items() if key in ("flags", "allowed_mentions")}
    flags = rest.get("flags", 0) | SUPPRESS_EMBEDS
    return [{"content": text} | rest | {"flags": flags} for text in _texts(runs)]


def _messages(view: View, t: Translator, rows: Sequence[Sequence[Button]]) -> list[Payload]:
    """The view's words, as "content" or "embeds" of each message, above those rows of buttons."""
    blocks = _instead(view, left_out(view.buttons, rows))
    picture: Payload = {}
    if view.picture:
        picture = _picture(view.picture)
    if not picture and all(isinstance(block, Paragraph | Footer) for block in blocks):
        return [{"content": text} for text in _texts(Layout().blocks(blocks))]
    found = _embeds(blocks, t, view.thumbnail, picture)
    if _is_golden(blocks):
        for embed in chain.from_iterable(found):
            embed["color"] = GOLD
    return [{"embeds": embeds} for embeds in found]


def _embeds(
    blocks: Sequence[Block], t: Translator, thumbnail: str | None, picture: Payload
) -> list[list[Payload]]:
    """The embeds of each message, the picture (an embed of its own) at the end of the first.

    Each message after the first has the title again, and says which of how many it is.
    """
    title, blocks = _title(blocks)
    footer, blocks = _footer(blocks)
    first: Payload = {}
    if title:
        first["title"] = _as_title(title)
    if thumbnail and (address := web_address(thumbnail, LONGEST_ADDRESS)):
        first["thumbnail"] = {"url": address}
    messages = [[first]]
    room = MESSAGE - units(
        first.get("title", "") + footer + BETWEEN + picture.get("description", "")
    )
    rest = trimmed(Layout().blocks(blocks))
    while rest:
        if "description" in messages[-1][-1]:
            if room >= LEAST:
                messages[-1].append({})
            else:
                messages.append([{}])
                room = MESSAGE - TITLE - units(footer)
        part, rest = first_part(rest, _reach(min(room, DESCRIPTION)))
        messages[-1][-1]["description"] = text = to_markdown(part)
        room -= units(text)
    if not (title or footer or "description" in first):
        return []
    _hang(picture, messages[0])
    if title:
        for number, message in enumerate(messages[1:], start=2):
            message[0]["title"] = _continued(t, title, number, len(messages))
    if footer:
        messages[-1][-1]["footer"] = {"text": footer}
    return messages


def _picture(picture: Picture) -> Payload:
    """The picture and the words below it as an embed; {} where Discord would not show it."""
    address = web_address(picture.address, LONGEST_ADDRESS)
    if address is None:
        return {}
    words = clip(" ".join(clean(picture.caption).split()), CAPTION)
    found: Payload = {"image": {"url": address}}
    if words:
        found["description"] = to_markdown(Layout().blocks([Paragraph((line(quiet(words)),))]))
    return found


def _hang(picture: Payload, embeds: list[Payload]) -> None:
    """Put the picture below the last embed, or in an embed of its own if its words find no room."""
    text = BETWEEN.join(filter(None, (embeds[-1].get("description"), picture.get("description"))))
    if units(text) > DESCRIPTION:
        embeds.append(picture)
    else:
        embeds[-1] |= picture
        if text:
            embeds[-1]["description"] = text


def _as_title(words: str) -> str:
    """The words as Markdown; a list or a heading does not begin in a title."""
    return escape(words, leads=False)


def _title(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """The words of the heading's first line, if a title can hold them, and the blocks left."""
    if not blocks or not isinstance(blocks[0], Heading) or not blocks[0].lines:
        return "", blocks
    first, *others = blocks[0].lines
    title = clean(first.text).strip(UNSEEN)
    if units(_as_title(title)) > TITLE:
        return "", blocks
    if others:
        return title, [Heading(tuple(others)), *blocks[1:]]
    return title, blocks[1:]


def _continued(t: Translator, title: str, page: int, pages: int) -> str:
    """The title of a message after the first, as Markdown."""
    words = title
    while True:
        found = _as_title(t.t("page.title", title=words, page=page, pages=pages))
        if units(found) <= TITLE:
            return found
        # Signs that are escaped take two characters, so what is too much takes some tries.
        words = clip(words, units(words) - STEP)


def _footer(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """The small print at the end, if it is short, and the blocks before it.

    Discord shows it without formatting.
    """
    if not blocks or not isinstance(blocks[-1], Footer):
        return "", blocks
    text = "\n".join(clean(each.text) for each in blocks[-1].lines).strip(UNSEEN)
    if units(text) > FOOTER:
        return "", blocks
    return text, blocks[:-1]


def _is_golden(blocks: Sequence[Block]) -> bool:
    if any(item.mark for item in items_of(blocks)):
        return True
    if not blocks or not isinstance(blocks[0], Heading):
        return False
    return any(each.text.startswith(GOLDEN) for each in blocks[0].lines[:1])


def _instead(view: View, missing: Sequence[Button]) -> list[Block]:
    """The view's blocks; text for buttons without room stands before the small print."""
    lines = [line(f"{button.label}: {button.url}") for button in missing if button.url]
    if any(button.action for button in missing):
        lines += [line(hint) for hint in view.hints]
    blocks = list(view.blocks)
    at = len(blocks) - (bool(blocks) and isinstance(blocks[-1], Footer))
    if lines:
        blocks.insert(at, Paragraph(tuple(lines)))
    return blocks


def _texts(runs: Sequence[Run]) -> list[str]:
    """The runs as words of as many messages as they take."""
    return [to_markdown(part) for part in split_runs(runs, _reach(CONTENT))]


def _reach(room: int) -> Reach:
    """How many characters take at most so much room as Markdown, or a few less than could.

    Tried out, since escapes depend on what is around, but not by halves: the longer the text, the
    longer its Markdown.
    """

    def size(runs: Sequence[Run], length: int) -> int:
        return units(to_markdown(trimmed(parted(runs, length)[0])))

    def reach(runs: Sequence[Run]) -> int:
        least, most = 0, min(room, sum(len(run.text) for run in runs))
        small, large = 0, size(runs, most)
        if large <= room:
            return most
        for tries in range(room):
            if most - least == 1 or room - small <= NEAR:
                break
            if tries < GUESSES:
                steps = (most - least) * (room - small) // (large - small)
            else:
                steps = (most - least) // 2
            middle = least + min(max(steps, 1), most - least - 1)
            if (found := size(runs, middle)) <= room:
                least, small = middle, found
            else:
                most, large = middle, found
        return least

    return reach


def _markdown(embed: Payload) -> str:
    """The embed as one text."""
    title, footer = embed.get("title"), embed.get("footer", {}).get("text", "")
    small = "\n".join(QUIET + escape(each) for each in footer.split("\n") if each)
    if title:
        title = f"**{title}**"
    return BETWEEN.join(filter(None, (title, embed.get("description"), small)))


def _row(text: str) -> Run:
    """A row of Markdown, unchanged if it is too short to be cut, else as words."""
    if units(text) > CONTENT // 4:
        return Run(words(text))
    mark = NESTED if text.startswith(" ") else RAW
    return Run(text, (mark,))
