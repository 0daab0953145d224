"""The commands that work on days and files: what they store, print and return."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from importlib import resources

import pytest

from bot.app import service
from bot.app.root import open_app
from bot.channels.console.adapter import Console
from core.archive import parse_report
from core.models import Source
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock
from tests.core.archive.samples import DIGEST, FREE_REPORT
from tests.spoken import LANGUAGES
from tests.world import DATE, busy_day, full_texts, world

KEYS = [
    "date",
    "state",
    "listed",
    "selected",
    "summarized",
    "reports",
    "over_budget",
    "failed",
    "model_calls",
    "seconds",
]
DEMO = resources.files("bot.app").joinpath("demo")
NOW = dt.datetime(2026, 2, 9, tzinfo=dt.UTC)


def dump(folder):
    """Everything the store holds."""
    with closing(sqlite3.connect(folder / "paperboy.db")) as database:
        return list(database.iterdump())


def test_ingest_ends_with_a_table(paperboy, place):
    ran = paperboy("ingest", "--date", DATE)

    assert (ran.code, ran.err) == (0, "")
    rows = [re.split(r"\s{2,}", row.rstrip()) for row in ran.out.splitlines()]
    assert rows[0] == ["Tue, 3 Feb"]
    assert rows[1:-1] == [
        ["State", "closed"],
        ["Papers listed", "6"],
        ["Selected", "4"],
        ["Summarized", "4"],
        ["Reports from full text", "4"],
        ["Reports from abstracts", "0"],
        ["Model calls", "8"],
    ]
    assert rows[-1][0] == "Seconds"


def test_the_table_speaks_the_terminals_language(paperboy, place):
    ran = paperboy("ingest", "--date", DATE, "--no-model", lc_all="zh_CN.UTF-8")

    assert ran.out.startswith("2月3日 星期二")
    assert not re.search("[A-Z][a-z]", ran.out)


def test_ingest_as_json_and_again_for_nothing(paperboy, place):
    first = paperboy("ingest", "--date", "2026-02-03", "--json")
    report = json.loads(first.out)
    assert (first.code, first.err, list(report)) == (0, "", KEYS)
    assert report | {"seconds": 0} == {
        "date": DATE,
        "state": "closed",
        "listed": 6,
        "selected": 4,
        "summarized": 4,
        "reports": {"html": 4, "pdf": 0, "abstract": 0},
        "over_budget": 0,
        "failed": [],
        "model_calls": 8,
        "seconds": 0,
    }
    before = dump(place.folder)

    second = json.loads(paperboy("ingest", "--date", "2026-02-03", "--json").out)
    assert second | {"seconds": 0} == report | {"seconds": 0, "model_calls": 0}
    assert dump(place.folder) == before
    assert place.hub.asked(DATE) == 1


def test_a_paper_that_fails_is_named_with_what_to_do(paperboy, place):
    place.model.always("arXiv: 2602.00002\n", "malformed")
    ran = paperboy("ingest", "--date", DATE, "--json")

    assert ran.code == 3
    assert json.loads(ran.out)["failed"] == [
        {"id": "2602.00002", "step": "deep_read", "error": "model_answer_invalid"},
        {"id": "2602.00002", "step": "summarize", "error": "model_answer_invalid"},
    ]
    assert ran.err.splitlines() == [
        "2602.00002 · Reports: The answer of the model test-model is of no use: it is malformed.",
        "2602.00002 · Summaries: The answer of the model test-model is of no use: it is malformed.",
        f"Run it again to do only what failed: paperboy ingest --date {DATE}",
    ]
    table = paperboy("ingest", "--date", DATE)
    assert (table.code, table.out.splitlines()[-3:]) == (3, ran.err.splitlines())

    place.model.heal()
    mended = paperboy("ingest", "--date", DATE, "--json")
    assert (
        mended.code,
        json.loads(mended.out)["failed"],
        json.loads(mended.out)["model_calls"],
    ) == (0, [], 2)


def test_a_source_that_is_down_is_another_exit_code(paperboy, place):
    place.hub.fail_always("*", "html")
    ran = paperboy("ingest", "--date", DATE, "--json")

    assert ran.code == 4
    assert json.loads(ran.out) | {"seconds": 0} == dict.fromkeys(KEYS, 0) | {
        "date": DATE,
        "state": "failed",
        "reports": {"html": 0, "pdf": 0, "abstract": 0},
        "failed": [],
    }
    assert ran.err.splitlines()[1:] == [
        f"When the source is back, run it again: paperboy ingest --date {DATE}",
    ]
    place.hub.heal()
    assert paperboy("ingest", "--date", DATE).code == 0


def test_without_a_model_nothing_is_asked_of_it(paperboy, place):
    report = json.loads(paperboy("ingest", "--date", DATE, "--json", "--no-model").out)

    assert (report["summarized"], report["reports"]["html"], report["model_calls"]) == (4, 4, 0)
    assert place.model.log == []


def test_today_stays_open_and_a_date_not_listed_yet_is_no_failure(paperboy, place):
    today = service.utc_today().isoformat()
    place.hub.days[today] = busy_day(2)
    early = paperboy("ingest", "--date", "today", "--json", "--no-model")
    assert (early.code, json.loads(early.out)["state"], json.loads(early.out)["listed"]) == (
        0,
        "open",
        0,
    )

    place.hub.newest = today
    late = paperboy("ingest", "--date", "today", "--json", "--no-model")
    assert (late.code, json.loads(late.out)["state"], json.loads(late.out)["listed"]) == (
        0,
        "open",
        2,
    )


def test_import_tells_digests_and_reports_apart(paperboy, tmp_path):
    (tmp_path / "one.md").write_text(DIGEST, "utf-8")
    (tmp_path / "two.md").write_text(FREE_REPORT, "utf-8")
    ran = paperboy("import", tmp_path / "one.md", tmp_path / "two.md")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"Imported the digest {tmp_path}/one.md",
        f"Imported the reports of {tmp_path}/two.md",
    ]


@pytest.mark.parametrize(
    "data",
    [DIGEST.encode(), b"\xef\xbb\xbf" + DIGEST.encode(), DIGEST.replace("\n", "\r\n").encode()],
    ids=["plain", "bom", "crlf"],
)
def test_a_digest_comes_back_byte_for_byte(paperboy, tmp_path, data):
    (tmp_path / "digest.md").write_bytes(data)
    for _ in range(2):
        assert paperboy("import", tmp_path / "digest.md").code == 0
        assert paperboy("export", "digest", "--date", "2025-07-01").data == data


def test_a_malformed_file_is_named_with_its_line_and_leaves_nothing(paperboy, tmp_path):
    fine, bad = tmp_path / "fine.md", tmp_path / "bad.md"
    fine.write_text(DIGEST, "utf-8")
    bad.write_text(
        DIGEST.replace("**得分**: 4.16", "**得分**: high").replace("纸船", "木船"), "utf-8"
    )
    paperboy("import", fine)
    before = dump(tmp_path)
    ran = paperboy("import", bad)

    line = DIGEST[: DIGEST.index("**得分**: 4.16")].count("\n") + 1
    assert (ran.code, ran.out) == (1, "")
    assert (
        ran.err
        == f"{bad}, line {line}: The score belongs here, with at most two decimals, such as 54.8.\n"
    )
    assert dump(tmp_path) == before


def test_of_several_files_those_before_the_malformed_one_are_kept(paperboy, tmp_path):
    for name, text in {"a.md": DIGEST, "b.md": "# Something else\n", "c.md": FREE_REPORT}.items():
        (tmp_path / name).write_text(text, "utf-8")
    ran = paperboy("import", *(tmp_path / name for name in ("a.md", "b.md", "c.md")))

    assert ran.code == 1
    assert ran.out == f"Imported the digest {tmp_path}/a.md\n"
    assert (
        ran.err
        == f"{tmp_path}/b.md, line 1: This is neither a daily digest nor a deep-read report.\n"
    )
    assert "1 day, 3 papers" in paperboy("status").out


@pytest.mark.parametrize("name", ["missing.md", ".", "latin.md", "empty.md", "zeros.md"])
def test_a_file_that_cannot_be_read_is_one_sentence(paperboy, tmp_path, name):
    (tmp_path / "latin.md").write_bytes("# Résumé".encode("latin-1"))
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "zeros.md").write_bytes(bytes(4096))
    ran = paperboy("import", tmp_path / name)

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert str(tmp_path / name) in ran.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_demo_files_come_back_byte_for_byte(paperboy, tmp_path, language):
    for kind in ("digest", "report"):
        for spoken in ("en", "zh"):
            (tmp_path / "file.md").write_bytes(DEMO.joinpath(f"{kind}.{spoken}.md").read_bytes())
            assert paperboy("import", tmp_path / "file.md").code == 0
    for kind in ("digest", "report"):
        ran = paperboy("export", kind, "--date", "2026-02-05", "--language", language)
        assert ran.data == DEMO.joinpath(f"{kind}.{language}.md").read_bytes()


@pytest.mark.parametrize("kind", ["digest", "report"])
def test_nothing_to_export(paperboy, kind):
    ran = paperboy("export", kind, "--date", DATE)

    assert (ran.code, ran.out) == (1, "")
    assert (
        ran.err
        == f"There is nothing to export for {DATE}; please ingest or import that day first.\n"
    )


def test_an_ingested_day_is_exported_imported_elsewhere_and_exported_alike(
    paperboy, place, tmp_path
):
    paperboy("ingest", "--date", DATE)
    files = {}
    for kind in ("digest", "report"):
        files[kind] = tmp_path / f"{kind}.md"
        files[kind].write_bytes(paperboy("export", kind, "--date", DATE).data)
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    assert paperboy("import", *files.values(), database_url=elsewhere).code == 0

    for kind, file in files.items():
        assert paperboy("export", kind, "--date", DATE).data == file.read_bytes()


@pytest.mark.recorded
def test_the_recorded_digests_come_back_byte_for_byte(paperboy, recorded):
    files = sorted((recorded / "digests").iterdir())
    assert paperboy("import", *files).code == 0

    assert len(files) == 4
    for file in files:
        date = re.search(r"\d{4}-\d\d-\d\d", file.read_text("utf-8"))[0]
        assert paperboy("export", "digest", "--date", date).data == file.read_bytes()


@pytest.mark.recorded
@pytest.mark.parametrize("form", ["plain", "bom", "crlf"])
def test_the_recorded_report_comes_back_byte_for_byte(paperboy, recorded, tmp_path, form):
    (file,) = (recorded / "reports").iterdir()
    data = file.read_bytes()
    if form == "bom":
        data = b"\xef\xbb\xbf" + data
    elif form == "crlf":
        data = data.replace(b"\n", b"\r\n")
    (tmp_path / "report.md").write_bytes(data)
    assert paperboy("import", tmp_path / "report.md").code == 0
    assert paperboy("export", "report", "--date", DATE).data == data

    reports = parse_report(data, "report.md", NOW, LANGUAGES).reports
    assert Counter(report.provenance.source for report in reports) == {
        Source.HTML: 40,
        Source.ABSTRACT: 4,
    }
    for report in reports:
        assert report.field
        assert report.contribution
        assert report.innovations
        assert report.usage != type(report.usage)()
        assert report.results != type(report.results)()


async def test_the_newest_day_announces_itself(tmp_path):
    day = busy_day(5)
    heard = []
    async with world(tmp_path, {"2026-02-06": day}, full_texts(day)) as place:
        clock = StandingClock(
            2026, 2, 9, 8
        )  # a Monday: nothing yet, nothing on Sunday and Saturday
        settings = place.settings(openai_api_key=None, openai_base_url="http://127.0.0.1:9")
        async with open_app(settings, use_model=False, clock=clock) as app:
            console = Console(app.office)
            console.show = lambda view: _hear(heard, view)
            await service._fetch_newest(app, console)
            place.hub.newest = "2026-02-10"
            place.hub.fail_always("*", "html")
            clock.pass_(days=1)
            await service._fetch_newest(app, console)

    assert heard == ["2月6日 星期五的论文到了：5 篇里选出 4 篇。发 /today 查看。"]


async def _hear(heard, view):
    heard += said(view)
