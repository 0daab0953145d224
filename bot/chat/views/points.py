"""The five points of a report, as sections of lines."""

# Tested in tests/bot/chat/views/test_papers.py.

# Chinese is read here: a colon to strip from a name.

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.views.doubts import DOUBT, doubted
from bot.chat.views.model import Line, Paragraph, Section, bold, line
from bot.chat.views.prose import SHORTEST, prose, shortened, without_markdown
from core.models import Labelled, Report, Results, Usage
from core.script import has_letters
from locales import Translator

# Characters of a report, and how many texts of one kind are shown; real ones have some 2,000 and
# eight.
LONGEST_REPORT, SEVERAL = 14_000, 40
LONGEST_NAME = 500  # characters of what a point's piece is called


def point_sections(t: Translator, report: Report) -> list[Section]:
    """The report's points, but those of which nothing is said; what has a doubt in it is marked."""
    check = report.check
    left = LONGEST_REPORT

    def said(lines: Sequence[Line]) -> tuple[Line, ...]:
        nonlocal left
        kept = shortened(lines, left)
        left -= sum(max(len(each.text), SHORTEST) for each in kept)
        return doubted(kept, check)

    innovations = [_named(t, each) for each in report.innovations[:SEVERAL]]
    points = (
        _point(t, "report.field", said(prose(report.field))),
        _point(t, "report.contribution", said(prose(report.contribution))),
        _point(t, "report.usage", said(_usage(t, report.usage)), collapsible=True),
        _point(t, "report.innovations", said(_numbered(innovations))),
        _point(t, "report.results", said(_results(t, report.results)), collapsible=True),
    )
    return [point for point in points if point is not None]


def _point(
    t: Translator, key: str, lines: Sequence[Line], *, collapsible: bool = False
) -> Section | None:
    """One of the report's points, None where nothing is said of it; what has a doubt in it is never
    folded."""
    if not lines:
        return None
    if any(DOUBT in each.text for each in lines):
        collapsible = False
    return Section(line(bold(t.t(key))), (Paragraph(tuple(lines)),), collapsible)


def _usage(t: Translator, usage: Usage) -> list[Line]:
    return [
        *_labelled(t, t.t("report.input"), usage.input),
        *_labelled(t, t.t("report.output"), usage.output),
        *_steps(t, usage.steps),
        *_labelled(t, t.t("report.requirements"), usage.requirements),
        *_notes(t, usage.notes),
    ]


def _steps(t: Translator, steps: Sequence[str]) -> list[Line]:
    """Several steps numbered below their label; a single one beside it."""
    steps = steps[:SEVERAL]
    read = [prose(step, depth=1) for step in steps]
    found = [lines for lines in read if lines]
    if len(found) < 2:
        return list(_labelled(t, t.t("report.steps"), "\n".join(steps)))
    return [_label(t, t.t("report.steps")), *_numbered(found)]


def _results(t: Translator, results: Results) -> list[Line]:
    return [
        *_several(t, t.t("report.datasets"), results.datasets),
        *_several(t, t.t("report.comparisons"), results.comparisons),
        *_several(t, t.t("report.figures"), results.figures),
        *_notes(t, results.notes),
    ]


def _notes(t: Translator, notes: Sequence[Labelled]) -> list[Line]:
    """The notes, those of one name together, where the first of them stands."""
    by_name: dict[str, list[Labelled]] = {}
    for number, note in enumerate(notes[:SEVERAL]):
        by_name.setdefault(note.name or str(number), []).append(note)
    lines: list[Line] = []
    for name, several in by_name.items():
        if len(several) > 1:
            lines += _several(t, _bare(name), [note.text for note in several])
        else:
            lines += _named(t, several[0])
    return lines


def _named(t: Translator, piece: Labelled) -> tuple[Line, ...]:
    """The name and its text; the name alone where the text is missing."""
    name = without_markdown(piece.name[:LONGEST_NAME])
    if lines := _labelled(t, name, piece.text):
        return lines
    return (line(bold(name)),) if name else ()


def _labelled(t: Translator, name: str, text: str) -> tuple[Line, ...]:
    """The text's lines, the first one led by the name in bold; a list begins on a line of its
    own."""
    lines, name = prose(text), _bare(name)
    if not name or not lines:
        return lines
    if lines[0].marker:
        return (_label(t, name), *(_deeper(each) for each in lines))
    # Foreign words keep their own colon.
    own = has_letters(name + text, t.about.script)
    label = bold(t.t("text.label" if own else "text.label.foreign", label=name))
    return (Line((label, *lines[0].spans)), *(_deeper(each) for each in lines[1:]))


def _several(t: Translator, name: str, texts: Sequence[str]) -> tuple[Line, ...]:
    """One text beside its name; several as a list below it."""
    texts = texts[:SEVERAL]
    read = [prose(text) for text in texts]
    found = [lines for lines in read if lines]
    if len(found) < 2:
        return _labelled(t, name, "\n".join(texts))
    listed = [_label(t, name)]
    for first, *others in found:
        listed.append(Line(first.spans, "•", 1))
        listed += [Line(each.spans, "", 2) for each in others]
    return tuple(listed)


def _numbered(items: Sequence[Sequence[Line]]) -> list[Line]:
    """Each item's first line numbered; what follows in it stands one level further in."""
    numbered_lines: list[Line] = []
    filled = [lines for lines in items if lines]
    for number, lines in enumerate(filled, start=1):
        numbered_lines.append(Line(lines[0].spans, f"{number}.", lines[0].depth))
        numbered_lines.extend(_deeper(each) for each in lines[1:])
    return numbered_lines


def _bare(name: str) -> str:
    return without_markdown(name[:LONGEST_NAME]).rstrip(":：.。 ")


def _label(t: Translator, name: str) -> Line:
    return line(bold(t.t("text.label", label=name).rstrip()))


def _deeper(each: Line) -> Line:
    return Line(each.spans, each.marker, each.depth + 1)
