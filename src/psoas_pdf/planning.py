"""Plans with all that they extend, their clinic, and what the command line sets; all of it before they are read.

What is put together are nodes, which keep their places: whatever is wrong is told where it was written.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from psoas_pdf.extending import extended
from psoas_pdf.library import CLINIC_FILE, Asked, is_file
from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.source import Broken, Mapping, Node, Scalar, Sequence, load, short
from psoas_pdf.words import Words

if TYPE_CHECKING:
    from psoas_pdf.library import Library

Entries = dict[str, tuple[Place, Node]]

OF_A_PERSON = ("person", "date", "review", "note")
"""Keys of a plan that another never takes over: they are one person's."""
OF_AN_ENTRY = ("max", "skip")
"""The same of an exercise.  A skip that is taken over would tell of somebody else, one that is lost could harm."""
OF_ONE_FILE = ("id", "extends", "changes", "leave-out")


def whole_plan(
    library: Library, path: str, node: Node | None, asked: Asked, problems: Problems
) -> Node | None:
    """The nodes of a plan as if all were written in its own file, or None after an error."""
    if not isinstance(node, Mapping):
        return node
    whole = _extended(library, path, node, problems)
    if whole is None:
        return None
    whole = _with_clinic(library, path, whole, asked.clinic, problems)
    if whole is not None and asked.sets:
        from psoas_pdf.settings import apply

        whole = apply(whole, asked.sets, problems)
    return whole


def is_empty(node: Node) -> bool:
    """Whether nothing is written there, or only keys without values."""
    if isinstance(node, Mapping):
        return all(is_empty(inner) for _, inner in node.entries.values())
    return isinstance(node, Scalar) and node.empty


def exercise_of(item: Node) -> str:
    """The id that an entry of a plan names, '' for none."""
    if isinstance(item, Mapping) and "exercise" in item.entries:
        item = item.entries["exercise"][1]
    return item.text if isinstance(item, Scalar) else ""


def as_mapping(item: Node) -> Mapping:
    """An entry with keys, for one that is an id alone."""
    return item if isinstance(item, Mapping) else Mapping({"exercise": (item.place, item)}, item.place)


