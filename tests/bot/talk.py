"""A conversation with an app, line by line, on a clock that stands until it is moved."""

from __future__ import annotations

import datetime as dt

from bot.app.root import App
from bot.channels.console.adapter import KEY
from bot.chat.actions import read_action
from bot.chat.commands import answer, press
from bot.chat.views import View
from tests.bot.chat.views.samples import said

# What the first list of a chat ends with, in Chinese.
ORDER = "🏆 在前，其余按分数从高到低；▲ 是赞，★ 是 GitHub 星数，行末的数字是分数。"


def without_order(rows: list[str]) -> list[str]:
    """The rows as a chat's later lists have them."""
    return [row for row in rows if row != ORDER]


class StandingClock:
    """Implements core.ports.Clock."""

    def __init__(self, *moment: int) -> None:
        self.time = dt.datetime(*moment, tzinfo=dt.UTC)  # type: ignore[arg-type]

    def now(self) -> dt.datetime:
        return self.time

    def pass_(self, **span: float) -> None:
        """Let so much time pass."""
        self.time += dt.timedelta(**span)


class Talk:
    """A chat with the app. `notices` is what it was told ahead of an answer, `lists` what it was
    shown of one before that was complete."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.notices: list[str] = []
        self.lists: list[View] = []

    async def view(self, line: str) -> View:
        """The answer to that line."""
        request = await self.app.office.desk.request(KEY, self._hear)
        return await answer(self.app.office, request, line)

    async def press(self, action: str) -> list[str]:
        """The lines of the answer to a button."""
        request = await self.app.office.desk.request(KEY, self._hear)
        return said(await press(self.app.office, request, read_action(action)))

    async def rows(self, line: str) -> list[str]:
        """The answer's lines of text, hints last."""
        view = await self.view(line)
        return [*said(view), *view.hints]

    async def say(self, line: str) -> str:
        """The answer as one text."""
        return "\n".join(await self.rows(line))

    async def _hear(self, view: View) -> None:
        if view.meanwhile:
            self.lists.append(view)
        else:
            self.notices += said(view)
