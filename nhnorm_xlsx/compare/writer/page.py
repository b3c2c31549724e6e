"""The RIEC comparison as one web page that needs nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from nhnorm_xlsx.compare.sentences import riec_sentences
from nhnorm_xlsx.compare.tables.riec import Tables
from nhnorm_xlsx.compare.writer.book import records_of
from nhnorm_xlsx.compare.writer.page_parts import SCRIPT, STYLE
from nhnorm_xlsx.contract.fields import FIELDS
from nhnorm_xlsx.contract.statuses import OPEN_LABEL, OPEN_SYMBOL, STATUS_BY_KEY
from nhnorm_xlsx.errors import StorageError, why
from nhnorm_xlsx.texts import compare as texts

# No request may leave the page, whatever text it holds.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)


def write_html(tables: Tables, path: Path) -> None:
    """Write the page from the tables of `tables_for_riec`; the same tables, the same bytes.

    Raises `StorageError` when the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(tables), encoding="utf-8", newline="\n")
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden geschreven ({why(error)}). Kies een andere map, of kijk of u "
            "hier mag schrijven."
        ) from error


def page(tables: Tables) -> str:
    """The whole page."""
    about = tables["over"].iloc[0]
    title = escape(texts.riec_title(about["naam"], about["meting"]))
    sentences = "".join(f"<li>{escape(text)}</li>" for text in riec_sentences(tables))
    parts = [
        "<!DOCTYPE html>",
        '<html lang="nl"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">',
        f"<title>{title}</title><style>{STYLE}</style></head><body>",
        f'<a class="skip" href="#overzicht">{texts.SKIP}</a>',
        f"<header><h1>{title}</h1>",
        f'<p class="muted">{escape(texts.as_of(about["peildatum"]))}</p></header>',
        f"<main><ul>{sentences}</ul>",
    ]
    if about["geantwoord"]:
        parts += [*_filters(tables), *_legend(), _table(tables), _data(tables)]
    parts.append("</main>")
    if about["geantwoord"]:
        parts.append(f"<script>{SCRIPT}</script>")
    return "\n".join([*parts, "</body></html>", ""])


def _filters(tables: Tables) -> Iterator[str]:
    themas = tables["normen"][["thema", "thema_titel"]].drop_duplicates()
    options = "".join(
        f'<option value="{escape(row["thema"])}">{escape(row["thema"])}. '
        f"{escape(row['thema_titel'])}</option>"
        for row in records_of(themas)
    )
    statuses = "".join(
        f'<option value="{key or "open"}">{escape(label)}</option>' for key, _, label in _statuses()
    )
    yield "<form>"
    yield f'<div><label for="thema">Thema</label><select id="thema"><option value="">{texts.ALL}'
    yield f"</option>{options}</select></div>"
    yield f'<div><label for="status">Status</label><select id="status"><option value="">{texts.ALL}'
    yield f"</option>{statuses}</select></div>"
    yield f'<button type="reset">{texts.RESET}</button>'
    yield '<p id="aantal" role="status" class="muted"></p></form>'
    yield '<section id="detail" aria-live="polite" hidden></section>'


def _legend() -> Iterator[str]:
    yield f'<p class="muted">{escape(texts.PAGE_NOTE)}</p><ul class="legend">'
    for key, symbol, label in _statuses():
        yield f'<li><span class="{key or "open"}" aria-hidden="true">{symbol}</span>{label}</li>'
    yield "</ul>"


def _statuses() -> Iterator[tuple[str, str, str]]:
    for key, status in STATUS_BY_KEY.items():
        yield key, status.symbol, status.label
    yield "", OPEN_SYMBOL, OPEN_LABEL


def _table(tables: Tables) -> str:
    names = list(tables["gemeenten"]["organisatie"])
    heads = "".join(f'<th scope="col" class="name">{escape(name)}</th>' for name in names)
    grid = {
        str(row[0]): row[1:] for row in tables["vergelijking"].itertuples(index=False, name=None)
    }
    shares = tables["gemeente_themas"]
    rows: list[str] = []
    thema = heading = ""
    for norm in records_of(tables["normen"]):
        if norm["thema"] != thema:
            thema, heading = norm["thema"], ""
            rows.append(_thema_row(norm, shares[shares["thema"] == thema]))
        if norm["kop"] and norm["kop"] != heading:
            rows.append(_heading_row(norm, len(names)))
        heading = norm["kop"]
        rows.append(_norm_row(norm, grid[norm["norm"]], names))
    caption = escape(texts.COMPARISON_CAPTION)
    return (
        f'<div class="scroll" id="overzicht"><table><caption class="muted">{caption}</caption>'
        f'<thead><tr><th scope="col">Norm</th><th scope="col">Voldoet</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _thema_row(norm: dict[str, Any], shares: pd.DataFrame) -> str:
    cells = "".join(f"<td>{texts.percent(value)}</td>" for value in shares["aandeel"])
    return (
        f'<tr class="thema" data-thema="{escape(norm["thema"])}"><th scope="row">'
        f"{escape(norm['thema'])}. {escape(norm['thema_titel'])}</th><td></td>{cells}</tr>"
    )


def _heading_row(norm: dict[str, Any], gemeenten: int) -> str:
    return (
        f'<tr class="kop" data-thema="{escape(norm["thema"])}" data-kop="{escape(norm["kop"])}">'
        f'<th scope="row">{escape(norm["kop"])}</th>{"<td></td>" * (gemeenten + 1)}</tr>'
    )


def _norm_row(norm: dict[str, Any], keys: tuple[str, ...], names: list[str]) -> str:
    look = {key: (symbol, label) for key, symbol, label in _statuses()}
    cells = "".join(
        f'<td><button type="button" class="{key or "open"}" data-kolom="{column}" tabindex="-1" '
        f'aria-label="Norm {escape(norm["norm"])}, {escape(name)}: {look[key][1]}">'
        f"{look[key][0]}</button></td>"
        for column, (key, name) in enumerate(zip(keys, names, strict=True))
    )
    share = f"{texts.percent(norm['aandeel'])} (n={norm['n']})"
    return (
        f'<tr data-norm="{escape(norm["norm"])}" data-thema="{escape(norm["thema"])}" '
        f'data-kop="{escape(norm["kop"])}">'
        f'<th scope="row"><b>{escape(norm["norm"])}</b> {escape(norm["norm_tekst"])}</th>'
        f'<td class="share">{share}</td>{cells}</tr>'
    )


def _data(tables: Tables) -> str:
    """The answers for the detail, as data: never read as markup."""
    frame = tables["gegevens"]
    answers: dict[str, list[list[str]]] = {}
    for row in records_of(frame):
        answers.setdefault(row["norm"], []).append([_shown(row, item.key) for item in FIELDS])
    content = {
        "gemeenten": list(tables["gemeenten"]["organisatie"]),
        "normen": dict(zip(tables["normen"]["norm"], tables["normen"]["norm_tekst"], strict=True)),
        "velden": [item.heading for item in FIELDS],
        "antwoorden": answers,
    }
    text = json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="gegevens">{text}</script>'


def _shown(row: dict[str, Any], field: str) -> str:
    value = row[field]
    if field == "status":
        return STATUS_BY_KEY[value].label if value else OPEN_LABEL
    if isinstance(value, str):
        return value
    return "" if pd.isna(value) else f"{value:%d-%m-%Y}"
