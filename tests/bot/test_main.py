"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import errno
import io
import sqlite3
from contextlib import closing

import pytest
import typer

from bot.app import service
from bot.app.line import _localized, build
from locales import Translator, known_languages
from tests.fakes.model import FakeModel
from tests.world import DATE

SECRET = "open-sesame-0123456789"
COMMANDS = [
    [],
    ["run"],
    ["chat"],
    ["ingest"],
    ["import"],
    ["export"],
    ["export", "digest"],
    ["export", "report"],
]
COMMANDS += [["status"], ["doctor"], ["push"], ["resend"], ["chats"]]
COMMANDS += [["chats", name] for name in ("list", "silence", "ban", "unban")]


class Gossip(FakeModel):
    """An endpoint that repeats the key it was given in every refusal."""

    def unauthorized(self, request):
        from aiohttp import web

        told = request.headers["Authorization"]
        error = {
            "message": f"You sent {told}",
            "type": "invalid_request_error",
            "code": None,
            "param": told,
        }
        return web.json_response({"error": error}, status=self.status)

    status = 401


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_every_command_explains_itself_in_the_terminals_language(paperboy, command, language):
    ran = paperboy(*command, "--help", lc_all=language)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(['paperboy', *command])} ")
    assert ("显示这段帮助" in ran.out) == language.startswith("zh")


@pytest.mark.parametrize("language", known_languages())
def test_every_option_is_explained_in_every_language(language):
    t = Translator(language)

    def names(command):
        for name, inner in getattr(command, "commands", {}).items():
            yield from (name, *names(inner))

    command = typer.main.get_command(build(t))
    root = _localized(command, list(names(command)), t)

    def options(command):
        yield from command.params
        for inner in getattr(command, "commands", {}).values():
            yield from options(inner)

    found = list(options(root))
    assert len(found) > 8
    of_language = {option for option in found if option.name in known_languages()}
    assert all(option.help == t.t("cli.option.text_in") for option in of_language)
    others = [option for option in found if option not in of_language]
    assert all(option.help == t.t(f"cli.option.{option.name}") for option in others)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["dance"], "No such command: dance."),
        (["ingest"], "Invalid value: Name a date: --date 2026-02-05."),
        (["ingest", "--when", "now"], "No such option: --when"),
        (["import"], "Missing: FILE."),
        (["export"], "Missing command."),
        (["export", "song"], "No such command: song."),
    ],
)
def test_a_wrong_call_is_one_line(paperboy, arguments, problem):
    ran = paperboy(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(problem)
    assert ran.err.endswith("See paperboy --help.\n")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["dance"], "没有“dance”这个命令，要找的是不是 'once', 'announce'？"),
        (["xyzzy"], "没有“xyzzy”这个命令。"),
        (["export"], "还缺一个命令。"),
        (["ingest"], "请写明日期：--date 2026-02-05。"),
        (["ingest", "--when", "now"], "没有 --when 这个选项。"),
        (["ingest", "--date"], "--date 后面要有一个值。"),
        (["--help=yes"], "--help 后面不要写值。"),
        (["status", "now", "please"], "后面多了 now please。"),
        (["import"], "还缺 FILE。"),
        (["move"], "还缺 --to。"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_too(paperboy, arguments, problem):
    ran = paperboy(*arguments, lc_all="zh_CN.UTF-8")

    assert (ran.code, ran.err) == (2, f"{problem}运行 paperboy --help 查看用法。\n")


@pytest.mark.parametrize(
    ("date", "sentence"),
    [("soon", "I cannot read “soon” as a date."), ("2099-01-01", "1 Jan 2099 is still to come.")],
)
def test_a_wrong_date_is_one_sentence(paperboy, date, sentence):
    for command in (["ingest"], ["export", "digest"], ["export", "report"]):
        ran = paperboy(*command, "--date", date)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert ran.err.startswith(sentence)


def test_all_settings_problems_are_reported_together(paperboy):
    ran = paperboy(
        "status", paperboy_concurrency="0", paperboy_timezone="Mars", openai_api_key="two words"
    )

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "Some settings need mending before Paperboy can start:",
        "OPENAI_API_KEY: must be the key alone: plain characters without spaces.",
        "PAPERBOY_TIMEZONE: is no time zone we know; an example: Asia/Shanghai.",
        "PAPERBOY_CONCURRENCY: must be a number, within: 1–64.",
    ]


