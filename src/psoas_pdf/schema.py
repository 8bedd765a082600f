"""JSON Schema of the records and the text of `docs/format.md`, both from the record classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING
from typing import Any

from psoas_pdf.reader import Key, is_record, shape
from psoas_pdf.units import Duration, Length, Mass, Percents, Range, length_words
from psoas_pdf.values import without_none
from psoas_pdf.words import Words

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PATTERNS = {
    Length: r"^[+-]?\d+(\.\d+)? ?(pt|mm|cm|in)$",
    Duration: r"^\d+(\.\d+)? ?(s|sec|min|h)$",
    Mass: r"^\d{1,4}([.,]\d{1,3})? ?(kg|lbs?)?$",
    Percents: r"^\d{1,3}(\.\d{1,3})? ?%?(, ?\d{1,3}(\.\d{1,3})? ?%?)*$",
    Range: r"^\d+( ?[-–] ?\d+)?$",
}
NAMES = {
    Length: "length",
    Duration: "time",
    Mass: "mass",
    Percents: "per cent, or a list",
    Range: "number or range",
    Words: "text",
    str: "word",
    int: "whole number",
    float: "number",
    bool: "true or false",
}


def json_schema(record: type[Any], title: str) -> dict[str, Any]:
    """The JSON Schema of a kind of record, for editors."""
    definitions: dict[str, Any] = {}
    body = _record_schema(record, definitions)
    properties = {
        "translations": {"type": "object", "description": "The same texts in other languages, by tag."}
    }
    properties |= {"language": {"type": "string", "description": "The language of the texts."}} | body[
        "properties"
    ]
    return {"$schema": DRAFT, "title": title, **body, "properties": properties, "$defs": definitions}


def _record_schema(record: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    keys = shape(record).keys.values()
    return {
        "type": "object",
        "description": _doc(record),
        "properties": {key.name: _key_schema(key, definitions) for key in keys},
        **_required([key.name for key in keys if key.needed], getattr(record, "spared_by", "")),
        "additionalProperties": False,
    }


def _required(names: list[str], spared_by: str) -> dict[str, Any]:
    """spared_by: a key that makes up for them all."""
    return {"anyOf": [{"required": names}, {"required": [spared_by]}]} if spared_by else {"required": names}


def _key_schema(key: Key, definitions: dict[str, Any]) -> dict[str, Any]:
    out = _type_schema(key.type, key.about, definitions)
    out["description"] = key.about.get("doc", "")
    if key.about.get("example"):
        out["examples"] = [key.about["example"]]
    for name, least, most in (("array", "minItems", "maxItems"), ("string", "minLength", "maxLength")):
        if name == out.get("type") or name in (out.get("type") or ()):
            out |= {least: low} if (low := key.about.get("at_least")) is not None else {}
            out |= {most: high} if (high := key.about.get("at_most")) is not None else {}
    return out


def _type_schema(kind: Any, about: Mapping[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    kind = without_none(kind)
    origin = getattr(kind, "__origin__", None)
    arms: tuple[Any, ...] = getattr(kind, "__args__", ())
    if origin is tuple and arms[-1] is Ellipsis:
        return {"type": "array", "items": _type_schema(arms[0], about, definitions)}
    if origin is tuple:
        items = [_type_schema(arm, about, definitions) for arm in arms]
        return {"type": "array", "prefixItems": items, "minItems": len(arms), "maxItems": len(arms)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type_schema(arms[1], about, definitions)}
    if is_record(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # so that a record that holds itself ends
            definitions[kind.__name__] = _record_schema(kind, definitions)
        reference: dict[str, Any] = {"$ref": f"#/$defs/{kind.__name__}"}
        short = shape(kind).shorthand
        return {"anyOf": [{"type": "string"}, reference]} if short else reference
    if about.get("choices"):
        return {"type": "string", "enum": list(about["choices"])}
    if kind in (int, float):
        out: dict[str, Any] = {"type": "integer" if kind is int else "number"}
        for name in ("minimum", "maximum"):
            if about.get(name) is not None:
                out[name] = about[name]
        return out
    if kind is bool:
        return {"type": "boolean"}
    if kind in PATTERNS:
        text = {"type": "string", "pattern": PATTERNS[kind]}
        if kind is Percents:
            number = {"type": "number", "exclusiveMinimum": 0, "maximum": Percents.most}
            return {"anyOf": [text, number, {"type": "array", "items": number, "minItems": 1}]}
        return {"anyOf": [text, {"type": "integer", "minimum": 0}]} if kind is Range else text
    # A text such as 12:30 or no may be what YAML takes for something else; the reader keeps it as written.
    return {"type": ["string", "number", "boolean"]}


def tables(record: type[Any], title: str, told: set[type[Any]], level: int = 2) -> Iterator[str]:
    """Markdown: a table of a record's keys, then one for each record inside it that has not been told yet."""
    if record in told:
        return
    told.add(record)
    yield f"{'#' * level} {title}\n"
    yield f"{_doc(record)}\n"
    yield "| key | what | value |"
    yield "|---|---|---|"
    inside: dict[type[Any], None] = {}
    for key in shape(record).keys.values():
        inside.update(dict.fromkeys(_records(key.type)))
        doc = " ".join(str(key.about.get("doc", "")).replace("|", "\\|").split())
        example = f" Example: `{key.about['example']}`." if key.about.get("example") else ""
        yield f"| `{key.name}`{' *needed*' if key.needed else ''} | {doc}{example} | {_value(key)} |"
    yield ""
    for inner in inside:
        yield from tables(inner, inner.__name__, told, level + 1 if level < 4 else level)


