"""YAML to nodes: all stays the text that was written; what is refused is told with line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.problems import Problems
from psoas_pdf.source import MAX_DEPTH, Mapping, Node, Scalar, Sequence, load, parse


def plain(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return node


def told(text: str | bytes) -> list[str]:
    problems = Problems()
    parse(text, "f.yaml", problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "12:30", "010", "1e3", "~", "null", "0x1F", "2026-11-25", "1_000"]
)
def test_a_scalar_stays_what_was_written(word: str) -> None:
    problems = Problems()
    assert plain(parse(f"a: {word}\n{word}: [{word}]\n", "f.yaml", problems)) == {"a": word, word: [word]}
    assert not len(problems)


def test_nodes_know_line_and_column() -> None:
    node = parse("a: b\nlist:\n  - one\n  - {k: 'v'}\n", "f.yaml", Problems())
    assert isinstance(node, Mapping)
    place, value = node.entries["list"]
    assert (place.line, place.column) == (2, 1)
    assert isinstance(value, Sequence)
    assert [str(item.place) for item in value.items] == ["f.yaml:3:5", "f.yaml:4:5"]
    inner = value.items[1]
    assert isinstance(inner, Mapping)
    quoted = inner.entries["k"][1]
    assert isinstance(quoted, Scalar)
    assert (quoted.place.column, quoted.plain) == (9, False)


def test_columns_count_characters_not_bytes() -> None:
    node = parse("{ä: ö, b: c}", "f.yaml", Problems())
    assert isinstance(node, Mapping)
    assert node.entries["b"][0].column == 8


def test_a_byte_order_mark_is_no_matter() -> None:
    assert plain(parse(b"\xef\xbb\xbfa: b", "f.yaml", Problems())) == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: error: 'a' is written twice, first on line 1 (keep one of them)"),
        ("a: &x 1\n", "f.yaml:1:4: error: the anchor &x is not allowed (put a text with & in quotes)"),
        ("a: *x\n", "f.yaml:1:4: error: the alias *x is not allowed (write the text out again)"),
        (
            "a: !!python/object:os.system x\n",
            "f.yaml:1:4: error: the tag tag:yaml.org,2002:python/object:os.system",
        ),
        ("<<: {a: b}\n", "f.yaml:1:1: error: the merge key << is not allowed (write the keys out again)"),
        ("? [a]\n: b\n", "f.yaml:1:3: error: a key must be one word"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: error: a second document starts here (one file holds one record)"),
        ("", "f.yaml: error: the file is empty (write a record in it)"),
        ("# nothing\n", "f.yaml: error: the file is empty (write a record in it)"),
        ("a: b: c\n", "f.yaml:1:5: error: this is not YAML: mapping values are not allowed in this context"),
        ("a:\n\tb: c\n", "f.yaml:2:1: error: this is not YAML: found character"),
        ("a: 'open\nb: c\n", "f.yaml:1:4: error: this is not YAML: found unexpected end of stream (a quote"),
        ("a: b\x07c\n", "f.yaml:1:5: error: U+0007 is not allowed in YAML (take it out)"),
        (b"a: b\nc: caf\xe9\n", "f.yaml:2:7: error: the file is not UTF-8 (save it as UTF-8 and try again)"),
        ("[" * 30, f"f.yaml:1:{MAX_DEPTH + 1}: error: nested more than {MAX_DEPTH} levels deep"),
        ("{a: " * 30, f"f.yaml:1:{MAX_DEPTH * 4 + 1}: error: nested more than {MAX_DEPTH} levels deep"),
        ("a: b\n" * 250_000, "f.yaml: error: the file is larger than 1 MB (split it into smaller files)"),
    ],
)
def test_what_is_refused_is_told(text: str | bytes, expected: str) -> None:
    messages = told(text)
    assert len(messages) == 1
    assert messages[0].startswith(expected)


@pytest.mark.parametrize("text", ["[" * 3000, "{a: " * 3000, "- " * 3000, "? " * 3000])
def test_a_tower_of_brackets_is_one_error(text: str) -> None:
    assert len(told(text)) == 1


def test_everything_refused_is_told_at_once() -> None:
    assert len(told("a: &x 1\nb: *x\na: 2\nc: !t 3\n")) == 4


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
    problems = Problems()
    assert parse(bomb, "f.yaml", problems) is not None
    assert len(problems) == 10 + 9 * 9


@pytest.mark.parametrize("pure", [False, True])
@given(text=st.text(alphabet=" \n\t-:[]{},'\"&*!|>%@#?<a1.é\x07\ud800", max_size=40))
def test_no_text_makes_the_parser_raise(pure: bool, text: str) -> None:
    loaders = yaml.__dict__
    kept = loaders["CSafeLoader"]
    try:
        if pure:
            del loaders["CSafeLoader"]
        problems = Problems()
        node = parse(text, "f.yaml", problems)
    finally:
        loaders["CSafeLoader"] = kept
    assert node is not None or problems.failed


@given(st.binary(max_size=40))
def test_no_bytes_make_the_parser_raise(data: bytes) -> None:
    problems = Problems()
    assert parse(data, "f.yaml", problems) is not None or problems.failed


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    import os

    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    for name, reason in (
        ("none.yaml", "isn't there"),
        ("folder.yaml", "is a folder"),
        ("pipe.yaml", "no ordinary file"),
    ):
        problems = Problems()
        assert load(tmp_path / name, problems) is None
        assert [reason in str(problem) for problem in problems] == [True]
    problems = Problems()
    assert load("a\0b", problems) is None
    assert problems.failed
    problems = Problems()
    assert load("", problems) is None
    assert [str(problem) for problem in problems] == ["error: '' isn't there (check the name and the folder)"]
