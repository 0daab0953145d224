"""Discord's gateway: sessions that survive their connections, events by number, and the codes that
end a connection."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntFlag

from aiohttp import WSMsgType, web

from tests.fakes.discord_limits import Limits
from tests.fakes.discord_state import Json
from tests.fakes.discord_wire import Wire


class Intent(IntFlag):
    """The intents this server acts on."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT
_KNOWN = (1 << 26) - 1  # Bits above are no intents.
_DAY = 86_400.0  # Seconds for which starts of sessions are counted, from the first.
_BEATS = 1.5  # Heartbeat intervals without a heartbeat after which a connection is given up.


@dataclass(eq=False)
class Session:
    """What an identified shard is told. Its events are kept, so that a resumed connection gets what
    it missed."""

    id: str
    shard: tuple[int, int]
    intents: int
    events: list[Json] = field(default_factory=list, repr=False)
    wire: Wire | None = field(default=None, repr=False)

    def add(self, event: str, data: Json) -> None:
        """Number the event, keep it, and send it if somebody listens."""
        payload = {"op": 0, "t": event, "s": len(self.events) + 1, "d": data}
        self.events.append(payload)
        if self.wire:
            self.wire.put(payload)

    def hears(self, intent: int, guild_id: int | None) -> bool:
        """Whether events of that intent (0: of any) and guild are meant for this session."""
        shard, count = self.shard
        return (not intent or bool(self.intents & intent)) and (
            (guild_id or 0) >> 22
        ) % count == shard


