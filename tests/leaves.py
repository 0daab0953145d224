"""Every kind of error that has a sentence: those of core.errors, and of each channel's folder."""

from __future__ import annotations

import importlib.util
import pkgutil
from types import ModuleType

from bot import channels
from core import errors
from core.errors import PaperboyError


def leaves() -> list[type[PaperboyError]]:
    """The classes that nothing is derived from, but for those only the dispatcher answers."""
    found = [kind for module in _modules() for kind in vars(module).values()]
    kinds = [kind for kind in found if isinstance(kind, type) and issubclass(kind, PaperboyError)]
    return [kind for kind in dict.fromkeys(kinds) if not kind.__subclasses__()]


def _modules() -> list[ModuleType]:
    """All are imported before a class is asked what is derived from it."""
    folders = [each.name for each in pkgutil.iter_modules(channels.__path__) if each.ispkg]
    names = [f"bot.channels.{folder}.errors" for folder in folders]
    there = [name for name in names if importlib.util.find_spec(name)]
    return [errors, *map(importlib.import_module, there)]
