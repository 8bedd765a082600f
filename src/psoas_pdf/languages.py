"""A language file beside the shipped English one: the same words, with the same gaps."""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Set
from typing import TYPE_CHECKING

from psoas_pdf.model.language import Language
from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.source import Mapping, load, short

if TYPE_CHECKING:
    from psoas_pdf.library import Library

ENGLISH = "en"


def whole_language(library: Library, path: str, problems: Problems, place: Place | None) -> Language | None:
    """The language of a file, or None.  A gap that nothing fills is an error, one that is lost a warning."""
    language: Language | None = library.read("language", path, problems, place)
    english = _english(library, language, problems)
    if language and english:
        known = english.words
        wrong = {k: t for k, t in language.words.items() if k in known and gaps(t) != gaps(known[k])}
        for key, at in _places(path, wrong, language).items():
            ours, theirs = gaps(wrong[key]), gaps(known[key])
            for gap in sorted(ours - theirs):
                hint = (
                    "it has " + ", ".join(f"{{{name}}}" for name in sorted(theirs))
                    if theirs
                    else "take it out"
                )
                problems.error(at, f"{short(key)} has no gap {{{gap}}}", hint)
            if lost := sorted(theirs - ours):
                problems.warning(
                    at, f"{short(key)} lacks {{{'}, {'.join(lost)}}}", "what stands there would be lost"
                )
    return None if problems.failed else language


def check_words(library: Library, path: str, language: Language, problems: Problems) -> None:
    """Reports the words that the language lacks, and those that nothing prints."""
    english = _english(library, language, problems)
    if english:
        known = english.words
        for key in known.keys() - language.words.keys():
            problems.error(language.place, f"the language has no word for {key!r}", "add it under words:")
        for key, at in _places(path, language.words.keys() - known.keys(), language).items():
            problems.error(at, f"there is no word {short(key)}", did_you_mean(key, known))


def gaps(text: str) -> frozenset[str]:
    """The names in braces: {page} is page."""
    return frozenset(part.partition("}")[0] for part in text.split("{")[1:] if "}" in part)


def _english(library: Library, language: Language | None, problems: Problems) -> Language | None:
    """The shipped English words; None for themselves."""
    shipped = list(library.paths("language", ENGLISH))[-1:]
    if not language or not shipped or language.place.file == shipped[0]:
        return None
    english: Language | None = library.read("language", shipped[0], problems)
    return english


def _places(path: str, keys: Set[str] | Table[str, str], language: Language) -> dict[str, Place]:
    """Where words stand in the file, read again: words keep no place, since nearly all are right."""
    node = load(path, Problems()) if keys else None
    words = node.entries["words"][1] if isinstance(node, Mapping) and "words" in node.entries else None
    entries = words.entries if isinstance(words, Mapping) else {}
    return {key: entries[key][0] if key in entries else language.place for key in sorted(keys)}
