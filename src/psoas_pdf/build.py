"""The pipeline on one screen: a plan and a library to the bytes of one document."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from psoas_pdf import library as library_module
from psoas_pdf.art import Art
from psoas_pdf.binding import bound
from psoas_pdf.compose import compose
from psoas_pdf.imprint import dated, imprinted
from psoas_pdf.ink import make_ink
from psoas_pdf.layout import lay_out
from psoas_pdf.layout.kept import Kept
from psoas_pdf.model.layout import Layout, Stock, Theme
from psoas_pdf.model.plan import VARY, Clinic, Plan
from psoas_pdf.order import PRINT, SCREEN, Built, Chosen, Draft, Order, Ready
from psoas_pdf.pages import Ink
from psoas_pdf.problems import Place, Problem, Problems
from psoas_pdf.ready import ReadyStore, default_store
from psoas_pdf.recent import Once, Recent
from psoas_pdf.resolve import is_blank, resolve
from psoas_pdf.slots import sheet_name
from psoas_pdf.spec import Spec
from psoas_pdf.theming import check_printable, in_black
from psoas_pdf.words import place_of

if TYPE_CHECKING:
    from psoas_pdf.logos import Logo
    from psoas_pdf.paint import Painter
    from psoas_pdf.paint.metadata import Separation
    from psoas_pdf.text.fonts import Face

__all__ = [
    "PRINT",
    "SCREEN",
    "Built",
    "Chosen",
    "Draft",
    "Library",
    "Order",
    "Ready",
    "Workshop",
    "dated",
    "make",
]

Library = library_module.Library
MOST_KEPT = 4
"""Themes, with faces and inks, whose pieces are kept, some ten megabytes each; a batch has one or two."""
MOST_ONCE = 4000
"""Exercises with a dose and a side, and what is told of them, a kilobyte each; a plan has some twenty."""
DEFAULT_LOOK = "man"
STANDARD = "standard"
"""The theme of a layout that names none."""
TEAM = "team"
"""The kind of layout that takes a whole roster."""
IN_BLACK = (TEAM, "log")
"""Kinds of sheets that are photocopied and written on."""
THIN = "hair"
"""A colour of lines so thin that three plates would not meet in them: black ink of the same lightness."""


def make(
    plan: Plan,
    library: Library,
    *,
    layout: str,
    theme: str | None = None,
    stock: str | None = None,
    language: str | None = None,
    edition: str = SCREEN,
    icc: str | None = None,
    problems: Problems,
) -> Built | None:
    """One document of a plan; None when something is wrong that would show in it.

    edition: 'screen' or 'print'.  icc: path of a print shop's CMYK profile; a print edition without one is grey.
    All that is wrong, of the plan, the library and the layout, goes into `problems`.
    """
    workshop = _workshops.get(library)
    if workshop is None:
        workshop = _workshops[library] = Workshop(library, default_store())
    return workshop.make(Order(plan, layout, theme, stock, language, edition, icc), problems)


class Workshop:
    """What the documents of a run share: the library, fonts, drawings, and a painter for fonts and inks."""

    def __init__(self, library: Library, store: ReadyStore) -> None:
        self.library, self.store = library, store
        self._faces: dict[tuple[str, ...], Mapping[str, Face]] = {}
        self._painters: dict[tuple[int, int], Painter] = {}
        self._separations: dict[tuple[str | None, str], Separation] = {}
        self._inks: dict[tuple[str, str, str], Ink] = {}
        self._arts: dict[str, Art] = {}
        self._logos: dict[str, tuple[Logo | None, tuple[Problem, ...]]] = {}
        self._themes: dict[tuple[str, str, str], tuple[Theme, tuple[Problem, ...]]] = {}
        self._faces_of: Recent[int, tuple[Theme, Mapping[str, Face]]] = Recent(MOST_KEPT)
        self._once = Once(MOST_ONCE)
        self._kept = Recent[Hashable, tuple[tuple[object, ...], Kept]](MOST_KEPT)

    def make(self, order: Order, problems: Problems) -> Built | None:
        """See `make`."""
        ready = self.ready(order, problems)
        if ready is None:
            return None
        draft, layout = ready.draft, ready.draft.layout
        return Built(
            ready.painter.paint(ready.sheets),
            len(draft.sheets.pages),
            order.plan.id,
            layout.id,
            "" if order.plan.anonymous else str(order.plan.person.name),
            draft.spec.language.id,
            *self._told(order, layout, draft.theme, draft.stock),
            order.edition,
        )

    def ready(self, order: Order, problems: Problems) -> Ready | None:
        """What `make` paints; None when something is wrong that would show in it."""
        found, once = Problems(), self._once
        borrowed = clean = False
        try:
            draft = self._draft(order, found, once)
            borrowed, clean = once.borrowed, not len(found)
        finally:
            once.settle(clean)
        if borrowed and not clean:
            # Once more with nothing of anybody else's, so that each problem is told where this order has it.
            found = Problems()
            draft = self.draft(order, found)
        separation = self._separation(order, draft.theme if draft else None, found)
        problems.extend(found)
        if draft is None or found.failed:
            return None
        painter = self.painter(self.faces(draft.theme, found), separation)
        return Ready(draft, dated(imprinted(draft, order, not len(found))), painter)

    def chosen(self, order: Order, problems: Problems) -> Chosen | None:
        """The layout and the theme that an order comes to, without making it; None after an error."""
        layout = self.library.layout(order.layout, problems)
        theme = self.library.theme(order.theme or (layout.theme if layout else None) or STANDARD, problems)
        stock = self._stock(layout, order.stock, problems) if layout else None
        if layout is None or theme is None or stock is None:
            return None
        return Chosen(layout, theme, *self._told(order, layout, theme, stock))

    def _told(
        self, order: Order, layout: Layout, theme: Theme, stock: Stock
    ) -> tuple[str | None, str | None]:
        own = self.library.theme(layout.theme or STANDARD, Problems())
        return (
            None if stock.id == layout.stock else order.stock,
            None if own and theme.id == own.id else theme.id,
        )

    def draft(self, order: Order, problems: Problems) -> Draft | None:
        """The finished pages, or None where an error leaves none; all errors are reported."""
        return self._draft(order, problems, Once(0))

    def _draft(self, order: Order, problems: Problems, once: Once) -> Draft | None:
        plan = order.plan
        layout, theme, stock = once(
            ("look", order.layout, order.theme, order.stock, id(plan.clinic)),
            plan.clinic,
            lambda: self._look(order, problems),
        )
        drawn = bool(layout and layout.kind == "plates")
        spec = self._spec(order, layout, problems, once, plates=drawn)
        art = self._art(plan)
        if spec:
            _check_poses(spec, art, problems)
        logo = self._logo(plan.clinic, problems)
        if layout is None or theme is None or stock is None or spec is None or problems.failed:
            return None
        ink = self.ink(art.look, theme, order.grey)
        for plate in spec.plates:
            from psoas_pdf.figure.plate import check_roles

            check_roles(plate, ink.colours, problems)
        document = compose(spec, layout, art, problems, logo, once)
        faces = self.faces(theme, problems)
        if problems.failed:
            return None
        layout = bound(layout, theme, plan)
        inks = {look: self.ink(look, theme, order.grey) for look in art.looks}
        sheets = lay_out(
            document, layout, theme, stock, faces, ink, problems, inks, self._kept_for(theme, faces, ink)
        )
        if layout.kind == "cards" and order.edition != PRINT and not problems.failed:
            from psoas_pdf.layout.offsets import ONE_SIDED, check_reach, offset

            check_reach(plan.clinic.printer, layout, stock, problems)
            sheets = offset(sheets, plan.clinic.printer, layout.sides not in ONE_SIDED)
        paper = self._sheet(layout, stock, problems)
        if paper is not stock and not problems.failed:
            from psoas_pdf.layout.imposition import impose

            sheets = impose(sheets, layout, stock, paper, theme, plan.title.place, problems)
        if order.edition == PRINT and not problems.failed:
            from psoas_pdf.layout.press import cut_of, for_press

            sheets = for_press(sheets, cut_of(layout, paper, theme))
        return Draft(sheets, layout, theme, stock, spec)

    def _look(self, order: Order, problems: Problems) -> tuple[Layout | None, Theme | None, Stock | None]:
        """What an order is laid out by."""
        name = order.layout
        # A plan names layouts by their ids, and `resolve` tells of each that there isn't.
        lost = place_of(name).file and not self.library.has("layout", name)
        layout = None if lost else self.library.layout(name, problems)
        theme = self.library.theme(order.theme or (layout.theme if layout else None) or STANDARD, problems)
        theme = self._branded(theme, order.plan.clinic, problems) if theme else None
        stock = self._stock(layout, order.stock, problems) if layout else None
        if layout and theme and stock:
            check_printable(self.library, layout, theme, problems, stock)
            if layout.kind in IN_BLACK:
                theme = in_black(theme)
        return layout, theme, stock

    def _kept_for(self, *shared: object) -> Kept:
        """What documents share that have these in common; they stay alive as long as it does."""
        key = tuple([id(one) for one in shared])
        found = self._kept.get(key) or self._kept.put(key, (shared, Kept()))
        return found[1]

    def _spec(
        self, order: Order, layout: Layout | None, problems: Problems, once: Once, *, plates: bool
    ) -> Spec | None:
        """Plan and library put together; for a team's sheet, everybody on it too."""
        plan = order.plan
        if layout is None or layout.kind != TEAM:
            return resolve(plan, self.library, order.language, problems, plates=plates, once=once)
        from psoas_pdf.squads import shared, with_team

        spec = resolve(shared(plan), self.library, order.language, problems, plates=plates, once=once)
        team = order.team or (() if is_blank(plan) else (plan,))
        return with_team(spec, team, problems) if spec else None

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
            if candidate and wanted in (candidate.paper, sheet_name(layout, other)):
                return candidate
        problems.error(
            layout.place,
            f"the layout {layout.id!r} can't use the stock {wanted!r}",
            "it can use " + ", ".join(allowed),
        )
        return None

    def _sheet(self, layout: Layout, stock: Stock, problems: Problems) -> Stock:
        """What comes out of the printer: the stock itself, or the sheet that its pages are put on."""
        name = sheet_name(layout, stock.id)
        found = self.library.get("stock", name, problems, place_of(name)) if name else stock
        return found or stock

    def _art(self, plan: Plan) -> Art:
        known = self._arts.get(plan.look)
        if known is None:
            vary = plan.look == VARY
            looks = self.library.ids("look") if vary else ()
            known = Art(self.store, DEFAULT_LOOK if vary else plan.look or DEFAULT_LOOK, looks)
            self._arts[plan.look] = known
        return known

    def _logo(self, clinic: Clinic, problems: Problems) -> Logo | None:
        """The clinic's logo; the same object for all that are made with it."""
        named = clinic.logo
        path = self.library.attachment(named, place_of(named), problems) if named else None
        if path is None or named is None:
            return None
        if path not in self._logos:
            from psoas_pdf.logos import read_logo

            own = Problems()
            self._logos[path] = read_logo(path, place_of(named), own), tuple(own)
        logo, told = self._logos[path]
        problems.extend(told)
        return logo

    def check_clinic(self, clinic: Clinic, problems: Problems) -> None:
        """Reports what is wrong with a logo and a colour."""
        self._logo(clinic, problems)
        theme = self.library.theme(STANDARD, problems)
        if theme:
            self._branded(theme, clinic, problems)

    def _branded(self, theme: Theme, clinic: Clinic, problems: Problems) -> Theme:
        """The theme in the clinic's colour; the same object for all that are made with it."""
        colour = clinic.colour
        if not colour:
            return theme
        key = theme.place.file, theme.id, str(colour)
        if key not in self._themes:
            from psoas_pdf.theming import branded

            own = Problems()
            self._themes[key] = branded(theme, colour, own), tuple(own)
        made, told = self._themes[key]
        problems.extend(told)
        return made

    def faces(self, theme: Theme, problems: Problems) -> Mapping[str, Face]:
        """The theme's fonts by weight; those of Fira Sans after an error."""
        known = self._faces_of.get(id(theme))
        if known is None:
            own = Problems()
            known = theme, self._find_faces(theme, own)
            problems.extend(own)
            if not len(own):
                self._faces_of.put(id(theme), known)
        return known[1]

    def _find_faces(self, theme: Theme, problems: Problems) -> Mapping[str, Face]:
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
        if key not in self._faces:
            try:
                faces = load_faces(**files, ready=self.store)
            except UnusableFont as error:
                problems.error(
                    fonts.place if fonts else theme.place, str(error), "use a static TrueType font"
                )
                faces = load_faces(**fira_sans(), ready=self.store)
            self._faces[key] = faces
        return self._faces[key]

    def painter(self, faces: Mapping[str, Face], separation: Separation | None = None) -> Painter:
        """Paints with these faces, in the inks of a print edition if there are any."""
        key = id(faces), id(separation)
        if key not in self._painters:
            from psoas_pdf.paint import Painter

            more = (separation,) if separation else ()
            self._painters[key] = Painter(faces, self.store, *more)
        return self._painters[key]

    def _separation(self, order: Order, theme: Theme | None, problems: Problems) -> Separation | None:
        """The inks of a print edition; None on screen and after an error."""
        if order.edition != PRINT:
            return None
        black = _black(theme) if theme else {}
        key = order.icc, repr(sorted(black.items()))
        if key not in self._separations:
            from psoas_pdf.paint.press import in_cmyk, in_grey
            from psoas_pdf.paint.profile import BadProfile, read_profile

            try:
                found = in_cmyk(read_profile(order.icc), black) if order.icc is not None else in_grey(black)
            except BadProfile as bad:
                problems.error(Place(order.icc or ""), str(bad), bad.hint)
                return None
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                problems.error(Place(order.icc or ""), f"can't be read: {reason}", "check the path")
                return None
            self._separations[key] = found
        return self._separations[key]

    def ink(self, look: str, theme: Theme, grey: bool = False) -> Ink:
        """The colours of figures and plates for the person of that id; grey: for one ink."""
        tone = theme.figure_tone or "colour"
        if grey and tone == "colour":
            tone = "grey"
        key = look, theme.id, tone
        if key not in self._inks:
            from psoas_pdf.figure import palette

            self._inks[key] = make_ink({**palette(look), **(theme.figure or {})}, tone)
        return self._inks[key]


_workshops: WeakKeyDictionary[Library, Workshop] = WeakKeyDictionary()


def _black(theme: Theme) -> dict[str, float | None]:
    """Colours of a theme that are black ink alone, and the share of it, None for what is as light.

    Where a theme has one colour under two names the larger share holds.
    """
    colours = theme.colours or {}
    out: dict[str, float | None] = {colours[THIN].upper(): None}
    for name, percent in (theme.black or {}).items():
        colour = colours[name].upper()
        out[colour] = max(percent / 100, out.get(colour) or 0.0)
    return out


def _check_poses(spec: Spec, art: Art, problems: Problems) -> None:
    """Reports poses that can't be drawn."""
    for item in spec.items:
        look = art.look_of(item.number)
        if not art.ready(item.exercise.poses, look):
            from psoas_pdf import figure

            figure.solve(item.exercise.poses, problems, look)
