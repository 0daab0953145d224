"""What an operator wrote: files as editors save them, values as people paste them, names as fingers
slip."""

from __future__ import annotations

import os
import threading

import pytest

from bot.app.settings import Settings
from bot.app.variables import merged, misspelt, read_env_file, slips, tidied
from bot.chat.problems import operator_text, setting_text
from core.errors import SettingsInvalid
from locales import Translator

EN, ZH = Translator("en"), Translator("zh")
LINES = "# 注释\nOPENAI_MODEL=m1\n\nexport OPENAI_API_KEY=“sk-abc”   # 密钥\n"
VALUES = {"OPENAI_MODEL": "m1", "OPENAI_API_KEY": "“sk-abc”"}


@pytest.fixture
def file(tmp_path):
    """Writes a file of variables."""

    def write(data: bytes):
        path = tmp_path / ".env"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    "data",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.replace("\n", "\r\n").encode(),
        ("\ufeff" + LINES.replace("\n", "\r\n")).encode(),
        LINES.rstrip("\n").encode(),
    ],
    ids=[
        "UTF-8",
        "with a mark",
        "from Windows",
        "from Windows with a mark",
        "without a last line's end",
    ],
)
def test_a_file_as_editors_save_it(file, data):
    read = read_env_file(file(data))

    assert (dict(read.values), read.problems) == (VALUES, ())


@pytest.mark.parametrize(
    ("data", "kind", "word"),
    [
        (LINES.encode("gbk"), "encoding", "iconv -f GBK -t UTF-8"),
        ("# 𠮷\n".encode("gb18030"), "encoding", "iconv -f GB18030 -t UTF-8"),
        (LINES.encode("utf-16"), "encoding", "iconv -f UTF-16 -t UTF-8"),
        (LINES.encode("utf-32"), "encoding", "iconv -f UTF-32 -t UTF-8"),
        (LINES.encode("utf-16-le"), "encoding", "iconv -f UTF-16LE -t UTF-8"),
        (LINES.encode("utf-16-be"), "encoding", "iconv -f UTF-16BE -t UTF-8"),
        (b"# caf\xe9\nOPENAI_MODEL=m1\n", "not_utf8", "UTF-8"),
        (b"OPENAI_MODEL=m1\nOPENAI_API_KEY=sk\0abc\n", "nul", "line 2"),
        (b"A=1\n" + 4096 * b"\0", "nul", "line 2"),
    ],
)
def test_a_file_that_is_no_text_is_told_with_its_name_and_what_to_do(file, data, kind, word):
    path = file(data)
    with pytest.raises(SettingsInvalid) as caught:
        read_env_file(path)

    (problem,) = caught.value.problems
    assert problem.key == f"settings.file.{kind}"
    for t in (EN, ZH):
        sentence = operator_text(t, caught.value)
        assert f"{path}" in sentence
        assert word in sentence or t is ZH
        assert "sk" not in sentence.replace(str(path), "")


