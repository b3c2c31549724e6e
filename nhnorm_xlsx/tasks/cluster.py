"""Reading on an existing Dask cluster: the same isolated work, carried elsewhere.

Each file travels as bytes and is read on a worker in a process of its own, with the same
limits of time and memory as here. A file is never tried twice on the cluster: what did not
come back, because a worker was lost, is read here. Passwords never leave this machine.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset.readings import (
    Named,
    Rules,
    Task,
    program_mark,
    read_in_isolation,
)
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.intake.opening import ReadJob

if TYPE_CHECKING:
    from distributed import Client, Future

# So many files travel together: starting the process that reads them takes half a second.
_TOGETHER = 25
# What cannot be reached in this time is not there.
_SECONDS = 10
_EXTRA = (
    "Voor --dask is een uitbreiding nodig die niet is geïnstalleerd: installeer nhnorm_xlsx met "
    "'[dask]' erachter, of laat --dask weg."
)


@dataclass(frozen=True)
class Parcel:
    """One file on its way to a worker: its bytes, and the names under which to judge it."""

    content: bytes
    suffix: str
    names: tuple[Named, ...]


def on_cluster(address: str, rules: Rules, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
    """For each file what reading gave, as soon as it is there; None for what must be read here.

    Raises `UsageError` when the cluster cannot be used, before anything is read.
    """
    client = _connected(address)
    try:
        _check(client)
        shared = client.scatter(rules, broadcast=True)
        batches = [tasks[at : at + _TOGETHER] for at in range(0, len(tasks), _TOGETHER)]
        yield from _results(client, shared, batches)
    finally:
        client.close()


def check_cluster(address: str) -> None:
    """Whether the cluster can be used. Raises `UsageError` when not."""
    client = _connected(address)
    try:
        _check(client)
    finally:
        client.close()


def _results(
    client: Client, shared: Future[Any], batches: Sequence[Sequence[Task]]
) -> Iterator[tuple[Task, Any]]:
    from distributed import as_completed

    waiting: dict[Any, Sequence[Task]] = {}
    # Not all at once: the bytes of ten thousand files do not fit anywhere.
    at_once = 2 * _workers(client)
    left = iter(batches)
    first = [_sent(client, shared, batch, waiting) for batch in islice(left, at_once)]
    done = as_completed(first, loop=client.loop)
    for future in done:
        batch = waiting.pop(future.key)
        found = future.result() if future.status == "finished" else [None] * len(batch)
        yield from zip(batch, found, strict=True)
        for more in islice(left, 1):
            done.add(_sent(client, shared, more, waiting))


def _workers(client: Client) -> int:
    return max(1, len(client.scheduler_info(n_workers=-1)["workers"]))


def _sent(
    client: Client, shared: Future[Any], batch: Sequence[Task], waiting: dict[Any, Sequence[Task]]
) -> Future[Any]:
    parcels = [
        Parcel(task.job.path.read_bytes(), task.job.path.suffix, task.names) for task in batch
    ]
    future = client.submit(read_parcels, shared, parcels, retries=0, pure=False)
    waiting[future.key] = batch
    return future


def read_parcels(rules: Rules, parcels: Sequence[Parcel]) -> list[list[bytes]]:
    """On a worker: read these files, each in isolation, and give back their readings."""
    with TemporaryDirectory() as folder:
        tasks = []
        for number, parcel in enumerate(parcels):
            path = Path(folder) / f"{number}{parcel.suffix}"
            files.write_bytes(path, parcel.content, lasting=False)
            tasks.append(Task(ReadJob(path), parcel.names))
        return [readings for _, readings in read_in_isolation(rules, tasks)]


def about_worker() -> tuple[str, bool]:
    """On a worker: which program it has, and whether it may start processes."""
    return program_mark(), not multiprocessing.current_process().daemon


def never_again(dask_scheduler: Any) -> None:  # noqa: ANN401 - what the scheduler hands over
    """On the scheduler: what takes a worker along is not given to the next one."""
    dask_scheduler.allowed_failures = 0


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(_EXTRA) from error
    try:
        return Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            f"Op {address} antwoordt geen Dask-cluster; controleer het adres (zoals "
            "tcp://server:8786) of laat --dask weg."
        ) from error


def _check(client: Client) -> None:
    try:
        found = client.run(about_worker)
    except Exception as error:
        raise UsageError(
            "Op de werkers van het cluster staat dit programma niet, of een andere versie; "
            "installeer daar dezelfde, of laat --dask weg."
        ) from error
    if not found:
        raise UsageError("Het cluster heeft nu geen werkers; start er een, of laat --dask weg.")
    if {mark for mark, _ in found.values()} != {program_mark()}:
        raise UsageError(
            "Op de werkers van het cluster staat een andere versie van dit programma; installeer "
            "daar dezelfde, of laat --dask weg."
        )
    if not all(free for _, free in found.values()):
        raise UsageError(
            "De werkers van het cluster mogen geen processen starten; start ze met --no-nanny, of "
            "laat --dask weg."
        )
    client.run_on_scheduler(never_again)
