"""Every kind of workbook that leaves this house is what Excel 2010 and Excel 365 expect."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from nhnorm_xlsx.form.writer import write_form
from tests import golden
from tests.open_xml import VERSIONS, said_by_audit, said_by_sdk

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
# Made now: the form in every guise. Kept, and current: what is made of the answers. What came
# back (`retour`) was written by other programs.
_KEPT = sorted(path.name for path in SAMPLES.glob("*.xlsx") if not path.name.startswith("retour"))
KINDS = [*golden.plans(), *_KEPT]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("producten")
    for name, plan in golden.plans().items():
        write_form(plan, made / name)
    return made


def product(kind: str, folder: Path) -> Path:
    """The workbook of this kind."""
    if kind.endswith(".xlsx"):
        return SAMPLES / kind
    named = folder / f"{kind}.xlsx"
    named.write_bytes((folder / kind).read_bytes())
    return named


def test_there_is_one_of_every_kind() -> None:
    words = ("riec", "provincie", "terugkoppeling", "correcties", "vorige", "leeg", "ingevuld")
    assert [word for word in words if not any(word in kind for kind in KINDS)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_openxml_audit_has_nothing_against_it(kind: str, folder: Path) -> None:
    assert list(said_by_audit(product(kind, folder))) == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_open_xml_sdk_has_nothing_against_it(kind: str, version: str, folder: Path) -> None:
    assert said_by_sdk(product(kind, folder), version) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_validators_see_what_is_wrong(version: str, tmp_path: Path, folder: Path) -> None:
    """A test that cannot fail proves nothing: one element in the wrong place is seen."""
    broken = tmp_path / "kapot.xlsx"
    with ZipFile(product("leeg", folder)) as source, ZipFile(broken, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/workbook.xml":
                part = part.replace(b"<bookViews>", b'<calcPr calcId="1"/><bookViews>')
            target.writestr(name, part)
    assert said_by_sdk(broken, version)
    assert list(said_by_audit(broken))
