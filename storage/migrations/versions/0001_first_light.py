"""The first schema: papers, days, readings, and what the work needs to remember."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _papers_and_days()
    _readings()
    _working_memory()
    _full_text()


def _papers_and_days() -> None:
    op.create_table(
        "papers",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("abstract", sa.String, nullable=False),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("organization", sa.String),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("repository", sa.String),
        sa.Column("project_page", sa.String),
        sa.Column("thumbnail", sa.String),
        sa.Column("ai_summary", sa.String),
        sa.Column("ai_keywords", sa.JSON, nullable=False),
        sa.UniqueConstraint("id", name="uq_papers_id"),
    )
    op.create_table(
        "editions",
        sa.Column("date", sa.Date, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("listed", sa.Integer),
        sa.Column("fetched_at", sa.DateTime(timezone=True)),
        sa.Column("frozen_at", sa.DateTime(timezone=True)),
        sa.Column("form", sa.JSON),
        sa.Column("archive_language", sa.String),
    )
    op.create_table(
        "entries",
        sa.Column(
            "date",
            sa.Date,
            sa.ForeignKey("editions.date", name="fk_entries_date"),
            primary_key=True,
        ),
        sa.Column(
            "paper_id",
            sa.String,
            sa.ForeignKey("papers.id", name="fk_entries_paper_id"),
            primary_key=True,
        ),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("organization", sa.String),
        sa.Column("upvotes", sa.Integer, nullable=False),
        sa.Column("stars", sa.Integer, nullable=False),
        sa.Column("comments", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("tier", sa.String, nullable=False),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("golden", sa.Boolean, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("selected", sa.Boolean, nullable=False),
        sa.UniqueConstraint("date", "rank", name="uq_entries_date_rank"),
    )
    op.create_index("ix_entries_paper_id_date", "entries", ["paper_id", "date"])


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column(
            "paper_id",
            sa.String,
            sa.ForeignKey("papers.id", name="fk_readings_paper_id"),
            primary_key=True,
        ),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("language", sa.String, primary_key=True),
        sa.Column("origin", sa.String, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("writer", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("model", sa.String),
        sa.Column("version", sa.String),
        sa.Column("prompt_version", sa.String),
        sa.Column("shortfall", sa.String),
    )
    op.create_table(
        "report_order",
        sa.Column("date", sa.Date, primary_key=True),
        sa.Column("language", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column(
            "paper_id",
            sa.String,
            sa.ForeignKey("papers.id", name="fk_report_order_paper_id"),
            nullable=False,
        ),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
    )


def _working_memory() -> None:
    op.create_table(
        "documents",
        sa.Column("paper_id", sa.String, primary_key=True),
        sa.Column("version", sa.String),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "responses",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("etag", sa.String),
        sa.Column("last_modified", sa.String),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_responses_stored_at", "responses", ["stored_at"])
    op.create_table(
        "failures",
        sa.Column("date", sa.Date, primary_key=True),
        sa.Column("paper_id", sa.String, primary_key=True),
        sa.Column("step", sa.String, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "spending",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("model", sa.String, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("prompt", sa.Integer, nullable=False),
        sa.Column("cached", sa.Integer, nullable=False),
        sa.Column("completion", sa.Integer, nullable=False),
    )
    op.create_table(
        "chats",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("chat_id", sa.String, primary_key=True),
        sa.Column("thread_id", sa.String, primary_key=True),
        sa.Column("language", sa.String),
        sa.Column("seen_date", sa.Date),
    )


def _full_text() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _full_text_on_a_server()
        return
    # The prefix indexes keep the beginnings of common words as quick to find as rare words.
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(title, abstract, organization, summaries, "
        "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )


def _full_text_on_a_server() -> None:
    from sqlalchemy.dialects import postgresql

    op.create_table(
        "search",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        # How many words there are in all, and where each stands.
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("words", postgresql.TSVECTOR, nullable=False),
        # Signs are no words: they are looked for in the text itself.
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_index("ix_search_words", "search", ["words"], postgresql_using="gin")
    op.create_index("ix_search_length", "search", ["length"])
    # Ranking reads the words of many papers: packing them takes longer than reading a page more.
    op.execute("ALTER TABLE search SET (toast_tuple_target = 8160)")
    op.execute("ALTER TABLE search ALTER words SET STORAGE EXTERNAL")
