"""What becomes of each verb's button on each platform, recorded from what messages of the first
version hold."""

from __future__ import annotations

import pytest

from bot.chat.actions import Verb, read_action
from tests.discord_world import discord_scene
from tests.telegram_world import scene

STALE = "This button no longer works. Send /today for the newest list."
ADMINS = ("/settings is for this chat's admins.", "Only admins can change")
# On Telegram in private and in company: the message turns into the answer, another message opens,
# or a word is said; in private it is a message when it comes with a button. On Discord, under a
# message that is the presser's own, and under one that all see: the message turns, something is
# said to the presser alone, or to everybody ("public"), or a form opens ("asks").
PRESSED = {
    "paper:2026-02-05:3": ("turns", "opens", "turns", "alone"),
    "open:2026-02-05:3": ("opens", "opens", "turns", "alone"),
    "card:2026-02-05:3": ("turns", "opens", "turns", "alone"),
    "report:2026-02-05:3": ("turns", "opens", "turns", "alone"),
    "about:2026-02-05:3": ("opens", "opens", "alone", "alone"),
    "why:2026-02-05:3": ("opens", "opens", "alone", "alone"),
    "table:2026-02-05:3": ("says", "says", "alone", "alone"),  # the demo's papers have none
    "again:2026-02-05:3": ("turns", "turns", "turns", "alone"),
    "ask:2026-02-05:3": ("says", "says", "asks", "asks"),
    "score:2026-02-05:3": ("says", "says", "alone", "alone"),
    "date:2026-02-05": ("turns", "opens", "turns", "alone"),
    "settings": ("opens", "opens", "alone", "alone"),
    # No list becomes a message of components v2.
    "settings:time": ("turns", "turns", "alone", "alone"),
    "set:most:5": ("turns", "turns", "alone", "alone"),
    "show:report:2026-02-05:3": ("opens", "says", "public", "public"),
    "show": ("opens", "says", "public", "public"),
    "form:include": ("opens", "says", "asks", "asks"),
    "page:1:report:2026-02-05:3": ("opens", "says", "turns", "alone"),
    "page:1:why:2026-02-05:3": ("opens", "says", "alone", "alone"),
    "page:2:/search HY3D": ("opens", "says", "turns", "alone"),
    "run:/date 2026-02-05": ("opens", "opens", "alone", "alone"),
    "similar:2026-02-05:3": ("says", "says", "alone", "alone"),  # nothing is near it
    "like:2026-02-05:3": ("opens", "says", "alone", "alone"),  # the first vote is explained
    "dislike:2026-02-05:3": ("says", "says", "alone", "alone"),
    "interests": ("opens", "opens", "alone", "alone"),
    "interests:all": ("turns", "turns", "turns", "alone"),
    "interest:abcdefghij:more": ("opens", "says", "alone", "alone"),  # of one that is gone
    "dance:3": ("opens", "says", "alone", "alone"),
}
# What who sees it alone may show to everybody.
SHARED = {
    Verb.PAPER,
    Verb.OPEN,
    Verb.CARD,
    Verb.REPORT,
    Verb.ABOUT,
    Verb.WHY,
    Verb.SIMILAR,
    Verb.DATE,
}
OF_ADMINS = ("settings", "settings:time", "set:most:5", "interest:abcdefghij:more")
# What differs for those who are no admins, and some of what does not.
OF_MEMBERS = (*OF_ADMINS, *list(PRESSED)[::5])
GONE = ("show", "form", "page", "dance", "interest:")


def test_every_verb_is_pressed() -> None:
    assert {action.verb for action in map(read_action, PRESSED) if action} == set(Verb)


@pytest.mark.parametrize("kind", ["private", "admin", "member"])
async def test_on_telegram(tmp_path, kind):
    async with scene(tmp_path) as stage:
        owner = stage.telegram.user("Olga")
        chat = stage.telegram.private(owner) if kind == "private" else stage.telegram.group(owner)
        presser = (
            stage.telegram.join(chat, stage.telegram.user("Max")) if kind == "member" else owner
        )
        for form, (private, company, _, _) in PRESSED.items():
            if kind == "member" and form not in OF_MEMBERS:
                continue
            stage.clock.pass_(minutes=11)
            message = await stage.says(chat, owner, "/paper 1 2026-02-05")
            text, before = message.text, len(stage.telegram.messages(chat))
            told = await stage.forges(message, presser, form)
            new = stage.telegram.messages(chat)[before:]
            found = "turns" if message.text != text else "opens" if new else "says"

            refused = kind == "member" and form in OF_ADMINS
            wanted = "says" if refused else private if kind == "private" else company
            assert found == wanted, form
            assert told.startswith(ADMINS) == refused, form
            said = [told, *(each.text for each in new)]
            assert (STALE in said) == (form.startswith(GONE) and not refused), form
            assert (told == "Updated.") == (form == "set:most:5" and not refused), form


@pytest.mark.parametrize("kind", ["own", "admin", "member"])
async def test_on_discord(tmp_path, kind):
    async with discord_scene(tmp_path) as stage:
        owner, member = stage.discord.user("Olga"), stage.discord.user("Max")
        guild = stage.discord.guild(owner)
        stage.discord.join(guild, member)
        presser = owner if kind == "admin" else member
        for form, (_, _, own, seen) in PRESSED.items():
            if kind == "member" and form not in OF_MEMBERS:
                continue
            stage.clock.pass_(minutes=11)
            list_ = await stage.uses(owner, guild.system_channel, "date", day="2026-02-05")
            shown = await stage.presses(list_.original, owner, "Show everyone")
            message = shown.original
            if kind == "own":
                message = (await stage.chooses(message, presser, "1 · ")).original
            pressed = await stage.discord.press(message, presser, form, forged=True).wait_answer()

            refused = kind != "admin" and form in OF_ADMINS
            wanted = "alone" if refused else own if kind == "own" else seen
            assert _shown(pressed, message) == wanted, form
            if wanted != "asks":
                assert pressed.text.startswith(ADMINS) == refused, form
                gone = form.startswith(("dance", "interest:")) and not refused
                assert (pressed.text == STALE) == gone, form
            if wanted in ("turns", "alone") and form != "table:2026-02-05:3":
                verb = read_action(form.removeprefix("page:1:"))
                typed = "/search" in form or "/date" in form
                shared = typed or (verb is not None and verb.verb in SHARED)
                assert (
                    any(b["label"] == "Show everyone" for b in pressed.original.buttons) == shared
                ), form


def _shown(pressed, message):
    if pressed.modal:
        return "asks"
    if pressed.original is message:
        return "turns"
    return "alone" if pressed.ephemeral else "public"
