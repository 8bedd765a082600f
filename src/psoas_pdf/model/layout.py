"""How a kind of document looks: layout, theme and stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record
from psoas_pdf.units import MM, Length
from psoas_pdf.words import Words

HANDOUT_SECTIONS = (
    "masthead",
    "title",
    "goal",
    "person",
    "help",
    "help-short",
    "glance",
    "exercises",
    "menu",
    "diary",
    "about",
    "sources",
    "sources-short",
)
CARD_SECTIONS = ("exercises", "help", "how-to", "own")
ANATOMY_SECTIONS = ("title", "plates", "facts", "sources")
TILE_SECTIONS = ("title", "person", "exercises", "help-short", "sources-short")
TEAM_SECTIONS = ("athletes",)
LOG_SECTIONS = ("sessions",)
SECTIONS = tuple(
    dict.fromkeys(
        HANDOUT_SECTIONS + CARD_SECTIONS + ANATOMY_SECTIONS + TILE_SECTIONS + TEAM_SECTIONS + LOG_SECTIONS
    )
)


MOST_BLEED = 5 * MM
"""Print shops ask for 3 mm; more would meet the next card."""
MOST_CORNER = 10 * MM
MOST_COPIES = 1000
"""Decks in one file; more are printed by asking the printer for copies."""
PRINTABLE = 6.35 * MM
"""Office printers reach no nearer to the edge of the paper."""
BOOKLET, N_UP = "booklet", "n-up"
MOST_CREEP = 1 * MM
"""Card of 1 mm is not folded."""
LEAST_PICTURE = 20 * MM
"""Below it the words in the frame leave no room for the figure."""


@record
class Margins:
    """Distance from the paper's edges to what is printed."""

    left: Length = key("Left.", example="20 mm", minimum=0)
    right: Length = key("Right.", example="14 mm", minimum=0)
    top: Length = key("Top.", example="12 mm", minimum=0)
    bottom: Length = key("Bottom.", example="12 mm", minimum=0)
    place: Place = NOWHERE


TILE_KINDS = ("short", "steps", "full")


@record
class Grid:
    """How exercises stand as tiles when there are so many of them."""

    most: int = key("For up to so many exercises.", example="6", minimum=1, maximum=40)
    columns: int = key("Tiles beside each other.", default=1, minimum=1, maximum=6)
    height: Length | None = key(
        "Height of a tile.  Left out: what the page has, shared by the rows.",
        default=None,
        minimum=LEAST_PICTURE,
    )
    tile: str | None = key("Another tile than the section's.", default=None, choices=TILE_KINDS)
    scale: float = key(
        "Type, rules and spaces of the whole sheet are so many times the theme's.",
        default=1.0,
        minimum=1,
        maximum=6,
    )
    large: float | None = key(
        "The same for title, names and figures of the dose.  Left out: as `scale`.",
        default=None,
        minimum=1,
        maximum=8,
    )
    place: Place = NOWHERE


