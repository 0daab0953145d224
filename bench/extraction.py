"""The extraction of the largest page: CPU time, and how long the event loop is held meanwhile."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Iterable

from bs4 import BeautifulSoup

from bench.figures import Figure, ahead
from bench.place import Place
from bench.stall import longest_stall
from bot.app.root import SystemClock
from core.models import Paper
from core.pages.html.extract import extract
from core.sources.arxiv import ArxivLibrary
from core.sources.http.client import PoliteClient
from tests.fakes.arxiv import FakeArxiv, page

PAGE, PAPER_ID = "arxiv_html_browser/2402.07043v1.html", "2402.07043"
ADDRESS = f"https://arxiv.org/html/{PAPER_ID}"
RUNS, NAIVELY = 7, 3
AHEAD = 8.0  # times, of Beautiful Soup
STALL = 50.0  # ms, whatever the machine: heartbeats and other people wait meanwhile


def measure(place: Place) -> Iterable[Figure]:
    """CPU time of `extract`, and the longest stall of the loop while the library fetches and
    extracts."""
    html, whence = _page(place)
    yield ahead(
        what=f"extraction of {whence}: CPU time",
        ours=statistics.median(_cpu(lambda: extract(html, PAPER_ID, ADDRESS)) for _ in range(RUNS)),
        unit="ms",
        least=AHEAD,
        naive=statistics.median(
            _cpu(lambda: BeautifulSoup(html, "html.parser").get_text()) for _ in range(NAIVELY)
        ),
        naively="Beautiful Soup, text alone",
    )
    yield Figure(
        what="fetching and extracting it: the event loop's longest stall",
        ours=asyncio.run(_stall_of_library(html)),
        unit="ms",
        limit=STALL,
        naive=asyncio.run(_stall_on_loop(html)),
        naively="Beautiful Soup on the loop",
    )


def _page(place: Place) -> tuple[bytes, str]:
    """The recorded page, or an invented one as long and with as many elements; and what it is."""
    if place.recorded and (file := place.recorded / PAGE).is_file():
        html = file.read_bytes()
        return html, f"a recorded page of {len(html) / 1e6:.1f} MB"
    sentence = "We measure how long a page takes to read, and find that it depends on the number of its elements. "
    formula = '<span class="ltx_text">so <math alttext="x_{i}^{2}+y"><mi>x</mi><mo>+</mo><mi>y</mi></math></span> '
    paragraph = f'<div class="ltx_para"><p class="ltx_p">{(3 * sentence + formula) * 4}</p></div>'
    section = (
        f'<section class="ltx_section"><h2 class="ltx_title">Results</h2>{paragraph * 20}</section>'
    )
    html = page("A Long Page", extra=section * (2_226_507 // len(section)))
    return html, f"an invented page of {len(html) / 1e6:.1f} MB (no recorded one)"


def _cpu(work: Callable[[], object]) -> float:
    """Milliseconds of this thread."""
    begun = time.thread_time()
    work()
    return 1000 * (time.thread_time() - begun)


async def _stall_of_library(html: bytes) -> float:
    """Milliseconds; the median of several fetches, each with its own longest stall. The server has
    its own thread."""
    paper = Paper(id=PAPER_ID, title=extract(html, PAPER_ID, ADDRESS).title)
    with FakeArxiv({PAPER_ID: html}).in_thread() as arxiv:
        async with PoliteClient("Paperboy/bench (+mailto:bench@example.org)") as client:
            library = ArxivLibrary(client, arxiv.url, SystemClock())
            stalls = [await longest_stall(lambda: library.document(paper)) for _ in range(RUNS)]
    return statistics.median(stalls)


async def _stall_on_loop(html: bytes) -> float:
    async def work() -> None:
        BeautifulSoup(html, "html.parser").get_text()

    return statistics.median([await longest_stall(work) for _ in range(NAIVELY)])
