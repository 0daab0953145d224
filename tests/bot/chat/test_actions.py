"""Actions: what old messages say is read as ever, what nobody wrote is not, and no verb is left
out."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.console.render import render as terminal
from bot.channels.discord.render import render as discord
from bot.channels.telegram.render import body
from bot.channels.telegram.render import render as telegram
from bot.chat.actions import (
    ROWS,
    Action,
    Leads,
    Page,
    Shared,
    Typed,
    Verb,
    read_action,
    write_action,
)
from bot.chat.audience import Audience
from bot.chat.command_table import find
from bot.chat.commands import answer, press
from bot.chat.links import from_link, to_link
from bot.chat.targets import Change, Field, Known, Listed, WholeList
from bot.chat.views import Button, Paragraph, View
from bot.chat.views.model import line
from core.chats import Chat, ChatKey, ChatSettings
from core.editions.keys import DAILY, Shelf
from core.errors import ButtonStale
from locales import Translator
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock, Talk
from tests.chats import put
from tests.world import world

EN = Translator("en")
THIRD, KNOWN = Listed(DAILY.on(dt.date(2026, 2, 5)), 3), Known("2602.00001")
ZONES = ("Asia/Shanghai", "Asia/Tokyo", "Europe/London", "America/New_York", "America/Los_Angeles")
SET = {
    "lang": ("zh", "en"),
    "time": ("08:00", "09:00"),
    "zone": ZONES,
    "day": tuple("0123456"),
    "most": ("0", "5", "10", "20"),
    "least": ("0", "40", "50", "60"),
    "silent": ("", "on", "off"),
    "previews": ("",),
    "empty": ("", "workdays", "on", "off"),
    "thread": ("",),
    "include": ("a, b: c", "-"),
    "mention": ("77", "-"),
}
# Every form that the version before this table wrote into messages, recorded there, and what it
# means.
RECORDED = {
    "interests": Action(Verb.INTERESTS),
    "interests:all": Action(Verb.INTERESTS, Field("all")),
    "interests:pageb": Action(Verb.INTERESTS, Field("pageb")),
    "interests:abcdefghij": Action(Verb.INTERESTS, Field("abcdefghij")),
    "interest:abcdefghij:more": Action(Verb.INTEREST, Change("abcdefghij", "more")),
    "paper:2026-02-05:3": Action(Verb.PAPER, THIRD),
    "paper:2026-02-05:12": Action(Verb.PAPER, Listed(DAILY.on(dt.date(2026, 2, 5)), 12)),
    "paper:2602.00001": Action(Verb.PAPER, KNOWN),  # of a search, before `open`
    "open:2026-02-05:3": Action(Verb.OPEN, THIRD),
    "open:2602.00001": Action(Verb.OPEN, KNOWN),
    "card:2026-02-05:3": Action(Verb.CARD, THIRD),
    "card:2602.00001": Action(Verb.CARD, KNOWN),
    "report:2026-02-05:3": Action(Verb.REPORT, THIRD),
    "report:2602.00001": Action(Verb.REPORT, KNOWN),
    "report:math/0309136": Action(Verb.REPORT, Known("math/0309136")),
    "about:2602.00001": Action(Verb.ABOUT, KNOWN),
    "why:2026-02-05:3": Action(Verb.WHY, THIRD),
    "why:2602.00001": Action(Verb.WHY, KNOWN),
    "table:2026-02-05:3": Action(Verb.TABLE, THIRD),
    "table:2602.00001": Action(Verb.TABLE, KNOWN),
    "similar:2026-02-05:3": Action(Verb.SIMILAR, THIRD),
    "similar:2602.00001": Action(Verb.SIMILAR, KNOWN),
    "again:2026-02-05:3": Action(Verb.AGAIN, THIRD),
    "again:2602.00001": Action(Verb.AGAIN, KNOWN),
    "ask:2026-02-05:3": Action(Verb.ASK, THIRD),
    "ask:2602.00001": Action(Verb.ASK, KNOWN),
    "like:2026-02-05:3": Action(Verb.LIKE, THIRD),
    "like:2602.00001": Action(Verb.LIKE, KNOWN),
    "dislike:2026-02-05:3": Action(Verb.DISLIKE, THIRD),
    "dislike:2602.00001": Action(Verb.DISLIKE, KNOWN),
    "score:2026-02-05:3": Action(Verb.SCORE, THIRD),
    "date:2026-02-04": Action(Verb.DATE, WholeList(DAILY.on(dt.date(2026, 2, 4)))),
    "settings": Action(Verb.SETTINGS),
    "settings:time": Action(Verb.SETTINGS, Field("time")),
    **{
        f"set:{name}:{value}": Action(Verb.SET, Change(name, value))
        for name, all_ in SET.items()
        for value in all_
    },
    **{f"form:{name}": Action(Verb.FORM, Field(name)) for name in ("include", "mute", "mention")},
    "show": Action(Verb.SHOW),
    "show:report:2026-02-05:3": Action(Verb.SHOW, Shared(Action(Verb.REPORT, THIRD))),
    "show:report:2602.00001": Action(Verb.SHOW, Shared(Action(Verb.REPORT, KNOWN))),
    "show:card:2026-02-05:3": Action(Verb.SHOW, Shared(Action(Verb.CARD, THIRD))),
    "show:why:2026-02-05:3": Action(Verb.SHOW, Shared(Action(Verb.WHY, THIRD))),
    "show:table:2602.00001": Action(Verb.SHOW, Shared(Action(Verb.TABLE, KNOWN))),
    "show:about:2602.00001": Action(Verb.SHOW, Shared(Action(Verb.ABOUT, KNOWN))),
    "page:2:report:2026-02-05:3": Action(Verb.PAGE, Page(2, Action(Verb.REPORT, THIRD))),
    "page:2:date:2026-02-05": Action(
        Verb.PAGE, Page(2, Action(Verb.DATE, WholeList(DAILY.on(dt.date(2026, 2, 5)))))
    ),
    "page:2:why:2602.00001": Action(Verb.PAGE, Page(2, Action(Verb.WHY, KNOWN))),
    "page:2:table:2602.00001": Action(Verb.PAGE, Page(2, Action(Verb.TABLE, KNOWN))),
    "page:12:/search a:b": Action(Verb.PAGE, Page(12, Typed("/search a:b"))),
    "run:/date 2026-02-05": Action(Verb.RUN, Typed("/date 2026-02-05")),
    "page:2:/paper 3 2026-02-05": Action(Verb.PAGE, Page(2, Typed("/paper 3 2026-02-05"))),
}
# What is said of lists that a date alone does not mean.
ARXIV = Shelf("arxiv", "daily").on(dt.date(2026, 2, 5))
OTHER_LISTS = {
    "paper:2026-02-05-arxiv-daily:3": Action(Verb.PAPER, Listed(ARXIV, 3)),
    "date:2026-02-05-arxiv-daily": Action(Verb.DATE, WholeList(ARXIV)),
    "show:report:2026-02-05-arxiv-daily:3": Action(
        Verb.SHOW, Shared(Action(Verb.REPORT, Listed(ARXIV, 3)))
    ),
    "page:2:date:2026-02-05-arxiv-daily": Action(
        Verb.PAGE, Page(2, Action(Verb.DATE, WholeList(ARXIV)))
    ),
}
FORGED = [
    *(
        "",
        ":",
        "::",
        "dance:3",
        "PAPER:2026-02-05:3",
        " settings",
        "settings ",
        "settings:",
        "settings:day:0",
        "🏆",
    ),
    *(
        "paper",
        "paper:",
        "paper::",
        "paper:3",
        "paper:2026-02-05",
        "paper:2026-02-05:",
        "paper::3",
        "paper:today:3",
    ),
    *(
        "paper:2026-02-05:-1",
        "paper:2026-02-05:+3",
        "paper:2026-02-05:03",
        "paper:2026-02-05:３",
        "report:99",
    ),
    *(
        "paper:2026-02-05:10000",
        "paper:2026-02-05:" + "9" * 5000,
        "paper:2026-02-05:1:2",
        "paper:2026-2-5:3",
    ),
    *(
        "paper:20260205:3",
        "paper:2026-W06-4:3",
        "paper:2026-02-31:1",
        "paper:05.02.:3",
        "report:\ud800",
    ),
    *(
        "open:nothing",
        "open:https://arxiv.org/abs/2602.00001",
        "score:soon",
        "card:card:2602.00001",
        "open:2",
    ),
    *(
        "date",
        "date:",
        "date:today",
        "date:昨天",
        "date:-1",
        "date:2026-02-30",
        "date:2026-02-05:3",
    ),
    *(
        "set",
        "set:",
        "set::0",
        "set:silent",
        "form",
        "form:",
        "show:",
        "show:show",
        "show:set:day:0",
    ),
    *(
        "show:settings",
        "show:date:2026-02-05:3",
        "show:page:2:report:2602.00001",
        "show:report",
        "page",
        "page:2",
    ),
    *(
        "page:2:",
        "page:x:/help",
        "page::/help",
        "page:-1:/help",
        "page:99999:/help",
        "page:2:help",
        "page:2:dance:3",
    ),
    *(
        "page:2:show",
        "page:2:page:2:/help",
        "page:2:form:include",
        "run",
        "run:",
        "run:help",
        "/paper 3",
        "page:2:" * 5000,
        "show:" * 5000,
    ),
    *(
        "date:2026-02-05-hf-daily",
        "paper:2026-02-05-hf-daily:3",
        "date:2026-02-05-arxiv",
        "date:2026-02-05-Arxiv-daily",
    ),
    *(
        "date:2026-02-05-arxiv-",
        "date:2026-02-05-arxiv-daily-",
        "paper:2026-02-05-arxiv_daily:3",
        "date:-arxiv-daily",
    ),
]


@pytest.mark.parametrize("form", RECORDED)
def test_what_old_messages_say_is_read_and_written_as_ever(form: str) -> None:
    assert read_action(form) == RECORDED[form]
    assert write_action(RECORDED[form]) == form


@pytest.mark.parametrize("form", OTHER_LISTS)
def test_other_lists_are_told_apart_by_their_shelf(form: str) -> None:
    assert read_action(form) == OTHER_LISTS[form]
    assert write_action(OTHER_LISTS[form]) == form


def test_a_link_leads_to_another_list_s_paper() -> None:
    action = Action(Verb.PAPER, Listed(ARXIV, 3))
    assert to_link(action) == "paper_2026-02-05-arxiv-daily_3"
    assert from_link("paper_2026-02-05-arxiv-daily_3") == action


@pytest.mark.parametrize("form", FORGED)
def test_what_nobody_wrote_is_not_read(form: str) -> None:
    assert read_action(form) is None


def test_an_id_is_read_as_arxiv_writes_it() -> None:
    assert read_action("open:math.GT/0309136v2") == Action(Verb.OPEN, Known("math/0309136"))


PIECES = st.sampled_from(
    (
        *Verb,
        *"0123:-/ ",
        "2026-02-05",
        "2602.00001",
        "day",
        "２",
        "\ud800",
        "-arxiv-daily",
        "page:2:",
        "show:",
    )
)


@settings(max_examples=150)
@given(
    st.text()
    | st.lists(PIECES, max_size=8).map("".join)
    | st.lists(PIECES, max_size=6).map(":".join)
)
def test_whatever_is_read_is_written_and_read_as_the_same(text: str) -> None:
    if action := read_action(text):
        assert read_action(write_action(action)) == action


def test_every_verb_has_its_row_and_was_recorded() -> None:
    assert set(ROWS) == set(Verb)
    assert {action.verb for action in RECORDED.values()} == set(Verb)
    assert all(row.targets or row.bare for row in ROWS.values())


@pytest.mark.parametrize("verb", Verb)
def test_a_verb_takes_the_kinds_of_its_row_and_no_others(verb: Verb) -> None:
    for target in (
        None,
        *{type(action.target): action.target for action in RECORDED.values()}.values(),
    ):
        taken = ROWS[verb].bare if target is None else isinstance(target, ROWS[verb].targets)
        if taken:
            assert Action(verb, target).target == target
        else:
            with pytest.raises(TypeError):
                Action(verb, target)


def test_what_is_not_for_everyone_is_refused_by_the_name_of_its_command() -> None:
    for row in ROWS.values():
        command = find(row.command, delivers=True)
        assert (row.audience is Audience.EVERYONE) == (command is None)
        # Some may look at what others alone may change.
        assert command is None or command.audience in (row.audience, Audience.EVERYONE)


@pytest.mark.parametrize("leads", Leads)
@pytest.mark.parametrize("company", [True, False])
def test_an_answer_has_one_place(leads: Leads, company: bool) -> None:
    assert not (leads.turns(company=company) and leads.opens(company=company))


@pytest.mark.parametrize("form", RECORDED)
def test_every_form_goes_through_every_channel_and_comes_back(form: str) -> None:
    view = View((Paragraph((line("hello"),)),), ((Button("3", RECORDED[form]),),), ("/paper 3",))

    [part] = telegram(view)
    [[key]] = json.loads(body(part, silent=False))["keyboard"]
    [message] = discord(view, EN)
    [[below]] = [row["components"] for row in message["components"]]
    [sent] = (
        [option["value"] for option in below["options"]]
        if "options" in below
        else [below["custom_id"]]
    )

    assert read_action(key["callback_data"]) == read_action(sent) == RECORDED[form]
    assert terminal(view, 80, color=False).splitlines()[-1] == "/paper 3"


@pytest.mark.parametrize("form", RECORDED)
def test_links_lead_to_reading_and_to_nothing_else(form: str) -> None:
    action, link = RECORDED[form], to_link(RECORDED[form])

    if action.verb is Verb.RUN:
        assert link is None or from_link(link) == action
    elif action.row.reads:
        assert link == (None if "/" in form else form.replace(":", "_").replace(".", "-"))
        assert from_link(form.replace(":", "_")) == action
        assert link is None or from_link(link) == action
    else:
        assert link is None
        assert from_link(form.replace(":", "_")) is None


@pytest.mark.parametrize(
    "text", ["paper", "paper_", "report_2026-02-05", "date_soon", "open_https_//x", "card_99"]
)
def test_a_broken_link_is_told(text: str) -> None:
    with pytest.raises(ButtonStale):
        from_link(text)


@pytest.mark.parametrize(
    "text", ["", "hello", "_", "settings", "set_most_5", "paperboy", "page_2_/help"]
)
def test_what_leads_nowhere_is_a_greeting(text: str) -> None:
    assert from_link(text) is None


async def test_a_button_does_what_its_words_do(tmp_path):
    pairs = {
        "report:2026-02-05:3": "/paper 3 2026-02-05",
        "report:2602.03907": "/paper 2602.03907",
        "score:2026-02-05:3": "/score 3 2026-02-05",
        "why:2026-02-05:3": "/why 3 2026-02-05",
        "table:2026-02-05:3": "/table 3 2026-02-05",
        "again:2026-02-05:3": "/paper 3 2026-02-05",
        "date:2026-02-05": "/date 2026-02-05",
        "date:2099-01-01": "/date 2099-01-01",
        "report:2099-01-01:1": "/paper 1 2099-01-01",
        "report:2026-02-05:99": "/paper 99 2026-02-05",
        "report:2026-02-05:0": "/paper 0 2026-02-05",
        "settings": "/settings",
        **{
            f"set:{name}:{value}": f"/settings {name} {value}"
            for name, all_ in SET.items()
            for value in all_
            if value and name != "day"  # a button may turn over, words never do
        },
        "set:colour:red": "/settings colour red",
        "set:time:25:00": "/settings time 25:00",
    }
    clock = StandingClock(2026, 2, 5, 20)
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(use_model=False, clock=clock, demo=True) as app,
    ):
        said_, settings_ = [], []
        for chat, lines in (("pressed", pairs.keys()), ("typed", pairs.values())):
            for text in lines:
                clock.pass_(minutes=1)
                request = await app.office.desk.request(
                    ChatKey("telegram", chat), Talk(app)._hear, delivers=True
                )
                work = (
                    answer(app.office, request, text)
                    if text[0] == "/"
                    else press(app.office, request, read_action(text))
                )
                said_.append(said(await work))
                settings_.append((await app.storage.chats.get(request.chat.key)).settings)

    for number, form in enumerate(pairs):
        assert said_[number] == said_[len(pairs) + number], form
        assert settings_[number] == settings_[len(pairs) + number], form
    assert settings_[-1] != ChatSettings()


@pytest.mark.parametrize("who", ["admin", "member", "stranger"])
async def test_who_may_press_what(tmp_path, who):
    allowed = {"paperboy_allowed_chats": "telegram:1"} if who == "stranger" else {}
    async with world(tmp_path, {}, {}) as place, place.app(use_model=False, **allowed) as app:

        async def may(audience: Audience) -> bool:
            return audience is Audience.EVERYONE or (who == "admin" and audience is Audience.ADMINS)

        for form in {action.verb: form for form, action in RECORDED.items()}.values():
            key = ChatKey("telegram", f"-{len(form)}{ord(form[0])}{ord(form[1])}")
            request = await app.office.desk.request(key, Talk(app)._hear, may, delivers=True)
            rows = said(await press(app.office, request, RECORDED[form]))
            t = request.t
            strange = (
                t.t("error.chat_not_served", chat=f"telegram:{key.chat_id}")
                if who == "stranger"
                else None
            )
            refused = [t.t("error.not_allowed", command="settings")]
            assert (rows == [strange]) == (who == "stranger"), form
            assert (rows == refused) == (
                who == "member" and form.startswith(("settings", "set:"))
            ), form


async def test_the_newest_list_can_be_pressed_where_its_day_has_not_come(tmp_path):
    clock = StandingClock(2026, 2, 5, 4)  # still the 4th in Los Angeles
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(use_model=False, clock=clock, demo=True) as app,
    ):
        key = ChatKey("telegram", "1")
        await put(app.storage, Chat(key=key, settings=ChatSettings(zone="America/Los_Angeles")))
        for form in (
            "date:2026-02-05",
            "paper:2026-02-05:3",
            "report:2026-02-05:3",
            "score:2026-02-05:3",
        ):
            request = await app.office.desk.request(key, Talk(app)._hear, delivers=True)
            rows = said(await press(app.office, request, read_action(form)))
            assert rows[0].startswith(("论文晨报 · 2月5日", "3. ")), (form, rows)
