"""A view's buttons as Discord's components: papers in menus, the rest in rows of buttons. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from bot.channels.discord.markup import LONGEST_ADDRESS
from bot.chat.actions import Action, Input, Page, Verb, write_action
from bot.chat.views.model import Block, Button, Item, Section, View
from bot.chat.views.prose import whole_words
from bot.chat.views.runs import UNSEEN, clean, units, web_address
from bot.chat.views.settings import Choice
from core.interests.interest import LETTERS
from locales import Translator

# Discord's limits: rows in a message, buttons in a row, options in a menu; characters in a button's
# label, a menu's placeholder, an option's label, and in what comes back to us.
ROWS, A_ROW, A_MENU = 5, 5, 25
LABEL, PLACEHOLDER, OPTION, CUSTOM_ID = 80, 150, 100, 100
# What a menu is called; the second is "open:2". What was chosen comes back as its value, which is
# an action.
MENU = "open"

_ROW, _BUTTON, _SELECT, _SECONDARY, _LINK = 1, 2, 3, 2, 5


def turned(given: Input, page: int) -> Action:
    """The action that shows that page of what `given` shows."""
    return Action(Verb.PAGE, Page(page, given))


def page_of(action: Action | None) -> tuple[int, Input | None]:
    """The page an action asks for, and the input whose answer has it; else page 1."""
    if action and isinstance(action.target, Page):
        return action.target.number, action.target.of
    return 1, action


def pager(given: Input, page: int, count: int) -> dict[str, Any]:
    """The row of buttons to the pages beside that one, with their numbers."""
    ways: list[Button] = []
    if page > 1:
        ways.append(Button(f"‹ {page - 1}/{count}", turned(given, page - 1)))
    if page < count:
        ways.append(Button(f"{page + 1}/{count} ›", turned(given, page + 1)))
    return {"type": _ROW, "components": [as_button(button) for button in ways]}


def rows_of(buttons: Sequence[Sequence[Button]], most: int = ROWS) -> list[list[Button]]:
    """The buttons that Discord takes, in at most so many rows.

    What opens papers, and what is too many for a row, is a menu.

    Where there are too many rows the most alike become one menu; of too many papers the first ones
    stay.
    """
    taken = list(_taken(buttons))
    rows = _menus([button for button in chain.from_iterable(taken) if _opens(button)])
    for kind in chain.from_iterable(map(_by_kind, taken)):
        if rows and _same_kind(rows[-1], kind) and len(rows[-1]) + len(kind) <= A_ROW:
            rows[-1] += kind
        elif kind[0].url:
            rows += _chunks(kind, A_ROW)
        else:
            rows += _chunks(kind, A_MENU)
    while len(rows) > most:
        joinable = [at for at in range(1, len(rows)) if _may_be_one(rows[at - 1], rows[at])]
        if not joinable:
            return [*rows[: most - 1], rows[-1]]
        second = min(joinable, key=lambda at: _unlike(rows[at - 1], rows[at]))
        rows[second - 1] += rows.pop(second)
    return rows


def left_out(
    buttons: Sequence[Sequence[Button]], shown: Sequence[Sequence[Button]]
) -> list[Button]:
    """The view's buttons that the rows do not hold."""
    held = {_target(each) for each in chain.from_iterable(shown)}
    return [each for each in chain.from_iterable(buttons) if _target(each) not in held]


def components(rows: Sequence[Sequence[Button]], view: View, t: Translator) -> list[dict[str, Any]]:
    """The rows in the API's words; a paper in a menu has its title beside its number."""
    items = _opened(view)
    menus = [row for row in rows if _is_menu(row)]
    several = sum(_opens(row[0]) for row in menus) > 1
    found = []
    for row in rows:
        if _is_menu(row):
            number = menus.index(row) + 1
            custom_id = MENU
            if number > 1:
                custom_id = f"{MENU}:{number}"
            inside = [_menu(row, custom_id, _placeholder(row, t, several=several), items)]
        else:
            inside = [as_button(button) for button in row]
        found.append({"type": _ROW, "components": inside})
    return found


def items_of(blocks: Iterable[Block]) -> Iterator[Item]:
    """The entries, those in sections too."""
    for block in blocks:
        if isinstance(block, Item):
            yield block
        elif isinstance(block, Section):
            yield from items_of(block.blocks)


def as_button(button: Button) -> dict[str, Any]:
    """The button in the API's words."""
    if button.url:
        return {"type": _BUTTON, "style": _LINK, "label": button.label, "url": button.url}
    return {"type": _BUTTON, "style": _SECONDARY, "label": button.label, "custom_id": _data(button)}


def clip(text: str, most: int) -> str:
    """The text if it has at most so many characters, else its beginning, up to a whole word or
    figure, and an ellipsis."""
    if units(text) <= most:
        return text
    kept = text[: most - 1]
    while units(kept) > most - 1:
        kept = kept[:-1]
    return whole_words(text, len(kept)).rstrip(UNSEEN) + "…"