@record
class Section:
    """One part of a document.  May be written as its name alone when nothing about it is changed."""

    shorthand = "section"

    section: str = key("Which part.", choices=SECTIONS)
    page: str = key("`new` starts a page with it.", default="same", choices=("same", "new"))
    heading: Words | None = key("Another heading than the language's.", default=None)
    picture_height: Length | None = key(
        "Height that a pair of pictures may take.  Left out: the theme's.",
        default=None,
        minimum=LEAST_PICTURE,
    )
    least_picture_height: Length | None = key(
        "Height under which pictures are never shrunk.  Left out: the theme's.",
        default=None,
        minimum=LEAST_PICTURE,
    )
    picture_step: Length | None = key(
        "Step by which pictures of a page shrink together.  Left out: the theme's.", default=None, minimum=0.1
    )
    blocks_a_page: int | None = key(
        "Most exercises on a page.  Left out: as many as fit.", default=None, minimum=1
    )
    weeks_a_page: int | None = key(
        "Weeks of the diary on a page.  Left out: as many as fit.", default=None, minimum=1, maximum=4
    )
    row_height: Length | None = key(
        "Height of a row of the diary.  Left out: the theme's.", default=None, minimum=1
    )
    plate_height: Length | None = key(
        "Height of the plates.  Left out: the theme's.", default=None, minimum=LEAST_PICTURE
    )
    uses: bool | None = key("Whether the table of what the muscle does stands below `about`.", default=None)
    small_figure: bool | None = key("Whether the whole figure stands below the side plate.", default=None)
    tile: str | None = key(
        "For tiles: `short` is picture and dose; `steps` has short steps beside the picture, and where it is felt; "
        "`full` the same with start and end apart.",
        default=None,
        choices=TILE_KINDS,
    )
    grids: tuple[Grid, ...] | None = key(
        "For tiles: how many stand beside each other, and how high, by how many there are; for more than the "
        "last one says there is no room.",
        default=None,
        at_least=1,
    )
    one_column: Grid | None = key(
        "For tiles: the same in a theme of one column, on as many pages as they take.  Left out: as `grids`.",
        default=None,
    )
    qr: bool | None = key(
        "For exercises: whether their links are printed as QR codes.  Left out: wherever there is a link.",
        default=None,
    )
    mass: bool | None = key(
        "For athletes and sessions: whether the mass of the body is printed.  Left out: where a load is a part of it.",
        default=None,
    )
    athletes_a_page: int | None = key(
        "For athletes: rows on a page, and blank rows where there is no roster.",
        default=None,
        minimum=1,
        maximum=40,
    )
    exercises_a_page: int | None = key(
        "For athletes: most exercises beside each other; fewer where their boxes need the room.",
        default=None,
        minimum=1,
        maximum=8,
    )
    sessions: int | None = key(
        "For sessions: how many stand beside each other.", default=None, minimum=1, maximum=8
    )
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)


@record
class Layout:
    """`layouts/<id>.yaml`: a kind of document: its page or card, and its sections in order."""

    id: str = key("The id; left out, the file's name without its ending.", default="")
    extends: Words | None = key(
        "Another layout; this one changes what it names.", default=None, refers="layout"
    )
    name: Words = key("What it is, for `psoas-pdf list layouts`.", default=Words(""))
    kind: str | None = key(
        "`pages` flow, `cards` stand on sheets, `plates` is one page of anatomy, `tiles` is one page of exercises, "
        "`team` is one table of everybody in a roster, `log` is one person's exercises with sessions to fill in.",
        default=None,
        choices=("pages", "cards", "plates", "tiles", "team", "log"),
    )
    stock: Words | None = key(
        "The stock it is made for when none is asked for.", default=None, refers="stock"
    )
    stocks: tuple[Words, ...] | None = key("The stocks it can be printed on.", default=None, refers="stock")
    theme: Words | None = key("Its theme when none is asked for.", default=None, refers="theme")
    themes: tuple[Words, ...] | None = key(
        "The themes it can be printed in, with those that extend one of them (large print only where a large-print "
        "theme is named).  Left out: all.",
        default=None,
        refers="theme",
    )
    instead: Words | None = key(
        "The layout to print instead in a theme that this one can't be printed in.",
        default=None,
        refers="layout",
    )
    margins: Margins | None = key("Margins of the page.", default=None)
    margins_on: dict[str, Margins] | None = key(
        "Margins on single stocks, by name.",
        default=None,
        example="{a5: {left: 12 mm, right: 10 mm, top: 10 mm, bottom: 10 mm}}",
    )
    inside: Length | None = key(
        "For cards: how far inside the cut everything stays.", default=None, minimum=0
    )
    sides: str | None = key(
        "For cards: `both` sides of the paper, `fronts` alone, or `fold`: front and back beside each other on one "
        "side, to be folded on a line.",
        default=None,
        choices=("both", "fronts", "fold"),
    )
    flip: str | None = key(
        "The edge on which the printer turns the paper for the backs.",
        default=None,
        choices=("long-edge", "short-edge"),
    )
    marks: str | None = key(
        "Marks to cut by: `ticks` in the margins, `guides` along the cuts, or `none`.  Left out: ticks, but none "
        "on a stock that comes cut.",
        default=None,
        choices=("ticks", "guides", "none"),
    )
    bleed: Length | None = key(
        "How far what reaches the cut goes on beyond it.", default=None, minimum=0, maximum=MOST_BLEED
    )
    corner: Length | None = key(
        "Radius of the cards' corners, for the guides.", default=None, minimum=0, maximum=MOST_CORNER
    )
    band: str | None = key(
        "A colour of the theme for a band along the top of each card, out to the cut.  Left out: none.",
        default=None,
    )
    text: str | None = key(
        "Size of the words on cards: `small` or `large`; both are the theme's.",
        default=None,
        choices=("small", "large"),
    )
    copies: int | None = key(
        "How many decks are printed one after the other, without a gap between them.",
        default=None,
        minimum=1,
        maximum=MOST_COPIES,
    )
    impose: str | None = key(
        "Pages on larger sheets: `booklet` has two beside each other, in the order for folding and stapling "
        "(print on both sides, flip on the short edge); `n-up` has as many as the sheet holds, to be cut.",
        default=None,
        choices=(BOOKLET, N_UP),
    )
    sheet: Words | None = key(
        "For `impose`: the paper that the pages stand on.", default=None, example="a4", refers="stock"
    )
    sheet_on: dict[str, Words] | None = key(
        "Other sheets for pages of single stocks, by the name of the page's stock; they can be asked for by the "
        "sheet, as `--stock letter`.",
        default=None,
        example="{half-letter: letter}",
    )
    repeat: bool | None = key(
        "For `n-up`: every place of a sheet has the same page, for a pad of slips.", default=None
    )
    creep: Length | None = key(
        "For booklets: how much further to the fold the pages of each sheet stand than those of the sheet round it: "
        "the thickness of the paper.  Left out: the theme's `paper-thickness`.",
        default=None,
        minimum=0,
        maximum=MOST_CREEP,
    )
    sections: tuple[Section, ...] | None = key("The sections in order.", default=None, at_least=1)
    changes: dict[str, Section] | None = key(
        "Changes to single sections of the layout that this one extends, by name.", default=None
    )
    on: dict[str, dict[str, Section]] | None = key(
        "Changes to single sections on one stock: stock, then section, then what changes.", default=None
    )
    swaps: bool = False
    """Whether left and right margins change places on even pages: paper printed on both sides that is bound or
    folded."""
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def at(self, name: str) -> Place:
        """Where a key was written, or the layout itself."""
        return self.places.get(name, self.place)


