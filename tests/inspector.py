"""What stands in a PDF, as plain data: text runs with places, the tag tree with its words, links, bookmarks.

`assert_sound` is what every file that the project writes must pass.  Points, origin at the bottom left.
Pages count from 0.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import page as validator
import pikepdf
from pikepdf import Name

from marked_content import ARTIFACT, MarkedPage, TextRun

__all__ = ["ARTIFACT", "TextRun"]

_SHOWN = frozenset({"Scope", "ColSpan", "RowSpan", "ListNumbering"})


class Link(NamedTuple):
    """target: an address, or '#' with page and height."""

    page: int
    box: tuple[float, float, float, float]
    target: str
    says: str


class Bookmark(NamedTuple):
    level: int
    title: str
    page: int
    y: float


@dataclass
class Element:
    """One element of the tag tree.  marks: (page, MCID) of its own; links: (page, number) of annotations."""

    role: str
    alt: str | None = None
    lang: str | None = None
    text: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all_text(self) -> str:
        return self.text + "".join([kid.all_text() for kid in self.kids])


class Soundness(NamedTuple):
    """out_of_order: marks that the pages paint in another order than the tree reads them, as 'page 0: H2
    ...'.
    """

    out_of_order: tuple[str, ...]


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def text_runs(data: bytes) -> list[TextRun]:
    """All text of a file, in the order in which it is painted."""
    return list(_text_runs(data))


@lru_cache(8)
def _text_runs(data: bytes) -> tuple[TextRun, ...]:
    with opened(data) as pdf:
        return tuple([run for number, page in enumerate(pdf.pages) for run in MarkedPage(number, page).runs])


def page_text(data: bytes, page: int) -> str:
    """The words of a page as they are painted, artifacts too; each run on a line of its own."""
    return "\n".join([run.text for run in text_runs(data) if run.page == page])


def boxes(data: bytes) -> list[dict[str, tuple[float, ...]]]:
    """MediaBox, BleedBox and TrimBox of each page, as far as they are given."""
    with opened(data) as pdf:
        names = ("MediaBox", "BleedBox", "TrimBox")
        return [
            {n: tuple(float(v) for v in page.obj["/" + n]) for n in names if "/" + n in page.obj}
            for page in pdf.pages
        ]


def links(data: bytes) -> list[Link]:
    with opened(data) as pdf:
        numbers = _page_numbers(pdf)
        return [
            Link(number, tuple(float(v) for v in a.Rect), _target(a, numbers), str(a.Contents))  # type: ignore[arg-type]
            for number, page in enumerate(pdf.pages)
            for a in page.obj.get("/Annots", [])
        ]


def bookmarks(data: bytes) -> list[Bookmark]:
    """The outline in order; follows Next and checks Prev, Parent and Count, negative where closed, on its way."""
    with opened(data) as pdf:
        numbers = _page_numbers(pdf)
        if "/Outlines" not in pdf.Root:
            return []
        return list(_bookmarks(pdf.Root.Outlines, 0, numbers))


def _bookmarks(parent: Any, level: int, numbers: dict[Any, int]) -> Iterator[Bookmark]:
    item, before, count = parent.get("/First"), None, 0
    while item is not None:
        assert item.Parent.objgen == parent.objgen
        assert ("/Prev" in item) == (before is not None)
        assert before is None or item.Prev.objgen == before.objgen
        yield Bookmark(level, str(item.Title), numbers[item.Dest[0].objgen], float(item.Dest[2 + 1]))
        inner = list(_bookmarks(item, level + 1, numbers))
        shown = int(item.get("/Count", 0))
        assert len(inner) == abs(shown)
        yield from inner
        count += 1 + max(shown, 0)
        before, item = item, item.get("/Next")
    assert abs(int(parent.get("/Count", 0))) == count
    assert before is None or parent.Last.objgen == before.objgen


def tag_tree(data: bytes) -> Element:
    """The structure tree; the text of an element is that of its marks, through the fonts' own ToUnicode
    tables.
    """
    with opened(data) as pdf:
        return _tree(pdf, [MarkedPage(number, page) for number, page in enumerate(pdf.pages)])


def outline(element: Element, depth: int = 0) -> str:
    """The tree as indented text, for goldens: role, attributes with a meaning, alternative text, words."""
    shown = {
        k: v
        for k, v in sorted(element.attributes.items())
        if k in ("Scope", "ColSpan", "RowSpan", "ListNumbering")
    }
    parts = [element.role, *[f"{k}={v}" for k, v in shown.items()]]
    if element.lang:
        parts.append(f"lang={element.lang}")
    if element.alt is not None:
        parts.append(f"alt={element.alt!r}")
    if element.text:
        parts.append(repr(element.text))
    lines = ["  " * depth + " ".join(parts)]
    return "\n".join([*lines, *[outline(kid, depth + 1) for kid in element.kids]])


def render(data: bytes, page: int = 0, dpi: float = 72) -> Any:
    """The page as a Pillow image."""
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(data) as document:
        return document[page].render(scale=dpi / 72).to_pil()


def assert_sound(data: bytes) -> Soundness:
    """Syntax, fonts, PDF/UA-1 and PDF/A-2a, and what no validator sees: each mark has one owner, which the
    parent tree names; no text stands outside of a mark; links know their elements and these know them.
    """
    assert_conforms(data)
    with opened(data) as pdf:
        assert not pdf.check_pdf_syntax()
        pages = [MarkedPage(number, page) for number, page in enumerate(pdf.pages)]
        for p in pages:
            assert not p.unmarked, f"page {p.number} paints outside of marks: {p.unmarked}"
            _assert_fonts(p.page)
        tree = _tree(pdf, pages)
        _assert_parents(pdf, tree, pages)
        return Soundness(_out_of_order(tree, pages))


def assert_conforms(data: bytes) -> None:
    """PDF/UA-1 and PDF/A-2a by the validator alone."""
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf_bytes(data, profile=profile)
        failed = sorted({failure.rule_id for failure in report.failures})
        assert report.is_compliant, f"{profile}: {failed}"
        assert not failed


def _tree(pdf: Any, pages: list[MarkedPage]) -> Element:
    numbers = _page_numbers(pdf)
    annotations = {
        a.objgen: (p.number, n) for p in pages for n, a in enumerate(p.page.obj.get("/Annots", []))
    }

    def grow(node: Any) -> Element:
        element = Element(str(node.S)[1:])
        element.alt = str(node.Alt) if "/Alt" in node else None
        element.lang = str(node.Lang) if "/Lang" in node else None
        for owner in _list(node.get("/A")):
            element.attributes |= {k[1:]: _plain(v) for k, v in owner.items() if k != "/O"}
        own = numbers[node.Pg.objgen] if "/Pg" in node else None
        for kid in _list(node.get("/K")):
            if isinstance(kid, int):
                assert own is not None
                _take(element, pages, own, kid)
            elif kid.get("/Type") == Name.MCR:
                _take(element, pages, numbers[kid.Pg.objgen], int(kid.MCID))
            elif kid.get("/Type") == Name.OBJR:
                element.links.append(annotations[kid.Obj.objgen])
            else:
                assert kid.P.objgen == node.objgen, "a kid that names another parent"
                element.kids.append(grow(kid))
        return element

    root = pdf.Root.StructTreeRoot
    (top,) = _list(root.K)
    assert top.P.objgen == root.objgen
    return grow(top)


def _take(element: Element, pages: list[MarkedPage], page: int, mcid: int) -> None:
    assert not element.kids, f"{element.role} holds words and nodes"
    element.marks.append((page, mcid))
    element.text += pages[page].text(mcid)


def _assert_parents(pdf: Any, tree: Element, pages: list[MarkedPage]) -> None:
    row = list(_numbered(pdf.Root.StructTreeRoot.ParentTree))
    parents = {int(key): value for key, value in zip(row[::2], row[1::2], strict=True)}
    assert len(parents) == len(row) // 2
    owned = [mark for element in tree.walk() for mark in element.marks]
    assert len(owned) == len(set(owned)), "a mark with two owners"
    painted = [(p.number, mcid) for p in pages for _, mcid in p.marks]
    assert sorted(owned) == sorted(painted)
    for p in pages:
        if not p.marks and "/Contents" not in p.page.obj:
            assert "/StructParents" not in p.page.obj
            continue
        named = parents.pop(int(p.page.obj.StructParents))
        assert len(named) == len(p.marks)
        for role, mcid in p.marks:
            node = named[mcid]
            assert str(node.S)[1:] == role
            assert _holds(node, p.page, mcid), (
                f"the parent tree names another owner of page {p.number}, {mcid}"
            )
        assert str(p.page.obj.Tabs) == "/S"
        for annotation in p.page.obj.get("/Annots", []):
            node = parents.pop(int(annotation.StructParent))
            held = [k for k in _list(node.K) if not isinstance(k, int) and k.get("/Type") == Name.OBJR]
            assert annotation.objgen in [k.Obj.objgen for k in held]
    assert not parents, "the parent tree has rows for nothing"


def _numbered(node: Any) -> Iterator[Any]:
    """Keys and values of a number tree in order; what the leaves say of their limits is checked."""
    kids = node.get("/Kids")
    if kids is None:
        row = list(node.Nums)
        if "/Limits" in node:
            assert [int(v) for v in node.Limits] == [int(row[0]), int(row[-2])]
        yield from row
        return
    for kid in kids:
        yield from _numbered(kid)


def _holds(node: Any, page: Any, mcid: int) -> bool:
    for kid in _list(node.K):
        if isinstance(kid, int):
            if kid == mcid and node.Pg.objgen == page.obj.objgen:
                return True
        elif kid.get("/Type") == Name.MCR and int(kid.MCID) == mcid and kid.Pg.objgen == page.obj.objgen:
            return True
    return False


def _assert_fonts(page: Any) -> None:
    for font in page.obj.Resources.get("/Font", {}).values():
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor, f"not embedded: {font.BaseFont}"


def _out_of_order(tree: Element, pages: list[MarkedPage]) -> tuple[str, ...]:
    read = [mark for element in tree.walk() for mark in element.marks]
    out = []
    for p in pages:
        order = [mcid for number, mcid in read if number == p.number]
        out += [
            f"page {p.number}: {role} {p.text(mcid)[:40]!r}"
            for (role, mcid), wanted in zip(p.marks, order, strict=True)
            if mcid != wanted
        ]
    return tuple(out)


def _page_numbers(pdf: Any) -> dict[Any, int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages)}


def _target(annotation: Any, numbers: dict[Any, int]) -> str:
    if "/Dest" in annotation:
        return f"#{numbers[annotation.Dest[0].objgen]} {float(annotation.Dest[3]):g}"
    return str(annotation.A.URI)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Array):
        return [_plain(v) for v in value]
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    return value if isinstance(value, int) else float(value)
