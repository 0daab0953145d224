"""The rules of components: rows of buttons and menus, components v2, and modals."""

from __future__ import annotations

import copy
from collections import Counter

from tests.fakes.discord_embeds import check_link
from tests.fakes.discord_form import Form, Path
from tests.fakes.discord_state import Json, walk

MAX_COMPONENTS, MAX_DISPLAYED = 40, 4000
ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
SECTION, DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = (
    9,
    10,
    11,
    12,
    13,
    14,
    17,
    18,
)
_UPLOAD, _RADIO, _CHECKBOXES, _CHECKBOX = 19, 21, 22, 23
_LINK, _PREMIUM = 5, 6
_V2 = (ROW, SECTION, DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER)
_IN_CONTAINER = (ROW, SECTION, DISPLAY, GALLERY, FILE, SEPARATOR)
_IN_LABEL = (TEXT_INPUT, *SELECTS, _UPLOAD, _RADIO, _CHECKBOXES, _CHECKBOX)


def check_components(form: Form, body: Json, *, v2: bool) -> list[Json]:
    """The components of a message's body with their ids; notes what is wrong with them."""
    rules = _Rules(form)
    components = form.items(body, "components", (), MAX_COMPONENTS if v2 else 5)
    for number, component in enumerate(components):
        rules.component(component, ("components", number), _V2 if v2 else (ROW,))
    rules.unique(components)
    if v2:
        rules.whole(components)
    return numbered(components)


def check_modal(form: Form, modal: Json) -> Json:
    """The modal with its components' ids; notes what is wrong with it."""
    form.text(modal, "title", ("data",), 45, 1)
    form.text(modal, "custom_id", ("data",), 100, 1)
    rules = _Rules(form, modal=True)
    components = form.items(modal, "components", ("data",), 5, 1)
    for number, component in enumerate(components):
        rules.component(component, ("data", "components", number), (ROW, LABEL, DISPLAY))
    rules.unique(components)
    return modal | {"components": numbered(components)}


def numbered(components: list[Json]) -> list[Json]:
    """A copy in which every component has an id."""
    taken = {component["id"] for component in walk(components) if component.get("id")}
    free = (number for number in range(1, 10**6) if number not in taken)
    copies = copy.deepcopy(components)
    for component in walk(copies):
        component["id"] = component.get("id") or next(free)
    return copies


