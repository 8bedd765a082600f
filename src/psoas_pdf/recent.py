"""The last things made, by what they were made from: so many at most, so that a long run stays small."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A table of at most `most` things; the one that was not used for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._items: dict[K, V] = {}

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: K) -> V | None:
        item = self._items.pop(key, None)
        if item is not None:
            self._items[key] = item
        return item

    def put(self, key: K, item: V) -> V:
        self._items[key] = item
        if len(self._items) > self._most:
            del self._items[next(iter(self._items))]
        return item
