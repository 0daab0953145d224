"""What only one engine does stands in the engines' folder; what every engine does in its own way,
each of them does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import storage

STORAGE = Path(storage.__file__).parent
# Modules and words that mean one engine.
MODULES = re.compile(r"(sqlite3|aiosqlite|psycopg|sqlalchemy\.dialects)\b")
WORDS = re.compile(r"\b(rowid|pragma|fts5|bm25|match|json_\w+|sqlite\w*|pg_\w+)\b", re.IGNORECASE)
STATEMENT = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA) ")


def of_one_engine(path: Path) -> Iterator[str]:
    """The imports and the SQL in the file that only one engine understands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if MODULES.match(name.name))
            case ast.ImportFrom(module=str(module)) if MODULES.match(module):
                yield module
            case ast.Call(func=ast.Name(id="text" | "sql") | ast.Attribute(attr="exec_driver_sql")):
                sql = ast.unparse(node)
                yield from WORDS.findall(sql)
            case ast.Constant(value=str(sql)) if STATEMENT.match(sql):
                yield from WORDS.findall(sql)


def test_what_one_engine_alone_does_stands_in_its_folder() -> None:
    found = {path.name: set(of_one_engine(path)) for path in STORAGE.glob("*.py")}
    within = {path.name: set(of_one_engine(path)) for path in (STORAGE / "engine").glob("*.py")}

    assert {name for name, what in found.items() if what} == set()
    assert {"sqlite3", "rowid", "bm25", "PRAGMA"} <= within["sqlite.py"]
