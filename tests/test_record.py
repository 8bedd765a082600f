"""Frozen classes with shared methods stand where a dataclass would."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any
from weakref import ref

import pytest

from psoas_pdf.record import thing, value


@value
class Point:
    """A value with a default."""

    x: float
    y: float
    name: str = ""


@value
class Place:
    """The same fields as a point."""

    x: float
    y: float
    name: str = ""


@thing
class Body:
    """Compared by identity."""

    points: tuple[Point, ...]


def test_fields_are_given_in_order_or_by_name_and_defaults_fill_the_rest() -> None:
    assert Point(1, 2, "a") == Point(1, name="a", y=2) == Point(x=1, y=2, name="a")
    assert Point(1, 2).name == ""
    assert repr(Point(1, 2)) == "Point(x=1, y=2, name='')"


@pytest.mark.parametrize(
    ("given", "named"), [((1,), {}), ((1, 2, "a", 3), {}), ((1, 2), {"x": 1}), ((1, 2), {"z": 1}), ((), {})]
)
def test_each_field_is_given_once(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(*given, **named)


def test_a_value_is_its_fields_and_its_class() -> None:
    assert len({Point(1, 2), Point(1, 2), Point(1, 3)}) == 2
    assert len({Point(1, 2), Place(1, 2)}) == 2
    assert Point(1, 2).__eq__((1, 2, "")) is NotImplemented


def test_a_thing_is_itself() -> None:
    one, other = Body(()), Body(())
    assert one != other
    assert len({one, other, one}) == 2
    assert ref(one)() is one


def test_nothing_can_be_changed() -> None:
    point = Point(1, 2)
    for name in ("x", "z"):
        with pytest.raises(FrozenInstanceError, match=name):
            setattr(point, name, 2)
        with pytest.raises(FrozenInstanceError, match=name):
            delattr(point, name)
    assert point == Point(1, 2)


def test_what_works_on_dataclasses_works() -> None:
    assert replace(Point(1, 2, "a"), y=3) == Point(1, 3, "a")
    assert [f.name for f in fields(Body)] == ["points"]
    assert copy.deepcopy(Point(1, 2)) == Point(1, 2)
    assert pickle.loads(pickle.dumps(Point(1, 2, "a"))) == Point(1, 2, "a")
    match Point(1, 2, "a"):
        case Point(x, y, name):
            assert (x, y, name) == (1, 2, "a")
