"""TeX in a text reads as people read it; what is no TeX stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tex import is_formula, readable
from core.tex_signs import SIGNS


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"压缩 $128\times$ 的自编码器", "压缩 128× 的自编码器"),
        (r"压缩 128\times 的自编码器", "压缩 128× 的自编码器"),
        (r"[TLI${}^{+}$23]", "[TLI+23]"),
        (r"$\alpha$-stable and $\tau^2$-Bench", "α-stable and τ²-Bench"),
        (r"up 35.7\%", "up 35.7%"),
        (r"<|end|>$\backslash$n and $G \backslash H$", "<|end|>∖n and G ∖ H"),
        (r"$\pi_{0.5}$ and $x^{1.5}$", "π_0.5 and x^1.5"),
        (r"$10^{-4}$ or 10^{-4} or 10^-4", "10⁻⁴ or 10⁻⁴ or 10⁻⁴"),
        (r"$\mathcal{L}_{task}$, \mathcal{L}, \text{ours}", "L_task, L, ours"),
        (r"$\frac{a}{b}$, $\dfrac{x+1}{2}$", "a/b, (x+1)/2"),
        (r"$1/\sqrt{2L}$", "1/√2L"),
        (r"$\hat{y}_i = \sum_{j=1}^{N} w_j x_{ij}$", "ŷᵢ = ∑_(j=1)^N wⱼ x_ij"),
        (r"$\hat{\mathbf{s}}_t \in \mathbb{R}^{F}$, $\tilde{\bm x}$", "ŝₜ ∈ R^F, x̃"),
        (r"$\hat\theta$, $\bar\alpha_t$, $\widetilde{\mathcal{L}}$", "θ̂, ᾱₜ, L̃"),
        (r"$\mathbf{x} \in \mathbb{R}^{d}$", "x ∈ R^d"),
        (r"$8\times8\times2$", "8×8×2"),
        (r"$O(n \log n)$", "O(n log n)"),
        (r"LLM$^2$, CO$_2$, A$^*$, 45$^\circ$, 45^\circ", "LLM², CO₂, A*, 45°, 45°"),
        (r"$\{0, 1\}$", "{0, 1}"),
        (r"$1{,}000$", "1,000"),
        (r"$\underline{\textbf{3.2}}_{\pm 0.1}$", "3.2 ±0.1"),
        (r"Poincar\'{e} and Schr\"odinger", "Poincaré and Schrödinger"),
        (r"$\left( x \right)$", "( x )"),
        (r"\textcolor{red}{new}", "new"),
        ("$5$ samples", "5 samples"),
        (r"{\it Study} of {\bf three} kites", "Study of three kites"),
        ("``quoted'' kites", "“quoted” kites"),
        (r"as shown~\cite{kite2020}, and \citep[p. 3]{boat,sea}", "as shown, and"),
        (r"in Figure~\ref{fig:kites} and \Cref{tab:1}\label{x}", "in Figure and"),
        (r"of \(O(n^2)\) and \[x_1 \leq 2\]", "of O(n²) and x₁ ≤ 2"),
        (r"$<$5\% and $\sim$5x", "<5% and ~5x"),
        (r"$-$5 dB, $-$10 and $+$0.3", "-5 dB, -10 and +0.3"),
        (r"10\textsuperscript{3} of H\textsubscript{2}O", "10³ of H₂O"),
        (r"the 1\textsuperscript{st} and the $2^{nd}$", "the 1st and the 2nd"),
        (r"\textgreater{} 3 and \textless 5", "> 3 and < 5"),
        (r"{\'e}cole, na\"{\i}ve, S{\o{}}ren, \L{}ukasz", "école, naïve, S{ø}ren, Łukasz"),
        (r"5\,ms or 10\,\%, e.g.\ kites", "5 ms or 10 %, e.g. kites"),
        (r"\SI{3}{ms} and \num{1e-3}", "3 ms and 1e-3"),
        (r"\noindent Kites\xspace fly", "Kites fly"),
        (r"$\sqrt[3]{x}$, $W^{(l)}_{ij}$, $\binom{n}{k}$", "³√x, W^(l)_ij, C(n,k)"),
        (r"$\underset{\theta}{\arg\min} L \overset{d}{=} 1$", "argmin_θ L =^d 1"),
        (r"code \href{https://a.example/x_1}{here}", "code here (https://a.example/x_1)"),
        (r"\href{https://a.example/x}{a.example/x}\footnote{Soon.}", "https://a.example/x (Soon.)"),
    ],
)
def test_formulas_read_as_people_read_them(written: str, read: str) -> None:
    assert readable(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "from $5 to $10, or $5-$10",
        "$5 or 10$ in all",
        "`a_b` and a_b_c",
        r"C:\new\times.txt",
        r"a citation\[1\] of two\(as said here\)",
        r'{"a": "\"b\""} and \'words\'',
        r"the pattern \S+ or \d{3}",
        r"\unknown{word}",
        "``code`` and 'words'",
        r"\citadel{word}",
        "f(x) { return x; }",
        "snake_case^",
        "",
    ],
)
def test_what_is_no_formula_stays(text: str) -> None:
    assert readable(text) == text


def test_an_escaped_dollar_is_a_dollar() -> None:
    assert readable(r"\$5 each") == "$5 each"


def test_words_between_two_prices_are_no_formula() -> None:
    assert not is_formula("5 or 10")
    assert is_formula("N + 1")
    assert is_formula(r"\alpha and \beta")


@given(st.text(alphabet="ab1 $\\{}^_%[]()。汉" + "".join(SIGNS)[:30], max_size=60))
def test_any_text_is_read(text: str) -> None:
    shown = readable(text)

    # Letters and figures outside of commands are never lost: Chinese has no commands.
    assert shown.count("汉") == text.count("汉")
    assert readable("x" + "{" * 50 + text).startswith("x")
