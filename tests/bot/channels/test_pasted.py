"""What was meant by what is pasted."""

# Chinese is read here: signs as Chinese keyboards type them.

from __future__ import annotations

import pytest

from bot.channels.pasted import address_in, key_in, model_in

V1 = "https://h.example/v1"


@pytest.mark.parametrize(
    "pasted",
    [
        V1,
        "\u200bhttps://h.example/v1\u200b",
        "https://h.exam\u00adple/v1\ufeff",
        "<https://h.example/v1>",
        "(https://h.example/v1)",
        "[h](https://h.example/v1)",
        "https：//h.example/v1",
        "https:／／h．example／v1",
        "ｈｔｔｐｓ://h。example/v１",
        "https://h.example/v1。",
        "https://h.example/v1；",
        "https://h.example/v1?",
        "https://h.example/v1>,",
        "https://h.example/v1:",
        "https://h.example/ v1",
        "https://h.example\\v1",
        "https//h.example/v1",
        "https:/h.example/v1",
        "https;//h.example/v1",
        "https//:h.example/v1",
        "https://https://h.example/v1",
        "HTTPS://h.example/v1",
        "htps://h.example/v1",
        "ttps://h.example/v1",
        "h.example/v1",
        "base_url: https://h.example/v1",
        "export OPENAI_BASE_URL='https://h.example/v1'",
        "curl -X POST https://h.example/v1",
        "https://h.example/v1#models",
    ],
)
def test_an_address_as_it_is_pasted(pasted):
    assert address_in(pasted) == V1


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("localhost:11434", "http://localhost:11434"),
        ("localhost", "http://localhost"),
        ("127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
        ("192.168.1.5:1234", "http://192.168.1.5:1234"),
        ("[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("ollama:11434/v1", "http://ollama:11434/v1"),
        ("host.docker.internal:8000", "http://host.docker.internal:8000"),
        ("http://localhost：8000/v1", "http://localhost:8000/v1"),
        ("h.example:8443", "https://h.example:8443"),
        (
            "https://relay.example/https://h.example/v1",
            "https://relay.example/https://h.example/v1",
        ),
        ("https://ada:p；w#d@h.example/v1,", "https://ada:p；w#d@h.example/v1,"),
        ("none", "none"),
        ("/v1", "/v1"),
    ],
)
def test_what_else_an_address_may_be(pasted, address):
    assert address_in(pasted) == address


@pytest.mark.parametrize(
    "pasted",
    [
        "Bearer sk-abcdefgh",
        "\ufeffsk-abcd\u200befgh\u2060",
        "Authorization: Bearer sk-abcdefgh",
        "Authorization： Bearer sk-abcdefgh",
        "api-key: sk-abcdefgh",
        "export OPENAI_API_KEY=sk-abcdefgh",
        "<sk-abcdefgh>",
        "sk-abcdefgh，",
        "ｓk-abcdefgh;",
    ],
)
def test_a_key_as_it_is_pasted(pasted):
    assert key_in(pasted) == "sk-abcdefgh"


@pytest.mark.parametrize("key", ["123:AAkey", "my-key:abc", "c2VjcmV0a2V5==", "a,b", "none"])
def test_a_key_that_stays(key):
    assert key_in(key) == key


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        ("qwen3：8b", "qwen3:8b"),
        ("<m-1>，", "m-1"),
        ("(m-1),", "m-1"),
        ("m-1\u200b", "m-1"),
        ("m-1 (latest),", "m-1 (latest)"),
        ("--model m-1", "m-1"),
        ("model=m-1", "m-1"),
        ("models/m-1", "models/m-1"),
        ("model-router", "model-router"),
        ("@cf/meta/m-1", "@cf/meta/m-1"),
        (
            "arn:aws:bedrock:us:1:inference-profile/a.b:0",
            "arn:aws:bedrock:us:1:inference-profile/a.b:0",
        ),
    ],
)
def test_a_models_name_as_it_is_pasted(pasted, name):
    assert model_in(pasted) == name
