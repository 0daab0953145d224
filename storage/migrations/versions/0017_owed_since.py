"""Each delivery remembers since when it is owed: how old the oldest debt is can be watched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("owed_at", sa.DateTime(timezone=True)))
