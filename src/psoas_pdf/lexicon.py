"""The program's own words in one language, with named gaps filled in and counted words chosen."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.model.language import Language
from psoas_pdf.problems import Problems
from psoas_pdf.units import Duration, Range
from psoas_pdf.words import NO_BREAK, Words, place_of


class Lexicon:
    """Looks words up.  A word that the language file lacks is a problem of that file, told once."""

    def __init__(self, language: Language, problems: Problems) -> None:
        self.language = language
        self._words, self._problems = language.words, problems

    def has(self, key: str) -> bool:
        return key in self._words

    def __call__(self, key: str, **gaps: object) -> str:
        text = self._words.get(key)
        if text is None:
            self._problems.error(
                self.language.place, f"the language has no word for {key!r}", "add it under words:"
            )
            return key
        for name, value in gaps.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def counted(self, key: str, number: Range | int) -> str:
        """The word alone: 'set' or 'sets'."""
        one = number == 1 if isinstance(number, int) else number.low == number.high == 1
        return self(f"{key}.{'one' if one else 'many'}")

    def amount(self, key: str, number: Range | int) -> str:
        """Number and word: '3 sets'."""
        return f"{number} {self.counted(key, number)}"

    def duration(self, time: Duration) -> tuple[str, str]:
        """Number and unit: whole minutes as minutes, all else as seconds."""
        if time >= 60 and time % 60 == 0:
            return str(time // 60), self.counted("minute", time // 60)
        return str(int(time)), self.counted("second", int(time))

    def listing(self, entries: Sequence[str], last: str = "or") -> str:
        """'a, b or c', with the language's own commas and words."""
        if len(entries) < 2:
            return "".join(entries)
        return self("list.comma").join(entries[:-1]) + self(f"list.{last}") + entries[-1]

    def date(self, text: str) -> str:
        """An ISO date in the language's long form; any other text as it is, with a warning for 2026-02-31."""
        day = iso_date(text)
        if day is None:
            if _numbers(text):
                hint = "write it as 2026-11-25, or in words"
                self._problems.warning(place_of(text), f"{text} is no day of the calendar", hint)
            return text
        year, month, number = day
        return self("date.long", day=number, month=self(f"month.{month}"), year=year)


def iso_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of '2026-11-22', or None for anything else."""
    numbers = _numbers(text)
    if numbers is None:
        return None
    year, month, day = numbers
    long = (
        31,
        29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    )
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= long[month - 1] else None


def _numbers(text: str) -> tuple[int, int, int] | None:
    """The numbers of what is written as an ISO date, whether there is such a day or not."""
    parts = text.split("-")
    if [len(p) for p in parts] != [4, 2, 2] or not all(p.isdecimal() and p.isascii() for p in parts):
        return None
    return int(parts[0]), int(parts[1]), int(parts[2])


def capital(text: str) -> str:
    """The first letter as a capital; the rest as it is."""
    return text[:1].upper() + text[1:]


def together(words: Words) -> Words:
    """With no-break spaces between parts that both hold digits: telephone numbers, and postcodes such as AB1 2CD."""
    told, before = "", False
    for part in words.split(" "):
        digits = any(map(str.isdigit, part))
        told += (NO_BREAK if digits and before else " ") + part
        before = digits
    return Words(told[1:], words.place)


def exchange_sides(text: str, lexicon: Lexicon) -> str:
    """'right' and 'left' exchanged, as whole words, for a picture that is mirrored."""
    right, left = lexicon("side.word.right"), lexicon("side.word.left")
    pairs = {right: left, left: right, capital(right): capital(left), capital(left): capital(right)}
    out, word = [], ""
    for char in text + "\0":
        if char.isalpha():
            word += char
        else:
            out.append(pairs.get(word, word))
            word = ""
            out.append(char)
    return "".join(out)[:-1]
