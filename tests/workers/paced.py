"""`paperboy` for a Telegram whose seconds pass slower: `python -m tests.workers.paced SPEED run …`.

With SPEED 0.5, half as many messages a second are sent, and half as many into one chat.
"""

from __future__ import annotations

import sys

from bot import __main__ as paperboy
from bot.channels.telegram import sender

if __name__ == "__main__":
    speed = float(sys.argv.pop(1))
    sender.PER_SECOND *= speed
    sender.CHAT_GAP /= speed
    paperboy.main()
