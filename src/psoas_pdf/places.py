"""Where the files that come with the program lie."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@cache
def folder() -> str:
    """The folder that holds `data` and `layouts`: the package's own once installed, else the repository."""
    package = os.path.dirname(os.path.realpath(__file__))
    own = os.path.isdir(os.path.join(package, "data"))
    return package if own else os.path.dirname(os.path.dirname(package))


def shipped() -> Path:
    """The same as a path.  A build goes without: to load pathlib takes a fortieth of its time."""
    from pathlib import Path

    return Path(folder())
