"""The environment and `.env` become one frozen Settings, or every problem at once."""

from __future__ import annotations

import pytest

from bot.problems import operator_text
from bot.settings import WORDS, load_settings, operator_language
from core.errors import SettingsInvalid
from locales import Translator, known_languages

KEY = "sk-this-is-a-secret-0123456789"


@pytest.fixture
def setting(monkeypatch):
    """Sets variables."""

    def put(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return put


def test_everything_has_a_default():
    settings = load_settings()

    assert settings.database_url == "sqlite:///paperboy.db"
    assert (settings.paperboy_languages, settings.language) == (("zh", "en"), "zh")
    assert (settings.paperboy_hub_url, settings.paperboy_arxiv_url) == ("https://huggingface.co", "https://arxiv.org")
    assert not settings.has_model
    assert settings.secrets == ()
    assert settings.contact.startswith("mailto:")


def test_the_file_is_read_and_the_environment_wins(setting, tmp_path):
    (tmp_path / ".env").write_text("PAPERBOY_CONCURRENCY=3\nPAPERBOY_LANGUAGES=en\nUNRELATED=1\n# 注释\n", "utf-8")
    setting(PAPERBOY_CONCURRENCY="4", PAPERBOY_TIMEZONE="")
    settings = load_settings()

    assert (settings.paperboy_concurrency, settings.language) == (4, "en")
    assert settings.paperboy_timezone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("variables", "model"),
    [({}, False), ({"OPENAI_API_KEY": KEY}, True), ({"OPENAI_BASE_URL": "http://localhost:11434/v1"}, True)],
)
def test_a_key_or_an_endpoint_of_ones_own_makes_a_model(setting, variables, model):
    setting(**variables)

    assert load_settings().has_model is model


def test_addresses_and_keys_are_tidied(setting):
    setting(PAPERBOY_HUB_URL="http://mirror.example/", OPENAI_API_KEY=f" {KEY}\n", PAPERBOY_LANGUAGES=" en , zh ")
    settings = load_settings()

    assert settings.paperboy_hub_url == "http://mirror.example"
    assert settings.openai_api_key.get_secret_value() == KEY
    assert settings.paperboy_languages == ("en", "zh")


def test_the_key_never_prints(setting):
    setting(OPENAI_API_KEY=KEY)
    settings = load_settings()

    assert KEY not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"
    assert settings.secrets == (KEY,)


@pytest.mark.parametrize("contact", ["ada@example.org", "https://example.org/bot"])
def test_the_contact_is_an_address(setting, contact):
    setting(PAPERBOY_CONTACT=contact)

    assert load_settings().contact == (contact if ":" in contact else f"mailto:{contact}")


WRONG = {
    "DATABASE_URL": ("mysql://ada:pw@db/x", "must be a SQLite address for now, such as sqlite:///paperboy.db."),
    "OPENAI_API_KEY": ("sk-secret-ключ", "must be the key alone: plain characters without spaces."),
    "OPENAI_BASE_URL": ("api.example.org", "must be an address that begins with http:// or https://."),
    "PAPERBOY_HUB_URL": ("http://[::1", "must be an address that begins with http:// or https://."),
    "PAPERBOY_ARXIV_URL": ("https://host:port/", "must be an address that begins with http:// or https://."),
    "PAPERBOY_ARXIV_INTERVAL": ("nan", "must be a number, within: 0–600."),
    "PAPERBOY_LANGUAGES": ("zh,fr", "must be language codes separated by commas, out of: en, zh."),
    "PAPERBOY_TIMEZONE": ("../../etc/passwd", "is no time zone we know; an example: Asia/Shanghai."),
    "PAPERBOY_DEEP_READ": ("some", "must be one of: selected, all or on_demand."),
    "PAPERBOY_CONCURRENCY": ("many", "must be a number, within: 1–64."),
    "PAPERBOY_CONTEXT_TOKENS": ("12", "must be a number, within: ≥ 2000."),
    "PAPERBOY_DAILY_TOKENS": ("1e6x", "must be a number, within: ≥ 0."),
}


def test_every_problem_is_told_at_once_each_with_its_mend_and_no_value(setting):
    setting(**{name: value for name, (value, _) in WRONG.items()})
    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    first, *rest = operator_text(Translator("en"), caught.value).split("\n")

    assert first == "Some settings need mending before Paperboy can start:"
    assert sorted(rest) == sorted(f"{name}: {mend}" for name, (_, mend) in WRONG.items())
    assert len(operator_text(Translator("zh"), caught.value).split("\n")) == len(WRONG) + 1
    assert not any(value in str(caught.value) for value, _ in WRONG.values() if len(value) > 4)


@pytest.mark.parametrize("language", known_languages())
@pytest.mark.parametrize("kind", sorted(WORDS | {"choice", "number"}))
def test_every_kind_of_problem_has_its_mend(language, kind):
    assert Translator(language).t(f"settings.{kind}", expected="a, b", limits="1–2")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "../.."}, "en"),
    ],
)
def test_the_operators_language_is_the_terminals(monkeypatch, variables, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert operator_language() == language
