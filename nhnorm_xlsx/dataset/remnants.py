"""What stays of a meting that was destroyed: enough for figures over the years, and no more.

Per organisation the status of each norm, the day on which it answered, and of a plan only its
date: not what the plan was. No text, no names of files, nothing of who filled it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from nhnorm_xlsx.answers import Answer, FieldValue
from nhnorm_xlsx.contract.fields import ACTIE, STATUS, STREEFDATUM
from nhnorm_xlsx.contract.scores import UNMET
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.dataset.destroyed import Destroyed
from nhnorm_xlsx.dataset.events import BEHOUDEN, Events
from nhnorm_xlsx.dataset.ledger import SeenFile
from nhnorm_xlsx.dataset.moments import EARLIEST
from nhnorm_xlsx.dataset.received import Received
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.organisations import GEMEENTE, Organisation
from nhnorm_xlsx.submissions import AANVAARD, Submission

if TYPE_CHECKING:
    import pandas as pd

    from nhnorm_xlsx.dataset.model import Dataset

# What stands in the place of an action that was destroyed: that there was one. It is no text
# of anybody, so nobody is shown it as the answer of before (see `tasks/previous.py`).
THERE_WAS_ONE: Final = "(opgeruimd)"
# How the rows that stay are called, where others have the name of a file.
_CALLED: Final = "opgeruimd"
_NOON: Final = time(12)

Facts = Mapping[str, Any]


def is_remnant(sha256: str, file: str) -> bool:
    """Whether a row of the tables is of what stays, and of no file."""
    return not sha256 and file.startswith(f"{_CALLED}-")


# --- putting it on record ---------------------------------------------------------------


def facts_that_stay(dataset: Dataset, meting: str) -> dict[str, Any] | None:
    """The facts of `behouden` for this meting, from the tables; None without any answers.

    What already stays of it is not among them.
    """
    answers = _of_meting(dataset.antwoorden, meting)
    came = _moments(_of_meting(dataset.inzendingen, meting))
    stays = [
        {
            "code": str(code),
            "editie": str(rows["editie"].iloc[0]),
            "gekomen": came.get(str(code), EARLIEST).isoformat(),
            "statussen": {
                str(norm): str(status)
                for norm, status in zip(rows["norm"], rows["status"].fillna(""), strict=True)
            },
            "plannen": _plans(rows),
        }
        for code, rows in answers.groupby("organisatie_code", sort=True)
    ]
    return {"meting": meting, "organisaties": stays} if stays else None


def _of_meting(frame: pd.DataFrame, meting: str) -> pd.DataFrame:
    here = frame[frame["meting"].astype(str) == meting]
    kinds = here.dtypes.items()
    plain = here.astype({name: "str" for name, kind in kinds if kind == "category"})
    ours = [is_remnant("", str(file)) for file in plain["bestand"]]
    return plain.loc[[not own for own in ours]]


def _moments(files: pd.DataFrame) -> dict[str, datetime]:
    """By organisation code when its answer came, no finer than is needed to compare days."""
    counted = files[(files["uitkomst"] == AANVAARD) & files["ontvangen_op"].notna()]
    last = counted.groupby("organisatie_code")["ontvangen_op"].max()
    return {str(code): _coarse(moment.to_pydatetime()) for code, moment in last.items()}


def _coarse(moment: datetime) -> datetime:
    """A day has begun or not: whoever compares a date with it gets the same answer."""
    return moment if moment.time() == time() else datetime.combine(moment.date(), _NOON)


def _plans(rows: pd.DataFrame) -> dict[str, str]:
    """By norm the date of what was planned; without a date an empty one."""
    import pandas as pd

    planned = rows[rows["status"].isin(UNMET) & (rows[ACTIE.key].fillna("") != "")]
    return {
        str(norm): "" if pd.isna(day) else f"{day:%Y-%m-%d}"
        for norm, day in zip(planned["norm"], planned[STREEFDATUM.key], strict=True)
    }


# --- reading it again -------------------------------------------------------------------


def remnants_of(
    events: Events,
    named: Destroyed,
    organisations: Mapping[str, Organisation],
    definitions: Mapping[str, Definition],
) -> list[Received]:
    """What stays of the metingen that were destroyed, in the form of files that count.

    Where two copies of the dataset each destroyed a meting, the newest answer of an
    organisation stays, as it would have with both.
    """
    newest: dict[tuple[str, str], Facts] = {}
    for event in events.of(BEHOUDEN):
        meting = event.facts["meting"]
        for item in event.facts["organisaties"]:
            here = (meting, item["code"])
            known = newest.get(here)
            if meting in named.metingen and (known is None or item["gekomen"] > known["gekomen"]):
                newest[here] = item
    return [
        _received(meting, item, organisations.get(code) or _unknown(code), definition)
        for (meting, code), item in newest.items()
        if (definition := definitions.get(item["editie"])) is not None
    ]


def _unknown(code: str) -> Organisation:
    return Organisation(code, code, GEMEENTE, "", "", None, None, "")


def _received(
    meting: str, item: Facts, organisation: Organisation, definition: Definition
) -> Received:
    code, editie = item["code"], item["editie"]
    name = f"{_CALLED}-{meting}-{code}"
    answers = [
        Answer(norm, _values(status, item["plannen"].get(norm)))
        for norm, status in item["statussen"].items()
        if norm in definition.thema_by_norm
    ]
    stamp = Stamp("", editie, "", meting, code, "", "")
    submission = Submission(name, "", (), stamp, organisation, tuple(answers))
    seen = SeenFile(name, "", 0, datetime.fromisoformat(item["gekomen"]))
    return Received(seen, submission, AANVAARD, "", counts=True)


def _values(status: str, plan: str | None) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {STATUS.key: status} if status else {}
    if plan is not None:
        values[ACTIE.key] = THERE_WAS_ONE
    if plan:
        values[STREEFDATUM.key] = date.fromisoformat(plan)
    return values
