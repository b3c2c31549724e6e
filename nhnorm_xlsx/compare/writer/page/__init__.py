"""The RIEC comparison as one web page that needs nothing else.

The page is made of the files beside this one: `page.html.j2` with a template per tab, the
style sheets `css/*.css` for the look, the scripts `js/*.js` for the behaviour, both put in
the page in the order of `STYLES` and `SCRIPTS`. What they show is worked out in `content`
(the head and the matrix), `charts`, `lists` and `answers` (what the scripts read).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nhnorm_xlsx import files
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.page.content import content_of
from nhnorm_xlsx.tiles import Tiles

STYLES: Final = ("base", "head", "filters", "matrix", "lists", "map", "small", "print")
SCRIPTS: Final = (
    "tabs",
    "core",
    "state",
    "filters",
    "matrix",
    "moving",
    "answer",
    "lists",
    "profiles",
    "map",
    "copy",
    "sideways",
    "start",
)


def write_html(tables: Tables, path: Path, tiles: Tiles | None = None) -> None:
    """Write the page from the tables of `tables_for_riec`; the same tables, the same bytes.

    `tiles` says where each gemeente lies on the map. Raises `StorageError` when the file
    cannot be written.
    """
    files.write_text(path, page(tables, tiles or {}))


def page(tables: Tables, tiles: Tiles) -> str:
    """The whole page. Everything that is filled in is escaped where it stands."""
    environment = _environment()
    return environment.get_template("page.html.j2").render(
        css=_own(f"css/{name}.css" for name in STYLES),
        js=_own(f"js/{name}.js" for name in SCRIPTS),
        **content_of(tables, tiles),
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
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def _own(names: Iterable[str]) -> Markup:
    """Files of ours that go into the page as they are: nothing in them comes from outside."""
    folder = Path(__file__).parent
    texts = [(folder / name).read_text(encoding="utf-8") for name in names]
    return Markup("\n".join(texts))  # noqa: S704
