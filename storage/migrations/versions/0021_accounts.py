"""Several bots on one platform: which of them an account is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("account", sa.String, primary_key=True),
        sa.Column("bot", sa.String, nullable=False),
        sa.Column("called", sa.String, nullable=False),
    )