@pytest.mark.parametrize(
    ("text", "lines", "values"),
    [
        ("A=1\nsome words\nB=2\n", [2], {"A": "1", "B": "2"}),
        ("A=1\n\n\nNAME\nB=2\n", [4], {"A": "1", "B": "2"}),
        ("OPENAI_API_KEY＝sk-abc\nB=2\n", [1], {"B": "2"}),
        ("OPENAI_API_KEY: sk-abc\n- B=2\n", [1, 2], {}),
        ('A="not closed\nB=2\n', [1], {"B": "2"}),
        ("=value\n", [1], {}),
        ("", [], {}),
        ("\n\n# only words\n", [], {}),
        ("A = 1 \nB='x y'\nC=a#b\nD=\n", [], {"A": "1", "B": "x y", "C": "a#b", "D": ""}),
        ("\u200bA=1\n", [], {"A": "1"}),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_count(file, text, lines, values, caplog):
    path = file(text.encode())
    read = read_env_file(path)

    assert read.values == values
    assert [dict(problem.data)["line"] for problem in read.problems] == [
        str(line) for line in lines
    ]
    assert all(str(path) in setting_text(EN, problem) for problem in read.problems)
    assert not any("sk-abc" in setting_text(EN, problem) for problem in read.problems)
    assert caplog.records == []  # nor does the library tell of it


@pytest.mark.parametrize(
    ("text", "values", "lines"),
    [
        ("A=1\nB=0\n\nA=2\n", {"A": "2", "B": "0"}, [("1", "4")]),
        ("A=1\nA=2\nA=3\n", {"A": "3"}, [("1, 2", "3")]),
        ("A=1\nA=1\n", {"A": "1"}, []),
        ("A=sk-abc\n# the example\nA=\n", {"A": "sk-abc"}, []),
        ("A=\nA=sk-abc\n", {"A": "sk-abc"}, []),
        ("A=sk-abc\nexport A='sk-def'\n", {"A": "sk-def"}, [("1", "2")]),
    ],
)
def test_a_variable_with_two_values_is_told_and_an_empty_one_says_nothing(
    file, text, values, lines
):
    read = read_env_file(file(text.encode()))

    assert read.values == values
    assert [(dict(each.data)["others"], dict(each.data)["line"]) for each in read.problems] == lines
    for each in read.problems:
        assert "sk-" not in setting_text(EN, each) + setting_text(ZH, each)


def test_no_file_is_fine(tmp_path):
    assert read_env_file(tmp_path / ".env") == read_env_file(tmp_path / "folder" / ".env")
    assert read_env_file(tmp_path / ".env").values == {}


def test_a_folder_of_that_name_is_told_and_holds_no_settings(tmp_path):
    (tmp_path / ".env").mkdir()
    read = read_env_file(tmp_path / ".env")

    assert read.values == {}
    assert [problem.key for problem in read.problems] == ["settings.file.directory"]


def test_a_link_that_leads_nowhere_is_told(tmp_path):
    (tmp_path / ".env").symlink_to(tmp_path / "gone")

    assert [problem.key for problem in read_env_file(tmp_path / ".env").problems] == [
        "settings.file.dangling"
    ]


def test_a_file_that_may_not_be_read_is_told(tmp_path):
    loop = tmp_path / ".env"
    loop.symlink_to(loop)  # as good as a file without permission, which a test may have

    with pytest.raises(SettingsInvalid) as caught:
        read_env_file(loop)
    assert str(loop) in operator_text(EN, caught.value)


def test_a_pipe_is_read_and_only_once(tmp_path):
    """Password managers put one there."""
    path = tmp_path / ".env"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"OPENAI_MODEL=m1\n",))
    writer.start()

    assert read_env_file(path).values == {"OPENAI_MODEL": "m1"}
    writer.join(5)


@pytest.mark.parametrize(
    ("value", "bare"),
    [
        ("sk-abc", "sk-abc"),
        (" sk-abc\t\n", "sk-abc"),
        ("“sk-abc”", "sk-abc"),
        ("‘sk-abc’", "sk-abc"),
        ("”sk-abc“", "sk-abc"),
        ("“sk-abc", "sk-abc"),
        ("「sk-abc」", "sk-abc"),
        ("＂sk-abc＂", "sk-abc"),
        ('"sk-abc"', "sk-abc"),
        ("'sk-abc'", "sk-abc"),
        ("`sk-abc`", "sk-abc"),
        ('" “sk-abc” "', "sk-abc"),
        ("\u3000sk-abc\u00a0", "sk-abc"),
        ("\ufeffsk-abc\u200b", "sk-abc"),
        ("sk\u200b-\xada\ufeffbc", "sk-abc"),
        ("“”", ""),
        ('"', '"'),
        ("it's", "it's"),
        ("'tis so", "'tis so"),
        ("a”b", "a”b"),
    ],
)
def test_what_pasting_put_around_a_value_is_taken_off(value, bare):
    assert tidied(value) == bare


