"""Messages that show one view together know each other; a topic is known by its name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("messages", sa.Column("together", sa.JSON))
    op.add_column("chats", sa.Column("title", sa.String))
