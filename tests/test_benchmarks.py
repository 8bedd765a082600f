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


def test_the_deck_reaches_the_other_program_with_every_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    decks = importlib.import_module("decks")
    decks.write(tmp_path / "deck")
    deck = json.loads((tmp_path / "deck" / "content.json").read_text(encoding="utf-8"))
    assert len(deck["cards"]) == 9
    for card in deck["cards"][:6]:
        assert (
            tmp_path / "deck" / "pictures" / f"{card['front']['figure']['name']}.svg"
        ).stat().st_size > 1000
        assert len(card["back"]["steps"]) >= 4
    assert sorted(file.name for file in (tmp_path / "deck").glob("decks-*.yaml")) == [
        "decks-10.yaml",
        "decks-100.yaml",
        "decks-1000.yaml",
    ]


def test_people_reach_the_other_programs_with_their_own_names_sides_and_doses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    batch, peer, run = map(importlib.import_module, ("batch", "peer_platypus", "run"))
    few = {name: case._replace(counts=(1, 3)) for name, case in batch.SAME.items()}
    monkeypatch.setattr(batch, "SAME", few)
    monkeypatch.setattr(batch, "OTHERS", batch.OTHERS._replace(counts=(1, 3)))
    batch.write(tmp_path)
    same, others = (
        [
            json.loads(file.read_text(encoding="utf-8"))
            for file in sorted((tmp_path / kind / "people").iterdir())
        ]
        for kind in ("same", "others")
    )
    assert len(same) == len(others) == 3
    for what in ("person", "exercises"):
        assert len({json.dumps(each[what]) for each in same}) == 3
    assert len({tuple(e["name"] for e in each["exercises"]) for each in same}) == 1
    assert len({tuple(e["name"] for e in each["exercises"]) for each in others}) == 3
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(sys, "argv", ["peer_platypus", str(tmp_path / "same"), str(tmp_path / "out"), "2"])
    peer.many()
    for name in ("0000", "0001"):
        run.check_words(tmp_path / "out" / f"{name}.pdf", tmp_path / "same" / "people" / f"{name}.json")


def test_a_peers_time_is_its_first_run_and_so_much_for_each_further_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    batch = importlib.import_module("batch")
    assert batch.cost((1, 41), 200.0, 4200.0, 1000) == 200 + 999 * 100
    assert len({batch.name_of(i) for i in range(2048)}) == 2048
