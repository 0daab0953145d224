"""The routes that tell of the bot itself, of guilds and people, and that register commands."""

from __future__ import annotations

from tests.fakes.discord_commands import Commands
from tests.fakes.discord_rest import Ask, Route
from tests.fakes.discord_state import Channel, Json, missing_access, unknown
from tests.fakes.discord_world import World


class Asking:
    """Everything that is neither a message nor an interaction."""

    def __init__(self, world: World, commands: Commands) -> None:
        self.world, self.commands = world, commands
        table = "/applications/{application_id}/commands"
        guild_table = "/applications/{application_id}/guilds/{guild_id}/commands"
        self.routes = [
            Route("GET /users/@me", self.me),
            Route("GET /users/{user_id}", self.user),
            Route("GET /applications/@me", self.application),
            Route("GET /oauth2/applications/@me", self.application),
            Route("GET /gateway", self.gateway),
            Route("GET /gateway/bot", self.gateway),
            Route("POST /users/@me/channels", self.direct),
            Route("GET /guilds/{guild_id}", self.guild),
            Route("GET /guilds/{guild_id}/channels", self.channels),
            Route("GET /guilds/{guild_id}/members/{user_id}", self.member),
            Route("DELETE /users/@me/guilds/{guild_id}", self.leave),
            Route(f"GET {table}", self.table),
            Route(f"PUT {table}", self.overwrite),
            Route(f"GET {guild_table}", self.table),
            Route(f"PUT {guild_table}", self.overwrite),
        ]

    def me(self, _: Ask) -> Json:
        """The bot's user."""
        return self.world.bot.json() | {"verified": True, "flags": 0}

    def user(self, ask: Ask) -> Json:
        """A user."""
        user = self.world.users.get(ask.id("user_id"))
        if user is None:
            raise unknown(10013)
        return user.json()

    def application(self, _: Ask) -> Json:
        """The bot's application."""
        shown: Json = {
            "id": str(self.world.bot.id),
            "name": "Paperboy",
            "icon": None,
            "description": "",
            "flags": 0,
        }
        shown |= {
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "summary": "",
        }
        return shown | {
            "owner": self.world.bot.json(),
            "team": None,
            "interactions_endpoint_url": None,
        }

    def gateway(self, _: Ask) -> Json:
        """Where the gateway is, and how many shards are recommended."""
        gateway = self.world.gateway
        return {
            "url": gateway.url,
            "shards": gateway.shards,
            "session_start_limit": gateway.start_limit(),
        }

    def direct(self, ask: Ask) -> Json:
        """Open direct messages with somebody."""
        user = self.world.users.get(int(ask.json.get("recipient_id") or 0))
        if user is None or user.is_bot:
            raise unknown(10013)
        return self.world.direct(user).json()

    def guild(self, ask: Ask) -> Json:
        """A guild, without its channels and members."""
        shown = self.world.guild_json(self.world.find_guild(ask.id("guild_id")))
        return {
            name: value
            for name, value in shown.items()
            if name not in ("channels", "members", "threads")
        }

    def channels(self, ask: Ask) -> list[Json]:
        """A guild's channels, without threads."""
        channels: list[Channel] = list(self.world.find_guild(ask.id("guild_id")).channels.values())
        return [
            channel.json() for channel in channels if not channel.deleted and not channel.is_thread
        ]

    def member(self, ask: Ask) -> Json:
        """A member of a guild."""
        guild = self.world.find_guild(ask.id("guild_id"))
        user = self.world.users.get(ask.id("user_id"))
        if user is None:
            raise unknown(10013)
        if user.id not in guild.members:
            raise unknown(10007)
        return guild.member(user, self.world.moment())

    def leave(self, ask: Ask) -> None:
        """Leave a guild."""
        self.world.remove_bot(self.world.find_guild(ask.id("guild_id")))

    def table(self, ask: Ask) -> list[Json]:
        """The registered commands of a guild, or those of everywhere."""
        return self.commands.tables.get(self._place(ask), [])

    def overwrite(self, ask: Ask) -> list[Json]:
        """Register a table of commands in place of the present one."""
        world = self.world
        return self.commands.overwrite(ask.body, self._place(ask), world.snowflake, world.bot.id)

    def _place(self, ask: Ask) -> int | None:
        if ask.id("application_id") != self.world.bot.id:
            raise missing_access()
        if "guild_id" not in ask.params:
            return None
        guild = self.world.guilds.get(ask.id("guild_id"))
        if (
            guild is None
            or not self.world.present(guild)
            or guild.id in self.world.without_commands
        ):
            raise missing_access()
        return guild.id
