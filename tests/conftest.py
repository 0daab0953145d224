"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder of recorded inputs, beside the project or where PAPERBOY_RECORDED says."""
    default = Path(__file__).parents[2] / "shared" / "recorded"
    folder = Path(os.environ.get("PAPERBOY_RECORDED", default))  # noqa: TID251
    if not folder.is_dir():
        pytest.skip("recorded inputs are absent")
    return folder
