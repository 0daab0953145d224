"""Discord: interactions in, answers out. Who asks where, what the table answers, and how the answer
reaches them.

Buttons and menus carry their action in their custom id, so that they work after any restart, and
stored is only what each message is about. What one person does in one channel is done and answered in order.
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
from bot.channels.discord.questions import question_form, question_of, shown_in
from bot.channels.discord.reply import UNTAKEN, Reply, key_of
from bot.channels.discord.slash import focused, line_of
from bot.chat import views
from bot.chat.actions import Action, Field, Input, Shared, Target, Typed, Verb, read_action
from bot.chat.audience import Audience
from bot.chat.commands import Office, answer, find, press
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
# Shows everybody the message that its presser alone sees, where it would cost something to do again
# what led to it.
AS_IT_IS = Action(Verb.SHOW)
# How much of one person's may be waiting or under way. Who does more at once wants no answer.
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
        self._office, self._completion, self._sent = office, completion, sent
        self._access, self._client = access, client
        # What must be answered while somebody still types does not wait for what they asked before.
        self._turns, self._asides = AskerQueues(WAITING), AskerQueues(WAITING)

    async def interaction(self, interaction: discord.Interaction) -> None:
        """Answer it, whatever it is; what Discord does not take any more is logged."""
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
            return (
                forms.with_forms(view, request.t, request.place)
                if command.name == "settings"
                else view
            )

        await self._respond(interaction, work, Typed(line), alone=alone)

    async def _component(self, interaction: discord.Interaction, data: Any) -> None:
        """A button, or what was chosen from a menu.

        Under a message that all see, the answer is for whoever pressed, who may show it to
        everybody; a message that is theirs alone becomes the answer. So it is with pages: nobody
        turns them for others.
        """
        chosen = data.get("values")
        page, given = page_of(read_action(str(chosen[0] if chosen else data.get("custom_id", ""))))
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
            # What is chosen from a menu is read at once: a card would only be one more thing to
            # press.
            full = Action(Verb.REPORT, given.target) if given.row.one_of_several else given
            await self._show(
                interaction, full, page=page, turns=own and full.row.leads.turns(company=False)
            )

    async def _show(
        self, interaction: discord.Interaction, given: Input | None, *, page: int, turns: bool
    ) -> None:
        """Show what comes of it to whoever pressed, with a button that shows it to everybody where
        that is of use."""
        in_server = interaction.guild_id is not None
        shared = given if in_server and isinstance(given, Action) and given.row.shared else None

        async def work(request: Request) -> views.View:
            if isinstance(given, Typed):
                return await answer(self._office, request, given.line)
            view = await press(self._office, request, given)
            return _with_share(view, request, shared) if shared and not view.private else view

        await self._respond(interaction, work, given, page=page, alone=in_server, turns=turns)

    async def _share(self, interaction: discord.Interaction, target: Target | None) -> None:
        """Show everybody what the target leads to; without one, the message as it is."""
        message = interaction.message if target is None else None
        if message:
            await self._aside(interaction, lambda: self._repeat(interaction, message))
        else:
            shown = target.of if isinstance(target, Shared) else None
            await self._respond(
                interaction, lambda request: press(self._office, request, shown), shown
            )

    async def _repeat(self, interaction: discord.Interaction, message: discord.Message) -> None:
        repeated = await Reply(self._client, interaction).repeat(message, AS_IT_IS)
        key = key_of(interaction)
        await self._sent.note(key, repeated, await self._about(key, message))

    async def _about(self, key: ChatKey, message: discord.Message | None) -> About | None:
        """What that message of ours is about; None when there is none, or that is not known."""
        if message is None:
            return None
        return await self._sent.about(key, str(message.id)) or shown_in(message)

    async def _submitted(self, interaction: discord.Interaction, data: Any) -> None:
        """A form: a question, answered alone to whoever saw the paper alone; or a setting."""
        if line := question_of(data):
            alone = interaction.guild_id is not None and _is_own(interaction)

            async def work(request: Request) -> views.View:
                about = await self._about(request.chat.key, interaction.message)
                asked = dataclasses.replace(request, about=about)
                view = await answer(self._office, asked, line)
                return _with_share(view, request) if alone and not view.private else view

            await self._respond(interaction, work, Typed(line), alone=alone)
        else:
            action = forms.action_of(data)
            await self._respond(interaction, partial(self._set, action), action, turns=True)

    async def _set(self, action: Action | None, request: Request) -> views.View:
        view = await press(self._office, request, action)
        now = await self._office.desk.chat(request.chat.key)
        return forms.with_forms(view, self._office.desk.translator(now), request.place)

    async def _complete(self, interaction: discord.Interaction, data: Any) -> None:
        command = find(str(data.get("name")), delivers=True)
        name, typed = focused(data)
        parameters = command.parameters if command else ()
        kind = next((each.completed for each in parameters if each.name == name), None)
        request = await self._request(interaction, _nobody)
        served = self._office.gate.serves(request.chat.key, request.within)
        found = await self._completion.choices(kind or "", request, typed) if served else []
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
        if turn := self._asides.join(*_who(interaction)):
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
        """Do the work and show that page of what came of it, telling Discord in time when it takes
        longer.

        `given` does the work again, unless it was nothing that can be.
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
        """Wait for the person's turn, then do the work and show it; a reading that takes its time
        lets others begin."""
        async with turn as over:

            async def ahead(view: views.View) -> None:
                over()
                await _defer(reply)

            request = await self._request(interaction, ahead)
            view = await _view(work, request)
            try:
                given = view.again or given
                await reply.send(view, request.t, given, page, sent=self._sent)
            except UNTAKEN as error:
                log.warning("answer not delivered", error=str(error))

    async def _request(self, interaction: discord.Interaction, notify: Notify) -> Request:
        async def may(audience: Audience) -> bool:
            return self._access.allows(audience, interaction)

        return await self._office.desk.request(
            key_of(interaction),
            notify,
            may,
            delivers=True,
            place=forms.place_of(interaction),
            person=str(interaction.user.id),
            within=_within(interaction),
        )


