"""Whose trouble it is, read from the causes of a library's error."""

from __future__ import annotations

import errno
import itertools
import socket
import ssl

import pytest

from core.network.proxies import parse_proxy
from core.network.trouble import (
    ProxyFault,
    ProxyTrouble,
    fault_of_socks,
    fault_of_status,
    proxy_trouble,
    why_unreachable,
)
from tests.core.test_exhaustion import no_files_left

PROXY = parse_proxy("socks5h://ada:s3cret@127.0.0.1:1080", "ALL_PROXY")


def caused(*errors: BaseException) -> BaseException:
    """The first error, caused by the second, and so on."""
    for error, cause in itertools.pairwise(errors):
        error.__cause__ = cause
    return errors[0]


def test_a_proxys_trouble_is_found_underneath_and_told_without_its_password():
    trouble = ProxyTrouble(PROXY, ProxyFault.DOWN)
    error = caused(RuntimeError("library"), OSError("transport"), trouble)

    assert proxy_trouble(error) is trouble
    assert why_unreachable(error, "connection") == {
        "reason": "proxy_down",
        "proxy": "127.0.0.1:1080 (ALL_PROXY)",
    }
    assert "s3cret" not in f"{trouble} {trouble!r} {trouble.proxy!r}"


def test_a_certificate_nobody_trusts_is_told():
    assert why_unreachable(caused(OSError(), ssl.SSLCertVerificationError()), "connection") == {
        "reason": "certificate"
    }


@pytest.mark.parametrize("said", ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNSUPPORTED_PROTOCOL"])
def test_a_place_that_speaks_no_tls_is_told(said):
    error = ssl.SSLError()
    error.reason = said

    assert why_unreachable(caused(OSError(), error), "connection") == {"reason": "tls"}


def test_a_connection_that_ends_amid_the_handshake_is_the_networks():
    error = ssl.SSLEOFError()
    error.reason = "UNEXPECTED_EOF_WHILE_READING"

    assert why_unreachable(caused(OSError(), error), "connection") == {"reason": "connection"}


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
def test_that_no_more_files_can_be_opened_here_is_no_trouble_of_the_place(number):
    several = ExceptionGroup("each way", [OSError(), OSError(number, "so many")])
    for error in (caused(OSError(), OSError(number, "so many")), caused(OSError(), several)):
        assert why_unreachable(error, "connection") == {"reason": "files"}


def test_a_name_that_cannot_be_looked_up_is_told_unless_no_file_is_left_for_that():
    unknown = caused(OSError(), socket.gaierror(socket.EAI_NONAME, "not known"))
    assert why_unreachable(unknown, "connection") == {"reason": "name"}
    with no_files_left():
        found = why_unreachable(unknown, "connection")
    assert found == {"reason": "files"}


def test_anything_else_is_told_as_before():
    circular = RuntimeError()
    circular.__cause__ = circular

    assert why_unreachable(caused(OSError(), ssl.SSLError()), "connection") == {
        "reason": "connection"
    }
    assert why_unreachable(circular, "timeout") == {"reason": "timeout"}
    assert proxy_trouble(None) is None


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (407, "password"),
        (403, "refused"),
        (405, "refused"),
        (502, "beyond"),
        (503, "beyond"),
        (504, "beyond"),
    ],
)
def test_what_a_status_of_a_proxy_means(status, fault):
    assert fault_of_status(status) == fault


@pytest.mark.parametrize(
    ("message", "code", "fault"),
    [
        ("Connection not allowed by ruleset", 2, "refused"),
        ("Host unreachable", 4, "beyond"),
        ("General SOCKS server failure", 1, "beyond"),
        ("Request rejected or failed", 91, "refused"),
        ("No acceptable authentication methods were offered", None, "password"),
        ("Username and password authentication failure", None, "password"),
        ("Command not supported or protocol error", 7, "strange"),
        ("Unexpected SOCKS version number: 60", None, "strange"),
    ],
)
def test_what_a_socks_proxys_refusal_means(message, code, fault):
    assert fault_of_socks(message, code) == fault
