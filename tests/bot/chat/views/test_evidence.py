"""Where figures stand, tables as text, answers with their quotes, and ⚠ where a report says what
the paper does not."""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.chat.views import (
    Line,
    Section,
    View,
    answer_view,
    card_view,
    report_view,
    table_view,
    why_view,
)
from bot.chat.views.model import line
from core.models import (
    Answer,
    Check,
    Claim,
    ClaimKind,
    Finding,
    Picture,
    Quote,
    Report,
    Revision,
    Shortfall,
    Source,
    Writer,
)
from locales import Translator
from tests.bot.chat.views.samples import (
    LIST,
    READ_AT,
    entry,
    paper,
    provenance,
    report,
    said,
    sent,
    summary,
)

ZH, EN = Translator("zh"), Translator("en")
TITLE: Line = line("3. Kites")


def claim(text: str, finding: Finding = Finding.FOUND, **changes: Any) -> Claim:
    fields: dict[str, Any] = {"text": text, "kind": ClaimKind.FIGURE, "finding": finding}
    if finding is not Finding.MISSING:
        fields |= {"section": "§4 Results", "anchor": "S4", "sentence": f"The kite reaches {text}."}
    return Claim(**fields | changes)


def checked(*claims: Claim, **changes: Any) -> Report:
    return dataclasses.replace(report(**changes), check=Check(claims))


def links(view: View) -> list[str]:
    spans = [span for block in _flat(view.blocks) for each in _lines(block) for span in each.spans]
    return [span.href for span in spans if span.href]


def _flat(blocks: Any) -> list[Any]:
    return [
        inner
        for block in blocks
        for inner in (_flat(block.blocks) if isinstance(block, Section) else [block])
    ]


def _lines(block: Any) -> list[Line]:
    return [*([block.title] if hasattr(block, "title") else []), *block.lines]


def test_each_figure_comes_with_its_sentence_and_its_section() -> None:
    view = why_view(ZH, TITLE, paper(), checked(claim("30%"), claim("12%", Finding.MISSING)))

    assert said(view) == [
        "3. Kites",
        "报告里的数字在论文中的出处",
        "⚠ 论文里没有，或与论文不符，请自行核对",
        "12%",
        "见于原文",
        "30% · §4 Results",
        "The kite reaches 30%.",
    ]
    assert links(view) == ["https://arxiv.org/html/2602.00001v1#S4"]


def test_what_could_not_be_settled_in_one_sentence_stands_above_it_once() -> None:
    saved = "风筝省下 12%，比绳子（9%）多 3%。"
    claims = [claim(text, Finding.OPEN, section="", sentence=saved) for text in ("12%", "9%", "3%")]
    unknown = [claim(text, Finding.OPEN, section="", sentence="") for text in ("7%", "8%")]
    texts = said(why_view(ZH, TITLE, paper(), checked(*claims, *unknown)))

    assert texts[3:7] == ["12%，9%，3%", saved, "7%", "8%"]


def test_a_key_of_a_cited_work_is_no_name() -> None:
    names = [claim(name, kind=ClaimKind.NAME) for name in ("KiteSet", "li2023kites", "wmt2014")]
    texts = said(why_view(ZH, TITLE, paper(), checked(*names)))

    assert texts[-1] == "名称均见于原文：KiteSet、wmt2014"


def test_what_could_not_be_settled_comes_behind_what_is_missing_and_has_no_mark() -> None:
    unclear = claim("12%", Finding.OPEN, section="", sentence="风筝省下 12%。")
    found = checked(unclear, claim("30%"), claim("9%", Finding.MISSING))
    texts = said(why_view(ZH, TITLE, paper(), found))

    assert texts.index("9%") < texts.index("未能判定，请对照原文") < texts.index("12%")
    assert texts.index("12%") < texts.index("风筝省下 12%。") < texts.index("见于原文")
    assert not any("⚠" in text and "12%" in text for text in texts)


def test_a_figure_that_follows_says_from_what() -> None:
    view = why_view(
        EN, TITLE, paper(), checked(claim("6.7", Finding.DERIVED, basis=("71.2", "64.5")))
    )

    assert "Follows from the paper's 71.2 and 64.5" in said(view)


def test_names_are_listed_and_missing_ones_told_as_such() -> None:
    names = [
        claim("WindBench", kind=ClaimKind.NAME),
        claim("GustSet", Finding.MISSING, kind=ClaimKind.NAME),
    ]
    view = why_view(EN, TITLE, paper(), checked(*names))

    assert "GustSet · name" in said(view)
    assert "Names found in the paper: WindBench" in said(view)


