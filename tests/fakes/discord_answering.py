"""The routes that answer interactions: the first answer in three seconds, then the webhook for a
quarter of an hour."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.fakes.discord_commands import check_choices
from tests.fakes.discord_components import check_modal
from tests.fakes.discord_draft import Draft, draft_of, mentions_of
from tests.fakes.discord_form import Form, refused
from tests.fakes.discord_interaction import (
    AUTOCOMPLETE,
    CHOICES,
    COMPONENT,
    DEFER,
    DEFER_UPDATE,
    MODAL,
    MODAL_SUBMIT,
    PONG,
    REPLY,
    UPDATE,
    Interaction,
)
from tests.fakes.discord_limits import CALLBACK, FOLLOW_UP, ORIGINAL
from tests.fakes.discord_rest import Ask, Route
from tests.fakes.discord_rights import Right
from tests.fakes.discord_sending import Sending
from tests.fakes.discord_state import EPHEMERAL, LOADING, Json, Message, Refusal, unknown
from tests.fakes.discord_world import World

PROMPT, VALID = 3.0, 900.0  # Seconds for the first answer, and for all others.
# Follow-ups to one interaction where only a person's installation let the bot in.
MOST_FOLLOW_UPS = 5
_MESSAGE = ORIGINAL.partition(" ")[2]


class Answering:
    """Interactions by token. With `punctual` false, first answers may take their time."""

    def __init__(self, world: World, sending: Sending, *, punctual: bool) -> None:
        self.world, self.sending, self.punctual = world, sending, punctual
        self.known: dict[str, Interaction] = {}
        self.routes = [
            Route(CALLBACK, self.callback, open=True),
            Route(FOLLOW_UP, self.follow_up, open=True),
            Route(f"GET {_MESSAGE}", self.read, open=True),
            Route(ORIGINAL, self.edit, open=True),
            Route(f"DELETE {_MESSAGE}", self.delete, open=True),
        ]
        self._answers: dict[int, Callable[[Ask, Interaction, Json], None]] = {
            PONG: lambda *_: None,
            REPLY: self._reply,
            DEFER: self._defer,
            DEFER_UPDATE: self._keep,
            UPDATE: self._update,
            CHOICES: self._choices,
            MODAL: self._modal,
        }

    def callback(self, ask: Ask) -> Json | None:
        """POST the first answer."""
        interaction = self.known.get(ask.params["interaction_token"])
        if interaction is None or interaction.id != ask.id("interaction_id"):
            raise unknown(10062)
        if interaction.response is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if self._age(interaction) > PROMPT and interaction.hurried and self.punctual:
            raise unknown(10062)
        kind = ask.json.get("type")
        if kind not in self._answers or not _fits(interaction, kind):
            raise refused(
                ("type",), "BASE_TYPE_CHOICES", f"Value {kind!r} does not answer this interaction."
            )
        self._answers[kind](ask, interaction, ask.json.get("data") or {})
        interaction.response, interaction.took = kind, time.monotonic() - interaction.begun
        return (
            _response(interaction, kind)
            if ask.query.get("with_response") in ("1", "true")
            else None
        )

    def follow_up(self, ask: Ask) -> Json:
        """POST a further message; the first one after a deferral takes the place of the loading
        message."""
        interaction = self._valid(ask)
        if interaction.brought and interaction.follow_ups >= MOST_FOLLOW_UPS:
            raise Refusal(
                400, 40094, "This interaction has reached the maximum number of follow-up messages"
            )
        interaction.follow_ups += 1
        loading = interaction.original
        if loading and loading.loading and not loading.deleted:
            return self._fill(ask, interaction, loading).json()
        further = self._post(ask, interaction, ask.json)
        if loading and loading.loading:  # Withdrawn, as what all would have seen: this one answers.
            interaction.original = further
        return further.json()

    def read(self, ask: Ask) -> Json:
        """GET a message of the interaction."""
        return self._message(ask, self._valid(ask)).json()

    def edit(self, ask: Ask) -> Json:
        """PATCH a message of the interaction."""
        interaction = self._valid(ask)
        message = self._message(ask, interaction)
        if message.loading:
            return self._fill(ask, interaction, message).json()
        draft = draft_of(ask, ask.json, utf16_too=self.sending.utf16_too, old=message)
        return self.sending.change(message, draft).json()

    def delete(self, ask: Ask) -> None:
        """DELETE a message of the interaction."""
        self.sending.remove(self._message(ask, self._valid(ask)))

    def _valid(self, ask: Ask) -> Interaction:
        """The interaction whose webhook is used; raises a Refusal for one unanswered, unknown or
        over."""
        interaction = self.known.get(ask.params["interaction_token"])
        if (
            interaction is None
            or interaction.response is None
            or ask.id("application_id") != self.world.bot.id
        ):
            raise unknown(10015)
        if interaction.expired or self._age(interaction) > VALID:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        if interaction.channel.deleted:
            raise unknown(10003)
        return interaction

    def _message(self, ask: Ask, interaction: Interaction) -> Message:
        wanted = ask.params["message_id"]
        mine = [interaction.original] if wanted == "@original" else interaction.messages
        for message in mine:
            if message and not message.deleted and wanted in ("@original", str(message.id)):
                return message
        raise unknown(10008)

    def _age(self, interaction: Interaction) -> float:
        return (time.monotonic() - interaction.begun) * self.world.speed

    def _reply(self, ask: Ask, interaction: Interaction, data: Json) -> None:
        interaction.original = self._post(ask, interaction, data)

    def _defer(self, _: Ask, interaction: Interaction, data: Json) -> None:
        draft = Draft(flags=LOADING | (data.get("flags") or 0) & EPHEMERAL)
        interaction.original = self._store(interaction, draft, data)

    def _keep(self, _: Ask, interaction: Interaction, __: Json) -> None:
        interaction.original = interaction.source

    def _update(self, ask: Ask, interaction: Interaction, data: Json) -> None:
        source = interaction.source
        assert source
        draft = draft_of(ask, data, utf16_too=self.sending.utf16_too, old=source)
        interaction.original = self.sending.change(source, draft)

    def _choices(self, _: Ask, interaction: Interaction, data: Json) -> None:
        form = Form(utf16_too=self.sending.utf16_too)
        choices = form.items(data, "choices", ("data",), 25)
        check_choices(form, choices, focused(interaction.data)["type"], ("data", "choices"))
        form.check()
        interaction.choices = choices

    def _modal(self, _: Ask, interaction: Interaction, data: Json) -> None:
        form = Form(utf16_too=self.sending.utf16_too)
        modal = check_modal(form, data)
        form.check()
        interaction.modal = modal

    def _post(self, ask: Ask, interaction: Interaction, data: Json) -> Message:
        draft = draft_of(ask, data, utf16_too=self.sending.utf16_too)
        return self._store(interaction, draft, data)

    def _store(self, interaction: Interaction, draft: Draft, data: Json) -> Message:
        channel = interaction.channel
        if channel.deleted:
            raise unknown(10003)
        rights = self.world.rights(self.world.bot, channel)
        origin = {
            "id": str(interaction.id),
            "type": interaction.kind,
            "user": interaction.user.json(),
        }
        origin["authorizing_integration_owners"] = interaction.owners
        if interaction.brought and channel.guild:
            theirs = self.world.rights(interaction.user, channel)
            if not theirs & Right.USE_EXTERNAL_APPS:
                draft.flags |= EPHEMERAL
        message = self.world.store(
            channel,
            self.world.bot,
            **draft.fields(),
            mentions=mentions_of(
                self.world, channel, draft.content, data.get("allowed_mentions"), rights
            ),
            interaction=origin,
            only=interaction.user if draft.flags & EPHEMERAL else None,
        )
        interaction.messages.append(message)
        return message

    def _fill(self, ask: Ask, interaction: Interaction, message: Message) -> Message:
        """Put the message where something was loading."""
        draft = draft_of(ask, ask.json, utf16_too=self.sending.utf16_too, old=message)
        draft.flags &= ~LOADING
        self.sending.change(message, draft)
        message.edits.clear()
        message.edited = None
        rights = self.world.rights(self.world.bot, interaction.channel)
        allowed = ask.json.get("allowed_mentions")
        message.mentions = mentions_of(self.world, message.channel, draft.content, allowed, rights)
        return message


def focused(data: Json) -> Json:
    """The option that is being typed, in an interaction's data."""
    for option in data.get("options", []):
        if option.get("focused"):
            return dict(option)
        if option.get("options") and (found := focused(option)):
            return found
    return {}


def _fits(interaction: Interaction, kind: int) -> bool:
    """Whether that type of answer suits what was done."""
    if interaction.kind == AUTOCOMPLETE or kind == CHOICES:
        return interaction.kind == AUTOCOMPLETE and kind == CHOICES
    if kind in (UPDATE, DEFER_UPDATE):
        return interaction.kind in (COMPONENT, MODAL_SUBMIT) and interaction.source is not None
    return not (kind == MODAL and interaction.kind == MODAL_SUBMIT)


def _response(interaction: Interaction, kind: int) -> Json:
    """What with_response asks for."""
    told: Json = {"id": str(interaction.id), "type": interaction.kind}
    message = interaction.original
    if message is None:
        return {"interaction": told, "resource": {"type": kind}}
    told |= {"response_message_id": str(message.id), "response_message_loading": message.loading}
    told |= {"response_message_ephemeral": message.ephemeral}
    return {"interaction": told, "resource": {"type": kind, "message": message.json()}}
