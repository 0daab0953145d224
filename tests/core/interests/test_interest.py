"""Letters of picks."""

from __future__ import annotations

from core.interests.interest import Pick, Picks, name_of

PICKS = Picks(picks=(Pick(paper_id="1"), Pick(paper_id="2")))


def test_a_letter_leads_to_its_pick_in_either_case() -> None:
    assert PICKS.under("A") == PICKS.under("a") == Pick(paper_id="1")
    assert PICKS.letter("2") == "B"


def test_what_is_no_letter_leads_nowhere() -> None:
    assert [PICKS.under(text) for text in ("C", "", "AB", "1", "é", "Ａ")] == [None] * 6
    assert PICKS.letter("3") is None


def test_names_are_told_apart_by_what_they_say() -> None:
    assert name_of("  World   Model ") == name_of("world model")
    assert name_of("世界模型") != name_of("世界")
