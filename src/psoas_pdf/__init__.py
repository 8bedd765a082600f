"""psoas-pdf: exercise and anatomy data in YAML to illustrated, print-ready, accessible PDF.

For scripts: `Library` reads records, `Order` says what is wanted, `build_many` makes one document after the other, in
other processes too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psoas_pdf.batch import Result, build_many
    from psoas_pdf.build import Built, Order
    from psoas_pdf.library import Library
    from psoas_pdf.problems import Problems

__version__ = "0.1.0"
__all__ = ["Built", "Library", "Order", "Problems", "Result", "build_many"]

_HOME = {
    "Built": "build",
    "Library": "library",
    "Order": "build",
    "Problems": "problems",
    "Result": "batch",
    "build_many": "batch",
}


def __getattr__(name: str) -> Any:
    """Loaded when it is asked for: the command line starts without."""
    if name not in _HOME:
        raise AttributeError(f"module 'psoas_pdf' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"psoas_pdf.{_HOME[name]}"), name)
