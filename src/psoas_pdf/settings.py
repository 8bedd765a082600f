"""`--set KEY=VALUE`: single values of a plan from the command line, read as if they stood in its file.

`weeks=6`, `person.name=Sample Patient`, `outputs=handout,cards`, `exercises.sit-up.sets=3`.
"""

from __future__ import annotations

from typing import Any

from psoas_pdf.model.dose import Dose
from psoas_pdf.model.plan import Entry, Plan
from psoas_pdf.planning import OF_ONE_FILE, change_entries, untranslated
from psoas_pdf.problems import Place, Problems, UsageError, did_you_mean
from psoas_pdf.reader import Key, is_record, shape
from psoas_pdf.source import Broken, Mapping, Node, Scalar, Sequence, short
from psoas_pdf.values import without_none

OPTION = "--set "
"""How the place of a value begins that stands in no file."""
LONGEST_SHOWN = 80


def check_form(settings: tuple[str, ...]) -> None:
    """Raises UsageError for a setting without a key or without a `=`."""
    for setting in settings:
        key, equals, _ = setting.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"--set {short(setting)} is no KEY=VALUE: write it as --set weeks=6")


def apply(plan: Mapping, settings: tuple[str, ...], problems: Problems) -> Mapping:
    """The plan with each setting in it, in their order.  A wrong key is reported at the setting."""
    for setting in settings:
        key, _, text = setting.partition("=")
        plan = _apply(plan, key.strip().split("."), text, place_of_setting(setting), problems)
    return plan


def place_of_setting(setting: str) -> Place:
    return Place(OPTION + (setting if len(setting) <= LONGEST_SHOWN else setting[: LONGEST_SHOWN - 1] + "…"))


def _apply(plan: Mapping, names: list[str], text: str, place: Place, problems: Problems) -> Mapping:
    keys = shape(Plan).keys
    if names[0] in OF_ONE_FILE:
        problems.error(place, f"{names[0]!r} can't be set", "write it in the plan's file")
        return plan
    if names[0] == "exercises":
        return _apply_to_exercise(plan, names[1:], text, place, problems)
    found = _key(keys, names, place, problems)
    if found is None:
        return plan
    node = _node(found, text, place, names, problems)
    if node is None:
        return plan
    out = _put(plan, names, node, place)
    if "translations" in out.entries:
        at, texts = out.entries["translations"]
        out = Mapping(out.entries | {"translations": (at, untranslated(texts, *names))}, out.place)
    return out


def _apply_to_exercise(
    plan: Mapping, names: list[str], text: str, place: Place, problems: Problems
) -> Mapping:
    if len(names) < 2 or not all(names):
        problems.error(place, "an exercise and what of it to set are needed", "as in exercises.sit-up.sets=3")
        return plan
    id, *rest = names
    if rest[0] in shape(Dose).keys:
        rest = ["dose", *rest]
    keys = {name: key for name, key in shape(Entry).keys.items() if name != "exercise"}
    known = keys | (shape(Dose).keys if rest[0] not in keys else {})
    found = _key(known, rest, place, problems)
    node = found and _node(found, text, place, ["exercises", *names], problems)
    if node is None or "exercises" not in plan.entries:
        return plan
    return change_entries(
        plan, id, lambda item: _put(item, rest, node, place), [tuple(rest)], place, problems
    )


def _key(keys: dict[str, Key], names: list[str], place: Place, problems: Problems) -> Key | None:
    """The key that a path of names leads to; None after an error."""
    key: Key | None = None
    kind: Any = None
    for i, name in enumerate(names):
        if key is not None and getattr(kind, "__origin__", None) is dict and name:
            kind = kind.__args__[1]
            key = key._replace(type=kind)
            continue
        if key is not None:
            if not is_record(kind):
                told = f"nothing stands inside {short(names[i - 1])}"
                problems.error(place, told, f"take what stands behind {names[i - 1]} out")
                return None
            keys = shape(kind).keys
        key = keys.get(name)
        if key is None:
            problems.error(
                place, f"there is no key {short('.'.join(names[: i + 1]))}", did_you_mean(name, keys)
            )
            return None
        kind = without_none(key.type)
    return key


def _node(key: Key, text: str, place: Place, names: list[str], problems: Problems) -> Node | None:
    """What the value would be in a file; a list is written with commas."""
    kind = without_none(key.type)
    origin = getattr(kind, "__origin__", None)
    arms: tuple[Any, ...] = getattr(kind, "__args__", ())
    inside = kind if is_record(kind) else None
    if origin is dict or inside or (origin is tuple and is_record(arms[0])):
        path = ".".join(names)
        sample = next(iter(shape(inside).keys)) if inside else "NAME"
        hint = f"as in {path}.{sample}=…" if origin is not tuple else "write it in the plan's file"
        problems.error(place, f"{path!r} holds more than one value", hint)
        return None
    if origin is tuple and text.strip():
        parts = [part.strip() for part in text.split(",")]
        return Sequence(tuple(Scalar(part, place) for part in parts), place)
    return Scalar(text.strip(), place)


def _put(into: Mapping, names: list[str], node: Node, place: Place) -> Mapping:
    """A value at a path.  A block that holds it stands where it was set: that is blamed for what is then wrong."""
    first, *rest = names
    if rest:
        before = into.entries.get(first, (place, node))[1]
        if isinstance(before, Broken):
            return into
        inner = before if isinstance(before, Mapping) else Mapping({}, place)
        node = _put(Mapping(inner.entries, place), rest, node, place)
    return Mapping(into.entries | {first: (place, node)}, into.place)
