"""What is known of an endpoint, and what each refusal teaches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm.capabilities import (
    KEPT,
    LEAST,
    MOST,
    PACE_KEPT,
    SLOW,
    Capabilities,
    Format,
    SentRequest,
    adapted,
    after_ignoring,
    first_guess,
    lower_format,
    more_thoughts,
    still_believed,
)
from core.llm.refusals import Kind, Refusal, refusal_of

NOW = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)
KNOWN = Capabilities()
SENT = SentRequest(answer=5_000, prompt=4_000)


def refusal(kind: Kind, said: str = "", **more: Any) -> Refusal:
    return Refusal(kind=kind, status=400, said=said, **more)


def changes(
    known: Capabilities, refused: Refusal, sent: SentRequest = SENT
) -> dict[str, Any] | None:
    """What is different after that refusal; None when nothing about the request can help."""
    adapted_to = adapted(known, refused, sent)
    if adapted_to is None:
        return None
    names = Capabilities.__dataclass_fields__
    return {
        name: getattr(adapted_to, name)
        for name in names
        if getattr(adapted_to, name) != getattr(known, name)
    }


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("api.openai.com", "max_completion_tokens"), ("openai.com", "max_completion_tokens"),
        ("eu.api.openai.com", "max_completion_tokens"), ("my.openai.azure.com", "max_tokens"),
        ("127.0.0.1:8000", "max_tokens"), ("", "max_tokens"),
    ],
)  # fmt: skip
def test_the_first_guess(host: str, name: str):
    assert first_guess(host, "low") == Capabilities(limit_name=name, effort="low")


@pytest.mark.parametrize(
    ("known", "names", "changed"),
    [
        pytest.param(
            {}, ("max_tokens",), {"limit_name": "max_completion_tokens", "refused": ("max_tokens",)},
            id="one",
        ),
        pytest.param(
            {}, ("max_completion_tokens", "max_tokens"),
            {"limit_name": "max_completion_tokens", "refused": ("max_tokens",)},
            id="what was sent, not what is named first",
        ),
        pytest.param(
            {"limit_name": "max_completion_tokens"}, ("max_completion_tokens",),
            {"limit_name": "max_tokens", "refused": ("max_completion_tokens",)}, id="the other one",
        ),
        pytest.param(
            {"limit_name": "max_completion_tokens", "refused": ("max_tokens",)}, ("max_completion_tokens",),
            {"limit_name": None, "refused": ("max_tokens", "max_completion_tokens")}, id="both",
        ),
        pytest.param(
            {"limit_name": None, "refused": ("max_tokens", "max_completion_tokens")}, ("max_tokens",), None,
            id="none left",
        ),
        pytest.param({"stream": True}, ("stream_options",), {"refused": ("stream_options",)}, id="options of a stream"),
        pytest.param({"stream": True, "refused": ("stream_options",)}, ("stream_options",), None, id="options twice"),
        pytest.param({}, ("stream_options",), None, id="options that were not sent"),
        pytest.param({"stream": True}, ("stream",), {"stream": False, "refused": ("stream",)}, id="a stream"),
        pytest.param({}, ("stream",), {"stream": True}, id="no stream"),
        pytest.param({"refused": ("stream",)}, ("stream",), None, id="neither"),
        pytest.param({}, ("response_format",), {"format": Format.OBJECT_SCHEMA}, id="the structure"),
        pytest.param({}, ("strict",), {"format": Format.LOOSE_SCHEMA}, id="only strictness"),
        pytest.param({"format": Format.TEXT}, ("response_format",), None, id="the structure that was not sent"),
        pytest.param(
            {"effort": "low"}, ("reasoning_effort",), {"effort": None, "refused": ("reasoning_effort",)},
            id="effort",
        ),
        pytest.param({}, ("reasoning_effort",), None, id="effort that was not sent"),
        pytest.param({}, ("temperature",), None, id="what is never sent"),
        pytest.param(
            {}, ("temperature", "max_tokens"), {"limit_name": "max_completion_tokens", "refused": ("max_tokens",)},
            id="the next that was sent",
        ),
        pytest.param({}, (), None, id="nothing"),
    ],
)  # fmt: skip
def test_a_parameter_that_is_refused(
    known: dict[str, Any], names: tuple[str, ...], changed: dict[str, Any] | None
):
    assert changes(replace(KNOWN, **known), refusal(Kind.PARAMETER, names=names)) == changed


@pytest.mark.parametrize(
    ("wanted", "said", "nearest"),
    [
        ("minimal", "expected one of `low`, `medium`, `high`", "low"),
        ("xhigh", "must be 'none', 'low' or 'high'", "high"),
        ("medium", 'one of "minimal" and "xhigh"', "minimal"),
        ("own", "one of 'low', 'high'", "low"),
        ("high", "'high' is not among 'high'", None),
        ("low", "only medium and high", None),
    ],
)
def test_the_nearest_effort_that_is_offered(wanted: str, said: str, nearest: str | None):
    refused = refusal(Kind.PARAMETER, said, names=("reasoning_effort",))
    first = adapted(replace(KNOWN, effort=wanted), refused, SENT)

    assert first is not None
    assert (first.effort, first.refused) == (nearest, ("reasoning_effort",))
    if nearest:
        second = adapted(first, refused, SENT)
        assert second is not None
        assert second.effort is None


def test_the_ladder():
    ways = [KNOWN]
    while lower := lower_format(ways[-1]):
        ways.append(lower)

    assert [each.format for each in ways] == [
        Format.SCHEMA,
        Format.OBJECT_SCHEMA,
        Format.OBJECT,
        Format.TEXT,
    ]
    assert lower_format(KNOWN, only_strict_refused=True) == replace(
        KNOWN, format=Format.LOOSE_SCHEMA
    )
    assert lower_format(replace(KNOWN, format=Format.LOOSE_SCHEMA)) == replace(
        KNOWN, format=Format.OBJECT_SCHEMA
    )
    assert lower_format(replace(KNOWN, format=Format.OBJECT), only_strict_refused=True) == replace(
        KNOWN, format=Format.TEXT
    )


@pytest.mark.parametrize(
    ("known", "refused", "changed"),
    [
        pytest.param({}, refusal(Kind.FORMAT, "no json_schema"), {"format": Format.OBJECT_SCHEMA}, id="the structure"),
        pytest.param({}, refusal(Kind.FORMAT, "'Strict' is unknown"), {"format": Format.LOOSE_SCHEMA}, id="strict"),
        pytest.param({}, refusal(Kind.FORMAT, "restricted"), {"format": Format.OBJECT_SCHEMA}, id="restricted"),
        pytest.param({"format": Format.TEXT}, refusal(Kind.FORMAT), None, id="no structure"),
        pytest.param({}, refusal(Kind.STREAM), {"stream": True}, id="streams only"),
        pytest.param({"stream": True}, refusal(Kind.STREAM), None, id="streams only, though it did"),
        pytest.param({"refused": ("stream",)}, refusal(Kind.STREAM), None, id="streams only, and not"),
        pytest.param(
            {"stream": True}, refusal(Kind.NO_STREAM), {"stream": False, "refused": ("stream",)},
            id="no streams",
        ),
        pytest.param({}, refusal(Kind.NO_STREAM), None, id="no streams, and there was none"),
        pytest.param({}, refusal(Kind.ROLE), {"system": False}, id="no system messages"),
        pytest.param({"system": False}, refusal(Kind.ROLE), None, id="no system messages, and there was none"),
        pytest.param({}, refusal(Kind.OUTPUT, limit=4096), {"output_limit": 4096}, id="an answer too long"),
        pytest.param({}, refusal(Kind.OUTPUT, limit=5_000), {"output_limit": 2_500}, id="a limit that cannot be"),
        pytest.param({}, refusal(Kind.OUTPUT), {"output_limit": 2_500}, id="no limit named"),
        pytest.param({}, refusal(Kind.OUTPUT, limit=LEAST - 1), None, id="too little for an answer"),
        pytest.param({}, refusal(Kind.CONTEXT, limit=8192), {"context_limit": 8192}, id="too long in all"),
        pytest.param({}, refusal(Kind.CONTEXT), {"context_limit": 6_300}, id="too long, no limit named"),
        pytest.param(
            {"weight": 2.0}, refusal(Kind.CONTEXT), {"context_limit": 9_100},
            id="the same, estimated too low",
        ),
        pytest.param(
            {"context_limit": 8192}, refusal(Kind.CONTEXT, limit=8192), {"weight": 1.25},
            id="although it kept to it",
        ),
        pytest.param(
            {"context_limit": 8192, "weight": 4.0}, refusal(Kind.CONTEXT, limit=8192), None,
            id="again and again",
        ),
        pytest.param(
            {"context_limit": 8192}, refusal(Kind.CONTEXT, limit=4096), {"context_limit": 4096},
            id="another limit",
        ),
        pytest.param({}, refusal(Kind.CONTEXT, limit=2 * LEAST - 1), None, id="too little for anything"),
    ],
)  # fmt: skip
def test_what_a_refusal_teaches(
    known: dict[str, Any], refused: Refusal, changed: dict[str, Any] | None
):
    assert changes(replace(KNOWN, **known), refused) == changed


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.PARAMETER, Kind.FORMAT, Kind.STREAM, Kind.ROLE, Kind.OUTPUT,
                                                     Kind.CONTEXT}))  # fmt: skip
def test_what_teaches_nothing(kind: Kind):
    assert adapted(KNOWN, refusal(kind), SENT) is None


@pytest.mark.parametrize(
    ("seconds", "known", "streams"),
    [
        (SLOW, {}, True),
        (SLOW - 1, {}, False),
        (SLOW, {"stream": True}, False),
        (SLOW, {"refused": ("stream",)}, False),
    ],
)
def test_a_gateway_without_patience_may_have_it_for_a_stream(
    seconds: float, known: dict[str, Any], streams: bool
):
    changed = changes(
        replace(KNOWN, **known), refusal(Kind.TIMEOUT), replace(SENT, seconds=seconds)
    )

    assert changed == ({"stream": True} if streams else None)


@pytest.mark.parametrize(
    ("known", "tokens"),
    [
        ({}, 1_000), ({"thoughts": 3_000}, 4_000), ({"output_limit": 800}, 800), ({"output_limit": 4_096}, 1_000),
        ({"thoughts": 9_000, "output_limit": 4_096}, 4_096), ({"context_limit": 2_500}, 500),
        ({"context_limit": 2_500, "weight": 1.25}, 0), ({"context_limit": 1_000}, -1_000),
        ({"context_limit": 2_500, "output_limit": 300}, 300), ({"context_limit": 9_000}, 1_000),
    ],
)  # fmt: skip
def test_the_limit_to_ask_for(known: dict[str, Any], tokens: int):
    assert replace(KNOWN, **known).answer_tokens(1_000, 2_000) == tokens


@pytest.mark.parametrize(
    ("known", "wanted", "asked", "thoughts"),
    [
        pytest.param({}, 1_000, 1_000, 2_000, id="the first time twice the answer"),
        pytest.param({"thoughts": 2_000}, 1_000, 3_000, 4_000, id="then twice as much"),
        pytest.param({"output_limit": 8_192}, 5_000, 5_000, 3_192, id="no more than it writes"),
        pytest.param(
            {"output_limit": 8_192}, 5_000, 8_192, None, id="as much as it writes was asked for"
        ),
        pytest.param(
            {"thoughts": 40_000}, 5_000, 45_000, MOST - 5_000, id="no more than any needs"
        ),
        pytest.param(
            {"thoughts": MOST}, 5_000, MOST, None, id="as much as any needs was asked for"
        ),
        pytest.param(
            {"output_limit": 4_096}, 5_000, 4_095, 0, id="an answer longer than it writes"
        ),
    ],
)
def test_more_room_for_thoughts(
    known: dict[str, Any], wanted: int, asked: int, thoughts: int | None
):
    more = more_thoughts(replace(KNOWN, **known), wanted, asked)

    assert (more.thoughts if more else None) == thoughts


@pytest.mark.parametrize(
    ("known", "name", "ignored"),
    [
        pytest.param({}, "max_completion_tokens", ("max_tokens",), id="the other name"),
        pytest.param(
            {"limit_name": "max_completion_tokens", "ignored": ("max_tokens",)},
            "max_completion_tokens", ("max_tokens", "max_completion_tokens"), id="both ignored",
        ),
        pytest.param({"refused": ("max_completion_tokens",)}, "max_tokens", ("max_tokens",), id="the other refused"),
        pytest.param({"ignored": ("max_tokens",)}, "max_tokens", ("max_tokens",), id="known"),
        pytest.param({"limit_name": None}, None, (), id="no limit"),
    ],
)  # fmt: skip
def test_a_limit_that_is_ignored(known: dict[str, Any], name: str | None, ignored: tuple[str, ...]):
    found = after_ignoring(replace(KNOWN, **known))

    assert found == replace(KNOWN, **{**known, "limit_name": name, "ignored": ignored})


def test_the_weight_of_texts_as_they_were_counted():
    told = refusal(Kind.CONTEXT, limit=8192, counted=10_000)

    assert changes(KNOWN, told) == {"context_limit": 8192, "weight": 2.5}
    assert changes(replace(KNOWN, context_limit=8192), told) == {"weight": 2.5}
    assert changes(replace(KNOWN, weight=3.0), told) == {"context_limit": 8192}


def test_a_text_that_is_too_long_where_others_as_long_were_taken():
    taken = replace(KNOWN, proven_output=5_000, proven_prompt=4_000)

    assert changes(taken, refusal(Kind.CONTEXT)) is None
    assert changes(taken, refusal(Kind.CONTEXT, limit=8192)) == {"context_limit": 8192}
    assert changes(replace(taken, proven_prompt=3_999), refusal(Kind.CONTEXT)) == {
        "context_limit": 6_300
    }


def test_what_asks_in_the_same_way():
    assert KNOWN.asks_like(replace(KNOWN, proven_prompt=5, learned_at=NOW, interval=1.0))
    assert not KNOWN.asks_like(replace(KNOWN, stream=True))
    assert not KNOWN.asks_like(replace(KNOWN, refused=("strict",)))


def test_what_was_accepted_proves_what_is_like_it():
    proven = KNOWN.proven(1_000, 2_000)

    assert proven == replace(
        KNOWN, proven_format=Format.SCHEMA, proven_output=1_000, proven_prompt=2_000
    )
    assert [proven.proves(answer, prompt) for answer, prompt in ((1_000, 4_000), (1_001, 1), (1, 4_001))] == [
        True, False, False,
    ]  # fmt: skip
    assert not KNOWN.proves(1, 1)
    assert not replace(proven, format=Format.TEXT).proves(1, 1)
    assert proven.proven(500, 3_000) == replace(proven, proven_prompt=3_000)


PACED = replace(KNOWN, learned_at=NOW, paced_at=NOW, interval=6.0, per_token=0.01, at_once=2)
PACELESS = replace(PACED, paced_at=None, interval=None, per_token=None, at_once=None)
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("later", "left"),
    [
        pytest.param(dt.timedelta(0), PACED, id="at once"),
        pytest.param(PACE_KEPT - SECOND, PACED, id="within a day"),
        pytest.param(PACE_KEPT, PACELESS, id="after a day"),
        pytest.param(KEPT - SECOND, PACELESS, id="within two weeks"),
        pytest.param(KEPT, None, id="after two weeks"),
        pytest.param(-SECOND, None, id="from a wrong clock's future"),
    ],
)
def test_what_is_still_believed(later: dt.timedelta, left: Capabilities | None):
    assert still_believed(PACED, NOW + later) == left


def test_what_nobody_dated_is_not_believed():
    assert still_believed(replace(PACED, learned_at=None), NOW) is None
    assert still_believed(replace(PACED, paced_at=None), NOW) == PACELESS
    assert still_believed(replace(PACED, paced_at=NOW + SECOND), NOW) == PACELESS


@given(
    st.lists(
        st.tuples(
            st.sampled_from([400, 404, 422, 429, 500, 504]),
            st.lists(
                st.sampled_from(
                    ["'max_tokens' unsupported", "max_completion_tokens", "stream", "only stream mode",
                     "stream_options", "response_format", "strict", "system role", "reasoning_effort", "'low'",
                     "at most 900 completion tokens", "context length is 3000", "streaming not supported",
                     "max_tokens must be less than 100"]
                ),
                max_size=3,
            ),
        ),
        max_size=40,
    )
)  # fmt: skip
def test_whatever_is_refused_no_way_is_tried_twice(refusals: list[tuple[int, list[str]]]):
    known = replace(KNOWN, effort="high")
    met: set[Capabilities] = set()
    for status, words in refusals:
        answer = known.answer_tokens(5_000, 1_000)
        if answer < LEAST:
            break
        following = adapted(
            known, refusal_of(status, {}, ". ".join(words)), SentRequest(answer, 1_000, 30.0)
        )
        if following is None:
            break
        met.add(known)
        assert following not in met
        known = following
