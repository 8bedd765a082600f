"""Names of finished files: safe on Linux, macOS and Windows, and no two the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

LONGEST_PART = 48
"""Bytes of one part of a name."""
LONGEST_NAME = 240
"""Bytes of a whole name: file systems allow 255."""


def safe(text: str) -> str:
    """A text as a part of a file name: small letters, digits and single hyphens.

    A text that is cut or holds nothing of that kind gets a checksum: different texts make different names.
    """
    import unicodedata

    normal = unicodedata.normalize("NFC", text).lower()
    # Vowel signs and accents without a letter of their own belong to the letter before them.
    words = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in normal).split()
    name = "-".join([word for word in words if any(map(str.isalnum, word))])
    if text.strip() and (not name or _size(name) > LONGEST_PART):
        return _cut(name, LONGEST_PART, text)
    return name


def file_name(plan: str, layout: str, *parts: str | None) -> str:
    """`<plan>-<layout>` and the parts that there are (person, stock, theme, language, edition), each made safe.

    It begins with a plan's id, which is never the whole name: no device of Windows (CON, NUL) is named.
    """
    name = "-".join(filter(None, map(safe, (plan, layout, *[p for p in parts if p]))))
    return (name if _size(name) <= LONGEST_NAME else _cut(name, LONGEST_NAME, name)) + ".pdf"


def people_parts(names: Sequence[str], references: Sequence[str], rows: Sequence[int]) -> list[str]:
    """The part of each person's files that tells whose they are: the name; where another has it too the reference,
    and where that doesn't tell them apart the row.  `safe` leaves it as it is.

    Names are the same when a file system that knows no capitals would take them for the same.
    """
    made: tuple[Callable[[int], str], ...] = (
        lambda i: safe(names[i]),
        lambda i: safe(f"{names[i]} {references[i]}") if references[i] else safe(names[i]),
        lambda i: f"{safe(names[i])}-row-{rows[i]}".lstrip("-"),
    )
    levels = [0] * len(names)
    parts = [made[0](i) for i in range(len(names))]
    while True:
        folded = [_folded(part) for part in parts]
        counts = Counter(folded)
        clashing = [i for i, level in enumerate(levels) if counts[folded[i]] > 1 and level + 1 < len(made)]
        if not clashing:
            return parts
        for i in clashing:
            levels[i] += 1
            parts[i] = made[levels[i]](i)


def _cut(name: str, most: int, text: str) -> str:
    import zlib

    mark = f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"
    kept = name.encode("utf-8", "replace")[: most - 9].decode("utf-8", "ignore").rstrip("-")
    return f"{kept}-{mark}" if kept else mark


def _size(name: str) -> int:
    return len(name.encode("utf-8", "replace"))


def _folded(part: str) -> str:
    if part.isascii():
        return part
    import unicodedata

    return unicodedata.normalize("NFKD", part).casefold()
