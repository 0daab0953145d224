"""The limits of bodies: embeds, components, forms."""

from __future__ import annotations

from typing import Any

import pytest
from discord import Embed, ui
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.discord_components import check_components, check_modal, numbered
from tests.fakes.discord_embeds import check_embeds
from tests.fakes.discord_form import Form
from tests.fakes.discord_state import Json, walk

FIELD = {"name": "n", "value": "v"}
BUTTON = {"type": 2, "style": 1, "label": "a", "custom_id": "a"}
TOO_MANY = "components.0.components.BASE_TYPE_BAD_LENGTH"
OPTION = {"label": "a", "value": "a"}


def paths(errors: Json) -> list[str]:
    """Where the errors are, and their codes."""
    found = [str(error["code"]) for error in errors.get("_errors", [])]
    for name, below in errors.items():
        if name != "_errors":
            found += [f"{name}.{path}" for path in paths(below)]
    return found


def embeds(*given: Json) -> list[str]:
    form = Form()
    check_embeds(form, {"embeds": list(given)})
    return paths(form.errors)


def row(*inside: Json) -> Json:
    return {"type": 1, "components": list(inside)}


def buttons(count: int, start: int = 0) -> list[Json]:
    return [BUTTON | {"custom_id": str(number)} for number in range(start, start + count)]


def menu(count: int = 1, **more: Any) -> Json:
    options = [{"label": "a", "value": str(number)} for number in range(count)]
    return row({"type": 3, "custom_id": "m", "options": options} | more)


def display(text: str) -> Json:
    return {"type": 10, "content": text}


def components(*given: Json, v2: bool = False) -> list[str]:
    form = Form()
    check_components(form, {"components": list(given)}, v2=v2)
    return paths(form.errors)


@pytest.mark.parametrize(
    ("most", "field"),
    [
        (256, lambda text: {"title": text}),
        (4096, lambda text: {"description": text}),
        (256, lambda text: {"fields": [FIELD, FIELD | {"name": text}]}),
        (1024, lambda text: {"fields": [FIELD | {"value": text}]}),
        (2048, lambda text: {"footer": {"text": text}}),
        (256, lambda text: {"author": {"name": text}}),
    ],
)
def test_each_part_of_an_embed_has_its_limit(most: int, field: Any) -> None:
    assert embeds(field("x" * most)) == []
    (error,) = embeds(field("x" * (most + 1)))
    assert error.endswith("LENGTH")
    # One sign of two UTF-16 units at the end is one too many.
    assert len(embeds(field("x" * (most - 1) + "🏆"))) == 1


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ([{"fields": [FIELD] * 26}], "embeds.0.fields.BASE_TYPE_MAX_LENGTH"),
        ([{"title": "a"}] * 11, "embeds.BASE_TYPE_MAX_LENGTH"),
        ([{"fields": [{"name": "n"}]}], "embeds.0.fields.0.value.BASE_TYPE_REQUIRED"),
        ([{"fields": [{"name": "", "value": "v"}]}], "embeds.0.fields.0.name.BASE_TYPE_BAD_LENGTH"),
        ([{"color": 1 << 24}], "embeds.0.color.NUMBER_TYPE_RANGE"),
        ([{"image": {"url": "data:x"}}], "embeds.0.image.url.URL_TYPE_INVALID_URL"),
        ([{"description": "x" * 3000}] * 2 + [{"title": "x"}], "embeds.MAX_EMBED_SIZE_EXCEEDED"),
    ],
)
def test_embeds_refused(given: list[Json], error: str) -> None:
    assert embeds(*given) == [error]


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=2500)


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4))
def test_embeds_are_counted_as_the_library_counts_them(parts: list[tuple[str, str, str]]) -> None:
    made = [Embed(title=a[:256], description=b).set_footer(text=c[:2048]) for a, b, c in parts]
    form = Form(utf16_too=False)
    check_embeds(form, {"embeds": [embed.to_dict() for embed in made]})
    assert bool(form.errors) == (sum(len(embed) for embed in made) > 6000)


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ([row(*buttons(5, 5 * number)) for number in range(5)], []),
        ([row(*buttons(1, number)) for number in range(6)], ["components.BASE_TYPE_MAX_LENGTH"]),
        ([row(*buttons(6))], [TOO_MANY]),
        ([row()], [TOO_MANY]),
        ([row(BUTTON), row(BUTTON)], ["components.COMPONENT_CUSTOM_ID_DUPLICATED"]),
        (
            [row(BUTTON | {"custom_id": "x" * 101})],
            ["components.0.components.0.custom_id.BASE_TYPE_BAD_LENGTH"],
        ),
        (
            [row(BUTTON | {"label": "x" * 81})],
            ["components.0.components.0.label.BASE_TYPE_MAX_LENGTH"],
        ),
        ([row({"type": 2, "style": 5, "label": "a", "url": "https://a.org"})], []),
        (
            [row({"type": 2, "style": 5, "label": "a"})],
            ["components.0.components.0.url.BASE_TYPE_REQUIRED"],
        ),
        ([menu(25)], []),
        ([menu(26)], ["components.0.components.0.options.BASE_TYPE_BAD_LENGTH"]),
        ([menu(0)], ["components.0.components.0.options.BASE_TYPE_BAD_LENGTH"]),
        (
            [menu(2, max_values=3)],
            ["components.0.components.0.max_values.SELECT_COMPONENT_MAX_EXCEEDS_OPTIONS"],
        ),
        (
            [row(BUTTON, menu()["components"][0])],
            ["components.0.components.1.type.UNION_TYPE_CHOICES"],
        ),
        ([row(menu()["components"][0], menu()["components"][0] | {"custom_id": "n"})], [TOO_MANY]),
        ([display("a")], ["components.0.type.UNION_TYPE_CHOICES"]),
    ],
)
def test_rows(given: list[Json], errors: list[str]) -> None:
    assert components(*given) == errors


