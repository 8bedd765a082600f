"""Other languages beside a record's first, as `translations: {de: {name: …, steps: […]}}` in its own file.

A translation has the shape of its record, but holds only what is printed (fields whose `words` is set, nested
too).  Lists have as many entries as the record's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from psoas_pdf.problems import Problems, did_you_mean
from psoas_pdf.reader import Key, is_record, read, shape
from psoas_pdf.source import Broken, Node, Scalar, Sequence, short
from psoas_pdf.source import Mapping as MappingNode
from psoas_pdf.values import BAD, without_none

T = TypeVar("T")
Texts = Mapping[str, Any]
"""By field: a text, a tuple of texts, Texts of a record, or a list or mapping of Texts."""

FIRST = "en"
"""The language of a record that doesn't say."""


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """A record as its file gives it: in its first language, with what is printed in others."""

    record: T
    language: str = FIRST
    texts: Mapping[str, Texts] = field(default_factory=dict)


def read_written(node: Node | None, record: type[T], problems: Problems) -> Written[T] | None:
    """A record with what stands beside its keys: `language` and `translations`.  None after an error."""
    if node is None:
        return None
    if not isinstance(node, MappingNode):
        read(node, record, problems)
        return None
    entries = dict(node.entries)
    blocks = entries.pop("translations", None)
    language: str = FIRST
    own = entries.get("language")
    if own and "language" not in shape(record).keys:
        del entries["language"]
    if own and isinstance(own[1], Scalar):
        language = own[1].text
        if not _is_tag(language):
            problems.error(
                own[1].place, f"{short(language)} is not a language tag", "write it as en or pt-BR"
            )
    found = read(MappingNode(entries, node.place), record, problems)
    if found is None:
        return None
    texts = _read_blocks(blocks[1], found, language, problems) if blocks else {}
    return None if texts is None else Written(found, language, texts)


def _is_tag(text: str) -> bool:
    first, *rest = text.split("-")
    letters = first.isascii() and first.isalpha() and 2 <= len(first) <= 3
    return letters and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in rest)


def _read_blocks(node: Node, record: object, first: str, problems: Problems) -> dict[str, Texts] | None:
    if not isinstance(node, MappingNode):
        if not isinstance(node, Broken):
            problems.error(node.place, "languages are needed here", "write de: and the texts under it")
        return None
    out: dict[str, Texts] = {}
    for language, (place, block) in node.entries.items():
        if not _is_tag(language):
            problems.error(place, f"{short(language)} is not a language tag", "write it as de or pt-BR")
        elif language == first:
            problems.error(
                place, f"{language!r} is the record's own language", "write those texts in the record"
            )
        else:
            out[language] = _read_texts(block, record, problems)
    return None if problems.failed else out


def _read_texts(node: Node, record: object, problems: Problems) -> Texts:
    if not isinstance(node, MappingNode):
        if not isinstance(node, Broken):
            problems.error(node.place, "keys and texts are needed here", "write them as the record does")
        return {}
    known = {name: key for name, key in shape(type(record)).keys.items() if _printed(key)}
    out: dict[str, Any] = {}
    for name, (place, value) in node.entries.items():
        key = known.get(name)
        if key is None:
            if name in shape(type(record)).keys:
                problems.error(place, f"{name!r} is not printed, so it has no translation", "take it out")
            else:
                problems.error(place, f"there is no key {short(name)} here", did_you_mean(name, known))
            continue
        original = getattr(record, key.field)
        if original is None or original == ():
            problems.error(place, f"the record has no {name!r} to translate", "write it in the record first")
        else:
            out[key.field] = _read_value(value, key, original, problems)
    return out


def _read_value(node: Node, key: Key, original: Any, problems: Problems) -> Any:
    if is_record(type(original)):
        return _read_texts(node, original, problems)
    if isinstance(original, dict):
        return _read_named(node, original, problems)
    if isinstance(original, tuple) and is_record(type(original[0])):
        if not isinstance(node, Sequence) or len(node.items) != len(original):
            problems.error(node.place, f"a list of {len(original)} is needed, as in the record")
            return None
        return [_read_texts(item, one, problems) for item, one in zip(node.items, original, strict=True)]
    value = key.read(node, problems)
    if value is not BAD and isinstance(original, tuple) and len(value) != len(original):
        problems.error(
            node.place, f"{len(value)} entries stand for the record's {len(original)}", "translate each"
        )
    return value


def _read_named(node: Node, original: dict[str, Any], problems: Problems) -> Any:
    if not isinstance(node, MappingNode):
        problems.error(node.place, "names and texts are needed here", "write them as the record does")
        return None
    out = {}
    for name, (place, value) in node.entries.items():
        if name in original:
            out[name] = _read_texts(value, original[name], problems)
        else:
            problems.error(place, f"the record has no {short(name)}", did_you_mean(name, original))
    return out


def _printed(key: Key) -> bool:
    """Whether a key holds anything that is printed, itself or further in."""
    if key.about.get("words"):
        return True
    kind = without_none(key.type)
    for arm in getattr(kind, "__args__", (kind,)):
        if is_record(arm) and any(_printed(inner) for inner in shape(arm).keys.values()):
            return True
    return False


def put(record: T, texts: Texts) -> T:
    """The record with those texts in place of its own."""
    changes: dict[str, Any] = {}
    for name, text in texts.items():
        original = getattr(record, name)
        if is_record(type(original)):
            changes[name] = put(original, text)
        elif isinstance(original, dict):
            changes[name] = {k: put(v, text[k]) if k in text else v for k, v in original.items()}
        elif isinstance(text, list):
            changes[name] = tuple(put(one, part) for one, part in zip(original, text, strict=True))
        else:
            changes[name] = text
    return replace(record, **changes) if changes else record  # type: ignore[type-var]


def untranslated(record: object, texts: Texts, above: str = "") -> Iterator[str]:
    """The keys, dotted, of what is printed and has no text in `texts`."""
    for name, key in shape(type(record)).keys.items():
        original = getattr(record, key.field)
        if not original or not _printed(key):
            continue
        text = texts.get(key.field)
        if key.about.get("words"):
            if text is None:
                yield above + name
        elif is_record(type(original)):
            yield from untranslated(original, text or {}, f"{above}{name}.")
        elif isinstance(original, dict):
            for k, one in original.items():
                yield from untranslated(one, (text or {}).get(k, {}), f"{above}{name}.{k}.")
        else:
            for i, one in enumerate(original):
                yield from untranslated(one, text[i] if text else {}, f"{above}{name}.{i + 1}.")