class _Rules:
    """Walks components and notes what is wrong."""

    def __init__(self, form: Form, *, modal: bool = False) -> None:
        self.form, self.modal = form, modal

    def component(self, component: Json, path: Path, allowed: tuple[int, ...]) -> None:
        """One component, and what is in it."""
        kind = component.get("type") if isinstance(component, dict) else None
        if kind not in allowed:
            message = f'Value of field "type" must be one of {allowed}.'
            return self.form.wrong((*path, "type"), "UNION_TYPE_CHOICES", message)
        match kind:
            case 1:
                self._row(component, path)
            case 2:
                self._button(component, path)
            case 3 | 5 | 6 | 7 | 8:
                self._select(component, path)
            case 4:
                self._input(component, path)
            case 9:
                self._nested(component, path, (DISPLAY,), 3)
                self.component(
                    component.get("accessory", {}), (*path, "accessory"), (BUTTON, THUMBNAIL)
                )
            case 10:
                self.form.text(component, "content", path, MAX_DISPLAYED, 1)
            case 11:
                self._media(component, path)
            case 12:
                for number, item in enumerate(self.form.items(component, "items", path, 10, 1)):
                    self._media(item, (*path, "items", number))
            case 14:
                self.form.number(component, "spacing", path, 1, 2, 1)
            case 17:
                self._nested(component, path, _IN_CONTAINER, MAX_COMPONENTS)
                self.form.number(component, "accent_color", path, 0, 0xFFFFFF, 0)
            case 18:
                self.form.text(component, "label", path, 45, 1)
                self.form.text(component, "description", path, 100)
                self.component(component.get("component", {}), (*path, "component"), _IN_LABEL)
        return None

    def unique(self, components: list[Json]) -> None:
        """No custom id may be there twice."""
        count = Counter(part["custom_id"] for part in walk(components) if part.get("custom_id"))
        for custom_id, times in count.items():
            if times > 1:
                message = f"Component custom id cannot be duplicated: {custom_id}"
                self.form.wrong(("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", message)

    def whole(self, components: list[Json]) -> None:
        """The limits over all components of a v2 message."""
        total = sum(1 for _ in walk(components))
        if total > MAX_COMPONENTS:
            message = (
                f"The maximum number of components is {MAX_COMPONENTS}, this message has {total}."
            )
            self.form.wrong(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
        texts = [
            str(part.get("content", "")) for part in walk(components) if part.get("type") == DISPLAY
        ]
        if sum(self.form.length(text) for text in texts) > MAX_DISPLAYED:
            message = f"The total displayable text size exceeds {MAX_DISPLAYED} characters."
            self.form.wrong(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)

    def _nested(self, component: Json, path: Path, allowed: tuple[int, ...], most: int) -> None:
        for number, inside in enumerate(self.form.items(component, "components", path, most, 1)):
            self.component(inside, (*path, "components", number), allowed)

    def _row(self, row: Json, path: Path) -> None:
        """Five buttons, or one menu; in a form one text input."""
        inside = row.get("components") or [{}]
        if self.modal:
            self._nested(row, path, (TEXT_INPUT,), 1)
        elif inside[0].get("type") == BUTTON:
            self._nested(row, path, (BUTTON,), 5)
        else:
            self._nested(row, path, SELECTS, 1)

    def _button(self, button: Json, path: Path) -> None:
        self.form.choice(button, "style", path, (1, 2, 3, 4, 5, 6))
        self.form.text(button, "label", path, 80)
        if button.get("style") == _LINK:
            self.form.text(button, "url", path, 512, 1)
            check_link(self.form, button, ("url",), path)
            if button.get("custom_id"):
                self.form.wrong(
                    (*path, "custom_id"),
                    "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                    "Not both.",
                )
        elif button.get("style") != _PREMIUM:
            self.form.text(button, "custom_id", path, 100, 1)
        if not button.get("label") and not button.get("emoji") and button.get("style") != _PREMIUM:
            message = "Button component must have either label or emoji."
            self.form.wrong(path, "BUTTON_COMPONENT_INVALID_EMOJI", message)

    def _select(self, select: Json, path: Path) -> None:
        self.form.text(select, "custom_id", path, 100, 1)
        self.form.text(select, "placeholder", path, 150)
        least = self.form.number(select, "min_values", path, 0, 25, 1)
        most = self.form.number(select, "max_values", path, 1, 25, 1)
        if least > most:
            self.form.wrong(
                (*path, "min_values"), "SELECT_COMPONENT_MIN_EXCEEDS_MAX", "More than max_values."
            )
        if select["type"] == STRING_SELECT:
            self._options(select, path, most)

    def _options(self, select: Json, path: Path, most: int) -> None:
        options = self.form.items(select, "options", path, 25, 1)
        for number, option in enumerate(options):
            here = (*path, "options", number)
            self.form.text(option, "label", here, 100, 1)
            self.form.text(option, "value", here, 100, 1)
            self.form.text(option, "description", here, 100)
        values = [option.get("value") for option in options]
        if len(set(values)) < len(values):
            message = "The specified option value is already used"
            self.form.wrong((*path, "options"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        if sum(bool(option.get("default")) for option in options) > most:
            message = "Too many default options."
            self.form.wrong((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", message)
        if options and select.get("max_values", 1) > len(options):
            message = "Must be no more than the number of options."
            self.form.wrong((*path, "max_values"), "SELECT_COMPONENT_MAX_EXCEEDS_OPTIONS", message)

    def _input(self, given: Json, path: Path) -> None:
        self.form.text(given, "custom_id", path, 100, 1)
        self.form.choice(given, "style", path, (1, 2))
        self.form.text(given, "label", path, 45, 1 if "component" not in path else 0)
        self.form.text(given, "placeholder", path, 100)
        self.form.number(given, "min_length", path, 0, 4000, 0)
        most = self.form.number(given, "max_length", path, 1, 4000, 4000)
        self.form.text(given, "value", path, most)

    def _media(self, holder: Json, path: Path) -> None:
        self.form.text(holder, "description", path, 1024)
        media = holder.get("media")
        if not isinstance(media, dict) or not media.get("url"):
            return self.form.wrong((*path, "media"), "BASE_TYPE_REQUIRED", "This field is required")
        return check_link(self.form, holder, ("media", "url"), path)
