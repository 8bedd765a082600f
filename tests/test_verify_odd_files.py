"""`verify` on what is no PDF, is damaged, or is made to take all time and memory: a clear error, and an end."""

from __future__ import annotations

import io
import random
import time
import zlib
from collections.abc import Callable, Mapping

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from psoas_pdf.problems import Problems
from psoas_pdf.text.fonts import Face
from psoas_pdf.verify import contents, objects, standards, verify
from psoas_pdf.verify.operators import Unreadable, operators
from verify_samples import edited, found, painted, repainted, sample

LONG = 20.0
"""Seconds that no file may take, on a machine that does something else."""


@pytest.fixture(scope="module")
def good(faces: Mapping[str, Face]) -> bytes:
    return painted(sample(), faces)


def only(data: bytes) -> str:
    start = time.monotonic()
    problems = Problems()
    assert verify(data, "a.pdf", problems, standards=False) is None
    assert time.monotonic() - start < LONG
    (problem,) = [p for p in problems if p.severity == "error"][:1]
    return str(problem)


def test_what_is_no_pdf() -> None:
    assert only(b"") == "a.pdf: error: this is no PDF file"
    assert only(b"\x89PNG\r\n" * 1000) == "a.pdf: error: this is no PDF file"


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.95])
def test_half_a_file(good: bytes, part: float) -> None:
    problems = Problems()
    verify(good[: int(len(good) * part)], "a.pdf", problems, standards=False)
    assert problems.failed


