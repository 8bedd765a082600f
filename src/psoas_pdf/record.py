"""What a record is: a frozen dataclass whose fields carry their own documentation.

The reader, the JSON Schema and `docs/format.md` are all made from these classes, so what is written here is what
authors are told.  A field's key in YAML is its name with '-' for '_'; `place` is set by the reader and is no key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


def key(
    doc: str,
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    example: str = "",
    name: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    at_least: int | None = None,
    at_most: int | None = None,
    choices: tuple[str, ...] = (),
    refers: str = "",
    words: bool = False,
) -> Any:
    """A field of a record.

    doc: one sentence for the author.  default or default_factory: left out means needed.  example: YAML, as it may be written.
    name: the key in YAML when it isn't the field's name.  minimum, maximum: of a number.
    at_least, at_most: entries of a list, or characters of a text.  choices: the words allowed.
    refers: the kind of record that the text is an id of ('exercise', 'muscle', 'source', 'plate', ...).
    words: the text is printed, so it may be translated (a language block may give it anew).
    """
    about: Mapping[str, Any] = {
        "doc": doc,
        "example": example,
        "name": name,
        "minimum": minimum,
        "maximum": maximum,
        "at_least": at_least,
        "at_most": at_most,
        "choices": choices,
        "refers": refers,
        "words": words,
    }
    if default_factory is not MISSING:
        return field(default_factory=default_factory, metadata=about)
    return field(default=default, metadata=about)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key, field))
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass with keywords only."""
    return dataclass(frozen=True, kw_only=True)(cls)
