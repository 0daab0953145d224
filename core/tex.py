r"""TeX in a text → what it reads as: `128\times` → 128×, `10^{-4}` → 10⁻⁴. Pure.

Papers, models and titles write formulas; people read them in a message of plain text. What is no
TeX stays as it is: prices ($5), names (`a_b`), paths. Groups are read from the inside out, in a few
rounds of which each looks at the text once.
"""

from __future__ import annotations

import re
import unicodedata

from core.tex_signs import (
    ACCENTS,
    FUNCTIONS,
    RAISED,
    SIGNS,
    SILENT,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    WRAPPERS,
)

# A formula between dollars. In "$5 and $10" a digit follows the second dollar, so it is money,
# unless TeX's own marks stand between them, or a sign alone. Models write \(x\) and \[x\] too.
FORMULA = (
    r"\$\$?(?P<tex>[^\s$][^$]*+)(?<=\S)\$\$?(?!\d)"
    r"|\$(?P<tight>[^\s$\\^{]{0,40}[\\^{][^\s$]*+|[<>≤≥≈~=±×+−-]{1,2})\$(?=\d)"
    r"|\\\((?P<round>(?>(?:[^\\$]|\\[^()\[\]$\\])+))\\\)"
    r"|\\\[(?P<square>(?>(?:[^\\$]|\\[^()\[\]$\\])+))\\\]"
)
INNER = ("tex", "tight", "round", "square")
_FORMULA = re.compile(rf"\\\$|{FORMULA}")
_MARK = re.compile(r"[\\^]|_\{|``")
# Words side by side are no formula, unless it has signs of its own.
_WORDS = re.compile(r"[A-Za-z]{2} [A-Za-z]{2}")
_SURE = re.compile(r"[\\^_={}<>]")
_LIKELY = re.compile(r"[+*/|()\[\]-]")
_BLANK = re.compile(r"\\[,;:> ]|~")
_NOTHING = re.compile(rf"\\!|\\(?:{SILENT})(?![A-Za-z])\*?")
_WIDE_BLANK = re.compile(r"\\q?quad(?![A-Za-z])|\\\\|\\newline(?![A-Za-z])")
_ESCAPED = re.compile(r"\\([%&_#])")
_ESCAPED_BRACE = re.compile(r"\\([{}|])")
# Not within a path, nor a single letter, which patterns and paths have too.
_SIGN = re.compile(r"(?<!:)\\([A-Za-z]{2,20})(?![A-Za-z]|\.[A-Za-z])(?:\{\})?")
_SIGN_INSIDE = re.compile(r"(?:(?<=\S)\\([A-Za-z]{1,20}) |\\([A-Za-z]{1,20})(?![A-Za-z]))")
_GROUP = r"\{([^{}]{0,200})\}"
_WRAPPED = re.compile(rf"\\(?:{WRAPPERS})\*?{_GROUP}")
# `{\it this}`, as titles had it before there was `\textit{this}`.
_FACED = re.compile(
    r"\{\\(?:it|bf|em|sc|tt|rm|sf|sl|itshape|bfseries|scshape)\s+([^{}\\]{0,200})\}"
)
_QUOTED = re.compile(r"``([^`']{1,200})''")
# What leads to a place elsewhere, which is not here.
_CITED = re.compile(
    r"[~ ]?\\(?:cite[a-z]{0,9}|(?:eq|auto|[Cc])?ref|label)\*?(?:\[[^\[\]]{0,40}\]){0,2}"
    r"\{[^{}]{0,200}\}"
)
# In words as well.
_BETWEEN = re.compile(r"(?<=\S)\\[,;](?=\S)|(?<=\.)\\ ")
_SPOKEN = re.compile(
    r"\\xspace(?![A-Za-z])|\\(?:noindent|(?:small|med|big)skip|centering)(?![A-Za-z]) ?"
)
_LETTER = re.compile(r"\\([oOlLij])\{\}")
_BRACED_ACCENT = re.compile(r"\{\\(['`\"^~])\{?\\?([A-Za-z])\}?\}")
_SCRIPT = re.compile(r"\\text(super|sub)script\{([^{}]{0,200})\}")
_MEASURED = re.compile(rf"\\(?:SI|qty){_GROUP}{_GROUP}")
_CHOSEN = re.compile(rf"\\[dt]?binom{_GROUP}{_GROUP}")
_STACKED = re.compile(rf"\\(underset|overset|stackrel){_GROUP}{_GROUP}")
# An address is no formula: it stands as it is, behind the words that were to lead there.
_LINKED = re.compile(rf"\\href\s?\{{([^{{}}\s]{{1,500}})\}}\s?{_GROUP}")
_NOTED = re.compile(rf"\s?\\(?:footnote|thanks){_GROUP}")
_COLOURED = re.compile(rf"\\(?:textcolor|color|colorbox)\{{[^{{}}\\]{{0,40}}\}}(?:{_GROUP})?")
_FRACTION = re.compile(rf"\\(?:[dtc]|nice)?frac{_GROUP}{_GROUP}")
_SHORT_FRACTION = re.compile(r"\\[dtc]?frac *(\d)(\d)")
_ROOT = re.compile(rf"\\sqrt(?:\[([^\[\]]{{0,9}})\])?{_GROUP}")
_OVER = r"(?:wide)?(?:hat|tilde)|bar|d?dot|vec"
_ACCENT = re.compile(rf"\\({_OVER}|['`\"^~cvuH]){_GROUP}")
# Beside a bare letter; one that was a command stands close to it.
_ACCENTED = re.compile(
    rf"\\({_OVER})(?: ?(?![A-Za-z])| )([^\W\d_])|(?<=[A-Za-z])\\(['`\"^~])([a-z])"
)
_DOUBLED = re.compile(r"\{\s*\{([^{}]{0,200})\}\s*\}")
_RAISED = re.compile(rf"((?:\{{\}})?)([\^_]){_GROUP}")
_RAISED_CHAR = re.compile(r"()([\^_])([^\s{}\\^_$])")
_POWER = re.compile(r"(?<=[^\W_])()(\^)([-+−]?\d{1,4})(?![\w.{])")
_WORD = re.compile(rf"(\w?)\\({FUNCTIONS})(?![A-Za-z])")
_COMMAND = re.compile(r"\\([A-Za-z]{1,40})\*?")
_BRACES = re.compile(r"[{}\\]")
_BRACKETED = re.compile(r"\([^()]*\)")
_POINTS = re.compile(r"[.,]")
# Groups within groups: deeper ones stay as they are written.
_ROUNDS = 8


