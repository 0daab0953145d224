"""Columns of tables that are collapsed, and several `details` of one name, as a browser draws
them."""

from __future__ import annotations

import pytest

from tests.core.pages.html.test_tricks import WORDS, assert_hidden, assert_seen, read

SHUT = 'style="visibility:collapse"'
ROW = f"<tr><td>{WORDS}</td><td>1</td><td>2</td></tr>"
LAST = f"<tr><td>1</td><td>2</td><td>{WORDS}</td></tr>"
WIDE = f'<tr><td colspan="2">{WORDS}</td><td>2</td></tr>'


@pytest.mark.parametrize(
    "inside",
    [
        f"<colgroup><col {SHUT}><col><col></colgroup>{ROW}",
        f"<col {SHUT}>{ROW}",
        f"<colgroup {SHUT}><col></colgroup>{ROW}",
        f'<colgroup></colgroup><colgroup span="2" {SHUT}></colgroup>{LAST}',
        f'<col><col span="2" {SHUT}>{LAST}',
        f'<col span="2" {SHUT}>{WIDE}',
        f'<col class="k">{ROW}<style>.k{{visibility:collapse}}</style>',
    ],
)
def test_a_column_that_is_collapsed(inside: str) -> None:
    assert_hidden(read(f"<p>Beside it.</p><table>{inside}</table>"))


@pytest.mark.parametrize(
    "inside",
    [
        f"<col><col {SHUT}>{ROW}",
        f'<col span="2" {SHUT}>{LAST}',
        f"<col {SHUT}>{WIDE}",
        f'<col style="visibility:hidden">{ROW}',
        f"<col><col>{ROW}",
    ],
)
def test_a_column_that_is_open(inside: str) -> None:
    assert_seen(read(f"<p>Beside it.</p><table>{inside}</table>"))


@pytest.mark.parametrize(
    ("first", "second", "is_seen"),
    [
        ('name="a" open', 'name="a" open', False),
        ('name="a"', 'name="a" open', True),
        ('name="b" open', 'name="a" open', True),
        ("open", "open", True),
        ('name="a" open', 'name="a"', False),
    ],
)
def test_of_several_details_of_one_name_one_is_open(first: str, second: str, is_seen: bool) -> None:
    details = "<details {}><summary>S</summary><p>{}</p></details>"
    document = read(details.format(first, "One.") + details.format(second, WORDS))
    (assert_seen if is_seen else assert_hidden)(document)
