"""What `build` was asked for, as its options say."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

JSON = "json"
FOLDER = "out"
DASK = "dask:"
"""How the name of an executor begins."""


class Wanted(NamedTuple):
    """layouts: instead of the plan's.  output: a file, a folder, '-', or None for the folder out."""

    layouts: tuple[str, ...] = ()
    theme: str | None = None
    stock: str | None = None
    edition: str = "screen"
    icc: str | None = None
    language: str | None = None
    calibrate: str | None = None
    output: str | None = None
    strict: bool = False
    form: str = "text"
    quiet: bool = False
    encrypt: Callable[[bytes], bytes] | None = None


class Batch(NamedTuple):
    """What else is asked for a roster.  only: names.  names: whether they may be told.  merge: a file for everybody.

    jobs: processes.  executor: 'dask:' and an address, for those of a cluster.
    """

    roster: str
    only: tuple[str, ...] = ()
    fail_fast: bool = False
    force: bool = False
    names: bool = False
    merge: str = ""
    jobs: int = 1
    executor: str = ""
