"""Types into a workbook in LibreOffice. Run by a Python that has the module `uno`.

The job is one JSON text: where LibreOffice is, which file, what to type in which cell,
and how to save. Typing goes through the sheet's protection, as it does for a person.
"""
# mypy: ignore-errors

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date


def main() -> None:
    """Do the job of the first argument."""
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.lang import DisposedException

    job = json.loads(sys.argv[1])
    pipe = f"nhnorm{abs(hash(job['profile']))}"
    office = subprocess.Popen(
        [job["soffice"], f"-env:UserInstallation={job['profile']}", "--headless", "--norestore",
         "--nologo", f"--accept=pipe,name={pipe};urp;"],
    )  # fmt: skip
    try:
        desktop = connect(uno, pipe)
        document = desktop.loadComponentFromURL(
            job["source"], "_blank", 0, (PropertyValue("Hidden", 0, True, 0),)
        )
        for item in job["typed"]:
            type_into(document, item)
        for step in job.get("steps", ()):
            rearrange(uno, document, step)
        document.calculateAll()
        saving = PropertyValue("FilterName", 0, job["filter"], 0)
        document.storeToURL(job["target"], (saving,))
        document.close(True)
        with suppress(DisposedException):  # it may be gone before it has answered
            desktop.terminate()
    finally:
        office.wait(30)


def connect(uno: object, pipe: str) -> object:
    """The desktop of the LibreOffice that was just started."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(120):
        try:
            context = resolver.resolve(address)
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice antwoordt niet")


def type_into(document: object, item: dict) -> None:
    """One cell; a cell that is locked is a mistake of the test, not to be passed over."""
    sheet = document.Sheets.getByName(item["sheet"])
    cell = sheet.getCellRangeByName(item["cell"])
    if sheet.isProtected() and cell.CellProtection.IsLocked:
        raise SystemExit(f"{item['sheet']} {item['cell']} is vergrendeld")
    if item["kind"] == "datum":
        cell.setValue((date.fromisoformat(item["text"]) - date(1899, 12, 30)).days)
    elif item["kind"] == "getal":
        cell.setValue(float(item["text"]))
    elif item["kind"] == "formule":
        cell.setFormula(item["text"])
    else:
        cell.setString(item["text"])


def rearrange(uno: object, document: object, step: dict) -> None:
    """Take the protection off a sheet, and sort an area (by its first key) or paste one over."""
    from com.sun.star.beans import PropertyValue

    sheet = document.Sheets.getByName(step["sheet"])
    sheet.unprotect("")
    area = sheet.getCellRangeByName(step["area"])
    if step["to"]:
        target = sheet.getCellRangeByName(step["to"]).CellAddress
        sheet.copyRange(target, area.RangeAddress)
        return
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = step["by"], False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    area.sort(
        (
            PropertyValue("SortFields", 0, fields, 0),
            PropertyValue("ContainsHeader", 0, True, 0),
        )
    )


if __name__ == "__main__":
    main()
