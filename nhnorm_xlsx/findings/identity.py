"""Files that can be read but not used, and whose they are."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

NIET_VAN_ONS = FindingKind(
    "niet_van_ons",
    Severity.FOUT,
    "Dit werkboek is niet met dit programma gemaakt, of alle kenmerken zijn eruit verdwenen.",
    "Vraag de organisatie om het werkboek in te vullen dat u heeft gestuurd. Is dit toch een "
    "antwoord, zet dan de code en de meting in de bestandsnaam (NHNorm-2026-GM0399-Heiloo).",
    "",
    decisions=("organisatie", "meting"),
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
    decisions=("organisatie",),
)
ONGELDIGE_METING = FindingKind(
    "ongeldige_meting",
    Severity.FOUT,
    "De meting '{meting}' in het werkboek is geen geldige aanduiding (zoals 2026 of 2026-2).",
    "Vraag de organisatie om het werkboek in te vullen dat u heeft gestuurd.",
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
