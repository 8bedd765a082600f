"""Blocks that are set down: once or often, on any page, with elements of their own each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from inspector import assert_sound, opened, outline, tag_tree, text_runs
from paint_samples import META, words
from psoas_pdf.geometry import rectangle
from psoas_pdf.pages import FOOTER, At, Block, Bookmark, Link, Node, Page, Sheets, Stroke
from psoas_pdf.paint import Painter
from psoas_pdf.paint.structure import BadTree
from psoas_pdf.text.fonts import Face

SIZE = 595.0, 842.0


def block(text: str, role: str = "P") -> Block:
    node = Node(role)
    return Block((words(text, node, 0, 0),), (node,))


def figure() -> Block:
    node = Node("Figure", alt="50 % (of it)")
    return Block((Stroke(rectangle(0, 0, 20, 10), fill="#000000", mark=node),), (node,))


def made(pages: Sequence[Sequence[At]], kids: Sequence[Node], **more: object) -> Sheets:
    root = Node("Document", tuple(kids))
    return Sheets(tuple([Page(*SIZE, tuple(here)) for here in pages]), root, META, **more)  # type: ignore[arg-type]


def own(*blocks: Block) -> list[Node]:
    return [node for each in blocks for node in each.nodes or ()]


def test_a_block_may_stand_often_with_its_own_elements_and_places(faces: Mapping[str, Face]) -> None:
    title, body, picture = block("Title 100 %d", "H1"), block("again"), figure()
    sect = [Node("Sect", (*own(body), *own(picture))) for _ in range(3)]
    pages = [
        [
            At(title, 50, 800),
            At(body, 50, 700),
            At(picture, 60, 680),
            At(body, 50, 600),
            At(picture, 60, 580),
        ],
        [At(body, 50, 700), At(picture, 60, 680)],
    ]
    data = Painter(faces).paint(made(pages, [*own(title), *sect], bookmarks=(Bookmark("Title", 0, 0, 800),)))
    assert_sound(data)
    assert [(run.page, run.x, run.y) for run in text_runs(data) if run.text == "again"] == [
        (0, 50, 700),
        (0, 50, 600),
        (1, 50, 700),
    ]
    tree = tag_tree(data)
    assert [kid.role for kid in tree.kids] == ["H1", "Sect", "Sect", "Sect"]
    found = [kid for kid in tree.walk() if kid.role == "Figure"]
    assert [[round(float(v)) for v in kid.attributes["BBox"]] for kid in found] == [
        [60, 680, 80, 690],
        [60, 580, 80, 590],
        [60, 680, 80, 690],
    ]
    assert [page for kid in tree.walk() for page, _ in kid.marks] == [0, 0, 0, 0, 0, 1, 1]


def test_where_it_stood_before_and_who_comes_first_make_no_difference(faces: Mapping[str, Face]) -> None:
    shared, foot = block("the same"), Block((words("Page", FOOTER, 0, 20),), ())

    def sheets(text: str, y: float) -> Sheets:
        person = block(text)
        return made([[At(person, 50, 800), At(shared, 50, y), At(foot, 50, 0)]], own(person, shared))

    asked = [(f"Sample Patient {i}", 500.0 + i % 3) for i in range(9)]
    painter = Painter(faces)
    forth = [painter.paint(sheets(*each)) for each in asked]
    back = [Painter(faces).paint(sheets(*each)) for each in reversed(asked)]
    assert forth == back[::-1]
    assert len({*forth}) == 9


def test_documents_that_are_painted_with_the_same_share_their_beginning(faces: Mapping[str, Face]) -> None:
    painter, one, other = Painter(faces), block("one"), block("other")
    a = painter.parts(made([[At(one, 50, 700)]], own(one)))
    b = painter.parts(made([[At(other, 50, 600)]], own(other)))
    assert a[0] is b[0]
    assert len(b[1]) < 6000


def test_what_nothing_was_painted_for_is_left_out_and_empty_cells_stay(faces: Mapping[str, Face]) -> None:
    cells = Node("TD"), Node("TD")
    row = Block((words("x", cells[0], 0, 0),), (Node("TR", cells),))
    empty = Node("P")
    pair = block("y")
    pair = Block(pair.items, (*own(pair), empty))
    kids = [
        Node("Table", tuple(own(row))),
        Node("Sect", (empty, Node("Sect"))),
        own(pair)[0],
    ]
    data = Painter(faces).paint(made([[At(row, 50, 700), At(pair, 50, 600)]], kids))
    assert_sound(data)
    assert outline(tag_tree(data)).split() == ["Document", "Table", "TR", "TD", "'x'", "TD", "P", "'y'"]


def test_links_of_a_block_lead_on_wherever_it_stands(faces: Mapping[str, Face]) -> None:
    node = Node("Link")
    link = Link((0, 0, 40, 12), "https://example.org", "a page", node)
    once = Block((words("there", node, 0, 0),), (Node("P", (node,)),), (link,))
    tops = once.nodes or ()
    page = Page(
        *SIZE,
        (At(once, 50, 700), At(once, 50, 500)),
        tuple([Link((50, y, 90, y + 12), link.target, link.text, node) for y in (700, 500)]),
    )
    root = Node("Document", tuple([Node("Sect", tops) for _ in range(2)]))
    data = Painter(faces).paint(Sheets((page,), root, META))
    assert_sound(data)
    with opened(data) as pdf:
        boxes = [[float(v) for v in each.Rect] for each in pdf.pages[0].Annots]
    assert boxes == [[50, 700, 90, 712], [50, 500, 90, 512]]


def lost() -> Sheets:
    there, missing = block("there"), block("missing")
    return made([[At(there, 0, 0), At(missing, 0, 0)]], own(there))


def more_often() -> Sheets:
    once = block("once")
    return made([[At(once, 0, 0)]], [*own(once), Node("Sect", tuple(own(once)))])


def no_role() -> Sheets:
    once = block("once")
    return made([[At(once, 0, 0)]], [Node("Chapter", tuple(own(once)))])


def silent() -> Sheets:
    node = Node("Figure")
    once = Block((Stroke(rectangle(0, 0, 20, 10), fill="#000000", mark=node),), (node,))
    return made([[At(once, 0, 0)]], [node])


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lost, "painted, but not in the tree: P"),
        (more_often, "a node stands twice in the tree: P"),
        (no_role, "not a standard structure type: Chapter"),
        (silent, "a Figure without an alternative text"),
    ],
)
def test_a_tree_that_does_not_fit_is_refused(make: object, why: str, faces: Mapping[str, Face]) -> None:
    with pytest.raises(BadTree, match=why):
        Painter(faces).paint(make())  # type: ignore[operator]


def test_a_block_whose_words_are_not_its_own_is_painted_as_ever(faces: Mapping[str, Face]) -> None:
    node = Node("P")
    halves = [
        Block((words(text, node, 0, 0),), (node,) if text == "one " else ()) for text in ("one ", "two")
    ]
    data = Painter(faces).paint(made([[At(halves[0], 50, 700), At(halves[1], 50, 680)]], [node]))
    assert_sound(data)
    assert tag_tree(data).all_text() == "one two"
