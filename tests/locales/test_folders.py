"""What a language's folder tells is whole, and tells it apart from every other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import locales
from core.archive.labels import POINTS
from core.errors import LanguageUnknown
from core.language import meant
from locales import Translator, known_languages, languages
from locales.folders import TOLD, folder
from tests.spoken import LANGUAGES

ENGLISH = folder("en")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A place for more folders."""
    monkeypatch.setattr(locales, "__path__", [*locales.__path__, str(tmp_path)])
    return tmp_path


def made(place: Path, code: str, told: str) -> None:
    shutil.copytree(ENGLISH, place / code)
    (place / code / TOLD).write_text(told, encoding="utf-8")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_folder_tells_all_there_is_to_tell(code):
    language = LANGUAGES[code]

    assert language.code == code
    assert language.name
    assert language.style
    assert language.locales
    assert language.script is not None
    assert language.digest
    assert language.report
    assert tuple(language.report.points) == POINTS
    assert tuple(language.report.usage) == ("input", "output", "steps", "requirements")
    assert tuple(language.report.results) == ("datasets", "comparisons", "figures")
    assert all(
        names
        for table in (language.report.points, language.report.usage)
        for names in table.values()
    )
    assert language.questions.signs or language.questions.openings
    assert language.questions.framing
    assert re.compile(f"[{language.script.letters or 'a'}{language.script.foreign}]")


def test_languages_are_told_apart():
    def several(values):
        return len(set(values)) == len(LANGUAGES)

    spoken = LANGUAGES.values()
    assert several(language.name for language in spoken)
    assert several(language.digest.heading for language in spoken)
    assert several((language.report.link, language.report.source) for language in spoken)
    for language in spoken:
        assert {
            meant(name, spoken) for name in (language.code, language.name, *language.aliases)
        } == {language.code}
        for other in spoken:
            assert other is language or not set(language.locales) & set(other.locales)


def test_those_with_an_order_come_first(place):
    made(place, "af", "")
    made(place, "fr", "")

    assert tuple(languages()) == ("zh", "en", "af", "fr")
    assert known_languages() == ("af", "en", "fr", "zh")


def test_a_folder_goes_by_what_any_language_calls_it(place):
    made(
        place,
        "fr",
        'name = "Français"\naliases = ["Baguette"]\n[calls]\nen = "la langue de Shakespeare"',
    )
    spoken = languages().values()

    for typed in ("fr", "FR", "Français", "FRANÇAIS", "french", "法语", "baguette"):
        assert meant(typed, spoken) == "fr", typed
    for typed in ("anglais", "la langue de  Shakespeare", "english"):
        assert meant(typed, spoken) == "en", typed
    assert Translator("fr").named("en") == "la langue de Shakespeare"
    assert Translator("fr").named("zh") == "chinois"
    assert Translator("zh").named("fr") == "法语"
    assert Translator("zh").named("xx") == "xx"


@pytest.mark.parametrize(
    ("code", "monday"), [("zh-Hant", "週一"), ("pt-BR", "seg."), ("sr-Latn", "pon")]
)
def test_a_code_may_name_a_script_or_a_country(place, code, monday):
    made(place, code, f'name = "{code}"')

    assert meant(code.casefold(), languages().values()) == code
    assert Translator(code).weekday(0) == monday


def test_a_language_that_cldr_lacks_writes_dates_as_another_does(place):
    made(place, "xx", 'name = "Exlandic"\ncldr = "en"')

    assert Translator("xx").weekday(0) == "Mon"


@pytest.mark.parametrize("told", ["nmae = 'x'", "[digest]\nheading = 'x'", "[report]\nlnik = 'x'"])
def test_what_no_language_has_or_one_lacks_is_named(place, told):
    made(place, "fr", told)

    with pytest.raises(TypeError, match=r"nmae|missing|lnik"):
        languages()


def test_a_folder_without_a_catalog_is_no_language(place):
    (place / "fr").mkdir()
    (place / "fr" / TOLD).write_text("name = 'x'")

    assert "fr" not in languages()
    with pytest.raises(LanguageUnknown):
        folder("fr")
