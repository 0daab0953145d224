"""A text made plain, and what it was made from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plain import Origins, plain

TEX = {
    r"$35.7\%$": "35.7%", r"$1{,}000$": "1,000", r"$2\times$": "2×", r"$10^{-4}$": "10^-4", r"$\frac{1}{3}$": "1/3",
    r"43.6${}^{*}$": "43.6^*", r"$\sim$30": "~30", "１２％": "12%",
    r"costs $5 to \$10": "costs $5 to $10", r"$n$5": "n5", "Cost ($, 2020)": "Cost ($, 2020)",
    "in [$]": "in [$]", "$/hour": "$/hour", "USD ($k)": "USD ($k)", "(a $x$": "(a x", "($x$)": "(x)",
    "($k$)": "(k)", "($M=32$)": "(M=32)", r"($\alpha$)": "( )", "$x$/$y$": "x/y", "$x$/day": "x/day",
    "US$/hour": "US$/hour", "($/1M tokens)": "($/1M tokens)",
    "快 1,200 倍,误差 0.2;稳:RTF 0.277,单句": "快 1,200 倍，误差 0.2；稳：RTF 0.277，单句", "A, B: 3:1": "A, B: 3:1",
    "比为 3:1,即 A,B": "比为 3:1，即 A,B",
    "$F_{1}$-score": "F1-score", "$F_1$": "F1", "CO$_{2}$": "CO2", r"$\mathrm{CO}_{2}$": " CO2",
    "$x_{1}$": "x_1", "$F_{max}$": "F_max",
}  # fmt: skip


@pytest.mark.parametrize("text", TEX)
def test_tex_and_wide_digits_are_made_plain(text):
    assert plain(text) == TEX[text]


@pytest.mark.parametrize(
    ("text", "piece", "written"),
    [(r"约 $35.7\%$。", "35.7%", r"35.7\%"), (r"$1{,}000$ 个", "1,000", r"1{,}000"), ("３５％", "35%", "３５％"),
     (r"$\frac{1}{3}$", "1/3", r"\frac{1}{3}"), (r"$10^{-4}$", "10^-4", "10^{-4}"), (r"12\,ms", "12 ms", r"12\,ms")],
)  # fmt: skip
def test_what_a_piece_was_made_from(text, piece, written):
    start = plain(text).index(piece)

    assert Origins(text).cut(start, start + len(piece)) == written


@given(
    st.lists(
        st.sampled_from(
            [
                r"\%",
                r"\frac{1}{2}",
                r"\times",
                "{",
                "}",
                "$",
                "\\",
                "5",
                "^",
                "%",
                " ",
                "５",
                "x",
                ",",
            ]
        )
    )
)
def test_every_piece_stands_in_the_text(parts):
    text = "".join(parts)
    wide = plain(text)

    origins = Origins(text)
    assert all(origins.cut(start, start + 1) in text for start in range(len(wide)))
    assert not wide or origins.cut(0, len(wide)) in text
