"""When the process that serves a platform last gave a sign of life."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("platforms", sa.Column("seen_at", sa.DateTime(timezone=True)))
