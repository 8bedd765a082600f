"""The benchmark compares the handout as it is: its words and pictures reach the other programs."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"


def test_platypus_prints_every_word_of_the_handout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    content, peer, run = map(importlib.import_module, ("content", "peer_platypus", "run"))
    content.write(tmp_path)
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(sys, "argv", ["peer_platypus", str(tmp_path), str(out)])
    peer.main()
    run.check_words(out, tmp_path / "content.json")
    words = json.loads((tmp_path / "content.json").read_text(encoding="utf-8"))
    assert len(words["exercises"]) == 6
    pictures = {figure[side]["name"] for figure in words["exercises"] for side in ("start", "end")}
    assert all((tmp_path / "pictures" / f"{name}.svg").stat().st_size > 1000 for name in pictures)
