"""What a file name says, and what it does not: whole names of participants, and metingen."""

from __future__ import annotations

import pytest

from nhnorm_xlsx.intake.names import code_of, spoken_in
from nhnorm_xlsx.organisations import Organisation
from tests import forms

# As they are called here, and the code of each.
NAMED = {
    "Heiloo": "GM0399", "Bergen": "GM0373", "Castricum": "GM0383", "Haarlem": "GM0392",
    "Haarlemmermeer": "GM0394", "Den Helder": "GM0400", "Waterland": "GM0852",
    "Edam-Volendam": "GM0385", "Dijk en Waard": "GM1980", "Amsterdam": "GM0363",
    "Ouder-Amstel": "GM0437", "Hoorn": "GM0405", "provincie": "PV27", "Alkmaar": "GM0361",
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        # Nothing is said.
        ("werkboek ingevuld.xlsx", ""),
        ("definitief (2).xlsx", ""),
        ("2026.xlsx", ""),
        ("RIEC Noord-Holland.xlsx", ""),
        ("RIEC Amsterdam-Amstelland.xlsx", ""),
        ("veiligheidsregio Kennemerland.xlsx", ""),
        ("Zaanstreek-Waterland.xlsx", ""),
        ("zaanstreek_waterland definitief.xlsx", ""),
        ("Noord-Holland Noord.xlsx", ""),
        ("Noord-Holland.xlsx", ""),
        ("Bergen op Zoom.xlsx", ""),
        ("Den Hoorn.xlsx", ""),
        ("J. van den Bergen.xlsx", ""),
        ("Heilooenaren.xlsx", ""),
        ("GM0399A.xlsx", ""),
        ("Utrecht.xlsx", ""),
        ("Berg en Dal.xlsx", ""),
        ("RIEC Amsterdam.xlsx", ""),
        ("Gooi & Vechtstreek.xlsx", ""),
        ("", ""),
        # One is named, in every way that people write it.
        ("Heiloo (1).xlsx", "Heiloo"),
        ("HEILOO.XLSX", "Heiloo"),
        ("heiloo.ods", "Heiloo"),
        ("Héïloo.xlsx", "Heiloo"),
        ("gemeente_Heiloo.xlsx", "Heiloo"),
        ("GemeenteHeiloo.xlsx", "Heiloo"),
        ("gemeente.heiloo.definitief.xlsx", "Heiloo"),
        ("Heiloo2.xlsx", "Heiloo"),
        ("Kopie van NHNorm-2026-GM0399-Heiloo.xlsx", "Heiloo"),
        ("antwoorden GM0399.xlsx", "Heiloo"),
        ("gm0399.xlsx", "Heiloo"),
        ("NHNorm-2026-PV27-Provincie Noord-Holland.xlsx", "provincie"),
        ("Provincie_Noord-Holland.xlsx", "provincie"),
        ("Haarlem.xlsx", "Haarlem"),
        ("Haarlemmermeer.xlsx", "Haarlemmermeer"),
        ("DenHelder.xlsx", "Den Helder"),
        ("denhelder.xlsx", "Den Helder"),
        ("werkboek van Den-Helder.xlsx", "Den Helder"),
        ("Edam Volendam.xlsx", "Edam-Volendam"),
        ("edamvolendam.xlsx", "Edam-Volendam"),
        ("Dijk & Waard.xlsx", "Dijk en Waard"),
        ("ouder amstel.xlsx", "Ouder-Amstel"),
        ("RIEC Amsterdam-Amstelland Amsterdam.xlsx", "Amsterdam"),
        ("veiligheidsregio Zaanstreek-Waterland, Waterland.xlsx", "Waterland"),
        ("Bergen (NH).xlsx", "Bergen"),
        ("Hoorn.xlsx", "Hoorn"),
        ("gem.Hoorn", "Hoorn"),
        ("DijkenWaard.xlsx", "Dijk en Waard"),
        ("GemeenteDenHelder.xlsx", "Den Helder"),
        ("provincie noordholland.xlsx", "provincie"),
        ("RIEC Amsterdam-Amstelland antwoord van Ouder-Amstel.xlsx", "Ouder-Amstel"),
        # More than one is named.
        ("BUCH Bergen Castricum Heiloo.xlsx", "Bergen Castricum Heiloo"),
        ("HeilooAlkmaar.xlsx", "Heiloo Alkmaar"),
        ("Haarlem en Haarlemmermeer.xlsx", "Haarlem Haarlemmermeer"),
        ("NHNorm-2026-GM0399-Alkmaar.xlsx", "Heiloo Alkmaar"),
        # Only the file's own name counts.
        ("Castricum/Heiloo.xlsx", "Heiloo"),
        ("Castricum.zip/retour/werkboek.xlsx", ""),
        ("Re Castricum.eml\\Heiloo.xlsx", "Heiloo"),
    ],
)
def test_whose_names_a_file_name_holds(file: str, expected: str) -> None:
    codes = {code for name, code in NAMED.items() if name in expected.replace("Haarlemmermeer", "")}
    codes |= {"GM0394"} if "Haarlemmermeer" in expected else set()
    assert spoken_in(file, forms.ORGANISATIONS).organisations == codes


