"""What processes of the tests begin with: all that Paperboy needs, imported and read once for all of
them."""

from __future__ import annotations

import contextlib
import gc
import importlib

from locales import known_languages, translators

# What is imported late, when somebody needs it, is needed by most of these processes. No module is
# here that they run: it would be there twice.
NEEDED = (
    "alembic.command",
    "alembic.config",
    "anyio._backends._asyncio",
    "anyio.streams.tls",
    "bot.app.commands",
    "bot.channels.discord.platform",
    "bot.channels.telegram.platform",
    "core.llm.endpoint",
    "core.llm.model",
    "core.network.model_client",
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

# What they would all read, of our own files and of the system's certificates, which is half of what
# many of them do: it is read once in a process.
READ = (
    ("bot.chat.words.dates", "day_words"),
    ("core.asking.learned", "learned"),
    ("core.asking.learned", "order"),
    ("core.checking.learned", "learned"),
    ("core.interests.glossary", "ours"),
    ("core.labs", "labs_data"),
    ("core.network.outside", "_trusting_by_default"),
    ("core.reading.tells", "learned"),
    ("storage.bodies", "_shapes"),
)

for _name in NEEDED:
    with contextlib.suppress(ImportError):  # psycopg is an extra
        importlib.import_module(_name)
for _name, _read in READ:
    getattr(importlib.import_module(_name), _read)()
translators(known_languages())
# None of it is looked at for what is not used any more, which would copy its memory.
gc.collect()
gc.freeze()
