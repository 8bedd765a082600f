from __future__ import annotations

import os
from pathlib import Path

import pytest

from psoas_pdf import ready
from psoas_pdf.ready import ReadyStore, default_store


def test_what_is_put_is_found_and_the_read_folders_come_first(tmp_path: Path) -> None:
    shipped, own = ReadyStore((), tmp_path / "shipped"), ReadyStore((), tmp_path / "own")
    shipped.put("a", b"shipped")
    own.put("a", b"own")
    own.put("b", b"")
    both = ReadyStore((tmp_path / "none", tmp_path / "shipped"), tmp_path / "own")
    assert both.get("a") == b"shipped"
    assert both.get("b") == b""
    assert both.get("c") is None


@pytest.mark.parametrize("spoil", [lambda d: d[:-1], lambda d: b"", lambda d: b"X" + d[1:], lambda d: d[:3]])
def test_a_spoilt_file_is_one_that_is_not_there(tmp_path: Path, spoil: object) -> None:
    store = ReadyStore((), tmp_path)
    store.put("a", b"something")
    file = tmp_path / "a"
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    assert store.get("a") is None


def test_nothing_raises_when_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = ReadyStore((tmp_path / "file",), tmp_path / "file" / "below")
    store.put("a", b"something")
    assert store.get("a") is None
    ReadyStore((), None).put("a", b"something")


def test_no_draft_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    store = ReadyStore((), tmp_path)
    store.put("a", b"something")
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("name", ["", "../a", "a/b", ".hidden", "a\0"])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        ReadyStore((tmp_path,), None).get(name)


def test_the_oldest_files_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "MOST_FILES", 3)
    for i in range(6):
        (tmp_path / f"old{i}").write_bytes(b"")
        os.utime(tmp_path / f"old{i}", (i, i))
    ReadyStore((), tmp_path).put("new", b"something")
    assert sorted(os.listdir(tmp_path)) == ["new", "old4", "old5"]


def test_the_users_folder_follows_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    default_store().put("a-name", b"something")
    assert (tmp_path / "psoas-pdf" / "a-name").exists()
    assert default_store().get("a-name") == b"something"
