"""What is told of a list below it."""

from __future__ import annotations

from bot.chat.views import Footer, list_view
from core.models import Writer
from locales import Translator
from tests.bot.chat.views.samples import edition, entry, paper, provenance, said, summary

ZH, EN = Translator("zh"), Translator("en")


def test_the_list_says_what_its_summaries_are_made_of() -> None:
    writers = {1: Writer.MODEL, 2: Writer.EXTRACTIVE, 3: Writer.HUB, 4: Writer.HUB}
    summaries = {
        f"2602.{n:05}": summary(n, provenance=provenance(writer=writer))
        for n, writer in writers.items()
    }

    view = list_view(ZH, edition(*(entry(rank) for rank in range(1, 6))), summaries)

    assert isinstance(view.blocks[-1], Footer)
    assert [line.text for line in view.blocks[-1].lines] == [
        "其中 1 篇的摘要由程序从原文摘取，未用模型。",
        "其中 2 篇用的是 Hugging Face 的 AI 摘要。",
        "其中 1 篇还没有摘要，下面是原文的第一句。",
    ]


def test_the_first_list_says_how_it_is_ordered_if_it_is() -> None:
    told = "🏆 在前，其余按分数从高到低；▲ 是赞，★ 是 GitHub 星数，行末的数字是分数。"
    ordered = edition(entry(1, golden=True), entry(2))

    assert told in said(list_view(ZH, ordered, {}, first=True))
    assert told not in said(list_view(ZH, ordered, {}))
    late = edition(entry(1), entry(2, golden=True))
    assert told not in said(list_view(ZH, late, {}, first=True))


def test_what_stands_under_the_titles_is_told() -> None:
    bare = entry(1, paper=paper(1, abstract=""))
    hub = entry(1, paper=paper(1, ai_summary="A kite."))

    assert said(list_view(ZH, edition(bare), {}))[-1] == "这些论文还没有摘要，只列标题。"
    assert said(list_view(ZH, edition(hub), {}))[-1] == "摘要都是 Hugging Face 的 AI 摘要。"


def test_of_a_long_list_only_what_is_shown_is_told() -> None:
    entries = [entry(rank, paper=paper(rank, ai_summary="A kite.")) for rank in range(1, 21)]
    summaries = {"2602.00001": summary(1)}

    assert said(list_view(EN, edition(*entries), summaries))[-1] == (
        "9 summaries are Hugging Face's own, by AI."
    )
