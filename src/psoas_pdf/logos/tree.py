"""An SVG file as elements with their lines: no entities, nothing from outside, and not without end."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.parsers import expat

from psoas_pdf.logos.numbers import BadSvg

MOST_BYTES = 500_000
"""A logo is a few kilobytes; more is a photograph in disguise."""
MOST_ELEMENTS, MOST_DEPTH = 3_000, 40
SVG = "http://www.w3.org/2000/svg"
LINK = "http://www.w3.org/1999/xlink"


class Element(NamedTuple):
    """tag: of SVG, '' for another namespace.  kids and texts are filled while the file is read."""

    tag: str
    given: dict[str, str]
    line: int
    column: int
    kids: list[Element]
    texts: list[str]


class Unreadable(BadSvg):
    """Nothing can be made of the file.  line, column: where, 0 for the whole of it."""

    def __init__(self, message: str, hint: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message, hint)
        self.line, self.column = line, column


def read_tree(data: bytes) -> Element:
    """The root element.  Raises Unreadable."""
    if data[:2] == b"\x1f\x8b":
        raise Unreadable("the SVG is compressed", "save it as plain SVG")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"the SVG has more than {MOST_BYTES // 1000} kB", "simplify the drawing")
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _Builder(parser)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        told = expat.ErrorString(error.code)
        raise Unreadable(
            f"this is no XML: {told}", "save it again as plain SVG", error.lineno, error.offset + 1
        ) from None
    except Unreadable:
        raise
    except (ValueError, LookupError):
        raise Unreadable("the SVG's encoding is not known", "save it as UTF-8") from None
    root = builder.root
    if root is None or root.tag != "svg":
        raise Unreadable("the file holds no SVG", "save it as plain SVG", 1, 1)
    return root


class _Builder:
    """Takes the parser's events."""

    def __init__(self, parser: Any) -> None:
        self.parser = parser
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.entity
        parser.buffer_text = True

    def refuse(self, message: str, hint: str) -> None:
        raise Unreadable(message, hint, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def doctype(self, name: str, system: str | None, public: str | None, inside: bool) -> None:
        # A name of the format alone is harmless: nothing is fetched.  What it declares could be anything.
        if inside:
            self.refuse("the SVG declares a document type of its own", "save it as plain SVG")

    def entity(self, *_: object) -> None:
        self.refuse("the SVG declares entities", "save it as plain SVG")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            self.refuse(f"the SVG has more than {MOST_ELEMENTS} elements", "simplify the drawing")
        if len(self.open) >= MOST_DEPTH:
            self.refuse(f"the SVG is nested more than {MOST_DEPTH} levels deep", "ungroup its parts")
        space, _, tag = name.rpartition(" ")
        given = {}
        for key, text in attributes.items():
            of, _, short = key.rpartition(" ")
            if of in ("", LINK):
                given[short] = text
        element = Element(
            tag if space in ("", SVG) else "",
            given,
            self.parser.CurrentLineNumber,
            self.parser.CurrentColumnNumber + 1,
            [],
            [],
        )
        if self.open:
            self.open[-1].kids.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, name: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        if self.open:
            self.open[-1].texts.append(text)
