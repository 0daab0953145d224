"""A score explained."""

from __future__ import annotations

import dataclasses

from bot.chat.views import score_view
from locales import Translator
from tests.bot.chat.views.samples import LIST, entry, paper, said

ZH, EN = Translator("zh"), Translator("en")


def test_an_organization_beside_a_scores_date_keeps_what_names_it() -> None:
    california = paper(1, organization="University of California, Santa Barbara")

    shown = said(score_view(EN, entry(1, paper=california), LIST))
    assert shown[1] == "Thu, 5 Feb · California, Santa…"


def test_a_score_is_explained_term_by_term() -> None:
    assert said(score_view(ZH, entry(1, golden=True), LIST)) == [
        "🏆 1. Kites in Wind 1",
        "2月5日 星期四 · Kite Lab",
        "Frontier Lab +20.0",
        "84 个赞 +22.2",
        "2.4k 颗星 +46.7",
        "合计 69.3",
        "🏆 热门：赞或星特别多。",
    ]
    assert said(score_view(EN, entry(2), LIST))[2:] == [
        "Frontier Lab +20.0",
        "84 upvotes +22.2",
        "2.4k stars +46.7",
        "Total 68.3",
    ]


def test_an_archive_without_terms_says_so() -> None:
    bare = entry(1)
    bare = dataclasses.replace(bare, verdict=dataclasses.replace(bare.verdict, reasons=()))

    assert said(score_view(EN, bare, LIST))[2] == "The archive has the total only."
