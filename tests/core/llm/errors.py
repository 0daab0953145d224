"""Errors as endpoints send them."""

from __future__ import annotations

import json


def error(
    message: str, code: object = None, kind: str = "invalid_request_error", **more: object
) -> str:
    """An error in OpenAI's shape."""
    return json.dumps(
        {"error": {"message": message, "type": kind, "param": None, "code": code, **more}}
    )
