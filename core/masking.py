"""What is secret, taken out of what is written down."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from structlog.typing import EventDict, WrappedLogger

from core.errors.base import OperatorText, open_text

# Keys of models look like this, and tokens of channels as each channel says. Those of Google, of
# Zhipu, and what is signed or hashed have no such beginning.
_KEY_SHAPE = (
    r"(?a:\bsk-[A-Za-z0-9_-]{16,}"
    r"|\b(?:(?:xai|nvapi|pplx|csk)-|(?:gsk|hf|ghp|gho|github_pat|tgp_v1|fw|r8|sk)_)"
    r"(?=[A-Za-z_-]{0,60}\d)[A-Za-z0-9_-]{12,}"
    r"|\bAIza[A-Za-z0-9_-]{20,}|\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+){1,2}"
    r"|\b[0-9a-f]{32}\.[A-Za-z0-9]{16}\b|\b[0-9a-f]{64}\b)"
)
# What a sentence may go on with, and no key: brackets, marks, Chinese characters.
_NO_KEY = r"\s<>\"'\\()\[\],;|\u3000-\u9fff\uff00-\uffef"
# Beginnings of a key that an endpoint repeats, however it cut it short.
_REPEATED = re.compile(
    rf"(?a:\b)(?:(?:sk|ak)-[^{_NO_KEY}]+|key-(?=[^\s\d]{{0,40}}\d)[^{_NO_KEY}]+)"
)
# User and password in an address, and a key in its query, whosever they are.
_USERS = re.compile(r"(?<=://)[^\s/@\"'<>]{1,500}@")
_KEYS = re.compile(
    r"(?i)([?&][\w.-]{0,40}(?:key|token|secret|password|signature|sig|auth)[\w.-]{0,40}=)"
    r"[^&\s\"'<>#\\\u3000-\u303f\uff00-\uff5e]+"
)
# What is said of a header with a key, as it is sent or as a library shows it.
_HEADERS = re.compile(
    r"(?i)(authorization['\"]?\s{0,2}[:=,]\s{0,2}(?:b?['\"])?(?:(?:basic|bearer|token)\s{1,2})?)[^\s'\",;]+"
)
# What a terminal obeys, or what turns a line around: it came from outside.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def without_keys(said: str, keys: Iterable[str]) -> str:
    """What an endpoint said without those keys, which some repeat, and without anybody else's."""
    for key in sorted(filter(None, keys), key=len, reverse=True):  # one may hold another
        said = said.replace(key, "***")
    said = _KEYS.sub(r"\1***", _USERS.sub("***@", said))
    return _REPEATED.sub("***", re.sub(_KEY_SHAPE, "***", said))


class Mask:
    """A log processor that replaces known secrets, and anything shaped like one, by ***."""

    def __init__(self, secrets: Iterable[str] = (), shapes: Iterable[str] = ()) -> None:
        """`shapes` are patterns of what is secret beyond the secrets that are known."""
        written = {each for secret in secrets if secret for each in _written(secret)}
        # The longest first: one may hold another.
        self._secrets = sorted(written, key=len, reverse=True)
        self._shapes = re.compile("|".join((*shapes, _KEY_SHAPE)))

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        """The event with every value as a text without secrets."""
        return {name: self.text(_readable(value)) for name, value in event.items()}

    def text(self, text: str) -> str:
        """The text without secrets, and with what a terminal would obey written out."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        text = _KEYS.sub(r"\1***", _USERS.sub("***@", text))
        text = _HEADERS.sub(r"\1***", text)
        return _spelt(self._shapes.sub("***", text))


def _spelt(text: str) -> str:
    """The text with every character that a terminal would obey, but for line breaks and tabs, as
    Python spells it."""
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _written(secret: str) -> set[str]:
    """The secret as it is, and as addresses, JSON, headers and Python write it."""
    quoted = {quote(secret, safe=""), quote(secret), quote_plus(secret)}
    lower = {re.sub("%..", lambda found: found[0].lower(), each) for each in quoted}
    in_json = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    shown = {repr(secret)[1:-1], repr(secret.encode())[2:-1]}
    packed = {base64.b64encode(secret.encode()).decode().rstrip("=")}
    return {secret} | quoted | lower | in_json | shown | packed


def _readable(value: object) -> str:
    """The value as a text; logs are the operator's, who may read what readers never see."""
    if isinstance(value, OperatorText):
        return str(open_text(value))
    return str(value)
