"""The last things made, by what they were made from: so many at most, so that a long run stays small."""

from __future__ import annotations

from collections.abc import Callable, Hashable
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


class Once:
    """What was made for documents about which there was nothing to say, for use in the next.

    What is made meanwhile counts for the document in hand alone until `settle` says whether it may be kept: what came
    with a problem is made anew for each document, so that the problem is told at that document's own places.
    """

    def __init__(self, most: int) -> None:
        self._kept = Recent[Hashable, tuple[object, object]](most)
        self._new: dict[Hashable, tuple[object, object]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __call__(self, key: Hashable, holds: object, make: Callable[[], V]) -> V:
        """What `make` makes.  key: all that it depends on.  holds: the objects whose ids are in the key."""
        found = self._kept.get(key) or self._new.get(key)
        if found is None:
            found = self._new[key] = holds, make()
        return found[1]  # type: ignore[return-value]

    def settle(self, keep: bool) -> None:
        if keep:
            for key, item in self._new.items():
                self._kept.put(key, item)
        self._new.clear()
