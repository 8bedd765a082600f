"""Where the cards of a sheet stand, so that each back lies behind its own front; points from the sheet's top left."""

from __future__ import annotations

from psoas_pdf.model.layout import Cells, Layout, Stock
from psoas_pdf.problems import Problems
from psoas_pdf.record import value
from psoas_pdf.units import MM, length_words

SHARED = 0.05
"""Points by which the cuts of neighbours may differ and still be one cut."""
LEAST_CLEAR = 2 * MM
"""Between what stands on a card and its round corner: a cutter drifts by 1.6."""


@value
class Spot:
    """Top left corner of a card.  turned: what stands on it is upside down on the sheet."""

    x: float
    y: float
    turned: bool = False


@value
class Register:
    """Spots of one sheet in the order in which cards are dealt.

    backs: on the paper's other side, or, folded, beside the fronts; empty for fronts alone.
    folds: both ends of each line to fold on.  pieces: left, top, width and height of what is cut out.
    """

    width: float
    height: float
    inside: float
    fronts: tuple[Spot, ...]
    backs: tuple[Spot, ...]
    folded: bool
    pieces: tuple[tuple[float, float, float, float], ...]
    folds: tuple[tuple[float, float, float, float], ...] = ()

    @property
    def other_side(self) -> bool:
        """Whether the backs stand on the other side of the paper."""
        return bool(self.backs) and not self.folded


def register(layout: Layout, stock: Stock, problems: Problems) -> Register | None:
    """The spots of a stock's sheet as the layout has it printed; None after an error."""
    cells = stock.cells
    if cells is None:
        hint = "name a stock with cells"
        problems.error(stock.place, f"the stock {stock.id!r} has no cards on it", hint)
        return None
    _check_edges(layout, stock, cells, problems)
    spots = _grid(cells)
    width, height = float(cells.width), float(cells.height)
    inside = stock.inside(float(layout.inside or 0.0))
    if layout.sides == "fold":
        found = _folded(layout, stock, cells, inside, problems)
    else:
        backs = tuple([_behind(spot, layout, stock, cells) for spot in spots])
        pieces = tuple([(spot.x, spot.y, width, height) for spot in spots])
        shown = () if layout.sides == "fronts" else backs
        found = Register(float(stock.width), float(stock.height), inside, spots, shown, False, pieces)
    return None if problems.failed else found


def _grid(cells: Cells) -> tuple[Spot, ...]:
    return tuple(
        [
            Spot(float(cells.x + column * cells.dx), float(cells.y + row * cells.dy))
            for row in range(cells.rows)
            for column in range(cells.columns)
        ]
    )


def turns_like_a_page(flip: str | None, width: float, height: float) -> bool:
    """Whether paper of that size is turned about its vertical edge.

    A long edge is the vertical one of a portrait sheet and the horizontal one of a landscape sheet.
    """
    return (flip != "short-edge") == (height >= width)


def _behind(spot: Spot, layout: Layout, stock: Stock, cells: Cells) -> Spot:
    """The same card on the other side.  Its back is turned where the paper turns over its top, so that the card
    itself turns like the page of a book on any printer.
    """
    if turns_like_a_page(layout.flip, stock.width, stock.height):
        return Spot(float(stock.width - spot.x - cells.width), spot.y)
    return Spot(spot.x, float(stock.height - spot.y - cells.height), turned=True)


def _folded(layout: Layout, stock: Stock, cells: Cells, inside: float, problems: Problems) -> Register | None:
    """Pairs of cells, the front left or above; the back above stands on its head until it is folded behind."""
    across, down = cells.columns // 2 * cells.rows, cells.columns * (cells.rows // 2)
    if not across and not down:
        hint = "use a stock with two cards beside each other"
        problems.error(layout.at("sides"), f"a sheet of {stock.id!r} has no two cards to fold", hint)
        return None
    beside = across >= down
    w, h = float(cells.width), float(cells.height)
    fronts, backs, pieces, folds = [], [], [], []
    step_x, step_y = (2, 1) if beside else (1, 2)
    for row in range(0, cells.rows - step_y + 1, step_y):
        for column in range(0, cells.columns - step_x + 1, step_x):
            x, y = float(cells.x + column * cells.dx), float(cells.y + row * cells.dy)
            fronts.append(Spot(x, y))
            if beside:
                second = float(x + cells.dx)
                backs.append(Spot(second, y))
                pieces.append((x, y, second + w - x, h))
                middle = (x + w + second) / 2
                folds.append((middle, y, middle, y + h))
            else:
                second = float(y + cells.dy)
                backs.append(Spot(x, second, turned=True))
                pieces.append((x, y, w, second + h - y))
                middle = (y + h + second) / 2
                folds.append((x, middle, x + w, middle))
    size = float(stock.width), float(stock.height)
    return Register(*size, inside, tuple(fronts), tuple(backs), True, tuple(pieces), tuple(folds))


def _check_edges(layout: Layout, stock: Stock, cells: Cells, problems: Problems) -> None:
    """Whether there is room for what reaches the cut and goes on beyond it."""
    bleed, inside = float(layout.bleed or 0.0), stock.inside(float(layout.inside or 0.0))
    corner, alone = float(layout.corner or 0.0), stock.single
    if bleed and not alone:
        gaps = [cells.dx - cells.width] if cells.columns > 1 else []
        gaps += [cells.dy - cells.height] if cells.rows > 1 else []
        if gaps and min(gaps) < 2 * bleed - SHARED:
            room = f"{length_words(max(0.0, min(gaps)))}" if min(gaps) > SHARED else "no room"
            problems.error(
                layout.at("bleed"),
                f"a bleed of {length_words(bleed)} needs {length_words(2 * bleed)} between two cards, and the "
                f"stock {stock.id!r} has {room}",
                "use a stock with room between its cards, as poker-8up or poker-6up-letter, or write bleed: 0 mm",
            )
            return
        if not layout.band:
            problems.warning(
                layout.at("bleed"),
                "nothing on the cards reaches the cut, so there is nothing to bleed",
                "write band: accent for a band of colour, or take bleed: out",
            )
    if layout.band and alone and not bleed:
        problems.error(
            layout.at("band"),
            f"a band out to the cut needs a bleed where the sheet is the card, as in the stock {stock.id!r}",
            "write bleed: 3 mm too",
        )
    elif layout.band and not alone and stock.margin - bleed < stock.edge - SHARED:
        problems.error(
            layout.at("band"),
            f"a band out to the cut comes nearer than {length_words(stock.edge)} to the edge of the stock "
            f"{stock.id!r}",
            "take band: out, or use a stock with wider margins",
        )
    if corner and corner - 2**0.5 * max(0.0, corner - inside) < LEAST_CLEAR:
        problems.error(
            layout.at("corner"),
            f"a corner of {length_words(corner)} comes too near to what stands {length_words(inside)} inside the "
            "cut",
            f"write a smaller corner, or leave {length_words(LEAST_CLEAR)} between them",
        )
