"""The last things made, by what they were made from: so many at most, so that a long run stays small."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A table of at most `most` things, at least the half of them that was used last.

    Two tables take turns: what is used is found in the newer one or comes into it, and when that holds half of `most`
    the older one goes.  Keeping all in the order of their use would take three times as long.
    """

    def __init__(self, most: int) -> None:
        self._half = max(1, most // 2) if most else 0
        self._new: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def __len__(self) -> int:
        return len(self._new) + sum([key not in self._new for key in self._old])

    def get(self, key: K) -> V | None:
        item = self._new.get(key)
        if item is None:
            item = self._old.get(key)
            if item is not None:
                self.put(key, item)
        return item

    def put(self, key: K, item: V) -> V:
        if len(self._new) >= self._half:
            self._new, self._old = {}, self._new
        if self._half:
            self._new[key] = item
        return item


class Once:
    """What was made for documents about which there was nothing to say, for use in the next.

    What is made meanwhile counts for the document in hand alone until `settle` says whether it may be kept: what came
    with a problem is made anew for each document, so that the problem is told at that document's own places.
    """

    def __init__(self, most: int) -> None:
        self._kept = Recent[Hashable, tuple[object, object]](most)
        self._new: dict[Hashable, tuple[object, object]] = {}
        self.borrowed = False
        """Whether the document in hand has anything of one before it."""

    def __len__(self) -> int:
        return len(self._kept)

    def __call__(self, key: Hashable, holds: object, make: Callable[[], V]) -> V:
        """What `make` makes.  key: all that it depends on.  holds: the objects whose ids are in the key."""
        found = self._kept.get(key)
        if found is not None:
            self.borrowed = True
        else:
            found = self._new.get(key)
        if found is None:
            found = self._new[key] = holds, make()
        return found[1]  # type: ignore[return-value]

    def settle(self, keep: bool) -> None:
        if keep:
            for key, item in self._new.items():
                self._kept.put(key, item)
        self._new.clear()
        self.borrowed = False
