"""What a record is: a frozen dataclass whose fields carry their own documentation.

The reader, the JSON Schema and `docs/format.md` are all made from these classes, so what is written here is
what authors are told.  A field's key in YAML is its name with '-' for '_'.  `place` (of the record) and
`places` (of its keys, by their names in YAML) are set by the reader and are no keys; nor is any other field
that is not made with `key`.  A record may say on its class: `shorthand`, the field that a bare text stands for;
`spared_by`, the key of another record whose keys make up for those that are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field
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

    doc: one sentence for the author.  default, default_factory: left out means needed.
    example: YAML, as it may be written.
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


def _init(self: Any, **values: Any) -> None:
    cls = type(self)
    names = cls.__dataclass_fields__
    if values.keys() == names.keys():
        self.__dict__.update(values)
        return
    for name in values.keys() - names.keys():
        raise TypeError(f"{cls.__name__} has no field {name!r}")
    for name, each in names.items():
        if name not in values:
            if each.default_factory is not MISSING:
                values[name] = each.default_factory()
            elif each.default is MISSING:
                raise TypeError(f"{cls.__name__} needs {name!r}")
    # A default stands on the class, where dataclass leaves it.
    self.__dict__.update(values)


def _init_in_order(self: Any, *given: Any, **values: Any) -> None:
    names = self.__match_args__
    if len(given) == len(names) and not values:
        self.__dict__.update(zip(names, given, strict=True))
        return
    if len(given) > len(names) or not values.keys().isdisjoint(names[: len(given)]):
        raise TypeError(f"{type(self).__name__} takes each of {', '.join(names)} once")
    _init(self, **dict(zip(names, given, strict=False)), **values)


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name, each in self.__dataclass_fields__.items() if each.compare])


def _eq(self: Any, other: object) -> Any:
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = [
        f"{name}={getattr(self, name)!r}" for name, each in self.__dataclass_fields__.items() if each.repr
    ]
    return f"{type(self).__name__}({', '.join(shown)})"


def _frozen(self: Any, name: str, value: object = None) -> None:
    raise FrozenInstanceError(f"a {type(self).__name__} can't be changed: {name!r}")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key, field))
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass with keywords only.

    Its methods are the same few functions for all records: dataclass would write and compile six for each
    class, which took 20 ms of every start.
    """
    made: Any = dataclass(init=False, repr=False, eq=False)(cls)
    made.__init__, made.__repr__, made.__eq__, made.__hash__ = _init, _repr, _eq, _hash
    made.__setattr__ = made.__delattr__ = _frozen
    return cls


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A frozen dataclass with fields in order; made in a tenth of the time, as `record`."""
    made: Any = thing(cls)
    made.__eq__, made.__hash__ = _eq, _hash
    return cls


@dataclass_transform(eq_default=False, frozen_default=True, field_specifiers=(field,))
def thing(cls: type[T]) -> type[T]:
    """A `value` that is compared by identity."""
    made: Any = dataclass(init=False, repr=False, eq=False)(cls)
    made.__init__, made.__repr__ = _init_in_order, _repr
    made.__setattr__ = made.__delattr__ = _frozen
    return cls
