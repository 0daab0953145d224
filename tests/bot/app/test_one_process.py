"""Of two processes on one store the second is refused; what only looks, or asks little, is not."""

from __future__ import annotations

from tests.world import DATE

READS_AND_SENDS = [("run",), ("chat",), ("ingest", "--date", DATE), ()]
WORKS_BESIDE = [
    ("status",),
    ("chats", "list"),
    ("export", "digest", "--date", "2026-02-05"),
    ("chats", "silence", "telegram:1"),
    ("push", "--dry-run"),
]


def test_a_second_one_is_refused_and_a_dead_ones_store_is_free(paperboy, running, tmp_path):
    paperboy("status")  # the environment's variables are set by it
    with running(tmp_path) as first:
        for arguments in READS_AND_SENDS * 2:
            ran = paperboy(*arguments)
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.count("\n") == 1
            assert ran.err.startswith(
                f"Another Paperboy already works with the database {tmp_path / 'paperboy.db'}: "
                f"process {first.pid} on "
            )
        first.kill()
        first.wait()
        with running(tmp_path):
            pass


def test_all_else_works_beside_it(paperboy, running, tmp_path):
    paperboy("status")
    with running(tmp_path):
        for arguments in WORKS_BESIDE:
            ran = paperboy(*arguments)
            assert (ran.code, ran.err) == (0, ""), arguments


def test_it_is_told_in_the_terminals_language(paperboy, running, tmp_path):
    paperboy("status", lc_all="zh_CN.UTF-8")
    with running(tmp_path) as first:
        told = paperboy("chat").err
    assert told.startswith("另一个 Paperboy")
    assert str(first.pid) in told
