"""When each chat wants its list, so that those whose next time cannot be right are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEY = ("platform", "chat_id", "thread_id")
# What a chat that chose nothing had then.
_TIME, _WEEKDAYS = "08:30:00", [0, 1, 2, 3, 4, 5, 6]


def upgrade() -> None:
    op.add_column("chats", sa.Column("hour", sa.String))
    chats = sa.table(
        "chats", *map(sa.column, _KEY), sa.column("settings", sa.JSON), sa.column("hour")
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(chats)).mappings().all():
        same = [chats.c[name] == row[name] for name in _KEY]
        connection.execute(chats.update().where(*same).values(hour=_hour(row["settings"])))
    op.create_index("ix_chats_hour", "chats", ["hour", "next_due"])


def _hour(settings: dict[str, object]) -> str:
    weekdays = settings.get("weekdays", _WEEKDAYS)
    assert isinstance(weekdays, list)
    return (
        f"{settings.get('time', _TIME)}|{settings.get('zone') or ''}|{''.join(map(str, weekdays))}"
    )
