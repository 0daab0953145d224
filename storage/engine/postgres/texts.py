"""Full text on PostgreSQL: the words are ours, the index is a GIN, and the rank is BM25 as SQLite
counts it."""

# Tested in tests/storage/engine/test_search_alike.py.

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import text as sql

from storage.engine import words
from storage.engine.base import Connection, Matches, Texts
from storage.engine.postgres import lexemes

_PUT = sql(
    "INSERT INTO search (number, length, words, text)"
    " VALUES (:number, :length, CAST(:words AS tsvector), :text)"
    " ON CONFLICT (number) DO UPDATE SET"
    " length = excluded.length, words = excluded.words, text = excluded.text"
)
_DROP = sql("DELETE FROM search WHERE number = :number")
_COUNT = "SELECT count(*) FROM search WHERE {conditions}"
_HOLDS_WORDS = "words @@ CAST(:query AS tsquery)"
_HOLDS_SIGN = "position(:sign{n} IN text) > 0"
_FIND_SIGNS = (
    "SELECT number FROM search WHERE {conditions} ORDER BY number DESC LIMIT :limit OFFSET :offset"
)
# Ranking reads every match, so of very common words only the newest matches are ranked. Of one
# phrase, `ts_rank_cd` is the sum of the weights of the places where it stands.
_FIND = (
    "WITH phrases AS (SELECT CAST(unnest(CAST(:phrases AS text[])) AS tsquery) AS phrase),"
    " known AS (SELECT count(*) AS papers, greatest(avg(length), 1) AS usual FROM search),"
    " wanted AS MATERIALIZED (SELECT phrase,"
    " (SELECT count(*) FROM search WHERE words @@ phrase) AS holding FROM phrases),"
    " rare AS MATERIALIZED (SELECT phrase, usual,"
    " greatest(ln((papers - holding + 0.5) / (holding + 0.5)), 1e-6) AS rarity"
    " FROM wanted, known),"
    " found AS MATERIALIZED (SELECT number, length, words FROM search"
    " WHERE {conditions} ORDER BY number DESC LIMIT :ranked),"
    " counted AS (SELECT number, length, usual, rarity,"
    " ts_rank_cd(CAST(:weights AS real[]), words, phrase) * :unit AS times FROM found, rare)"
    " SELECT number FROM counted GROUP BY number"
    " ORDER BY sum(rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / usual))) DESC,"
    " number DESC LIMIT :limit OFFSET :offset"
)
# The weights of what stands in the abstract, the summaries, the organization and the title: parts
# of the last, which is the `unit`. A word in a title says most.
_WEIGHTS: dict[str, object] = {"weights": [0.1, 0.2, 0.3, 1.0], "unit": 10.0}
_WEIGHTS_NEAR: dict[str, object] = {"weights": [0.25, 1e-9, 1e-9, 1.0], "unit": 4.0}
_RANKED = 1000
# Whoever looks for papers like another wants them all ranked: its words are rare ones.
_RANKED_NEAR = 10_000


async def put_texts(connection: Connection, texts: Sequence[Texts]) -> None:
    """Find the papers by those texts from now on."""
    rows: list[dict[str, object]] = []
    for each in texts:
        found = lexemes.indexed(each)
        rows.append(
            {
                "number": each.number,
                "length": found.length,
                "words": found.words,
                "text": found.text,
            }
        )
    if rows:
        await connection.execute(_PUT, rows)


async def drop_texts(connection: Connection, numbers: Iterable[int]) -> None:
    """Find the papers of those numbers no more."""
    rows = [{"number": number} for number in numbers]
    if rows:
        await connection.execute(_DROP, rows)


async def matches(connection: Connection, text: str, limit: int, offset: int) -> Matches:
    """The papers that hold every word and sign of the text, best first; none without either."""
    phrases, signs = lexemes.queries(words.phrases(text)), words.signs(text)
    if not phrases and not signs:
        return Matches()
    held = [_HOLDS_SIGN.format(n=n) for n in range(len(signs))]
    wanted: dict[str, object] = {f"sign{n}": sign for n, sign in enumerate(signs)}
    if phrases:
        held.insert(0, _HOLDS_WORDS)
        wanted["query"] = _joined(" & ", phrases)
    conditions = " AND ".join(held)
    counted = await connection.execute(sql(_COUNT.format(conditions=conditions)), wanted)
    total = int(counted.scalars().one())
    wanted |= {"limit": limit, "offset": offset}
    if phrases:
        find = _FIND
        wanted |= {"phrases": phrases, "ranked": _RANKED, **_WEIGHTS}
    else:
        find = _FIND_SIGNS
    found = await connection.execute(sql(find.format(conditions=conditions)), wanted)
    return Matches(tuple(found.scalars()), total)


async def near(connection: Connection, terms: Sequence[str], limit: int) -> tuple[int, ...]:
    """The numbers of papers that hold some of the terms, those with the most and the rarest of them
    first; none when no term has a word. Of many matches the newest ten thousand are ranked."""
    phrases = lexemes.queries(words.phrases_of(terms))
    if not phrases:
        return ()
    wanted: dict[str, object] = {
        "query": _joined(" | ", phrases),
        "phrases": phrases,
        "ranked": _RANKED_NEAR,
        "limit": limit,
        "offset": 0,
        **_WEIGHTS_NEAR,
    }
    found = await connection.execute(sql(_FIND.format(conditions=_HOLDS_WORDS)), wanted)
    return tuple(found.scalars())


def _joined(operator: str, phrases: Iterable[str]) -> str:
    return operator.join(f"({phrase})" for phrase in phrases)
