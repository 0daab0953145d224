"""Which proxy leads to an address, and which addresses are reached directly."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.proxies import (
    Proxies,
    ProxyKind,
    is_here,
    names_no_proxy,
    parse_exemptions,
    parse_proxy,
)

HTTP, HTTPS, SOCKS4, SOCKS5 = ProxyKind.HTTP, ProxyKind.HTTPS, ProxyKind.SOCKS4, ProxyKind.SOCKS5


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("http://127.0.0.1:7890", HTTP, "127.0.0.1:7890"),
        ("127.0.0.1:7890", HTTP, "127.0.0.1:7890"),
        ("localhost:7890", HTTP, "localhost:7890"),
        ("HTTP://Proxy.Example:8080/", HTTP, "proxy.example:8080"),
        ("http://proxy.example", HTTP, "proxy.example:80"),
        ("https://proxy.example", HTTPS, "proxy.example:443"),
        ("http://proxy.pac.example:8080", HTTP, "proxy.pac.example:8080"),
        ("https://proxy.example:8443/", HTTPS, "proxy.example:8443"),
        ("socks5://127.0.0.1:1080", SOCKS5, "127.0.0.1:1080"),
        ("socks5h://127.0.0.1:1080", SOCKS5, "127.0.0.1:1080"),
        ("socks://127.0.0.1:7891/", SOCKS5, "127.0.0.1:7891"),
        ("SOCKS5H://proxy.example", SOCKS5, "proxy.example:1080"),
        ("socks4://proxy.example:9", SOCKS4, "proxy.example:9"),
        ("socks4a://proxy.example", SOCKS4, "proxy.example:1080"),
        ("http://[::1]:7890", HTTP, "[::1]:7890"),
        ("[fe80::1]:7890", HTTP, "[fe80::1]:7890"),
        ("  http://127.0.0.1:7890\n", HTTP, "127.0.0.1:7890"),
        ('"http://127.0.0.1:7890"', HTTP, "127.0.0.1:7890"),
        ("“socks5：//127.0.0.1：7891”", SOCKS5, "127.0.0.1:7891"),
        ("http://代理.example:1", HTTP, "xn--mnq481g.example:1"),
    ],
)
def test_a_proxy_as_people_write_it(text, kind, place):
    proxy = parse_proxy(text, "ALL_PROXY")

    assert (proxy.kind, proxy.place, proxy.user, proxy.password) == (kind, place, "", "")
    assert proxy.variable == "ALL_PROXY"
    assert proxy.address == f"{kind}://{place}"


@pytest.mark.parametrize(
    ("text", "user", "password"),
    [
        ("http://ada:secret@h:1", "ada", "secret"),
        ("ada:secret@h:1", "ada", "secret"),
        ("socks5h://ada:p%40ss%3A%2F@h:1", "ada", "p@ss:/"),
        ("http://ada:p@ss:w/rd#x?@h:1/", "ada", "p@ss:w/rd#x?"),
        ("http://ada:50%off@h:1", "ada", "50%off"),
        ("http://ada@h:1", "ada", ""),
        ("http://:secret@h:1", "", "secret"),
        ("http://阿达:密码@h:1", "阿达", "密码"),
    ],
)
def test_user_and_password_as_people_write_them(text, user, password):
    proxy = parse_proxy(text)

    assert (proxy.place, proxy.user, proxy.password) == ("h:1", user, password)
    assert not password or password not in f"{proxy} {proxy!r} {proxy.address}"


@pytest.mark.parametrize(
    "text",
    [
        "http://",
        "http://:7890",
        "http://h:0",
        "http://h:99999",
        "http://h:port",
        "http://h:",
        "http://a b:1",
        "http://[::1",
        "::1:7890",
        "vmess://abcdef",
        "ss://YWVzOnB3@h:1",
        "ftp://h:1",
        "http=h:1;https=h:2",
        "http//h:1",
        "http:/h:1",
        "http://wpad.example/proxy.pac",
        "http://wpad.example/proxy.pac?for=h",
        "http://wpad.example/wpad.dat",
        "proxy.pac",
        "proxy.pac?for=h",
        "7890",
        "system",
        "Auto",
        "PROXY h:1; DIRECT",
        "10.0.0.1 8080",
        "socks5://ada:密码@h:1",
        "socks5://ada:" + 300 * "x" + "@h:1",
        "http://a%3Ab:c@h:1",
    ],
)
def test_what_is_no_proxy_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_proxy(text)


@pytest.mark.parametrize(
    "text",
    ["none", "DIRECT", "direct", "direct://", "DIRECT;", "Off", "no", "“无”", "直连", "ＤＩＲＥＣＴ", "-", " "],
)  # fmt: skip
def test_words_for_no_proxy(text):
    assert names_no_proxy(text)


@pytest.mark.parametrize("text", ["direct:8080", "none.example:1", "proxy", "off.example", "h:1"])
def test_a_host_is_no_word_for_no_proxy(text):
    assert not names_no_proxy(text)
    assert parse_proxy(text)


ENTRIES = [
    ("example.org", "https://example.org", True),
    ("example.org", "https://www.example.org/x", True),
    ("example.org", "https://notexample.org", False),
    ("example.org", "https://example.org.evil", False),
    (".example.org", "https://example.org", True),
    (".example.org", "https://www.example.org", True),
    ("*.example.org", "https://www.example.org", True),
    ("*.example.org", "https://notexample.org", False),
    ("EXAMPLE.org.", "https://Example.ORG", True),
    ("example.org", "https://example.org./", True),
    ("*", "https://anything.example", True),
    ("example.org:443", "https://example.org", True),
    ("example.org:443", "http://example.org", False),
    ("example.org:8080", "http://example.org:8080/x", True),
    ("example.org:443", "wss://example.org/gateway", True),
    ("http://example.org/", "https://example.org", True),
    ("10.1.2.3", "http://10.1.2.3:9", True),
    ("10.1.2.3", "http://10.1.2.30", False),
    ("10.1.2.3:80", "http://10.1.2.3", True),
    ("10.1.2.3:80", "https://10.1.2.3", False),
    ("10.0.0.0/8", "http://10.255.1.1", True),
    ("10.0.0.0/8", "http://11.0.0.1", False),
    ("10.1.2.3/8", "http://10.255.1.1", True),
    ("10.0.0.0/8", "http://10.example.org", False),
    ("0.0.0.0/0", "http://93.184.216.34", True),
    ("192.168.*", "http://192.168.3.4", True),
    ("192.168.*", "http://193.168.3.4", False),
    ("192.168.", "http://192.168.3.4", True),
    ("10.", "http://10.1.2.3", True),
    ("10.", "http://101.1.2.3", False),
    ("example.org:*", "https://example.org:8080", True),
    ("．example.org", "https://www.example.org", True),
    ("fe80::/10", "http://[fe80::1]:8000", True),
    ("fe80::/10", "http://[fe80::1%25eth0]", True),
    ("[2001:db8::]/32", "http://[2001:db8::7]", True),
    ("2001:db8::7", "http://[2001:db8::7]", True),
    ("[2001:db8::7]", "http://[2001:db8:0:0::7]", True),
    ("[2001:db8::7]:80", "http://[2001:db8::7]", True),
    ("[2001:db8::7]:81", "http://[2001:db8::7]", False),
    ("10.0.0.0/8", "http://[::ffff:10.1.1.1]", True),
    ("例子.example", "https://xn--fsqu00a.example", True),
    ("<local>", "http://intranet/", True),
    ("<local>", "http://intranet.example/", False),
    ("under_score.example", "http://under_score.example", True),
]


@pytest.mark.parametrize(("entry", "address", "direct"), ENTRIES)
def test_every_usual_form_of_an_exemption(entry, address, direct):
    proxy = parse_proxy("h:1")
    exemptions, unreadable = parse_exemptions(entry)
    way = Proxies(proxy, proxy, exemptions).way(address)

    assert unreadable == ()
    assert (way.proxy is None) == direct
    assert way.exempt == (entry if direct else "")


@pytest.mark.parametrize("separator", [",", ", ", " ", ";", "，", "\n", " ,, ", "|"])
def test_entries_are_separated_as_people_separate_them(separator):
    exemptions, unreadable = parse_exemptions(
        separator.join(["localhost", "::1", "[::1]", "fe80::/10", ".x.example"])
    )

    assert [each.text for each in exemptions] == [
        "localhost",
        "::1",
        "[::1]",
        "fe80::/10",
        ".x.example",
    ]
    assert unreadable == ()


@pytest.mark.parametrize(
    "entry",
    [
        "10.0.0.0/33",
        "a/b",
        "h:99999",
        "h:port",
        "[::1]x",
        "fe80::/200",
        "..",
        "a b/c",
        "10.0.0.1-20",
        "10.0.0.1-10.0.0.20",
        "10.0.0.010",
        "10/8",
    ],
)
def test_an_unreadable_entry_is_passed_over_and_the_others_count(entry):
    exemptions, unreadable = parse_exemptions(f"one.example,{entry},two.example")

    texts = [each.text for each in exemptions]
    assert (texts[0], texts[-1]) == ("one.example", "two.example")
    assert unreadable
    assert set(unreadable) <= set(entry.split())


def test_a_comment_behind_the_entries_is_none():
    exemptions, unreadable = parse_exemptions("one.example #intern, two.example")

    assert [each.text for each in exemptions] == ["one.example"]
    assert unreadable == ()


@pytest.mark.parametrize(
    "entry", ["http://ada:s3cret@hub.example:1:2", "ada:s3cret@hub.example:99999"]
)
def test_an_unreadable_entry_is_told_without_its_password(entry):
    _, (told,) = parse_exemptions(entry)

    assert "hub.example" in told
    assert "s3cret" not in told


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "127.0.0.1",
        "127.8.9.1",
        "::1",
        "[::1]",
        "0.0.0.0",
        "::ffff:127.0.0.1",
    ],
)
def test_this_machine_is_never_reached_through_a_proxy(host):
    proxy = parse_proxy("h:1")
    assert is_here(host)
    written = f"[{host.strip('[]')}]" if "::" in host else host
    way = Proxies(proxy, proxy).way(f"http://{written}:8000/x")

    assert way.proxy is None
    assert way.here


@pytest.mark.parametrize(
    "host", ["localhost.example", "notlocalhost", "128.0.0.1", "10.0.0.1", "::2", "127.example"]
)
def test_other_machines_are_not_this_one(host):
    assert not is_here(host)


def test_each_scheme_has_its_proxy():
    http, https = parse_proxy("h:1"), parse_proxy("h:2")
    proxies = Proxies(http, https)

    assert (
        proxies.for_address("http://example.org") == proxies.for_address("ws://example.org") == http
    )
    assert (
        proxies.for_address("https://example.org")
        == proxies.for_address("WSS://example.org")
        == https
    )
    assert Proxies(http, None).for_address("https://example.org") is None
    assert bool(proxies)
    assert not Proxies()


@given(st.text(max_size=60))
def test_whatever_is_written_there_is_read_or_refused(text):
    exemptions, unreadable = parse_exemptions(text)
    proxies = Proxies(parse_proxy("h:1"), None, exemptions)
    proxies.way("http://example.org")
    proxies.way(f"http://{text}")
    assert all(isinstance(each, str) for each in unreadable)
    with suppress(ValueError):
        assert parse_proxy(text).port
