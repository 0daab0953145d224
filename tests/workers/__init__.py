"""Several workers on one PostgreSQL: real processes."""