ODD = [
    {"all_proxy": "socks5://127.0.0.1:9"},
    {"all_proxy": "socks5h://127.0.0.1:9", "https_proxy": "socks://127.0.0.1:9/"},
    {"all_proxy": "socks4://127.0.0.1:9", "no_proxy": "localhost,::1,[::1],fe80::/10"},
    {"http_proxy": "127.0.0.1:9", "https_proxy": "127.0.0.1:9"},
    {"https_proxy": "http://ada:s3cret@[::1]:9/"},
    {"all_proxy": "http://127.0.0.1:9", "no_proxy": "*"},
    {"all_proxy": "", "no_proxy": "fe80::/10"},
]


@pytest.mark.parametrize("variables", ODD, ids=lambda variables: " ".join(variables.values()))
def test_whatever_proxies_there_are_the_demo_answers(paperboy, monkeypatch, variables):
    monkeypatch.setattr("sys.stdin", io.StringIO("/date 2026-02-05\n/paper 3\n"))
    ran = paperboy("chat", **variables)

    assert (ran.code, ran.err) == (0, "")
    assert "WideSeek-R1" in ran.out
    assert len(ran.out.splitlines()) > 40


@pytest.mark.parametrize("name", ["HTTP_PROXY", "https_proxy", "ALL_PROXY", "PAPERBOY_PROXY"])
@pytest.mark.parametrize(
    "value", ["vmess://s3cret-word", "http://ada:s3cret-word@[::1", "http://ada:s3cret-word@h:port"]
)
def test_a_proxy_that_cannot_be_read_is_one_sentence_without_its_password(
    paperboy, monkeypatch, name, value
):
    monkeypatch.setenv(name, value)
    for arguments in (["chat"], ["status"], ["run"], ["--debug", "status"]):
        ran = paperboy(*arguments)

        assert (ran.code, ran.out) == (1, "")
        assert f"{name.upper()}: must be a proxy's address" in ran.err
        assert "s3cret-word" not in ran.err


def test_what_nobody_reads_is_told_on_standard_error(paperboy, tmp_path):
    (tmp_path / ".env").write_text("OPENAI_MODLE=m1\nhow do you do\n", "utf-8")
    ran = paperboy("status", paperboy_language="en")

    assert ran.code == 0
    assert ran.err.splitlines() == [
        f"{tmp_path}/.env: line 2 is neither NAME=value nor a comment, and was passed over.",
        "PAPERBOY_LANGUAGE: is no setting of Paperboy's; PAPERBOY_LANGUAGES is.",
        "OPENAI_MODLE: is no setting of Paperboy's; OPENAI_MODEL is.",
    ]


def test_a_service_logs_what_nobody_reads(paperboy, monkeypatch):
    async def serve(settings, role):
        return 0

    monkeypatch.setattr(service, "serve", serve)
    ran = paperboy("run", telegram_token="1:2", paperboy_language="en")

    assert ran.code == 0
    (line,) = ran.err.splitlines()
    assert "[warning" in line
    assert "setting=PAPERBOY_LANGUAGE" in line
    assert "PAPERBOY_LANGUAGES is." in line


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "command", [["chat"], ["run"], ["status"], ["ingest", "--date", DATE]], ids=" ".join
)
def test_a_file_that_is_no_text_is_one_sentence(paperboy, tmp_path, command, encoding):
    (tmp_path / ".env").write_bytes("# 密钥\nOPENAI_API_KEY=sk-abc\n".encode(encoding))
    ran = paperboy(*command, lc_all="zh_CN.UTF-8")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[1].startswith(f"{tmp_path}/.env：")
    assert "UTF-8" in ran.err
    assert "sk-abc" not in ran.err


