"""`status` and `doctor`: what is stored and what it cost; what needs mending and how."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing

import pytest

from tests.fakes.authority import Authority
from tests.fakes.discord import FakeDiscord
from tests.fakes.proxy import FakeProxy, TlsFront, named
from tests.fakes.telegram import FakeTelegram

BY_WORDS = (
    "✓ Questions and interests go by words alone: the sentence encoder has not been set up"
    " (make encoder), or is off."
)


def test_a_doctor_who_finds_nothing(paperboy, place):
    ran = paperboy("doctor")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "✓ The settings are fine.",
        "✓ No proxy is used.",
        f"✓ The store works: sqlite:///{place.folder}/paperboy.db",
        f"✓ Hugging Face answers: {place.hub.url}",
        f"✓ arXiv answers: {place.arxiv.url}",
        f"✓ The model works: test-model · {place.model.base_url.split('/')[2]} (takes a JSON schema)",
        BY_WORDS,
    ]
    assert len(place.model.prompts) == 1


@pytest.mark.parametrize(
    ("refuses", "said"),
    [
        (None, "✓ The Batch API is there, and takes what nobody waits for: test-model"),
        (404, "⚠ There is no Batch API at test-model"),
        (503, "⚠ Whether there is a Batch API cannot be told now (test-model"),
    ],
)
def test_a_doctor_says_whether_there_are_batches(paperboy, place, refuses, said):
    place.model.batches.refuses = refuses
    ran = paperboy("doctor", paperboy_batch="on")

    assert ran.code == 0
    (line,) = [line for line in ran.out.splitlines() if line.startswith(said)]
    assert place.model.key not in line
    # Nobody has said what batches cost at this model.
    assert ("batch = 0.5" in ran.out) == (refuses is None)


def test_a_doctor_says_whether_questions_go_by_meaning(paperboy, encoder_home, tmp_path):
    works = paperboy("doctor", paperboy_encoder=str(encoder_home))
    missing = paperboy("doctor", paperboy_encoder=str(tmp_path))

    assert "✓ Questions and interests go by meaning too: the sentence encoder works." in works.out
    assert missing.code == 1
    assert f"{tmp_path} does not hold the sentence encoder" in missing.out.replace("\n", " ")


@pytest.mark.parametrize("off", ["off", "OFF", "Off"])
def test_a_doctor_where_the_encoder_is_off(paperboy, off):
    ran = paperboy("doctor", paperboy_encoder=off)

    assert BY_WORDS in ran.out.splitlines()


def test_a_doctor_where_the_encoders_folder_is_of_somebody_who_is_not_there(paperboy):
    ran = paperboy("doctor", paperboy_encoder="~nobody-of-that-name/encoder")

    assert ran.code == 1
    assert "~nobody-of-that-name/encoder does not hold" in ran.out.replace("\n", " ")


def test_a_doctor_without_a_model_and_a_contact(paperboy, place, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "PAPERBOY_CONTACT"):
        monkeypatch.delenv(name)
    ran = paperboy("doctor")

    assert ran.code == 0
    assert (
        "✓ No model is configured: papers are read by the built-in reader. Set OPENAI_API_KEY"
        in ran.out
    )
    assert "set PAPERBOY_CONTACT." in ran.out


@pytest.mark.parametrize(
    ("variables", "mend"),
    [
        ({"openai_api_key": "mistyped"}, "does not accept the key; please check OPENAI_API_KEY."),
        ({"openai_model": "gpt-0"}, "has no model named gpt-0; please check OPENAI_MODEL."),
        (
            {"openai_base_url": "http://127.0.0.1:9/v1"},
            "Please check the network, the proxy and OPENAI_BASE_URL",
        ),
    ],
    ids=["key", "model", "endpoint"],
)
def test_a_model_that_does_not_work_is_mended_by_name(paperboy, place, variables, mend):
    ran = paperboy("doctor", **variables)

    assert ran.code == 1
    (wrong,) = [row for row in ran.out.splitlines() if not row.startswith("✓")]
    assert wrong.startswith("⚠ ")
    assert mend in wrong


@pytest.mark.parametrize("room", ["gone", "a file"])
def test_a_doctor_without_a_store_or_room_for_another(paperboy, tmp_path, monkeypatch, room):
    folder = tmp_path / "temporary"
    if room == "a file":
        folder.touch()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    ran = paperboy("doctor", database_url=f"sqlite:///{tmp_path}/gone/paperboy.db")

    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines()[2:] == [
        f"⚠ The folder of the database {tmp_path}/gone/paperboy.db does not exist. Please create it,"
        " or correct DATABASE_URL.",
        "⚠ Nothing else could be checked: no folder for temporary files can be written to. Please"
        " make room in /tmp, or name another folder with TMPDIR.",
    ]


def test_a_doctor_who_is_given_a_file_that_is_of_no_use(paperboy, tmp_path):
    ran = paperboy("doctor", paperboy_labs=tmp_path / "none.toml")

    assert (ran.code, ran.err) == (1, "")
    assert "PAPERBOY_LABS: names " in ran.out


def test_sources_that_do_not_answer(paperboy, place):
    place.hub.newest = "2026-02-09"
    place.hub.fail_always("*", "html")
    ran = paperboy("doctor", paperboy_arxiv_url="http://127.0.0.1:9")

    assert ran.code == 1
    assert [row[0] for row in ran.out.splitlines()] == ["✓", "✓", "✓", "⚠", "⚠", "✓", "✓"]
    assert f"⚠ The answer of {place.hub.url.removeprefix('http://')} makes no sense" in ran.out
    assert "⚠ 127.0.0.1:9 is out of reach. Please check the network" in ran.out


def test_a_doctor_for_wrong_settings(paperboy):
    wrong = paperboy("doctor", paperboy_concurrency="none", lc_all="zh_CN.UTF-8")
    assert wrong.code == 1
    assert wrong.out.splitlines()[1:] == ["PAPERBOY_CONCURRENCY：应当是一个数，范围：1–64。"]


def test_a_doctor_who_says_which_way_each_service_goes(paperboy, place):
    with FakeProxy(user="ada", password="s3cret-word").in_thread() as proxy:
        ran = paperboy(
            "doctor",
            all_proxy=proxy.address("socks5"),
            https_proxy="http://ada:s3cret-word@proxy.test:7890",
            no_proxy="10.0.0.0/8,.model.test:99999,.arxiv.test",
            paperboy_hub_url=named(place.hub.url, "hub.test"),
            paperboy_arxiv_url=named(place.arxiv.url, "arxiv.test"),
        )

    assert ran.code == 1  # for nobody but the proxy knows arxiv.test
    assert "s3cret-word" not in ran.out + ran.err
    way = f"through the proxy {proxy.place} (ALL_PROXY)"
    model = place.model.base_url.split("/")[2]
    assert ran.out.splitlines() == [
        "✓ The settings are fine.",
        "⚠ NO_PROXY: the entry .model.test:99999 cannot be read and was passed over; examples of what can: "
        "example.org, 10.0.0.0/8, ::1.",
        f"✓ The store works: sqlite:///{place.folder}/paperboy.db",
        f"✓ Hugging Face answers: {named(place.hub.url, 'hub.test')} · {way}",
        f"⚠ {named(place.arxiv.url, 'arxiv.test').removeprefix('http://')} is out of reach: its name cannot be "
        "looked up; please check how it is written, and this machine's network and DNS. · directly: NO_PROXY has "
        ".arxiv.test",
        f"✓ The model works: test-model · {model} (takes a JSON schema) · directly: it is on this machine",
        BY_WORDS,
    ]


@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_doctor_says_which_way_the_chat_platforms_go(paperboy, place, monkeypatch, scheme):
    with (
        FakeProxy().in_thread() as proxy,
        FakeTelegram(limits=None).in_thread() as telegram,
        FakeDiscord(limits=None).in_thread() as discord,
    ):
        monkeypatch.setattr("discord.http.Route.BASE", named(discord.api_url, "discord.test"))
        there = named(telegram.url, "telegram.test")
        ran = paperboy(
            "doctor",
            all_proxy=proxy.address(scheme),
            telegram_token=telegram.token,
            telegram_base_url=there,
            discord_token=discord.token,
        )

    way = f" · through the proxy {proxy.place} (ALL_PROXY)"
    told = [row for row in ran.out.splitlines() if "Telegram" in row or "Discord" in row]
    assert told[0] == f"✓ Telegram knows the bot: {there}{way}"
    assert told[1].startswith("✓ Discord knows the bot")
    assert told[1].endswith(way)
    assert {"telegram.test", "discord.test"} <= proxy.hosts


def test_a_doctor_says_which_of_several_bots_is_refused(paperboy):
    first = FakeTelegram(limits=None)
    other = first.another()
    nobody = "7000007:nobody-has-this-token-nobody-has-thi"
    with first.in_thread() as telegram:
        ran = paperboy(
            "doctor",
            telegram_token=f"{telegram.tokens} {nobody}",
            telegram_base_url=telegram.url,
        )

    assert ran.code == 1
    told = [row for row in ran.out.splitlines() if "telegram" in row.casefold()]
    assert told[:2] == [
        f"✓ {name}: Telegram knows the bot: {telegram.url}"
        for name in (first.account, other.account)
    ]
    assert told[2].startswith("⚠ telegram@7000007: ")
    assert nobody not in ran.out + ran.err


def test_a_doctor_names_the_proxy_that_is_to_blame(paperboy, place):
    with FakeProxy(user="ada", password="s3cret-word").in_thread() as proxy:
        variables = {
            "paperboy_hub_url": "http://hub.test",
            "paperboy_arxiv_url": "https://arxiv.test",
        }
        variables |= {"openai_base_url": "http://model.test/v1"}
        ran = paperboy(
            "doctor", **variables, all_proxy=proxy.address("socks5h", password="hunter22")
        )
        german = paperboy("doctor", **variables, all_proxy="127.0.0.1:9", lc_all="zh_CN.UTF-8")

    assert ran.code == german.code == 1
    assert "hunter22" not in ran.out + ran.err
    told = f"the proxy {proxy.place} (ALL_PROXY) wants a user and a password, or others than it was given."
    assert [row for row in ran.out.splitlines() if row.startswith("⚠")] == [
        f"⚠ hub.test is out of reach: {told}",
        f"⚠ arxiv.test is out of reach: {told}",
        f"⚠ The model service model.test is out of reach: {told}",
    ]
    assert "⚠ 连不上 hub.test：代理 127.0.0.1:9 (ALL_PROXY) 没有响应" in german.out


def test_a_doctor_tells_of_names_nobody_reads_but_fails_nothing(paperboy, place):
    ran = paperboy("doctor", paperboy_language="en", openai_modle="m1", openai_org_id="org-1")

    assert (ran.code, ran.err) == (0, "")
    assert [row for row in ran.out.splitlines() if row.startswith("⚠")] == [
        "⚠ OPENAI_MODLE: is no setting of Paperboy's; OPENAI_MODEL is.",
        "⚠ PAPERBOY_LANGUAGE: is no setting of Paperboy's; PAPERBOY_LANGUAGES is.",
    ]


def test_a_doctor_for_a_file_that_is_no_text(paperboy, tmp_path):
    (tmp_path / ".env").write_bytes("# 密钥\n".encode("gbk"))
    ran = paperboy("doctor")

    assert ran.code == 1
    assert f"{tmp_path}/.env: is written in GBK." in ran.out


def test_a_certificate_nobody_trusts_names_the_setting(paperboy, place, tmp_path):
    authority = Authority(tmp_path)
    with TlsFront(authority.server("localhost"), place.hub.url).in_thread() as front:
        address = f"https://localhost:{front.port}"
        told = paperboy("doctor", paperboy_hub_url=address)
        mended = paperboy("doctor", ssl_cert_file=authority.file)

    assert f"⚠ The certificate of localhost:{front.port} is not trusted." in told.out
    assert "SSL_CERT_FILE" in told.out
    assert f"✓ Hugging Face answers: {address}" in mended.out


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"])
def test_certificates_that_cannot_be_read_are_told_by_their_variable(paperboy, tmp_path, name):
    ran = paperboy("status", **{name.lower(): tmp_path / "gone.pem"})

    assert (ran.code, ran.out) == (1, "")
    assert f"{name}: cannot be read" in ran.err


def spoil(path, what):
    """Do to the store what an operator, another program or a disk may do to it."""
    if what == "damaged":
        whole = path.read_bytes()
        path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    elif what == "foreign":
        path.write_text("Some notes, not a database at all.\n" * 99)
    elif what == "newer":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()


TROUBLES = {
    "damaged": "is damaged (database disk image is malformed). Please stop Paperboy, keep a copy",
    "foreign": "is no database of Paperboy's (file is not a database), so it was left as it is.",
    "newer": "was written by a newer Paperboy",
}


@pytest.mark.parametrize("what", TROUBLES)
@pytest.mark.parametrize("command", ["status", "doctor"])
def test_a_store_that_cannot_be_used_gets_its_own_mend(paperboy, place, command, what):
    path = place.folder / "paperboy.db"
    paperboy("status")
    spoil(path, what)
    ran = paperboy(command)

    assert ran.code == 1
    assert TROUBLES[what] in ran.out + ran.err
    if command == "doctor":
        assert "✓ Hugging Face answers" in ran.out
        assert "✓ The model works" in ran.out


def test_a_folder_that_is_gone(paperboy, place):
    ran = paperboy("doctor", database_url=f"sqlite:///{place.folder}/no/where.db")

    assert ran.code == 1
    assert f"The folder of the database {place.folder}/no/where.db does not exist." in ran.out
