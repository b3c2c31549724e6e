"""The norm definition and the participants: what comes with the program, and other ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhnorm_xlsx import definition as definitions
from nhnorm_xlsx import organisations as participants
from nhnorm_xlsx.definition import dump_definitions, load_definition, load_definitions
from nhnorm_xlsx.errors import FaultySourceError, StorageError, UsageError
from nhnorm_xlsx.organisations import choose, dump_organisations, load_organisations

HEADING = "editie;thema;thema_titel;blad;kop;norm;norm_tekst;toelichting;periode;provincie;vervangt"


def write(folder: Path, *lines: str, heading: str = HEADING, encoding: str = "utf-8-sig") -> Path:
    path = folder / "definitie.csv"
    path.write_text("\n".join([heading, *lines]), encoding=encoding)
    return path


def faults(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(FaultySourceError) as caught:
        load_definitions(path)
    assert str(path) in str(caught.value)
    return list(caught.value.faults)


# --- the norm that comes with the program -----------------------------------------------


def test_the_norm_has_47_norms_in_6_themes() -> None:
    norm = load_definition()
    assert [len(thema.norms) for thema in norm.themas] == [5, 11, 10, 7, 12, 2]
    assert norm.editie == "2024"
    assert [item.number for item in norm.themas[4].norms] == [f"5.{n}" for n in range(1, 13)]


def test_each_norm_speaks_for_itself() -> None:
    for item in load_definition().norms:
        assert item.text.startswith("Wij "), item.number
        assert len(item.explanation) > 40, item.number
        assert "wij " not in f" {item.explanation.lower()}", item.number
        assert " u " in f" {item.explanation.lower()} ", item.number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1.1", "Wij beleggen het eigenaarschap voor een weerbare organisatie bij de interne "
                "bestuurlijke driehoek."),
        ("5.11", "Wij pakken openstaande bestuurlijke vorderingen (boetes, dwangsommen, leges, "
                 "uitkeringen, etc.) in relatie tot ondermijning actief aan."),
        ("5.12", "Wij borgen onze uitvoeringskracht door mono- en multidisciplinaire controles "
                 "uit te voeren en handhaven op geconstateerde overtredingen"),
    ],
)  # fmt: skip
def test_the_wording_is_the_norms_own(number: str, text: str) -> None:
    assert load_definition().norm_by_number[number].text == text


def test_5_10_is_one_sentence_and_does_not_hold_5_11() -> None:
    text = load_definition().norm_by_number["5.10"].text
    assert text.endswith("in relatie tot ondermijning.")
    assert text.count(".") == 1


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        ("1.1", ["burgemeester", "gemeentesecretaris", "griffier", "commissaris van de Koning",
                 "provinciesecretaris", "statengriffier"]),
        ("1.2", ["jaar", "2025", "2027", "RIEC", "uren"]),
        ("2.3", ["elk jaar", "netwerkbewustzijn", "morele oordeelsvorming", "dilemma", "griffie"]),
        ("2.11", ["VOG", "VGB", "Verklaring Geen Bezwaar", "RIEC", "referenties", "elke twee jaar",
                  "VOG P betekent Verklaring Omtrent Gedrag Politiegegevens", "justis.nl",
                  "Regeling aanwijzing functies VOG politiegegevens", "politieke partijen"]),
        ("3.1", ["Stop Agressie Samen", "BZK"]),
        ("3.3", ["maatregelen", "agressie en geweld", "veilig gevoel", "alarmknoppen"]),
        ("3.7", ["Veilige Publieke Taak", "ELA", "Openbaar Ministerie", "registreert"]),
        ("4.1", ["BIO", "NIS2", "Cyberbeveiligingswet", "27001", "CISO", "CCV"]),
        ("4.2", ["privacyprotocol", "AVG", "AI", "RIEC", "fenomeen", "4.4"]),
        ("5.2", ["maak ook beleid voor deze artikelen", "regionaal", "levensgedrag", "escort",
                 "coffeeshop", "evenementen", "shisha", "speelautomaten", "sluit",
                 "ondernemersklimaat", "branches", "gebieden", "openbare orde"]),
        ("5.5", ["alcohol", "exploitatie", "speelautomaten", "coffeeshop", "prostitutie",
                 "omgeving", "subsidie", "vastgoed", "grondtransacties", "overheidsopdrachten",
                 "kan", "lijst 1, minimaal", "lijst 2, al dan niet", "inkoop van zorg",
                 "zorgfraude", "1 oktober 2022", "gereedschapskist"]),
        ("5.4", ["één keer per jaar"]),
        ("5.6", ["vier ogen", "Landelijk Bureau Bibob", "geheimhouding", "coördineert"]),
        ("5.8", ["13b"]),
        ("5.9", ["één keer per jaar"]),
        ("5.12", ["informatiegestuurd", "minstens één keer per jaar", "BRP", "hennepteelt",
                  "arbeidsuitbuiting", "drugsafval", "prostitutie", "juridische gevolgen"]),
        ("6.2", ["controles", "wet"]),
    ],
)  # fmt: skip
def test_the_explanation_keeps_the_facts(number: str, facts: list[str]) -> None:
    norm = load_definition().norm_by_number[number]
    text = " ".join({norm.explanation_for(kind) for kind in ("gemeente", "provincie")}).lower()
    assert [fact for fact in facts if fact.lower() not in text] == []


def test_what_does_not_apply_to_the_provincie() -> None:
    by_value: dict[str, list[str]] = {}
    for item in load_definition().norms:
        by_value.setdefault(item.applies_to_provincie, []).append(item.number)
    assert by_value["nee"] == ["5.2", "5.8", "5.9"]
    assert by_value["deels"] == ["5.5"]


def test_the_file_opens_well_in_excel() -> None:
    raw = definitions.default_path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    # One line per norm; the line ends within a cell are those that Excel writes there.
    assert raw.count(b"\r\n") == raw.count(b"\r") == 48
    assert raw.endswith(b"\r\n")


# --- another norm -----------------------------------------------------------------------


def test_another_norm_needs_no_code(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "2030;A;Eerste;A Eerste;;A.1;Wij doen A1.;;;ja;1.1 1.2",
        "2030;A;Eerste;A Eerste;Kop;A.2;Wij doen A2.;Uitleg;jaarlijks;deels;",
        "2030;7;Tweede;7 Tweede;;7-3;Wij doen 73.;;;nee;",
    )
    norm = load_definition(path)
    assert [thema.sheet for thema in norm.themas] == ["A Eerste", "7 Tweede"]
    assert norm.norms[0].replaces == ("1.1", "1.2")
    assert norm.norms[1].heading == "Kop"


def test_the_newest_editie_is_the_default_and_others_can_be_asked(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "2024;1;T;1 T;;1.1;Oud.;;;ja;",
        "2028;1;T;1 T;;1.1;Nieuw.;;;ja;",
    )
    assert load_definition(path).norms[0].text == "Nieuw."
    assert load_definition(path, "2024").norms[0].text == "Oud."
    with pytest.raises(UsageError, match="2031"):
        load_definition(path, "2031")


def test_all_faults_come_at_once_with_their_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "2024;1;Eerste;1 Eerste;;1.1;Wij.;;;ja;",
        "2024;1;Eerste;1 Eerste;;1.1;Wij.;;;misschien;",
        "2024;1;Anders;1 Eerste;;1.3.;;;;ja;",
        "2024;2;Tweede;Een bladnaam die veel te lang is voor Excel;;2.1;Wij.;;;ja;",
        "2024;3;Derde;Start;;3.1;Wij.;;;ja;",
        "2024;4;Vierde;a/b;;4.1;Wij.;;;ja;",
        "2024;5;Vijfde;5 Vijfde;;5.1;Wij.;;;ja",
    )
    found = faults(path)
    assert [line for line, _ in found] == [3, 3, 4, 4, 4, 5, 6, 7, 8]
    text = " | ".join(text for _, text in found)
    for part in (
        "norm 1.1 staat ook al op regel 2",
        "'provincie' is 'misschien'",
        "'thema_titel' van thema 1 is 'Anders'",
        "eindigt op een punt",
        "'norm_tekst' is leeg",
        "hooguit 31",
        "'Start' is al in gebruik",
        "10 waarden in plaats van 11",
        "een teken dat Excel niet toestaat",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "leeg"),
        (HEADING.replace(";", ",").encode(), "puntkomma"),
        (HEADING.encode(), "geen regels"),
        (b"editie;thema\n2024;1\n", "kolom 'norm' ontbreekt"),
        ((HEADING + "\n2024;1;Caf\xe9;").encode("latin-1"), "CSV UTF-8"),
        ((HEADING + ';extra\n').encode(), "onbekende kolom 'extra'"),
        ((HEADING + '\n2024;1;"T;1 T;;1.1;Wij.;;;ja;\n').encode(), "aanhalingsteken"),
        ((HEADING + "\n2024;1;T;1 T;;1.1;Wij.;;;ja;\n2024;2;U;1 t;;2.1;Wij.;;;ja;").encode(),
         "hoort al bij thema 1"),
    ],
)  # fmt: skip
def test_a_file_of_the_wrong_shape(tmp_path: Path, content: bytes, part: str) -> None:
    path = tmp_path / "definitie.csv"
    path.write_bytes(content)
    assert part in " ".join(text for _, text in faults(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="kan niet worden gelezen"):
        load_definitions(tmp_path / "weg.csv")


def test_a_definition_written_is_the_definition_read(tmp_path: Path) -> None:
    norm = load_definition()
    path = tmp_path / "kopie.csv"
    path.write_bytes(dump_definitions([norm]).encode())
    assert load_definition(path) == norm
    assert load_definition(path).sha256 == norm.sha256


def test_the_fingerprint_follows_the_content() -> None:
    norm = load_definition()
    other = definitions.Definition("2025", norm.themas)
    assert norm.sha256 != other.sha256


# --- the columns that may be left out ---------------------------------------------------

MORE = f"{HEADING};toelichting_provincie;link;norm_naam;uiterlijk"
ROW = "2024;1;T;1 T;;1.{};Wij.;Uitleg;;ja;;{}"


def test_a_norm_has_a_name_a_day_a_link_and_another_explanation(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ROW.format(1, "Voor de provincie;https://voorbeeld.nl;Groene Norm;2027-12-31"),
        ROW.format(2, ";;Groene Norm;2027-12-31"),
        heading=MORE,
    )
    norm = load_definition(path)
    assert (norm.norm_naam, norm.complete_by) == ("Groene Norm", date(2027, 12, 31))
    assert norm.norms[0].explanations == (("provincie", "Voor de provincie"),)
    assert (norm.norms[0].link, norm.norms[1].link) == ("https://voorbeeld.nl", "")
    again = tmp_path / "kopie.csv"
    again.write_text(dump_definitions([norm]), encoding="utf-8")
    assert load_definition(again) == norm


def test_faults_in_the_columns_that_may_be_left_out(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ROW.format(1, ";;Groene Norm;2027-12-31"),
        ROW.format(2, ";;Rode Norm;2027-12-31"),
        ROW.format(3, f"{'x' * 1501};;Groene Norm;31-12-2027"),
        heading=MORE,
    )
    assert faults(path) == [
        (3, "'norm_naam' is 'Rode Norm', maar op regel 2 'Groene Norm'; zet op elke regel van een "
            "editie hetzelfde"),
        (4, "'toelichting_provincie' heeft 1501 tekens; hooguit 1500 past"),
        (4, "'uiterlijk' is '31-12-2027', maar op regel 2 '2027-12-31'; zet op elke regel van een "
            "editie hetzelfde"),
        (4, "'uiterlijk' is '31-12-2027'; schrijf de dag als jjjj-mm-dd"),
    ]  # fmt: skip
    wrong = write(tmp_path, ROW.format(1, ""), heading=f"{HEADING};toelichting_zwembad")
    assert "onbekende kolom 'toelichting_zwembad'" in faults(wrong)[0][1]


def test_two_edities_may_have_another_name(tmp_path: Path) -> None:
    first, second = (ROW.format(1, f";;{name};") for name in ("Groene Norm", "Groene Norm 2"))
    path = write(tmp_path, first, second.replace("2024", "2028", 1), heading=MORE)
    loaded = load_definitions(path)
    assert {item.norm_naam for item in loaded.values()} == {"Groene Norm", "Groene Norm 2"}


def test_the_fingerprint_that_workbooks_carry_stays_as_it_was() -> None:
    # As every workbook of editie 2024 carries it, whatever explains the norms. The first ones
    # carry 781819fa..., which the explanations of that time were part of.
    sent_out = "ca02e14959c6c77b5adc6f4745aaaa8412bd6b9e0eda15e8e43ddadfbe894bb2"
    assert load_definition().sha256 == sent_out


def test_another_explanation_has_the_same_fingerprint(tmp_path: Path) -> None:
    row = "2024;1;T;1 T;;1.1;{};{};;ja;"
    found = [
        load_definition(write(tmp_path, row.format(text, explanation)))
        for text, explanation in (("Wij.", "Uitleg"), ("Wij.", "Anders"), ("Zij.", "Uitleg"))
    ]
    assert found[0].sha256 == found[1].sha256 != found[2].sha256
    # What a workbook carries that was made with the first of these when both counted.
    first = "d57d64817217aa6bf9297ce202f6ed05e6aa2b8b725adff763026593d272700c"
    assert [first in item.sha256s for item in found] == [True, False, False]
    assert all(item.sha256 in item.sha256s for item in found)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_explanation_of_several_lines(tmp_path: Path, end: str) -> None:
    text = f'2024;1;T;1 T;;1.1;Wij.;"U voldoet.{end}- Een punt.{end}- Nog een.";;ja;'
    path = tmp_path / "norm.csv"
    path.write_bytes(f"{HEADING}{end}{text}{end}".encode())
    norm = load_definition(path)
    assert norm.norms[0].explanation == "U voldoet.\n- Een punt.\n- Nog een."
    path.write_bytes(dump_definitions([norm]).encode())
    assert load_definition(path) == norm


@pytest.mark.parametrize(
    "link", ["voorbeeld.nl", "file:///C:/x.exe", "internal:Start!A1", f"https://{'x' * 241}",
             "https://a b.nl", "mailto:a@b.nl"],
)  # fmt: skip
def test_a_link_is_a_page_on_the_internet(tmp_path: Path, link: str) -> None:
    (fault,) = faults(write(tmp_path, ROW.format(1, f";{link};;"), heading=MORE))
    assert "schrijf een webadres van hooguit 240 tekens dat begint met https://" in fault[1]


def test_our_own_norm_has_its_name() -> None:
    assert load_definition().norm_naam == "Noord-Hollandse Norm Weerbare Overheid"


# --- participants -----------------------------------------------------------------------


def test_the_participants_are_44_gemeenten_and_the_provincie() -> None:
    everyone = load_organisations()
    assert sum(not item.is_provincie for item in everyone) == 44
    assert [item.name for item in everyone if item.is_provincie] == ["Provincie Noord-Holland"]
    assert {item.riec for item in everyone if not item.is_provincie} == {
        "RIEC Amsterdam-Amstelland",
        "RIEC Midden-Nederland",
        "RIEC Noord-Holland",
    }


def test_wijdemeren_ends_and_hilversum_goes_on() -> None:
    wijdemeren = choose(load_organisations(), ["wijdemeren"])[0]
    assert wijdemeren.successor == "GM0402"
    assert wijdemeren.exists_on(date.fromisoformat("2026-12-31"))
    assert not wijdemeren.exists_on(date.fromisoformat("2027-01-01"))


def test_organisations_are_named_by_code_or_name() -> None:
    chosen = choose(load_organisations(), ["Heiloo", "gm0361", "Provincie Noord-Holland", "heiloo"])
    assert [item.code for item in chosen] == ["GM0361", "GM0399", "PV27"]
    with pytest.raises(UsageError, match="bedoelt u Heiloo"):
        choose(load_organisations(), ["Heilo"])


def test_how_an_organisation_is_addressed() -> None:
    titles = {item.code: item.title for item in load_organisations()}
    assert titles["GM0399"] == "Gemeente Heiloo"
    assert titles["PV27"] == "Provincie Noord-Holland"


def test_faults_in_the_list_of_participants(tmp_path: Path) -> None:
    path = tmp_path / "organisaties.csv"
    path.write_text(
        "code;naam;soort;riec;veiligheidsregio;inwoners;geldig_tot;opvolger\n"
        "GM1;Aa;gemeente;R;V;10;;\n"
        "GM1;Aa;dorp;;V;1.000;31-12-2026;GM9\n"
        "G/M;;gemeente;;V;;;\n",
        encoding="utf-8",
    )
    with pytest.raises(FaultySourceError) as caught:
        load_organisations(path)
    assert [line for line, _ in caught.value.faults] == [3, 3, 3, 3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize("kind", [kind.name for kind in participants.KINDS])
def test_every_declared_kind_may_take_part_and_have_its_own_explanation(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "organisaties.csv"
    path.write_text(
        "code;naam;soort;riec;veiligheidsregio;inwoners;geldig_tot;opvolger\n"
        f"WS1;Rijnland;{kind};R;;;;\n",
        encoding="utf-8",
    )
    (one,) = load_organisations(path)
    assert (one.kind, one.title) == (kind, f"{kind.capitalize()} Rijnland")
    assert f"toelichting_{kind}" in definitions.OPTIONAL_COLUMNS


def test_an_explanation_for_one_kind_of_organisation(tmp_path: Path) -> None:
    path = tmp_path / "norm.csv"
    path.write_text(
        ";".join([*definitions.COLUMNS, "toelichting_waterschap"]) + "\n"
        "2024;1;Een;Een;;1.1;De norm;Voor allen;;ja;;Voor het waterschap\n"
        "2024;1;Een;Een;;1.2;De norm;Voor allen;;ja;;\n",
        encoding="utf-8",
    )
    found = load_definition(path)
    one, two = found.norms
    assert [one.explanation_for(kind) for kind in ("waterschap", "gemeente", "")] == [
        "Voor het waterschap", "Voor allen", "Voor allen",
    ]  # fmt: skip
    assert two.explanation_for("waterschap") == "Voor allen"
    copy = tmp_path / "kopie.csv"
    copy.write_bytes(dump_definitions([found]).encode())
    assert load_definition(copy) == found


def test_participants_written_are_participants_read(tmp_path: Path) -> None:
    path = tmp_path / "kopie.csv"
    everyone = load_organisations()
    path.write_bytes(dump_organisations(everyone).encode())
    assert load_organisations(path) == everyone
    assert participants.default_path().exists()