def readable(text: str) -> str:
    """The text with its formulas as people read them."""
    if "$" not in text and "\\" not in text:
        return words(text)
    pieces: list[str] = []
    end = 0
    for match in _FORMULA.finditer(text):
        pieces.append(words(text[end : match.start()]))
        pieces.append(read_formula(match) if match.lastgroup in INNER else "$")
        end = match.end()
    pieces.append(words(text[end:]))
    return "".join(pieces)


def read_formula(match: re.Match[str]) -> str:
    """What a match of FORMULA reads as; what is written where it is none."""
    kind = match.lastgroup or ""
    inner = match[kind]
    # Brackets may be escaped for no more than themselves, as those of a citation's number are.
    surely = kind != "square" or _SURE.search(inner)
    return formula(inner) if surely and is_formula(inner) else match[0]


def is_formula(inner: str) -> bool:
    """Whether what stands between two dollars is a formula, and not words between two prices."""
    if " " not in inner or _SURE.search(inner):
        return True
    return bool(_LIKELY.search(inner)) and not _WORDS.search(inner)


def formula(inner: str) -> str:
    """The inside of a formula as people read it, on one line."""
    if inner.isalnum() and inner.isascii():
        return inner
    text = _BLANK.sub(" ", inner)
    text = _WIDE_BLANK.sub(" ", text)
    text = _NOTHING.sub("", text)
    text = _ESCAPED.sub(r"\1", text)
    text = _ESCAPED_BRACE.sub(_brace, text)
    text = _SIGN_INSIDE.sub(_sign, text)
    text = _WORD.sub(_function, text)
    text = _DOUBLED.sub(r"{\1}", text)
    text = _SHORT_FRACTION.sub(r"\1/\2", text)
    text = _RAISED_CHAR.sub(_small, text)
    text = _groups(text)
    text = _COMMAND.sub(r"\1", text)
    text = _BRACES.sub("", text)
    text = text.translate(_KEPT_BRACES)
    return " ".join(text.split())


def words(text: str) -> str:
    """A text outside of formulas, with what is surely TeX in it as people read it: known commands,
    and powers and indices in braces. All else stays."""
    if not _MARK.search(text):
        return text
    text = _QUOTED.sub(r"“\1”", text)
    if "\\" in text:
        text = _CITED.sub("", text)
        text = _SPOKEN.sub("", text)
        text = _BETWEEN.sub(" ", text)
        text = _ESCAPED.sub(r"\1", text)
        text = _BRACED_ACCENT.sub(_accent, text)
        text = _LETTER.sub(_sign, text)
        text = _SIGN.sub(_sign, text)
    text = _groups(text).replace("^∘", "°")
    return _POWER.sub(_small, text)


