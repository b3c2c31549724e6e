"""Makes the pictures in docs/ from real files: `python docs/beelden.py`.

Needs LibreOffice with Writer, pdftoppm (Debian: poppler-utils) and Chromium. Every page of every
kind of workbook becomes one picture: `werkboek-leeg-01.png`, `vergelijking-riec-01.png`... The
page that goes along with an invitation becomes `uitleg-gemeente.pdf`; `python docs/beelden.py
uitleg` makes only that, and `python docs/beelden.py scherm` only the page of a round.
"""

from __future__ import annotations

import csv
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nhnorm_xlsx.answers import Answer, EarlierAnswer  # noqa: E402
from nhnorm_xlsx.compare.tables.riec import tables_for_riec  # noqa: E402
from nhnorm_xlsx.compare.writer.page import write_html  # noqa: E402
from nhnorm_xlsx.contract.fields import FIELDS, FieldKind, Value  # noqa: E402
from nhnorm_xlsx.dataset.files import read_tables  # noqa: E402
from nhnorm_xlsx.definition import load_definition  # noqa: E402
from nhnorm_xlsx.form.plan import FormPlan, plan_form  # noqa: E402
from nhnorm_xlsx.form.writer import write_form  # noqa: E402
from nhnorm_xlsx.mail.page import page_bytes  # noqa: E402
from nhnorm_xlsx.organisations import GEMEENTE, choose, load_organisations  # noqa: E402
from nhnorm_xlsx.tasks.example import play_year  # noqa: E402
from nhnorm_xlsx.texts import example as texts  # noqa: E402
from nhnorm_xlsx.texts import explanation  # noqa: E402
from nhnorm_xlsx.texts import scherm as scherm_texts  # noqa: E402
from nhnorm_xlsx.tiles import load_tiles  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXPLANATION = ROOT / "docs" / "uitleg-gemeente.pdf"
PICTURES = ROOT / "docs" / "beelden"
DEADLINE = date(2026, 5, 29)
DOTS_PER_INCH = "70"
# With headings and a table that a screen reader knows.
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
COMPARISONS = (
    "correcties",
    "vergelijking-riec",
    "vergelijking-provincie",
    "doorgeven",
    "terugkoppeling",
)


def answers(share: float) -> dict[str, dict[str, Value]]:
    """Made-up answers to this share of the norms."""
    dice = random.Random("beelden")
    found: dict[str, dict[str, Value]] = {}
    for norm in load_definition().norms:
        if dice.random() >= share:
            continue
        status = dice.choices(("voldoet", "deels", "niet"), (5, 3, 2))[0]
        values: dict[str, Value] = {
            "status": {"voldoet": "Voldoet", "deels": "Voldoet deels", "niet": "Voldoet niet"}[
                status
            ],
            "onderbouwing": dice.choice(texts.EVIDENCE[status]),
            "verantwoordelijke": dice.choice(texts.FUNCTIONS),
        }
        if status != "voldoet":
            values["actie"] = dice.choice(texts.ACTIONS)
            values["streefdatum"] = DEADLINE + timedelta(days=dice.randrange(400))
            for field in FIELDS:
                if field.kind is FieldKind.CHOICE and field.key != "status":
                    values[field.key] = dice.choice(field.options)
        found[norm.number] = values
    return found


def previous() -> dict[str, EarlierAnswer]:
    """A made-up previous meting."""
    dice = random.Random("vorige")
    return {
        norm.number: EarlierAnswer(
            "2025",
            date(2025, 5, 6),
            Answer(norm.number, {"status": dice.choice(("voldoet", "deels", "niet"))}),
        )
        for norm in load_definition().norms
    }


def plans() -> dict[str, FormPlan]:
    """The workbooks to picture."""
    heiloo = choose(load_organisations(), ["Heiloo"])[0]
    definition = load_definition()
    return {
        "werkboek-leeg": plan_form(definition, heiloo, "2026", DEADLINE, "beeld"),
        "werkboek-vol": plan_form(
            definition,
            heiloo,
            "2026",
            DEADLINE,
            "beeld",
            answers=answers(0.95),
            start={"ingevuld_door": "Adviseur veiligheid", "ingevuld_op": date(2026, 5, 12)},
            previous=previous(),
        ),
    }


