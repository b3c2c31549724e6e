"""The zip that a workbook is packed in: written by hand, so read by others."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nhnorm_xlsx.form.writer import form_bytes, form_parts
from nhnorm_xlsx.form.zipping import zipped
from tests import forms

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1, max_size=30)


@given(st.dictionaries(NAMES, st.binary(max_size=2000), max_size=8))
def test_what_goes_in_comes_out(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == files
        assert {item.date_time for item in package.infolist()} <= {(1980, 1, 1, 0, 0, 0)}


def test_another_reader_finds_it_whole(tmp_path: Path) -> None:
    path = forms.written(tmp_path, forms.plan())
    done = subprocess.run(
        [sys.executable, "-m", "zipfile", "-t", path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Done testing" in done.stdout) == (0, True)


def test_it_is_smaller_than_what_zlib_makes_of_it() -> None:
    plain = io.BytesIO()
    parts = form_parts(forms.plan())
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert len(form_bytes(forms.plan())) < 0.96 * len(plain.getvalue())