def _menu(
    row: Sequence[Button], custom_id: str, placeholder: str, items: dict[str, Item]
) -> dict[str, Any]:
    options = [_option(button, items.get(_data(button))) for button in row]
    return {
        "type": _SELECT,
        "custom_id": custom_id,
        "placeholder": clip(placeholder, PLACEHOLDER),
        "options": options,
    }


def _option(button: Button, item: Item | None) -> dict[str, Any]:
    label = button.label
    if item:
        label += f" · {clean(item.title.text)}"
    option: dict[str, Any] = {"label": clip(label, OPTION), "value": _data(button)}
    if item and item.mark:
        option["emoji"] = {"name": item.mark}
    return option


def _placeholder(row: Sequence[Button], t: Translator, *, several: bool) -> str:
    if not _opens(row[0]):
        return " · ".join(button.label for button in row)
    said = t.t("list.open")
    if several:
        letters = [each for each in row if _is_letter(each)]
        numbers = [each for each in row if not _is_letter(each)]
        spans = [f"{each[0].label}–{each[-1].label}" for each in (letters, numbers) if each]
        said += " " + " · ".join(spans)
    return said


def _taken(buttons: Iterable[Iterable[Button]]) -> Iterator[list[Button]]:
    """The rows with each button that Discord takes, once."""
    known: set[tuple[Action | None, str | None]] = set()
    for row in buttons:
        kept: list[Button] = []
        for each in row:
            label = clip(clean(each.label).strip(UNSEEN), LABEL)
            action, url = _target(each)
            fits = url is not None or (
                action is not None and units(write_action(action)) <= CUSTOM_ID
            )
            if label and fits and (action, url) not in known:
                known.add((action, url))
                if url:
                    kept.append(Button(label, url=url))
                else:
                    kept.append(Button(label, action))
        yield kept


def _by_kind(row: Sequence[Button]) -> list[list[Button]]:
    """The row's actions and its links apart, without what opens papers."""
    actions = [button for button in row if not button.url and not _opens(button)]
    links = [button for button in row if button.url]
    return [kind for kind in (actions, links) if kind]


def _chunks(row: Sequence[Button], length: int) -> Iterator[list[Button]]:
    return (list(row[start : start + length]) for start in range(0, len(row), length))


def _same_kind(one: Sequence[Button], other: Sequence[Button]) -> bool:
    return not _opens(one[0]) and bool(one[0].url) == bool(other[0].url)


def _may_be_one(one: Sequence[Button], other: Sequence[Button]) -> bool:
    actions = not any(button.url or _opens(button) for button in (*one, *other))
    return actions and len(one) + len(other) <= A_MENU


def _unlike(one: Sequence[Button], other: Sequence[Button]) -> tuple[int, int]:
    """How little two rows have in common, as far as their lengths say."""
    return abs(len(one) - len(other)), len(one) + len(other)


def _is_menu(row: Sequence[Button]) -> bool:
    return _opens(row[0]) or len(row) > A_ROW


def _opens(button: Button) -> bool:
    """Whether it leads to one of several papers: by its action, or by a line about its number."""
    if button.action is None:
        return False
    by_number = button.action.verb is Verb.RUN and button.label.isdigit()
    return by_number or button.action.row.one_of_several


def _data(button: Button) -> str:
    """What comes back when it is pressed."""
    if button.action is None:
        return ""
    return write_action(button.action)


def _target(button: Button) -> tuple[Action | None, str | None]:
    if not button.url:
        return button.action, None
    return button.action, web_address(button.url, LONGEST_ADDRESS)


def _menus(papers: Sequence[Button]) -> list[list[Button]]:
    """Buttons that open papers as few menus: those with letters behind those with numbers, or
    before them where one menu does not hold all, so that none is cut off. They have a menu of their
    own as long as there is room for it."""
    lettered = [button for button in papers if _is_letter(button)]
    others = [button for button in papers if not _is_letter(button)]
    if len(papers) <= A_MENU:
        return list(_chunks([*others, *lettered], A_MENU))
    apart = [*_chunks(lettered, A_MENU), *_chunks(others, A_MENU)]
    if len(apart) < ROWS:
        return apart
    return list(_chunks([*lettered, *others], A_MENU))


def _is_letter(button: Button) -> bool:
    return button.label in LETTERS


def _opened(view: View) -> dict[str, Item]:
    """The entry that each button opens, by what it sends back: the one that is called like it, or
    in lists without numbers the one in its place; {} where that is not told."""
    openers = [button for button in chain.from_iterable(view.buttons) if _opens(button)]
    items = list(items_of(view.blocks))
    if len(openers) != len(items):
        return {}
    called = {item.handle: item for item in items if item.handle}
    if called:
        return {_data(each): called[each.label] for each in openers if each.label in called}
    return {_data(button): item for button, item in zip(openers, items, strict=True)}


def option_of(choice: Choice) -> dict[str, Any]:
    """A value as an option of a menu."""
    option: dict[str, Any] = {"label": clip(choice.label, OPTION), "value": choice.value}
    if choice.chosen:
        option["default"] = True
    return option
