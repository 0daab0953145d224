"""Logs: to standard error, from a level on, and never with a secret in them."""

from __future__ import annotations

import base64
import json
import logging
import re
from urllib.parse import quote, quote_plus

import pytest
import structlog

from bot.app.cli import SECRET_SHAPES
from bot.app.logs import configure_logs
from core.errors import StoreTrouble, StoreUnavailable
from core.masking import Mask

SECRET = "a key of one's own"
TOKEN = "123456789:" + "AAE_abcdefghijklmnopqrstuvwxyz01234"


@pytest.fixture
def said(capsys):
    """What was logged; afterwards logging is as it was."""
    yield lambda: capsys.readouterr().err
    logging.basicConfig(level=logging.WARNING, handlers=[], force=True)
    structlog.reset_defaults()


def fail():
    try:
        raise ValueError(f"refused {SECRET} at https://api.example/bot{TOKEN}/getMe")
    except ValueError as error:
        raise RuntimeError("cannot go on") from error


def test_our_own_logs_are_masked_wherever_the_secret_stands(said):
    configure_logs(logging.INFO, Mask([SECRET], SECRET_SHAPES))
    log = structlog.get_logger()
    log.info(
        f"with {SECRET}",
        address=f"https://api.example/bot{TOKEN}/getMe",
        nested={"key": SECRET},
        many=[SECRET],
    )
    try:
        fail()
    except RuntimeError:
        log.exception("failed")
    text = said()

    assert "cannot go on" in text
    assert "ValueError" in text
    assert text.count("***") == 6
    assert SECRET not in text
    assert TOKEN not in text


def test_what_readers_never_see_is_told_in_the_logs(said):
    configure_logs(logging.INFO, Mask([SECRET], SECRET_SHAPES))
    error = StoreUnavailable("/srv/paperboy.db", f"disk I/O error {SECRET}", StoreTrouble.DISK)
    structlog.get_logger().warning(
        "the ledger cannot be written", reason=error.reason, error=error, path=error.path
    )
    text = said()

    assert text.count("disk I/O error ***") == 2
    assert text.count("/srv/paperboy.db") == 2
    assert "•" not in text


def test_the_libraries_logs_are_masked_tracebacks_included(said):
    configure_logs(logging.INFO, Mask([SECRET], SECRET_SHAPES))
    library = logging.getLogger("some.library")
    library.warning("using %s", SECRET)
    try:
        fail()
    except RuntimeError:
        library.exception("no %s", "way")
    text = said()

    assert "no way" in text
    assert "cannot go on" in text
    assert text.count("***") == 3
    assert SECRET not in text
    assert TOKEN not in text


ODD = 'p@ss w"ö/r+d&x=1\\'


@pytest.mark.parametrize(
    "written",
    [
        ODD,
        quote(ODD, safe=""),
        quote(ODD),
        quote_plus(ODD),
        re.sub("%..", lambda found: found[0].lower(), quote(ODD, safe="")),
        json.dumps(ODD),
        json.dumps(ODD, ensure_ascii=False),
        repr(ODD),
        repr(ODD.encode()),
        base64.b64encode(ODD.encode()).decode(),
    ],
)
def test_a_secret_is_masked_however_it_is_written(written):
    found = Mask([ODD]).text(f"at {written}, there")

    assert "***" in found
    assert not any(part in found for part in ("p@ss", "p%40ss", "cEBzcyB3"))


@pytest.mark.parametrize(
    "header",
    [
        "Authorization: Bearer abc.def-ghi",
        "Proxy-Authorization: Basic dXNlcjphYmMuZGVm",
        "{'authorization': 'token abc.def-ghi'}",
        "(b'Authorization', b'Bearer abc.def-ghi')",
        'authorization="abc.def-ghi"',
    ],
)
def test_what_a_header_lets_in_by_is_masked(header):
    found = Mask().text(f"sent {header}, in vain")

    assert "***" in found
    assert not any(part in found for part in ("abc", "def", "ghi", "dXNl"))
    assert found.endswith("in vain")


def test_a_terminal_obeys_nothing_that_is_logged(said):
    configure_logs(logging.INFO, Mask())
    evil = "\x1b[2J\x9b2J\x00\u202e\u2028\rx"
    structlog.get_logger().warning("ours", reason=evil, error=ValueError(evil))
    logging.getLogger("some.library").warning("theirs %s", f"{evil}\n2026 [info] all is fine")
    try:
        raise ValueError(evil)
    except ValueError:
        structlog.get_logger().exception("failed")
    text = said()

    assert text.count("x1b[2J") == 4
    assert not set(evil) & set(text) - set("[2Jx")
    assert not any(line.startswith("2026 [info]") for line in text.splitlines())


def test_what_is_below_the_level_is_not_logged(said):
    configure_logs(logging.ERROR, Mask(shapes=SECRET_SHAPES))
    structlog.get_logger().warning("quiet")
    logging.getLogger("httpx").info("GET https://api.example/bot%s/getMe", TOKEN)
    logging.getLogger("some.library").warning("quiet")
    assert said() == ""

    structlog.get_logger().error("loud")
    assert "loud" in said()


def test_debugging_does_not_open_the_libraries_floodgates(said):
    configure_logs(logging.DEBUG, Mask(shapes=SECRET_SHAPES))
    logging.getLogger("httpx").info("a request")
    structlog.get_logger().debug("our own")

    assert "our own" in (text := said())
    assert "a request" not in text


@pytest.mark.parametrize("text", ["sk-abcdefghijklmnop0123", f"bot{TOKEN}", f"x {TOKEN} y"])
def test_what_is_shaped_like_a_secret_is_masked_unasked(text):
    assert "***" in Mask(shapes=SECRET_SHAPES).text(text)


@pytest.mark.parametrize(
    "text", ["2026-02-05 12:30:15", "12345678:short", "sk-1", "a perfectly ordinary line"]
)
def test_what_is_not_is_left_alone(text):
    assert Mask([""]).text(text) == text
