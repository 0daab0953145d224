"""Secrets that stand in files of their own."""

from __future__ import annotations

import pytest

from bot.app.environment import load_settings
from bot.app.secrets import LARGEST, NAMES
from bot.app.settings import Settings
from core.errors import SettingsInvalid

KEY = "sk-loopback-0123456789abcdef"


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Writes a file, and lets the variable name it; the folder is the current one."""
    monkeypatch.chdir(tmp_path)

    def write(variable, data):
        file = tmp_path / variable.lower()
        if data is not None:
            file.write_bytes(data)
        monkeypatch.setenv(variable, str(file))
        return file

    return write


def problems():
    with pytest.raises(SettingsInvalid) as found:
        load_settings()
    return {problem.name: problem for problem in found.value.problems}


def test_every_secret_may_stand_in_a_file():
    secret = {
        name.upper()
        for name, field in Settings.model_fields.items()
        if "SecretStr" in str(field.annotation)
    }

    assert secret | {"DATABASE_URL"} <= set(NAMES)
    assert {"OPENAI_API_KEY", "TELEGRAM_TOKEN", "DISCORD_TOKEN", "PAPERBOY_PROXY"} <= secret


@pytest.mark.parametrize("data", [b"%s", b"%s\n", b"\xef\xbb\xbf%s\r\n", b'  "%s"\n\n'])
def test_a_secret_is_read_as_editors_save_it(put, data):
    put("OPENAI_API_KEY_FILE", data % KEY.encode())
    settings = load_settings()

    assert settings.openai_api_key.get_secret_value() == KEY
    assert settings.secrets == (KEY,)
    assert settings.remarks == ()
    assert KEY not in repr(settings)


def test_headers_are_read_line_by_line(put):
    put("OPENAI_HEADERS_FILE", b"api-key: abc\nX-Team: papers\n")
    names = [name for name, _ in load_settings().openai_headers]

    assert names == ["api-key", "X-Team"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "No such file or directory"),
        (b"", "0 bytes"),
        (b" \n", "0 bytes"),
        ("钥匙".encode("gbk"), "UTF-8?"),
        (b"x" * (LARGEST + 1), f"> {LARGEST} bytes"),
    ],
)
def test_a_file_of_no_use_is_named_without_what_it_holds(put, data, reason):
    file = put("TELEGRAM_TOKEN_FILE", data)
    problem = problems()["TELEGRAM_TOKEN_FILE"]

    assert problem.key == "settings.own_file"
    assert dict(problem.data) == {"file": str(file), "reason": reason}


def test_all_problems_are_told_together(put, monkeypatch):
    put("TELEGRAM_TOKEN_FILE", None)
    monkeypatch.setenv("PAPERBOY_TIMEZONE", "Mars")

    assert set(problems()) == {"TELEGRAM_TOKEN_FILE", "PAPERBOY_TIMEZONE"}


def test_a_secret_in_both_places_is_a_problem(put, monkeypatch):
    put("OPENAI_API_KEY_FILE", KEY.encode())
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another")

    assert problems()["OPENAI_API_KEY_FILE"].key == "settings.both"


def test_the_environment_comes_before_the_file_of_variables(put, tmp_path, monkeypatch):
    put("OPENAI_API_KEY_FILE", KEY.encode())
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-older\n")
    assert load_settings().openai_api_key.get_secret_value() == KEY

    monkeypatch.delenv("OPENAI_API_KEY_FILE")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-newer")
    (tmp_path / ".env").write_text(f"OPENAI_API_KEY_FILE={tmp_path}/openai_api_key_file\n")
    assert load_settings().openai_api_key.get_secret_value() == "sk-newer"


def test_in_the_file_of_variables_it_works_as_well(put, tmp_path):
    (tmp_path / "token").write_text(f"123456789:{'A' * 35}\n")
    (tmp_path / ".env").write_text("TELEGRAM_TOKEN_FILE=token\n")
    settings = load_settings()

    assert settings.telegram_token[0].get_secret_value().startswith("123456789:")
    assert settings.remarks == ()


def test_a_slip_of_its_name_is_told(put):
    put("TELEGRAM_TOKEN_FIEL", b"x")
    (remark,) = load_settings().remarks

    assert (remark.name, dict(remark.data)["nearest"]) == (
        "TELEGRAM_TOKEN_FIEL",
        "TELEGRAM_TOKEN_FILE",
    )
