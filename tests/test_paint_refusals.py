"""What is never written: sheets whose marks, tree, links or colours do not fit together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from paint_samples import INK, META, body, sheets, words
from psoas_pdf.pages import (
    Artifact,
    Block,
    Bookmark,
    Ink,
    Link,
    Meta,
    Node,
    Page,
    Picture,
    Sheets,
    Stroke,
    TextRun,
    Use,
)
from psoas_pdf.paint.forms import MissingColour
from psoas_pdf.paint.navigation import BadLink
from psoas_pdf.paint.painter import Painter
from psoas_pdf.paint.pictures import UnusablePicture
from psoas_pdf.paint.structure import BadTree
from psoas_pdf.text.fonts import Face, MissingGlyph

Make = Callable[[], Sheets]


def one_link(target: str, node: Node, kids: Sequence[Node]) -> Sheets:
    return sheets([words("a", node)], kids, [Link((0, 0, 1, 1), target, "a", node)])


def paragraph() -> Sheets:
    node = Node("P")
    return sheets([words("a", node)], [node])


def with_meta(**changes: str) -> Sheets:
    base = {"title": "T", "author": "A", "language": "en", "date": META.date}
    page = paragraph()
    return Sheets(page.pages, page.root, Meta(**(base | changes)))


def with_bookmarks(*levels: int) -> Sheets:
    page = paragraph()
    return Sheets(page.pages, page.root, META, tuple([Bookmark("a", level, 0, 700) for level in levels]))


def lost() -> Sheets:
    return sheets([words("lost", Node("P", title="mine"))], [Node("P")])


def twice() -> Sheets:
    node = Node("P")
    return sheets([words("a", node)], [node, node])


def words_and_nodes() -> Sheets:
    inner = Node("Span")
    outer = Node("P", (inner,))
    return sheets([words("a", outer), words("b", inner)], [outer])


def role(name: str) -> Sheets:
    node = Node(name)
    return sheets([words("a", node)], [node])


def silent_figure(alt: str | None) -> Sheets:
    node = Node("Figure", alt=alt)
    return sheets([Use(body(), 0, 0, 10, 10, node, INK)], [node])


def no_ink(ink: Ink | None) -> Sheets:
    node = Node("Figure", alt="A shape.")
    return sheets([Use(body(), 0, 0, 10, 10, node, ink)], [node])


def dead_link() -> Sheets:
    node = Node("Link")
    return sheets([words("a", node)], [node])


def link_without_words() -> Sheets:
    node, link = Node("P"), Node("Link")
    return sheets([words("a", node)], [node, link], [Link((0, 0, 1, 1), "https://example.org", "a", link)])


def link_on_a_paragraph() -> Sheets:
    node = Node("P")
    return one_link("https://example.org", node, [node])


def picture(data: bytes) -> Sheets:
    node = Node("Figure", alt="A picture.")
    return sheets([Use(Picture(data), 0, 0, 10, 10, node)], [node])


def invisible() -> Sheets:
    return sheets([Stroke((("M", 0, 0), ("L", 1, 1)))], [])


CASES: list[tuple[type[Exception], str, Make]] = [
    (TypeError, "no mark", lambda: sheets([TextRun("a", "regular", 9, 0, 0, None)], [])),  # type: ignore[arg-type]
    (MissingGlyph, r"U\+2610", lambda: sheets([words("☐ box", Artifact())], [])),
    (MissingGlyph, r"U\+200B", lambda: sheets([words("a\u200bb", Artifact())], [])),
    (BadTree, "not in the tree: P 'mine'", lost),
    (BadTree, "twice in the tree", twice),
    (BadTree, "words and nodes", words_and_nodes),
    (BadTree, "structure type: Title", lambda: role("Title")),
    (BadTree, "structure type: P /Evil", lambda: role("P /Evil")),
    (BadTree, "alternative", lambda: silent_figure(None)),
    (BadTree, "alternative", lambda: silent_figure("")),
    (BadTree, "without a link on the page", dead_link),
    (BadTree, "without words", link_without_words),
    (BadTree, "without words", link_on_a_paragraph),
    *[
        (BadLink, "may not lead", lambda t=t: one_link(t, n := Node("Link"), [n]))
        for t in (
            "javascript:x",
            "file:///etc/passwd",
            "../x.pdf",
            "",
            "HTTPS://x",
            "https://x/\n",
            "https://é",
        )
    ],
    (BadLink, "no such place.*'#nowhere'", lambda: one_link("#nowhere", n := Node("Link"), [n])),
    (TypeError, "needs an ink", lambda: no_ink(None)),
    (MissingColour, "'edge'", lambda: no_ink(Ink({"skin": "#ffffff", "shade": "#ffffff"}, "k"))),
    (UnusablePicture, "not a picture", lambda: picture(b"GIF89a")),
    (UnusablePicture, "not a picture", lambda: picture(b"\x89PNG\r\n\x1a\n broken")),
    (ValueError, "fill or a stroke", invisible),
    (ValueError, "skips a level", lambda: with_bookmarks(1)),
    (ValueError, "skips a level", lambda: with_bookmarks(0, 2)),
    (ValueError, "without pages", lambda: Sheets((), Node("Document"), META)),
    (ValueError, "title and a language", lambda: with_meta(title="")),
    (ValueError, "title and a language", lambda: with_meta(language="")),
    (ValueError, "not a date", lambda: with_meta(date="2026-03-02")),
    (ValueError, "not a date", lambda: with_meta(date="2026-03-02T00:00:00+01:00")),
    (ValueError, "not a date", lambda: with_meta(date="٢٠٢٦-03-02T00:00:00+00:00")),
    (ValueError, "can't stand", lambda: with_meta(title="a\0b")),
    (ValueError, "can't stand", lambda: with_meta(author="\ud800")),
]


@pytest.mark.parametrize(("kind", "why", "make"), CASES)
def test_it_is_refused(kind: type[Exception], why: str, make: Make, faces: Mapping[str, Face]) -> None:
    with pytest.raises(kind, match=why) as caught:
        Painter(faces).paint(make())
    assert type(caught.value) is kind


def test_a_text_run_has_no_mark_by_default() -> None:
    with pytest.raises(TypeError):
        TextRun("no mark", "regular", 9, 0, 0)  # type: ignore[call-arg]


def test_a_cmyk_picture_is_refused(faces: Mapping[str, Face]) -> None:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("CMYK", (4, 4)).save(out, "JPEG")
    with pytest.raises(UnusablePicture, match="CMYK"):
        Painter(faces).paint(picture(out.getvalue()))


def test_a_refusal_leaves_the_painter_as_it_was(faces: Mapping[str, Face]) -> None:
    painter = Painter(faces)
    for make in (lost, twice, lambda: no_ink(None)):
        with pytest.raises((BadTree, TypeError)):
            painter.paint(make())
    assert painter.paint(paragraph()) == Painter(faces).paint(paragraph())


def test_an_unpainted_block_costs_nothing(faces: Mapping[str, Face]) -> None:
    node = Node("P")
    page = Page(100, 100, (Block(()), Block((words("a", node),))))
    assert Painter(faces).paint(Sheets((page,), node, META))
