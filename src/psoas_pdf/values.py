"""Single values: texts, numbers, quantities, and what a field asks of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Any

from psoas_pdf.problems import Problems, did_you_mean
from psoas_pdf.source import Broken, Node, Scalar, Sequence, short
from psoas_pdf.units import BadQuantity, length_words
from psoas_pdf.words import Words

Reader = Callable[[Node, Problems], Any]

LONGEST_TEXT = 5_000
"""Characters of one text: more than a page, so a mistake; it also bounds the time of line breaking."""
LONGEST_NUMBER = 12

BAD: Any = object()
"""What a reader returns after it has reported an error."""


def _text(node: Node, problems: Problems, wanted: str) -> str:
    """The text of a scalar on one line, without the spaces round it; BAD after an error."""
    if isinstance(node, Broken):
        return BAD  # type: ignore[no-any-return]
    if not isinstance(node, Scalar):
        problems.error(node.place, f"{told(node)} stands where {wanted} is needed")
        return BAD  # type: ignore[no-any-return]
    text = node.text
    if not text.isprintable():
        for c in text:
            if (c < " " and c not in "\t\n\r") or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff":
                problems.error(
                    node.place, f"the text holds U+{ord(c):04X}, which can't be printed", "take it out"
                )
                return BAD  # type: ignore[no-any-return]
        if any(c in "\t\n\r" for c in text):
            lines = (line.replace("\t", " ").strip(" ") for line in text.splitlines())
            text = " ".join(filter(None, lines))
    if node.plain:
        text = text.strip(" \t")
    if node.empty:
        problems.error(node.place, f"nothing stands where {wanted} is needed", "write a value")
        return BAD  # type: ignore[no-any-return]
    return text


def read_words(node: Node, problems: Problems) -> Any:
    text = _text(node, problems, "a text")
    if text is BAD:
        return BAD
    if len(text) > LONGEST_TEXT:
        problems.error(
            node.place, f"the text is longer than {LONGEST_TEXT} characters", "make paragraphs of it"
        )
        return BAD
    return Words(text, node.place)


def read_text(node: Node, problems: Problems) -> Any:
    return _text(node, problems, "a text")


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def read_int(node: Node, problems: Problems) -> Any:
    text = _text(node, problems, "a whole number")
    if text is BAD:
        return BAD
    if not _digits(text.removeprefix("-")):
        problems.error(node.place, f"{short(text)} is not a whole number", "write it as 3")
        return BAD
    return int(text)


def read_float(node: Node, problems: Problems) -> Any:
    text = _text(node, problems, "a number")
    if text is BAD:
        return BAD
    whole, point, part = text.removeprefix("-").removeprefix("+").partition(".")
    if not _digits(whole) or (point and not _digits(part)):
        problems.error(node.place, f"{short(text)} is not a number", "write it as 3 or 2.5")
        return BAD
    return float(text)


def read_bool(node: Node, problems: Problems) -> Any:
    text = _text(node, problems, "true or false")
    if text is BAD:
        return BAD
    if text not in ("true", "false"):
        problems.error(node.place, f"{short(text)} is neither true nor false", "write true or false")
        return BAD
    return text == "true"


def quantity_reader(parse: Callable[[str], Any], example: str, listed: bool = False) -> Reader:
    """listed: a list of such values may be written too."""

    def reader(node: Node, problems: Problems) -> Any:
        if listed and isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
            node = Scalar(", ".join(item.text for item in node.items if isinstance(item, Scalar)), node.place)
        text = _text(node, problems, f"a value such as {example}")
        if text is BAD:
            return BAD
        try:
            return parse(text)
        except BadQuantity as error:
            message = str(error) if len(text) <= 60 else f"{short(text)} is no such value"
            problems.error(node.place, message, error.hint)
            return BAD

    return reader


def within_limits(reader: Reader, about: Mapping[str, Any]) -> Reader:
    """With choices, minimum and maximum, which hold for each entry of a list too."""
    choices, low, high = about.get("choices"), about.get("minimum"), about.get("maximum")
    if not choices and low is None and high is None:
        return reader

    def checked(node: Node, problems: Problems) -> Any:
        value = reader(node, problems)
        if value is BAD:
            return BAD
        if choices and isinstance(value, str) and value not in choices:
            problems.error(
                node.place, f"{short(value)} is not one of the words allowed", _choose(value, choices)
            )
            return BAD
        numbers = value if isinstance(value, tuple) else (value,)
        for number in numbers:
            if isinstance(number, int | float) and not isinstance(number, bool):
                written = node.text if isinstance(node, Scalar) else str(number)
                if low is not None and number < low:
                    problems.error(node.place, f"{written} is too small", f"the least is {_unit(value, low)}")
                    return BAD
                if high is not None and number > high:
                    problems.error(node.place, f"{written} is too large", f"the most is {_unit(value, high)}")
                    return BAD
        return value

    return checked


def as_many_as_asked(reader: Reader, kind: Any, about: Mapping[str, Any]) -> Reader:
    """With all that a field asks of its value: of each entry, and of how many there are."""
    inner = without_none(kind)
    if getattr(inner, "__origin__", None) not in (tuple, dict):
        reader = within_limits(reader, about)
    least, most = about.get("at_least"), about.get("at_most")
    if least is None and most is None:
        return reader

    def checked(node: Node, problems: Problems) -> Any:
        value = reader(node, problems)
        if value is BAD:
            return BAD
        what = "characters" if isinstance(value, str) else "entries"
        if least is not None and len(value) < least:
            problems.error(node.place, f"{len(value)} {what} are too few", f"at least {least}")
            return BAD
        if most is not None and len(value) > most:
            problems.error(node.place, f"{len(value)} {what} are too many", f"at most {most}")
            return BAD
        return value

    return checked


def _choose(value: str, choices: tuple[str, ...]) -> str:
    hint = did_you_mean(value, choices)
    return hint if hint.startswith("did") else "write " + ", ".join(choices[:-1]) + f" or {choices[-1]}"


def _unit(value: Any, limit: float) -> str:
    return length_words(limit) if hasattr(value, "mm") else f"{limit:g}"


def told(node: Node) -> str:
    if isinstance(node, Scalar):
        return short(node.text) if node.text else "nothing"
    if isinstance(node, Sequence):
        return f"a list of {len(node.items)}"
    return "a block of keys"


def without_none(kind: Any) -> Any:
    """X of `X | None`, else the type itself."""
    if isinstance(kind, UnionType):
        inner = [arm for arm in kind.__args__ if arm is not NoneType]
        if len(inner) == 1:
            return inner[0]
    return kind
