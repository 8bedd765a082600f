"""The pipeline on one screen: a plan and a library to the bytes of one document."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from psoas_pdf import library as library_module
from psoas_pdf.art import Art
from psoas_pdf.compose import compose
from psoas_pdf.ink import make_ink
from psoas_pdf.layout import lay_out
from psoas_pdf.model.layout import Layout, Stock, Theme
from psoas_pdf.model.plan import VARY, Plan
from psoas_pdf.pages import Ink, Sheets
from psoas_pdf.problems import Problems
from psoas_pdf.ready import ReadyStore, default_store
from psoas_pdf.record import value
from psoas_pdf.resolve import resolve
from psoas_pdf.spec import Spec
from psoas_pdf.words import place_of

if TYPE_CHECKING:
    from psoas_pdf.paint import Painter
    from psoas_pdf.text.fonts import Face

Library = library_module.Library
DEFAULT_LOOK = "man"


@value
class Built:
    """A finished document.  stock, theme: None when they are the layout's own, so that names of files stay short."""

    data: bytes
    pages: int
    plan: str
    layout: str
    person: str
    language: str
    stock: str | None
    theme: str | None
    edition: str = "screen"


def make(
    plan: Plan,
    library: Library,
    *,
    layout: str,
    theme: str | None = None,
    stock: str | None = None,
    language: str | None = None,
    problems: Problems,
) -> Built | None:
    """One document of a plan; None when something is wrong that would show in it.

    All that is wrong, of the plan, the library and the layout, goes into `problems`.
    """
    workshop = _workshops.get(library)
    if workshop is None:
        workshop = _workshops[library] = Workshop(library, default_store())
    return workshop.make(plan, layout, theme, stock, language, problems)


