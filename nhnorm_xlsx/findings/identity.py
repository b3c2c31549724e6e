"""Files that can be read but not used, and whose they are."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

NIET_VAN_ONS = FindingKind(
    "niet_van_ons",
    Severity.FOUT,
    "Dit werkboek is niet met dit programma gemaakt, of alle kenmerken zijn eruit verdwenen.",
    "Vraag de organisatie om het werkboek in te vullen dat u heeft gestuurd. Is dit toch een "
    "antwoord, zet dan in besluiten.csv bij dit bestand twee regels: 'organisatie' met de code en "
    "'meting' met het jaar.",
    "",
    decisions=("organisatie", "meting"),
)
EIGEN_UITKOMST = FindingKind(
    "eigen_uitkomst",
    Severity.FOUT,
    "Dit is een terugkoppeling of vergelijking die met dit programma is gemaakt ('{titel}'), geen "
    "ingevuld werkboek. Het telt niet mee.",
    "Laat het weg, of vraag de organisatie om het ingevulde werkboek zelf.",
    "",
)
NIEUWER_CONTRACT = FindingKind(
    "nieuwer_contract",
    Severity.FOUT,
    "Het werkboek is gemaakt met een nieuwere versie van dit programma (vorm '{versie}').",
    "Werk het programma bij en importeer het bestand opnieuw.",
    "",
)
ONGELDIG_CONTRACT = FindingKind(
    "ongeldig_contract",
    Severity.FOUT,
    "Op het verborgen blad staat bij de vorm van het werkboek '{versie}'; dat is geen getal "
    "van 1 of hoger.",
    "Vraag de organisatie om het werkboek in te vullen dat u heeft gestuurd.",
    "",
)
ANDERE_NORM = FindingKind(
    "andere_norm",
    Severity.FOUT,
    "Dit werkboek hoort bij {van}; deze dataset is van {eigen}. Het telt niet mee.",
    "Zet het in een eigen dataset: kies met --uit een andere map en geef met --definitie die norm "
    "op.",
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
    "Geef met --organisaties de juiste lijst op, of vraag na van wie dit bestand is en zet dan in "
    "besluiten.csv bij dit bestand een regel met 'organisatie' en de code.",
    "",
    decisions=("organisatie",),
)
ONGELDIGE_METING = FindingKind(
    "ongeldige_meting",
    Severity.FOUT,
    "De meting '{meting}' in het werkboek is geen geldige aanduiding (zoals 2026 of 2026-2).",
    "Zet in besluiten.csv bij dit bestand een regel met 'meting' en de juiste meting, of vraag de "
    "organisatie om het werkboek in te vullen dat u heeft gestuurd.",
    "",
    decisions=("meting",),
)
GEEN_NORMEN = FindingKind(
    "geen_normen",
    Severity.FOUT,
    "In het werkboek is geen enkele norm terug te vinden.",
    "Vraag de organisatie om het werkboek in te vullen dat u heeft gestuurd.",
    "Vul dit werkboek in.",
)
TWEE_IDENTITEITEN = FindingKind(
    "twee_identiteiten",
    Severity.FOUT,
    "Dit bestand spreekt zichzelf tegen over {waarover}: {gezegd}. Het telt niet mee en vervangt "
    "niets.",
    "Vraag na wat klopt en zet dan in besluiten.csv bij dit bestand {regel}.",
    "",
)
TWEE_STEMPELS = FindingKind(
    "twee_stempels",
    Severity.FOUT,
    "In dit bestand zitten bladen van twee werkboeken, met elk een eigen verborgen blad: {gezegd}. "
    "Het telt niet mee en vervangt niets.",
    "Vraag om één bestand per organisatie en meting. Is dit toch één antwoord, zet dan in "
    "besluiten.csv bij dit bestand {regel}.",
    "",
)
BESLUIT_ONBRUIKBAAR = FindingKind(
    "besluit_onbruikbaar",
    Severity.FOUT,
    "Wat in besluiten.csv bij dit bestand staat, is niet te gebruiken: {wat}.",
    "Verbeter de regel in besluiten.csv en importeer opnieuw.",
    "",
)
BESLUIT_ONVOLLEDIG = FindingKind(
    "besluit_onvolledig",
    Severity.FOUT,
    "In besluiten.csv staat van wie dit bestand is, maar nergens is te vinden: {wat}.",
    "Zet dat ook in besluiten.csv bij dit bestand, of vraag de organisatie om het werkboek in te "
    "vullen dat u heeft gestuurd.",
    "",
)
INHOUD_NIET_GEBRUIKT = FindingKind(
    "inhoud_niet_gebruikt",
    Severity.INFO,
    "Ingevuld in dit bestand: {aantal}, bij {normen}; daarvan is niets gebruikt.",
    "Bij importeren blijft het bestand bewaard in de map archief. Is weg waarom het is geweigerd, "
    "dan kan het alsnog tellen.",
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
ANDERE_DEFINITIE = FindingKind(
    "andere_definitie",
    Severity.INFO,
    "Toen dit werkboek werd gemaakt, was een toelichting of andere tekst van editie {editie} "
    "anders.",
    "U hoeft niets te doen: is de tekst van een norm zelf veranderd, dan staat dat erbij.",
    "",
)
ANDERE_UITGIFTE = FindingKind(
    "andere_uitgifte",
    Severity.WAARSCHUWING,
    "Dit werkboek (kenmerk {kenmerk}) staat niet als uitgegeven aan deze organisatie in {lijst}.",
    "Vraag na van wie dit bestand is en of het de laatste versie is.",
    "",
    decisions=("meting",),
    on_screen=True,
)