def as_pdf(document: Path, folder: Path, kind: str = "pdf") -> Path:
    """The document as LibreOffice prints it; stops when it cannot read it."""
    profile = (folder / "profiel").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), str(document)], check=True, capture_output=True
    )
    pdf = folder / f"{document.stem}.pdf"
    if not pdf.exists():
        sys.exit(f"LibreOffice kan {document.name} niet lezen; installeer ook LibreOffice Writer.")
    return pdf


def picture(workbook: Path, folder: Path) -> None:
    """One picture per printed page."""
    pdf = as_pdf(workbook, folder)
    subprocess.run(
        ["pdftoppm", "-r", DOTS_PER_INCH, "-png", str(pdf), str(PICTURES / workbook.stem)],
        check=True,
    )


# The tabs of the web page, and one answer and one profile: what stands in their address.
VIEWS = {
    "matrix": "",
    "antwoord": "antwoord=4.7,GM0361",
    "grafieken": "tab=grafieken",
    "knelpunten": "tab=knelpunten",
    "uitwisseling": "tab=uitwisseling",
    "acties": "tab=acties",
    "gemeenten": "tab=ieder",
    "profiel": "tab=ieder&namen=GM0361",
    "kaart": "tab=kaart",
}


def pictures_of_page(folder: Path) -> None:
    """The web page with the comparison: its tabs on a laptop, a phone, and on paper."""
    from playwright.sync_api import sync_playwright

    page = folder / "vergelijking.html"
    for line in play_year(folder / "jaar"):
        print(line)
    dataset = read_tables(folder / "jaar" / "dataset")
    organisations = load_organisations()
    riec = "RIEC Noord-Holland"
    tables = tables_for_riec(dataset, organisations, riec, today=date(2026, 6, 15))
    write_html(tables, page, load_tiles())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for screen, (width, height) in {"": (1366, 768), "-telefoon": (390, 844)}.items():
            for name, address in VIEWS.items():
                view = browser.new_page(viewport={"width": width, "height": height})
                view.goto(f"{page.as_uri()}#{address}")
                view.screenshot(path=PICTURES / f"vergelijking-webpagina-{name}{screen}.png")
                view.close()
        view = browser.new_page()
        view.goto(page.as_uri())
        view.pdf(path=folder / "papier.pdf", prefer_css_page_size=True, print_background=True)
        browser.close()
    paper = PICTURES / "vergelijking-webpagina-papier"
    subprocess.run(
        ["pdftoppm", "-r", DOTS_PER_INCH, "-png", str(folder / "papier.pdf"), str(paper)],
        check=True,
    )


def pictures_of_screen(folder: Path) -> None:
    """The page of a round, as it starts in an empty folder and when some have answered."""
    from playwright.sync_api import sync_playwright

    here = folder / f"Ronde {date.today().year}"  # noqa: DTZ011 - the page counts from now
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        with page_of_round(here, browser) as view:
            view.screenshot(path=PICTURES / "scherm-beginnen.png")
        late = a_round(here)
        with page_of_round(here, browser) as view:
            view.get_by_text(re.compile("(heeft|hebben) geantwoord")).first.wait_for()
            view.screenshot(path=PICTURES / "scherm-stand.png")
            view.get_by_role("tab", name="Inlezen", exact=True).click()
            form = view.locator('form[data-taak="importeer"]')
            form.locator('input[type="file"]').first.set_input_files(late)
            form.get_by_text(late[-1].name).wait_for()
            form.get_by_role("button", name="Lees in", exact=True).click()
            view.locator(".werk h3", has_text="Inlezen: klaar").wait_for()
            view.screenshot(path=PICTURES / "scherm-inlezen.png")
            for tab in ("Werkboeken", "Mails", "Beslissen", "Vergelijken en delen", "Bestanden",
                        "Ronde"):  # fmt: skip
                view.get_by_role("tab", name=tab, exact=True).click()
                view.wait_for_load_state("networkidle")
                for said in view.get_by_text(scherm_texts.READING).all():
                    said.wait_for(state="hidden")
                name = tab.split()[0].lower()
                view.screenshot(path=PICTURES / f"scherm-{name}.png")
            view.get_by_role("tab", name="Stand", exact=True).click()
            view.set_viewport_size({"width": 390, "height": 844})
            view.screenshot(path=PICTURES / "scherm-stand-telefoon.png")
        browser.close()


