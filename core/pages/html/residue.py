"""What is left of TeX's commands in a text that the converter could not read. Pure."""

from __future__ import annotations

import re

_MODEL = r"(?>(?:\[[^\[\]]{0,40}+\])?)"
_SENTENCE = re.compile(r"(?:[^\W\d_]{1,30}[,;:]?\s){5}|[\u3040-\u9fff]{10}")
# What a command is applied to, which may stand in braces of its own.
_TEXT = r"(?:\s*+\{([^{}]{0,300}+)\})?"
_STEPS = (
    # A colour that holds from here on: nothing of it is the text's.
    re.compile(
        rf"\\(?:page|row|cell|column)?color\s*+{_MODEL}\s*+\{{[^{{}}]{{0,80}}+\}}"
        rf"(?>(?:\s*+\[[^\[\]]{{0,20}}+\]){{0,2}})"
    ),
    re.compile(rf"\\definecolor\s*+{_MODEL}(?>(?:\s*+\{{[^{{}}]{{0,80}}+\}}){{1,3}})%?"),
    re.compile(r"\\pgfsys@color@\w{1,20}@(?:stroke|fill)(?>(?:\{[^{}]{0,40}+\}){1,4})%?"),
    # Those that say how a text is set, before the text itself.
    re.compile(rf"\\textcolor\s*+{_MODEL}\s*+\{{[^{{}}]{{0,80}}+\}}{_TEXT}"),
    re.compile(
        r"\\(?:raisebox|scalebox|rotatebox|makebox|colorbox|adjustbox)"
        r"(?>(?:\s*+\[[^\[\]]{0,40}+\]){0,2})\s*+\{[^{}]{0,80}+\}(?>(?:\s*+\[[^\[\]]{0,40}+\]){0,2})"
        + _TEXT
    ),
    re.compile(r"\\resizebox\s*+(?>(?:\{[^{}]{0,80}+\}\s*+){2})" + _TEXT),
    re.compile(
        rf"\\multi(?:row|column)\s*+{_MODEL}\{{[^{{}}]{{0,20}}+\}}{_MODEL}"
        rf"(?:\*|\{{[^{{}}]{{0,40}}+\}}){_MODEL}{_TEXT}"
    ),
    re.compile(r"\\fcolorbox(?>(?:\s*+\{[^{}]{0,80}+\}){2})" + _TEXT),
    re.compile(rf"\\parbox\s*+{_MODEL}\s*+\{{[^{{}}]{{0,40}}+\}}{_TEXT}"),
    re.compile(rf"\\(?:makecell|shortstack|thead|specialcell|hl)\s*+{_MODEL}{_TEXT}"),
    re.compile(r"\\(?:arrayrulecolor|[vh]space\*?|[vh]?phantom)\s*+\{[^{}]{0,40}+\}"),
    re.compile(r"\\(?:fontsize|setlength|addtolength)\s*+(?:\{[^{}]{0,40}+\}\s*+){2}"),
    # Those that hold from here on.
    re.compile(
        r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|bfseries|itshape|centering|"
        r"raggedright|raggedleft|selectfont|strut|noindent|hfill?|hfil|vfill?|Large|LARGE|huge|Huge)"
        r"(?![A-Za-z])\s*+"
    ),
)
# Outside formulas only: within them a type face may mean something.
_FACES = re.compile(
    r"\\(?:(?:text|math)(?:bf|it|tt|rm|sf)|text(?:sc|superscript|subscript)|emph|underline|smash)"
    r"\s*+\{([^{}]{0,300}+)\}"
)
_OLD_FACES = re.compile(r"\\(?:bf|it|rm|sf|sc|tt|em|sl)(?![A-Za-z])\s*+")


def is_prose(block: str) -> bool:
    """Whether a block holds a sentence, and not the arguments of an unknown command."""
    return bool(_SENTENCE.search(block)) and "\\" not in block and block.count("=") < 2


def without_residue(text: str) -> str:
    """The text without commands that only colour, raise or scale; what they are applied to
    stays."""
    if "\\" not in text:
        return text
    for step in _STEPS:
        text = step.sub(_text_of, text)
    if "$" not in text:
        text = _OLD_FACES.sub("", _FACES.sub(_text_of, text))
    return text


def _text_of(command: re.Match[str]) -> str:
    """What a command is applied to, where that is known: without its braces, which mean something
    within a formula alone."""
    if not command.re.groups or not command[1]:
        return ""
    text = " ".join(part.strip() for part in command[1].split(r"\\"))
    if "$" in command.string:
        return f"{{{text}}}"
    return text
