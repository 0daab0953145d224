"""The tests, and what they share."""

import os

# As Paperboy itself does, and as there to be said before numpy is imported: on busy cores
# OpenBLAS's threads wait for each other, which takes many times what they reckon.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # noqa: TID251
