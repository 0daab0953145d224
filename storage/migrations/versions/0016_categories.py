"""A chat has picks out of categories of arXiv, and is told once that it can."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("chats", sa.Column("categories", sa.String))
    op.add_column("chats", sa.Column("told_of_sources", sa.Boolean))
