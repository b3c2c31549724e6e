"""Whose workbook is this, and of which meting? Pure.

The hidden sheet says so, else the document's properties, else the file name; a guess is
made only where there is nothing to choose from, and always said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.stamp import CONTRACT_VERSION, STAMP_KEYS, Stamp, issued_id, meting_year
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import RawForm
from nhnorm_xlsx.organisations import Organisation

# Without these nobody knows what the answers are answers to.
_NEEDED = ("contract_versie", "editie", "meting", "organisatie_code")
# A year that is not part of a date: `2026`, `2026-2`, not the one in `2026-05-29`.
_METING = re.compile(r"(?<!\d)20\d\d(?:-[1-9](?!\d))?(?!-?\d)")


def identify(
    form: RawForm,
    file: str,
    definitions: Mapping[str, Definition],
    organisations: Mapping[str, Organisation],
) -> tuple[Stamp | None, list[Finding]]:
    """The stamp of a workbook, None when it cannot be told, and what there is to say of it.

    `file` is the name of the file, `definitions` are by editie, `organisations` by code.
    """
    inside = {key: value for key, value in form.stamp_values.items() if value}
    outside = {key: value for key, value in form.property_values.items() if value}
    found = list(_contradictions(inside, outside)) if inside else []
    values: dict[str, str] = {**outside, **inside}
    if not all(values.get(key) for key in _NEEDED):
        if not (guessed := _from_name(form, file, definitions, organisations)):
            return None, []
        taken = [key for key in _NEEDED if not values.get(key)]
        values = {**guessed, **{key: value for key, value in values.items() if value}}
        what = ", ".join(f"{_WORDS[key]} {values[key]}" for key in taken if key in _WORDS)
        found.append(finding(kinds.IDENTITEIT_UIT_BESTANDSNAAM, wat=what))
    elif not all(inside.get(key) for key in _NEEDED):
        found.append(finding(kinds.IDENTITEIT_UIT_EIGENSCHAPPEN))
    if not form.knows_fixed_text:
        found.append(finding(kinds.BIJGESCHREVEN_ONBEKEND))
    return Stamp(**{key: values.get(key, "") for key in STAMP_KEYS}), found


_WORDS = {"organisatie_code": "organisatie", "meting": "meting", "editie": "editie"}


def about_time(stamp: Stamp, organisation: Organisation) -> Iterator[Finding]:
    """Whether the organisation existed in the year of the meting."""
    year = meting_year(stamp.meting)
    if organisation.valid_until and not organisation.exists_on(date(year, 1, 1)):
        yield finding(
            kinds.ORGANISATIE_OPGEHEVEN,
            organisatie=organisation.title,
            jaar=year,
            laatste=f"{organisation.valid_until:%d-%m-%Y}",
            meting=stamp.meting,
        )


def _contradictions(inside: Mapping[str, str], outside: Mapping[str, str]) -> Iterator[Finding]:
    for key in ("organisatie_code", "meting", "editie"):
        one, other = inside.get(key), outside.get(key)
        if one and other and one != other:
            yield finding(kinds.TWEE_IDENTITEITEN, blad=f"{key} {one}", eigenschap=f"{key} {other}")


def _from_name(
    form: RawForm,
    file: str,
    definitions: Mapping[str, Definition],
    organisations: Mapping[str, Organisation],
) -> dict[str, str]:
    """What the file name and the norms tell; empty when there is a choice, or no norms."""
    name = file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    codes = _named(name, organisations)
    metingen = set(_METING.findall(name))
    numbers = {row.number for row in form.norms}
    edities = {
        editie for editie, item in definitions.items() if numbers <= item.norm_by_number.keys()
    }
    if not numbers or any(len(choice) != 1 for choice in (codes, metingen, edities)):
        return {}
    return {
        "contract_versie": str(CONTRACT_VERSION),
        "editie": edities.pop(),
        "meting": metingen.pop(),
        "organisatie_code": codes.pop(),
    }


def _named(name: str, organisations: Mapping[str, Organisation]) -> set[str]:
    """The codes of the organisations that a file name speaks of, by code or by name."""
    text = _words(name)
    by_code = {code for code in organisations if _within(_words(code), text)}
    spoken = {code: _words(item.name) for code, item in organisations.items()}
    by_name = {code for code, words in spoken.items() if _within(words, text)}
    # `Bergen op Zoom` is not `Bergen`.
    longest = {
        code
        for code in by_name
        if not any(
            spoken[code] != spoken[other] and _within(spoken[code], spoken[other])
            for other in by_name
        )
    }
    return by_code | longest


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _within(words: str, text: str) -> bool:
    return bool(words) and f" {words} " in f" {text} "


def not_issued(
    stamp: Stamp, issued: Collection[tuple[str, str, str]], source: str
) -> list[Finding]:
    """Whether a workbook with this id was given out to this organisation, for this meting."""
    given_out = (stamp.meting, stamp.organisatie_code, issued_id(stamp.uitgifte_id))
    if given_out in issued:
        return []
    return [finding(kinds.ANDERE_UITGIFTE, kenmerk=stamp.uitgifte_id or "onbekend", lijst=source)]