def _newer(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.commit()


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda path: path.mkdir(), "is no database of Paperboy's (Is a directory)"),
        (
            lambda path: path.write_text("Dear diary, " * 400),
            "is no database of Paperboy's (file is not a database)",
        ),
        (_newer, "was written by a newer Paperboy (revision 9999); please upgrade Paperboy first."),
    ],
)
@pytest.mark.parametrize(
    "command", [["status"], ["chat"], ["ingest", "--date", DATE]], ids=lambda command: command[0]
)
def test_a_database_that_cannot_be_used_is_one_sentence(
    paperboy, tmp_path, prepare, sentence, command
):
    prepare(tmp_path / "paperboy.db")
    ran = paperboy(*command)

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert str(tmp_path / "paperboy.db") in ran.err
    assert sentence in ran.err


def test_a_locked_database_is_one_sentence(paperboy, tmp_path):
    assert paperboy("status").code == 0
    with closing(sqlite3.connect(tmp_path / "paperboy.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        ran = paperboy("status")

    assert ran.code == 1
    assert "Another process holds the database" in ran.err
    assert ran.err.count("\n") == 1


def test_a_status_does_not_wait_for_who_writes(paperboy, tmp_path):
    paperboy("status")
    with closing(sqlite3.connect(tmp_path / "paperboy.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert paperboy("status").code == 0


def test_a_missing_folder_is_named(paperboy, tmp_path):
    ran = paperboy("status", database_url=f"sqlite:///{tmp_path}/nowhere/paperboy.db")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert f"The folder of the database {tmp_path}/nowhere/paperboy.db does not exist." in ran.err


@pytest.fixture
def broken(monkeypatch):
    """Makes `status` die of that error."""

    def die_of(error):
        async def status(*_):
            raise error

        monkeypatch.setattr("bot.app.health.status", status)

    return die_of


def test_a_bug_is_one_sentence_without_details(paperboy, broken):
    broken(RuntimeError(f"details with {SECRET}"))
    ran = paperboy("status", openai_api_key=SECRET)

    assert (ran.code, ran.out) == (70, "")
    assert ran.err == "Something unexpected happened. Add --debug to see the details.\n"


def test_a_machine_that_gives_no_more_is_no_bug(paperboy, broken):
    broken(OSError(errno.EMFILE, "Too many open files", "adapter.py"))
    ran = paperboy("status")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("This machine gives Paperboy no more of what it needs (Too many open")


@pytest.mark.parametrize("arguments", [["--debug", "status"], ["status", "--debug"]], ids=" ".join)
def test_debugging_shows_the_details_but_no_secrets(paperboy, broken, arguments):
    broken(RuntimeError(f"details with {SECRET}"))
    ran = paperboy(*arguments, openai_api_key=SECRET)

    assert ran.code == 70
    assert "Traceback" in ran.err
    assert "RuntimeError: details with ***" in ran.err
    assert SECRET not in ran.err


def test_debugging_shows_where_a_persons_error_came_from_too(paperboy):
    ran = paperboy("ingest", "--date", "soon", "--debug")

    assert ran.code == 1
    assert "DateInvalid" in ran.err
    assert ran.err.splitlines()[-1].startswith("I cannot read “soon”")


def test_an_interruption_is_no_error(paperboy, broken):
    broken(KeyboardInterrupt())

    assert (ran := paperboy("status")).code == 130
    assert ran.err == ""


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_key_that_the_endpoint_repeats_stays_secret(paperboy, place, tmp_path, status):
    place.hub.days[DATE] = place.hub.days[DATE][:1]
    gossip = Gossip(key=SECRET)
    gossip.status = status
    with gossip.in_thread():
        endpoint = {"openai_base_url": gossip.base_url, "openai_api_key": SECRET}
        told = [
            paperboy("ingest", "--date", DATE, "--debug", **endpoint),
            paperboy("doctor", "--debug", **endpoint),
        ]
        told.append(paperboy("status", "--debug"))

    assert [ran.code for ran in told] == [3, 1, 0]
    assert all(SECRET not in ran.out + ran.err for ran in told)
    assert all(SECRET.encode() not in path.read_bytes() for path in tmp_path.glob("paperboy.db*"))


def test_without_a_command_it_runs(paperboy, monkeypatch):
    asked = []

    async def chat(settings):
        asked.append(settings.language)
        return 0

    monkeypatch.setattr(service, "chat", chat)
    assert [paperboy().code, paperboy("run").code, paperboy("chat").code] == [0, 0, 0]
    assert asked == ["zh"] * 3
