"""Many documents at once: the same bytes as alone, in order, everybody's own, and nothing lost with a worker."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest

import inspector
import psoas_pdf
from psoas_pdf import Library, Order, Problems, Result, batch, build_many
from psoas_pdf.build import Workshop
from psoas_pdf.layout import kept
from psoas_pdf.model.plan import Plan
from psoas_pdf.paint import pieced
from psoas_pdf.ready import default_store
from psoas_pdf.recent import Once, Recent
from psoas_pdf.roster import Roster
from psoas_pdf.table.delimited import from_csv

HEAD = "name,side,sit-up.sets,sit-up.repetitions,half-kneeling-hip-flexor-stretch.hold,bridge.note"
SIDES = ("left", "right", "each")


@cache
def library() -> Library:
    return Library()


def plan() -> Plan:
    found: Plan = library().get("plan", "iliopsoas", Problems())
    return found


def csv(people: int) -> str:
    rows = [
        f"Patient {name(i)},{SIDES[i % 3]},{2 + i % 3},{5 + i % 11},{15 + 5 * (i % 7)} s"
        for i in range(people)
    ]
    return "\n".join([HEAD.rpartition(",")[0], *rows])


def name(i: int) -> str:
    """A word for each, none of which is a part of another."""
    return "".join([chr(ord("a") + int(digit)) for digit in f"{i:04d}"]).capitalize()


def orders(text: str, layout: str = "handout") -> list[Order]:
    problems = Problems()
    table = from_csv("people.csv", text.encode(), problems)
    assert table is not None
    roster = Roster(table, plan(), library(), problems)
    made = [Order(m.plan, layout, row=m.row) for _, m in roster.members(problems) if m]
    assert [str(p) for p in problems] == []
    return made


def data(results: Iterator[Result]) -> list[bytes]:
    out = []
    for index, result in enumerate(results):
        assert result.index == index
        assert [str(p) for p in result.problems] == []
        assert result.built is not None
        out.append(result.built.data)
    return out


@cache
def sample() -> tuple[list[Order], list[bytes]]:
    asked = orders(csv(24))
    return asked, data(build_many(asked, library()))


def test_it_is_the_public_function() -> None:
    assert psoas_pdf.build_many is batch.build_many
    with pytest.raises(AttributeError, match="no attribute 'build_few'"):
        psoas_pdf.build_few  # noqa: B018


@pytest.mark.parametrize("at", [0, 7, 23])
def test_a_document_made_alone_has_the_same_bytes(at: int) -> None:
    asked, made = sample()
    alone = Workshop(Library(), default_store()).make(asked[at], Problems())
    assert alone
    assert alone.data == made[at]


def test_order_makes_no_difference() -> None:
    asked, made = sample()
    assert data(build_many(reversed(asked), library())) == made[::-1]


def test_other_processes_make_the_same_bytes() -> None:
    asked, made = sample()
    assert data(build_many(asked, library(), jobs=2, chunk=5)) == made


def test_any_executor_will_do() -> None:
    asked, made = sample()
    with ThreadPoolExecutor(2) as threads:
        assert data(build_many(asked, library(), executor=threads, chunk=4)) == made


def test_a_killed_worker_loses_nothing() -> None:
    asked, made = sample()
    before = set(multiprocessing.active_children())
    got: list[bytes] = []
    for result in build_many(asked, library(), jobs=2, chunk=3):
        assert result.built is not None
        got.append(result.built.data)
        if len(got) in (1, 12):
            (worker, *_) = set(multiprocessing.active_children()) - before
            os.kill(worker.pid or 0, signal.SIGKILL)
    assert got == made


class _Broken(Executor):
    """It takes so many chunks, and loses each."""

    _broken = False

    def __init__(self, takes: int) -> None:
        self.takes, self.asked = takes, 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        if self.asked > self.takes:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor("gone"))
        return future


@pytest.mark.parametrize("takes", [0, 1, 100])
def test_an_executor_that_breaks_leaves_the_work_to_this_process(takes: int) -> None:
    asked, made = sample()
    assert data(build_many(asked[:8], library(), executor=_Broken(takes), chunk=3)) == made[:8]


def test_a_mistake_of_ours_in_a_worker_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Workshop, order: Order, problems: Problems) -> None:
        raise ZeroDivisionError("ours")

    asked, _ = sample()
    monkeypatch.setattr(Workshop, "make", fail)
    with ThreadPoolExecutor(1) as threads, pytest.raises(ZeroDivisionError, match="ours"):
        list(build_many(asked, library(), executor=threads))


def test_orders_are_taken_as_they_are_needed() -> None:
    taken = 0

    def many() -> Iterator[Order]:
        nonlocal taken
        for order in sample()[0]:
            taken += 1
            yield order

    with ThreadPoolExecutor(1) as threads:
        results = build_many(many(), library(), executor=threads, chunk=2, ahead=3)
        next(results)
        assert taken == 6
        results.close()  # type: ignore[attr-defined]


def test_everybody_gets_their_own_and_nobody_elses() -> None:
    asked, made = sample()
    names = [str(order.plan.person.name) for order in asked]
    for i, pdf in enumerate(made):
        check_own(pdf, names[i], set(names), i)
        inspector.assert_sound(pdf)


def check_own(pdf: bytes, own: str, names: set[str], i: int) -> None:
    runs = inspector.text_runs(pdf)
    words = "\n".join([run.text for run in runs])
    assert {name for name in names if name in words} == {own}
    pages = {run.page for run in runs if own in run.text}
    assert pages == set(range(max(run.page for run in runs) + 1))
    assert f"{2 + i % 3} sets of {5 + i % 11}" in words
    assert f"{15 + 5 * (i % 7)} seconds" in words


def test_what_is_wrong_with_a_row_is_told_there_though_others_came_before() -> None:
    rows = csv(9).splitlines()
    tempo = " ".join(["slowly up and slowly down"] * 12)
    rows[0] += ",sit-up.tempo"
    rows[1:] = [row + "," for row in rows[1:]]
    for line in (4, 8):
        rows[line - 1] += tempo
    results = list(build_many(orders("\n".join(rows)), library()))
    told = {r.order.row: [str(p) for p in r.problems] for r in results if r.problems}
    assert list(told) == [4, 8]
    for line, messages in told.items():
        assert messages
        assert all(m.startswith(f"people.csv:{line}:") for m in messages)
    assert {m.split(": ", 1)[1] for m in told[4]} == {m.split(": ", 1)[1] for m in told[8]}
    alone = Problems()
    Workshop(Library(), default_store()).make(results[6].order, alone)
    assert [str(p) for p in alone] == told[8]


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PIECES", 60)
    monkeypatch.setattr(kept, "MOST_LINES", 40)
    monkeypatch.setattr(pieced, "MOST_STANDING", 50)
    shop = Workshop(library(), default_store())
    asked, made = sample()
    assert data(build_many(asked, library(), workshop=shop)) == made
    (_, shared) = next(iter({**shop._kept._old, **shop._kept._new}.values()))
    assert len(shared.pieces) <= 60
    assert len(shared.lines) <= 40
    (painter,) = shop._painters.values()
    assert len(painter.pieced._contents) <= 50
    assert len(painter.pieced._standing) <= 50


def test_pictures_of_a_batch_are_known_by_their_scenes_alone() -> None:
    shop = Workshop(library(), default_store())
    asked, made = sample()
    assert data(build_many(asked, library(), workshop=shop)) == made
    (art,) = shop._arts.values()
    assert len(art._keys) == len(plan().exercises)


def test_the_last_used_stay() -> None:
    table: Recent[int, str] = Recent(10)
    for i in range(100):
        table.put(i, str(i))
        assert table.get(0) == "0"
        assert len(table) <= 10
    assert all(table.get(i) == str(i) for i in range(96, 100))
    assert table.get(1) is None
    nothing: Recent[int, str] = Recent(0)
    nothing.put(1, "1")
    assert nothing.get(1) is None


@pytest.mark.full
def test_a_thousand_people() -> None:
    """Each is read back; all pass qpdf's checks, and fifty both standards."""
    asked = orders(csv(1000))
    names = {str(order.plan.person.name) for order in asked}
    for result in build_many(asked, library()):
        assert not result.problems
        assert result.built is not None
        pdf = result.built.data
        check_own(pdf, str(result.order.plan.person.name), names, result.index)
        with inspector.opened(pdf) as opened:
            assert not opened.check_pdf_syntax()
        if result.index % 20 == 0:
            inspector.assert_conforms(pdf)


def test_what_was_made_before_a_failure_is_not_kept() -> None:
    once = Once(10)
    assert once("a", None, lambda: 1) == 1
    assert once("a", None, lambda: 2) == 1, "within a document"
    assert not once.borrowed
    once.settle(False)
    assert once("a", None, lambda: 3) == 3
    once.settle(True)
    assert once("a", None, lambda: 4) == 3
    assert once.borrowed
    once.settle(True)
    assert not once.borrowed
    assert len(once) == 1