def test_formulas_are_told_in_words() -> None:
    derived = claim(r"2\times", Finding.DERIVED, basis=(r"10^{5}", r"5{,}000"))
    view = why_view(EN, TITLE, paper(), checked(claim(r"35.7\%$", Finding.MISSING), derived))

    assert "35.7%" in said(view)
    assert "2× · §4 Results" in said(view)
    assert "Follows from the paper's 10⁵ and 5,000" in said(view)


def test_a_pdf_has_no_sections_to_lead_to() -> None:
    pdf = provenance(source=Source.PDF, version="v2")
    view = why_view(EN, TITLE, paper(), checked(claim("30%"), provenance=pdf))

    assert links(view) == ["https://arxiv.org/pdf/2602.00001v2"]


def test_what_was_not_checked_says_so() -> None:
    assert "没有论文原文" in said(why_view(ZH, TITLE, paper(), report()))[-1]
    assert said(why_view(ZH, TITLE, paper(), checked()))[-1] == "这份报告里没有可以核对的数字。"


def test_what_was_not_found_is_marked_where_it_stands() -> None:
    missing = [claim(text, Finding.MISSING) for text in ("30%", "WindBench")]
    view = report_view(ZH, paper(), checked(*missing, claim("12%")))

    rows = said(view)
    assert "• 比手放高 30% ⚠。" in rows
    assert "• 比弹射高 12%。" in rows
    assert "数据集：WindBench ⚠" in rows


def test_the_report_shows_its_doubts_and_what_has_become_of_the_paper() -> None:
    unsure = checked(claim("30%", Finding.MISSING), claim("12%"))
    newer = Revision(paper_id="2602.00001", version="v3", withdrawn=False, checked_at=READ_AT)
    view = report_view(EN, paper(), unsure, entry=entry(3), key=LIST, revision=newer)

    last = said(view)[-3:]
    assert "1/2" in last[0]
    assert last[1] == "Figures and names marked ⚠ are not in the paper, or it says otherwise"
    assert "v3" in last[2]
    assert sent(view.buttons[0][0]) == "again:2026-02-05:3"


def test_a_report_of_the_newest_version_offers_no_new_reading() -> None:
    same = Revision(paper_id="2602.00001", version="v1", withdrawn=False, checked_at=READ_AT)
    actions = [
        sent(button)
        for row in report_view(EN, paper(), report(), revision=same).buttons
        for button in row
    ]

    assert not [action for action in actions if action and action.startswith("again")]


def test_a_summary_shows_its_doubts_too() -> None:
    unsure = dataclasses.replace(summary(), check=Check((claim("30%", Finding.MISSING),)))

    shown = said(card_view(ZH, paper(), summary=unsure))
    assert "• 风筝 1 比以前高 30% ⚠。" in shown
    assert shown[-1] == "⚠ 标出的数字或名称在论文中没有，或与论文不符"
    assert "⚠" not in "".join(said(card_view(ZH, paper(), summary=summary())))


def test_what_was_read_from_less_than_there_is_can_be_read_again() -> None:
    less = provenance(source=Source.ABSTRACT, shortfall=Shortfall.SOURCE_DOWN)

    assert (
        sent(report_view(EN, paper(), report(provenance=less)).buttons[0][0]) == "again:2602.00001"
    )


def test_picture_thumbnail_and_table_are_offered_where_there_are_such() -> None:
    rich = report(
        picture=Picture("https://arxiv.org/html/2602.00001v1/x1.png", "Figure 1: A kite."),
        table=True,
    )
    view = report_view(EN, paper(thumbnail="https://example.org/t.png"), rich)

    assert view.picture
    assert view.picture.address.endswith("x1.png")
    assert view.thumbnail == "https://example.org/t.png"
    behind = [sent(button) for button in view.buttons[0]][2:]
    assert behind == ["table:2602.00001", "ask:2602.00001", "similar:2602.00001"]
    checked_too = report_view(EN, paper(), checked(claim("30%")))
    assert [sent(button) for button in checked_too.buttons[0]][2:] == [
        "why:2602.00001",
        "ask:2602.00001",
        "similar:2602.00001",
    ]
    assert checked_too.hints[0] == "/why 2602.00001 where its numbers come from"
    assert report_view(EN, paper(), report()).picture is None


def test_an_answer_shows_question_quotes_and_sections() -> None:
    answer = Answer(
        paper_id="2602.00001",
        language="en",
        question="How high does it fly?",
        answered=True,
        text="It reaches 120 m.",
        quotes=(Quote("The kite rises to 120 m.", "§4 Results", "S4"),),
        provenance=provenance(),
    )
    view = answer_view(EN, TITLE, paper(), answer)

    assert said(view) == [
        "How high does it fly?",
        "3. Kites",
        "It reaches 120 m.",
        "Source",
        "§4 Results",
        "The kite rises to 120 m.",
        "Read from arXiv HTML v1 · reader-9 · 4 Feb, 19:12",
    ]
    assert links(view) == ["https://arxiv.org/html/2602.00001v1#S4"]
    assert [sent(button) for button in view.buttons[0]] == [
        "ask:2602.00001",
        "about:2602.00001",
        None,
    ]


