"""How each kind of webhook writes Markdown, and what a view's parts are there. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.channels.webhook.kinds import ROOM, Kind
from bot.chat.views import View
from bot.chat.views.markdown import Dialect, markdown_parts
from bot.chat.views.model import Heading

_ACTIVE = re.compile(r"[\\`*_\[\]<>~|#&]")
_NUMBER = re.compile(r"^(\s*[0-9]{1,9})([.)])(?=\s|$)")
_DASH = re.compile(r"^(\s*)([-+=])")
# Where nothing can be escaped, a character that is not seen keeps marks from being read as such.
_JOINER = "\u2060"


def _backslashed(text: str) -> str:
    return _ACTIVE.sub(r"\\\g<0>", text)


def _begun(row: str) -> str:
    """A row that is no item of a list, nor a line under a heading: our numbers stay as they are."""
    return _DASH.sub(r"\1\\\2", _NUMBER.sub(r"\1\\\2", row, count=1), count=1) if row else row


def _numbered(text: str) -> str:
    """As Feishu wants it: each active character by its number."""
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", text)


def _joined(text: str) -> str:
    return re.sub(r"[`*_\[\]<>#]", rf"{_JOINER}\g<0>{_JOINER}", text)


def _slack(text: str) -> str:
    """As Slack wants it: three characters as in HTML; the others cannot be escaped."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"[`*_~]", rf"{_JOINER}\g<0>{_JOINER}", plain)


def _linked(text: str, address: str) -> str:
    return f"[{text}]({address.replace('(', '%28').replace(')', '%29')})"


def _slack_linked(text: str, address: str) -> str:
    return f"<{address.replace('&', '&amp;')}|{text}>"


_DIALECTS = {
    Kind.GENERIC: Dialect(_backslashed, _linked, _begun, newline="  \n"),
    Kind.SLACK: Dialect(_slack, _slack_linked, strong="*"),
    Kind.FEISHU: Dialect(_numbered, _linked),
    Kind.DINGTALK: Dialect(_backslashed, _linked, _begun, newline="  \n"),
    Kind.WECOM: Dialect(_joined, _linked),
}


def bodies(kind: Kind, view: View, language: str) -> Sequence[str]:
    """The view's parts as the ledger keeps them."""
    texts = markdown_parts(view, _DIALECTS[kind], ROOM[kind], _size)
    headings = [block.lines[0].text for block in view.blocks if isinstance(block, Heading)]
    title = headings[0] if headings else "Paperboy"
    known = {"title": title, "language": language, "parts": len(texts)}
    return [json.dumps({"text": text, **known}, ensure_ascii=False) for text in texts]


def _size(text: str) -> int:
    """The bytes that the text takes in a request."""
    return len(json.dumps(text, ensure_ascii=False).encode())
