"""What is wrong with an answer, or still asked for."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

ONBEKENDE_STATUS = FindingKind(
    "onbekende_status",
    Severity.FOUT,
    "'{value}' is geen geldige status.",
    "Kies uit: {keuzes}.",
)
STATUS_BEGREPEN = FindingKind(
    "status_begrepen",
    Severity.INFO,
    "'{value}' is gelezen als '{gelezen}'.",
    "U hoeft niets te doen als dat klopt.",
)
ONBEKENDE_KEUZE = FindingKind(
    "onbekende_keuze",
    Severity.FOUT,
    "'{value}' is geen geldige keuze bij {veld}.",
    "Kies uit: {keuzes}.",
)
KEUZE_BEGREPEN = FindingKind(
    "keuze_begrepen",
    Severity.INFO,
    "'{value}' bij {veld} is gelezen als '{gelezen}'.",
    "U hoeft niets te doen als dat klopt.",
)
ONGELDIGE_DATUM = FindingKind(
    "ongeldige_datum",
    Severity.FOUT,
    "'{value}' bij {veld} is niet als datum te lezen.",
    "Schrijf dag, maand en jaar in cijfers, met streepjes ertussen.",
)
DATUM_BUITEN_BEREIK = FindingKind(
    "datum_buiten_bereik",
    Severity.FOUT,
    "De datum '{value}' bij {veld} ligt niet tussen {eerste} en {laatste}.",
    "Controleer het jaar.",
)
DATUM_BEGREPEN = FindingKind(
    "datum_begrepen",
    Severity.WAARSCHUWING,
    "'{value}' bij {veld} is gelezen als {gelezen}.",
    "Controleer of dat klopt.",
)
ONGELDIG_GETAL = FindingKind(
    "ongeldig_getal",
    Severity.FOUT,
    "'{value}' bij {veld} is niet als getal van 0 of meer te lezen.",
    "Schrijf alleen het getal, bijvoorbeeld 1250,50.",
)
GETAL_TE_GROOT = FindingKind(
    "getal_te_groot",
    Severity.FOUT,
    "Het getal '{value}' bij {veld} is groter dan {meest}.",
    "Controleer hoeveel cijfers het heeft.",
)
GETAL_BEGREPEN = FindingKind(
    "getal_begrepen",
    Severity.WAARSCHUWING,
    "'{value}' bij {veld} is gelezen als {gelezen}.",
    "Controleer of dat klopt.",
)
FOUT_IN_CEL = FindingKind(
    "fout_in_cel",
    Severity.FOUT,
    "Bij {veld} staat een foutmelding van Excel ({value}) in plaats van een antwoord.",
    "Typ het antwoord opnieuw.",
)
FORMULE_IN_CEL = FindingKind(
    "formule_in_cel",
    Severity.WAARSCHUWING,
    "Bij {veld} staat de formule '{value}'; gelezen is '{uitkomst}'.",
    "Controleer of dat klopt.",
)
FORMULE_ZONDER_UITKOMST = FindingKind(
    "formule_zonder_uitkomst",
    Severity.WAARSCHUWING,
    "Bij {veld} staat '{value}': een formule zonder uitkomst, gelezen als tekst.",
    "Controleer of het als tekst is bedoeld.",
)
TEKST_TE_LANG = FindingKind(
    "tekst_te_lang",
    Severity.WAARSCHUWING,
    "De tekst bij {veld} heeft {aantal} tekens; in een cel van Excel passen er niet meer dan "
    "{meest}.",
    "Vraag of het eind van de tekst er nog staat.",
    "Kijk of het eind van uw tekst er nog staat.",
)
TEKST_OPGESCHOOND = FindingKind(
    "tekst_opgeschoond",
    Severity.INFO,
    "Uit de tekst bij {veld} zijn onzichtbare tekens gehaald.",
    "U hoeft niets te doen.",
)
VUL_AAN = FindingKind(
    "vul_aan",
    Severity.WAARSCHUWING,
    "Bij norm {norm_nummer} is de status '{status}', maar er ontbreekt iets.",
    "{vraag}.",
)
DATUM_VOORBIJ = FindingKind(
    "datum_voorbij",
    Severity.WAARSCHUWING,
    "Bij norm {norm_nummer} was {veld} {datum} al voorbij toen het werkboek werd uitgegeven.",
    "Vraag de organisatie om een nieuwe datum.",
    "Kies een nieuwe datum.",
)
TELT_ALS_LEEG = FindingKind(
    "telt_als_leeg",
    Severity.INFO,
    "In {aantal} staat een tekst zonder letter of cijfer; dat telt als leeg: {value}",
    "U hoeft niets te doen.",
)
ZONDER_ONDERBOUWING = FindingKind(
    "zonder_onderbouwing",
    Severity.INFO,
    "{aantal} compleet, nog zonder onderbouwing: {normen}.",
    "Vraag zo nodig waaruit het blijkt.",
)
TEKST_PAST_NIET = FindingKind(
    "tekst_past_niet",
    Severity.INFO,
    "{aantal} met een tekst die langer is dan een rij van Excel kan tonen en afdrukken: {normen}.",
    "De hele tekst staat in de dataset.",
)
WIE_ONTBREEKT = FindingKind(
    "wie_ontbreekt",
    Severity.WAARSCHUWING,
    "Alle normen zijn compleet, maar op het blad Start is niet ingevuld: {velden}.",
    "Vraag de organisatie wie het werkboek heeft ingevuld en wanneer.",
    "Vul op het blad Start in wie het werkboek heeft ingevuld en wanneer.",
)
VASTGESTELD_TE_VROEG = FindingKind(
    "vastgesteld_te_vroeg",
    Severity.WAARSCHUWING,
    "Op het blad Start is de datum van vaststellen eerder dan de datum van invullen.",
    "Vraag de organisatie welke datum niet klopt.",
    "Kijk op het blad Start beide datums na.",
)
NIET_VASTGESTELD = FindingKind(
    "niet_vastgesteld",
    Severity.INFO,
    "Alle normen zijn compleet, maar de driehoek heeft het nog niet vastgesteld.",
    "Vraag zo nodig of dat nog gebeurt.",
)
ANTWOORD_ZONDER_STATUS = FindingKind(
    "antwoord_zonder_status",
    Severity.WAARSCHUWING,
    "Bij norm {norm_nummer} is wel iets ingevuld, maar geen status gekozen.",
    "Vraag de organisatie om een status te kiezen.",
    "Kies een status.",
)
NIET_INGEVULD = FindingKind(
    "niet_ingevuld",
    Severity.WAARSCHUWING,
    "{aantal} van {totaal} {hebben} nog geen status: {normen}.",
    "Vraag de organisatie of zij deze nog invult.",
    "Vult u deze nog in?",
)
NIET_VERBETERD = FindingKind(
    "niet_verbeterd",
    Severity.FOUT,
    "In het werkboek met correcties is {veld} nog leeg. Gevraagd was: {value}",
    "Vraag de organisatie om dit antwoord.",
    "{value}",
)
NOG_LEEG = FindingKind(
    "nog_leeg",
    Severity.WAARSCHUWING,
    "In het werkboek met correcties is {veld} leeg gebleven. Gevraagd was: {value}",
    "Het veld is niet verplicht; vraag het zo nodig na.",
    "{value}",
)
EERDER_GEMELD = FindingKind(
    "eerder_gemeld",
    Severity.WAARSCHUWING,
    "Bij het bestand waarop dit de correctie is, was gemeld: {value}",
    "Kijk of de organisatie er iets mee heeft gedaan.",
    "{value}",
)
ONGEWIJZIGD_OVERGENOMEN = FindingKind(
    "ongewijzigd_overgenomen",
    Severity.INFO,
    "De tekst bij {velden} is ongewijzigd overgenomen uit de vorige meting.",
    "Vraag zo nodig of de tekst nog klopt.",
)
DOORGESTREEPT = FindingKind(
    "doorgestreept",
    Severity.FOUT,
    "Wat bij {veld} staat is doorgestreept en telt niet als antwoord: {value}.",
    "Vraag de organisatie welk antwoord geldt.",
    "Vul het antwoord opnieuw in, zonder streep erdoor.",
)
TEKST_DOORGESTREEPT = FindingKind(
    "tekst_doorgestreept",
    Severity.WAARSCHUWING,
    "Wat bij {veld} staat is doorgestreept en telt niet mee: {value}.",
    "Vraag de organisatie of dit echt weg mag.",
    "Moet het blijven staan? Vul het dan opnieuw in, zonder streep erdoor.",
)
DEELS_DOORGESTREEPT = FindingKind(
    "deels_doorgestreept",
    Severity.INFO,
    "Een deel van de tekst bij {veld} is doorgestreept; dat deel staat zo in de dataset: {value}.",
    "Lees de tekst zonder dat deel.",
    "",
)
