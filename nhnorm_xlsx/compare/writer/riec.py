"""The workbook for a RIEC."""

from __future__ import annotations

from datetime import datetime
from math import ceil, isnan
from pathlib import Path

import pandas as pd

from nhnorm_xlsx.compare.sentences import riec_sentences, thema_name
from nhnorm_xlsx.compare.tables.counts import SPREAD
from nhnorm_xlsx.compare.tables.riec import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.writer.book import (
    A3,
    BORDER,
    GROUP,
    HEAD,
    HEADING,
    KINDS,
    NOTE,
    Book,
    Column,
    Record,
    Sheet,
    check,
    new_book,
    records_of,
    row_height,
)
from nhnorm_xlsx.compare.writer.charts import box_plot, columns_then_now, status_bars
from nhnorm_xlsx.compare.writer.lists import (
    actions_sheet,
    exchange_sheet,
    findings_sheet,
    response_sheet,
)
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY
from nhnorm_xlsx.contract.statuses import OPEN_LABEL, STATUS_BY_KEY
from nhnorm_xlsx.style import BRAND, STATUS_STYLE
from nhnorm_xlsx.texts import compare as texts

HELPER_SHEET = "_grafiek"
STATUS_COUNTS = (
    Column("Voldoet", "voldoet", 10.5, "count"),
    Column("Voldoet deels", "deels", 10.5, "count"),
    Column("Voldoet niet", "niet", 10.5, "count"),
    Column("Niet van toepassing", "nvt", 13, "count"),
    Column("Nog niet ingevuld", "open", 11, "count"),
    Column("Geteld (n)", "n", 9.5, "count"),
    Column("Aandeel voldoet", "aandeel", 11, "share"),
)


