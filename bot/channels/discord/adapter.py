"""Discord: handles interactions. Finds out who asks where, has the table answer, and shows it.

Buttons and menus carry their action in their custom id, so that they work after any restart; only
what each message is about is stored. What one person does in one channel is done and answered in
order.
"""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from functools import partial
from typing import Any

import discord
import structlog

from bot.channels.discord import forms, panel
from bot.channels.discord.asides import Asides
from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.components import page_of
from bot.channels.discord.files import sent_file
from bot.channels.discord.linked import papers_of
from bot.channels.discord.origin import has_company, is_own, key_of, who_of
from bot.channels.discord.questions import ask_line_of
from bot.channels.discord.renaming import rename
from bot.channels.discord.reply import UNTAKEN, Reply
from bot.channels.discord.requests import Requests
from bot.channels.discord.seen import SeenAlone
from bot.channels.discord.sharing import Once, shared_already, with_share
from bot.channels.discord.slash import is_of_message, line_of
from bot.chat import views
from bot.chat.actions import Action, Input, Shared, Target, Typed, Verb, read_action
from bot.chat.arguments import split_command
from bot.chat.audience import Audience
from bot.chat.command_table import Office, find
from bot.chat.commands import answer, press, read_linked, take_file
from bot.chat.completion import Completion
from bot.chat.notices import Notices
from bot.chat.problems import reader_view
from bot.chat.queues import AskerQueues, Ticket
from bot.chat.request import Notify, Request
from bot.chat.sent import SentMessages
from core.errors import TooManyAnswers

log = structlog.get_logger()

