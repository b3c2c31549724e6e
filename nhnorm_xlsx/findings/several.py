"""More than one file of an organisation."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

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
