"""Measurements: `python -m bench` for all that is promised, modules of their own for the rest."""

import os

# As Paperboy itself does (bot/app/line.py): one core for what is reckoned with arrays.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # noqa: TID251