def entries_of(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


# extends


def _extended(library: Library, path: str, node: Mapping, problems: Problems) -> Mapping | None:
    chain: list[Mapping] = [node]
    seen = {os.path.realpath(path): None}
    while (named := chain[-1].entries.get("extends")) and not is_empty(named[1]):
        if not isinstance(named[1], Scalar):
            problems.error(
                named[1].place, "the id or the file of a plan is needed here", "write extends: iliopsoas"
            )
            return None
        other = extended(library, "plan", Words(named[1].text, named[1].place), tuple(seen), problems)
        if other is None:
            return None
        seen[os.path.realpath(other)] = None
        found = load(other, problems, named[1].place)
        if not isinstance(found, Mapping):
            if found is not None and not isinstance(found, Broken):
                problems.error(
                    found.place, "keys and values are needed here", "write a plan, as docs/format.md shows"
                )
            return None
        chain.append(found)
    whole = _changed(chain[-1], problems, alone=True)
    for layer in reversed(chain[:-1]):
        whole = _changed(_over(whole, layer, problems), problems)
    return whole


def _over(base: Mapping, over: Mapping, problems: Problems) -> Mapping:
    entries: Entries = {
        name: entry
        for name, entry in base.entries.items()
        if name not in (*OF_A_PERSON, *OF_ONE_FILE, "translations")
    }
    own = {name: entry for name, entry in over.entries.items() if not is_empty(entry[1])}
    if "exercises" not in own:
        _check_shared(base, over, problems)
    texts = base.entries.get("translations")
    for name in (*own, *OF_A_PERSON):
        if texts and name != "translations":
            texts = texts[0], untranslated(texts[1], name)
    if texts:
        mine = own.pop("translations", None)
        entries["translations"] = (mine or texts)[0], _laid_over(texts[1], mine[1]) if mine else texts[1]
    return Mapping(entries | own, over.place)


def _check_shared(base: Mapping, over: Mapping, problems: Problems) -> None:
    """Reports what of the entries is one person's."""
    for item in entries_of(base.entries["exercises"][1]) if "exercises" in base.entries else ():
        for name in OF_AN_ENTRY:
            if isinstance(item, Mapping) and name in item.entries and not is_empty(item.entries[name][1]):
                problems.error(
                    item.entries[name][0],
                    f"{name}: is one person's, and this plan is extended by {os.path.basename(over.place.file)}",
                    "write it in that plan, under changes:",
                )


def _laid_over(base: Node, over: Node) -> Node:
    """Two blocks of translations as one: the second's texts go before the first's."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return over
    entries = dict(base.entries)
    for language, (place, block) in over.entries.items():
        before = entries.get(language, (place, block))[1]
        if isinstance(before, Mapping) and isinstance(block, Mapping):
            block = Mapping(before.entries | block.entries, block.place)
        entries[language] = place, block
    return Mapping(entries, over.place)


def untranslated(texts: Node, *path: str | int) -> Node:
    """A block of translations without what stands at a path in each language, as 'title', or 'exercises', 0, 'note'."""
    if not isinstance(texts, Mapping):
        return texts
    entries = {name: (place, _without(block, path)) for name, (place, block) in texts.entries.items()}
    return Mapping(entries, texts.place)


def _without(node: Node, path: tuple[str | int, ...]) -> Node:
    first, rest = path[0], path[1:]
    if isinstance(node, Mapping) and first in node.entries:
        entries = dict(node.entries)
        place, inner = entries.pop(str(first))
        if rest:
            entries[str(first)] = place, _without(inner, rest)
        return Mapping(entries, node.place)
    if isinstance(node, Sequence) and isinstance(first, int) and first < len(node.items):
        items = list(node.items)
        items[first : first + 1] = [_without(items[first], rest)] if rest else []
        return Sequence(tuple(items), node.place)
    return node


# changes and leave-out


def _changed(plan: Mapping, problems: Problems, alone: bool = False) -> Mapping:
    """The plan with what its `changes` and `leave-out` say done, and without them."""
    entries = dict(plan.entries)
    changes, left_out = entries.pop("changes", None), entries.pop("leave-out", None)
    for named, what in ((changes, "changes"), (left_out, "leave-out")):
        if named and alone and not is_empty(named[1]):
            hint = "change the exercises themselves, or write extends: and another plan's id"
            problems.error(named[0], f"{what}: needs a plan to change", hint)
    if alone or "exercises" not in entries:
        return Mapping(entries, plan.place)
    out = Mapping(entries, plan.place)
    if changes and not is_empty(changes[1]):
        if not isinstance(changes[1], Mapping):
            if not isinstance(changes[1], Broken):
                problems.error(
                    changes[1].place, "ids and their changes are needed here", "sit-up: {dose: {sets: 2}}"
                )
        else:
            for id, (place, change) in changes[1].entries.items():
                out = _change_one(out, id, place, change, problems)
    if left_out and not is_empty(left_out[1]):
        if not isinstance(left_out[1], Sequence):
            if not isinstance(left_out[1], Broken):
                problems.error(left_out[1].place, "a list of ids is needed here", "write [sit-up]")
        else:
            for item in left_out[1].items:
                if isinstance(item, Scalar):
                    out = _leave_out(out, item, problems)
                elif not isinstance(item, Broken):
                    problems.error(item.place, "an id is needed here", "write [sit-up]")
    return out


def _change_one(plan: Mapping, id: str, place: Place, change: Node, problems: Problems) -> Mapping:
    if not isinstance(change, Mapping):
        if not is_empty(change) and not isinstance(change, Broken):
            hint = f"write what changes, as in {id}: {{dose: {{sets: 2}}}}"
            problems.error(change.place, f"{id}: needs keys and values", hint)
        return plan

    def changed(item: Mapping) -> Mapping:
        entries = dict(item.entries)
        for name, (at, node) in change.entries.items():
            before = entries.get(name, (at, node))[1]
            if name == "dose" and isinstance(before, Mapping) and isinstance(node, Mapping):
                node = Mapping(before.entries | node.entries, node.place)
            if name != "exercise":
                entries[name] = at, node
            else:
                problems.error(
                    at, "a change keeps its exercise", "leave it out, and add the other under exercises:"
                )
        return Mapping(entries, item.place)

    paths: list[tuple[str, ...]] = [
        (name, inner) if isinstance(node, Mapping) else (name,)
        for name, (_, node) in change.entries.items()
        for inner in (node.entries if isinstance(node, Mapping) else ("",))
    ]
    return change_entries(plan, id, changed, paths, place, problems)


def change_entries(
    plan: Mapping,
    id: str,
    change: Callable[[Mapping], Mapping],
    paths: list[tuple[str, ...]],
    place: Place,
    problems: Problems,
) -> Mapping:
    """The plan with each entry of that exercise changed; paths: of the keys whose translations no longer hold."""
    at, listed = plan.entries["exercises"]
    items = list(entries_of(listed))
    mine = [i for i, item in enumerate(items) if exercise_of(item) == id]
    if not mine:
        if not isinstance(listed, Broken):
            problems.error(
                place, f"the plan has no exercise {short(id)}", did_you_mean(id, map(exercise_of, items))
            )
        return plan
    entries = dict(plan.entries)
    for i in mine:
        items[i] = change(as_mapping(items[i]))
        for path in paths:
            if "translations" in entries:
                where, texts = entries["translations"]
                entries["translations"] = where, untranslated(texts, "exercises", i, *path)
    entries["exercises"] = at, Sequence(tuple(items), listed.place)
    return Mapping(entries, plan.place)


def _leave_out(plan: Mapping, named: Scalar, problems: Problems) -> Mapping:
    at, listed = plan.entries["exercises"]
    items = entries_of(listed)
    gone = [i for i, item in enumerate(items) if exercise_of(item) == named.text]
    if not gone:
        hint = did_you_mean(named.text, map(exercise_of, items))
        problems.error(named.place, f"the plan has no exercise {short(named.text)}", hint)
    entries = dict(plan.entries)
    for i in reversed(gone):
        if "translations" in entries:
            where, texts = entries["translations"]
            entries["translations"] = where, untranslated(texts, "exercises", i)
    kept = tuple(item for i, item in enumerate(items) if i not in gone)
    if items and not kept:
        problems.error(named.place, "no exercise is left", "keep at least one")
    entries["exercises"] = at, Sequence(kept, listed.place)
    return Mapping(entries, plan.place)


# clinic


def _with_clinic(
    library: Library, path: str, plan: Mapping, asked: str | None, problems: Problems
) -> Mapping | None:
    """The plan with the keys of its clinic's file: of the command line, else the plan's own, else the one beside it."""
    own = plan.entries.get("clinic")
    file: str | None
    named: Place | None = None
    if asked is not None:
        file = (
            asked if is_file(asked) or os.path.isfile(asked) else next(library.paths("clinic", asked), None)
        )
        if file is None:
            library.unknown("clinic", asked, problems, Place(f"--clinic {asked}"))
            return None
    elif own is not None and not is_empty(own[1]):
        if not isinstance(own[1], Scalar):
            return plan
        file, named = library.attachment(own[1].text, own[1].place, problems), own[1].place
        if file is None:
            return None
    else:
        beside = os.path.normpath(os.path.join(os.path.dirname(path), CLINIC_FILE))
        if not os.path.isfile(beside):
            return plan
        file = beside
    node = load(file, problems, named)
    if not isinstance(node, Mapping):
        if node is not None and not isinstance(node, Broken):
            problems.error(
                node.place, "keys and values are needed here", "write a clinic, as docs/format.md shows"
            )
        return None
    at = own[0] if own else node.place
    return Mapping(plan.entries | {"clinic": (at, node)}, plan.place)