async def _view(work: Work, request: Request) -> views.View:
    try:
        view = await work(request)
        # An interaction has to be answered, be it with the same sentence.
        return reader_view(request.t, TooManyAnswers()) if view is views.SILENCE else view
    except Exception as error:  # a bug met here must not leave somebody without an answer
        log.exception("interaction failed")
        return reader_view(request.t, error)


async def _defer(reply: Reply) -> None:
    with suppress(*UNTAKEN):  # too late to be told; the answer may be of use all the same
        await reply.defer()


async def _nobody(view: views.View) -> None:
    """Where nobody waits for a word ahead."""


def _who(interaction: discord.Interaction) -> tuple[int, int]:
    """The person, as the crowd of what they ask, and the channel, where one thing comes after
    another."""
    return interaction.user.id, interaction.channel_id or 0


def _within(interaction: discord.Interaction) -> tuple[str, ...]:
    """The ids of the server where it was done, and of a thread's channel."""
    ids = (interaction.guild_id, getattr(interaction.channel, "parent_id", None))
    return tuple(str(each) for each in ids if each)


def _is_own(interaction: discord.Interaction) -> bool:
    """Whether the pressed message is seen by its presser alone."""
    return interaction.guild_id is None or bool(
        interaction.message and interaction.message.flags.ephemeral
    )


def _with_share(view: views.View, request: Request, action: Action | None = None) -> views.View:
    """The view with a button that shows everybody what the action leads to; without one, the
    message as it is."""
    share = Action(Verb.SHOW, Shared(action)) if action else AS_IT_IS
    button = views.Button(request.t.t("paper.share"), share)
    return dataclasses.replace(view, buttons=(*view.buttons, (button,)))
