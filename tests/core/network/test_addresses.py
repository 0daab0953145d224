"""Addresses without what is secret in them, and what that is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.addresses import place, secrets_in, shown, without_user

PLAIN = [
    "https://huggingface.co",
    "http://localhost:11434/v1",
    "http://[::1]:8080/v1",
    "sqlite:///paperboy.db",
    "sqlite:////srv/paper boy/paperboy.db",
    "https://example.org/@ada/page",
    "127.0.0.1:7890",
    "",
]


@pytest.mark.parametrize("address", PLAIN)
def test_an_address_without_secrets_is_shown_as_it_is(address):
    assert shown(address) == address
    assert without_user(address) == address
    assert list(secrets_in(address)) == []


@pytest.mark.parametrize(
    ("address", "seen", "host"),
    [
        ("https://ada:s3cret@relay.example/v1", "https://relay.example/v1", "relay.example"),
        (
            "https://ada:s3cret@relay.example:8443",
            "https://relay.example:8443",
            "relay.example:8443",
        ),
        ("https://keyalone@relay.example", "https://relay.example", "relay.example"),
        ("socks5h://ada:p%40ss%2Fword@[::1]:1080/", "socks5h://[::1]:1080/", "[::1]:1080"),
        ("http://ada:pa@ss@relay.example/x", "http://relay.example/x", "relay.example"),
        ("http://ada:pa/ss#w?rd@relay.example:1/x", "http://relay.example:1/x", "relay.example:1"),
        ("ada:s3cret@127.0.0.1:7890", "127.0.0.1:7890", "127.0.0.1:7890"),
        (
            "https://relay.example/v1?api-key=abcdef&v=2#top",
            "https://relay.example/v1",
            "relay.example",
        ),
        (
            "postgresql+psycopg://ada:s3cret@db/papers?sslmode=require",
            "postgresql+psycopg://db/papers",
            "db",
        ),
    ],
)
def test_user_password_and_query_are_not_shown(address, seen, host):
    assert shown(address) == seen
    assert place(address) == host


def test_without_its_user_an_address_keeps_its_query():
    assert (
        without_user("https://ada:s3cret@hub.example/api?date=1")
        == "https://hub.example/api?date=1"
    )
    assert without_user("https://hub.example/api?to=a@b") == "https://hub.example/api?to=a@b"


def test_a_password_is_known_in_each_form_in_which_libraries_print_it():
    found = set(secrets_in("https://ada:p%40ss%20word@relay.example/v1?api-key=abc%2Fdef"))

    assert {"p%40ss%20word", "p@ss word", "abc/def", "abc%2Fdef"} <= found
    assert "YWRhOnBAc3Mgd29yZA==" in found  # "ada:p@ss word" as a header of HTTP has it


def test_what_is_too_short_to_mask_everywhere_is_masked_in_its_address_alone():
    assert "abc" not in set(secrets_in("https://a:abc@relay.example"))
    assert "YTphYmM=" in set(secrets_in("https://a:abc@relay.example"))


@given(
    st.text(
        st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="@:"),
        min_size=6,
        max_size=20,
    ),
    st.sampled_from(["http", "https", "socks5h"]),
    st.sampled_from(["relay.example", "[::1]", "10.0.0.1:7890"]),
)
def test_no_password_is_ever_shown(password, scheme, host):
    address = f"{scheme}://ada:Zq{password}@{host}/path"

    assert f"Zq{password}" not in shown(address)
    assert f"Zq{password}" not in place(address)
    assert f"Zq{password}" in set(secrets_in(address))
