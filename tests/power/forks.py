"""Does its imports once, then forks a process for each line it reads, which does what the line
says.

Started with `recorder.c` preloaded, so that what its processes do to their files is written down. A
line is JSON: the function, its arguments, the variables that tell the recorder what to do, how the
store is to be synchronous, and after how many pages its log is written back.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from functools import partial

from sqlalchemy import Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection

import tests.imported  # noqa: F401 (what each process would import and read)
from bot.app.logs import configure_logs
from core.masking import Mask
from storage.engine import sqlite
from tests.power.doings import promise, replace, show, upgrade
from tests.push_process import push

FUNCTIONS = {"promise": promise, "push": push, "replace": replace, "show": show, "upgrade": upgrade}


def main() -> None:
    """Fork until the lines end; each process's id is printed."""
    configure_logs(logging.ERROR, Mask())
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends is gone at once
    for line in sys.stdin:
        order = json.loads(line)
        process = os.fork()
        if process == 0:
            os.dup2(2, 1)  # ids alone go to standard output
            os.environ.update(order["variables"])  # noqa: TID251 (the recorder's, not settings)
            sqlite.SYNCHRONOUS = order["synchronous"] or sqlite.SYNCHRONOUS
            event.listen(Pool, "connect", partial(_checkpoint_often, order["pages"]))
            FUNCTIONS[order["function"]](*order["arguments"])
            os._exit(0)
        print(process, flush=True)


def _checkpoint_often(pages: int, connection: DBAPIConnection, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA wal_autocheckpoint = {pages}")
    cursor.close()


if __name__ == "__main__":
    main()