# Braces that are meant, while the others are taken away.
_MEANT = {"{": "\ue000", "}": "\ue001", "|": "‖"}
_KEPT_BRACES = str.maketrans("\ue000\ue001", "{}")


def _brace(match: re.Match[str]) -> str:
    return _MEANT[match[1]]


def _sign(match: re.Match[str]) -> str:
    """The command's sign, or what is written."""
    for name in match.groups():
        if name in SIGNS:
            return SIGNS[name]
    return match[0]


def _function(match: re.Match[str]) -> str:
    before, name = match.groups()
    if before:
        return f"{before} {name}"
    return name


def _groups(text: str) -> str:
    """The text with the groups that belong to something read, the innermost first."""
    for _ in range(_ROUNDS):
        if "{" not in text:
            break
        before = text
        text = _SCRIPT.sub(_script, text)
        text = _STACKED.sub(_stacked, text)
        text = _COLOURED.sub(_coloured, text)
        text = _WRAPPED.sub(r"\1", text)
        text = _LINKED.sub(_linked, text)
        text = _NOTED.sub(r" (\1)", text)
        text = _FACED.sub(r"\1", text)
        text = _FRACTION.sub(_fraction, text)
        text = _MEASURED.sub(r"\1 \2", text)
        text = _CHOSEN.sub(r"C(\1,\2)", text)
        text = _ROOT.sub(_root, text)
        text = _ACCENT.sub(_accent, text)
        text = _RAISED.sub(_small, text)
        if text == before:
            break
    return _ACCENTED.sub(_accented, text)


def _linked(match: re.Match[str]) -> str:
    """The words and the address behind them; the address alone where it is what they say."""
    address, label = match.groups()
    said = label.strip()
    if not said or said in (address, address.partition("://")[2]):
        return address
    return f"{said} ({address})"


def _coloured(match: re.Match[str]) -> str:
    return match[1] or ""


def _fraction(match: re.Match[str]) -> str:
    above, below = match.groups()
    return f"{_together(above)}/{_together(below)}"


def _root(match: re.Match[str]) -> str:
    index = (match[1] or "").strip()
    if index.isdigit() and index.isascii():
        index = "".join(SUPERSCRIPTS[digit] for digit in index)
    return f"{index}√{_together(match[2])}"


def _script(match: re.Match[str]) -> str:
    """A power or an index of words, which reads as one in a formula; letters stay beside it."""
    kind, said = match.groups()
    if said.isalpha():
        return said
    mark = "^" if kind == "super" else "_"
    return f"{mark}{{{said}}}"


def _stacked(match: re.Match[str]) -> str:
    """What stands below or above a sign, as its index or its power."""
    kind, beside, sign = match.groups()
    mark = "_" if kind == "underset" else "^"
    return f"{sign}{mark}{{{beside}}}"


def _together(text: str) -> str:
    """In brackets, if it would be read apart."""
    inner = text.strip()
    if inner.replace(".", "").isalnum() or len(inner) == 1:
        return inner
    return f"({inner})"


def _accent(match: re.Match[str]) -> str:
    """The letter with its sign; of a longer text the text alone."""
    name, letters = match[1], match[2].strip()
    letters = {"\\i": "i", "\\j": "j", "ı": "i"}.get(letters, letters)
    if len(letters) != 1:
        return letters
    return unicodedata.normalize("NFC", letters + ACCENTS[name])


def _accented(match: re.Match[str]) -> str:
    name = match[1] or match[3]
    letter = match[2] or match[4]
    return unicodedata.normalize("NFC", letter + ACCENTS[name])


def _small(match: re.Match[str]) -> str:
    """A power or an index: in small signs where there are such, else behind its mark."""
    _, mark, written = match.groups()
    said = written.strip()
    if mark == "^":
        if said in ("∘", "°"):
            return "°"
        if said in ("st", "nd", "rd", "th"):
            return said
        # A lone sign belongs to a name: Na+, TLI+23.
        if said in ("+", "") or set(said) <= RAISED:
            return said
        small = SUPERSCRIPTS
    else:
        small = SUBSCRIPTS
        if said.isalpha() and len(said) > 1:
            return f"_{said}"
    if all(char in small for char in said):
        return "".join(small[char] for char in said)
    if said.startswith("±"):
        return f" {said}"
    if len(said) == 1 or _POINTS.sub("", said).isalnum() or _BRACKETED.fullmatch(said):
        return mark + said
    return f"{mark}({said})"
