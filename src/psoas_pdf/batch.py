"""Many documents, one after the other or in other processes: the same bytes, in the order in which they were asked for.

    from concurrent.futures import ProcessPoolExecutor
    from psoas_pdf import Library, Order, build_many

    with ProcessPoolExecutor() as pool:
        for result in build_many(orders, Library(), executor=pool):
            ...

Orders go to workers in chunks, and a worker sets up its library and fonts once.  Only so many chunks are asked for
ahead, so that memory does not grow with the number of orders.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from threading import local
from typing import TYPE_CHECKING, Any

from psoas_pdf.build import Built, Order, Workshop
from psoas_pdf.library import Library
from psoas_pdf.problems import Problem, Problems
from psoas_pdf.ready import default_store
from psoas_pdf.record import value

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

CHUNK = 16
"""Orders that go to a worker together: 4 MB of handouts come back, and going there and back costs one of them."""
AHEAD = 3
"""Chunks for each worker that are asked for ahead."""
WORKERS = 4
"""Workers of an executor that doesn't say how many it has."""
RETRIES = 2
"""How often a cluster gives a chunk to another worker, after the one that had it is lost."""
MOST_POOLS = 3
"""Pools of our own that may break before the rest is made in this process."""
SWEEP = 50_000
"""New objects before the next sweep: those of some twenty documents."""


@value
class Result:
    """What an order came to.  index: its place among the orders, from 0.  built: None after an error."""

    index: int
    order: Order
    built: Built | None
    problems: tuple[Problem, ...]


def build_many(
    orders: Iterable[Order],
    library: Library,
    *,
    workshop: Workshop | None = None,
    executor: Executor | None = None,
    jobs: int = 1,
    chunk: int = CHUNK,
    ahead: int = 0,
) -> Iterator[Result]:
    """The documents in the order of the orders, each with all that is wrong with it.

    workshop: made before with this library; for what is made in this process.
    executor: any of concurrent.futures, or one that is like them; its processes must find the same folders.
    jobs: so many processes of our own instead.  Neither: all is made in this process.
    chunk: orders that go to a worker together.  ahead: chunks that are asked for ahead, 0 for a usual number.

    A chunk that a worker loses, because it was killed or the executor broke, is made again: by our own processes a
    few times, then in this process.
    """
    shop = workshop or Workshop(library, default_store())
    with _rarely_swept():
        yield from _many(orders, shop, executor, jobs, chunk, ahead)


def _many(
    orders: Iterable[Order], shop: Workshop, executor: Executor | None, jobs: int, chunk: int, ahead: int
) -> Iterator[Result]:
    if executor is None and jobs <= 1:
        for index, order in enumerate(orders):
            yield Result(index, order, *_made(shop, order))
        return
    numbered = enumerate(_translated(orders, shop.library))
    if executor is not None:
        lanes = _Lanes(shop, lambda: executor, 1, ahead or AHEAD * _workers(executor))
    else:
        lanes = _Lanes(shop, lambda: _pool(jobs), MOST_POOLS, ahead or AHEAD * jobs)
    try:
        yield from lanes.run(numbered, chunk)
    finally:
        lanes.close(cancel=executor is None)


def dask_executor(address: str) -> Executor:
    """The workers of a Dask cluster, as an executor; needs the extra `dask`.  Raises ImportError without it, OSError
    when nobody answers.
    """
    import distributed

    client: Any = distributed.Client(address)  # type: ignore[no-untyped-call,unused-ignore]
    made: Executor = client.get_executor(pure=False, retries=RETRIES)
    return made