def write_riec(tables: Tables, path: Path, created: datetime) -> None:
    """Write the comparison of one RIEC from the tables of `tables_for_riec`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    about = tables["over"].iloc[0]
    title = texts.riec_title(about["naam"], about["meting"])
    with new_book(path, title, created) as book:
        summary_sheet(book, tables, title)
        if not about["geantwoord"]:
            return
        response_sheet(book, tables)
        comparison_sheet(book, tables)
        themas_sheet(book, tables)
        bottlenecks_sheet(book, tables)
        exchange_sheet(book, tables)
        development_sheet(book, tables)
        actions_sheet(book, tables)
        findings_sheet(book, tables)
        data_sheet(book, tables)


# --- Samenvatting -----------------------------------------------------------------------


def summary_sheet(book: Book, tables: Tables, title: str) -> None:
    """Sentences, figures per thema, strongest and weakest norms, charts."""
    sheet = book.one_page(texts.SUMMARY)
    about = tables["over"].iloc[0]
    sheet.widths([46, *(item.width for item in STATUS_COUNTS)])
    sheet.title(title, texts.as_of(about["peildatum"]))
    sheet.bullets(riec_sentences(tables), 125)
    if not about["geantwoord"]:
        expected_list(sheet, tables)
        return
    rows = thema_counts(sheet, tables["themas"])
    sheet.paragraph(texts.HOW_COUNTED, 118, NOTE)
    sheet.row += 1
    chart = status_bars(
        sheet,
        rows,
        0,
        {"voldoet": 1, "deels": 2, "niet": 3},
        "Hoe ver zijn de gemeenten, per thema?",
        shares=True,
    )
    sheet.insert(chart, 0, thema_alt_text(tables["themas"]), 880, 330)
    sheet.skip_chart(330)
    ends(sheet, tables["normen"])


def expected_list(sheet: Sheet, tables: Tables) -> None:
    """Who is expected, when nobody has answered yet."""
    columns = [Column("Gemeente", "organisatie", 46), Column("Stand", "stand", 20)]
    frame = tables["respons"].assign(stand=tables["respons"]["stand"].map(texts.STATES))
    sheet.widths([46, 20])
    sheet.table(columns, frame)


def thema_counts(sheet: Sheet, themas: pd.DataFrame) -> tuple[int, int]:
    """The counts per thema and for all norms; the rows of the themas alone."""
    named = themas.assign(titel=[thema_name(row) for _, row in themas.iterrows()])
    columns = [Column("Thema", "titel", 46), *STATUS_COUNTS]
    own = named["thema"] != ALL_THEMAS
    rows = sheet.table(columns, named[own])
    sheet.records(columns, named[~own], GROUP)
    return rows


def thema_alt_text(themas: pd.DataFrame) -> str:
    """The chart in words."""
    parts = [
        f"{thema_name(row)}: {texts.percent(row['aandeel'])} voldoet"
        for _, row in themas.iterrows()
    ]
    return f"Staafdiagram van de antwoorden per thema. {'; '.join(parts)}."


def ends(sheet: Sheet, normen: pd.DataFrame, most: int = 3) -> None:
    """The norms with the highest and the lowest share."""
    judged = normen[normen["n"] > 0].reset_index(drop=True)
    label = "Norm " + judged["norm"] + ". " + judged["norm_tekst"]
    judged = judged.assign(label=label)
    ordered = judged.sort_values("aandeel", ascending=False, kind="stable")
    lowest = judged.sort_values(
        ["aandeel", "niet", "hulp_gewenst"], ascending=[True, False, False], kind="stable"
    )
    columns = [Column("", "label", 46), *STATUS_COUNTS]
    for title, part in ((texts.STRONGEST, ordered), (texts.WEAKEST, lowest)):
        headed = [Column(title, "label", 46), *columns[1:]]
        shown = part.head(most)
        sheet.table(headed, shown)
        rest = part.iloc[most:]
        even = rest[rest["aandeel"].isin(shown["aandeel"].tail(1))]
        if len(even):
            sheet.paragraph(texts.even_so(list(even["norm"])), 118, NOTE)
        sheet.row += 1


# --- Vergelijking -----------------------------------------------------------------------


COMPARISON_COLUMNS = (
    Column("Thema", "thema", 7.5, "key"),
    Column("Norm", "norm", 7, "key"),
    Column("Wat de norm vraagt", "norm_tekst", 52),
    Column("Voldoet", "voldoet", 10, "count"),
    Column("Deels", "deels", 8.5, "count"),
    Column("Niet", "niet", 8.5, "count"),
    Column("N.v.t.", "nvt", 8.5, "count"),
    Column("Niet ingevuld", "open", 10, "count"),
    Column("Aandeel voldoet", "aandeel", 10.5, "share"),
)
TEXT_COLUMN = 2
# So many gemeenten fit under the spread on one page.
FEW = 12
PER_PAGE = 60


def comparison_sheet(book: Book, tables: Tables) -> None:
    """The heatmap: a row per norm, a column per gemeente, totals on both sides."""
    sheet = book.sheet(texts.COMPARISON, paper=A3)
    gemeenten = tables["gemeenten"]
    fixed = len(COMPARISON_COLUMNS)
    count = len(gemeenten)
    sheet.widths([*(item.width for item in COMPARISON_COLUMNS), *[4.6] * count])
    sheet.title(texts.COMPARISON, texts.COMPARISON_NOTE)
    legend_row(sheet)
    totals_row(sheet, tables["over"].iloc[0], gemeenten, fixed)
    header = sheet.row
    sheet.head(COMPARISON_COLUMNS)
    longest = max(len(name) for name in gemeenten["organisatie"])
    check(sheet.raw.set_row(header, max(40, 16 + 4.9 * longest)))
    for column, name in enumerate(gemeenten["organisatie"], fixed):
        look = {"rotation": 90, "text_wrap": False, "align": "center", "valign": "bottom"}
        sheet.put(header, column, name, HEAD, look)
    comparison_rows(sheet, tables)
    check(sheet.raw.autofilter(header, 0, sheet.row - 1, fixed + count - 1))
    check(sheet.raw.freeze_panes(header + 1, 3))
    check(sheet.raw.repeat_rows(header))
    check(sheet.raw.repeat_columns(0, 2))
    sheet.raw.fit_to_pages(ceil(count / PER_PAGE), 0)


def legend_row(sheet: Sheet) -> None:
    """What the symbols mean, beside each other in the text column."""
    parts = [f"{item.symbol} {item.label}" for item in STATUS_BY_KEY.values()]
    sheet.line(f"{texts.LEGEND}:  {'    '.join(parts)}    … {OPEN_LABEL}", NOTE)
    sheet.row += 1


def totals_row(sheet: Sheet, about: pd.Series, gemeenten: pd.DataFrame, fixed: int) -> None:
    """Above the heading: the share of each gemeente over all norms."""
    for column in range(fixed + len(gemeenten)):
        sheet.put(sheet.row, column, "", GROUP)
    sheet.put(sheet.row, TEXT_COLUMN, texts.COMPLETE_SHARE, GROUP)
    for column, item in enumerate(COMPARISON_COLUMNS[3:], 3):
        sheet.put(sheet.row, column, about[item.name], GROUP, KINDS[item.kind])
    for column, value in enumerate(gemeenten["aandeel"], fixed):
        sheet.put(sheet.row, column, value, GROUP, SMALL_SHARE)
    sheet.row += 1


SMALL_SHARE = {"num_format": "0%", "align": "center", "font_size": 8, "valign": "vcenter"}


def comparison_rows(sheet: Sheet, tables: Tables) -> None:
    """The norms, under a row per thema and per sub-heading."""
    fixed = len(COMPARISON_COLUMNS)
    shares = tables["gemeente_themas"]
    themas = {row["thema"]: row for row in records_of(tables["themas"])}
    cells = tables["vergelijking"].itertuples(index=False, name=None)
    grid = {norm: keys for norm, *keys in cells}
    thema = heading = ""
    for norm in records_of(tables["normen"]):
        if norm["thema"] != thema:
            thema, heading = norm["thema"], ""
            own = shares.loc[shares["thema"] == thema, "aandeel"]
            group_row(sheet, themas[thema], thema, list(own))
        if norm["kop"] != heading and norm["kop"]:
            sheet.put(sheet.row, 0, thema, SUBHEADING)
            for column in range(1, fixed):
                sheet.put(sheet.row, column, norm["kop"] * (column == TEXT_COLUMN), SUBHEADING)
            sheet.row += 1
        heading = norm["kop"]
        sheet.records(COMPARISON_COLUMNS, pd.DataFrame([norm]))
        for column, key in enumerate(grid[norm["norm"]], fixed):
            sheet.status(sheet.row - 1, column, key)


SUBHEADING = {"italic": True, "bold": True, "font_color": BRAND, **BORDER}


def group_row(sheet: Sheet, totals: Record, thema: str, shares: list[float]) -> None:
    """The row of a thema: its counts and the share of each gemeente."""
    sheet.put(sheet.row, 0, thema, GROUP)
    sheet.put(sheet.row, 1, "", GROUP)
    sheet.put(sheet.row, 2, totals["thema_titel"], GROUP)
    for column, item in enumerate(COMPARISON_COLUMNS[3:], 3):
        sheet.put(sheet.row, column, totals[item.name], GROUP, KINDS[item.kind])
    for column, value in enumerate(shares, len(COMPARISON_COLUMNS)):
        sheet.put(sheet.row, column, value, GROUP, SMALL_SHARE)
    check(sheet.raw.set_row(sheet.row, row_height(1)))
    sheet.row += 1


# --- Thema's ----------------------------------------------------------------------------


def themas_sheet(book: Book, tables: Tables) -> None:
    """Gemeente by thema: the share that complies, and its spread."""
    sheet = book.sheet(texts.THEMAS)
    themas = tables["themas"]
    names = [thema_name(row) for _, row in themas.iterrows()]
    columns = [Column("Gemeente", "naam", 34), *(Column(name, name, 18, "share") for name in names)]
    sheet.widths([item.width for item in columns])
    sheet.title(texts.THEMAS, texts.THEMAS_NOTE, texts.HOW_COUNTED)
    spreads = pd.DataFrame([{"naam": texts.SPREAD_LABELS[key]} for key in SPREAD])
    for name, (_, row) in zip(names, themas.iterrows(), strict=True):
        spreads[name] = [row[key] for key in SPREAD]
    sheet.head([Column(texts.SPREAD_NOTE, "naam", 34), *columns[1:]])
    heading = sheet.row - 1
    counts = [columns[0], *(Column(name, name, 18, "count") for name in names)]
    sheet.records(counts, spreads.head(1))
    sheet.records(columns, spreads.iloc[1:])
    sheet.row += 1
    helper_sheet(book, themas)
    chart = box_plot(
        sheet,
        HELPER_SHEET,
        len(themas),
        [sheet.name, heading, 1, heading, len(themas)],
        "Spreiding van het aandeel voldoet tussen gemeenten",
    )
    sheet.insert(chart, 0, spread_alt_text(themas), 1080, 340)
    sheet.skip_chart(340)
    first, last = sheet.table(columns, gemeente_shares(tables, names), filtered=True)
    check(sheet.raw.repeat_rows(first - 1))
    scale = {
        "type": "2_color_scale",
        "min_type": "num",
        "max_type": "num",
        "min_value": 0,
        "max_value": 1,
        "min_color": "#FFFFFF",
        "max_color": "#8FD0BC",
    }
    check(sheet.raw.conditional_format(first, 1, last, len(names), scale))
    check(sheet.raw.freeze_panes(0, 1))
    if last - first < FEW:
        sheet.raw.fit_to_pages(1, 1)


def helper_sheet(book: Book, themas: pd.DataFrame) -> None:
    """The parts of the box plot, on a hidden sheet."""
    raw = book.workbook.add_worksheet(HELPER_SHEET)
    raw.hide()
    for column, (_, row) in enumerate(themas.iterrows()):
        if isnan(row["mediaan"]):
            continue
        parts = (
            row["kwartiel_1"],
            row["mediaan"] - row["kwartiel_1"],
            row["kwartiel_3"] - row["mediaan"],
            row["kwartiel_1"] - row["minimum"],
            row["maximum"] - row["kwartiel_3"],
        )
        for line, value in enumerate(parts):
            check(raw.write_number(line, column, value))


def gemeente_shares(tables: Tables, names: list[str]) -> pd.DataFrame:
    """One row per gemeente, one column per thema and one for all norms."""
    wide = tables["gemeente_themas"].pivot(
        index="organisatie_code", columns="thema", values="aandeel"
    )
    frame = tables["gemeenten"][["organisatie_code", "organisatie", "aandeel"]]
    frame = frame.merge(wide, left_on="organisatie_code", right_index=True, how="left")
    keys = [key for key in tables["themas"]["thema"] if key != ALL_THEMAS]
    frame = frame[["organisatie", *keys, "aandeel"]]
    return frame.set_axis(["naam", *names], axis=1)


def spread_alt_text(themas: pd.DataFrame) -> str:
    """The box plot in words."""
    parts = [
        f"{thema_name(row)}: van {texts.percent(row['minimum'])} tot "
        f"{texts.percent(row['maximum'])}, mediaan {texts.percent(row['mediaan'])}"
        for _, row in themas.iterrows()
    ]
    return f"Boxplot van de spreiding per thema. {'; '.join(parts)}."


# --- Knelpunten -------------------------------------------------------------------------


BOTTLENECK_COLUMNS = (
    Column("Norm", "norm", 7, "key"),
    Column("Wat de norm vraagt", "norm_tekst", 52),
    Column("Thema", "thema_titel", 20),
    Column("Nog niet (deels of niet)", "nog_niet", 11.5, "count"),
    Column("Voldoet deels", "deels", 10.5, "count"),
    Column("Voldoet niet", "niet", 10.5, "count"),
    Column("Geteld (n)", "n", 10.5, "count"),
    Column("Aandeel voldoet", "aandeel", 10.5, "share"),
    Column("Vraagt hulp", "hulp_gewenst", 9.5, "count"),
    Column("Kan anderen helpen", "kan_helpen", 10.5, "count"),
    Column("Prioriteit hoog", "hoog", 11.5, "count"),
    Column("Met streef-datum", "met_datum", 10.5, "count"),
    Column("Eerste streefdatum", "eerste_datum", 12, "date"),
)


def bottlenecks_sheet(book: Book, tables: Tables) -> None:
    """The norms that are least met, and what is being done about them."""
    sheet = book.sheet(texts.BOTTLENECKS)
    frame = tables["knelpunten"]
    sheet.widths([item.width for item in BOTTLENECK_COLUMNS])
    sheet.title(texts.BOTTLENECKS, texts.BOTTLENECKS_NOTE, texts.HOW_COUNTED)
    if frame.empty:
        sheet.line(texts.NO_BOTTLENECKS)
        return
    start = sheet.row
    shown = min(len(frame), 10)
    height = 130 + 26 * shown
    sheet.skip_chart(height)
    first, last = sheet.table(BOTTLENECK_COLUMNS, frame, filtered=True)
    bar = {
        "type": "data_bar",
        "bar_color": STATUS_STYLE["niet"].fill,
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
    }
    check(sheet.raw.conditional_format(first, 3, last, 3, bar))
    check(sheet.raw.repeat_rows(first - 1))
    below, sheet.row = sheet.row, start
    chart = status_bars(
        sheet,
        (first, first + shown - 1),
        0,
        {"niet": 5, "deels": 4},
        f"De {shown} normen waaraan het vaakst nog niet wordt voldaan (aantal gemeenten)",
        shares=False,
        most=int(frame["n"].max()),
    )
    top = "; ".join(
        f"norm {norm}: {count}"
        for norm, count in zip(frame["norm"][:10], frame["nog_niet"][:10], strict=True)
    )
    sheet.insert(
        chart, 0, f"Staafdiagram: aantal gemeenten dat nog niet voldoet. {top}.", 900, height
    )
    sheet.row = below


# --- Ontwikkeling -----------------------------------------------------------------------


def change_columns(previous: str, meting: str) -> list[Column]:
    """The columns of `development.changes`, with the labels of the metingen."""
    return [
        Column("Vergeleken (n)", "n", 12.5, "count"),
        Column(f"Aandeel voldoet {previous}", "aandeel_vorige", 12.5, "share"),
        Column(f"Aandeel voldoet {meting}", "aandeel", 12.5, "share"),
        Column("Omhoog", "omhoog", 10.5, "count"),
        Column("Omlaag", "omlaag", 10.5, "count"),
    ]


def development_sheet(book: Book, tables: Tables) -> None:
    """What changed: over the metingen, per thema, per norm and per gemeente."""
    sheet = book.sheet(texts.DEVELOPMENT)
    about = tables["over"].iloc[0]
    previous, meting = about["vorige_meting"], about["meting"]
    columns = change_columns(previous, meting)
    sheet.widths([60, *(item.width for item in columns), 12])
    if not previous:
        sheet.title(texts.DEVELOPMENT, texts.NO_PREVIOUS)
        return
    compared = tables["verloop"]["gemeenten"].iloc[-1]
    sheet.title(texts.DEVELOPMENT, texts.development_note(previous, meting, compared))
    if tables["ontwikkeling_themas"].empty:
        sheet.line(texts.NOTHING_COMPARABLE)
        left_out_list(sheet, tables["ontwikkeling_buiten"])
        return
    themas = tables["ontwikkeling_themas"]
    themas = themas.assign(naam=[thema_name(row) for _, row in themas.iterrows()])
    named = [Column("Thema", "naam", 60), *columns]
    rows = sheet.table(named, themas)
    sheet.records(
        named,
        tables["verloop"].tail(1).assign(naam=texts.ALL_NORMS),
        GROUP,
    )
    sheet.row += 1
    chart = columns_then_now(
        sheet,
        rows,
        0,
        [(f"Meting {previous}", 2), (f"Meting {meting}", 3)],
        "Aandeel voldoet per thema, dezelfde gemeenten",
    )
    words = "; ".join(
        f"{row['naam']}: van {texts.percent(row['aandeel_vorige'])} naar "
        f"{texts.percent(row['aandeel'])}"
        for _, row in themas.iterrows()
    )
    sheet.insert(chart, 0, f"Kolomdiagram per thema. {words}.", 880, 320)
    sheet.skip_chart(320)
    course_table(sheet, tables["verloop"])
    gemeenten = tables["ontwikkeling_gemeenten"].rename(columns={"organisatie": "naam"})
    sheet.table([Column("Gemeente", "naam", 60), *columns], gemeenten)
    sheet.row += 1
    left_out_list(sheet, tables["ontwikkeling_buiten"])
    normen = tables["ontwikkeling_normen"]
    normen = normen.assign(naam=normen["norm"] + ". " + normen["norm_tekst"])
    first, _ = sheet.table([Column("Norm", "naam", 60), *columns], normen, filtered=True)
    # Only this table is longer than a page.
    check(sheet.raw.repeat_rows(first - 1))
    check(sheet.raw.freeze_panes(1, 1))


def course_table(sheet: Sheet, course: pd.DataFrame) -> None:
    """Every step from meting to meting, when there are more than one."""
    if len(course) < 2:  # noqa: PLR2004 - one step is the sheet itself
        return
    frame = course.assign(naam=course["vorige_meting"] + " naar " + course["meting"])
    columns = [
        *change_columns("ervoor", "erna"),
        Column("Dezelfde gemeenten", "gemeenten", 13.5, "count"),
    ]
    sheet.table([Column("Van meting naar meting", "naam", 60), *columns], frame)
    sheet.row += 1


def left_out_list(sheet: Sheet, left_out: pd.DataFrame) -> None:
    """What is not compared, one sentence each."""
    sheet.line(texts.LEFT_OUT_TITLE, HEADING, 20)
    if left_out.empty:
        sheet.line(texts.NOTHING_LEFT_OUT)
    for kind, name, other in left_out.itertuples(index=False, name=None):
        sheet.paragraph(texts.left_out(kind, name, other), 110)
    sheet.row += 1


# --- Gegevens ---------------------------------------------------------------------------


DATA_COLUMNS = (
    Column("Meting", "meting", 9),
    Column("Code", "organisatie_code", 10),
    Column("Gemeente", "organisatie", 20),
    Column("Inwoners (klasse)", "grootteklasse", 18),
    Column("Thema", "thema", 8),
    Column("Titel van het thema", "thema_titel", 36),
    Column("Norm", "norm", 8, "key"),
    Column("Status", "status", 18),
    Column("Score", "score", 9, "number"),
    *(
        Column(FIELD_BY_KEY[key].heading, key, width, kind)
        for key, width, kind in (
            ("onderbouwing", 50, "line"),
            ("verantwoordelijke", 32, "line"),
            ("actie", 50, "line"),
            ("streefdatum", 13, "date"),
            ("prioriteit", 11, "text"),
            ("uitwisseling", 20, "text"),
        )
    ),
    Column("Bestand", "bestand", 46, "line"),
    Column("Blad", "blad", 32, "line"),
    Column("Cel", "cel", 7, "line"),
)


def data_sheet(book: Book, tables: Tables) -> None:
    """The flat table, as an Excel table."""
    sheet = book.sheet(texts.DATA, paper=A3)
    sheet.widths([item.width for item in DATA_COLUMNS])
    sheet.title(texts.DATA, texts.DATA_NOTE)
    frame = tables["gegevens"]
    labels = {key: status.label for key, status in STATUS_BY_KEY.items()} | {"": OPEN_LABEL}
    frame = frame.assign(status=frame["status"].map(labels))
    header = sheet.row
    last = header + len(frame)
    headers = [
        {"header": item.heading, "header_format": book.format(HEAD)} for item in DATA_COLUMNS
    ]
    options = {"columns": headers, "style": None, "name": "Gegevens"}
    check(sheet.raw.add_table(header, 0, last, len(DATA_COLUMNS) - 1, options))
    looks = [
        (item, {**BORDER, **KINDS.get(item.kind, {}), "text_wrap": False}) for item in DATA_COLUMNS
    ]
    names = [item.name for item in DATA_COLUMNS]
    for row, values in enumerate(frame[names].itertuples(index=False, name=None), header + 1):
        for column, ((item, look), value) in enumerate(zip(looks, values, strict=True)):
            missing = item.kind in {"date", "number"} and pd.isna(value)
            sheet.put(row, column, "" if missing else value, look)
    check(sheet.raw.freeze_panes(header + 1, 3))
    check(sheet.raw.repeat_rows(header))
    sheet.row = last + 1
