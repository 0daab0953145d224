"""Addresses as people and sources write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identify import day_of_hub, paper_id, papers_in, repository


@pytest.mark.parametrize(
    "text",
    [
        "2602.04634",
        "2602.04634v2",
        " 2602.04634. ",
        "arXiv:2602.04634",
        "arxiv: 2602.04634v1",
        "https://arxiv.org/abs/2602.04634",
        "http://arxiv.org/abs/2602.04634v3",
        "https://www.arxiv.org/pdf/2602.04634v2.pdf",
        "https://arxiv.org/pdf/2602.04634?download=1#page=3",
        "https://arxiv.org/html/2602.04634v1/",
        "https://export.arxiv.org/abs/2602.04634",
        "https://www.alphaxiv.org/abs/2602.04634",
        "arxiv.org/abs/2602.04634",
        "https://huggingface.co/papers/2602.04634",
        "https://huggingface.co/papers/2602.04634.md",
        "https://hf.co/papers/2602.04634?ref=mail",
        "https://huggingface.co/papers/2602.04634v2#community",
        "https://hf-mirror.com/papers/2602.04634",
        "https://www.alphaxiv.org/overview/2602.04634v1",
        "https://alphaxiv.org/pdf/2602.04634v1.pdf",
        "https://ar5iv.labs.arxiv.org/html/2602.04634",
        "https://papers.cool/arxiv/2602.04634",
        "https://arxiv.org/html/2602.04634v1#S3.T1",
        "https://www.alphaxiv.org/zh/overview/2602.04634",
        "https://alphaxiv.org/zh-CN/abs/2602.04634v2",
        "https://www.semanticscholar.org/arxiv/2602.04634",
        "https://api.semanticscholar.org/graph/v1/paper/arXiv:2602.04634",
        "https://scirate.com/arxiv/2602.04634",
        "https://inspirehep.net/arxiv/2602.04634",
        "https://ui.adsabs.harvard.edu/abs/arXiv:2602.04634/abstract",
        "https://www.emergentmind.com/papers/2602.04634",
        "https://tldr.takara.ai/p/2602.04634",
        "https://cn.arxiv.org/abs/2602.04634",
        "export.arxiv.org/abs/2602.04634",
        "HTTPS://ARXIV.ORG/ABS/2602.04634V2",
        "https://doi.org/10.48550/arXiv.2602.04634",
        "10.48550/arXiv.2602.04634",
        "doi:10.48550/arxiv.2602.04634v2",
        "https://arxiv.org/abs/2602.04634%20",
        "https://arxiv.org/abs/2602.04634%E3%80%82",
        "https://arxiv.org//abs/2602.04634",
        "https://arxiv.org/bibtex/2602.04634",
        "https://doi.org/10.48550%2FarXiv.2602.04634",
        "https://www.catalyzex.com/paper/arxiv:2602.04634",
        "<https://hf.co/papers/2602.04634>",
        "（https://huggingface.co/papers/2602.04634）。",
    ],
)
def test_every_way_to_name_a_paper(text: str) -> None:
    assert paper_id(text) == "2602.04634"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cs/0112017", "cs/0112017"),
        ("cs/0112017v1", "cs/0112017"),
        ("math.GT/0309136", "math/0309136"),
        ("arXiv:hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136v2", "math/0309136"),
        ("https://arxiv.org/pdf/math.GT/0309136v2.pdf", "math/0309136"),
        ("https://arxiv.org/pdf/cs/0112017", "cs/0112017"),
        ("0704.0001", "0704.0001"),
        ("Hep-th/9901001", "hep-th/9901001"),
        ("Math.GT/0309136V2", "math/0309136"),
    ],
)
def test_old_ids(text: str, expected: str) -> None:
    assert paper_id(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "2026-02-05",
        "2613.04634",
        "2602.046345",
        "2602.04634 and 2602.04635",
        "https://example.org/abs/2602.04634",
        "https://doi.org/10.1000/2602.04634",
        "10.48550/2602.04634",
        "https://huggingface.co/2602.04634",
        "https://arxiv.org.example.org/abs/2602.04634",
        "https://arxiv.org/list/2602.04634",
        "https://huggingface.co/papers/date/2026-02-05",
        "ftp://arxiv.org/abs/2602.04634",
        "https://[broken/abs/2602.04634",
        "２６０２.04634",
    ],
)
def test_no_paper(text: str) -> None:
    assert paper_id(text) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/owner/name",
        "http://github.com/owner/name/",
        "https://www.github.com/owner/name.git",
        "https://github.com/owner/name/tree/main/examples/run",
        "https://github.com/owner/name?tab=readme#top",
        "https://github.com//owner///name//",
        "github.com/owner/name",
        " https://GitHub.com/owner/name ",
    ],
)
def test_every_way_to_name_a_repository(url: str) -> None:
    assert repository(url) == "https://github.com/owner/name"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "///",
        "https://github.com",
        "https://github.com/owner",
        "https://github.com/owner/",
        "https://github.com///",
        "https://github.com/owner/..",
        "https://github.com/owner/na me",
        "https://gitlab.com/owner/name",
        "https://github.com.example.org/owner/name",
        "javascript://github.com/owner/name",
        "https://[github.com/owner/name",
    ],
)
def test_no_repository(url: str) -> None:
    assert repository(url) is None


@given(st.text())
def test_any_text_is_harmless(text: str) -> None:
    paper_id(text)
    repository(text)
    paper_id(f"https://arxiv.org/abs/{text}")
    repository(f"https://github.com/{text}")


@given(st.from_regex(r"[0-9]{2}(0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True), st.integers(1, 99))
def test_a_version_never_changes_the_paper(identifier: str, version: int) -> None:
    assert paper_id(f"{identifier}v{version}") == identifier


@pytest.mark.recorded
def test_recorded_addresses(recorded: Path) -> None:
    papers = [
        item["paper"]
        for file in (recorded / "hf_daily").glob("*.json")
        for item in json.loads(file.read_text())
    ]
    addresses = [paper["githubRepo"] for paper in papers if "githubRepo" in paper]

    assert all(paper_id(paper["id"]) == paper["id"] for paper in papers)
    assert len(addresses) > 100
    assert all((repository(address) or "").count("/") == 4 for address in addresses)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://arxiv.org/abs/2602.04634", "2602.04634"),
        ("看看https://arxiv.org/abs/2602.04634v2，很好", "2602.04634"),
        ("[x](https://huggingface.co/papers/2602.04634)", "2602.04634"),
        ("<https://www.alphaxiv.org/abs/2602.04634>", "2602.04634"),
        ("Paper:https://arxiv.org/pdf/2602.04634v3.pdf**", "2602.04634"),
        ("_https://arxiv.org/abs/2602.04634_ ||2602.04635||", "2602.04634 2602.04635"),
        ("arxiv.org/html/2602.04634v1#S3", "2602.04634"),
        ("arXiv:2602.04634 and arXiv：2602.04635v1.", "2602.04634 2602.04635"),
        ("论文2602.04634不错，（2602.04635）", "2602.04634 2602.04635"),
        ("２６０２．０４６３４", "2602.04634"),
        ("2602.04635, 2602.04634, 2602.04635", "2602.04635 2602.04634"),
        ("https://arxiv.org/abs/2602.04634,https://arxiv.org/abs/2602.04635",
         "2602.04634 2602.04635"),
        ("10.48550/arXiv.2602.04634 https://doi.org/10.48550/arXiv.2602.04635",
         "2602.04634 2602.04635"),
        ("https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2602.04634&sa=D",
         "2602.04634"),
        ("hep-th/9901001 math.GT/0309136", "hep-th/9901001 math/0309136"),
        ("files/0412345 https://x.example/cs/0412345", ""),
        ("https://github.com/x/2602.04634 https://x.com/a/status/2602046341234", ""),
        ("3.14, $1204.50000, 1999.12345, 2613.12345, 12602.04634, 2602.046345", ""),
        ("https://arxiv.org/list/cs.CL/recent", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_papers_in_a_text(text, found):
    assert papers_in(text) == tuple(found.split())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("https://huggingface.co/papers/date/2026-02-05", "2026-02-05"),
        ("hf.co/papers/date/2026-02-05/", "2026-02-05"),
        ("https://hf-mirror.com/papers?date=2026-02-05", "2026-02-05"),
        ("https://huggingface.co/papers", ""),
        ("https://huggingface.co/papers/2602.04634", None),
        ("https://huggingface.co/papers/week/2026-W06", None),
        ("https://example.org/papers/date/2026-02-05", None),
        ("2026-02-05", None),
    ],
)
def test_links_to_days_of_the_hub_are_known(text: str, day: str | None) -> None:
    assert day_of_hub(text) == day
