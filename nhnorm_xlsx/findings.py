"""Findings: what is wrong, or worth knowing, about a returned file.

Every kind is declared once, here: its code, its severity, and its text, which says what
was found and what to do. The import, the correction workbook and the manual take it from
this declaration.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from string import Formatter

from nhnorm_xlsx.contract.text import clean_text


class Severity(Enum):
    """How bad it is. FOUT: an answer or file cannot be used. Order: worst first."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; to sort findings."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class FindingKind:
    """One kind of finding. `text` may hold `{name}` slots; `advice` says what to do.

    `request` is what the organisation itself is asked in a workbook with corrections;
    None when the advice serves for them too, empty when they can do nothing about it.
    """

    code: str
    severity: Severity
    text: str
    advice: str
    request: str | None = None

    def slots(self) -> tuple[str, ...]:
        """The names that its texts need to be filled in."""
        parts = Formatter().parse(f"{self.text} {self.advice} {self.request or ''}")
        return tuple(dict.fromkeys(name for _, name, _, _ in parts if name))


@dataclass(frozen=True)
class Finding:
    """One finding, at a place in a file. Empty text where a part does not apply.

    `message` is for who imports, `request` for the organisation itself. `field` is the key
    of the field that it is about.
    """

    kind: FindingKind
    message: str
    file: str = ""
    organisation_code: str = ""
    meting: str = ""
    sheet: str = ""
    cell: str = ""
    norm: str = ""
    value: str = ""
    field: str = ""
    request: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of its kind."""
        return self.kind.severity

    def at(self, **place: str) -> Finding:
        """The same finding with some of its place filled in (`file=`, `meting=`...)."""
        return replace(self, **place)  # type: ignore[arg-type]


def finding(
    kind: FindingKind,
    *,
    sheet: str = "",
    cell: str = "",
    norm: str = "",
    value: object = "",
    field: str = "",
    **slots: object,
) -> Finding:
    """A finding of this kind; `slots` fill its text. `value` is the offending value."""
    # A finding goes into tables and workbooks, which cannot hold every character.
    shown = clean_text(str(value))
    texts = {name: clean_text(str(slot)) for name, slot in slots.items()} | {"value": shown}
    asked = kind.advice if kind.request is None else kind.request
    return Finding(
        kind,
        f"{kind.text} {kind.advice}".format(**texts),
        sheet=sheet,
        cell=cell,
        norm=norm,
        value=shown,
        field=field,
        request=_request(kind, asked).format(**texts) if asked else "",
    )


def _request(kind: FindingKind, asked: str) -> str:
    """What was found and what is asked; only the latter when that repeats an earlier request."""
    return asked if asked == "{value}" else f"{kind.text} {asked}"


# --- the kinds --------------------------------------------------------------------------
# Files that cannot be read.

LEEG_BESTAND = FindingKind(
    "leeg_bestand",
    Severity.FOUT,
    "Het bestand is leeg (0 bytes).",
    "Vraag de organisatie om het opnieuw te sturen.",
)
NIET_TE_OPENEN = FindingKind(
    "niet_te_openen",
    Severity.FOUT,
    "Het bestand kan niet worden geopend ({detail}).",
    "Sluit het in Excel, controleer of u het mag lezen en probeer het opnieuw.",
)
GEEN_WERKBOEK = FindingKind(
    "geen_werkboek",
    Severity.FOUT,
    "Dit is geen werkboek van Excel of LibreOffice{detail}.",
    "Vraag de organisatie om het ingevulde werkboek zelf te sturen.",
)
BESCHADIGD = FindingKind(
    "beschadigd",
    Severity.FOUT,
    "Het werkboek is beschadigd en kan niet worden gelezen ({detail}).",
    "Vraag de organisatie om het opnieuw op te slaan als .xlsx en te sturen.",
)
TE_GROOT = FindingKind(
    "te_groot",
    Severity.FOUT,
    "Het bestand is te groot om veilig te lezen ({detail}).",
    "Vraag de organisatie om alleen het werkboek te sturen, zonder toegevoegde bladen.",
)
WACHTWOORD = FindingKind(
    "wachtwoord",
    Severity.FOUT,
    "Het bestand is versleuteld met een wachtwoord.",
    "Vraag de organisatie om het wachtwoord, zet het in een tekstbestand en importeer opnieuw met "
    "--wachtwoorden; of vraag om een kopie zonder wachtwoord.",
)
LEZER_GESTOPT = FindingKind(
    "lezer_gestopt",
    Severity.FOUT,
    "Het lezen van dit bestand liep vast.",
    "Open het in Excel, sla het op onder een nieuwe naam als .xlsx en probeer het opnieuw.",
)
ANDER_ARCHIEF = FindingKind(
    "ander_archief",
    Severity.FOUT,
    "Een archief van deze soort ({detail}) wordt niet uitgepakt.",
    "Pak het zelf uit en importeer de map.",
)

# Files that can be read but not used.

NIET_VAN_ONS = FindingKind(
    "niet_van_ons",
    Severity.FOUT,
    "Dit werkboek is niet met dit programma gemaakt, of alle kenmerken zijn eruit verdwenen.",
    "Vraag de organisatie om het werkboek in te vullen dat u heeft gestuurd. Is dit toch een "
    "antwoord, zet dan de code en de meting in de bestandsnaam (NHNorm-2026-GM0399-Heiloo).",
    "",
)
NIEUWER_CONTRACT = FindingKind(
    "nieuwer_contract",
    Severity.FOUT,
    "Het werkboek is gemaakt met een nieuwere versie van dit programma (vorm '{versie}').",
    "Werk het programma bij en importeer het bestand opnieuw.",
    "",
)
ONBEKENDE_EDITIE = FindingKind(
    "onbekende_editie",
    Severity.FOUT,
    "Het werkboek hoort bij editie '{editie}' van de norm; bekend is: {bekend}.",
    "Geef met --definitie de normdefinitie op waarmee het werkboek is gemaakt.",
    "",
)
ONBEKENDE_ORGANISATIE = FindingKind(
    "onbekende_organisatie",
    Severity.FOUT,
    "De organisatie met code '{code}' staat niet in de lijst van organisaties.",
    "Geef met --organisaties de juiste lijst op, of vraag na van wie dit bestand is.",
    "",
)
ONGELDIGE_METING = FindingKind(
    "ongeldige_meting",
    Severity.FOUT,
    "De meting '{meting}' in het werkboek is geen geldige aanduiding (zoals 2026 of 2026-2).",
    "Vraag de organisatie om het werkboek in te vullen dat u heeft gestuurd.",
    "",
)
BESCHADIGD_DEELS = FindingKind(
    "beschadigd_deels",
    Severity.FOUT,
    "Het bestand is beschadigd; gelezen is wat nog te lezen was. Niet heel: {delen}.",
    "Vraag de organisatie om het opnieuw op te slaan als .xlsx en te sturen.",
    "Kijk of al uw antwoorden er nog staan.",
)
ARCHIEF_GEWIJZIGD = FindingKind(
    "archief_gewijzigd",
    Severity.FOUT,
    "Het bewaarde bestand in de map archief is weg, of veranderd sinds het is bewaard.",
    "Zet een kopie van de dataset terug, of importeer het bestand van de organisatie opnieuw.",
    "",
)
GEEN_NORMEN = FindingKind(
    "geen_normen",
    Severity.FOUT,
    "In het werkboek is geen enkele norm terug te vinden.",
    "Vraag de organisatie om het werkboek in te vullen dat u heeft gestuurd.",
    "Vul dit werkboek in.",
)

# The form has changed.

NORM_ONTBREEKT = FindingKind(
    "norm_ontbreekt",
    Severity.FOUT,
    "Norm {norm_nummer} is niet terug te vinden in het werkboek.",
    "Vraag de organisatie om het antwoord op deze norm.",
    "Vul het antwoord op deze norm in.",
)
THEMA_ONTBREEKT = FindingKind(
    "thema_ontbreekt",
    Severity.FOUT,
    "Geen enkele norm van thema {thema} is terug te vinden ({normen}); is het blad verwijderd?",
    "Vraag de organisatie om de antwoorden op dit thema.",
    "Vul de antwoorden op dit thema in.",
)
ONBEKENDE_NORM = FindingKind(
    "onbekende_norm",
    Severity.FOUT,
    "Norm {norm_nummer} bestaat niet in editie {editie}; het antwoord telt niet mee.",
    "Kijk bij welke norm dit antwoord hoort en vraag het zo nodig na.",
    "Zet het antwoord bij de norm waar het hoort.",
)
NORM_DUBBEL = FindingKind(
    "norm_dubbel",
    Severity.WAARSCHUWING,
    "Norm {norm_nummer} staat ook op {andere}; wat is ingevuld spreekt elkaar niet tegen.",
    "U hoeft niets te doen.",
    "",
)
NORM_TEGENSTRIJDIG = FindingKind(
    "norm_tegenstrijdig",
    Severity.FOUT,
    "Norm {norm_nummer} staat er vaker in, met een ander antwoord bij {veld}: {waarden}.",
    "Vraag de organisatie welk antwoord geldt; tot dan telt het als niet ingevuld.",
    "Kies het antwoord dat geldt.",
)
KOLOM_ONTBREEKT = FindingKind(
    "kolom_ontbreekt",
    Severity.FOUT,
    "De kolom '{veld}' is op dit blad niet terug te vinden.",
    "Vraag de organisatie om de antwoorden in deze kolom.",
    "Vul de antwoorden in deze kolom in.",
)
VIA_ZICHTBARE_TEKST = FindingKind(
    "via_zichtbare_tekst",
    Severity.WAARSCHUWING,
    "De verborgen kenmerken van dit blad zijn weg; {wat} herkend aan de zichtbare tekst.",
    "Controleer of de antwoorden bij de juiste normen staan.",
    "Kijk of uw antwoorden bij de juiste normen staan.",
)
NORMTEKST_GEWIJZIGD = FindingKind(
    "normtekst_gewijzigd",
    Severity.WAARSCHUWING,
    "De tekst van norm {norm_nummer} is veranderd.",
    "Controleer of het antwoord nog over deze norm gaat.",
    "Hier staat weer de goede tekst; kijk of uw antwoord daarbij past.",
)
EXTRA_INHOUD = FindingKind(
    "extra_inhoud",
    Severity.WAARSCHUWING,
    "Hier staat iets buiten de invulvakken: '{value}'.",
    "Lees of het bij een antwoord hoort; het staat niet in de dataset.",
    "Hoort het bij een antwoord, zet het dan in een gele cel van die norm.",
)
TWEE_IDENTITEITEN = FindingKind(
    "twee_identiteiten",
    Severity.WAARSCHUWING,
    "Het verborgen blad zegt {blad} en de eigenschappen van het bestand zeggen {eigenschap}.",
    "Controleer van wie dit bestand is; het verborgen blad telt.",
    "",
)
IDENTITEIT_UIT_EIGENSCHAPPEN = FindingKind(
    "identiteit_uit_eigenschappen",
    Severity.WAARSCHUWING,
    "Het verborgen blad is weg; de organisatie is herkend aan de eigenschappen van het bestand.",
    "Controleer van wie dit bestand is.",
    "",
)
IDENTITEIT_UIT_BESTANDSNAAM = FindingKind(
    "identiteit_uit_bestandsnaam",
    Severity.WAARSCHUWING,
    "Het werkboek zegt niet (meer) van wie het is; uit de bestandsnaam en de normen is opgemaakt: "
    "{wat}.",
    "Controleer van wie dit bestand is en voor welke meting.",
    "",
)
ORGANISATIE_OPGEHEVEN = FindingKind(
    "organisatie_opgeheven",
    Severity.WAARSCHUWING,
    "{organisatie} bestond op 1 januari {jaar} niet meer (tot en met {laatste}).",
    "Vraag na of dit bestand voor de meting {meting} is bedoeld.",
    "",
)
BEVEILIGING_WEG = FindingKind(
    "beveiliging_weg",
    Severity.INFO,
    "De beveiliging is van dit blad gehaald.",
    "Let op meldingen over gewijzigde tekst; meer hoeft u niet te doen.",
)
KEUZELIJSTEN_WEG = FindingKind(
    "keuzelijsten_weg",
    Severity.INFO,
    "De keuzelijsten van dit blad zijn weg.",
    "De antwoorden zijn nagekeken; u hoeft niets te doen.",
)
OPGESLAGEN_MET = FindingKind(
    "opgeslagen_met",
    Severity.INFO,
    "Het bestand is opgeslagen met {programma}; daarbij zijn verdwenen: {verloren}.",
    "De antwoorden zijn nagekeken; u hoeft niets te doen.",
)
NIET_NA_TE_GAAN = FindingKind(
    "niet_na_te_gaan",
    Severity.INFO,
    "Van een bestand in deze vorm zijn niet na te gaan: {wat}.",
    "Staat er meer in dan de antwoorden, vraag dan om een .xlsx.",
)
ONTSLEUTELD = FindingKind(
    "ontsleuteld",
    Severity.INFO,
    "Het bestand was versleuteld en is geopend met een wachtwoord.",
    "U hoeft niets te doen.",
)
VASTE_TEKST_WEG = FindingKind(
    "vaste_tekst_weg",
    Severity.INFO,
    "Vaste tekst op dit blad is weg of veranderd ({aantal} keer){welke}.",
    "Kijk of de antwoorden op dit blad nog bij de goede tekst staan.",
)
BLAD_TOEGEVOEGD = FindingKind(
    "blad_toegevoegd",
    Severity.INFO,
    "Dit blad is toegevoegd; er staat iets in {aantal} {cellen}.",
    "Wat er staat is per cel gemeld; het staat niet in de dataset.",
)
BLAD_WEG = FindingKind(
    "blad_weg",
    Severity.INFO,
    "Het blad {blad} is weg of onherkenbaar veranderd.",
    "De antwoorden op de normen staan er niet op; u hoeft niets te doen.",
)
VORIGE_GEWIJZIGD = FindingKind(
    "vorige_gewijzigd",
    Severity.WAARSCHUWING,
    "Bij norm {norm_nummer} is iets veranderd in wat er van de vorige meting stond: '{value}'.",
    "Bedoelde de organisatie een antwoord voor nu? De vorige meting zelf verandert niet.",
    "Hoort het bij het antwoord van nu, zet het dan in een gele cel.",
)
ANDERE_DEFINITIE = FindingKind(
    "andere_definitie",
    Severity.WAARSCHUWING,
    "Het werkboek is gemaakt met een andere tekst van editie {editie} dan nu wordt gebruikt.",
    "Kijk naar meldingen over gewijzigde normtekst, of geef met --definitie de juiste tekst op.",
    "",
)
ANDERE_UITGIFTE = FindingKind(
    "andere_uitgifte",
    Severity.WAARSCHUWING,
    "Dit werkboek (kenmerk {kenmerk}) staat niet als uitgegeven aan deze organisatie in {lijst}.",
    "Vraag na van wie dit bestand is en of het de laatste versie is.",
    "",
)
BIJGESCHREVEN_ONBEKEND = FindingKind(
    "bijgeschreven_onbekend",
    Severity.WAARSCHUWING,
    "Zonder het verborgen blad is buiten de normen niet na te gaan wat iemand heeft bijgeschreven.",
    "Kijk zelf op Start en Overzicht of er iets is toegevoegd.",
    "",
)
MACROS = FindingKind(
    "macros",
    Severity.INFO,
    "Het bestand bevat macro's; die zijn niet uitgevoerd.",
    "U hoeft niets te doen.",
)
KOPPELINGEN = FindingKind(
    "koppelingen",
    Severity.INFO,
    "Het bestand bevat koppelingen naar andere bestanden; die zijn niet gevolgd.",
    "U hoeft niets te doen.",
)
OPMERKING = FindingKind(
    "opmerking",
    Severity.INFO,
    "Bij een cel staat een opmerking: '{value}'.",
    "Lees de opmerking; zij staat niet in de dataset.",
)

# Answers.

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
    "Schrijf dag, maand en jaar, bijvoorbeeld 31-12-2026.",
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
    "{aantal} van {totaal} normen hebben nog geen status: {normen}.",
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

# More than one file.

VERVANGEN = FindingKind(
    "vervangen",
    Severity.INFO,
    "Er is een nieuwer bestand van deze organisatie voor deze meting: {door}.",
    "Het nieuwste telt (naar het moment van opslaan); dit bestand blijft bewaard.",
)
DUBBEL = FindingKind(
    "dubbel",
    Severity.INFO,
    "Dit bestand is gelijk aan {van}.",
    "Het telt één keer.",
)
SAMENGEVOEGD = FindingKind(
    "samengevoegd",
    Severity.INFO,
    "Dit bestand is samengevoegd met {met}.",
    "De antwoorden tellen samen; waar zij elkaar tegenspreken staat dat erbij.",
)
DELEN_TEGENSTRIJDIG = FindingKind(
    "delen_tegenstrijdig",
    Severity.FOUT,
    "De samengevoegde bestanden zeggen bij norm {norm_nummer} iets anders bij {veld}: {waarden}.",
    "Vraag welk antwoord geldt; tot dan telt het als niet ingevuld. Laat zo nodig een bestand weg "
    "met uitsluiten.csv.",
    "Kies het antwoord dat geldt.",
)
UITGESLOTEN = FindingKind(
    "uitgesloten",
    Severity.INFO,
    "Dit bestand telt niet mee, volgens uitsluiten.csv: {reden}.",
    "Haal de regel uit uitsluiten.csv om het weer te laten tellen.",
)

KINDS: tuple[FindingKind, ...] = tuple(
    item for item in tuple(globals().values()) if isinstance(item, FindingKind)
)
KIND_BY_CODE = {kind.code: kind for kind in KINDS}