def _records(kind: Any) -> Iterator[type[Any]]:
    kind = without_none(kind)
    if is_record(kind):
        yield kind
    for arm in getattr(kind, "__args__", ()):
        yield from _records(arm)


def _value(key: Key) -> str:
    about = key.about
    out = [_type_name(key.type, about)]
    if about.get("choices"):
        out.append(", ".join(f"`{choice}`" for choice in about["choices"]))
    unit = "characters" if without_none(key.type) in (str, Words) else "entries"
    for limit, name, of in (
        ("at least", "minimum", ""),
        ("at most", "maximum", ""),
        ("at least", "at_least", f" {unit}"),
        ("at most", "at_most", f" {unit}"),
    ):
        if (number := about.get(name)) is not None:
            # Limits of a length are in points.
            is_length = name in ("minimum", "maximum")
            shown = length_words(number) if is_length and without_none(key.type) is Length else f"{number:g}"
            out.append(f"{limit} {shown}{of if number != 1 else of.replace('entries', 'entry')}")
    default = key.default
    if (
        default is not MISSING
        and default is not None
        and not is_record(type(default))
        and default not in ("", ())
    ):
        shown = ", ".join(map(str, default)) if isinstance(default, tuple) else str(default)
        out.append(f"else `{shown.lower() if isinstance(default, bool) else shown}`")
    return "; ".join(out)


def _type_name(kind: Any, about: Mapping[str, Any]) -> str:
    kind = without_none(kind)
    origin = getattr(kind, "__origin__", None)
    arms: tuple[Any, ...] = getattr(kind, "__args__", ())
    if origin is tuple and arms[-1] is Ellipsis:
        one = _type_name(arms[0], about)
        plural = one.replace("id of a", "ids of a", 1) if about.get("refers") else f"{one}s"
        return f"list of {one if is_record(without_none(arms[0])) else plural}"
    if origin is tuple:
        return f"list of {len(arms)}: " + ", ".join(_type_name(arm, about) for arm in arms)
    if origin is dict:
        return f"names, each with {_type_name(arms[1], about)}"
    if is_record(kind):
        short = shape(kind).shorthand
        link = f"[{kind.__name__}](#{kind.__name__.lower()})"
        return f"{link}, or its `{short}` alone" if short else link
    if about.get("refers"):
        kind = about["refers"]
        return f"id of a{'n' if kind[0] in 'aeiou' else ''} {kind}"
    return NAMES[kind]


def _doc(record: type[Any]) -> str:
    return " ".join((record.__doc__ or "").split())
