"""The catalogs agree with each other, with the errors, and with what the code asks them for."""

from __future__ import annotations

import ast
import dataclasses
import functools
import itertools
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from bot.chat.views.model import QUOTES
from core import errors
from core.archive import RULES
from locales import known_languages
from locales.folders import cldr
from locales.translator import catalog_keys, read_catalog
from tests.leaves import leaves

ROOT = Path(__file__).parents[2]
LANGUAGES = known_languages()
REFERENCE = "zh"
# The number of plural forms per language, from CLDR.
FORMS = {language: get_plural(str(cldr(language))).num_plurals for language in LANGUAGES}
PACKAGES = ("bot", "core", "locales")
ASKING = {"t", "plural", "has", "text_view"}


def catalog(language: str) -> dict[str, Message]:
    found = read_catalog(language)
    return dict(zip(catalog_keys(found), (message for message in found if message.id), strict=True))


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@functools.cache
def sources() -> list[ast.Module]:
    return [
        ast.parse(path.read_text("utf-8"))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
    ]


def asked(tree: ast.AST) -> Iterator[str]:
    """The keys that the code asks a translator for, where they stand as literals."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            for argument in node.args[:2] if name in ASKING else ():
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def mentioned(tree: ast.AST) -> Iterator[str]:
    """Every literal, and the fixed beginning of every composed string followed by a star."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            yield f"{node.values[0].value}*"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_key_and_no_other(language: str) -> None:
    assert catalog(REFERENCE).keys() == catalog(language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_number_of_plural_forms(language: str) -> None:
    found: Catalog = read_catalog(language)
    plurals = {
        key: texts(message) for key, message in catalog(language).items() if message.pluralizable
    }

    assert found.num_plurals == FORMS[language]
    assert plurals
    assert {key: len(forms) for key, forms in plurals.items()} == dict.fromkeys(
        plurals, FORMS[language]
    )
    assert plurals.keys() == {
        key for key, message in catalog(REFERENCE).items() if message.pluralizable
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_in_doubt(language: str) -> None:
    for key, message in catalog(language).items():
        assert all(text.strip() for text in texts(message)), key
        assert not message.fuzzy, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_stands_between_quotation_marks_where_none_can_be_pressed(language: str) -> None:
    for key, message in catalog(language).items():
        for text, (opening, closing) in itertools.product(texts(message), QUOTES):
            quoted = text[text.find(opening) : text.rfind(closing) + 1]
            assert not re.search(r"(?<![\w/])/[a-z]{3}", quoted), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_the_same_placeholders(language: str) -> None:
    reference = {
        key: placeholders(texts(message)[0]) for key, message in catalog(REFERENCE).items()
    }

    for key, message in catalog(language).items():
        assert {frozenset(placeholders(text)) for text in texts(message)} == {
            frozenset(reference[key])
        }, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_stand_in_order_so_that_one_finds_them(language: str) -> None:
    keys = catalog_keys(read_catalog(language))

    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_chinese_is_spaced_and_punctuated_as_chinese() -> None:
    for key, message in catalog("zh").items():
        if not key.startswith(("date.", "text.")):
            for text in texts(message):
                assert not _touching(_DATE.sub("", text)), f"{key}: {text}"


# As the language writes dates in a sentence, too.
_DATE = re.compile(r"\d+月\d+日")


def _touching(text: str) -> list[str]:
    """Where a Chinese character stands beside a Latin letter without a space, or before half-width
    punctuation."""
    pairs = itertools.pairwise(text)
    return [
        a + b
        for a, b in pairs
        if (_han(a) and (_latin(b) or b in ",;:!?")) or (_latin(a) and _han(b))
    ]


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.__name__)
def test_every_error_has_a_sentence_filled_by_its_fields(leaf: type[errors.PaperboyError]) -> None:
    fields = (
        {field.name for field in dataclasses.fields(leaf)}
        if dataclasses.is_dataclass(leaf)
        else set()
    )
    found = {
        key: m
        for key, m in catalog(REFERENCE).items()
        if key == leaf.key() or key.startswith(leaf.key() + ".")
    }

    assert leaf.key() in found
    for key, message in found.items():
        assert placeholders(texts(message)[0]) <= fields, key


def test_every_error_sentence_belongs_to_an_error() -> None:
    known = {leaf.key() for leaf in leaves()} | {"error.unexpected"}
    kept = {".".join(key.split(".")[:2]) for key in catalog(REFERENCE) if key.startswith("error.")}

    assert kept == known


def test_every_archive_rule_has_a_sentence() -> None:
    assert {f"archive.{rule}" for rule in RULES} == {
        key for key in catalog(REFERENCE) if key.startswith("archive.")
    }


def test_every_key_the_code_asks_for_exists() -> None:
    keys = catalog(REFERENCE).keys()
    wanted = {key for tree in sources() for key in asked(tree) if "." in key}

    assert wanted
    assert wanted - keys == set()


def test_every_key_is_used() -> None:
    named = {text for tree in sources() for text in mentioned(tree)}
    families = tuple(text[:-1] for text in named if text.endswith(".*"))
    errors_and_rules = ("error.", "archive.", "reason.")

    unused = [
        key
        for key in catalog(REFERENCE)
        if key not in named and not key.startswith((*families, *errors_and_rules))
    ]

    assert unused == []
