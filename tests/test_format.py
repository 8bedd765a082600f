"""docs/format.md is fresh and true: its files work, its examples are read, and so is the schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from psoas_pdf import format as format_page
from psoas_pdf.library import KINDS, Library
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.pose import Scene
from psoas_pdf.problems import Problems
from psoas_pdf.reader import read, shape
from psoas_pdf.schema import json_schema
from psoas_pdf.source import Mapping, parse
from psoas_pdf.templates import template
from psoas_pdf.translations import read_written

PAGE = Path(__file__).parent.parent / "docs" / "format.md"


def test_the_page_is_fresh(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(format_page.text(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == format_page.text(), "run pytest --accept tests/test_format.py"


def test_the_page_names_every_key() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for kind in KINDS.values():
        for name in shape(kind.record).keys:
            assert f"| `{name}`" in text


def test_its_links_lead_somewhere() -> None:
    text = PAGE.read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^#+ (.+)$", text, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


@pytest.mark.parametrize("kind", ["plan", "clinic", "exercise", "layout"])
def test_the_files_to_begin_with_are_right(kind: str) -> None:
    problems = Problems()
    node = parse(template(kind), f"my-{kind}.yaml", problems)
    assert read_written(node, KINDS[kind].record, problems) is not None
    assert [str(problem) for problem in problems] == []


def test_the_examples_of_the_page_are_right() -> None:
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.S)
    found = set()
    for block in blocks:
        problems = Problems()
        node = parse(block, "example.yaml", problems)
        assert isinstance(node, Mapping)
        if "poses" in node.entries and "steps" not in node.entries:
            assert read(node.entries["poses"][1], Scene, problems) is not None
            found.add("pose")
        elif "colours" in node.entries or "scale" in node.entries:
            assert read(node, KINDS["theme"].record, problems) is not None
            found.add("theme")
        assert [str(problem) for problem in problems] == []
    assert found == {"pose", "theme"}
    assert len(blocks) == 13


@pytest.mark.parametrize("kind", [*KINDS])
def test_the_schema_says_what_the_reader_says(kind: str) -> None:
    schema = json_schema(KINDS[kind].record, kind)
    json.dumps(schema)
    known = shape(KINDS[kind].record).keys
    assert set(schema["properties"]) - set(known) <= {"translations", "language"}
    ways = [set(way["required"]) for way in schema.get("anyOf", [schema])]
    assert ways[0] == {name for name, key in known.items() if key.needed}
    assert ways[1:] == ([{"extends"}] if kind == "plan" else [])
    references = set(re.findall(r"#/\$defs/(\w+)", json.dumps(schema)))
    assert references == set(schema["$defs"])


def test_the_schema_of_an_exercise() -> None:
    properties = json_schema(Exercise, "exercise")["properties"]
    assert properties["kind"]["enum"] == ["strength", "power", "stretch", "mobility"]
    assert (properties["steps"]["minItems"], properties["steps"]["maxItems"]) == (2, 6)
    assert properties["name"]["maxLength"] == 60
    assert properties["dose"]["$ref"] == "#/$defs/Dose"


def test_shipped_records_pass_their_schema_s_first_level() -> None:
    library = Library()
    for kind in ("plan", "exercise", "layout", "stock", "muscle"):
        schema = json_schema(KINDS[kind].record, kind)
        for id in library.ids(kind):
            text = Path(next(library.paths(kind, id))).read_text(encoding="utf-8")
            written = yaml.load(text, Loader=yaml.BaseLoader)
            assert set(written) <= set(schema["properties"])
            assert any(set(way["required"]) <= set(written) for way in schema.get("anyOf", [schema]))
