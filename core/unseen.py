"""Characters that no reader sees, taken out wherever a text comes in; and whether they said
something.

Tag characters, variation selectors and characters without width can carry a whole text that a model
reads and a person does not; marks of direction show a text in another order than a model reads it.
Soft hyphens, fillers and characters of private use say nothing to anybody.
"""

# Chinese is read here: circled signs and blanks among its characters.

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import replace

from core.document import Document

# Control and format characters, fillers, selectors, tags, what is reserved and what is for private
# use. Signs of Arabic and other scripts that Unicode calls format characters are drawn, and stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U0001bca0-\U0001bca3"
    "\U00013430-\U0001343f\U00016fe4\U0001d159\U0001fffe\U0001ffff\U0002fffe\U0002ffff"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]+"
)
# Marks on a letter: no script sets more than a few, and many cover the lines around.
_HEAPED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]++"
)
# Read from right to left, up to the next mark of direction or the paragraph's end.
_TURNED = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069\n]*)\u202c?")
_BLANKS = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85\u115f\u1160\u2028\u2029\u2800\u3164\uffa0")
_JOINING = "\u200d"
_JOINERS = frozenset(("\u200c", _JOINING))
_EMOJI = frozenset({"So", "Sk"})
_JOINED_SCRIPTS = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\u1a20-\u1aaf\u1b00-\u1bff"
    "\ua840-\ua87f\ua8e0-\ua8ff\ua980-\ua9ff\uaa60-\uaa7f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe"
    "\U00010d00-\U00010d3f\U00011000-\U000114ff\U0001e900-\U0001e95f]"
)
# Signs that are drawn as a picture or as a letter, as the selector behind them says.
_PICTURES = re.compile(
    "[©®\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b00-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_PRESENTATIONS = frozenset("\ufe0e\ufe0f")
_KEYCAP = "\u20e3"
_MONGOLIAN = re.compile("[\u1820-\u18aa][\u180b-\u180d\u180f]")
_FLAG = "\U0001f3f4"
# The flags of England, Scotland and Wales: a black flag, a region's letters and an end, as tags.
_REGIONS = re.compile(
    "\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
    "|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
# What can carry a message: tags and selectors, planes of private use, runs without width.
_CARRIERS = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e0fff\U000f0000-\U0010ffff]")
_WITHOUT_WIDTH = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u180b-\u180f\u034f\u061c\xad\u115f\u1160"
    "\u17b4\u17b5\u3164\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]{4,}"
)
_MESSAGE = 16  # characters; a few are left by an editor, and so many spell words
_WORDS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 4  # words


def seen(text: str) -> str:
    """The text as a reader sees it, without characters that hide, reorder or say nothing, and
    without heaps of marks on a letter.

    Joiners stay where they spell, selectors where they make a picture; a run that is shown from
    right to left by force is given in the order in which it is shown.
    """
    if not text.isascii():
        text = _HEAPED.sub(r"\1", text)
    if not _UNSEEN.search(text):
        return text
    return _UNSEEN.sub(_kept, _TURNED.sub(_as_shown, text))


def says_unseen(text: str) -> bool:
    """Whether characters that no reader sees carry a message in the text."""
    if text.isascii():
        return False
    turned = sum(len(_WORDS.findall(found[1])) for found in _TURNED.finditer(text))
    if turned >= _SENTENCE:
        return True
    carried = len(_CARRIERS.findall(text))
    carried += sum(len(run) for run in _WITHOUT_WIDTH.findall(text))
    if carried < _MESSAGE:
        return False
    # What stays is seen: pictures and flags.
    return carried - len(_CARRIERS.findall(seen(text))) >= _MESSAGE


def joins(text: str, index: int) -> bool:
    """Whether the character at that place is a joiner that spells: one that changes how its
    neighbours are written."""
    joiner = text[index]
    if joiner not in _JOINERS:
        return False
    before = text[index - 1] if index else ""
    after = text[index + 1 : index + 2]
    if before == "\ufe0f" and index > 1:
        before = text[index - 2]
    return _spells(before, joiner, after)


# A text of emoji alone asks tens of thousands of times about the same few.
@functools.lru_cache(maxsize=1_024)
def _spells(before: str, joiner: str, after: str) -> bool:
    """Whether a joiner changes how these neighbours of it are written."""
    if before and unicodedata.category(before) in _EMOJI and _PICTURES.match(after):
        return True
    spells_before = bool(_JOINED_SCRIPTS.match(before))
    spells_after = bool(_JOINED_SCRIPTS.match(after))
    if joiner == _JOINING:
        # At the edge of a word it gives a letter the form that it has within one.
        return spells_before or spells_after
    return spells_before and spells_after


def seen_document(document: Document) -> Document:
    """The document as a reader sees its texts; `hidden` where other characters said something."""
    texts = [document.title, document.abstract, *document.authors, *document.head]
    texts += [section.title for section in document.sections]
    texts += [section.text for section in document.sections]
    texts += [figure.caption for figure in document.figures]
    for table in document.tables:
        texts += [table.caption, table.rows]
    if not any(_UNSEEN.search(text) or _HEAPED.search(text) for text in texts):
        return document
    return replace(
        document,
        title=seen(document.title),
        authors=tuple(filter(None, map(seen, document.authors))),
        head=tuple(filter(None, map(seen, document.head))),
        abstract=seen(document.abstract),
        sections=tuple(
            replace(section, title=seen(section.title), text=seen(section.text))
            for section in document.sections
        ),
        figures=tuple(replace(figure, caption=seen(figure.caption)) for figure in document.figures),
        tables=tuple(
            replace(
                table,
                caption=seen(table.caption),
                rows=seen(table.rows),
                heads=tuple(map(seen, table.heads)),
            )
            for table in document.tables
        ),
        hidden=document.hidden or any(map(says_unseen, texts)),
    )


def _as_shown(turned: re.Match[str]) -> str:
    return turned[1][::-1]


def _kept(run: re.Match[str]) -> str:
    """What stays of a run of such characters, by what stands before and behind it."""
    text = run.string
    start, end = run.span()
    before = text[start - 1 : start]
    after = text[end : end + 1]
    first = text[start]
    kept = ""
    pictured = first in _PRESENTATIONS and _is_picture(before, after)
    if pictured or _MONGOLIAN.match(before + first):
        kept = first
    elif before == _FLAG:
        region = _REGIONS.match(text, start)
        if region:
            kept = region[0]
    rest = start + len(kept)
    if rest == end - 1 and joins(text, rest):
        return kept + text[rest]
    if not kept and not _BLANKS.isdisjoint(run[0]):
        return " "
    return kept


def _is_picture(before: str, after: str) -> bool:
    """Whether a selector behind that character makes a picture of it: of a digit, a keycap."""
    if before.isdecimal() or before in ("#", "*"):
        return after == _KEYCAP
    return bool(_PICTURES.match(before))
