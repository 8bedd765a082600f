"""The tag tree of a file: elements in reading order, and who the parent tree says owns what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from psoas_pdf.verify.objects import (
    MOST_DEPTH,
    MOST_ELEMENTS,
    TooMuch,
    as_dict,
    as_list,
    as_name,
    as_number,
    as_text,
    get,
    identity,
    one_or_more,
)
from psoas_pdf.verify.painted import Key

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
GROUPS = frozenset(("Document", "Part", "Art", "Sect", "Div", "Table", "L", "TOC"))
INLINE = frozenset(("Span", "Link", "Quote", "Reference", "Code", "Annot", "BibEntry", "Form"))

Place = tuple[int, Key]
"""Page, from 1, and the mark on it."""


@dataclass(eq=False)
class Element:
    """role: after the role map.  content: elements, places of marks, and numbers of annotations' objects, in order.

    stray: what its kids point to that isn't there.
    """

    role: str
    own_role: str
    id: int
    alt: str | None = None
    spoken: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    content: list[Element | Place | int] = field(default_factory=list)
    stray: int = 0

    @property
    def kids(self) -> list[Element]:
        return [kid for kid in self.content if isinstance(kid, Element)]

    @property
    def links(self) -> list[int]:
        return [kid for kid in self.content if isinstance(kid, int)]

    def walk(self) -> Iterator[Element]:
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += reversed(element.kids)

    def places(self) -> Iterator[Place]:
        """All marks below it, in reading order."""
        stack: list[Element | Place | int] = [self]
        while stack:
            one = stack.pop()
            if isinstance(one, Element):
                stack += reversed(one.content)
            elif isinstance(one, tuple):
                yield one


@dataclass(frozen=True)
class Tags:
    """root: None for a file without tags.  parents: rows of the parent tree, by key: the objects' numbers of the
    owners of a page's marks, or of an annotation's.
    """

    root: Element | None
    parents: Mapping[int, tuple[int, ...] | int]


def read_tags(catalog: Any, pages: Mapping[int, int]) -> Tags:
    """pages: numbers of the pages' objects to pages.  Raises TooMuch, and what pypdf raises."""
    root = as_dict(get(catalog, "/StructTreeRoot"))
    if not root:
        return Tags(None, {})
    roles = {str(k)[1:]: as_name(v) or "" for k, v in as_dict(get(root, "/RoleMap")).items()}
    tops = [_Grower(roles, pages).grow(kid, 0, 0) for kid in one_or_more(root.get("/K"))]
    found = [top for top in tops if top is not None]
    if len(found) == 1:
        tree: Element | None = found[0]
    else:
        tree = Element("Document", "", 0, content=list(found)) if found else None
    return Tags(tree, dict(_numbers(get(root, "/ParentTree"))))


class _Grower:
    def __init__(self, roles: Mapping[str, str], pages: Mapping[int, int]) -> None:
        self._roles, self._pages = roles, pages
        self._seen: set[int] = set()
        self._count = 0

    def grow(self, reference: Any, page: int, depth: int) -> Element | None:
        node, number = as_dict(reference), identity(reference)
        self._count += 1
        if depth > MOST_DEPTH or self._count > MOST_ELEMENTS:
            raise TooMuch("the tag tree is larger or deeper than what is read of one file")
        if not node or (number and number in self._seen):
            return None
        self._seen.add(number)
        own = as_name(get(node, "/S")) or ""
        element = Element(
            self._standard(own), own, number, as_text(get(node, "/Alt")), as_text(get(node, "/ActualText"))
        )
        for attributes in one_or_more(node.get("/A")):
            for key, value in as_dict(attributes).items():
                element.attributes[str(key)[1:]] = _plain(value)
        page = self._pages.get(identity(node.get("/Pg")), page)
        for kid in one_or_more(node.get("/K")):
            self._add(element, kid, page, depth)
        return element

    def _add(self, element: Element, kid: Any, page: int, depth: int) -> None:
        if isinstance(kid, int):
            element.content.append((page, (0, int(kid))))
            return
        table = as_dict(kid)
        kind = as_name(get(table, "/Type"))
        at = self._pages.get(identity(table.get("/Pg")), page)
        if kind == "MCR":
            stream = identity(table.get("/Stm"))
            element.content.append((at, (stream, int(as_number(get(table, "/MCID"), -1)))))
        elif kind == "OBJR":
            element.content.append(identity(table.get("/Obj")))
        else:
            inner = self.grow(kid, at, depth + 1)
            if inner is None:
                element.stray += 1
            else:
                element.content.append(inner)

    def _standard(self, role: str) -> str:
        for _ in range(8):
            if role not in self._roles:
                break
            role = self._roles[role]
        return role


def _plain(value: Any) -> Any:
    value = value.get_object() if hasattr(value, "get_object") else value
    if isinstance(value, list):
        return [as_number(v) if isinstance(v, int | float) else as_name(v) for v in value]
    name = as_name(value)
    return (
        name if name is not None else as_number(value) if isinstance(value, int | float) else as_text(value)
    )


def _numbers(node: Any, depth: int = 0) -> Iterator[tuple[int, tuple[int, ...] | int]]:
    """The rows of a number tree."""
    if depth > MOST_DEPTH:
        raise TooMuch("the parent tree is deeper than what is read of one file")
    row = as_list(get(as_dict(node), "/Nums"))
    for key, value in zip(row[::2], row[1::2], strict=False):
        owners = value.get_object() if hasattr(value, "get_object") else value
        if isinstance(owners, list):
            yield int(as_number(key)), tuple([identity(owner) for owner in owners])
        else:
            yield int(as_number(key)), identity(value)
    for kid in as_list(get(as_dict(node), "/Kids")):
        yield from _numbers(kid, depth + 1)
