"""One norm definition, wherever the program runs from."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from nhnorm_xlsx import definition

# What the web page is made of.
PARTS = {".j2", ".css", ".js"}
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wiel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--outdir", out, ROOT],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_a_wheel_built_from_the_sdist_carries_the_definition_and_the_participants(
    wheel: Path,
) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
        assert (
            package.read("nhnorm_xlsx/norm_definition.csv")
            == (ROOT / "norm_definition.csv").read_bytes()
        )
        assert "nhnorm_xlsx/organisaties.csv" in names
        assert "nhnorm_xlsx/py.typed" in names
        page = "nhnorm_xlsx/compare/writer/page/"
        folder = ROOT / page
        parts = [
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.suffix in PARTS
        ]
        assert len(parts) >= 20
        assert "nhnorm_xlsx/tegels.csv" in names
        parts_of_screen = [
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "nhnorm_xlsx" / "scherm").rglob("*")
            if path.suffix in PARTS
        ]
        assert len(parts_of_screen) >= 15
        assert set(parts_of_screen) <= set(names)
        assert {page + name for name in parts} <= set(names)
        assert [name for name in names if name.startswith("tests")] == []


def test_the_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "geinstalleerd"
    with zipfile.ZipFile(wheel) as package:
        package.extractall(unpacked)
    source = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r})\n"
        "import nhnorm_xlsx.definition as d\n"
        "print(d.default_path()); print(len(d.load_definition().norms))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", source],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    path, count = done.stdout.splitlines()
    assert Path(path).parent == unpacked / "nhnorm_xlsx"
    assert count == "47"


def test_a_checkout_uses_the_file_at_the_top() -> None:
    assert definition.default_path() == ROOT / "norm_definition.csv"


def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nhnorm_xlsx", "--versie"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    assert done.stdout.startswith("nhnorm "), done.stderr


def test_the_package_without_python_leaves_out_nothing_that_is_needed() -> None:
    """What the program imports is called otherwise than where it comes from, such as PIL."""
    spec = (ROOT / ".ci" / "pakket" / "nhnorm.spec").read_text(encoding="utf-8")
    left_out = set(re.findall(r'"(\w+)"', spec.partition("excludes=[")[2].partition("]")[0]))
    program = "\n".join(path.read_text("utf-8") for path in (ROOT / "nhnorm_xlsx").rglob("*.py"))
    needed = set(re.findall(r"^ +(?:from|import) (\w+)|^(?:from|import) (\w+)", program, re.M))
    assert left_out
    assert not left_out & {name for pair in needed for name in pair}
