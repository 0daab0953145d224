"""What an operator may write, and what it means."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.app.environment import load_settings
from bot.chat.problems import operator_text, setting_text
from core.errors import SettingsInvalid
from locales import Translator

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
    assert (settings.paperboy_hub_url, settings.paperboy_arxiv_url) == (
        "https://huggingface.co",
        "https://arxiv.org",
    )
    assert not settings.has_model
    assert settings.secrets == ()
    assert settings.contact.startswith("mailto:")


@pytest.mark.parametrize(
    ("variables", "model"),
    [
        ({}, False),
        ({"OPENAI_API_KEY": KEY}, True),
        ({"OPENAI_BASE_URL": "http://localhost:11434/v1"}, True),
    ],
)
def test_a_key_or_an_endpoint_of_ones_own_makes_a_model(setting, variables, model):
    setting(**variables)

    assert load_settings().has_model is model


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("http://h.example/v1/chat/completions/", "http://h.example/v1"),
        ("http://h.example/v1/messages", "http://h.example/v1"),
        ("http://h.example:11434/api/chat", "http://h.example:11434"),
        ("http://h.example:11434/api/generate", "http://h.example:11434"),
        ("http://h.example/api/v1/models?key=k", "http://h.example/api/v1?key=k"),
        ("http://h.example/V1/Chat/Completions", "http://h.example/V1"),
        ("http://h.example/v1/chat", "http://h.example/v1"),
        ("http://h.example/openai/chat", "http://h.example/openai/chat"),
        ("http://localhost:11434/api/tags", "http://localhost:11434"),
        ("“h.example/v1/chat/completions。”", "https://h.example/v1"),
    ],
)
def test_the_address_of_a_whole_request_is_the_endpoints(setting, pasted, address):
    setting(OPENAI_BASE_URL=pasted)

    assert load_settings().openai_base_url == address


@pytest.mark.parametrize(
    "address",
    [
        "https://<resource>.example/openai/v1",
        "https://h.example/{version}",
        "https://h.example/v1 or https://h.example/v2",
        "http://::1:8080/v1",
        "http://localhost::1/v1",
    ],
)
def test_an_address_that_nobody_can_read_is_told(setting, address):
    setting(OPENAI_BASE_URL=address)
    with pytest.raises(SettingsInvalid) as found:
        load_settings()

    told = [(problem.name, problem.key) for problem in found.value.problems]
    assert told == [("OPENAI_BASE_URL", "settings.address")]


def test_a_password_is_not_tidied(setting):
    setting(PAPERBOY_OPENREVIEW_PASSWORD="<pass;word>,")

    assert load_settings().paperboy_openreview_password.get_secret_value() == "<pass;word>,"


def test_a_header_goes_in_plain_characters(setting):
    setting(OPENAI_HEADERS="X-Title: 晨报")
    with pytest.raises(SettingsInvalid):
        load_settings()


def test_addresses_and_keys_are_tidied(setting):
    setting(
        PAPERBOY_HUB_URL="http://mirror.example/",
        OPENAI_API_KEY=f" {KEY}\n",
        PAPERBOY_LANGUAGES=" en , zh ",
    )
    settings = load_settings()

    assert settings.paperboy_hub_url == "http://mirror.example"
    assert settings.openai_api_key.get_secret_value() == KEY
    assert settings.paperboy_languages == ("en", "zh")


@pytest.mark.parametrize(
    ("said", "days"), [(None, 180), ("30", 30), ("0", None), (" Forever ", None)]
)
def test_what_is_old_is_kept_so_long(setting, said, days):
    if said is not None:
        setting(PAPERBOY_KEEP_DAYS=said)
    keep = load_settings().keep

    assert keep == (dt.timedelta(days=days) if days else None)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("9464", "127.0.0.1:9464"),
        (" :9464 ", "127.0.0.1:9464"),
        ("0.0.0.0:80", "0.0.0.0:80"),
        ("localhost:0", "localhost:0"),
        ("[::1]:9464", "[::1]:9464"),
    ],
)
def test_where_figures_are_told(setting, said, place):
    setting(PAPERBOY_METRICS=said)

    assert str(load_settings().paperboy_metrics) == place


@pytest.mark.parametrize(
    "said", ["yes", "65536", "localhost", "::1:9464", "http://localhost:1", "-1"]
)
def test_what_is_no_place_to_listen_is_told(setting, said):
    setting(PAPERBOY_METRICS=said)
    with pytest.raises(SettingsInvalid) as found:
        load_settings()

    told = [(problem.name, problem.key) for problem in found.value.problems]
    assert told == [("PAPERBOY_METRICS", "settings.listening")]


def test_the_key_never_prints(setting):
    setting(OPENAI_API_KEY=KEY)
    settings = load_settings()

    assert (
        KEY not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"
    )
    assert settings.secrets == (KEY,)


ADDRESSES = [
    "OPENAI_BASE_URL",
    "TELEGRAM_BASE_URL",
    "PAPERBOY_HUB_URL",
    "PAPERBOY_ARXIV_URL",
    "HTTPS_PROXY",
]


@pytest.mark.parametrize("name", [*ADDRESSES, "ALL_PROXY", "PAPERBOY_PROXY"])
def test_a_password_in_an_address_is_a_secret(setting, name):
    setting(**{name: "http://ada:s3cret%2Fword@relay.example"})
    settings = load_settings()

    assert {"s3cret%2Fword", "s3cret/word"} <= set(settings.secrets)
    assert "s3cret" not in f"{settings} {settings!r}"


def test_a_key_in_an_addresss_query_is_a_secret(setting):
    setting(OPENAI_BASE_URL="https://relay.example/v1?api-key=abcdefgh")

    assert "abcdefgh" in load_settings().secrets
    assert "abcdefgh" not in f"{load_settings()!r}"


def test_without_a_proxy_there_is_none():
    assert not load_settings().proxies


@pytest.mark.parametrize(
    ("variables", "http", "https"),
    [
        ({"HTTP_PROXY": "http://h:1"}, "HTTP_PROXY", None),
        ({"HTTPS_PROXY": "h:1"}, None, "HTTPS_PROXY"),
        ({"ALL_PROXY": "socks5://h:1"}, "ALL_PROXY", "ALL_PROXY"),
        ({"all_proxy": "socks5://h:1", "https_proxy": "h:2"}, "ALL_PROXY", "HTTPS_PROXY"),
        (
            {"HTTP_PROXY": "h:1", "PAPERBOY_PROXY": "socks://h:2"},
            "PAPERBOY_PROXY",
            "PAPERBOY_PROXY",
        ),
        (
            {"HTTP_PROXY": "vmess://not-ours", "PAPERBOY_PROXY": "socks://h:2"},
            "PAPERBOY_PROXY",
            "PAPERBOY_PROXY",
        ),
        ({"ALL_PROXY": "h:1", "PAPERBOY_PROXY": "None"}, None, None),
        ({"ALL_PROXY": "DIRECT"}, None, None),
        ({"ALL_PROXY": "h:1", "HTTPS_PROXY": "direct"}, "ALL_PROXY", None),
        ({"ALL_PROXY": "h:1", "HTTP_PROXY": "off", "HTTPS_PROXY": "h:2"}, None, "HTTPS_PROXY"),
        ({"ALL_PROXY": "h:1", "HTTPS_PROXY": ""}, "ALL_PROXY", "ALL_PROXY"),
    ],
)
def test_which_variable_counts_for_which_address(setting, variables, http, https):
    setting(**variables)
    proxies = load_settings().proxies

    for scheme, variable in (("http", http), ("https", https)):
        proxy = proxies.for_address(f"{scheme}://example.org")
        assert (proxy.variable if proxy else None) == variable


def test_proxies_may_stand_in_the_file(setting, tmp_path):
    (tmp_path / ".env").write_text(
        "ALL_PROXY=socks5://h:1\nNO_PROXY=example.org\nHTTPS_PROXY=h:2\n", "utf-8"
    )
    setting(https_proxy="h:3")
    proxies = load_settings().proxies

    assert proxies.for_address("http://a.example").place == "h:1"
    assert proxies.for_address("https://a.example").place == "h:3"
    assert proxies.for_address("https://example.org") is None


def test_an_exemption_that_cannot_be_read_is_told_and_the_others_count(setting):
    setting(ALL_PROXY="h:1", NO_PROXY="localhost,::1,[::1],fe80::/10,10.0.0.0/99,.corp.example")
    settings = load_settings()

    assert [
        setting_text(Translator("en"), remark).split(" cannot")[0] for remark in settings.remarks
    ] == ["NO_PROXY: the entry 10.0.0.0/99"]
    assert settings.proxies.for_address("https://a.corp.example") is None


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, (None, None)),
        ({"SSL_CERT_FILE": "/f"}, ("/f", None)),
        ({"SSL_CERT_DIR": "/d"}, (None, "/d")),
        ({"SSL_CERT_FILE": "/f", "SSL_CERT_DIR": "/d", "REQUESTS_CA_BUNDLE": "/r"}, ("/f", "/d")),
        ({"REQUESTS_CA_BUNDLE": "/r"}, ("/r", None)),
        ({"REQUESTS_CA_BUNDLE": "/"}, (None, "/")),
    ],
)
def test_which_certificates_are_trusted(setting, variables, expected):
    setting(**variables)

    assert load_settings().certificates == expected


@pytest.mark.parametrize("contact", ["ada@example.org", "https://example.org/bot"])
def test_the_contact_is_an_address(setting, contact):
    setting(PAPERBOY_CONTACT=contact)

    assert load_settings().contact == (contact if ":" in contact else f"mailto:{contact}")


# Shaped like a token, and nobody's.
TOKEN = "123456789:" + "AAexample-token_of-nobody-0000000000"


@pytest.mark.parametrize(
    "tail", ["/bot", "/bot/", "/BOT//", f"/bot{TOKEN}", f"/bot{TOKEN}/getMe", "/bot<token>/", "/"]
)
def test_what_the_library_adds_to_telegrams_address_may_stand_there(setting, tail):
    setting(TELEGRAM_BASE_URL=f"http://relay.example:8081/tg{tail}")

    assert load_settings().telegram_base_url == "http://relay.example:8081/tg"


@pytest.mark.parametrize("path", ["/bots", "/bot/relay", "/robot", "/bot-api"])
def test_other_paths_stay(setting, path):
    setting(TELEGRAM_BASE_URL=f"http://relay.example{path}")

    assert load_settings().telegram_base_url == f"http://relay.example{path}"


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://bot.example/hook", True),
        *((f"https://bot.example:{port}/hook", True) for port in (443, 80, 88, 8443)),
        ("http://bot.example/hook", False),
        ("http://bot.example:443/hook", False),
        ("https://bot.example:8080/hook", False),
        ("https://8.8.8.8/hook", True),
        *((f"https://{host}/hook", False) for host in ("localhost", "127.0.0.1", "10.1.2.3")),
        *((f"https://{host}/hook", False) for host in ("[::1]", "[fd00::1]", "169.254.0.1")),
    ],
)
def test_telegram_delivers_to_https_on_four_ports(setting, address, good):
    setting(TELEGRAM_WEBHOOK_URL=address)
    if good:
        assert load_settings().telegram_webhook_url == address
    else:
        with pytest.raises(SettingsInvalid) as caught:
            load_settings()
        assert "TELEGRAM_WEBHOOK_URL: must begin with https://" in operator_text(
            Translator("en"), caught.value
        )


@pytest.mark.parametrize(
    "server",
    ["https://API.Telegram.org/bot", "https://api.telegram.org:443", "http://api.telegram.org/"],
)
def test_telegrams_own_server_is_that_however_it_is_written(setting, server):
    setting(TELEGRAM_BASE_URL=server, TELEGRAM_WEBHOOK_URL="http://bot.example/hook")
    with pytest.raises(SettingsInvalid):
        load_settings()


@pytest.mark.parametrize(
    ("said", "chats"),
    [
        ("telegram:-1001, discord:7", ("telegram:-1001", "discord:7")),
        ("Telegram:-1001，5；", ("telegram:-1001", "5")),
        ("-1001\n-1002", ("-1001", "-1002")),
        ("", ()),
        (",", None),
        ("@papers", None),
        ("telegram:", None),
        ("telegramm:5", None),
        ("terminal:5", None),
        ("telegram:-1001/5", None),
        ("٣", None),
    ],
)
def test_the_chats_that_are_served(setting, said, chats):
    setting(PAPERBOY_ALLOWED_CHATS=said)
    if chats is not None:
        assert load_settings().paperboy_allowed_chats == chats
    else:
        with pytest.raises(SettingsInvalid) as caught:
            load_settings()
        assert "PAPERBOY_ALLOWED_CHATS: " in operator_text(Translator("en"), caught.value)


def test_operators_of_one_platform_are_not_called_anothers(setting):
    setting(DISCORD_OPERATORS="ada")

    with pytest.raises(SettingsInvalid) as caught:
        load_settings()
    for language in ("zh", "en"):
        told = operator_text(Translator(language), caught.value)
        assert "DISCORD_OPERATORS" in told
        assert "Telegram" not in told


def test_a_server_of_ones_own_delivers_where_it_likes(setting):
    setting(
        TELEGRAM_WEBHOOK_URL="http://10.0.0.7:9000/hook",
        TELEGRAM_BASE_URL="http://localhost:8081/bot",
    )

    assert load_settings().telegram_webhook_url == "http://10.0.0.7:9000/hook"
