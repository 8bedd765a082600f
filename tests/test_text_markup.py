from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.markup import Span, parse, plain


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        ("front of the long leg", (Span("front of the long leg"),)),
        ("front of the **long** leg", (Span("front of the "), Span("long", True), Span(" leg"))),
        ("**a****b**", (Span("a", True), Span("b", True))),
        ("**one** and **two**", (Span("one", True), Span(" and "), Span("two", True))),
        ("a ** b", (Span("a ** b"),)),
        ("2 ** 3 ** 4", (Span("2 ** 3 ** 4"),)),
        ("lone ** then **strong**", (Span("lone ** then "), Span("strong", True))),
        ("**strong** then **lone", (Span("strong", True), Span(" then **lone"))),
        ("****", (Span("****"),)),
        ("if x<y then <b>bold</b> & \\n *one* _two_", (Span("if x<y then <b>bold</b> & \\n *one* _two_"),)),
    ],
)
def test_only_pairs_of_double_stars_are_special(text: str, spans: tuple[Span, ...]) -> None:
    assert parse(text) == spans


def test_plain_text_has_no_marks() -> None:
    assert plain("front of the **long** leg **") == "front of the long leg **"


@given(st.text(alphabet="ab *<&\\ "))
def test_nothing_but_stars_is_ever_lost(text: str) -> None:
    assert plain(text).replace("*", "") == text.replace("*", "")
    assert all(span.text for span in parse(text))
    for span in parse(text):
        assert not span.strong or span.text == span.text.strip()