def test_a_file_with_a_password(good: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert only(out.getvalue()) == "a.pdf: error: the file is encrypted (verify it before it is encrypted)"


def test_a_file_without_pages() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(out)
    assert only(out.getvalue()) == "a.pdf: error: the file has no pages"


def test_a_page_without_a_size(good: bytes) -> None:
    def no_size(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.MediaBox = Array([0, 0, 0, 0])

    assert only(edited(good, no_size)) == "a.pdf: page 2: error: the page has no size"


def test_too_many_bytes(good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MOST_BYTES", 1 << 14)
    assert only(good).startswith("a.pdf: error: the file is larger than 0 MB")


def test_too_many_pages(good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MOST_PAGES", 1)
    assert only(good) == "a.pdf: error: too large to verify: it has more than 1 pages"


def content(data: bytes) -> Callable[[bytes], bytes]:
    return lambda good: repainted(good, 0, lambda _: data)


def _bomb(good: bytes) -> bytes:
    """A page of a few hundred bytes that comes to a hundred megabytes."""
    with pikepdf.open(io.BytesIO(good)) as pdf:
        stream = pdf.make_stream(b"")
        twice = zlib.compress(zlib.compress(b" " * (100 << 20)))
        stream.write(twice, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        pdf.pages[0].obj.Contents = stream
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _forms(good: bytes, count: int) -> bytes:
    """Forms that each paint the next one ten times."""

    def plant(pdf: pikepdf.Pdf) -> None:
        inner = pdf.make_stream(b"0 0 1 1 re f " * 10)
        for _ in range(count):
            head = Dictionary(XObject=Dictionary(X=inner))
            inner = pdf.make_stream(b"/X Do " * 10)
            inner.Type, inner.Subtype, inner.BBox, inner.Resources = (
                Name.XObject,
                Name.Form,
                Array([0, 0, 9, 9]),
                head,
            )
            inner.Resources.XObject.X.Subtype = Name.Form
            inner.Resources.XObject.X.BBox = Array([0, 0, 9, 9])
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=inner))
        pdf.pages[0].obj.Contents.write(b"/X Do")

    return edited(good, plant)


def _form_in_itself(good: bytes) -> bytes:
    def plant(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/X Do")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
        pdf.pages[0].obj.Contents.write(b"/X Do")

    return edited(good, plant)


def _deep_tags(good: bytes) -> bytes:
    def plant(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(Dictionary(S=Name.Span, P=pdf.Root.StructTreeRoot))
        for _ in range(300):
            node = pdf.make_indirect(Dictionary(S=Name.Div, P=pdf.Root.StructTreeRoot, K=node))
        pdf.Root.StructTreeRoot.K = node

    return edited(good, plant)


def _lines(good: bytes, count: int) -> bytes:
    lines = b"/Artifact <</Type/Layout>> BDC " + b"60 100 m 500 800 l S " * count + b" EMC "
    return repainted(good, 0, lambda before: lines + before)


TOO_MUCH: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "bomb": (_bomb, "page 1: error: the file is damaged: "),
    "forms without end": (
        lambda good: _forms(good, 8),
        "page 1: error: too large to verify: more is painted",
    ),
    "a form in itself": (
        _form_in_itself,
        "page 1: error: too large to verify: forms are painted in forms without end",
    ),
    "tags without end": (_deep_tags, "error: too large to verify: the tag tree is larger or deeper"),
    "paths without end": (
        content(b"0 0 m 1 1 l S " * 400_000),
        "page 1: error: too large to verify: more is painted",
    ),
    "states without end": (
        content(b"q " * 600),
        "page 1: error: too large to verify: states are saved without end",
    ),
    "arrays in arrays": (
        content(b"[" * 100),
        "page 1: error: what is painted on it can't be read: arrays in arrays",
    ),
    "a string without its end": (
        content(b"(" * 100),
        "page 1: error: what is painted on it can't be read: a string",
    ),
    "words for numbers": (content(b"/A w"), "page 1: error: what is painted on it can't be read: "),
    "one line over another": (
        lambda good: _lines(good, 10_000),
        "page 1: error: too large to verify: more lies over each other",
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_files_made_to_take_all_there_is(name: str, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    make, told = TOO_MUCH[name]
    monkeypatch.setattr(objects, "MOST_OPERATORS_A_PAGE", 50_000)
    monkeypatch.setattr(objects, "MOST_COMPARED_A_PAGE", 100_000)
    assert only(make(good)).startswith(f"a.pdf: {told}")


@pytest.mark.full
@pytest.mark.parametrize("name", TOO_MUCH)
def test_the_limits_themselves_let_no_file_take_long(name: str, good: bytes) -> None:
    make, told = TOO_MUCH[name]
    if name == "one line over another":
        make = lambda good: _lines(good, 100_000)  # noqa: E731
    assert only(make(good)).startswith(f"a.pdf: {told}")


def test_a_file_that_the_validator_dies_of(good: bytes) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        item = pdf.make_indirect(Dictionary())
        for _ in range(90_000):
            item = pdf.make_indirect(Dictionary(Next=item))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item))

    (problem,) = found(edited(good, plant), standards=True)
    assert str(problem) == (
        "a.pdf: error: PDF/UA-1 and PDF/A-2a can't be checked: the validator gave up on this file"
    )


def test_a_validator_that_finds_no_end(good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standards, "LONGEST", 0.001)
    (problem,) = found(good, standards=True)
    assert "the validator takes longer than 0.001 seconds" in str(problem)


def test_a_long_row_of_bookmarks_is_no_reason_to_stop(good: bytes) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        item = None
        for i in range(600):
            more = {} if item is None else {"Next": item}
            item = pdf.make_indirect(Dictionary(Title=String(f"Card {i}"), Parent=pdf.Root.Outlines, **more))
        pdf.Root.Outlines.First = item

    assert found(edited(good, plant), standards=True) == []


def test_kids_that_lead_back(good: bytes) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        top = pdf.Root.StructTreeRoot.K
        top.K.append(top)

    assert any(
        "kids that are not there, or stand elsewhere too" in str(p) for p in found(edited(good, plant))
    )


def test_all_operators_of_one_file_are_counted(good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MOST_OPERATORS", 200)
    assert "more is painted on its pages than is read of one file" in only(good)
    monkeypatch.undo()
    monkeypatch.setattr(objects, "MOST_DECODED", 2000)
    assert "its streams have more data than is read of one file" in only(good)


@pytest.mark.parametrize("seed", range(40))
def test_files_with_bytes_exchanged(seed: int, good: bytes) -> None:
    """Whatever is in it, the file is judged: no error of another kind gets out."""
    chance = random.Random(seed)
    data = bytearray(good)
    for _ in range(chance.choice((1, 5, 50))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    start = time.monotonic()
    verify(bytes(data), "a.pdf", Problems(), standards=seed < 10)
    assert time.monotonic() - start < LONG


@pytest.mark.parametrize("seed", range(40))
def test_pages_with_operators_exchanged(seed: int, good: bytes) -> None:
    chance = random.Random(seed)

    def shuffle(before: bytes) -> bytes:
        words = before.split(b" ")
        for _ in range(chance.choice((3, 30))):
            one, other = chance.randrange(len(words)), chance.randrange(len(words))
            words[one], words[other] = words[other], words[one]
        return b" ".join(words) + b" "

    found(repainted(good, 0, shuffle))


def test_operators_of_a_stream() -> None:
    data = rb"q 1 0 0 -.5 +2. 3 cm/F1 12 Tf(a\(b\)\101\n(c)) Tj<4 1 4>Tj[(x)-20<62>]TJ % said"
    data += b"\n/P<</MCID 3/A[1 true null]>>BDC BI /W 1 /H 1 ID \x00\xff EI Q"
    assert [(op, operands) for op, operands in operators(data)] == [
        ("q", []),
        ("cm", [1, 0, 0, -0.5, 2, 3]),
        ("Tf", ["F1", 12]),
        ("Tj", [b"a(b)A\n(c)"]),
        ("Tj", [b"A@"]),
        ("TJ", [[b"x", -20, b"b"]]),
        ("BDC", ["P", {"MCID": 3, "A": [1, True, None]}]),
        ("BI", [{"W": 1, "H": 1}]),
        ("Q", []),
    ]
    for wrong in (b"]", b"<</A>> x", b"<zz> Tj", b"[ Tj ]", b"ID ab", b"}"):
        with pytest.raises(Unreadable):
            list(operators(wrong))
