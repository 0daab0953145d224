"""The five points of a report, read from the free Markdown of models, and written in one style.

What has a known label goes where it belongs; everything else is kept as notes, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from core.archive.labels import POINTS, ReportWords, slot_key
from core.archive.markdown import (
    blocks,
    indent,
    is_item,
    labelled,
    tidied,
    tidy,
    unindent,
    write_labelled,
    write_text,
)
from core.language import ReportLabels
from core.models import Labelled, Report, Results, Usage

_Slots = Mapping[str, str]

_MARGIN = 3
_RESULTS = ("datasets", "comparisons", "figures")
_BREAK = re.compile(r"-{3,}|\*{3,}|_{3,}")


def split_points(lines: list[str], words: ReportWords) -> list[list[str]] | None:
    """The lines of each of the five points, the rest of its heading line first.

    None unless all five come in order. What stands before the first point (models like to repeat
    the title) belongs to none, nor do rules between points.
    """
    found: list[list[str]] = []
    for line in lines:
        heading = None
        if len(found) < len(POINTS):
            heading = words.headings[len(found)].fullmatch(line)
        if heading:
            found.append([heading["rest"].strip()])
        elif found and _BREAK.fullmatch(line):
            found[-1].append("")
        elif found:
            found[-1].append(line)
    if len(found) < len(POINTS):
        return None
    return found


def read_text(lines: list[str]) -> str:
    """A point that is plain text."""
    first, *rest = lines
    return tidy("\n".join([first, *unindent(rest)]))


def read_parts(lines: list[str], words: ReportWords) -> tuple[Labelled, ...]:
    """A point that is a list of named parts."""
    # The first line stands beside the point's title, the others are indented below it.
    told = blocks(lines[:1]) + blocks(lines[1:])
    parts = [labelled(block, words) for block in told]
    return tuple(part for part in parts if part.name or part.text)


def read_usage(lines: list[str], words: ReportWords) -> Usage:
    """Point 3: the usage guide."""
    texts, notes = _sort(read_parts(lines, words), words.usage)
    steps = _split_list(texts.get("steps"), notes)
    return Usage(
        input=_text(texts.get("input")),
        output=_text(texts.get("output")),
        steps=steps,
        requirements=_text(texts.get("requirements")),
        notes=tuple(notes),
    )


def read_results(lines: list[str], words: ReportWords) -> Results:
    """Point 5: the results."""
    texts, notes = _sort(read_parts(lines, words), words.results)
    datasets, comparisons, figures = (_split_list(texts.get(slot), notes) for slot in _RESULTS)
    return Results(datasets=datasets, comparisons=comparisons, figures=figures, notes=tuple(notes))


def write_points(report: Report, labels: ReportLabels, words: ReportWords) -> list[str]:
    """The lines of the five points; the functions above read them as the same report, tidied."""
    usage = report.usage
    results = report.results
    guide = {
        "input": tidy(usage.input),
        "output": tidy(usage.output),
        "steps": _numbered(usage.steps),
        "requirements": tidy(usage.requirements),
    }
    outcome = {
        "datasets": _bulleted(results.datasets),
        "comparisons": _bulleted(results.comparisons),
        "figures": _bulleted(results.figures),
    }
    guide_parts = _slots(guide, usage.notes, labels.usage, words.usage)
    outcome_parts = _slots(outcome, results.notes, labels.results, words.results)
    bodies = (
        tidy(report.field).split("\n"),
        tidy(report.contribution).split("\n"),
        _write([*guide_parts, *usage.notes], words),
        _write(report.innovations, words),
        _write([*outcome_parts, *results.notes], words),
    )
    lines: list[str] = []
    for number, (point, body) in enumerate(zip(POINTS, bodies, strict=True), 1):
        lines += [f"{number}. **{labels.points[point][0]}**", *indent(body, _MARGIN), ""]
    return lines[:-1]


def _sort(parts: Iterable[Labelled], table: _Slots) -> tuple[dict[str, Labelled], list[Labelled]]:
    """The first part with each slot's label, and all the others."""
    taken: dict[str, Labelled] = {}
    notes = []
    for part in parts:
        slot = table.get(slot_key(part.name))
        if slot and slot not in taken:
            taken[slot] = part
        else:
            notes.append(part)
    return taken, notes


def _text(part: Labelled | None) -> str:
    """The part's text, empty where there is no such part."""
    return part.text if part else ""


def _split_list(part: Labelled | None, notes: list[Labelled]) -> tuple[str, ...]:
    """The items of the part's list, or its text as the only item.

    A text before the list is added to the notes.
    """
    if part is None or not part.text:
        return ()
    lines = part.text.split("\n")
    start = next((number for number, line in enumerate(lines) if is_item(line.lstrip(" "))), None)
    if start is None:
        return (part.text,)
    before = tidy("\n".join(lines[:start]))
    if before:
        notes.append(Labelled(part.name, before))
    items = (tidy("\n".join(block)) for block in blocks(lines[start:]))
    return tuple(item for item in items if item)


def _numbered(items: Iterable[str]) -> str:
    """The items that are not empty, as a numbered Markdown list."""
    texts = [text for text in map(tidy, items) if text]
    lines: list[str] = []
    for number, text in enumerate(texts, 1):
        lines += write_text(text, f"{number}. ")
    return "\n".join(lines)


def _bulleted(items: Iterable[str]) -> str:
    """The items that are not empty, as a Markdown list with bullets."""
    lines: list[str] = []
    for text in map(tidy, items):
        if text:
            lines += write_text(text)
    return "\n".join(lines)


def _write(parts: Iterable[Labelled], words: ReportWords) -> list[str]:
    """The lines of the parts, each an item of a list."""
    lines: list[str] = []
    for part in tidied(parts):
        lines += write_labelled(part, words)
    return lines


def _slots(
    texts: Mapping[str, str],
    notes: Iterable[Labelled],
    labels: Mapping[str, tuple[str, ...]],
    known: _Slots,
) -> list[Labelled]:
    """The slots that hold something, under their labels.

    An empty slot is written too where a note has its label: else the note would be read as it.
    """
    taken = {known.get(slot_key(note.name)) for note in notes}
    return [
        Labelled(labels[slot][0], text) for slot, text in texts.items() if text or slot in taken
    ]
