"""Layouts with all that they extend; the chain of records that extend each other."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from psoas_pdf.model.layout import (
    ANATOMY_SECTIONS,
    CARD_SECTIONS,
    HANDOUT_SECTIONS,
    LOG_SECTIONS,
    TEAM_SECTIONS,
    TILE_SECTIONS,
    Layout,
    Margins,
    Section,
    Stock,
)
from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.slots import check_slots
from psoas_pdf.source import short
from psoas_pdf.units import MM
from psoas_pdf.words import Words, place_of

if TYPE_CHECKING:
    from psoas_pdf.library import Library

POSSIBLE = {
    "pages": HANDOUT_SECTIONS,
    "cards": CARD_SECTIONS,
    "plates": ANATOMY_SECTIONS,
    "tiles": TILE_SECTIONS,
    "team": TEAM_SECTIONS,
    "log": LOG_SECTIONS,
}
LEAST_PAGE, LEAST_CARD = 60 * MM, 25 * MM
"""Less room between margins holds no exercise, whatever is left out."""


def whole_layout(library: Library, path: str, problems: Problems, place: Place | None) -> Layout | None:
    """The layout in a file with every field filled, or None."""
    chain = chain_of(library, "layout", path, problems, place)
    if not chain:
        return None
    whole = _own_layout(chain[-1], problems)
    for layer in reversed(chain[:-1]):
        whole = _over_layout(whole, layer, problems)
    needed = ("kind", "stock", "stocks", "theme", "margins", "sections")
    for name in needed + (("inside",) if whole.kind == "cards" else ()):
        if getattr(whole, name) is None:
            hint = "write it, or write extends: and the id of a layout that has it"
            problems.error(whole.place, f"the key {name!r} is missing", hint)
    if problems.failed:
        return None
    whole = _with_own_theme(library, whole, problems)
    _check_layout(library, whole, problems)
    return whole


def _with_own_theme(library: Library, layout: Layout, problems: Problems) -> Layout:
    """A theme's file stands in the folder of the layout that names it."""
    from psoas_pdf.library import is_file

    named = layout.theme or Words()
    if not is_file(named):
        return layout
    found = library.attachment(named, named.place, problems)
    return replace(layout, theme=Words(found, named.place) if found else None)


def sections_on(layout: Layout, stock: str) -> tuple[Section, ...]:
    """The sections of a whole layout as they are on one stock."""
    changes = (layout.on or {}).get(stock, {})
    asked = (changed(s, changes[s.section]) if s.section in changes else s for s in layout.sections or ())
    return tuple(map(_no_larger_least, asked))


def margins_on(layout: Layout, stock: Stock) -> Margins:
    """The margins of a whole layout on one stock."""
    margins = (layout.margins_on or {}).get(stock.id, layout.margins)
    assert margins is not None, "a layout is asked for its margins when it is whole"
    return margins


def _no_larger_least(section: Section) -> Section:
    """Who asks for smaller pictures than the other layout's least means that they may be that small."""
    asked, least = section.picture_height or section.plate_height, section.least_picture_height
    return replace(section, least_picture_height=asked) if asked and least and asked < least else section


def changed(section: Section, change: Section) -> Section:
    """The section with the keys that the change writes."""
    names = [name.replace("-", "_") for name in change.places]
    values: dict[str, Any] = {name: getattr(change, name) for name in names}
    # The places say where each value was written, so that an error about one of them finds it.
    return replace(section, **values, places={**section.places, **change.places}) if values else section


def extended(
    library: Library, kind: str, named: Words, seen: tuple[str, ...], problems: Problems
) -> str | None:
    """The file of the record that one names under `extends`, or None after an error.

    seen: real paths of those that lead there, the one that names it last; for a circle among them.
    """
    from psoas_pdf.library import is_file

    full = seen[-1]
    if is_file(named):
        found = library.attachment(named, named.place, problems)
    else:
        # A user's record of the same id as a shipped one extends the shipped one, not itself.
        others = list(library.paths(kind, named))
        real = [os.path.realpath(p) for p in others]
        found = next(iter(others[real.index(full) + 1 :] if full in real else others), None)
        if found is None and full in real:
            found = others[real.index(full)]
        elif found is None:
            library.unknown(kind, named, problems, named.place)
    if found is not None and os.path.realpath(found) in seen:
        names = " → ".join(os.path.basename(f)[: -len(".yaml")] for f in (*seen, os.path.realpath(found)))
        problems.error(named.place, f"this goes round in a circle: {names}", "break it somewhere")
        return None
    return found


def chain_of(library: Library, kind: str, path: str, problems: Problems, place: Place | None) -> list[Any]:
    """The record of a file and those that it extends, nearest first; empty after an error."""
    chain: list[Any] = []
    seen: list[str] = []
    found: str | None = path
    while found is not None:
        seen.append(os.path.realpath(found))
        record = library.read(kind, found, problems, place)
        if record is None:
            return []
        chain.append(record)
        if not record.extends:
            return chain
        place = place_of(record.extends)
        found = extended(library, kind, record.extends, tuple(seen), problems)
    return []


def _own_layout(layout: Layout, problems: Problems) -> Layout:
    if layout.changes:
        hint = "write the change in sections:, or write extends: and another layout's id"
        problems.error(_first(layout.changes, layout.place), "changes: needs a layout to change", hint)
    return layout


