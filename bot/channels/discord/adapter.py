"""Discord: handles interactions. Finds out who asks where, has the table answer, and shows it.

Buttons and menus carry their action in their custom id, so that they work after any restart; only
what each message is about is stored. What one person does in one channel is done and answered in
order.
"""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

import discord
import structlog

from bot.channels.discord import forms
from bot.channels.discord.access import Access
from bot.channels.discord.components import page_of
from bot.channels.discord.questions import ask_line_of, question_form, shown_in
from bot.channels.discord.reply import UNTAKEN, Reply, key_of
from bot.channels.discord.slash import focused, line_of
from bot.chat import views
from bot.chat.actions import Action, Field, Input, Shared, Target, Typed, Verb, read_action
from bot.chat.audience import Audience
from bot.chat.commands import Command, Office, answer, find, press
from bot.chat.completion import Completion
from bot.chat.problems import reader_view
from bot.chat.queues import AskerQueues, Ticket
from bot.chat.request import Notify, Request
from bot.chat.sent import SentMessages
from core.chats import ChatKey
from core.errors import TooManyAnswers
from core.sent import About

log = structlog.get_logger()

# Discord wants a first word within 3 seconds; somewhat sooner it is told that the answer takes
# longer.
PATIENCE = 1.5
# Shows everybody a message that its presser alone sees, unchanged: to do again what led to it would
# cost something.
SHOW_UNCHANGED = Action(Verb.SHOW)
# How many interactions of one person may wait or be under way. Who does more at once wants no
# answer.
WAITING = 20

Work = Callable[[Request], Awaitable[views.View]]


