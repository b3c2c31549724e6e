"""Breaks the guards one by one and runs the quick tests: `python -m tests.bewaking [AANTAL]`.

A guard is a comparison, `and`, `or`, `not`, a bound or a returned yes or no in a module that
decides which answer counts. Each is broken by itself in a copy of the program; the tests of its
room must then fail. Without a number every guard is broken, which takes most of an hour; with one
a sample over all rooms. What is printed at the end no test noticed: write one, or say in
`HARMLESS` why it makes no difference.

The guards are found by reading the program, so a new one is watched from its first day. The
sample follows from what a guard says, not from where it stands: other code does not change it.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from queue import Queue
from threading import Lock

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "nhnorm_xlsx"
NEEDED = (PACKAGE, "tests", "norm_definition.csv", "pyproject.toml")
# More than the tests of a room ever need; a guard that is broken can make a loop without end.
SECONDS = 300.0
_RUN_BY = ("PYTEST_", "COV_CORE_")

# Quick tests first; what they let pass must be caught by those that read and write real files.
_INTAKE = (
    (
        "tests/test_intake_judging.py",
        "tests/test_intake_identity.py",
        "tests/test_intake_names.py",
        "tests/test_intake_values.py",
        "tests/test_witnesses.py",
        "tests/test_intake_bounds.py",
    ),
    (
        "tests/test_untouched.py",
        "tests/test_right_organisation.py",
        "tests/test_right_norm.py",
        "tests/test_noise.py",
    ),
)
_DATASET = (
    (
        "tests/test_moments.py",
        "tests/test_dataset_store.py",
        "tests/test_settling.py",
        "tests/test_books.py",
    ),
    (
        "tests/test_bookkeeping.py",
        "tests/test_counting.py",
        "tests/test_importing.py",
    ),
)
Tests = tuple[str, ...]


@dataclass(frozen=True)
class Room:
    """What guards one side of the answers, and the tests that watch it, quick ones apart."""

    name: str
    modules: tuple[str, ...]
    quick: Tests
    slow: Tests


ROOMS = (
    Room("oordelen",
         ("intake/judging", "intake/answering", "intake/untouched", "intake/unused"), *_INTAKE),
    Room("vinden",
         ("intake/binding", "intake/sheets", "intake/columns", "intake/rows", "intake/witnesses"),
         *_INTAKE),
    Room("van wie",
         ("intake/identity", "intake/heard", "intake/names", "intake/in_view",
          "intake/which_norm"), *_INTAKE),
    Room("tellen",
         ("dataset/settling", "dataset/weighing", "dataset/moments", "dataset/rounds",
          "dataset/decisions"), *_DATASET),
    Room("bewaren",
         ("dataset/store", "dataset/recovery", "dataset/handwork", "dataset/ledger",
          "tasks/originals"), *_DATASET),
    Room("poort",
         ("policy", "gate/counting", "gate/handover", "gate/blocks", "gate/figures",
          "gate/stands", "gate/rows"), ("tests/test_gate.py",), ("tests/test_gate_attack.py",)),
)  # fmt: skip

# Broken guards that change nothing anybody can see, each with why: `module.function: now`.
HARMLESS: dict[str, str] = {
    "dataset/store.: LOCK_SECONDS = 121.0": "Hoe lang iemand wacht, luistert niet zo nauw.",
}

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
Change = Callable[[ast.AST], None]


@dataclass(frozen=True)
class Broken:
    """One guard of a module, broken: on which line, what stood there and what stands there now."""

    room: Room
    module: str
    place: str
    line: int
    was: str
    now: str
    where: tuple[int, int]

    @property
    def name(self) -> str:
        """What `HARMLESS` calls it."""
        return f"{self.module}.{self.place}: {self.now}"

    @property
    def source(self) -> str:
        """The whole module with this one guard broken."""
        tree, (at, way) = _parsed(self.module), self.where
        node, _ = list(_nodes(tree))[at]
        list(_changes(node))[way](node)
        return ast.unparse(ast.fix_missing_locations(tree))

    @property
    def order(self) -> str:
        """Where it stands in the sample, wherever it stands in the program."""
        return hashlib.sha256(f"{self.name}{self.was}".encode()).hexdigest()


def guards() -> list[Broken]:
    """Every way to break one guard, a room at a time in turn, in the order of the sample."""
    by_room = [
        sorted(
            (item for module in room.modules for item in _broken(room, module)),
            key=lambda item: item.order,
        )
        for room in ROOMS
    ]
    return [item for turn in zip_longest(*by_room) for item in turn if item is not None]


def _broken(room: Room, module: str) -> Iterator[Broken]:
    for at, (node, place) in enumerate(_nodes(_parsed(module))):
        for way, change in enumerate(_changes(node)):
            new = deepcopy(node)
            change(new)
            was, now = (ast.unparse(ast.fix_missing_locations(_said(item))) for item in (node, new))
            line = getattr(_said(node), "lineno", 0)
            yield Broken(room, module, place, line, was, now, (at, way))


def _parsed(module: str) -> ast.Module:
    return ast.parse((ROOT / PACKAGE / f"{module}.py").read_text(encoding="utf-8"))


def _nodes(node: ast.AST, place: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Every part of a module, with the function or class that it stands in."""
    yield node, place
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        place = node.name
    for child in ast.iter_child_nodes(node):
        yield from _nodes(child, place)


