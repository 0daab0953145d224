"""What every command of the command line has in its hand."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable

from bot.app import service
from bot.app.channels import CHANNELS
from bot.app.environment import load_settings
from bot.app.logs import configure_logs
from bot.app.settings import Settings
from bot.channels.base import Parts
from bot.chat.problems import setting_text
from core.masking import Mask
from locales import Translator

SECRET_SHAPES = tuple(shape for channel in CHANNELS for shape in channel.secret_shapes)


class Cli:
    """What every command needs: the operator's language, and settings, read when a command wants
    them."""

    def __init__(self, t: Translator, *, debug: bool) -> None:
        self.t = t
        self.debug = debug
        self.mask = Mask(shapes=SECRET_SHAPES)

    def settings(self, level: int = logging.ERROR) -> Settings:
        """The settings; what nobody understands in them is told on standard error.

        From here on logs are masked, and hold what is of that level at least. Raises
        SettingsInvalid.
        """
        settings = self.settings_alone(level)
        for remark in settings.remarks:
            print(setting_text(self.t, remark), file=sys.stderr)
        return settings

    def settings_alone(self, level: int = logging.ERROR) -> Settings:
        """The settings as `settings` reads them, for commands that tell the remarks themselves."""
        settings = load_settings()
        self.mask = Mask(settings.secrets, SECRET_SHAPES)
        configure_logs(logging.DEBUG if self.debug else level, self.mask)
        return settings

    def run(self, work: Callable[[Parts], Awaitable[int]]) -> int:
        """Do a channel's own command with what channels are made from, and return its exit code."""
        return asyncio.run(service.with_parts(self.settings(), self.t, work))