class Adapter:
    """Answers interactions."""

    def __init__(
        self,
        office: Office,
        completion: Completion,
        sent: SentMessages,
        access: Access,
        client: discord.Client,
    ) -> None:
        self._office = office
        self._completion = completion
        self._sent = sent
        self._access = access
        self._client = client
        self._turns = AskerQueues(WAITING)
        # What must be answered while somebody still types does not wait for what they asked before.
        self._asides = AskerQueues(WAITING)

    async def interaction(self, interaction: discord.Interaction) -> None:
        """Answer the interaction; an answer that Discord does not take is logged."""
        data: Any = interaction.data or {}
        try:
            match interaction.type:
                case discord.InteractionType.application_command:
                    await self._command(interaction, data)
                case discord.InteractionType.autocomplete:
                    await self._aside(interaction, lambda: self._complete(interaction, data))
                case discord.InteractionType.component:
                    await self._component(interaction, data)
                case discord.InteractionType.modal_submit:
                    await self._submitted(interaction, data)
                case _:
                    return
        except UNTAKEN as error:
            log.warning("answer not delivered", error=str(error))

    async def _command(self, interaction: discord.Interaction, data: Any) -> None:
        """A slash command: what is for everyone is answered to everyone."""
        command = find(str(data.get("name")), delivers=True)
        if command is None:
            await self._respond(
                interaction,
                lambda request: answer(self._office, request, "/"),
                Typed("/"),
                alone=True,
            )
            return
        line = line_of(data, command)
        alone = command.audience is not Audience.EVERYONE

        async def work(request: Request) -> views.View:
            view = await answer(self._office, request, line)
            if command.name == "settings":
                return forms.with_forms(view, request.t, request.place)
            return view

        await self._respond(interaction, work, Typed(line), alone=alone)

    async def _component(self, interaction: discord.Interaction, data: Any) -> None:
        """A button, or what was chosen from a menu.

        Under a message that all see, the answer is for whoever pressed, who may show it to
        everybody; a message that is theirs alone becomes the answer. So it is with pages: nobody
        turns them for others.
        """
        chosen = data.get("values")
        value = data.get("custom_id", "")
        if chosen:
            value = chosen[0]
        page, given = page_of(read_action(str(value)))
        own = _is_own(interaction) and not chosen
        if not isinstance(given, Action):
            await self._show(interaction, given, page=page, turns=own)
        elif given.row.form:
            await self._aside(interaction, lambda: self._open(interaction, given))
        elif given.verb is Verb.SHOW:
            await self._share(interaction, given.target)
        elif given.row.audience is Audience.ADMINS:
            # The settings' panel is its presser's alone, wherever it was asked for.
            turns = given.row.leads.turns(company=False)
            work = partial(self._set, given)
            await self._respond(interaction, work, given, alone=not turns, turns=turns)
        else:
            shown = given
            if given.row.one_of_several:
                # What is chosen from a menu is read at once: a card would only be one more thing
                # to press.
                shown = Action(Verb.REPORT, given.target)
            turns = own and shown.row.leads.turns(company=False)
            await self._show(interaction, shown, page=page, turns=turns)

    async def _show(
        self, interaction: discord.Interaction, given: Input | None, *, page: int, turns: bool
    ) -> None:
        """Show its answer to whoever pressed, with a button that shows everybody where useful."""
        in_server = interaction.guild_id is not None
        shared: Action | None = None
        if in_server and isinstance(given, Action) and given.row.shared:
            shared = given

        async def work(request: Request) -> views.View:
            if isinstance(given, Typed):
                # A question is asked once more, with what was said before it.
                about = await self._about(request.chat.key, interaction.message)
                asked = dataclasses.replace(request, about=about.before() if about else None)
                return await answer(self._office, asked, given.line)
            view = await press(self._office, request, given)
            if shared and not view.private:
                return _with_share(view, request, shared)
            return view

        await self._respond(interaction, work, given, page=page, alone=in_server, turns=turns)

    async def _share(self, interaction: discord.Interaction, target: Target | None) -> None:
        """Show everybody what the target leads to; without one, the message as it is."""
        message = interaction.message
        if target is None and message:
            await self._aside(interaction, lambda: self._repeat(interaction, message))
            return
        shown: Action | None = None
        if isinstance(target, Shared):
            shown = target.of
        await self._respond(interaction, lambda request: press(self._office, request, shown), shown)

    async def _repeat(self, interaction: discord.Interaction, message: discord.Message) -> None:
        repeated = await Reply(self._client, interaction).repeat(message, SHOW_UNCHANGED)
        key = key_of(interaction)
        about = await self._about(key, message)
        await self._sent.note(key, repeated, about)

    async def _about(self, key: ChatKey, message: discord.Message | None) -> About | None:
        """What that message of ours is about; None when there is none, or that is not known."""
        if message is None:
            return None
        stored = await self._sent.about(key, str(message.id))
        return stored or shown_in(message)

    async def _submitted(self, interaction: discord.Interaction, data: Any) -> None:
        """A form: a question, answered alone to whoever saw the paper alone; or a setting."""
        if line := ask_line_of(data):
            alone = interaction.guild_id is not None and _is_own(interaction)

            async def work(request: Request) -> views.View:
                about = await self._about(request.chat.key, interaction.message)
                asked = dataclasses.replace(request, about=about)
                view = await answer(self._office, asked, line)
                if alone and not view.private:
                    return _with_share(view, request)
                return view

            await self._respond(interaction, work, Typed(line), alone=alone)
        else:
            action = forms.action_of(data)
            await self._respond(interaction, partial(self._set, action), action, turns=True)

    async def _set(self, action: Action | None, request: Request) -> views.View:
        view = await press(self._office, request, action)
        # The language may be the setting that has just changed.
        chat = await self._office.desk.chat(request.chat.key)
        return forms.with_forms(view, self._office.desk.translator(chat), request.place)

    async def _complete(self, interaction: discord.Interaction, data: Any) -> None:
        command = find(str(data.get("name")), delivers=True)
        name, typed = focused(data)
        kind = _kind_of(command, name)
        request = await self._request(interaction, _nobody)
        found: list[tuple[str, str]] = []
        if self._office.gate.serves(request.chat.key, request.within):
            found = await self._completion.choices(kind, request, typed)
        await Reply(self._client, interaction).complete(found)

    async def _open(self, interaction: discord.Interaction, action: Action) -> None:
        """Open the form that the button names."""
        request = await self._request(interaction, _nobody)
        if isinstance(action.target, Field):
            form = forms.form(action.target.name, request.chat.settings, request.t)
        else:
            form = question_form(action, request.t)
        await Reply(self._client, interaction).ask(form)

    async def _aside(
        self, interaction: discord.Interaction, work: Callable[[], Awaitable[None]]
    ) -> None:
        """Do what must be done at once, unless there is too much of it."""
        turn = self._asides.join(*_who(interaction))
        if turn is not None:
            async with turn:
                await work()

    async def _respond(
        self,
        interaction: discord.Interaction,
        work: Work,
        given: Input | None,
        *,
        page: int = 1,
        alone: bool = False,
        turns: bool = False,
    ) -> None:
        """Do the work and show that page of its view; Discord is told in time if it takes longer.

        `given` is the input that does the work again; None when there is none.
        """
        turn = self._turns.join(*_who(interaction))
        if turn is None:
            log.warning("flooded, interaction dropped", user=interaction.user.id)
            return
        reply = Reply(self._client, interaction, alone=alone, turns=turns)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self._answer(interaction, turn, work, reply, given, page))
            done, _ = await asyncio.wait({task}, timeout=PATIENCE)
            if not done:
                await _defer(reply)

    async def _answer(
        self,
        interaction: discord.Interaction,
        turn: Ticket,
        work: Work,
        reply: Reply,
        given: Input | None,
        page: int,
    ) -> None:
        """Wait for the person's turn, then do the work and show its view.

        Work that takes its time ends the turn early, so that what they ask next can begin.
        """
        async with turn as end_turn:

            async def notify(view: views.View) -> None:
                end_turn()
                await _defer(reply)

            request = await self._request(interaction, notify)
            view = await _view(work, request)
            try:
                given = view.again or given
                await reply.send(view, request.t, given, page, sent=self._sent)
            except UNTAKEN as error:
                log.warning("answer not delivered", error=str(error))

    async def _request(self, interaction: discord.Interaction, notify: Notify) -> Request:
        async def may(audience: Audience) -> bool:
            return self._access.allows(audience, interaction)

        key = key_of(interaction)
        # Of a direct conversation only its own messages tell whose it is.
        own = key if interaction.guild_id is None else None
        return await self._office.desk.request(
            key,
            notify,
            may,
            own=own,
            delivers=True,
            place=forms.place_of(interaction),
            person=str(interaction.user.id),
            within=_within(interaction),
        )


