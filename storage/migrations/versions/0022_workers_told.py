"""What a worker does by its role, and since when it is alive: for who looks at the workers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    # A worker of a version before writes neither.
    op.add_column("workers", sa.Column("role", sa.String))
    op.add_column("workers", sa.Column("since", sa.DateTime(timezone=True)))
