"""The settings on Discord: a message of components v2, which takes any settings and stays one."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.discord.forms import form
from bot.channels.discord.panel import IS_COMPONENTS_V2, MOST, chosen, payload
from bot.chat.actions import Action, Verb, write_action
from bot.chat.changes import apply
from bot.chat.panel import Features, panel_of
from bot.chat.targets import Change
from bot.chat.views.model import Button, Span, line
from bot.chat.views.settings import Panel
from bot.chat.words.keywords import LONGEST_WORD, MOST_WORDS, parse_keywords, shown_keywords
from core.chats import ChatSettings
from locales import Translator
from tests.fakes.discord_components import check_components, check_modal
from tests.fakes.discord_form import Form
from tests.fakes.discord_state import COMPONENTS_V2, walk

ZH, EN = Translator("zh"), Translator("en")
LANGUAGES = {"zh": "中文", "en": "English"}
MOMENT = dt.datetime(2026, 2, 6, 0, 30, tzinfo=dt.UTC)


def panel(chosen_: ChatSettings, t: Translator = EN) -> Panel:
    return panel_of(
        t,
        chosen_,
        ZoneInfo("Asia/Shanghai"),
        LANGUAGES,
        Features({"7": "readers"}, threads=True),
        status=line(
            t.t("chat.next"),
            Span("Fri, 6 Feb 08:30", moment=MOMENT, own_clock=t.t("chat.next.own_clock")),
        ),
        more=[Button(label, Action(Verb.SETTINGS)) for label in ("Subscribe", "Log", "Third")],
        picks=True,
    )


def texts(components: list[dict[str, Any]]) -> list[str]:
    return [part["content"] for part in walk(components) if part["type"] == 10]


WORDS = st.lists(st.text(min_size=1, max_size=40), max_size=20)


@settings(max_examples=15)
@given(
    t=st.sampled_from([ZH, EN]),
    include=WORDS,
    mute=WORDS,
    time=st.times(),
    days=st.sets(st.integers(0, 6)),
    most=st.integers(0, 50),
    mention=st.sampled_from([None, "7", "8"]),
)
def test_any_settings_are_taken(
    t: Translator,
    include: list[str],
    mute: list[str],
    time: dt.time,
    days: set[int],
    most: int,
    mention: str | None,
) -> None:
    message = payload(
        panel(
            ChatSettings(
                include=tuple(include),
                mute=tuple(mute),
                time=time,
                weekdays=tuple(sorted(days)),
                most=most or None,
                mention=mention,
                zone="Europe/Paris",
            ),
            t,
        )
    )
    form = Form()
    check_components(form, message, v2=True)
    assert form.errors == {}
    assert message["flags"] == IS_COMPONENTS_V2 == COMPONENTS_V2
    assert not {"content", "embeds", "poll"} & message.keys()


@pytest.mark.parametrize("sign", ["*", "_", "<", "中", "𝕏", "👩‍🔬", ","])
def test_as_many_words_as_may_be_chosen_are_taken(sign: str) -> None:
    words = tuple(f"{number}{sign * 40}"[:LONGEST_WORD] for number in range(MOST_WORDS))
    chosen_ = ChatSettings(include=words, mute=words)
    assert parse_keywords(shown_keywords(words)) == words
    checked = Form()
    check_components(checked, payload(panel(chosen_)), v2=True)
    for name in ("include", "mute"):
        check_modal(checked, form(name, panel(chosen_)))
    assert checked.errors == {}


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_every_control_stands_under_its_caption(t: Translator) -> None:
    [container] = payload(panel(ChatSettings(), t))["components"]
    inside = container["components"]
    captions = {each.name: each.caption for each in panel(ChatSettings(), t).settings}
    for before, part in pairwise(inside):
        if part["type"] == 9:
            caption, control = part["components"][0], part["accessory"]
        elif part["type"] == 1 and part["components"][0]["type"] != 2:
            caption, control = before, part["components"][0]
        else:
            continue
        name = control["custom_id"].partition(":")[2]
        wanted = [captions.get(name, t.t("panel.switches"))]
        if name == "switches":
            wanted += [captions[each] for each in ("silent", "previews", "thread")]
            assert control["placeholder"] == t.t("panel.choose")
            assert all(option["description"] for option in control["options"])
        assert all(each in caption["content"] for each in wanted)
    assert "<t:1770337800:F>" in texts([container])[0]


def test_each_choice_is_a_change_that_can_be_made() -> None:
    [container] = payload(panel(ChatSettings()))["components"]
    place = Features({"7": "readers"}, threads=True)
    for menu in walk([container]):
        if menu["type"] != 3 or menu["custom_id"] == "settings:switches":
            continue
        for option in menu["options"]:
            data = {
                "custom_id": menu["custom_id"],
                "component_type": 3,
                "values": [option["value"]],
            }
            asked = chosen(data, None)
            assert asked
            if asked.verb is Verb.FORM:
                assert write_action(asked) == menu["custom_id"].replace("settings", "form")
                continue
            assert isinstance(asked.target, Change)
            apply(ChatSettings(), asked.target.field, asked.target.value, LANGUAGES, place)


@pytest.mark.parametrize(
    "data",
    [
        {"custom_id": "settings:time", "component_type": 2},
        {"custom_id": "settings", "component_type": 3, "values": ["on"]},
        {"custom_id": "open", "component_type": 3, "values": ["set:most:5"]},
        {"custom_id": "nonsense", "component_type": 3, "values": ["on"]},
        {},
    ],
)
def test_other_controls_are_not_the_panels(data: dict[str, Any]) -> None:
    assert chosen(data, None) is None


def test_the_fullest_panel_leaves_out_what_is_missed_least():
    parts = list(walk(payload(panel(ChatSettings(mention="7")))["components"]))
    labels = [part.get("label") for part in parts]
    assert len(parts) <= MOST
    assert "Subscribe" in labels
    assert "Third" not in labels