def test_the_environment_comes_before_the_file_and_empty_says_nothing():
    file = {"A": "file", "B": "file", "c": "file", "D": "“”"}
    environment = {"A": "environment", "B": " ", "C": "environment"}

    assert merged(file, environment) == {"A": "environment", "B": "file", "C": "environment"}


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"HTTPS_PROXY": "upper", "https_proxy": "lower"}, {"HTTPS_PROXY": "lower"}),
        ({"https_proxy": "lower", "HTTPS_PROXY": "upper"}, {"HTTPS_PROXY": "lower"}),
        ({"HTTPS_PROXY": "upper", "https_proxy": ""}, {}),
        ({"HTTPS_PROXY": "", "https_proxy": "lower"}, {"HTTPS_PROXY": "lower"}),
        ({"HTTP_PROXY": "upper"}, {"HTTP_PROXY": "upper"}),
        ({"HTTP_PROXY": "upper", "REQUEST_METHOD": "GET"}, {"REQUEST_METHOD": "GET"}),
        (
            {"http_proxy": "lower", "REQUEST_METHOD": "GET"},
            {"HTTP_PROXY": "lower", "REQUEST_METHOD": "GET"},
        ),
    ],
)
def test_of_two_spellings_of_a_proxy_the_usual_one_counts(environment, found):
    assert merged({}, environment) == found


def test_a_proxy_of_the_file_can_be_taken_back_in_the_environment():
    assert merged({"HTTPS_PROXY": "file"}, {"https_proxy": ""}) == {}


