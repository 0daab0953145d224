"""What processes of the tests begin with: all that Paperboy needs, imported once for all of them."""

from __future__ import annotations

import contextlib
import gc
import importlib

# What is imported late, when somebody needs it, is needed by most of these processes. No module is
# here that they run: it would be there twice.
NEEDED = (
    "bot.app.commands",
    "bot.channels.discord.platform",
    "bot.channels.telegram.platform",
    "core.llm.endpoint",
    "discord",
    "openai.resources.chat.completions",
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "storage.engine.migrate",
    "storage.engine.postgres",
    "telegram.ext",
    "tests.bot.app.test_announced",
    "tests.push_process",
    "tests.storage.build",
    "tests.storage.move_process",
)

for _name in NEEDED:
    with contextlib.suppress(ImportError):  # psycopg is an extra
        importlib.import_module(_name)
# None of it is looked at for what is not used any more, which would copy its memory.
gc.collect()
gc.freeze()
