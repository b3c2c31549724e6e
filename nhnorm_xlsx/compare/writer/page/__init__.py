"""The RIEC comparison as one web page that needs nothing else.

The page is made of the files beside this one: `page.html.j2` with its parts, `page.css`
for the look, `page.js` for the behaviour. What they show is worked out in `content`.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nhnorm_xlsx import files
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.page.content import content_of


def write_html(tables: Tables, path: Path) -> None:
    """Write the page from the tables of `tables_for_riec`; the same tables, the same bytes.

    Raises `StorageError` when the file cannot be written.
    """
    files.write_text(path, page(tables))


def page(tables: Tables) -> str:
    """The whole page. Everything that is filled in is escaped where it stands."""
    environment = _environment()
    return environment.get_template("page.html.j2").render(
        css=_own("page.css"), js=_own("page.js"), **content_of(tables)
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Names with accents stay readable; what could end a script is escaped all the same.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment


def _own(name: str) -> Markup:
    """A file of ours that goes into the page as it is: nothing in it comes from outside."""
    return Markup((Path(__file__).parent / name).read_text(encoding="utf-8"))  # noqa: S704
