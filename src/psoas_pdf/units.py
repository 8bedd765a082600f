"""Lengths and times as authors write them ("12 mm", "30 s"), strictly: a number, a space or none, and a unit."""

from __future__ import annotations

import re

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
SECONDS = {"s": 1, "sec": 1, "min": 60, "h": 3600}
MM = POINTS["mm"]
_QUANTITY = re.compile(r"([+-]?\d+(?:\.\d+)?) ?([a-z%]+)", re.ASCII)


class BadQuantity(ValueError):
    """The text is no quantity of the kind that was asked for.  `hint` says what would be."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def quantity(text: str, units: dict[str, float], example: str) -> tuple[float, str]:
    """The number and the unit of a text such as '12 mm'."""
    match = _QUANTITY.fullmatch(text.strip())
    if not match or match[2] not in units:
        known = ", ".join(units)
        raise BadQuantity(f"{text!r} is not a number with a unit", f"write it as {example}; units: {known}")
    return float(match[1]), match[2]


class Length(float):
    """A length in points; `Length.parse('12 mm')`."""

    __slots__ = ()
    example = "12 mm"

    @classmethod
    def parse(cls, text: str) -> Length:
        """Raises BadQuantity for anything but a number with pt, mm, cm or in."""
        number, unit = quantity(text, POINTS, cls.example)
        return cls(number * POINTS[unit])

    @property
    def mm(self) -> float:
        return self / MM


def length_words(points: float) -> str:
    """A length for a message or a table: '20 mm'; what is less than a millimetre, in points."""
    return f"{points / MM:.4g} mm" if points >= MM else f"{points:g} pt"


class Duration(int):
    """A time in whole seconds; `Duration.parse('2 min')`."""

    __slots__ = ()
    example = "30 s"

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Raises BadQuantity for anything but a number with s, min or h that makes whole seconds."""
        number, unit = quantity(text, dict(SECONDS), cls.example)
        seconds = number * SECONDS[unit]
        if seconds != int(seconds) or seconds < 0:
            raise BadQuantity(f"{text!r} is not a whole number of seconds", "write it as 30 s or 2 min")
        return cls(int(seconds))


class Range(tuple[int, int]):
    """A whole number or a range of two: '3', '2-3' (or with an en dash).  `low` is never above `high`."""

    __slots__ = ()
    example = "8-12"
    _form = re.compile(r"(\d{1,5})(?: ?[-\u2013] ?(\d{1,5}))?", re.ASCII)
    _longer = re.compile(r"\d+(?: ?[-\u2013] ?\d+)?", re.ASCII)

    @classmethod
    def parse(cls, text: str) -> Range:
        """Raises BadQuantity."""
        match = cls._form.fullmatch(text.strip())
        if not match and cls._longer.fullmatch(text.strip()):
            raise BadQuantity("the number is too large", f"write it as 10 or {cls.example}")
        if not match:
            raise BadQuantity(
                f"{text!r} is not a whole number or a range", f"write it as 10 or {cls.example}"
            )
        low = int(match[1])
        high = int(match[2]) if match[2] else low
        if high < low:
            raise BadQuantity(f"the range {text!r} runs backwards", f"write it as {high}-{low}")
        return cls((low, high))

    @property
    def low(self) -> int:
        return self[0]

    @property
    def high(self) -> int:
        return self[1]

    def __str__(self) -> str:
        return str(self[0]) if self[0] == self[1] else f"{self[0]}\u2013{self[1]}"


class Mass(tuple[float, str]):
    """A mass as it was written: '72.5 kg', '160 lb', or a number alone, whose unit is then the plan's."""

    __slots__ = ()
    example = "72.5 kg"
    _form = re.compile(r"(\d{1,4})(?:[.,](\d{1,3}))? ?(kg|lbs?)?", re.ASCII)

    @classmethod
    def parse(cls, text: str) -> Mass:
        """Raises BadQuantity."""
        match = cls._form.fullmatch(text.strip())
        if not match:
            raise BadQuantity(f"{text!r} is not a mass", f"write it as {cls.example} or 160 lb")
        unit = "lb" if match[3] == "lbs" else match[3] or ""
        return cls((float(f"{match[1]}.{match[2] or 0}"), unit))

    @property
    def number(self) -> float:
        return self[0]

    @property
    def unit(self) -> str:
        """'kg', 'lb' or '' for the plan's."""
        return self[1]


class Percents(tuple[float, ...]):
    """Parts of a hundred, one or one a set: '80', '2.5 %', '70, 75, 80', or a list of them."""

    __slots__ = ()
    example = "80"
    listed = True
    most = 200
    _form = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?%?", re.ASCII)

    @classmethod
    def parse(cls, text: str) -> Percents:
        """Raises BadQuantity."""
        found = []
        for part in text.split(","):
            match = cls._form.fullmatch(part.strip())
            if not match or not 0 < float(match[1]) <= cls.most:
                raise BadQuantity(
                    f"{part.strip()!r} is no percentage over 0 and up to {cls.most}",
                    "write it as 80, or as [70, 75, 80] for one a set",
                )
            found.append(float(match[1]))
        return cls(found)
