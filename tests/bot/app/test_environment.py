"""The environment and `.env` become one frozen Settings, or every problem at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.app.environment import compute_on_one_thread, load_settings, operator_language
from bot.app.settings import WORDS
from bot.chat.problems import operator_text, setting_text
from core.errors import SettingsInvalid
from locales import Translator, known_languages


@pytest.fixture
def setting(monkeypatch):
    """Sets variables."""

    def put(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return put


def test_the_file_is_read_and_the_environment_wins(setting, tmp_path):
    (tmp_path / ".env").write_text(
        "PAPERBOY_CONCURRENCY=3\nPAPERBOY_LANGUAGES=en\nUNRELATED=1\n# 注释\n", "utf-8"
    )
    setting(PAPERBOY_CONCURRENCY="4", PAPERBOY_TIMEZONE="")
    settings = load_settings()

    assert (settings.paperboy_concurrency, settings.language) == (4, "en")
    assert settings.paperboy_timezone == "Asia/Shanghai"


def test_names_that_nobody_reads_are_told(setting, tmp_path):
    (tmp_path / ".env").write_text(
        "OPENAI_MODLE=m1\nTELEGRAM_BOT_TOKEN=1:2\nUNRELATED=1\nwhat is this\n", "utf-8"
    )
    setting(PAPERBOY_LANGUAGE="en", OPENAI_ORG_ID="org-1", PAPERBOY_JJJ="1")
    told = [setting_text(Translator("en"), remark) for remark in load_settings().remarks]

    assert told == [
        f"{tmp_path / '.env'}: line 4 is neither NAME=value nor a comment, and was passed over.",
        "PAPERBOY_JJJ: is no setting of Paperboy's.",
        "PAPERBOY_LANGUAGE: is no setting of Paperboy's; PAPERBOY_LANGUAGES is.",
        "OPENAI_MODLE: is no setting of Paperboy's; OPENAI_MODEL is.",
        "TELEGRAM_BOT_TOKEN: is no setting of Paperboy's; TELEGRAM_TOKEN is.",
    ]
    assert all(setting_text(Translator("zh"), remark) for remark in load_settings().remarks)


@pytest.mark.parametrize("value", ["“sk-abc”", " 'sk-abc' ", "\u3000sk-abc\u200b"])
def test_a_pasted_key_is_the_key(setting, tmp_path, value):
    setting(OPENAI_API_KEY=value)
    (tmp_path / ".env").write_text(f"export TELEGRAM_TOKEN={value}  # the bot's\n", "utf-8")
    settings = load_settings()

    assert (
        settings.openai_api_key.get_secret_value()
        == settings.telegram_token[0].get_secret_value()
        == "sk-abc"
    )


PROXY = "must be a proxy's address, such as http://127.0.0.1:7890 or socks5h://user:password@127.0.0.1:1080."
WRONG = {
    "DATABASE_URL": (
        "mysql://ada:pw@db/x",
        "must be the address of a SQLite file or of a PostgreSQL database, such as "
        "sqlite:///paperboy.db or postgresql://user:password@host/paperboy.",
    ),
    "OPENAI_API_KEY": ("sk-secret-ключ", "must be the key alone: plain characters without spaces."),
    "OPENAI_BASE_URL": (
        "https://$RESOURCE.example.org/v1",
        "must be an address that begins with http:// or https://.",
    ),
    "TELEGRAM_WEBHOOK_URL": (
        "http://bot.example/hook",
        "must begin with https:// and be on port 443, 80, 88 or 8443, at a host that can be reached "
        "from outside: Telegram delivers nowhere else.",
    ),
    "PAPERBOY_HUB_URL": ("http://[::1", "must be an address that begins with http:// or https://."),
    "PAPERBOY_ARXIV_URL": (
        "https://host:port/",
        "must be an address that begins with http:// or https://.",
    ),
    "PAPERBOY_ARXIV_INTERVAL": ("nan", "must be a number, within: 0–600."),
    "PAPERBOY_LANGUAGES": ("zh,fr", "must be language codes separated by commas, out of: en, zh."),
    "PAPERBOY_TIMEZONE": (
        "../../etc/passwd",
        "is no time zone we know; an example: Asia/Shanghai.",
    ),
    "PAPERBOY_DEEP_READ": ("some", "must be one of: selected, all or on_demand."),
    "PAPERBOY_CONCURRENCY": ("many", "must be a number, within: 1–64."),
    "PAPERBOY_CONTEXT_TOKENS": ("12", "must be a number, within: ≥ 2000."),
    "PAPERBOY_DAILY_TOKENS": ("1e6x", "must be a number, within: ≥ 0."),
    "HTTPS_PROXY": ("http://ada:s3cret-word@[::1", PROXY),
    "ALL_PROXY": ("vmess://eyJhZGQiOiJ4In0=", PROXY),
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


@pytest.mark.parametrize(("said", "threads"), [(None, "1"), ("4", "4")])
def test_numpy_stays_on_one_thread_unless_the_operator_says_otherwise(monkeypatch, said, threads):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", said or "")
    if said is None:
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    compute_on_one_thread()

    seen = "import os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    asked = [sys.executable, "-c", seen]
    assert (
        subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout
        == f"{threads}\n"
    )
