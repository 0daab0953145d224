"""What people type, made plain before it is read. Pure."""

# Chinese is read here: full-width signs.

from __future__ import annotations

# Chinese keyboards type full-width digits and signs.
HALF_WIDTH = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９－／．＃", "0123456789-/.#", strict=True)
}
