"""Views of everything that can be shown of one paper, filled with whatever texts a test gives."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hypothesis import strategies as st

from bot.chat.actions import Action, Verb
from bot.chat.targets import Known, Listed
from bot.chat.views import (
    Paragraph,
    View,
    answer_view,
    list_view,
    report_view,
    score_view,
    search_view,
    sentences,
    table_view,
    title_line,
    why_view,
)
from bot.chat.views.model import line, quiet
from core.models import (
    Answer,
    Check,
    Claim,
    ClaimKind,
    Finding,
    Labelled,
    Picture,
    Quote,
    Report,
    Revision,
    SearchHit,
)
from locales import Translator
from tests.bot.chat.views.samples import (
    LIST,
    READ_AT,
    edition,
    entry,
    paper,
    provenance,
    report,
    summary,
)

# The longest kind of id there is.
OLD_ID = "cond-mat.stat-mech/9901001"


def texts_of(pieces: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    """Texts of any characters, of some of these pieces, or of one of them up to so many times."""
    return (
        st.text(max_size=60)
        | st.lists(pieces, max_size=12).map("".join)
        | st.builds(str.__mul__, pieces, st.integers(1, most))
    )


def any_list(t: Translator, titles: Sequence[str], words: str, *, more: int = 0) -> View:
    """A morning's list with these titles, and so many papers more, whose titles are short."""
    papers = [
        entry(
            rank,
            golden=rank % 3 == 0,
            paper=paper(rank, title=title, organization=words, abstract=words),
        )
        for rank, title in enumerate(titles, start=1)
    ]
    others = [entry(len(titles) + number) for number in range(1, more + 1)]
    return list_view(t, edition(*papers, *others), {}, previous=LIST, missed=[LIST])


def any_report(t: Translator, title: str, text: str, other: str) -> tuple[View, View]:
    """A report of these texts, and its paper's score."""
    shown = paper(
        1,
        title=title,
        organization=other,
        repository=f"https://x.example/{text}",
        project_page=other,
    )
    told = report(
        field=text, contribution=other, innovations=(Labelled(other, text), Labelled(title, ""))
    )
    names = summary(1, title=other, text=text, highlights=(text,))
    place = entry(1, paper=shown)
    return (
        report_view(t, shown, told, entry=place, key=LIST, summary=names),
        score_view(t, place, LIST, names),
    )


def any_search(t: Translator, words: str, texts: Sequence[str]) -> tuple[View, View]:
    """What a search for these words finds, and the texts as sentences."""
    hits = [
        SearchHit(paper(rank, title=text), LIST, rank) for rank, text in enumerate(texts, start=1)
    ]
    return search_view(t, words, hits, {}), sentences(texts)


def evidence_views(
    t: Translator, texts: Sequence[str], text: str, other: str, *, old: bool
) -> list[View]:
    """Where figures stand, an answer and a table; of a paper with an old id and no place in a list,
    if `old`."""
    shown = paper(
        1, title=text, repository=f"https://x.example/{other}", **({"id": OLD_ID} if old else {})
    )
    place = None if old else entry(120, paper=shown)
    title = title_line(shown, None, place)
    again = Action(Verb.WHY, Known(OLD_ID) if old else Listed(LIST, 120))
    answer = Answer(
        paper_id=shown.id,
        language=t.language,
        question=text,
        answered=bool(texts),
        text="\n\n".join(texts),
        quotes=tuple(Quote(each, other, text) for each in texts[:3]),
        provenance=provenance(model=other),
        check=_check(texts, other),
        places=tuple(Quote(each, other, text) for each in (text, other)),
        absent=(text, other),
    )
    rows = [(each, [(other, text), ("", each)]) for each in texts]
    return [
        why_view(t, title, shown, told(texts, text, other), again),
        why_view(t, title, shown, dataclasses.replace(told(texts, text, other), check=None), again),
        answer_view(t, title, shown, answer),
        table_view(t, title, shown, other, rows, more=len(texts), again=again),
    ]


def rich_report(t: Translator, texts: Sequence[str], text: str, other: str, *, old: bool) -> View:
    """A report with all there can be around it: doubts, a picture, a thumbnail, a newer version,
    every button."""
    shown = paper(
        1, title=text, thumbnail=f"https://x.example/{other}", **({"id": OLD_ID} if old else {})
    )
    newer = Revision(paper_id=shown.id, version="v12", withdrawn=bool(texts), checked_at=READ_AT)
    place = {} if old else {"entry": entry(120, paper=shown), "key": LIST}
    return report_view(t, shown, told(texts, text, other), revision=newer, **place)


def told(texts: Sequence[str], text: str, other: str) -> Report:
    """A report that states those texts, none of which its check found, and has a picture and a
    table."""
    points = tuple(Labelled(other, each) for each in texts)
    picture = Picture("https://arxiv.org/html/2602.00001v1/x1.png", text)
    told = report(
        field=f"{text} 35.7% {other}",
        contribution=text,
        innovations=points,
        picture=picture,
        table=True,
    )
    return dataclasses.replace(told, check=_check((*texts, text, "35.7%"), other))


def _check(texts: Sequence[str], other: str) -> Check:
    kinds = (ClaimKind.FIGURE, ClaimKind.NAME)
    texts = [f"{each} 1%" for each in texts]  # no claim is empty
    claims = [
        Claim(text=each, kind=kind, finding=Finding.MISSING) for each in texts for kind in kinds
    ]
    found = [
        Claim(
            text=each,
            kind=kind,
            finding=finding,
            section=other,
            anchor=other,
            sentence=each,
            basis=(other, each),
        )
        for each in texts
        for kind, finding in zip(kinds, (Finding.DERIVED, Finding.FOUND), strict=True)
    ]
    return Check((*claims, *found))


def with_caption(view: View) -> View:
    """The view with the words below its picture as a paragraph, where they stand once it is in the
    text."""
    blocks = list(view.blocks)
    if view.picture and view.picture.caption:
        blocks.insert(1, Paragraph((line(quiet(view.picture.caption)),)))
    return dataclasses.replace(view, blocks=tuple(blocks))
