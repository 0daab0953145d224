"""arXiv's categories, as https://arxiv.org/category_taxonomy names them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

# By archive, what stands behind its dot; an archive without a part is a category itself.
_PARTS: Final = {
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE "
    "NI OH OS PF PL RO SC SD SE SI SY",
    "econ": "EM GN TH",
    "eess": "AS IV SP SY",
    "gr-qc": "",
    "hep-ex": "",
    "hep-lat": "",
    "hep-ph": "",
    "hep-th": "",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA "
    "RT SG SP ST",
    "math-ph": "",
    "nlin": "AO CD CG PS SI",
    "nucl-ex": "",
    "nucl-th": "",
    "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph "
    "flu-dyn gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "quant-ph": "",
    "stat": "AP CO ME ML OT TH",
}
# Those that most chats of the field want, in the order in which they are offered.
USUAL: Final = (
    "cs.AI", "cs.CL", "cs.CV", "cs.LG", "cs.RO", "cs.IR",
    "cs.MA", "cs.HC", "cs.SD", "cs.CR", "cs.SE", "stat.ML",
)  # fmt: skip


def _all() -> Iterator[str]:
    for archive, parts in _PARTS.items():
        if not parts:
            yield archive
        for part in parts.split():
            yield f"{archive}.{part}"


CATEGORIES: Final = tuple(_all())
_BY_SMALL: Final = {category.casefold(): category for category in CATEGORIES}


def category_of(text: str) -> str | None:
    """The category that is written so, in whatever letters; None where there is none."""
    return _BY_SMALL.get(text.strip().casefold())


def nearest(text: str) -> str | None:
    """The category that is written most like that; None where none is like it."""
    small = text.strip().casefold()
    archive = small.partition(".")[0]
    part = small.rpartition(".")[2]
    # Whoever gets the archive wrong, as in "ai.CL", means the usual category of that part.
    same = [each for each in (*USUAL, *CATEGORIES) if each.casefold().rpartition(".")[2] == part]
    close = get_close_matches(small, _BY_SMALL, n=1, cutoff=0.7)
    if close and (not same or archive in _PARTS):
        return _BY_SMALL[close[0]]
    if same:
        return same[0]
    # Of an archive with parts its usual one.
    within = [each for each in (*USUAL, *CATEGORIES) if each.startswith(f"{archive}.")]
    return within[0] if within else None


def is_archive(text: str) -> bool:
    """Whether the text names a part of arXiv that only its own parts are categories of: `cs`."""
    return bool(_PARTS.get(text.strip().casefold()))
