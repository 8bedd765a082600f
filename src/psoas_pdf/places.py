"""Where the files that come with the program lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def shipped() -> Path:
    """The folder that holds `data` and `layouts`: the package's own once installed, else the repository."""
    package = Path(__file__).resolve().parent
    return package if (package / "data").is_dir() else package.parents[1]
