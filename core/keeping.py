"""How long what belongs to chats and people is kept. Whoever forgets it and whoever tells about it
read the same numbers."""

# Tested in tests/bot/chat/test_privacy.py.

from __future__ import annotations

import datetime as dt

# What a sent message is about, since it was sent or changed last.
MESSAGES = dt.timedelta(days=90)
# What became of each part of a list, since the list's day.
DELIVERIES = dt.timedelta(days=60)
# What a pick was chosen for, since it was shown; its letter stays. It is most of what is stored of
# a chat: some 5 kB a day.
REASONS = dt.timedelta(days=10)
# A vector of a paper that nobody voted on or asked for, since it was made.
VECTORS = dt.timedelta(days=60)
# How often somebody asked. What is older goes once a day, so that a count is gone a day later.
COUNTS = dt.timedelta(days=2)
COUNTS_GONE = COUNTS + dt.timedelta(days=1)
# Which list somebody saw alone in a chat; it goes once a day too.
SEEN = dt.timedelta(days=7)
SEEN_GONE = SEEN + dt.timedelta(days=1)
# What somebody changed in a chat's settings, since then.
CHANGES = dt.timedelta(days=90)
# What a model answered for a text of a paper that was not written then, which takes minutes.
REPLIES = dt.timedelta(days=7)
# At which hour tokens were used: as far as what the month costs is told, with a week more.
SLOTS = dt.timedelta(days=40)
# What arXiv announced, since its day; what was picked for somebody stays.
POOL = dt.timedelta(days=60)
