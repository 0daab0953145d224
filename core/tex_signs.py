"""What TeX's commands and indices look like. Data, and the one way it is written down."""

# Tested in tests/core/test_tex.py.

from __future__ import annotations


def _pairs(table: str) -> dict[str, str]:
    """By name, what stands behind it: "alpha α beta β"."""
    cells = table.split()
    return dict(zip(cells[::2], cells[1::2], strict=True))


# Commands that are one sign.
SIGNS = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi φ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    times × cdot · div ÷ pm ± mp ∓ ast * star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ odot ⊙ wedge ∧
    vee ∨ cap ∩ cup ∪ setminus ∖ sum ∑ prod ∏ int ∫ oint ∮ partial ∂ nabla ∇ infty ∞
    leq ≤ le ≤ leqslant ≤ lesssim ≲ geq ≥ ge ≥ geqslant ≥ gtrsim ≳ neq ≠ ne ≠ equiv ≡ approx ≈
    sim ~ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ lt < gt > prec ≺ succ ≻ mid | parallel ∥ perp ⊥
    in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ emptyset ∅ varnothing ∅ forall ∀
    exists ∃ neg ¬ lnot ¬ land ∧ lor ∨ top ⊤ bot ⊥ vdash ⊢ models ⊨
    to → rightarrow → longrightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ iff ⇔ implies ⇒ mapsto ↦ uparrow ↑ downarrow ↓ updownarrow ↕ nearrow ↗
    searrow ↘ ldots … cdots … dots … vdots ⋮ degree ° prime ′ dagger † ddagger ‡ dag † ddag ‡
    ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ angle ∠ triangle △ square □ Box □ checkmark ✓ xmark ✗ cmark ✓
    langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lVert ‖ rVert ‖ Vert ‖ lvert | rvert |
    vert | S § P ¶ copyright © pounds £ euro € ss ß ae æ AE Æ oe œ OE Œ o ø O Ø aa å AA Å l ł L Ł
    i ı
    backslash ∖ textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _ textdegree °
    textendash – textemdash — textpm ± texttimes × textmu μ
    textgreater > textless < textbar | textregistered ® texttrademark ™ textcopyright ©
    textellipsis … textrightarrow → textquotesingle ' textdollar $
    """
)
# Commands of one argument that say how it looks.
WRAPPERS = (
    r"text[a-z]*|math[a-z]*|operatorname|boldsymbol|bm|pmb|mbox|hbox|emph|underline|overline"
    r"|ensuremath|num|si|nolinkurl|path|underbrace|overbrace|uline|bf|it|rm|sf|tt|url|textsc|mathop|boxed|smash"
)
# Signs over a letter.
ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
    "^": "\u0302",
    "~": "\u0303",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
}
# Commands that are words of the formula.
FUNCTIONS = (
    r"arg|max|min|sup|inf|lim|log|ln|lg|exp|sin|cos|tan|tanh|cosh|sinh|arctan|det|dim|ker|rank|tr"
    r"|deg|gcd|Pr|mod|softmax|sigmoid"
)
# Commands that say only how large or where something stands.
SILENT = (
    r"left|right|bigl|bigr|big|Bigl|Bigr|Big|biggl|biggr|bigg|Bigg|displaystyle|textstyle|limits"
    r"|scriptstyle|nolimits|nonumber|protect|centering|small|footnotesize|scriptsize|tiny|bfseries"
    r"|itshape|xspace|mathrm|mathbf|bm|rm|bf|it|sf|tt"
)
SUPERSCRIPTS = dict(zip("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ", strict=True))
SUBSCRIPTS = dict(zip("0123456789+-−ijknmt", "₀₁₂₃₄₅₆₇₈₉₊₋₋ᵢⱼₖₙₘₜ", strict=True))
# Raised signs that stand raised by themselves.
RAISED = frozenset("*∗†‡°′⊤⋆§¶")
