"""A message's body, checked: what it will show, and whom it mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord_components import check_components
from tests.fakes.discord_embeds import check_embeds
from tests.fakes.discord_form import Form
from tests.fakes.discord_rest import Ask
from tests.fakes.discord_rights import Right
from tests.fakes.discord_state import COMPONENTS_V2, EPHEMERAL, Channel, Json, Message, Refusal
from tests.fakes.discord_world import World

MAX_CONTENT, MAX_NONCE = 2000, 25
_SETTABLE = 1 << 2 | EPHEMERAL | 1 << 12 | COMPONENTS_V2  # Flags a bot may send.
_MENTION = re.compile(r"<@(!|&)?(\d+)>")
_EVERYBODY = re.compile(r"@(everyone|here)\b")
_KINDS = frozenset(("roles", "users", "everyone"))
_LEGACY = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"


@dataclass
class Draft:
    """What a message is to show."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    enforce_nonce: bool = False

    def fields(self) -> Json:
        """What of it a stored message keeps, besides the nonce."""
        return {
            name: getattr(self, name)
            for name in ("content", "embeds", "components", "attachments", "flags")
        }


def draft_of(ask: Ask, body: Json, *, utf16_too: bool, old: Message | None = None) -> Draft:
    """The draft in that body, over what the old message shows; raises a 400 Refusal."""
    form = Form(utf16_too=utf16_too)
    draft = Draft(flags=(body.get("flags") or 0) & _SETTABLE)
    if old:
        draft = Draft(
            old.content,
            old.embeds,
            old.components,
            old.attachments,
            old.flags | draft.flags & ~EPHEMERAL,
        )
    v2 = bool(draft.flags & COMPONENTS_V2)
    if "content" in body:
        draft.content = form.text(body, "content", (), MAX_CONTENT)
    if "embeds" in body:
        draft.embeds = check_embeds(form, body)
    if "components" in body:
        draft.components = check_components(form, body, v2=v2)
    if ask.files or "attachments" in body:
        draft.attachments = _attachments(ask, body, old)
    legacy = {"content": draft.content, "embeds": draft.embeds}
    legacy |= {name: body.get(name) for name in ("poll", "sticker_ids")}
    for name, value in legacy.items() if v2 else ():
        if value:
            message = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.wrong((name,), _LEGACY, message)
    _check_allowed(form, body.get("allowed_mentions"))
    _take_nonce(form, draft, body)
    form.check()
    if not (draft.content.strip() or _shown(draft.embeds) or draft.components or draft.attachments):
        raise Refusal(400, 50006, "Cannot send an empty message")
    return draft


def mentions_of(
    world: World, channel: Channel, content: str, allowed: Json | None, rights: int
) -> Json:
    """Who is told of the message: what it names, as far as allowed_mentions and permissions let
    it."""
    parse = set(_KINDS if allowed is None else allowed.get("parse") or [])
    named = {"users": set(), "roles": set()}  # type: dict[str, set[int]]
    for sign, key in _MENTION.findall(content):
        named["roles" if sign == "&" else "users"].add(int(key))
    for kind, found in named.items():
        if kind not in parse:
            found &= {int(key) for key in (allowed or {}).get(kind) or []}
    roles = channel.guild.roles if channel.guild else {}
    loud = bool(rights & Right.MENTION_EVERYONE)
    told = [key for key in named["roles"] if key in roles and (roles[key].mentionable or loud)]
    return {
        "mentions": [
            world.users[key].json() for key in sorted(named["users"]) if key in world.users
        ],
        "mention_roles": [str(key) for key in sorted(told)],
        "mention_everyone": loud and "everyone" in parse and bool(_EVERYBODY.search(content)),
    }


def _check_allowed(form: Form, allowed: Any) -> None:
    if not isinstance(allowed, dict):
        return
    parse = form.items(allowed, "parse", ("allowed_mentions",), len(_KINDS))
    for number, kind in enumerate(parse):
        if kind not in _KINDS:
            message = f"Value must be one of {sorted(_KINDS)}."
            form.wrong(("allowed_mentions", "parse", number), "BASE_TYPE_CHOICES", message)
    for kind in ("users", "roles"):
        if form.items(allowed, kind, ("allowed_mentions",), 100) and kind in parse:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            form.wrong(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)


def _take_nonce(form: Form, draft: Draft, body: Json) -> None:
    nonce = body.get("nonce")
    if nonce is None:
        return
    draft.nonce, draft.enforce_nonce = str(nonce), bool(body.get("enforce_nonce"))
    if len(draft.nonce) > MAX_NONCE:
        form.wrong(("nonce",), "NONCE_TYPE_TOO_LONG", f"Must be {MAX_NONCE} or fewer in length.")


def _attachments(ask: Ask, body: Json, old: Message | None) -> list[Json]:
    kept = {str(each.get("id")) for each in body.get("attachments") or []}
    before = [
        each
        for each in (old.attachments if old else [])
        if "attachments" not in body or each["id"] in kept
    ]
    # The address is made up: nothing answers there. What was sent stands under "content".
    return before + [
        {
            "id": str(number),
            "filename": name,
            "size": len(content),
            "content": content.decode("utf-8", "replace"),
            "url": f"https://cdn.invalid/{name}",
            "proxy_url": "",
        }
        for number, (name, content) in enumerate(ask.files.items(), len(before) + 1)
    ]


def _shown(embeds: list[Json]) -> bool:
    return any(set(embed) - {"type", "color", "timestamp"} for embed in embeds)