@contextmanager
def page_of_round(folder: Path, browser: Browser) -> Iterator[Page]:
    """The page of the round in this folder, opened as its user does."""
    command = [sys.executable, "-u", "-m", "nhnorm_xlsx", "scherm", "--map", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": "true"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        said = (re.search(r"Open dan zelf (.+)", line) for line in program.stdout or ())
        start = next(found[1].strip() for found in said if found)
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="nl-NL", reduced_motion="reduce"
        )
        view = context.new_page()
        view.goto(Path(start).as_uri())
        view.wait_for_url("http://127.0.0.1:*/**")
        view.get_by_role("tab").first.wait_for()
        try:
            yield view
        finally:
            program.send_signal(signal.SIGINT)


def a_round(folder: Path) -> list[Path]:
    """A round in which most have answered; what comes in now, one of it to be put right."""
    today = date.today()  # noqa: DTZ011 - the page counts the days from now
    deadline, meting = today + timedelta(days=16), str(today.year)

    def command(*words: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "nhnorm_xlsx", *words],
            cwd=folder, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    command("ronde", "nieuw", meting, "--deadline", deadline.isoformat())
    command("genereer")
    returned = folder.parent / "retour"
    returned.mkdir()
    with (folder / "output/werkboeken/uitgifte.csv").open(encoding="utf-8-sig") as stream:
        issued = list(csv.DictReader(stream, delimiter=";"))
    paths = []
    for row in issued[:-3]:
        (who,) = choose(load_organisations(), [row["organisatie_code"]])
        given = answers(1)
        for values in given.values():
            if isinstance(planned := values.get("streefdatum"), date):
                values["streefdatum"] = planned + (deadline - DEADLINE)
        if len(paths) == len(issued) - 4:
            given["3.1"] |= {"status": "Voldoet niet", "streefdatum": "Q3"}
        start = {"ingevuld_door": "Adviseur veiligheid", "ingevuld_op": today}
        plan = plan_form(
            load_definition(), who, meting, deadline, row["uitgifte_id"],
            answers=given, start=start, created=today,
        )  # fmt: skip
        paths.append(returned / row["bestand"])
        write_form(plan, paths[-1])
    # And a workbook of another year: whose it is, is for the coordinator to decide.
    last_year = plan_form(
        load_definition(), who, str(today.year - 1), deadline, "vorige",
        answers=answers(2), start=start, created=today,
    )  # fmt: skip
    another = returned / "zelfanalyse (1).xlsx"
    write_form(last_year, another)
    command("importeer", *map(str, paths[:-4]))
    return [*paths[-4:], another]


def pictures_of_notes(folder: Path) -> None:
    """The notes for a board, of a RIEC and of a gemeente, and what a new editie changes."""
    notes = {
        "nota-riec": "vergelijking/*RIEC Noord-Holland.docx",
        "nota-gemeente": "terugkoppeling/**/*Hilversum*.docx",
    }
    for name, where in notes.items():
        (note,) = (folder / "jaar").glob(where)
        shutil.copyfile(note, folder / f"{name}.docx")
        picture(folder / f"{name}.docx", folder)
    (difference,) = (ROOT / "samples" / "drie-rondes").glob("NHNorm-verschil-*.xlsx")
    shutil.copyfile(difference, folder / "norm-verschil.xlsx")
    picture(folder / "norm-verschil.xlsx", folder)


def explanation_page(folder: Path) -> None:
    """The page that goes along with an invitation, as it is for every gemeente."""
    definition = load_definition()
    about = explanation.Explained(definition.norm_naam, len(definition.norms), GEMEENTE)
    document = folder / EXPLANATION.with_suffix(".docx").name
    title, made = explanation.title(about), datetime(2026, 3, 2)  # noqa: DTZ001 - a day
    document.write_bytes(page_bytes(title, explanation.sections(about), made))
    shutil.move(as_pdf(document, folder, TAGGED), EXPLANATION)


def main() -> None:
    """Make every picture."""
    missing = [name for name in ("soffice", "pdftoppm", "chromium") if shutil.which(name) is None]
    if missing:
        sys.exit(f"Installeer eerst: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as temporary:
        explanation_page(Path(temporary))
    if sys.argv[1:] == ["uitleg"]:
        return
    if sys.argv[1:] == ["scherm"]:
        with tempfile.TemporaryDirectory() as temporary:
            pictures_of_screen(Path(temporary))
        return
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, plan in plans().items():
            write_form(plan, folder / f"{name}.xlsx")
            picture(folder / f"{name}.xlsx", folder)
        for name in COMPARISONS:
            picture(ROOT / "samples" / f"{name}.xlsx", folder)
        pictures_of_page(folder)
        pictures_of_screen(folder)
        pictures_of_notes(folder)


if __name__ == "__main__":
    main()