class Gateway:
    """The sessions. Functions may be called from any thread; `serve` belongs to the server's loop.

    `identifies` and `resumes` count what was accepted, `begun` holds the moment (in the limits'
    seconds), the shard and the count of each session begun, `hasty` counts who identified too soon
    after another; `closed` holds the codes by which connections were ended here. `shards` are
    recommended, and fewer than `required` refused. Who identifies although no start is left has the
    token revoked. While it is `shut`, something on the way lets nobody connect.
    `interval` is that of heartbeats, in seconds; `privileged` are the privileged intents the bot
    has been granted.
    """

    def __init__(
        self, greeting: Callable[[], tuple[Json, list[Json]]], lock: threading.RLock, speed: float
    ) -> None:
        self.url, self.token, self.limits = "", "", Limits()
        self.shards, self.interval, self.privileged = 1, 41.25, Intent(0)
        self.required = 1
        self.identifies = self.resumes = self.hasty = 0
        self.begun: list[tuple[float, int, int]] = []
        # How many sessions were begun since when.
        self._used, self._since = 0, -_DAY
        self.closed: list[int] = []
        self.shut = False
        self.speed = speed
        self.sessions: dict[str, Session] = {}
        self._greeting, self._lock = greeting, lock
        self._wires: set[Wire] = set()
        self._starts: defaultdict[int, deque[float]] = defaultdict(deque)
        self._ids = itertools.count(1)
        # Those of other applications, whose clients connect here too.
        self.others: list[Gateway] = []

    def publish(
        self,
        event: str,
        data: Json,
        intent: int = 0,
        *,
        guild_id: int | None = None,
        private: bool = False,
    ) -> None:
        """Send an event to the sessions it is meant for; a private message's content only to those
        granted it."""
        with self._lock:
            for session in self.sessions.values():
                if session.hears(intent, guild_id):
                    hidden = private and not session.intents & Intent.MESSAGE_CONTENT
                    session.add(
                        event,
                        data | {"content": "", "embeds": [], "components": []} if hidden else data,
                    )

    def reconnect(self) -> None:
        """Ask all connections to come back (op 7); they may resume."""
        self._everybody({"op": 7, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Declare all sessions invalid (op 9). Unless resumable, their next connections must
        identify."""
        if not resumable:
            self.forget()
        self._everybody({"op": 9, "d": resumable})

    def forget(self) -> None:
        """Lose all sessions without a word: who tries to resume learns it."""
        with self._lock:
            self.sessions.clear()

    def drop(self, code: int | None = None) -> int:
        """Hang up on all connections, without a word or with a close code; how many there were."""
        with self._lock:
            wires = list(self._wires)
        for wire in wires:
            wire.hang_up(code)
        return len(wires)

    @property
    def open(self) -> int:
        """How many connections there are, those too that have not said yet who they are."""
        with self._lock:
            return len(self._wires)

    @property
    def connected(self) -> int:
        """How many connections have identified or resumed."""
        with self._lock:
            return sum(session.wire is not None for session in self.sessions.values())

    def start_limit(self) -> Json:
        """What /gateway/bot tells of session starts."""
        with self._lock:
            left = self._left()
            seconds = self._since + _DAY - self._now() if self._used else 0.0
        return {
            "total": self.limits.starts,
            "remaining": left,
            "reset_after": int(seconds / self.speed * 1000),
            "max_concurrency": self.limits.identifies or 16,
        }

    @property
    def counts(self) -> set[int]:
        """In how many shards those that are connected divide the guilds; one number, unless they
        disagree."""
        with self._lock:
            return {session.shard[1] for session in self.sessions.values() if session.wire}

    @property
    def heard(self) -> list[int]:
        """The shards that are connected, one that is so twice standing twice."""
        with self._lock:
            return sorted(each.shard[0] for each in self.sessions.values() if each.wire)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, to its end."""
        if self.shut:
            raise web.HTTPForbidden
        wire = await Wire.opened(request)
        self._wires.add(wire)
        wire.put(
            {"op": 10, "t": None, "s": None, "d": {"heartbeat_interval": int(self.interval * 1000)}}
        )
        try:
            await self._listen(wire)
        finally:
            for gateway in (self, *self.others):
                gateway._leave(wire)
            await wire.end()
        return wire.socket

    async def _listen(self, wire: Wire) -> None:
        sends: deque[float] = deque()
        beat = time.monotonic()
        while not wire.socket.closed:
            left = beat + self.interval * _BEATS - time.monotonic()
            try:
                message = await wire.socket.receive(timeout=max(left, 0.001))
            except TimeoutError:
                return await self._close(wire, 4009)
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return None
            if self._too_fast(sends):
                return await self._close(wire, 4008)
            payload = wire.read(message.data)
            if payload.get("op") == 1:
                beat = time.monotonic()
                wire.put({"op": 11, "t": None, "s": None, "d": None})
            elif code := self._hear(wire, payload):
                return await self._close(wire, code)
        return None

    def _hear(self, wire: Wire, payload: Json) -> int:
        """Act on what the bot says; the code to end the connection with, or 0."""
        match payload.get("op"):
            case 2:
                asked = payload.get("d") or {}
                return self._whose(wire, asked)._identify(wire, asked)
            case 6:
                asked = payload.get("d") or {}
                return self._whose(wire, asked)._resume(wire, asked)
            case 3 | 4 | 8:
                return 0 if wire.session else 4003
            case None:
                return 4002
            case _:
                return 4001

    def _whose(self, wire: Wire, asked: Json) -> Gateway:
        """The gateway of the application whose token that is; this one's, if it is nobody's."""
        for other in self.others:
            if asked.get("token") == other.token:
                self._wires.discard(wire)
                other._wires.add(wire)
                return other
        return self

    def _identify(self, wire: Wire, asked: Json) -> int:
        intents, (shard, count) = asked.get("intents", -1), _shard(asked.get("shard"))
        if wire.session:
            return 4005
        if asked.get("token") != self.token:
            return 4004
        if not 0 <= shard < count:
            return 4010
        if count < self.required:
            return 4011
        if not 0 <= intents <= _KNOWN:
            return 4013
        if intents & PRIVILEGED & ~self.privileged:
            return 4014
        with self._lock:
            if not self._left():
                self.token = ""
                self.sessions.clear()
                self.drop(4004)
                return 4004
            if not self._may_start(shard):
                self.hasty += 1
                wire.put({"op": 9, "t": None, "s": None, "d": False})
                return 0
            self.identifies += 1
            self._used += 1
            if self._used == 1:
                self._since = self._now()
            self.begun.append((self._now(), shard, count))
            session = Session(f"session-{next(self._ids)}", (shard, count), intents)
            self._join(wire, session)
            self.sessions[session.id] = session
            for event, data in self._welcome(session):
                session.add(event, data)
        return 0

    def _welcome(self, session: Session) -> Iterator[tuple[str, Json]]:
        user, guilds = self._greeting()
        mine = [guild for guild in guilds if session.hears(Intent.GUILDS, int(guild["id"]))]
        yield (
            "READY",
            {
                "v": 10,
                "user": user,
                "guilds": [{"id": guild["id"], "unavailable": True} for guild in mine],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": list(session.shard),
                "application": {"id": user["id"], "flags": 0},
            },
        )
        for guild in mine:
            yield "GUILD_CREATE", guild | {"unavailable": False}

    def _resume(self, wire: Wire, asked: Json) -> int:
        if asked.get("token") != self.token:
            return 4004
        with self._lock:
            session, seq = self.sessions.get(asked.get("session_id", "")), asked.get("seq")
            if session is None:
                wire.put({"op": 9, "t": None, "s": None, "d": False})
                return 0
            if not isinstance(seq, int) or not 0 <= seq <= len(session.events):
                return 4007
            self.resumes += 1
            self._join(wire, session)
            for payload in session.events[seq:]:
                wire.put(payload)
            session.add("RESUMED", {})
        return 0

    def _join(self, wire: Wire, session: Session) -> None:
        if session.wire:
            session.wire.session = None
        wire.session, session.wire = session, wire

    def _leave(self, wire: Wire) -> None:
        with self._lock:
            self._wires.discard(wire)
            session = wire.session
            if session and session.wire is wire and self.sessions.get(session.id) is session:
                session.wire = None
                # Who says goodbye (1000, 1001) or was silent for too long has no session to come
                # back to.
                if wire.goodbye or (wire.closed_with == 4009):
                    self.sessions.pop(session.id, None)

    def _may_start(self, shard: int) -> bool:
        """Whether a session may begin now; of shards alike modulo the concurrency, one in five
        seconds."""
        if not self.limits.identifies:
            return True
        recent, now = self._starts[shard % self.limits.identifies], self._now()
        if recent and now - recent[-1] < 5:
            return False
        recent.append(now)
        return True

    def _left(self) -> int:
        """How many sessions may begin today."""
        if self._now() - self._since >= _DAY:
            self._used = 0
        return max(0, self.limits.starts - self._used)

    def _now(self) -> float:
        """The present moment, in the limits' seconds."""
        return time.monotonic() * self.speed

    def _too_fast(self, sends: deque[float]) -> bool:
        now = time.monotonic() * self.speed
        sends.append(now)
        while sends[0] <= now - 60:
            sends.popleft()
        return bool(self.limits.gateway) and len(sends) > self.limits.gateway

    async def _close(self, wire: Wire, code: int) -> None:
        self.closed.append(code)
        wire.closed_with = code
        with contextlib.suppress(ConnectionError):
            await wire.socket.close(code=code)

    def _everybody(self, payload: Json) -> None:
        with self._lock:
            for wire in self._wires:
                wire.put(payload | {"t": None, "s": None})


def _shard(asked: object) -> tuple[int, int]:
    """The shard and how many there are, as the bot says; none that exists where it is not said
    so."""
    match asked:
        case None:
            return 0, 1
        case [int(shard), int(count)]:
            return shard, count
        case _:
            return -1, 0