@pytest.mark.parametrize(
    ("file", "metingen"),
    [
        ("NHNorm-2026-GM0399-Heiloo.xlsx", {"2026"}),
        ("NHNorm-2026-2-GM0399-Heiloo.xlsx", {"2026-2"}),
        ("nhnorm-2026-GM0399-Heiloo (1).xlsx", {"2026"}),
        ("NHNorm_2026_GM0399_Heiloo.xlsx", {"2026"}),
        ("NHNorm 2026 Heiloo.xlsx", {"2026"}),
        ("Heiloo meting 2026-2.xlsx", {"2026-2"}),
        # A sign may have been changed on the way: either may be meant.
        ("NHNorm_2026_2_GM0399_Heiloo.xlsx", {"2026", "2026-2"}),
    ],
)
def test_a_meting_is_named_in_our_pattern_or_after_the_word(file: str, metingen: set[str]) -> None:
    assert spoken_in(file, forms.ORGANISATIONS).metingen == metingen


@pytest.mark.parametrize(
    "file", ["Heiloo meting 2026.xlsx", "Meting2026.xlsx", "heiloo_meting_van_2026 definitief.xlsx"]
)
def test_a_year_after_the_word_is_any_meting_of_that_year(file: str) -> None:
    metingen = spoken_in(file, forms.ORGANISATIONS).metingen
    assert {"2026", "2026-2"} <= metingen
    assert "2025" not in metingen


@pytest.mark.parametrize(
    "file",
    [
        "2026.xlsx",
        "Heiloo 2026.xlsx",
        "Heiloo v2026.xlsx",
        "Heiloo 2026-05-29.xlsx",
        "Heiloo 20260529.xlsx",
        "Heiloo 29-05-2026.xlsx",
        "Heiloo meting 2026-05-29.xlsx",
        "meting 20260529.xlsx",
        "NHNorm-2026-05-29.xlsx",
        "NHNorm-2026-mei-Heiloo.xlsx",
        "NHNorm-20260529-Heiloo.xlsx",
        "Heiloo met vorige meting 2025.xlsx",
        "nulmeting 2025.xlsx",
        "retour meting 2026/Heiloo.xlsx",
    ],
)
def test_a_date_a_version_or_a_bare_year_is_no_meting(file: str) -> None:
    assert spoken_in(file, forms.ORGANISATIONS).metingen == frozenset()


def test_names_elsewhere_and_short_codes() -> None:
    utrecht = Organisation("GM0344", "Utrecht", "gemeente", "RIEC Utrecht", "Utrecht", 1, None, "")
    short = Organisation("12", "Aa", "gemeente", "R", "V", 1, None, "")
    own = {item.code: item for item in (utrecht, short)}
    assert spoken_in("Utrecht.xlsx", own).organisations == {"GM0344"}
    assert spoken_in("Veiligheidsregio Utrecht.xlsx", own).organisations == frozenset()
    assert spoken_in("RIEC Utrecht.xlsx", own).organisations == frozenset()
    # A code that may be anything counts only in our own pattern.
    assert spoken_in("versie 12.xlsx", own).organisations == frozenset()
    # In our own pattern also a code that nobody knows names an organisation.
    assert spoken_in("NHNorm-2026-GM0999-Elders.xlsx", own).organisations == {"GM0999"}


def test_a_name_in_view_is_known_by_its_code() -> None:
    assert code_of("Gemeente  heiloo", forms.ORGANISATIONS) == "GM0399"
    assert code_of("Provincie Noord-Holland", forms.ORGANISATIONS) == "PV27"
    assert code_of("Heiloo en Castricum", forms.ORGANISATIONS) == ""
    assert code_of("RIEC Noord-Holland", forms.ORGANISATIONS) == ""
