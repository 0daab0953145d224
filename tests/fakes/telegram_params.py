"""The parameters of a Bot API call: from the address, a form, a form with files, or JSON."""

from __future__ import annotations

import email
import email.policy
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.fakes.telegram_state import Json, bad


@dataclass(frozen=True)
class Upload:
    """A file of a form."""

    name: str
    content: bytes


class Params:
    """The parameters by name; `values` holds them as they came, `files` the uploads."""

    def __init__(self, values: Json, files: dict[str, Upload] | None = None) -> None:
        self.values, self.files = values, files or {}

    def text(self, name: str) -> str:
        """The text, "" when absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """The whole number, None when absent; raises a 400 Refusal."""
        value = self.text(name)
        try:
            return int(value) if value else None
        except ValueError:
            raise bad(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """Whether it is set."""
        return self.text(name).lower() in ("true", "1", "yes")

    def object(self, name: str) -> Any:
        """The object or array, None when absent; raises a 400 Refusal."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None


async def params_of(request: web.Request) -> Params:
    """What the request carries; raises a 400 Refusal."""
    values: Json = dict(request.query)
    body = await request.read()
    match request.content_type if body else "":
        case "application/json":
            try:
                return Params(values | json.loads(body))
            except ValueError:
                raise bad("can't parse JSON object") from None
        case "application/x-www-form-urlencoded":
            return Params(values | dict(parse_qsl(body.decode(), keep_blank_values=True)))
        case "multipart/form-data":
            return _multipart(values, request.headers["Content-Type"], body)
        case _:
            return Params(values)


def _multipart(values: Json, content_type: str, body: bytes) -> Params:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    files: dict[str, Upload] = {}
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        name = str(part.get_param("name", header="content-disposition"))
        if filename := part.get_filename():
            files[name] = Upload(filename, content)
        else:
            values[name] = content.decode()
    return Params(values, files)
