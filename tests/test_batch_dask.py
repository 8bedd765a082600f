"""A batch on a Dask cluster of two workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from distributed import LocalCluster

from psoas_pdf.batch import build_many, dask_executor
from test_batch import data, library, sample

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def test_the_same_bytes(cluster: LocalCluster) -> None:
    asked, made = sample()
    executor = dask_executor(cluster.scheduler_address)
    assert data(build_many(asked, library(), executor=executor, chunk=5)) == made
    executor._client.close()  # type: ignore[attr-defined]


def test_a_killed_worker_loses_nothing(cluster: LocalCluster) -> None:
    asked, made = sample()
    executor = dask_executor(cluster.scheduler_address)
    got = []
    for result in build_many(asked, library(), executor=executor, chunk=2):
        assert result.built is not None
        got.append(result.built.data)
        if len(got) == 3:
            nanny = next(iter(cluster.workers.values()))
            os.kill(nanny.process.pid, signal.SIGKILL)
    assert got == made
    executor._client.close()  # type: ignore[attr-defined]
