"""A report in another language, translated from the one there is; its figures stay.

The answer has the report's own shape. It is compared with the report text by text: nothing may be
missing or added, every figure must stand on both sides, and lines and Markdown marks should. What
differs goes back to the model once. A translation whose shape or figures still differ is not used.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from core.checking.verify import Evidence, check, statements
from core.document import Document
from core.language import Language
from core.llm.budget import estimate_tokens
from core.models import Check, Finding, Labelled, Paper, Report, Results, Source, Usage, Writer
from core.ports import Clock, Model
from core.reading import prompts, review
from core.records import Step
from core.script import speaks, strangers

MAX_TOKENS = 8_000  # reasoning models think within it; a report takes about 2,000
# What a translation that misses a text or a figure weighs more than one that moved a Markdown mark.
_GRAVE = 1_000
_PARTS = ("field", "contribution", "usage", "innovations", "results")
_MARK = re.compile(r"\s*+(?:[-*+•]\s|\d++[.)]\s|#++\s|>\s|\|)?")


def cost(paper: Paper, report: Report, language: Language) -> int:
    """The tokens one translation may use, as a reservation."""
    told = prompts.translation_instructions(language) + _material(paper, report)
    return estimate_tokens(told) + MAX_TOKENS


async def translate(
    paper: Paper,
    report: Report,
    language: Language,
    model: Model,
    clock: Clock,
    *,
    document: Document | None,
    urgent: bool = False,
) -> Report | None:
    """The report in that language; None when its figures would change. Raises ModelError.

    It is checked anew against `document`, the text the report was read from, or the abstract if
    that was read. Where that text is gone, the report's own check is carried over as far as it
    still fits.
    """
    prompt = prompts.Prompt(
        instructions=prompts.translation_instructions(language),
        material=_material(paper, report),
        answer=prompts.TranslationAnswer,
        max_tokens=MAX_TOKENS,
        subject=paper.id,
        urgent=urgent,
        text=(Step.DEEP_READ, paper.id, language.code),
    )
    provenance = dataclasses.replace(
        report.provenance,
        writer=Writer.MODEL,
        created_at=clock.now(),
        prompt_version=prompts.PROMPT_VERSION,
        translated_from=report.language,
    )

    given = {text for _, text in _texts(_content(report))}

    def weigh(answer: prompts.TranslationAnswer) -> review.Weighed[Report | None]:
        grave, slight = _differences(_content(report), answer.model_dump())
        advice = None
        if grave or slight:
            advice = prompts.mistranslated(grave + slight)
        said = [text for _, text in _texts(answer.model_dump())]
        if not speaks("\n".join(said), language.script):
            grave = [*grave, language.code]
            advice = prompts.in_language(language)
        elif not grave and (left := strangers(given.intersection(said), language.script)):
            slight = [*slight, *left]
            advice = prompts.in_language(language)
        if grave:
            return review.Weighed(None, _GRAVE * len(grave), advice)
        translated = dataclasses.replace(
            _filled(report, answer), language=language.code, provenance=provenance
        )
        return review.Weighed(_checked(translated, report, paper, document), len(slight), advice)

    reviewed = await review.ask(model, prompt, weigh)
    if reviewed.result is None:
        return None
    signed = dataclasses.replace(reviewed.result.provenance, model=reviewed.model)
    return dataclasses.replace(reviewed.result, provenance=signed)


def _material(paper: Paper, report: Report) -> str:
    return prompts.material(paper, json.dumps(_content(report), ensure_ascii=False, indent=1))


def _content(report: Report) -> dict[str, Any]:
    whole = dataclasses.asdict(report)
    return {part: whole[part] for part in _PARTS}


def _filled(report: Report, answer: prompts.TranslationAnswer) -> Report:
    """The report with the answer's texts for its own."""
    usage = answer.usage
    results = answer.results
    return dataclasses.replace(
        report,
        field=answer.field,
        contribution=answer.contribution,
        usage=Usage(
            input=usage.input,
            output=usage.output,
            steps=tuple(usage.steps),
            requirements=usage.requirements,
            notes=_labelled(usage.notes),
        ),
        innovations=_labelled(answer.innovations),
        results=Results(
            datasets=tuple(results.datasets),
            comparisons=tuple(results.comparisons),
            figures=tuple(results.figures),
            notes=_labelled(results.notes),
        ),
    )


def _labelled(items: Iterable[prompts.LabelledAnswer]) -> tuple[Labelled, ...]:
    return tuple(Labelled(item.name, item.text) for item in items)


def _differences(report: dict[str, Any], answer: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What makes the answer no translation of the report, and what only spoils its looks."""
    texts = dict(_texts(report))
    given = dict(_texts(answer))
    lost = [f"{path} is missing" for path, text in texts.items() if text and not given.get(path)]
    added = [
        f"{path} is not in the report"
        for path, text in given.items()
        if text and not texts.get(path)
    ]
    if lost or added:
        return lost + added, []
    grave: list[str] = []
    slight: list[str] = []
    for path, text in texts.items():
        if not text:
            continue
        translated = given[path]
        grave += [f"{path} lacks {figure}" for figure in _figures_apart(text, translated)]
        grave += [f"{path} adds {figure}" for figure in _figures_apart(translated, text)]
        if _marks(text) != _marks(translated):
            slight.append(f"{path} has other lines or marks")
    return grave, slight


def _texts(content: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in the content, by where it stands: `results.figures[0]`."""
    match content:
        case str():
            yield path, content
        case dict():
            for name, inner in content.items():
                yield from _texts(inner, f"{path}.{name}".removeprefix("."))
        case list() | tuple():
            for place, inner in enumerate(content):
                yield from _texts(inner, f"{path}[{place}]")


def _figures_apart(text: str, other: str) -> list[str]:
    """The figures of the text that the other does not state itself."""
    claims = check([text], Evidence.of_texts([other])).figures
    return [
        claim.text
        for claim in claims
        if claim.finding not in (Finding.FOUND, Finding.OPEN) and claim.text not in other
    ]


def _marks(text: str) -> list[str]:
    """What each line of the text begins with, as Markdown knows it."""
    marks: list[str] = []
    for line in text.strip().split("\n"):
        found = _MARK.match(line)
        marks.append(found[0] if found else "")
    return marks


def _checked(translated: Report, report: Report, paper: Paper, document: Document | None) -> Report:
    """The translation with a check: against what the report was read from, or else the report's."""
    if document or (report.provenance.source is Source.ABSTRACT and paper.abstract):
        return review.checked(translated, paper, document)
    return dataclasses.replace(translated, check=_carried(report.check, translated))


def _carried(found: Check | None, translated: Report) -> Check | None:
    """The original's check, if every one of its claims stands unchanged in the translation."""
    said = "\n".join(statements(translated))
    if found and all(claim.text in said for claim in found.claims):
        return found
    return None
