"""Fixtures for all tests: the faces, and text goldens that a diff can show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from psoas_pdf.text.fonts import Face, fira_sans, load_faces

# A test that is slow once, on a machine that does something else, has not failed.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

GOLDENS = Path(__file__).parent / "goldens"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what is there now as the new goldens")


@pytest.fixture(scope="session")
def faces() -> Mapping[str, Face]:
    """Fira Sans in three weights, read anew: nothing that was kept from another run takes part."""
    return load_faces(**fira_sans(), ready=None)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """golden(name, text): the text must be that of tests/goldens/<name>.txt; `pytest --accept` writes it."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / f"{name}.txt"
        text = text.rstrip("\n") + "\n"
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden {path.name}: look at the text, then run pytest --accept\n{text}"
        assert text == path.read_text(encoding="utf-8")

    return compare