def _said(node: ast.AST) -> ast.AST:
    """The part of it that is the guard, to show."""
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        return node.test
    if isinstance(node, ast.comprehension):
        return node.ifs[0] if len(node.ifs) == 1 else ast.Tuple(node.ifs, lineno=node.iter.lineno)
    return node


def _changes(node: ast.AST) -> Iterator[Change]:
    """The ways in which this node can be broken, each a change of the node itself."""
    if isinstance(node, ast.Compare):
        yield from (_comparison(at) for at in range(len(node.ops)))
        bounds = [node.left, *node.comparators]
        yield from (_bound(at) for at, item in enumerate(bounds) if _is_number(item))
    elif isinstance(node, ast.BoolOp):
        yield _and_or
    elif isinstance(node, ast.If | ast.IfExp | ast.While) and _is_plain(node.test):
        yield _not(node)
    elif isinstance(node, ast.comprehension):
        yield from (_condition(at) for at, item in enumerate(node.ifs) if _is_plain(item))
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
        if isinstance(node.value.value, bool):
            yield _other_outcome
    elif isinstance(node, ast.Assign | ast.AnnAssign) and _is_named_bound(node):
        yield _named_bound


def _is_plain(test: ast.expr) -> bool:
    """Whether it is a yes or no by itself; comparisons are broken where they stand."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test = test.operand
    return isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.Subscript)


def _is_number(item: ast.expr) -> bool:
    number = isinstance(item, ast.Constant) and isinstance(item.value, int | float)
    return number and not isinstance(getattr(item, "value", None), bool)


def _is_named_bound(node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether it gives a number to a name in capitals: `_APART = 3`, or `timedelta(days=60)`."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    named = isinstance(target, ast.Name) and target.id.isupper()
    return named and bool(_numbers_in(node.value))


def _numbers_in(value: ast.expr | None) -> list[ast.Constant]:
    if isinstance(value, ast.Constant) and _is_number(value):
        return [value]
    if isinstance(value, ast.Call):
        last = [*value.args, *(item.value for item in value.keywords)][-1:]
        return [item for item in last if isinstance(item, ast.Constant) and _is_number(item)]
    return []


def _comparison(at: int) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.ops[at] = _OPPOSITE[type(node.ops[at])]()

    return change


def _bound(at: int) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        _raise_by_one([node.left, *node.comparators][at])

    return change


def _raise_by_one(item: ast.expr) -> None:
    assert isinstance(item, ast.Constant)
    assert isinstance(item.value, int | float)
    item.value += 1


def _and_or(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _opposite(test: ast.expr) -> ast.expr:
    inside = test.operand if isinstance(test, ast.UnaryOp) else None
    return inside or ast.UnaryOp(ast.Not(), test)


def _not(_: ast.AST) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.If | ast.IfExp | ast.While)
        node.test = _opposite(node.test)

    return change


def _condition(at: int) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.comprehension)
        node.ifs[at] = _opposite(node.ifs[at])

    return change


def _other_outcome(node: ast.AST) -> None:
    assert isinstance(node, ast.Return)
    assert isinstance(node.value, ast.Constant)
    node.value.value = not node.value.value


def _named_bound(node: ast.AST) -> None:
    assert isinstance(node, ast.Assign | ast.AnnAssign)
    _raise_by_one(_numbers_in(node.value)[0])


class Copy:
    """A copy of the program and its tests, in which one module at a time is broken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in NEEDED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name)
            else:
                shutil.copy2(source, folder / name)

    def failing(self, tests: Tests) -> tuple[str, ...]:
        """The tests that fail with the program whole: they can notice nothing."""
        shown = self._run(tests, "-rfE").stdout
        lines = [line.split() for line in shown.splitlines()]
        return tuple(line[1] for line in lines if line and line[0] in ("FAILED", "ERROR"))

    def notices(self, broken: Broken, tests: Tests, without: Sequence[str]) -> bool:
        """Whether one of these tests fails when this guard is broken."""
        path = self.folder / PACKAGE / f"{broken.module}.py"
        whole = path.read_bytes()
        try:
            # What was compiled before would be taken for it: the moment can be the same.
            for item in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
                item.unlink()
            path.write_text(broken.source, encoding="utf-8")
            return self._run(tests, "-x", *(f"--deselect={name}" for name in without)).failed
        finally:
            path.write_bytes(whole)

    def _run(self, tests: Tests, *options: str) -> Outcome:
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider",
                   "-m", "not libreoffice", *options, *tests]  # fmt: skip
        # Nothing of the run that this may be part of; plugins that these tests do not need are
        # half of the time that a run takes.
        ours = {key: text for key, text in os.environ.items() if not key.startswith(_RUN_BY)}
        environment = {
            **ours, "PYTHONPATH": str(self.folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }  # fmt: skip
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, timeout=SECONDS, check=False,
                capture_output=True, encoding="utf-8", errors="replace",
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Outcome("", failed=True)
        return Outcome(done.stdout, failed=done.returncode != 0)


@dataclass(frozen=True)
class Outcome:
    """What a run of tests showed, and whether it failed."""

    stdout: str
    failed: bool


def survivors(chosen: Iterable[Broken], *, slow: bool = True) -> Iterator[tuple[Broken, bool]]:
    """Each broken guard, and whether it survived its tests; without `slow` only the quick ones."""
    with tempfile.TemporaryDirectory(prefix="bewaking-", ignore_cleanup_errors=True) as folder:
        workers = min(4, os.cpu_count() or 1)
        free: Queue[Copy] = Queue()
        for number in range(workers):
            free.put(Copy(Path(folder) / str(number)))
        # What fails with the program whole, by the tests it is among: looked at once, when needed.
        failing: dict[Tests, tuple[str, ...]] = {}
        lock = Lock()

        def survives(item: Broken) -> bool:
            copy = free.get()
            try:
                for tests in (item.room.quick, item.room.slow) if slow else (item.room.quick,):
                    with lock:
                        if tests not in failing:
                            failing[tests] = copy.failing(tests)
                    if copy.notices(item, tests, failing[tests]):
                        return False
                return True
            finally:
                free.put(copy)

        chosen = list(chosen)
        with ThreadPoolExecutor(workers) as pool:
            yield from zip(chosen, pool.map(survives, chosen), strict=True)


def sample(number: int) -> list[Broken]:
    """The first of all guards in the order of the sample, without the harmless ones."""
    return [item for item in guards() if item.name not in HARMLESS][:number]


def main(arguments: Sequence[str]) -> int:
    """Break them and print which survived; 0 when none did."""
    chosen = sample(int(arguments[0]) if arguments else sys.maxsize)
    print(f"{len(chosen)} bewakingen worden een voor een stukgemaakt.", flush=True)
    left = 0
    for at, (item, survived) in enumerate(survivors(chosen), 1):
        left += survived
        if at % 20 == 0:
            print(f"{at} gehad, {left} niet opgemerkt.", flush=True)
        if survived:
            print(f"[{at}] {item.module}.py regel {item.line}\n    {item.was}\n    {item.now}",
                  flush=True)  # fmt: skip
    print(f"{len(chosen) - left} van {len(chosen)} opgemerkt door een test.")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