# Discord wants a first word within 3 seconds. Who asked sees somewhat sooner that we are thinking.
PATIENCE = 0.8
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
        operators: Collection[int],
        client: DiscordBot,
        seen: SeenAlone,
    ) -> None:
        """`operators` are the user ids that run this Paperboy."""
        self._office = office
        self._sent = sent
        self._requests = Requests(office.desk, operators, client, seen, sent)
        self._asides = Asides(office, completion, sent, client, self._requests)
        self._client = client
        self._turns = AskerQueues(WAITING)
        # What must be answered while somebody still types does not wait for what they asked before.
        self._aside_turns = AskerQueues(WAITING)

    async def interaction(self, interaction: discord.Interaction) -> None:
        """Answer the interaction; an answer that Discord does not take is logged."""
        data: Any = interaction.data or {}
        try:
            match interaction.type:
                case discord.InteractionType.application_command:
                    await self._command(interaction, data)
                case discord.InteractionType.autocomplete:
                    await self._aside(interaction, lambda: self._asides.complete(interaction, data))
                case discord.InteractionType.component:
                    await self._component(interaction, data)
                case discord.InteractionType.modal_submit:
                    await self._submitted(interaction, data)
                case _:
                    return
        except UNTAKEN as error:
            log.warning("answer not delivered", error=str(error))

    async def _command(self, interaction: discord.Interaction, data: Any) -> None:
        """A command: in company it is answered to whoever asks, who may show it to everybody."""
        in_company = has_company(interaction)
        if is_of_message(data):
            papers = papers_of(data)

            async def read(request: Request) -> views.View:
                view = await read_linked(self._office, request, papers)
                return with_share(view, request, view.again, offered=in_company)

            await self._respond(interaction, read, None, alone=in_company)
            return
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
        upload = sent_file(data, command, self._client)
        # What is the operator's is no choice of the chat: it speaks to whoever asks.
        settles = command.audience is Audience.ADMINS

        async def work(request: Request) -> views.View:
            if upload is not None:
                return await take_file(self._office, request, upload)
            view = await answer(self._office, request, line)
            return with_share(view, request, view.again, offered=in_company and command.shared)

        alone = in_company or command.audience is not Audience.EVERYONE
        await self._respond(interaction, work, Typed(line), alone=alone, settles=settles)

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
        page, given = page_of(panel.chosen(data, interaction.message) or read_action(str(value)))
        own = is_own(interaction) and not chosen
        if not isinstance(given, Action):
            await self._show(interaction, given, page=page, turns=own)
        elif given.row.form:
            await self._aside(interaction, lambda: self._asides.open(interaction, given))
        elif given.verb is Verb.SHOW:
            await self._share(interaction, given.target)
        elif given.row.audience is Audience.ADMINS or _settles(given):
            # The settings' panel is its presser's alone, wherever it was asked for.
            await self._settle(interaction, given, turns=given.leads.turns(company=False))
        else:
            shown = given
            if given.row.one_of_several:
                # What is chosen from a menu is read at once: a card would only be one more thing
                # to press.
                shown = Action(Verb.REPORT, given.target)
            turns = own and shown.leads.turns(company=False)
            await self._show(interaction, shown, page=page, turns=turns)

    async def _show(
        self, interaction: discord.Interaction, given: Input | None, *, page: int, turns: bool
    ) -> None:
        """Show its answer to whoever pressed, with a button that shows everybody where useful."""
        in_company = has_company(interaction)
        shared: Action | None = None
        if in_company and isinstance(given, Action) and given.row.reads:
            shared = given
        renamed: list[views.Button] = []

        async def work(request: Request) -> views.View:
            if isinstance(given, Typed):
                # A question is asked once more, with what was said before it.
                about = await self._requests.about(key_of(interaction), interaction.message)
                asked = dataclasses.replace(request, about=about.before() if about else None)
                view = await answer(self._office, asked, given.line)
                offered = in_company and _is_shared(given.line)
                return with_share(view, request, view.again, offered=offered)
            view = await press(self._office, request, given)
            renamed.extend(view.renamed)
            if in_company and isinstance(given, Action) and isinstance(given.target, Typed):
                return with_share(view, request, view.again, offered=_is_shared(given.target.line))
            return with_share(view, request, shared, offered=shared is not None)

        await self._respond(interaction, work, given, page=page, alone=in_company, turns=turns)
        if renamed and interaction.message:
            await rename(self._client, interaction.message, renamed)

    async def _share(self, interaction: discord.Interaction, target: Target | None) -> None:
        """Show everybody what the target leads to; without one, the message as it is. What has been
        shown from the same message before is not shown again."""
        message = interaction.message
        shown: Action | None = None
        if isinstance(target, Shared):
            shown = target.of
        once = Once(self._office.gate, message, shown)
        if target is None and message:
            await self._aside(interaction, lambda: self._asides.repeat(interaction, message, once))
            return

        async def work(request: Request) -> views.View:
            if not await once.begin():
                return shared_already(request)
            view = await press(self._office, request, shown)
            if view.private:
                await once.undo()
            return view

        await self._respond(interaction, work, shown, undo=once.undo)

    async def _submitted(self, interaction: discord.Interaction, data: Any) -> None:
        """A form: a question, answered alone to whoever saw the paper alone; or a setting."""
        if line := ask_line_of(data):
            alone = has_company(interaction) and is_own(interaction)

            async def work(request: Request) -> views.View:
                about = await self._requests.about(key_of(interaction), interaction.message)
                asked = dataclasses.replace(request, about=about)
                view = await answer(self._office, asked, line)
                return with_share(view, request, offered=alone)

            await self._respond(interaction, work, Typed(line), alone=alone)
        else:
            await self._settle(interaction, forms.action_of(data), turns=True)

    async def _settle(
        self, interaction: discord.Interaction, action: Action | None, *, turns: bool
    ) -> None:
        """Do what is about the chat's choices; whoever asked sees alone what came of it."""

        async def work(request: Request) -> views.View:
            return await press(self._office, request, action)

        await self._respond(interaction, work, action, alone=True, turns=turns, settles=True)

    async def _aside(
        self, interaction: discord.Interaction, work: Callable[[], Awaitable[None]]
    ) -> None:
        """Do what must be done at once, unless there is too much of it."""
        turn = self._aside_turns.join(*who_of(interaction))
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
        settles: bool = False,
        undo: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Do the work and show that page of its view; Discord is told in time if it takes longer.

        `given` is the input that does the work again; None when there is none. `settles` says that
        it is about what the chat chooses. `undo` is called when Discord does not take the answer.
        """
        turn = self._turns.join(*who_of(interaction))
        if turn is None:
            log.warning("flooded, interaction dropped", user=interaction.user.id)
            return
        reply = Reply(self._client, interaction, alone=alone, turns=turns)
        asked = partial(self._requests.of, interaction, alone=alone or turns, settles=settles)
        async with asyncio.TaskGroup() as group:
            answering = self._answer(turn, asked, work, reply, given, page, undo)
            task = group.create_task(answering)
            done, _ = await asyncio.wait({task}, timeout=PATIENCE)
            if not done:
                await _defer(reply)

    async def _answer(
        self,
        turn: Ticket,
        asked: Callable[[Notify], Awaitable[Request]],
        work: Work,
        reply: Reply,
        given: Input | None,
        page: int,
        undo: Callable[[], Awaitable[None]] | None,
    ) -> None:
        """Wait for the person's turn, then do the work and show its view.

        Work that takes its time ends the turn early, so that what they ask next can begin.
        """
        async with turn as end_turn:

            async def show(view: views.View) -> None:
                # Its numbers mean something as soon as it can be read.
                await self._requests.answered(request, view.about)
                with suppress(*UNTAKEN):  # the answer comes all the same
                    await reply.show_meanwhile(view, request.t, view.again or given)

            notices = Notices(show)

            async def notify(view: views.View) -> None:
                end_turn()
                if view.meanwhile:
                    notices.give(view)
                else:
                    await _defer(reply)

            request = await asked(notify)
            async with notices.while_working():
                view = await _view(work, request)
            await self._requests.answered(request, view.about)
            try:
                given = view.again or given
                await reply.send(view, request.t, given, page, sent=self._sent)
            except UNTAKEN as error:
                log.warning("answer not delivered", error=str(error))
                if undo:
                    await undo()


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


def _settles(action: Action) -> bool:
    """Whether it runs a line about what the chat chooses; but where lists go is asked by the
    subscription itself."""
    if not isinstance(action.target, Typed):
        return False
    name, _ = split_command(action.target.line)
    command = find(name, delivers=True)
    return command is not None and command.audience is Audience.ADMINS and name != "subscribe"


def _is_shared(line: str) -> bool:
    """Whether who sees its answer alone may show it to everybody."""
    name, _ = split_command(line)
    command = find(name, delivers=True)
    return command is not None and command.shared
