"""A content stream as operators with their operands (ISO 32000-1, 7.8.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MOST_NESTED = 30
"""Arrays and dictionaries in each other; a page needs two."""

MOST_OPERANDS = 100_000
"""Of one operator, those in arrays too: a line of text with each letter on its own is a few hundred."""

_TOKEN = re.compile(
    rb"[\x00\t\n\x0c\r ]*"
    rb"(?:(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|$))"
    rb"|/(?P<name>[^\x00\t\n\x0c\r ()<>\[\]{}/%]*)"
    rb"|(?P<word>[^\x00\t\n\x0c\r ()<>\[\]{}/%]+)"
    rb"|(?P<mark>\(|<<|>>|<|[\[\]{}>)])"
    rb"|(?P<comment>%[^\r\n]*))"
)
_STRING = re.compile(rb"[()\\]")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_BACKSLASH = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))|\r\n?")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_END_OF_IMAGE = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ]|$)")
_WORDS = {b"true": True, b"false": False, b"null": None}


class Unreadable(Exception):
    """The stream can't be read as operators."""


class Name(str):
    """A name object, without its slash."""

    __slots__ = ()


def operators(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Each operator with its operands: numbers as float, Name, bytes for strings, lists, dictionaries by str.

    An inline image comes as 'BI' with its dictionary.  Raises Unreadable.
    """
    operands: list[Any] = []
    open_: list[list[Any]] = []
    at, count, match = 0, 0, _TOKEN.match
    into = operands
    while True:
        found = match(data, at)
        if found is None:
            if data[at:].strip(b"\x00\t\n\x0c\r "):
                raise Unreadable("a character that can't stand there")
            return
        at = found.end()
        kind = found.lastgroup
        if kind == "number":
            into.append(float(found[1]))
        elif kind == "word":
            word = found[3]
            if word in _WORDS:
                into.append(_WORDS[word])
            elif open_:
                raise Unreadable(f"the operator {_shown(word)} in an array")
            elif word == b"ID":
                at = _after_image(data, at)
                yield "BI", [_dictionary(operands)]
                operands = into = []
                count = 0
            elif word != b"BI":
                yield word.decode("latin-1"), operands
                operands = into = []
                count = 0
        elif kind == "name":
            into.append(_name(found[2]))
        elif kind == "mark":
            mark = found[4]
            if mark == b"(":
                text, at = _string(data, at)
                into.append(text)
            elif mark in (b"[", b"<<"):
                open_.append(into)
                if len(open_) > MOST_NESTED:
                    raise Unreadable("arrays in arrays without end")
                into = []
            elif mark in (b"]", b">>"):
                if not open_:
                    raise Unreadable(f"{_shown(mark)} without its beginning")
                inner = into if mark == b"]" else _dictionary(into)
                into = open_.pop()
                into.append(inner)
            elif mark == b"<":
                end = data.find(b">", at)
                if end < 0:
                    raise Unreadable("a string without its end")
                into.append(_hexadecimal(data[at:end]))
                at = end + 1
            else:
                raise Unreadable(f"{_shown(mark)} where it can't stand")
        count += 1
        if count > MOST_OPERANDS:
            raise Unreadable("one operator with operands without end")


def _shown(word: bytes) -> str:
    return repr(word[:20].decode("latin-1"))


def _name(raw: bytes) -> Name:
    if b"#" in raw:
        raw = _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), raw)
    return Name(raw.decode("latin-1"))


def _dictionary(parts: list[Any]) -> dict[str, Any]:
    if len(parts) % 2 or not all(isinstance(key, Name) for key in parts[::2]):
        raise Unreadable("a dictionary that isn't one")
    return dict(zip(map(str, parts[::2]), parts[1::2], strict=True))


def _hexadecimal(raw: bytes) -> bytes:
    digits = b"".join(raw.split())
    try:
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        raise Unreadable("a string that isn't one") from None


def _string(data: bytes, start: int) -> tuple[bytes, int]:
    """The literal string that begins after the bracket at `start`, and where it ends."""
    depth, at, plain = 1, start, True
    while True:
        found = _STRING.search(data, at)
        if found is None:
            raise Unreadable("a string without its end")
        at = found.end()
        if found[0] == b"(":
            depth += 1
        elif found[0] == b"\\":
            plain = False
            at += 1
        else:
            depth -= 1
            if not depth:
                break
    raw = data[start : at - 1]
    return (raw if plain and b"\r" not in raw else _BACKSLASH.sub(_unescaped, raw)), at


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    if found[2] is None:
        return b"\n"
    if found[2] in (b"\n", b"\r", b"\r\n"):
        return b""
    return _LETTERS.get(found[2], found[2])


def _after_image(data: bytes, at: int) -> int:
    found = _END_OF_IMAGE.search(data, at)
    if found is None:
        raise Unreadable("an image without its end")
    return found.end()
