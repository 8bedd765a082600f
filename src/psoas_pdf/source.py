"""YAML text to nodes with line and column, strictly.

A scalar stays the text that its author wrote: `yes`, `12:30`, `010` and `1e3` are strings here, and what they
mean is the schema's business.  Tags, anchors, aliases, merge keys and duplicate keys are refused.
"""

from __future__ import annotations

import os
import stat
from typing import Any, NamedTuple

from psoas_pdf.problems import Place, Problems

MAX_BYTES = 1_000_000
"""A thousand exercises are less; more is a mistake or an attack."""
MAX_DEPTH = 20
"""The deepest record nests about ten levels."""

# Nodes are named tuples, since there are thousands of them in a run.


class Scalar(NamedTuple):
    """A text.  plain: written without quotes, so that an empty one means that nothing was written."""

    text: str
    place: Place
    plain: bool = True

    @property
    def empty(self) -> bool:
        return self.plain and not self.text


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    place: Place


class Mapping(NamedTuple):
    """Keys in the order of the file, each with its own place and its value."""

    entries: dict[str, tuple[Place, Node]]
    place: Place


class Broken(NamedTuple):
    """Something that was refused and reported; readers say nothing more of it."""

    place: Place


Node = Scalar | Sequence | Mapping | Broken


def load(path: str | os.PathLike[str], problems: Problems, named_at: Place | None = None) -> Node | None:
    """The nodes of a file, or None after an error.

    named_at: where the file was asked for, if a file did; a file that can't be read is reported there.
    """
    file = os.fspath(path)
    # A message that stands at the file itself need not name it again.
    at, name = (named_at, file) if named_at else (Place(file), "the file" if file else "''")
    try:
        # A pipe or a device would block or never end, so look before opening.
        about = os.stat(file)
        if not stat.S_ISREG(about.st_mode):
            kind = "a folder" if stat.S_ISDIR(about.st_mode) else "no ordinary file"
            problems.error(at, f"{name} is {kind}", "name a YAML file")
            return None
        with open(file, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        problems.error(at, f"{name} isn't there", "check the name and the folder")
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name can't be a file's"
        problems.error(at, f"{name} can't be read: {reason}")
        return None
    return parse(data, file, problems)


def parse(data: bytes | str, file: str, problems: Problems) -> Node | None:
    """The nodes of one YAML document, or None after an error that leaves nothing to read."""
    if len(data) > MAX_BYTES:
        problems.error(Place(file), "the file is larger than 1 MB", "split it into smaller files")
        return None
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            good = data[: error.start].decode("utf-8", "replace")
            problems.error(
                _at(file, good, len(good)), "the file is not UTF-8", "save it as UTF-8 and try again"
            )
            return None
    else:
        text = data.removeprefix("\ufeff")
    return _Composer(text, file, problems).document()


class _Composer:
    """Turns the parser's events into nodes and collects what is refused on the way."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        import yaml

        self.yaml = yaml
        self.text = text
        self.file = file
        self.problems = problems

    def document(self) -> Node | None:
        yaml = self.yaml
        try:
            # The loader checks the first characters as soon as it is made.
            loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.text)
            try:
                return self._document(loader.get_event)
            finally:
                loader.dispose()
        except yaml.reader.ReaderError:
            self._unprintable()
        except yaml.MarkedYAMLError as error:
            self._refused(error)
        except _TooDeep as deep:
            self.problems.error(
                deep.place, f"nested more than {MAX_DEPTH} levels deep", "lists and keys end here"
            )
        except (RecursionError, UnicodeError, ValueError) as error:
            self.problems.error(Place(self.file), f"the file can't be read as YAML: {error}"[:200])
        return None

    def _document(self, get: Any) -> Node | None:
        yaml = self.yaml
        get()  # start of the stream
        if isinstance(get(), yaml.StreamEndEvent):
            self.problems.error(Place(self.file), "the file is empty", "write a record in it")
            return None
        node = self._node(get, get(), 1)
        get()  # end of the document
        event = get()
        if isinstance(event, yaml.DocumentStartEvent):
            self.problems.error(
                self._place(event), "a second document starts here", "one file holds one record"
            )
        return node

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _node(self, get: Any, event: Any, depth: int) -> Node:
        yaml = self.yaml
        place = self._place(event)
        if type(event) is yaml.AliasEvent:
            self.problems.error(
                place, f"the alias *{event.anchor} is not allowed", "write the text out again"
            )
            return Broken(place)
        if event.anchor is not None:
            self.problems.error(
                place, f"the anchor &{event.anchor} is not allowed", "put a text with & in quotes"
            )
        if event.tag is not None:
            self.problems.error(place, f"the tag {event.tag} is not allowed", "put a text with ! in quotes")
        if type(event) is yaml.ScalarEvent:
            return Scalar(event.value, place, event.style is None or event.style == "")
        if depth > MAX_DEPTH:
            raise _TooDeep(place)
        if type(event) is yaml.SequenceStartEvent:
            items = []
            while type(inner := get()) is not yaml.SequenceEndEvent:
                items.append(self._node(get, inner, depth + 1))
            return Sequence(tuple(items), place)
        entries: dict[str, tuple[Place, Node]] = {}
        while type(inner := get()) is not yaml.MappingEndEvent:
            key = self._node(get, inner, depth + 1)
            value = self._node(get, get(), depth + 1)
            if not isinstance(key, Scalar):
                if not isinstance(key, Broken):
                    self.problems.error(
                        key.place, "a key must be one word", "put a text with [ or { in quotes"
                    )
            elif key.text == "<<" and key.plain:
                self.problems.error(key.place, "the merge key << is not allowed", "write the keys out again")
            elif key.text in entries:
                first = entries[key.text][0].line
                self.problems.error(
                    key.place,
                    f"{short(key.text)} is written twice, first on line {first}",
                    "keep one of them",
                )
            else:
                entries[key.text] = (key.place, value)
        return Mapping(entries, place)

    def _unprintable(self) -> None:
        import re

        found = re.search("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", self.text)
        at = found.start() if found else 0
        name = f"U+{ord(found[0]):04X}" if found else "a character"
        self.problems.error(_at(self.file, self.text, at), f"{name} is not allowed in YAML", "take it out")

    def _refused(self, error: Any) -> None:
        mark = error.problem_mark or error.context_mark
        what = str(error.problem or error.context or "not YAML")
        if "unexpected end of stream" in what and error.context_mark:
            mark = error.context_mark
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        hint = next((hint for part, hint in _HINTS if part in what), "")
        self.problems.error(place, f"this is not YAML: {what}", hint)


_HINTS = (
    ("mapping values are not allowed", "put a text that holds ': ' in quotes"),
    ("cannot start any token", "indent with spaces, and put a text that starts with a sign in quotes"),
    ("could not find expected ':'", "every key needs a colon and a space after it"),
    ("expected key", "check how far this line and those above are indented"),
    ("block mapping", "check how far this line and those above are indented"),
    ("expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("expected node content", "a bracket is not closed, or a value is missing"),
    ("nesting depth", f"at most {MAX_DEPTH} levels of lists and keys"),
    ("unexpected end of stream", "a quote or a bracket that starts here is never closed"),
    ("while scanning", "put the text in quotes"),
    ("escape", "write a backslash in 'single quotes'"),
    ("expected alphabetic or numeric", "put a text that starts with a sign in quotes"),
    ("indent", "check how far this line and those above are indented"),
)


class _TooDeep(Exception):
    def __init__(self, place: Place) -> None:
        super().__init__(str(place))
        self.place = place


def _at(file: str, text: str, offset: int) -> Place:
    before = text[:offset]
    return Place(file, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def short(text: str, most: int = 60) -> str:
    """A text in quotes for a message, cut where it is long."""
    line = " ".join(text.split())
    return repr(line if len(line) <= most else line[: most - 1] + "…")
