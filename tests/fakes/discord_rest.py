"""The table of REST routes, and a request as the functions behind them take it."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiohttp import web

from tests.fakes.discord_state import Json, Refusal


@dataclass(frozen=True)
class Ask:
    """A request: the ids in its path, its query, its JSON body, and its files by name."""

    params: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    files: Mapping[str, bytes] = field(default_factory=dict)

    def id(self, name: str) -> int:
        """The id in the path; raises a 400 Refusal where it is no number."""
        value = self.params[name]
        if not value.isdecimal():
            raise Refusal(
                400,
                50035,
                "Invalid Form Body",
                {name: {"_errors": [{"code": "NUMBER_TYPE_COERCE"}]}},
            )
        return int(value)

    @property
    def json(self) -> Json:
        """The body as an object, {} when there is none; raises a 400 Refusal."""
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise Refusal(400, 50109, "The request body contains invalid JSON.")
        return self.body


class Route(NamedTuple):
    """A method and a path with its parameters' names, as documented; `open` ones need no token."""

    key: str
    answer: Callable[[Ask], Any]
    open: bool = False


class Router:
    """Finds the route of a request."""

    def __init__(self, routes: list[Route]) -> None:
        self._routes = [(_pattern(route.key), route) for route in routes]

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """The route and its parameters, or None."""
        for pattern, route in self._routes:
            if match := pattern.fullmatch(f"{method} {path}"):
                return route, match.groupdict()
        return None


async def ask_of(request: web.Request, params: Mapping[str, str]) -> Ask:
    """What the request carries; raises a 400 Refusal."""
    content = await request.read()
    files: dict[str, bytes] = {}
    if request.content_type == "multipart/form-data":
        content, files = _parts(request.headers["Content-Type"], content)
    try:
        body = json.loads(content) if content else None
    except ValueError:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from None
    return Ask(params, dict(request.query), body, files)


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", key))


def _parts(content_type: str, body: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The payload of a form with files, and the files."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    payload = b""
    files: dict[str, bytes] = {}
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if filename := part.get_filename():
            files[filename] = content
        elif part.get_param("name", header="content-disposition") == "payload_json":
            payload = content
    return payload, files