def not_answered(**changes: Any) -> Answer:
    return dataclasses.replace(
        Answer(
            paper_id="2602.00001",
            language="zh",
            question="养猫要注意什么？",
            answered=False,
            text="",
            quotes=(),
            provenance=provenance(),
        ),
        **changes,
    )


def test_what_the_paper_does_not_say_is_said() -> None:
    built_in = provenance(writer=Writer.EXTRACTIVE, model=None)
    absent = ("cat", "food", "litter", "milk")

    assert "论文里没有说。" in said(answer_view(ZH, TITLE, paper(), not_answered()))
    assert "没有在论文里找到能直接回答的句子。" in said(
        answer_view(ZH, TITLE, paper(), not_answered(provenance=built_in))
    )
    assert "论文里没有提到：cat、food、litter。" in said(
        answer_view(ZH, TITLE, paper(), not_answered(absent=absent))
    )
    assert "The paper never mentions: cat, food, litter." in said(
        answer_view(EN, TITLE, paper(), not_answered(absent=absent))
    )


def test_of_what_was_not_read_nothing_is_said() -> None:
    """Only the abstract was: what it lacks may well stand in the paper."""
    by_model = provenance(source=Source.ABSTRACT)
    built_in = provenance(source=Source.ABSTRACT, writer=Writer.EXTRACTIVE, model=None)
    for made_of, absent, english, chinese in (
        (by_model, (), "The abstract does not say.", "摘要里没有说。"),
        (by_model, ("cat",), "The abstract never mentions: cat.", "摘要里没有提到：cat。"),
        (
            built_in,
            (),
            "I found no sentence in the abstract that answers this.",
            "没有在摘要里找到能直接回答的句子。",
        ),
    ):
        answer = not_answered(provenance=made_of, absent=absent)
        assert english in said(answer_view(EN, TITLE, paper(), answer))
        assert chinese in said(answer_view(ZH, TITLE, paper(), answer))


def test_what_the_paper_does_not_title_is_called_in_the_readers_language() -> None:
    quotes = (
        Quote("Kites rise.", "Abstract", ""),
        Quote("Ada Kite", "Authors", ""),
        Quote("They fall.", "", ""),
        Quote("They land.", "4 Results", "S4"),
    )
    answered = dataclasses.replace(not_answered(), answered=True, text="Kites.", quotes=quotes)

    for t, titles in (
        (ZH, ["摘要", "作者", "摘要", "§4 Results"]),
        (EN, ["Abstract", "Authors", "Abstract", "§4 Results"]),
    ):
        rows = said(answer_view(t, TITLE, paper(), answered))
        assert [row for row in rows if row in titles] == titles


def test_a_quote_is_shown_without_what_parts_the_paper() -> None:
    shown = {
        " | Lake | 70.9 | 84.3": "Lake · 70.9 · 84.3",
        "| Lake | | 84.3 |": "Lake · 84.3",
        "Kites | 1.5 | ": "Kites · 1.5",
        "- Kites rise.": "Kites rise.",
        "• Kites rise.": "Kites rise.",
        "- 5 degrees are cold.": "- 5 degrees are cold.",
        "Where |x| is small.": "Where |x| is small.",
        "Kites - and lakes.": "Kites - and lakes.",
    }
    quotes = tuple(Quote(text, "4 Results", "S4") for text in shown)
    answered = dataclasses.replace(not_answered(), answered=True, text="Kites.", quotes=quotes)

    rows = said(answer_view(EN, TITLE, paper(), answered))

    plain = [row.replace("\u00a0", " ") for row in rows]
    assert [row for row in plain if row in shown.values()] == list(shown.values())


def test_where_nothing_answers_what_comes_nearest_is_shown_as_such() -> None:
    near = (
        Quote("Cats sleep.", "4 Results", "S4"),
        Quote("Cats eat.", "4 Results", "S4"),
        Quote("Set: Cats; Food: 3.", "5 Food", "S5"),
    )
    answer = not_answered(nearest=near, places=near[:1])

    assert said(answer_view(EN, TITLE, paper(), answer))[2:9] == [
        "The paper does not say.",
        "Nearest sentences; they may not answer",
        "§4 Results",
        "Cats sleep.",
        "Cats eat.",
        "§5 Food",
        "Set: Cats; Food: 3.",
    ]
    assert "最接近的原文，不一定是答案" in said(answer_view(ZH, TITLE, paper(), answer))


