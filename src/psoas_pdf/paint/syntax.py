"""PDF's smallest parts as bytes: numbers, strings, streams."""

from __future__ import annotations

END_OF_STREAM = b"\r\nendstream"
"""CR LF: before a bare LF, data whose last byte happens to be CR would read as one byte too long (PDF/A-2,
6.1.7.1).
"""


def number(value: float, digits: int = 2) -> str:
    """Without an exponent, without zeros at the end."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(values: tuple[float, ...]) -> str:
    return " ".join([number(v) for v in values])


def text_string(text: str) -> bytes:
    """A text string object: plain where it is ASCII, UTF-16 otherwise (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        raw = text.encode("ascii").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        return b"(%b)" % raw.replace(b"\r", b"\\r")
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode("ascii")


def stream(data: bytes, entries: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b%b" % (entries, len(data), data, END_OF_STREAM)