@record
class Cells:
    """The cards or labels on a sheet: a grid."""

    columns: int = key("Columns.", minimum=1, maximum=20)
    rows: int = key("Rows.", minimum=1, maximum=40)
    width: Length = key("Width of a cell.", minimum=1)
    height: Length = key("Height of a cell.", minimum=1)
    x: Length = key("Left edge of the first cell, from the sheet's left.", minimum=0)
    y: Length = key("Top edge of the first cell, from the sheet's top.", minimum=0)
    dx: Length = key("From one column to the next.", minimum=1)
    dy: Length = key("From one row to the next.", minimum=1)
    place: Place = NOWHERE


@record
class Stock:
    """`layouts/stocks/<id>.yaml`: paper, or a sheet of cards."""

    id: str = key("The id; left out, the file's name without its ending.", default="")
    name: Words = key("What it is.")
    width: Length = key("Width of the sheet.", minimum=36, maximum=14400)
    height: Length = key("Height of the sheet.", minimum=36, maximum=14400)
    paper: str = key("The paper it is on: its cards can be asked for by it, as `--stock letter`.", default="")
    cells: Cells | None = key("The cards on it.", default=None)
    precut: bool = key("Whether the cards come cut or scored, so that no marks are printed.", default=False)
    edge: Length = key(
        "How near to the edge of the sheet it can be printed.  Less than the usual only where a print shop "
        "prints it.",
        default=Length(PRINTABLE),
        minimum=0,
    )
    place: Place = NOWHERE

    def inside(self, wanted: float) -> float:
        """How far inside its cut everything stays on each card: what is wanted, and clear of the paper's edge."""
        return max(wanted, self.edge - self.margin) if self.cells else wanted

    @property
    def margin(self) -> float:
        """From the edge of the sheet to the nearest card; 0 without cards."""
        c = self.cells
        if c is None:
            return 0.0
        right = self.width - c.x - (c.columns - 1) * c.dx - c.width
        below = self.height - c.y - (c.rows - 1) * c.dy - c.height
        return max(0.0, min(c.x, c.y, right, below))

    @property
    def single(self) -> bool:
        """Whether the sheet is the card."""
        c = self.cells
        return c is not None and c.columns * c.rows == 1 and self.margin == 0


