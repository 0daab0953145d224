"""PDFs whose words are known, read as papers' PDFs are: `python -m bench.pdfs FOLDER`.

Beside each NAME.pdf stands NAME.json: `abstract`, `texts` (paragraphs, captions, footnotes) and
`headings`. Told for each: the part of those words that was kept, of its sentences that are whole,
of its headings that are sections, the processor's seconds, and whether text was left out as hidden.
The exit code is 1 where more than one in ten keeps less than 96 % of its words, or one is refused.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KEPT = 0.96
LIMITS = ("150", "60", "512")  # pages, seconds, megabytes
_WORD = re.compile(r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+")
_SENTENCE = re.compile(r"(?<=[.!?。])\s*")
_FEWEST = 30  # letters of a sentence that is looked for


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one PDF; the parts are of 1, and 0 where it was refused."""

    name: str
    words: float
    sentences: float
    headings: float
    seconds: float
    hidden: bool
    refused: bool = False


def compared(name: str, known: dict[str, Any], read: dict[str, Any], seconds: float) -> Read:
    """What was kept of what is known."""
    sections = read["sections"]
    text = "\n".join([read["abstract"], *(f"{title}\n{body}" for title, _, body in sections)])
    texts = [known["abstract"], *known["texts"]]
    wanted = _words(" ".join([*texts, *known["headings"]]))
    kept = (wanted & _words(text)).total() / max(1, wanted.total())
    sentences: list[str] = []
    for paragraph in texts:
        split = _SENTENCE.split(paragraph)
        sentences += [sentence for sentence in split if len(sentence) > _FEWEST]
    there = _squashed(text)
    whole = sum(_squashed(sentence) in there for sentence in sentences) / max(1, len(sentences))
    titles = {_squashed(title) for title, _, _ in sections}
    headings = known["headings"]
    found = sum(_squashed(title) in titles for title in headings) / max(1, len(headings))
    return Read(name, kept, whole, found, seconds, read["hidden"])


def read_pdf(path: Path) -> Read:
    """Read one as it is read in earnest, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "core.pages.pdf.child", *LIMITS]
    done = subprocess.run(command, input=path.read_bytes(), capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode != 0:
        return Read(path.stem, 0, 0, 0, seconds, hidden=False, refused=True)
    known = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return compared(path.stem, known, json.loads(done.stdout), seconds)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _squashed(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


def main(arguments: Sequence[str] | None = None) -> int:
    """Read a folder's PDFs, print what was kept, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    results = [read_pdf(path) for path in sorted(folder.glob("*.pdf"))]
    for each in results:
        told = "refused" if each.refused else ""
        if each.hidden:
            told = "hidden"
        print(
            f"{each.name:24} words {each.words:6.1%}  sentences {each.sentences:6.1%}  "
            f"headings {each.headings:6.1%}  {each.seconds:5.2f} s  {told}"
        )
    poor = sum(each.words < KEPT for each in results)
    refused = sum(each.refused for each in results)
    seconds = sum(each.seconds for each in results)
    print(f"{len(results)} PDFs, {poor} below {KEPT:.0%}, {refused} refused, {seconds:.1f} s")
    return int(poor > len(results) / 10 or refused > 0)


if __name__ == "__main__":
    sys.exit(main())