def test_where_nothing_answers_the_sections_are_shown() -> None:
    places = (Quote("Cats sleep.", "4 Results", "S4"), Quote("", "", ""))
    view = answer_view(EN, TITLE, paper(), not_answered(places=places))

    assert said(view)[2:6] == [
        "The paper does not say.",
        "Where it may stand",
        "§4 Results",
        "Cats sleep.",
    ]
    assert links(view)[0] == "https://arxiv.org/html/2602.00001v1#S4"


def test_a_table_reads_aloud() -> None:
    rows = [("Kite", [("Height", "120"), ("", "ok")]), ("", [("Height", "90")])]
    view = table_view(EN, TITLE, paper(), "Table 2: Heights.", rows)

    assert said(view) == [
        "3. Kites",
        "Table 2: Heights.",
        "Kite",
        "Height 120, ok",
        "(unnamed)",
        "Height 90",
    ]


def test_a_tables_rows_are_named_without_keys_of_cited_works() -> None:
    rows = [("HBA [liu2022hba]†", [("Height", "120")]), ("StarKite li2023starkite", [])]

    assert said(table_view(EN, TITLE, paper(), "", rows))[1::2] == ["HBA†", "StarKite"]


def test_a_tables_first_rows_are_shown_and_the_rest_is_folded() -> None:
    rows = [(f"Kite {number}", [("Height", str(number))]) for number in range(1, 10)]
    view = table_view(EN, TITLE, paper(), "Table 2: Heights.", rows)

    *shown, rest = view.blocks
    assert len(shown) == 7
    assert isinstance(rest, Section)
    assert rest.collapsible
    assert rest.title.text == "3 more rows"
    assert len(rest.blocks) == 3


def test_of_a_table_with_many_columns_the_figures_come_first() -> None:
    words = [("Backbone", "ViT"), ("Size", "large")]
    figures = [(f"Set {number}", f"{number}.5") for number in range(1, 6)]

    few = table_view(EN, TITLE, paper(), "Table 2.", [("Ours", [*words, *figures[:4]])])
    many = table_view(EN, TITLE, paper(), "Table 2.", [("Ours", [*words, *figures])])

    assert said(few)[-1].startswith("Backbone ViT, Size large, Set 1: 1.5")
    assert said(many)[-1].startswith("Set 1: 1.5, Set 2: 2.5")
    assert said(many)[-1].endswith("Backbone ViT, Size large")


def test_a_tables_caption_and_names_take_no_more_room_than_they_need() -> None:
    caption = "Table 2: Heights. " + "Each is the mean of five kites on a lake. " * 40
    rows = [("- Kite", [("Height", "120")]), ("-5 degrees", [("Height", "90")])]

    told = said(table_view(EN, TITLE, paper(), caption, rows))

    assert told[1].startswith("Table 2: Heights. Each is")
    assert told[1].endswith("…")
    assert len(told[1]) <= 320
    assert told[2::2] == ["Kite", "-5 degrees"]


def test_a_columns_figure_is_not_taken_for_the_cells() -> None:
    row = ("MMLU", [("Phi-3 3.8b", "69.0"), ("Top-1", "76.2"), ("GPT-4", "86.4"), ("2024", "5")])

    for t, told in (
        (EN, "Phi-3 3.8b: 69.0, Top-1 76.2, GPT-4 86.4, 2024: 5"),
        (ZH, "Phi-3 3.8b：69.0，Top-1 76.2，GPT-4 86.4，2024：5"),
    ):
        view = table_view(t, TITLE, paper(), "Table 1.", [row])
        assert said(view)[-1].replace("\u00a0", " ") == told


def test_a_quote_ends_with_a_whole_word_or_figure() -> None:
    filling = "It is known that all kites of this lake rise in the wind of the morning. " * 5
    for end in ("a considerable height", "82.512345 points", "1,234,567 points", "99.12345% of it"):
        for shift in range(40):
            sentence = filling[: 280 + shift].rsplit(" ", 1)[0] + " " + end + " and so on" * 5
            claims = checked(claim("30%", sentence=sentence))
            shown = next(row for row in said(why_view(EN, TITLE, paper(), claims)) if "…" in row)
            told = shown.removesuffix("…").split()[-1]
            assert told in sentence.split(), (told, end)


def test_what_a_second_look_found_says_so() -> None:
    view = why_view(ZH, TITLE, paper(), checked(claim("30%"), claim("6%", second_look=True)))
    texts = said(view)

    assert texts.count("复查时找到") == 1
    assert texts.index("30% · §4 Results") < texts.index("6% · §4 Results")
    assert texts.index("6% · §4 Results") < texts.index("复查时找到")
    assert "Found on a second look" in said(
        why_view(EN, TITLE, paper(), checked(claim("6%", second_look=True)))
    )
