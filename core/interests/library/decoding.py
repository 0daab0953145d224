"""A file's bytes as text, whichever way they are encoded. Pure.

Reference managers write UTF-8, with or without a mark; older ones what their machine spoke.
"""

# Tested in tests/core/interests/library/test_reading.py.

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before the shorter mark with which it begins.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Bytes that are looked at to tell how a text is encoded.
_SAMPLE = 65_536
# Two characters beyond ASCII side by side are what Chinese is made of; Latin accents stand alone.
_SIDE_BY_SIDE = re.compile(r"[\u3400-\u9fff]{2}")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_WESTERN = "cp1252"


def decoded(data: bytes) -> str | None:
    """The text; None where the bytes are none, as those of a picture or an archive."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _unmarked(data, sample)
    if sample.startswith(b"%PDF-"):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _of_a_machine(data)


def _unmarked(data: bytes, sample: bytes) -> str | None:
    """UTF-16 without its mark, by which half of its bytes are zero; else None."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few = len(sample) // 4
    if odd > few > even:
        return data.decode("utf-16-le", "replace")
    if even > few > odd:
        return data.decode("utf-16-be", "replace")
    return None


def _of_a_machine(data: bytes) -> str | None:
    """Text in what a Chinese or a Western machine spoke."""
    chinese = data.decode("gb18030", "replace")
    foreign = len(_FOREIGN.findall(chinese))
    paired = 2 * len(_SIDE_BY_SIDE.findall(chinese))
    if "\ufffd" not in chinese and 2 * paired >= foreign:
        return chinese
    western = data.decode(_WESTERN, "replace")
    if len(_FOREIGN.findall(western)) > len(western) // 3:
        return None  # bytes, and no text
    return western