class Workshop:
    """What the documents of a run share: the library, fonts, drawings, and a painter for each set of fonts."""

    def __init__(self, library: Library, store: ReadyStore) -> None:
        self.library, self.store = library, store
        self._painters: dict[tuple[str, ...], tuple[Mapping[str, Face], Painter]] = {}
        self._inks: dict[tuple[str, str], Ink] = {}
        self._arts: dict[str, Art] = {}

    def make(
        self,
        plan: Plan,
        layout_name: str,
        theme_name: str | None,
        stock_name: str | None,
        language: str | None,
        problems: Problems,
    ) -> Built | None:
        """See `make`."""
        found = Problems()
        sheets = self.sheets(plan, layout_name, theme_name, stock_name, language, found)
        problems.extend(found)
        if sheets is None or found.failed:
            return None
        pages, layout, theme, stock, spec = sheets
        data = self._painter(theme, found)[1].paint(_dated(pages))
        return Built(
            data,
            len(pages.pages),
            plan.id,
            layout.id,
            str(plan.person.name),
            spec.language.id,
            None if stock.id == layout.stock else stock_name,
            None if theme.id == layout.theme else theme.id,
        )

    def sheets(
        self,
        plan: Plan,
        layout_name: str,
        theme_name: str | None,
        stock_name: str | None,
        language: str | None,
        problems: Problems,
    ) -> tuple[Sheets, Layout, Theme, Stock, Spec] | None:
        """The finished pages before they are painted, and what they were made with."""
        layout = self.library.layout(layout_name, problems)
        theme = self.library.theme(theme_name or (layout.theme if layout else None) or "standard", problems)
        stock = self._stock(layout, stock_name, problems) if layout else None
        spec = resolve(
            plan, self.library, language, problems, plates=bool(layout and layout.kind == "plates")
        )
        art = self._art(plan)
        if spec:
            _check_poses(spec, art, problems)
        logo = self._logo(plan, problems)
        if layout is None or theme is None or stock is None or spec is None or problems.failed:
            return None
        document = compose(spec, layout, art, problems, logo)
        faces, _ = self._painter(theme, problems)
        if problems.failed:
            return None
        ink = self._ink(art.look, theme)
        inks = {look: self._ink(look, theme) for look in art.looks}
        pages = lay_out(document, layout, theme, stock, faces, ink, problems, inks)
        return pages, layout, theme, stock, spec

    def _stock(self, layout: Layout, name: str | None, problems: Problems) -> Stock | None:
        """The layout's own, or the one asked for: by its id, or by the paper that it is on."""
        allowed = [str(s) for s in layout.stocks or ()]
        wanted = name or str(layout.stock)
        stock: Stock | None = self.library.get(
            "stock", wanted, problems, place_of(layout.stock or "") if not name else layout.place
        )
        if stock is None or wanted in allowed:
            return stock
        for other in allowed:
            candidate: Stock | None = self.library.get("stock", other, problems, layout.place)
            if candidate and candidate.paper == wanted:
                return candidate
        problems.error(
            layout.place,
            f"the layout {layout.id!r} can't use the stock {wanted!r}",
            "it can use " + ", ".join(allowed),
        )
        return None

    def _art(self, plan: Plan) -> Art:
        known = self._arts.get(plan.look)
        if known is None:
            vary = plan.look == VARY
            looks = self.library.ids("look") if vary else ()
            known = Art(self.store, DEFAULT_LOOK if vary else plan.look or DEFAULT_LOOK, looks)
            self._arts[plan.look] = known
        return known

    def _logo(self, plan: Plan, problems: Problems) -> bytes | None:
        named = plan.clinic.logo
        path = self.library.attachment(named, place_of(named), problems) if named else None
        if path is None:
            return None
        from psoas_pdf.images import MOST_BYTES, BadImage, measure

        try:
            with open(path, "rb") as file:
                data = file.read(MOST_BYTES + 1)
            measure(data)
        except BadImage as bad:
            problems.error(place_of(named or ""), f"{named}: {bad}", bad.hint)
        except OSError as error:
            problems.error(
                place_of(named or ""), f"{named} can't be read: {error.strerror}", "check the path"
            )
        else:
            return data
        return None

    def _painter(self, theme: Theme, problems: Problems) -> tuple[Mapping[str, Face], Painter]:
        from psoas_pdf.paint import Painter
        from psoas_pdf.text.fonts import UnusableFont, fira_sans, load_faces

        fonts = theme.fonts
        files = fira_sans()
        if fonts and fonts.regular:
            given = {
                "regular": fonts.regular,
                "semibold": fonts.semibold or fonts.regular,
                "bold": fonts.bold or fonts.regular,
            }
            named = {
                weight: self.library.attachment(path, place_of(path), problems)
                for weight, path in given.items()
            }
            if all(named.values()):
                files = {weight: str(path) for weight, path in named.items()}
        key = tuple(files.values())
        if key not in self._painters:
            try:
                faces = load_faces(**files, ready=self.store)
            except UnusableFont as error:
                problems.error(
                    fonts.place if fonts else theme.place, str(error), "use a static TrueType font"
                )
                faces = load_faces(**fira_sans(), ready=self.store)
            self._painters[key] = faces, Painter(faces, self.store)
        return self._painters[key]

    def _ink(self, look: str, theme: Theme) -> Ink:
        key = look, theme.id
        if key not in self._inks:
            from psoas_pdf.figure import palette

            self._inks[key] = make_ink(
                {**palette(look), **(theme.figure or {})}, theme.figure_tone or "colour"
            )
        return self._inks[key]


_workshops: WeakKeyDictionary[Library, Workshop] = WeakKeyDictionary()


def _check_poses(spec: Spec, art: Art, problems: Problems) -> None:
    """Reports poses that can't be drawn."""
    for item in spec.items:
        look = art.look_of(item.number)
        if not art.ready(item.exercise.poses, look):
            from psoas_pdf import figure

            figure.solve(item.exercise.poses, problems, look)


def _dated(sheets: Sheets) -> Sheets:
    """SOURCE_DATE_EPOCH, where it is set, is the date of the file."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (epoch.isascii() and epoch.isdecimal()):
        return sheets
    from datetime import UTC, datetime

    stamp = datetime.fromtimestamp(min(int(epoch), 253402300799), UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return replace(sheets, meta=replace(sheets.meta, date=stamp))
