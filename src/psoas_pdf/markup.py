"""The little inline markup: `**strong**`.  Nothing else is special: `x < y`, `&` and `\\` stay."""

from __future__ import annotations

from typing import NamedTuple

_MARK = "**"


class Span(NamedTuple):
    text: str
    strong: bool = False


def parse(text: str) -> tuple[Span, ...]:
    """Spans in order.  A mark without a mate stays as written, and so does one beside a space (`2 ** 3`)."""
    spans: list[Span] = []
    plain_from = at = 0
    while (start := text.find(_MARK, at)) >= 0:
        end = text.find(_MARK, start + 3)
        if end < 0:
            break
        inner = text[start + 2 : end]
        if inner[0].isspace() or inner[0] == "*" or inner[-1].isspace():
            at = start + 1
            continue
        if plain_from < start:
            spans.append(Span(text[plain_from:start]))
        spans.append(Span(inner, True))
        plain_from = at = end + 2
    if plain_from < len(text):
        spans.append(Span(text[plain_from:]))
    return tuple(spans)


def plain(text: str) -> str:
    """The text without its marks: for bookmarks, titles and alternative texts."""
    return "".join([span.text for span in parse(text)])
