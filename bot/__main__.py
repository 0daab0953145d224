"""The entry point: `python -m bot COMMAND`, also installed as `paperboy`."""

from __future__ import annotations

import sys

from bot.app import stops, streams, unasked


def main() -> None:
    """Run the command."""
    streams.prepare()
    die_of_it = stops.as_interruptions()
    try:
        # To load all of it takes a second or more, in which somebody may think better of it.
        unasked.load_logs()
        from bot.app import line

        code = line.execute(sys.argv[1:])
    except KeyboardInterrupt:
        code = stops.EXIT_INTERRUPTED
    if code == stops.EXIT_INTERRUPTED:
        die_of_it()
    sys.exit(code)


if __name__ == "__main__":
    main()
