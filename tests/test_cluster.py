"""Reading on a Dask cluster gives what reading here gives, also when a worker is lost."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import dask
import pytest
from click.testing import CliRunner, Result
from distributed import Client, LocalCluster

from nhnorm_xlsx import load_dataset
from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.tasks import cluster
from tests import hostile
from tests.test_importing import locked
from tests.test_one_memory import Round


@pytest.fixture(scope="module")
def dask_cluster() -> Iterator[LocalCluster]:
    """Two worker processes that may start processes themselves."""
    settings = {"distributed.worker.daemon": False, "distributed.scheduler.allowed-failures": 3}
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as found,
    ):
        yield found


@pytest.fixture
def here(tmp_path: Path) -> Round:
    return Round(tmp_path)


def importeer(here: Round, address: str, dataset: Path, *more: str) -> Result:
    arguments = ["importeer", str(here.folder / "in"), "--uit", str(dataset), "--dask", address]
    return CliRunner().invoke(nhnorm, [*arguments, *more])


CODES = ("GM0399", "GM0361", "GM0373", "GM0405", "GM0392", "GM0394")


def test_a_cluster_gives_the_same_tables(here: Round, dask_cluster: LocalCluster) -> None:
    for code in CODES:
        here.sent_back(f"{code}.xlsx", code)
    # One that crashes its reader, one that is none, and one with a password.
    (here.folder / "in" / "ver.xlsx").write_bytes(hostile.far_away_cell())
    (here.folder / "in" / "brief.xlsx").write_bytes(b"Geachte")
    locked(here.sent_back("slot.xlsx", "GM0417"), "geheim")
    words = here.folder / "woorden.txt"
    words.write_text("geheim\n")
    far = importeer(
        here, dask_cluster.scheduler_address, here.folder / "ver", "--wachtwoorden", str(words)
    )
    near = here.importeer(here.folder / "in")
    assert isinstance(far.exception, SystemExit), far.exc_info
    assert near.exit_code == far.exit_code == 1
    arguments = ["importeer", "--uit", str(here.dataset), "--wachtwoorden", str(words)]
    assert CliRunner().invoke(nhnorm, arguments).exit_code == 1
    assert here.tables(here.folder / "ver") == here.tables()
    assert len(load_dataset(here.folder / "ver")["organisatie"].unique()) == len(CODES) + 1


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is van POSIX")
def test_a_worker_that_is_killed_halfway_costs_no_file(
    here: Round, dask_cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_TOGETHER", 1)
    for code in CODES:
        here.sent_back(f"{code}.xlsx", code)
    with Client(dask_cluster) as client:
        victim = next(iter(client.run(os.getpid).values()))

    def kill() -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until and not list((here.folder / "ver").glob("gelezen/*/*.json")):
            time.sleep(0.01)
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    shown = importeer(here, dask_cluster.scheduler_address, here.folder / "ver")
    killer.join()
    assert shown.exit_code == 0, shown.output
    here.importeer(here.folder / "in")
    assert here.tables(here.folder / "ver") == here.tables()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "geen adres"])
def test_without_a_cluster_nothing_is_written(
    here: Round, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cluster, "_SECONDS", 1)
    here.sent_back("a.xlsx")
    shown = importeer(here, address, here.dataset)
    assert isinstance(shown.exception, UsageError)
    assert "antwoordt geen Dask-cluster" in str(shown.exception)
    assert not here.dataset.exists()


def test_another_version_on_the_cluster_is_refused(
    here: Round, dask_cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "program_mark", lambda: "een andere")
    here.sent_back("a.xlsx")
    shown = importeer(here, dask_cluster.scheduler_address, here.dataset)
    assert isinstance(shown.exception, UsageError)
    assert "een andere versie" in str(shown.exception)


def test_workers_that_may_not_start_processes_are_refused(here: Round) -> None:
    here.sent_back("a.xlsx")
    with (
        dask.config.set({"distributed.worker.daemon": True}),
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as strict,
    ):
        shown = importeer(here, strict.scheduler_address, here.dataset)
    assert isinstance(shown.exception, UsageError)
    assert "--no-nanny" in str(shown.exception)
