"""Imported files are kept as they are.

Until now an imported digest was kept as what it said, and its file was put together again from
that. The writer of that time is copied here, so that such digests are still exported byte for byte.
It knew two languages. Reports were always exported in one style; what is stored of them still is.
"""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

WORDS = {
    "zh": {
        "heading": "每日论文汇总 - ",
        "papers": "论文数量",
        "link": "论文链接",
        "organization": "组织",
        "score": "得分",
        "tags": "标签",
        "summary": "摘要",
        "highlights": "亮点",
    },
    "en": {
        "heading": "Daily Papers - ",
        "papers": "Papers",
        "link": "Paper",
        "organization": "Organization",
        "score": "Score",
        "tags": "Tags",
        "summary": "Summary",
        "highlights": "Highlights",
    },
}
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
RULE, BULLET = "---", "  - "


def _key() -> list[sa.ColumnClause[Any]]:
    return [sa.column("source"), sa.column("shelf"), sa.column("date", sa.Date)]


EDITIONS = sa.table(
    "editions",
    *_key(),
    sa.column("form", sa.JSON(none_as_null=True)),
    sa.column("archive_language"),
    sa.column("imported", sa.Boolean),
)
ENTRIES = sa.table(
    "entries",
    *_key(),
    *map(sa.column, ("paper_id", "rank", "title", "organization", "upvotes", "stars", "score")),
    sa.column("tags", sa.JSON),
    sa.column("golden", sa.Boolean),
    sa.column("selected", sa.Boolean),
)
READINGS = sa.table(
    "readings",
    *map(sa.column, ("paper_id", "kind", "language", "origin")),
    sa.column("body", sa.JSON),
)


def upgrade() -> None:
    archives = op.create_table(
        "archives",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("shelf", sa.String, primary_key=True),
        sa.Column("date", sa.Date, primary_key=True),
        sa.Column("language", sa.String, primary_key=True),
        sa.Column("file", sa.LargeBinary, nullable=False),
    )
    op.add_column(
        "editions", sa.Column("imported", sa.Boolean, nullable=False, server_default=sa.false())
    )
    connection = op.get_bind()
    was_imported = EDITIONS.c.form.is_not(None)
    for edition in connection.execute(sa.select(EDITIONS).where(was_imported)).all():
        for language, file in _digests(edition).items():
            connection.execute(
                archives.insert().values(
                    kind="digest",
                    source=edition.source,
                    shelf=edition.shelf,
                    date=edition.date,
                    language=language,
                    file=file,
                )
            )
    connection.execute(EDITIONS.update().where(was_imported).values(imported=True))
    op.drop_column("editions", "form")
    op.drop_column("editions", "archive_language")


def _digests(edition: Any) -> dict[str, bytes]:
    """By language, the files that would be exported of the list: the one imported last, and such as
    were imported whole before it."""
    chosen = ENTRIES.select().where(
        ENTRIES.c.source == edition.source,
        ENTRIES.c.shelf == edition.shelf,
        ENTRIES.c.date == edition.date,
        ENTRIES.c.selected,
    )
    entries = op.get_bind().execute(chosen.order_by(ENTRIES.c.rank)).all()
    files = {}
    for language in WORDS:
        brought = READINGS.select().where(
            READINGS.c.kind == "summary",
            READINGS.c.language == language,
            READINGS.c.origin == f"digest:{edition.date.isoformat()}",
        )
        summaries = {row.paper_id: row.body for row in op.get_bind().execute(brought)}
        whole = bool(entries) and all(entry.paper_id in summaries for entry in entries)
        if language == edition.archive_language or whole:
            files[language] = _file(edition, entries, summaries, language)
    return files


def _file(edition: Any, entries: Any, summaries: dict[str, Any], language: str) -> bytes:
    words, form = WORDS[language], edition.form
    lines = [f"# {words['heading']}{edition.date}", "", f"**{words['papers']}**: {len(entries)}"]
    lines += ["", RULE, ""]
    for entry in entries:
        summary = summaries.get(entry.paper_id)
        link = f"https://arxiv.org/abs/{entry.paper_id}"
        organization = "Unknown" if entry.organization is None else entry.organization
        trophy = "🏆" if entry.golden else ""
        heading = _heading(entry.title, summary, language)
        lines += [
            f"### {trophy} {entry.rank}. {_flat(heading)}",
            "",
            f"**{words['link']}**: [{link}]({link})",
            f"**{words['organization']}**: {_flat(organization)}",
            f"**{words['score']}**: {_score(entry.score, form)}",
            f"**{words['tags']}**: {_flat(', '.join(entry.tags))}",
            f"**Upvotes**: {entry.upvotes} | **Stars**: {entry.stars}",
            "",
        ]
        if summary:
            lines += _blocks(summary, words)
        lines += [RULE, ""]
    text = "\n".join(lines)
    if form.get("crlf"):
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if form.get("bom") else "utf-8", "replace")


def _heading(title: str, summary: dict[str, Any] | None, language: str) -> str:
    own = summary["title"] if summary and language == "zh" else None
    return f"{own} ({title})" if own and CHINESE.search(own) else title


def _score(score: float, form: dict[str, bool]) -> str:
    rounded = round(float(score), 2)
    whole = form.get("whole_scores") and rounded.is_integer()
    return str(int(rounded)) if whole else str(rounded)


def _blocks(summary: dict[str, Any], words: dict[str, str]) -> list[str]:
    lines = []
    highlights = f"**{words['highlights']}**:"
    if summary["text"]:
        text = _plain_ends(summary["text"])
        if {RULE, highlights} & set(text.split("\n")):
            text = _flat(text)
        lines += [f"**{words['summary']}**: {text}", ""]
    if summary["highlights"]:
        lines += [highlights, *(BULLET + _highlight(text) for text in summary["highlights"]), ""]
    return lines


def _highlight(text: str) -> str:
    text = _plain_ends(text)
    following = text.split("\n")[1:]
    looks_alike = any(line == RULE or line.startswith(BULLET) for line in following)
    return _flat(text) if looks_alike else text


def _plain_ends(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)


def _flat(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)
