"""A paper in the rows of a phone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.discord.render import render as discord
from bot.chat.views import Item, Section, list_view
from bot.chat.views.fitting import clip_rows, rows_of
from bot.chat.views.glance import PHONE, SLIM, Room, entry_glance, why
from bot.chat.views.model import line, slimmed, titled
from bot.chat.views.prose import cells
from core import archive
from core.models import Counts
from locales import Translator, languages
from tests.bot.chat.views.samples import edition, entry, paper

ZH, EN = Translator("zh"), Translator("en")
NAMES = st.text(
    alphabet="汉字学 Research Lab Frontier-of，。（）：X9", min_size=0, max_size=90
) | st.sampled_from(["University of California, San Diego", "清华大学人工智能研究院", "RLinf", ""])
WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=14), min_size=1, max_size=30)
FIGURES = st.lists(
    st.sampled_from(["70B", "7.0 times", "80 万个", "25%", "12.5 points", "beats", "达到", "and"]),
    min_size=1,
    max_size=30,
)


@given(
    names=st.lists(NAMES, min_size=1, max_size=4),
    sentence=NAMES,
    upvotes=st.integers(0, 99_999),
    stars=st.integers(0, 999_999),
    golden=st.booleans(),
)
def test_an_entry_takes_four_rows_of_a_phone_and_no_row_ends_in_a_dot(
    names: list[str], sentence: str, upvotes: int, stars: int, golden: bool
) -> None:
    entries = [
        entry(
            rank,
            golden=golden,
            paper=paper(rank, title=name * 2, organization=name, abstract=sentence),
            counts=Counts(upvotes, stars),
        )
        for rank, name in enumerate(names, start=1)
    ]
    for t in (ZH, EN):
        for block in list_view(t, edition(*entries), {}).blocks:
            if isinstance(block, Item):
                check_entry(block)


def check_entry(item: Item) -> None:
    """The entry in a phone's rows."""
    for shown, room in ((item, PHONE), (slimmed(item), SLIM)):
        if not shown.lines:
            assert rows_of(titled(shown).text, room.plain_title) == 1
            continue
        facts, *others = [each.text.replace("\u00a0", " ") for each in shown.lines]
        assert cells(facts) <= room.quiet
        assert not facts.rstrip().endswith("·")
        assert len(others) <= 1
        rows = rows_of(titled(shown).text, room.title) + 1
        rows += sum(rows_of(other, room.sentence) for other in others)
        assert rows <= 4


def test_each_recorded_list_fits_a_phone(recorded: Path) -> None:
    files = sorted((recorded / "digests").glob("*.md"))
    assert files
    for file in files:
        now = dt.datetime(2026, 2, 9, tzinfo=dt.UTC)
        digest = archive.parse_digest(file.read_bytes(), file.name, now, languages())
        for t in (ZH, EN):
            for summaries in (digest.summaries, {}):
                view = list_view(t, digest.edition, summaries)
                for block in view.blocks:
                    if isinstance(block, Item):
                        check_entry(block)


@given(words=WORDS, rows=st.integers(1, 2), room=st.sampled_from([28, 34, 36]))
def test_a_cut_text_uses_its_rows(words: list[str], rows: int, room: int) -> None:
    text = " ".join(words)

    shown = clip_rows(text, rows, room)

    assert rows_of(shown, room) <= rows
    if shown != text:
        kept = shown.removesuffix("…").split(" ")
        assert kept == words[: len(kept)]
        assert rows_of(" ".join(words[: len(kept) + 1]) + "…", room) > rows


@given(words=FIGURES, rows=st.integers(1, 2), room=st.sampled_from([28, 34, 36]))
@example(words=["70B", "7.0 times", "12.5 points", "beats", "达到", "70B"], rows=1, room=36)
def test_no_number_is_cut_from_its_unit(words: list[str], rows: int, room: int) -> None:
    text = " ".join(words)

    shown = clip_rows(text, rows, room)

    assert rows_of(shown, room) <= rows
    if shown != text:
        # Between Chinese characters a text may be cut: 达 of 达到.
        last = shown.removesuffix("…").split(" ")[-1]
        assert last in {"70B", "times", "25%", "points", "beats", "达", "达到", "and", "万个"}


@pytest.mark.parametrize(
    ("text", "room", "rows"),
    [
        ("一二三四五", 10, 1),
        ("一二三四五六", 10, 2),
        ("一二三四五六", 11, 2),
        ("一二三四五，", 10, 2),  # no row begins with the comma, so the last character goes with it
        ("ab 一二三四五", 10, 2),
        ("a 一二三四五六七八", 10, 2),
        ("一二三 abcdefg 四", 10, 2),
        ("一二 三四五 六七八九十一二三四", 8, 4),
        ("一" * 50, 36, 3),
    ],
)
def test_wide_characters_part_anywhere_but_before_what_closes(
    text: str, room: int, rows: int
) -> None:
    assert rows_of(text, room) == rows


