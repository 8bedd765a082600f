"""A fixed anatomical drawing in layers, with named points for labels."""

from __future__ import annotations

from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record
from psoas_pdf.words import Words


@record
class Layer:
    """Paths that are painted alike.  Layers are painted in the order of the file."""

    name: str = key("The layer's name; another layer may clip to it.")
    role: str = key(
        "What it is: bone, disc, muscle, tendon, ligament, nerve, attachment, fibre, line, shade, light, "
        "keyline or glass."
    )
    fill: str | None = key("Colour role of the fill.", default=None)
    stroke: str | None = key("Colour role of the stroke.", default=None)
    width: float = key("Width of the stroke in mm.", default=0.0)
    dash: tuple[float, ...] = key("Lengths on and off in mm.", default=())
    opacity: float = key("0 to 1.", default=1.0, minimum=0, maximum=1)
    clip: str | None = key("Name of an earlier layer; nothing is painted outside its paths.", default=None)
    paths: tuple[str, ...] = key("SVG path data with M, L, C and Z, in mm, y down.", at_least=1)
    place: Place = NOWHERE


@record
class Label:
    """A label beside the plate, with a line to a point of the drawing."""

    anchor: str = key("Name of the point.")
    words: Words = key("What it says.", words=True)
    weight: str = key("`strong` for muscles.", default="regular", choices=("strong", "regular"))
    side: str = key("Column of the plate that the label stands in.", default="right", example="left")
    small: bool = key(
        "Whether the point lies on something small, which the usual dot would hide.", default=False
    )
    width: float = key("Widest line in mm.", default=38.0, minimum=10)
    place: Place = NOWHERE


@record
class Plate:
    """`data/plates/<id>.yaml`: an anatomical drawing."""

    id: str = key("The id; the same as the file's name.")
    name: Words = key("Caption.", example="From the front", words=True)
    alt: Words = key("What it shows, for somebody who can't see it.", words=True)
    size: tuple[float, float] = key("Width and height in mm.")
    scale: float = key("Millimetres for a centimetre of body.")
    anchors: dict[str, tuple[float, float]] = key("Named points in mm from the top left.")
    columns: dict[str, tuple[float, float]] = key(
        "Where labels stand: left and right edge of each column, in mm from the plate's left.  A column that "
        "passes the plate's edge goes on to the edge of the room that the plate is given."
    )
    layers: tuple[Layer, ...] = key("What is painted, in order.", at_least=1)
    labels: tuple[Label, ...] = key("Labels, in reading order.", default=())
    sources: tuple[str, ...] = key("Ids of sources.", default=(), refers="source")
    note: str = key("What a reviewer should know.", default="")
    place: Place = NOWHERE
