"""Alembic runs this file; the connection, already in its transaction, comes from
`storage.engine.migrate`."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