@given(words=WORDS, room=st.sampled_from([28, 34, 36]), most=st.integers(1, 9))
def test_rows_are_counted_as_far_as_they_matter(words: list[str], room: int, most: int) -> None:
    text = " ".join(words)

    assert (rows_of(text, room, most) <= most) == (rows_of(text, room) <= most)


def test_a_long_word_with_hyphens_is_cut_between_its_parts() -> None:
    assert clip_rows("FASA: Frequency-aware Sparse Attention", 1, 20) == "FASA: Frequency…"
    assert clip_rows("A GPT-5.1-mini-agent", 1, 12) == "A…"


@pytest.mark.parametrize("room", [PHONE, SLIM])
def test_the_fourth_row_goes_where_it_helps(room: Room) -> None:
    def rows(title: str, sentence: str, *, coming: bool = False) -> tuple[int, int]:
        shown = entry(1, paper=paper(1, title=title, abstract=sentence))
        glance = entry_glance(EN, shown, None, room, coming=coming)
        counted = rows_of(f"1. {glance.title.text}", room.title)
        return counted, sum(rows_of(each.text, room.sentence) for each in glance.lines[1:])

    short, two_rows, long = "Kites Fly.", "Kites fly in the wind " * 2, "Kites fly so high " * 9

    assert rows(short, long) == (1, 2)
    assert rows(long, short) == (2, 1)
    assert rows(long, two_rows + ".") == (1, 2)
    # Both are cut: the title would be whole in two rows, the sentence in none.
    assert rows(two_rows, long) == (2, 1)
    assert rows(two_rows, long, coming=True) == (1, 2)


def test_a_sentence_that_two_rows_hold_is_whole() -> None:
    said = "A 14B model that splits tasks before calling tools beats 70B."
    assert why(paper(1, abstract=said), None, SLIM) == line(said)
    chinese = "丢掉的 token 捡回来用，扩散语言模型在 AIME 上准确率近乎翻倍。"
    assert why(paper(1, abstract=chinese), None, SLIM) == line(chinese)


def test_what_an_abstract_says_of_itself_is_left_out() -> None:
    said_of = {
        "To address these challenges, we present KiteSet, a toolbox.": "We present KiteSet, a toolbox.",
        "In this work, we fly kites.": "We fly kites.",
        "To this end, inspired by birds, we fly.": "Inspired by birds, we fly.",
        "To fly high, we build kites.": "To fly high, we build kites.",
        "In this work kites fly.": "In this work kites fly.",
        "Leveraging this insight, we fly.": "We fly.",
        "In this way, kites fly in rain.": "Kites fly in rain.",
        f"Inspired by birds, we build {'kites ' * 30}.": f"We build {'kites ' * 9}kites…",
        f"To fly, we propose KiteSet, {'kites ' * 30}.": f"KiteSet, {'kites ' * 9}kites…",
        f"This paper then shows that {'kites ' * 30}.": f"{('kites ' * 12)[:-1].capitalize()}…",
        f"We show how {'kites ' * 30}.": f"We show how {'kites ' * 9}kites…",
    }
    for abstract, shown in said_of.items():
        assert why(paper(1, abstract=abstract), None) == line(shown)


def test_a_name_that_the_title_tells_gives_way_to_what_it_is() -> None:
    said = f"We introduce KiteSet (KS), a set of {'kites ' * 30}."

    def shown(title: str) -> str:
        told = why(paper(1, title=title, abstract=said), None)
        return told.text if told else ""

    assert shown("KiteSet: Kites That Fly").startswith("A set of kites kites")
    assert shown("Kites That Fly").startswith("KiteSet (KS), a set of kites")
    assert shown("KiteSets Fly").startswith("KiteSet (KS), a set of kites")


def test_a_list_on_discord_is_measured_by_its_narrower_rows() -> None:
    titles = (
        "A Title That Takes More Than One Row of Any Phone",
        "一个很长很长的题目，长到哪一行都放不下它的全部",
    )
    entries = [
        entry(rank, paper=paper(rank, title=titles[rank % 2], abstract=titles[rank % 2] * 3))
        for rank in range(1, 30)
    ]
    view = list_view(ZH, edition(*entries), {})
    items = [block for block in view.blocks if isinstance(block, Item)]
    [others] = [block for block in view.blocks if isinstance(block, Section)]

    for item in (*items, *others.blocks):
        assert isinstance(item, Item)
        check_entry(item)
    [payload] = discord(view, ZH)
    description = payload["embeds"][0]["description"]
    for item in others.blocks:
        assert isinstance(item, Item)
        title = slimmed(item).short
        assert title
        assert title.text in description
