"""A library of 200 references as somebody may send it, and what stands in it."""

from __future__ import annotations

import random

ARXIV, OTHERS, DAMAGED = 120, 60, 20


def bib(seed: int = 1) -> bytes:
    """BibTeX of 200 entries, mixed: 120 arXiv papers named in seven ways, 60 DOIs that are none,
    and 20 entries of nonsense."""
    entries: list[str] = []
    for number in range(ARXIV):
        paper = f"2401.{number:05}"
        ways = (
            f"eprint = {{{paper}}}, archivePrefix = {{arXiv}}, primaryClass = {{cs.CL}}",
            f'url = "https://arxiv.org/abs/{paper}v2"',
            f"doi = {{10.48550/arXiv.{paper}}}",
            f"journal = {{arXiv preprint arXiv:{paper}}}",
            f"volume = {{abs/{paper}}}, journal = {{CoRR}}",
            f"eprint = {paper}, eprinttype = {{arxiv}}",
            f"howpublished = {{\\url{{https://arxiv.org/pdf/{paper}.pdf}}}}",
        )
        way = ways[number % len(ways)]
        entries.append(
            f"@article{{a{number},\n  title = {{Paper {{N}}o. {number}}},\n  {way}\n}}\n"
        )
    for number in range(OTHERS):
        entries.append(
            f"@inproceedings{{b{number}, title={{Elsewhere {number}}}, doi={{10.1145/2401.{number:05}}},"
            f" url={{https://doi.org/10.1145/2401.{number:05}}} }}"
        )
    for number in range(DAMAGED):
        entries.append(f"@misc{{c{number} %% {{{{ no fields at all\n")
    random.Random(seed).shuffle(entries)
    return "\n".join(["% a library", *entries]).encode()