def test_options_have_values_of_their_own() -> None:
    twice = row({"type": 3, "custom_id": "m", "options": [OPTION, OPTION]})
    assert components(twice) == [
        "components.0.components.0.options.SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"
    ]


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ([display("x" * 4000)], []),
        (
            [display("x" * 2000), display("x" * 2001)],
            ["components.COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"],
        ),
        ([display("")], ["components.0.content.BASE_TYPE_BAD_LENGTH"]),
        ([{"type": 17, "components": [display("a")] * 39}], []),
        (
            [{"type": 17, "components": [display("a")] * 40}],
            ["components.COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
        ),
        ([{"type": 9, "components": [display("a")], "accessory": BUTTON}], []),
        (
            [{"type": 9, "components": [display("a")]}],
            ["components.0.accessory.type.UNION_TYPE_CHOICES"],
        ),
        (
            [{"type": 17, "components": [{"type": 17}]}],
            ["components.0.components.0.type.UNION_TYPE_CHOICES"],
        ),
        (
            [{"type": 12, "items": [{"media": {"url": "x"}}]}],
            ["components.0.items.0.media.url.URL_TYPE_INVALID_URL"],
        ),
        ([{"type": 14, "spacing": 3}], ["components.0.spacing.NUMBER_TYPE_RANGE"]),
        ([BUTTON], ["components.0.type.UNION_TYPE_CHOICES"]),
    ],
)
def test_components_v2(given: list[Json], errors: list[str]) -> None:
    assert components(*given, v2=True) == errors


@given(st.integers(1, 45), st.integers(0, 9))
def test_the_library_and_we_count_components_alike(displays: int, rows: int) -> None:
    view = ui.LayoutView()
    wanted = displays + 2 * rows
    try:
        for _ in range(displays):
            view.add_item(ui.TextDisplay("a"))
        for _ in range(rows):
            view.add_item(ui.ActionRow(ui.Button(label="a")))
    except ValueError:
        assert wanted > 40
        return
    assert wanted <= 40
    assert components(*view.to_components(), v2=True) == []


def test_every_component_gets_an_id_of_its_own() -> None:
    made = numbered(
        [{"type": 17, "components": [display("a"), display("b") | {"id": 1}]}, row(BUTTON)]
    )
    ids = [part["id"] for part in walk(made)]
    assert sorted(ids) == [1, 2, 3, 4, 5]
    assert made[0]["components"][1]["id"] == 1


def label(component: Json, text: str = "l") -> Json:
    return {"type": 18, "label": text, "component": component}


TEXT_INPUT = {"type": 4, "style": 1, "custom_id": "t"}


@pytest.mark.parametrize(
    ("modal", "errors"),
    [
        ({"components": [label(TEXT_INPUT)]}, []),
        ({"components": [row(TEXT_INPUT | {"label": "l"})]}, []),
        (
            {"components": [row(TEXT_INPUT)]},
            ["data.components.0.components.0.label.BASE_TYPE_REQUIRED"],
        ),
        ({"components": []}, ["data.components.BASE_TYPE_BAD_LENGTH"]),
        (
            {"components": [label(TEXT_INPUT | {"custom_id": str(n)}) for n in range(6)]},
            ["BASE_TYPE_BAD_LENGTH"],
        ),
        (
            {"title": "x" * 46, "components": [label(TEXT_INPUT)]},
            ["data.title.BASE_TYPE_BAD_LENGTH"],
        ),
        (
            {"components": [label(TEXT_INPUT, "x" * 46)]},
            ["data.components.0.label.BASE_TYPE_BAD_LENGTH"],
        ),
        ({"components": [row(BUTTON)]}, ["data.components.0.components.0.type.UNION_TYPE_CHOICES"]),
        (
            {"components": [label(TEXT_INPUT | {"max_length": 3, "value": "four"})]},
            ["data.components.0.component.value.BASE_TYPE_MAX_LENGTH"],
        ),
    ],
)
def test_modals(modal: Json, errors: list[str]) -> None:
    form = Form()
    check_modal(form, {"title": "t", "custom_id": "c"} | modal)
    found = paths(form.errors)
    assert len(found) == len(errors)
    assert all(error in each for error, each in zip(errors, found, strict=True))