@record
class Style:
    """How one kind of text is set."""

    size: float = key("Size in points.", minimum=4, maximum=200)
    leading: float = key("From base line to base line, in points.", minimum=4, maximum=300)
    weight: str = key("Weight.", default="regular", choices=("regular", "semibold", "bold"))
    colour: str = key("A colour of the theme.", default="ink")
    tracking: float = key("Points between letters.", default=0.0, minimum=-2, maximum=5)
    tabular: bool = key("Digits of one width.", default=False)
    place: Place = NOWHERE


@record
class Fonts:
    """Font files: static TrueType, one a weight.  A path is taken from the theme's own folder."""

    family: Words = key(
        "`fira-sans`, or a name of your own when files are given.", default=Words("fira-sans")
    )
    regular: Words | None = key("File of the regular weight.", default=None)
    semibold: Words | None = key("File of the semibold weight.", default=None)
    bold: Words | None = key("File of the bold weight.", default=None)
    place: Place = NOWHERE


@record
class Theme:
    """`layouts/themes/<id>.yaml`: colours, type and measures.

    `extends` another theme: entries of `colours`, `styles`, `lengths` and `figure` that are named replace its own;
    all that it has of sizes is multiplied by `scale` first.
    """

    id: str = key("The id; left out, the file's name without its ending.", default="")
    extends: Words | None = key(
        "Another theme; this one changes what it names.", default=None, refers="theme"
    )
    name: Words = key("What it is.", default=Words(""))
    fonts: Fonts | None = key("The fonts.", default=None)
    scale: float | None = key(
        "How many times as large as the other theme's are type, leading and the lengths that follow type; cards "
        "stay as they are.",
        default=None,
        minimum=0.5,
        maximum=3,
        example="1.1667",
    )
    fixed: tuple[Words, ...] | None = key(
        "Lengths that don't follow type: they stay as they are in a theme with a `scale`.", default=None
    )
    arrangement: str | None = key(
        "Whether an exercise has its words beside its pictures or under them.  Pages narrower than the length "
        "`least-two-columns` always have one column.",
        default=None,
        choices=("two-columns", "one-column"),
    )
    text_contrast: float | None = key(
        "Least contrast of text, in colour and in grey.", default=None, minimum=4.5, maximum=21
    )
    line_contrast: float | None = key(
        "Least contrast of lines with a meaning, in colour and in grey.", default=None, minimum=3, maximum=21
    )
    floor: float | None = key("Smallest type in points, but for cards.", default=None, minimum=4)
    card_floor: float | None = key("Smallest type on a card in points.", default=None, minimum=4)
    colours: dict[str, str] | None = key("Colours by name, as '#rrggbb'.", default=None)
    styles: dict[str, Style] | None = key("Type styles by role.", default=None)
    lengths: dict[str, Length] | None = key("Spaces, rules, radii and sizes by name.", default=None)
    figure: dict[str, str] | None = key("Colours of figures and plates by role, as '#rrggbb'.", default=None)
    figure_tone: str | None = key(
        "How figures are coloured.", default=None, choices=("colour", "grey", "ink-saver", "high-contrast")
    )
    black: dict[str, float] | None = key(
        "Colours that the print edition prints in black ink alone: per cent of black by the colour's name.",
        default=None,
        minimum=0,
        maximum=100,
        example="{ink: 100, ink-soft: 80}",
    )
    figure_lines: float | None = key(
        "How many times as wide as they are drawn the outlines of figures and plates are.",
        default=None,
        minimum=1,
        maximum=3,
    )
    lineage: tuple[str, ...] = ()
    """Ids of the theme and of those that it extends, nearest first."""
    place: Place = NOWHERE