@contextmanager
def _rarely_swept() -> Iterator[None]:
    """What is made stays or goes by itself, and a sweep for circles looks at the whole library each time."""
    before = gc.get_threshold()
    gc.set_threshold(SWEEP, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _made(shop: Workshop, order: Order) -> tuple[Built | None, tuple[Problem, ...]]:
    problems = Problems()
    return shop.make(order, problems), tuple(problems)


def _translated(orders: Iterable[Order], library: Library) -> Iterator[tuple[Order, tuple[Problem, ...]]]:
    """Orders for other processes: a library knows a plan's other languages by the very plan that it has read."""
    for order in orders:
        problems = Problems()
        plan = library.translated(order.plan, order.language or order.plan.language, problems)
        yield (order if plan is order.plan else replace(order, plan=plan)), tuple(problems)


_Numbered = tuple[int, tuple[Order, tuple[Problem, ...]]]
_Chunk = Sequence[_Numbered]
_Answer = list[tuple[Built | None, tuple[Problem, ...]]]


class _Lanes:
    """Chunks on their way to workers and back.  start: makes an executor; most: how many may be made."""

    def __init__(self, shop: Workshop, start: Callable[[], Executor], most: int, ahead: int) -> None:
        self._shop, self._start, self._left, self._ahead = shop, start, most, ahead
        self._executor: Executor | None = None
        self._waiting: deque[tuple[_Chunk, Future[_Answer] | None]] = deque()

    def run(self, numbered: Iterator[_Numbered], size: int) -> Iterator[Result]:
        while True:
            while len(self._waiting) < self._ahead:
                chunk = list(islice(numbered, size))
                if not chunk:
                    break
                self._waiting.append((chunk, self._submit(chunk)))
            if not self._waiting:
                return
            asked, future = self._waiting.popleft()
            answers = self._answer(asked, future)
            for (index, (order, told)), (built, problems) in zip(asked, answers, strict=True):
                yield Result(index, order, built, tuple(dict.fromkeys((*told, *problems))))

    def close(self, cancel: bool) -> None:
        """cancel: whether the executor is our own, and ends here."""
        for _, future in self._waiting:
            if future is not None:
                future.cancel()
        if cancel and self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def _submit(self, chunk: _Chunk) -> Future[_Answer] | None:
        """None where there is no executor any more."""
        if self._executor is None:
            if not self._left:
                return None
            self._left -= 1
            self._executor = self._start()
        library = self._shop.library
        orders = [order for _, (order, _) in chunk]
        try:
            return self._executor.submit(make_chunk, library.folders, os.getcwd(), orders)
        except RuntimeError:  # it broke, or was shut down
            self._executor = None
            return self._submit(chunk)

    def _answer(self, chunk: _Chunk, future: Future[_Answer] | None) -> _Answer:
        """What came back; made again where a worker was lost."""
        from concurrent.futures import BrokenExecutor

        for _ in range(MOST_POOLS):
            if future is None:
                break
            try:
                return future.result()
            except BrokenExecutor:
                if _broken(self._executor):
                    self._executor = None
                future = self._submit(chunk)
            except Exception:
                # Whatever else a worker died of: a mistake of ours shows itself again below, with its own trace.
                break
        return [_made(self._shop, order) for _, (order, _) in chunk]


def _broken(executor: Executor | None) -> bool:
    """Whether a pool has lost a process; it takes no more work then."""
    return bool(getattr(executor, "_broken", False))


def _pool(jobs: int) -> Executor:
    # Spawned, so that it is the same on all systems, and no thread's lock is copied.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _workers(executor: Executor) -> int:
    return int(getattr(executor, "_max_workers", 0) or WORKERS)


_of_worker = local()
"""What a worker, which may be a thread, has set up: a workshop, and the folders that it is for."""


def make_chunk(folders: tuple[str, ...], home: str, orders: Sequence[Order]) -> _Answer:
    """What a worker does.  folders: of the library, the shipped one first."""
    key = folders, home
    if getattr(_of_worker, "key", None) != key:
        if os.path.isdir(home):
            os.chdir(home)
        own, shipped = folders[1:], folders[0]
        library = Library(own, shipped if os.path.isdir(shipped) else None)
        gc.set_threshold(SWEEP, *gc.get_threshold()[1:])
        _of_worker.key, _of_worker.shop = key, Workshop(library, default_store())
    return [_made(_of_worker.shop, order) for order in orders]