async def _view(work: Work, request: Request) -> views.View:
    try:
        view = await work(request)
        if view is views.SILENCE:
            # An interaction has to be answered, even with the same sentence again.
            return reader_view(request.t, TooManyAnswers())
        return view
    except Exception as error:  # a bug met here must not leave somebody without an answer
        log.exception("interaction failed")
        return reader_view(request.t, error)


async def _defer(reply: Reply) -> None:
    with suppress(*UNTAKEN):  # too late to be told; the answer may be of use all the same
        await reply.defer()


async def _nobody(view: views.View) -> None:
    """Tells nothing: nobody waits for a notice."""


def _kind_of(command: Command | None, name: str) -> str:
    """Of which kind the values of the command's parameter are; "" where none can be offered."""
    if command is not None:
        for parameter in command.parameters:
            if parameter.name == name:
                return parameter.completed or ""
    return ""


def _who(interaction: discord.Interaction) -> tuple[int, int]:
    """The ids of the person and the channel: there, one answer follows the other."""
    return interaction.user.id, interaction.channel_id or 0


def _within(interaction: discord.Interaction) -> tuple[str, ...]:
    """The ids of the server where it was done, and of a thread's channel."""
    ids = (interaction.guild_id, getattr(interaction.channel, "parent_id", None))
    return tuple(str(each) for each in ids if each)


def _is_own(interaction: discord.Interaction) -> bool:
    """Whether the pressed message is seen by its presser alone."""
    if interaction.guild_id is None:
        return True
    message = interaction.message
    return message is not None and message.flags.ephemeral


def _with_share(view: views.View, request: Request, action: Action | None = None) -> views.View:
    """The view with a button that shows everybody the action's answer, or the message unchanged."""
    share = SHOW_UNCHANGED
    if action:
        share = Action(Verb.SHOW, Shared(action))
    button = views.Button(request.t.t("paper.share"), share)
    return dataclasses.replace(view, buttons=(*view.buttons, (button,)))
