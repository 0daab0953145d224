"""The environment and `.env` → Settings. The only place that reads the environment."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import EnvSettingsSource

from bot.app import secrets
from bot.app.settings import WORDS, Settings
from bot.app.variables import EnvFile, merged, misspelt, read_env_file
from core.errors import Problem, SettingsInvalid
from core.network.proxies import parse_exemptions
from locales import known_languages

# What other programs read as well: proxies, and the certificates that are trusted.
USUAL = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"),
)


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings; raises SettingsInvalid with every problem there is."""
    file = EnvFile({})
    if env_file:
        file = read_env_file(env_file)
    environment = dict(os.environ)  # noqa: TID251 (the one place that reads the environment)
    found = secrets.found(merged(file.values, environment), environment)
    source = EnvSettingsSource(Settings)
    source.env_vars = {name.lower(): value for name, value in found.variables.items()}
    try:
        settings = Settings(**source())
    except ValidationError as invalid:
        problems = (_problem(error) for error in invalid.errors())
        raise SettingsInvalid((*found.problems, *problems)) from None
    if found.problems:
        raise SettingsInvalid(found.problems)
    _, unreadable = parse_exemptions(settings.no_proxy)
    exemptions = (
        Problem("NO_PROXY", "settings.no_proxy", (("entry", entry),)) for entry in unreadable
    )
    return settings.remarked((*file.problems, *_unknown(file.values, environment), *exemptions))


def operator_language() -> str:
    """The language of the command line: the terminal's, where there is a catalog for it, else
    English."""
    environment = os.environ  # noqa: TID251 (the one place that reads the environment)
    set_to = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next(filter(None, set_to), "")
    code = locale.normalize(wanted).split("_")[0].casefold()
    return code if code in known_languages() else "en"


def compute_on_one_thread() -> None:
    """Have numpy's linear algebra stay on the thread that asks, unless the operator said otherwise.

    Our matrices are small: on busy cores OpenBLAS's threads wait for each other, which takes five
    to fifteen times as much of the processor. It reads this when numpy is loaded.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # noqa: TID251 (the one place, as above)


def _unknown(file: Mapping[str, str], environment: Mapping[str, str]) -> Iterator[Problem]:
    """Yields a problem for each variable that seems to be meant for us, and is none of ours."""
    ours = [name.upper() for name in Settings.model_fields if name.upper() not in USUAL]
    ours += secrets.FILES
    found = misspelt(environment, ours, USUAL) | misspelt(file, ours, USUAL, of_our_file=True)
    for name, nearest in found.items():
        key = "settings.misspelt" if nearest else "settings.unknown"
        yield Problem(name, key, (("nearest", nearest),))


def _problem(error: ErrorDetails) -> Problem:
    """A pydantic error as data: our own validators' word, or its type, names the sentence."""
    name = str(error["loc"][0])
    context = error.get("ctx", {})
    word = str(context.get("error", "")) or error["type"]
    if word in ("enum", "literal_error"):
        kind = "choice"
    elif word in WORDS:
        kind = word
    else:
        kind = "number"
    expected = str(context.get("expected", "")) or ", ".join(known_languages())
    data = (("expected", expected.replace("'", "")), ("limits", _limits(name)))
    return Problem(name.upper(), f"settings.{kind}", data)


def _limits(name: str) -> str:
    """The least and the most the setting may be, as far as there are such: "1–64", "≥ 0"."""
    limits = Settings.model_fields[name].metadata
    least = next((f"{limit.ge:g}" for limit in limits if hasattr(limit, "ge")), "")
    most = next((f"{limit.le:g}" for limit in limits if hasattr(limit, "le")), "")
    if most:
        return f"{least}–{most}"
    return f"≥ {least}"
