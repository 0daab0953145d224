"""`paperboy webhook …`: what is asked, kept and shown."""

from __future__ import annotations

import asyncio
import io
import json
import re
import stat
from pathlib import Path

import pytest

from core.chats import ChatKey
from storage import open_storage
from tests.fakes.webhooks import FakeWebhooks

TOKEN = "t0p-s3cret"
SLACK = f"https://hooks.slack.com/services/T0/B0/{TOKEN}"


@pytest.fixture
def typed(monkeypatch):
    """What stands in standard input."""

    def given(*lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return given


def added(ran):
    """The id of the webhook that was added."""
    assert ran.code == 0, ran.err
    return re.search(r"[0-9a-f]{8}", ran.out)[0]


def test_a_webhook_is_added_listed_and_removed(paperboy, typed):
    typed(SLACK)
    ran = paperboy(
        "webhook", "add", "--time", "07:15", "--zone", "Europe/London", "--language", "zh"
    )
    id_ = added(ran)
    listed = paperboy("webhook", "list")

    assert TOKEN not in ran.out + ran.err + listed.out + listed.err
    assert listed.out.split() == [id_, "slack", "hooks.slack.com", "07:15", "Europe/London", "zh"]
    assert stat.S_IMODE(Path("webhooks.json").stat().st_mode) == 0o600

    assert paperboy("webhook", "remove", id_).code == 0
    assert id_ not in paperboy("webhook", "list").out
    assert json.loads(Path("webhooks.json").read_text()) == []


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (SLACK, "slack"),
        (f"https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}", "feishu"),
        (f"https://open.larksuite.com/open-apis/bot/v2/hook/{TOKEN}", "feishu"),
        (f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}", "dingtalk"),
        (f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}", "wecom"),
        (f"https://evil-hooks.slack.com.example/{TOKEN}", "generic"),
    ],
)
def test_the_host_tells_the_kind(paperboy, url, kind):
    added(paperboy("webhook", "add", url))

    listed = paperboy("webhook", "list").out
    assert listed.split()[1] == kind
    assert TOKEN not in listed


@pytest.mark.parametrize("url", ["", "kites", "ftp://x.example/h", "https://", "https://[::1"])
def test_what_is_no_address_is_refused_without_being_repeated(paperboy, typed, url):
    typed(url)
    ran = paperboy("webhook", "add")

    assert ran.code == 2
    assert "no web address" in ran.err
    assert not Path("webhooks.json").exists()


@pytest.mark.parametrize(
    "options", [("--time", "25:61"), ("--zone", "Mars/Olympus"), ("--language", "tlh")]
)
def test_what_cannot_be_chosen_leaves_nothing_behind(paperboy, options):
    ran = paperboy("webhook", "add", SLACK, *options)

    assert ran.code == 1
    assert ran.err
    assert TOKEN not in ran.err
    assert json.loads(Path("webhooks.json").read_text()) == []


def test_the_doctor_names_the_webhooks_of_each_kind(paperboy, place):
    slack = added(paperboy("webhook", "add", SLACK))
    generic = added(paperboy("webhook", "add", f"https://x.example/{TOKEN}"))
    told = paperboy("doctor").out

    assert f"Webhooks: {slack} hooks.slack.com\n" in told
    assert f"Webhooks: {generic} x.example\n" in told
    assert TOKEN not in told

    Path("webhooks.json").write_text(TOKEN)
    told = paperboy("doctor").out
    assert "webhooks.json" in told
    assert TOKEN not in told


def test_a_file_that_is_none_of_ours_is_told_and_kept(paperboy):
    Path("webhooks.json").write_text(f'{{"{TOKEN}": 1}}')
    ran = paperboy("webhook", "add", SLACK)

    assert ran.code == 1
    assert "webhooks.json" in ran.err
    assert TOKEN not in ran.err
    assert TOKEN in Path("webhooks.json").read_text()


@pytest.mark.parametrize("kind", ["generic", "slack", "feishu", "dingtalk", "wecom"])
def test_a_test_says_what_was_answered(paperboy, typed, kind):
    with FakeWebhooks().in_thread() as fake:
        secret = "" if kind in ("slack", "wecom") else "SEC-1"
        typed(fake.address(kind, secret=secret), *filter(None, [secret]))
        options = ["--secret"] if secret else []
        id_ = added(paperboy("webhook", "add", "--kind", kind, *options))

        taken = paperboy("webhook", "test", id_)
        assert (taken.code, taken.err) == (0, "")
        assert "Hello from Paperboy" in fake.texts(kind)[0]

        fake.fail(kind, "503")
        refused = paperboy("webhook", "test", id_)
        assert refused.code == 1
        assert "503" in refused.err
        assert TOKEN not in taken.out + refused.err


def test_a_generic_one_is_given_a_secret_that_is_shown_once(paperboy, typed):
    with FakeWebhooks().in_thread() as fake:
        typed(fake.address("generic"))
        ran = paperboy("webhook", "add")
        fake.secrets["generic/room"] = re.search(r"[0-9a-f]{64}", ran.out)[0]

        assert paperboy("webhook", "test", added(ran)).code == 0
        assert fake.secrets["generic/room"] not in paperboy("webhook", "list").out


def paused(id_, reason="not_found"):
    """As the push leaves a webhook that is gone."""

    async def work():
        async with open_storage("sqlite:///paperboy.db") as storage:
            await storage.chats.pause(ChatKey("webhook-slack", id_), reason)

    asyncio.run(work())


def test_a_paused_one_that_is_added_again_goes_on(paperboy):
    id_ = added(paperboy("webhook", "add", SLACK, "--time", "07:15", "--zone", "Asia/Tokyo"))
    paused(id_)
    assert "no such chat" in paperboy("webhook", "list").out
    ran = paperboy("webhook", "add", f"{SLACK} ")
    listed = paperboy("webhook", "list").out

    assert added(ran) == id_
    assert "known already" in ran.out
    assert listed.split() == [id_, "slack", "hooks.slack.com", "07:15", "Asia/Tokyo", "zh"]
    assert TOKEN not in ran.out + ran.err


def test_one_that_is_added_again_keeps_its_secret_unless_it_is_given_another(paperboy, typed):
    url = "https://x.example/h"
    first = paperboy("webhook", "add", url)
    made = re.search(r"[0-9a-f]{64}", first.out)[0]
    again = paperboy("webhook", "add", url)
    assert made not in again.out
    assert re.search(r"[0-9a-f]{64}", again.out) is None
    assert [row["secret"] for row in json.loads(Path("webhooks.json").read_text())] == [made]

    typed("SEC-2")
    assert added(paperboy("webhook", "add", url, "--secret")) == added(first)
    typed("SEC-3")
    assert paperboy("webhook", "add", url, "--secret", "--time", "25:61").code == 1
    assert [row["secret"] for row in json.loads(Path("webhooks.json").read_text())] == ["SEC-2"]


def test_a_kind_that_nobody_knows_is_a_wrong_command_line(paperboy):
    ran = paperboy("webhook", "add", SLACK, "--kind", "carrier")

    assert ran.code == 2
    assert "generic, slack, feishu, dingtalk, wecom" in ran.err
    assert not Path("webhooks.json").exists()


@pytest.mark.parametrize("command", ["test", "remove"])
def test_an_unknown_one_is_a_wrong_command_line(paperboy, command):
    ran = paperboy("webhook", command, "00000000")

    assert ran.code == 2
    assert "00000000" in ran.err