OURS = [
    *(
        "DATABASE_URL",
        "DISCORD_TOKEN",
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "OPENAI_MODEL",
        "TELEGRAM_TOKEN",
    ),
    *("TELEGRAM_BASE_URL", "PAPERBOY_LANGUAGES", "PAPERBOY_DAILY_TOKENS", "PAPERBOY_DEEP_READ"),
]
USUAL = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("OPENAI_MODLE", "OPENAI_MODEL"),
        ("OPENAI_APIKEY", "OPENAI_API_KEY"),
        ("OPENAIMODEL", "OPENAI_MODEL"),
        ("OPNAI_MODLE", "OPENAI_MODEL"),
        ("openai_modle", "OPENAI_MODEL"),
        ("TELEGRAM_TOKEN_", "TELEGRAM_TOKEN"),
        ("TELEGRAM_TOKN", "TELEGRAM_TOKEN"),
        ("DISCORD_TOKENS", "DISCORD_TOKEN"),
        ("DATABSE_URL", "DATABASE_URL"),
        ("PAPERBOY_LANGUAGE", "PAPERBOY_LANGUAGES"),
        ("PAPERBOI_LANGUAGES", "PAPERBOY_LANGUAGES"),
        ("PAPERBOY_LANG", "PAPERBOY_LANGUAGES"),
        ("PAPERBOY_TOKENS_DAILY", "PAPERBOY_DAILY_TOKENS"),
        ("PAPERBOY_DEEPREAD", "PAPERBOY_DEEP_READ"),
        ("PAPERBOY_MODEL", "OPENAI_MODEL"),
        ("PAPERBOY_API_KEY", "OPENAI_API_KEY"),
        ("PAPERBOY_OPENAI_MODEL", "OPENAI_MODEL"),
        ("PAPERBOY_DATABASE_URL", "DATABASE_URL"),
        ("PAPERBOY_TELEGRAM_TOKEN", "TELEGRAM_TOKEN"),
        ("ＯＰＥＮＡＩ_ＭＯＤＥＬ", "OPENAI_MODEL"),
        ("PAPERBOY-DAILY-TOKENS", "PAPERBOY_DAILY_TOKENS"),
        ("paperboy.daily.tokens", "PAPERBOY_DAILY_TOKENS"),
        ("PAPERBOY_XYZ", ""),
        ("paperboy_colour", ""),
        ("HTTPS_PORXY", "HTTPS_PROXY"),
        ("NOPROXY", "NO_PROXY"),
        ("SSL_CERT_FIEL", "SSL_CERT_FILE"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(name, meant):
    assert misspelt([name], OURS, USUAL) == {name: meant}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("PAPERBOY_LANG", "PAPERBOY_LANGUAGES"),
        ("PAPERBOY_LAB", "PAPERBOY_LABS"),
        ("PAPERBOY_CONTAC", "PAPERBOY_CONTACT"),
        ("PAPERBOY_MODEL", "OPENAI_MODEL"),
    ],
)
def test_a_name_that_breaks_off_means_what_begins_so_among_all_that_may_be_set(name, meant):
    ours = [each.upper() for each in Settings.model_fields]

    assert misspelt([name], ours, USUAL) == {name: meant}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "OPENAI_ORG_ID",
            "OPENAI_ORGANIZATION",
            "OPENAI_PROJECT_ID",
            "OPENAI_API_TYPE",
            "OPENAI_API_VERSION",
        ),
        *(
            "OPENAI_API_BASE",
            "OPENAI_API_HOST",
            "OPENAI_LOG",
            "OPENAI_ADMIN_KEY",
            "OPENAI_API_KEYS",
            "OPENAI_PROXY",
        ),
        *(
            "TELEGRAM_BOT_TOKEN",
            "TELEGRAM_API_ID",
            "TELEGRAM_API_HASH",
            "TELEGRAM_CHAT_ID",
            "TELEGRAM_API_TOKEN",
        ),
        *(
            "DISCORD_BOT_TOKEN",
            "DISCORD_CLIENT_ID",
            "DISCORD_WEBHOOK_URL",
            "DATABASE_URI",
            "DATABASE_HOST",
        ),
        *(
            "TEST_DATABASE_URL",
            "FTP_PROXY",
            "GOPROXY",
            "SOCKS_PROXY",
            "RSYNC_PROXY",
            "NIX_SSL_CERT_FILE",
            "PATH",
        ),
        *("OPENAI_MODEL", "openai_model", "http_proxy", "PAPERBOY_RECORDED"),
    ],
)
def test_what_others_read_is_not_nagged_about(name):
    assert misspelt([name], OURS, USUAL) == {}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("OPENAI_API_BASE", "OPENAI_BASE_URL"),
        ("TELEGRAM_BOT_TOKEN", "TELEGRAM_TOKEN"),
        ("DEEPSEEK_API_KEY", "OPENAI_API_KEY"),
        ("AZURE_OPENAI_API_KEY", "OPENAI_API_KEY"),
        ("API_KEY", "OPENAI_API_KEY"),
        ("MODEL", "OPENAI_MODEL"),
        ("LANGUAGES", "PAPERBOY_LANGUAGES"),
        ("$env:OPENAI_MODEL", "OPENAI_MODEL"),
        ("<p>OPENAI_MODEL", "OPENAI_MODEL"),
        ("set-OPENAI_MODEL", "OPENAI_MODEL"),
    ],
)
def test_in_a_file_of_our_own_more_is_meant_for_us(name, meant):
    assert misspelt([name], OURS, USUAL, of_our_file=True) == {name: meant}
    assert misspelt([name], OURS, USUAL) == {}


@pytest.mark.parametrize(
    "name", ["OPENAI_ORG_ID", "UNRELATED", "COMPOSE_PROJECT_NAME", "TZ", "PATH", "KEY", "URL"]
)
def test_what_else_stands_in_a_file_of_our_own_is_not_nagged_about(name):
    assert misspelt([name], OURS, USUAL, of_our_file=True) == {}


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "abd", 1),
        ("abc", "ab", 1),
    ],
)
def test_slips_are_counted(one, other, distance):
    assert slips(one, other) == slips(other, one) == distance