def _over_layout(base: Layout, over: Layout, problems: Problems) -> Layout:
    before = {s.section: s for s in base.sections or ()}
    if over.sections is None:
        sections = base.sections
    else:
        # A section keeps what its layout says of it; naming it again only orders it.
        sections = tuple(changed(before[s.section], s) if s.section in before else s for s in over.sections)
    present = {s.section for s in sections or ()}
    for name, change in (over.changes or {}).items():
        if name not in present:
            hint = did_you_mean(name, present)
            problems.error(_at(change), f"there is no section {short(name)} to change", hint)
    if over.changes:
        sections = tuple(
            changed(s, over.changes[s.section]) if s.section in over.changes else s for s in sections or ()
        )
    on = {stock: dict(changes) for stock, changes in (base.on or {}).items()}
    for stock, changes in (over.on or {}).items():
        known = on.setdefault(stock, {})
        for name, change in changes.items():
            known[name] = changed(known[name], change) if name in known else change
    if over.stocks is not None:
        # What the other layout says of a stock that this one doesn't have is of no use, and nobody's mistake.
        on = {
            stock: changes
            for stock, changes in on.items()
            if stock in over.stocks or stock in (over.on or {})
        }
    if over.sections is not None:
        on = {stock: {n: c for n, c in changes.items() if n in present} for stock, changes in on.items()}
    # Margins that a layout writes are for all its stocks but those that it writes others for.
    margins_on = {**({} if over.margins else base.margins_on or {}), **(over.margins_on or {})}
    if over.stocks is not None:
        margins_on = {n: m for n, m in margins_on.items() if n in over.stocks or n in (over.margins_on or {})}
    sheet_on = {**({} if over.sheet else base.sheet_on or {}), **(over.sheet_on or {})}
    if over.stocks is not None:
        sheet_on = {n: s for n, s in sheet_on.items() if n in over.stocks or n in (over.sheet_on or {})}
    simple = (
        "kind",
        "stock",
        "stocks",
        "theme",
        "themes",
        "instead",
        "margins",
        "inside",
        "sides",
        "flip",
        "marks",
        "bleed",
        "corner",
        "band",
        "text",
        "copies",
        "impose",
        "sheet",
        "repeat",
        "creep",
    )
    values = {n: v for n in simple if (v := getattr(over, n)) is not None}
    if over.stocks is not None and over.stock is None and base.stock not in over.stocks:
        values["stock"] = over.stocks[0] if over.stocks else None
    return replace(
        base,
        id=over.id,
        name=over.name or base.name,
        extends=over.extends,
        sections=sections,
        changes=None,
        on=on or None,
        margins_on=margins_on or None,
        sheet_on=sheet_on or None,
        place=over.place,
        places={**base.places, **over.places},
        **values,
    )


def _check_layout(library: Library, layout: Layout, problems: Problems) -> None:
    kind, stocks = layout.kind or "", layout.stocks or ()
    possible = POSSIBLE[kind]
    seen: set[str] = set()
    for section in layout.sections or ():
        if section.section not in possible:
            hint = did_you_mean(section.section, possible)
            problems.error(_at(section), f"a layout of {kind} has no section {section.section!r}", hint)
        if section.section in seen:
            problems.error(_at(section), f"the section {section.section!r} stands twice", "take one out")
        seen.add(section.section)
    for stock in stocks:
        paper: Stock | None = library.get("stock", stock, problems, place_of(stock))
        if paper:
            _check_room(layout, paper, place_of(stock), problems)
    if layout.stock and layout.stock not in stocks:
        hint = "write it in stocks: too"
        problems.error(
            place_of(layout.stock), f"the stock {layout.stock!r} is none of the layout's own", hint
        )
    if layout.theme:
        library.theme(layout.theme, problems, place_of(layout.theme))
    for theme in layout.themes or ():
        if not library.has("theme", theme):
            library.unknown("theme", theme, problems, theme.place)
    if layout.instead and not library.has("layout", layout.instead):
        library.unknown("layout", layout.instead, problems, place_of(layout.instead))
    for name, margins in (layout.margins_on or {}).items():
        if name not in stocks:
            told = f"the layout has no stock {short(name)}"
            problems.error(margins.place, told, did_you_mean(name, stocks))
    check_slots(library, layout, problems)
    for name, changes in (layout.on or {}).items():
        if name not in stocks:
            at = _first(changes, layout.place)
            problems.error(at, f"the layout has no stock {short(name)}", did_you_mean(name, stocks))
        for part, change in changes.items():
            if part not in seen:
                hint = did_you_mean(part, seen)
                problems.error(_at(change), f"there is no section {part!r} to change", hint)


def _check_room(layout: Layout, stock: Stock, named_at: Place, problems: Problems) -> None:
    """Tells at once what would else be told of every word."""
    if layout.kind == "cards":
        if not stock.cells:
            hint = "name a stock with cells: psoas-pdf list stocks"
            problems.error(named_at, f"the stock {stock.id!r} has no cards on it", hint)
            return
        inside = stock.inside(layout.inside or 0)
        width, height = stock.cells.width - 2 * inside, stock.cells.height - 2 * inside
        what, at, least = "inside: leaves", layout.place, LEAST_CARD
    elif layout.margins:
        margins = margins_on(layout, stock)
        width = stock.width - margins.left - margins.right
        height = stock.height - margins.top - margins.bottom
        what, at, least = "the margins leave", margins.place, LEAST_PAGE
    else:
        return
    if min(width, height) < least:
        room = f"{max(0, width) / MM:.0f} × {max(0, height) / MM:.0f} mm"
        hint = f"leave {least / MM:.0f} mm at least each way"
        problems.error(at, f"{what} {room} of the stock {stock.id!r}", hint)


def _first(changes: Mapping[str, Section], otherwise: Place) -> Place:
    return next(map(_at, changes.values()), otherwise)


def _at(section: Section) -> Place:
    """Where a section is named."""
    return section.places.get("section", section.place)
