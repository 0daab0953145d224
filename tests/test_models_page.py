"""docs/models.md: each of its examples is a `.env` that Paperboy understands, and names an endpoint
and a model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app.environment import load_settings
from bot.app.root import open_app
from bot.app.settings import Settings

PAGE = Path(__file__).parents[1] / "docs" / "models.md"
PROVIDERS = (
    *(
        "OpenAI",
        "DeepSeek",
        "Qwen",
        "Zhipu",
        "Kimi",
        "SiliconFlow",
        "Gemini",
        "OpenRouter",
        "Azure",
        "Ollama",
        "vLLM",
    ),
    "llama.cpp",
)
# Those whose key is in a header of its own, or that want none.
KEYLESS = ("Azure 2", "Ollama", "vLLM", "llama.cpp")


# What is set beside any of them.
BESIDE = {"A second endpoint", "Vectors of papers"}


def examples() -> dict[str, str]:
    """The page's indented blocks that hold variables, by the heading above; a second one of a
    heading has a number."""
    found: dict[str, str] = {}
    heading = ""
    for part in PAGE.read_text(encoding="utf-8").split("\n\n"):
        if part.startswith("#"):
            heading = re.sub(r"^#+ ", "", part.splitlines()[0]).partition(" (")[0]
        elif part.startswith("    ") and "=" in part:
            found[f"{heading} 2" if heading in found else heading] = (
                re.sub(r"(?m)^ +", "", part) + "\n"
            )
    return found


EXAMPLES = examples()


def loaded(folder: Path, text: str) -> Settings:
    (folder / ".env").write_text(text.replace("…", "abcdef0123456789"), encoding="utf-8")
    return load_settings(folder / ".env")


def test_every_provider_has_its_example():
    assert set(EXAMPLES) == {*PROVIDERS, "Azure 2", *BESIDE}


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - BESIDE))
async def test_an_example_names_an_endpoint_and_a_model(name, tmp_path):
    settings = loaded(tmp_path, EXAMPLES[name])

    assert settings.remarks == ()
    assert settings.has_model
    assert {"openai_model"} < settings.model_fields_set
    assert (settings.openai_api_key is None) == (name in KEYLESS)
    assert name == "OpenAI" or settings.openai_base_url in EXAMPLES[name]
    async with open_app(settings) as app:
        (endpoint,) = app.models.endpoints
        host = re.sub(r"^https?://([^/]+).*", r"\1", settings.openai_base_url.lower())
        assert (endpoint.host, endpoint.model) == (host, settings.openai_model)


def test_no_two_examples_name_the_same_endpoint(tmp_path):
    addresses = [
        loaded(tmp_path, text).openai_base_url
        for name, text in EXAMPLES.items()
        if name in PROVIDERS
    ]

    assert len(set(addresses)) == len(PROVIDERS)


async def test_a_second_endpoint_goes_with_any_first(tmp_path):
    second = EXAMPLES["A second endpoint"]
    for name in PROVIDERS:
        settings = loaded(tmp_path, EXAMPLES[name] + second)
        assert settings.remarks == ()
        async with open_app(settings) as app:
            assert [endpoint.model for endpoint in app.models.endpoints] == [
                settings.openai_model,
                settings.openai_fallback_model,
            ]


def test_every_setting_that_is_named_is_one():
    named = set(re.findall(r"\b(?:PAPERBOY|OPENAI)_[A-Z_]+\b", PAGE.read_text(encoding="utf-8")))

    assert named <= {name.upper() for name in Settings.model_fields}


async def test_vectors_go_with_any_first(tmp_path):
    for name in PROVIDERS:
        settings = loaded(tmp_path, EXAMPLES[name] + EXAMPLES["Vectors of papers"])
        async with open_app(settings) as app:
            (endpoint,) = app.models.endpoints
            embedder = app.models.embedder
            assert embedder
            assert (embedder.host, embedder.base_url) == (endpoint.host, endpoint.base_url)
            assert embedder.model == settings.paperboy_embedding_model
    async with open_app(loaded(tmp_path, EXAMPLES["OpenAI"])) as app:
        assert app.models.embedder is None
