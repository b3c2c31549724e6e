"""What was offered but is no workbook: a row with what to do, and never a refusal."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

_ASK = "Vraag de organisatie om het ingevulde werkboek zelf (.xlsx) te sturen."

ANDER_DOCUMENT = FindingKind(
    "ander_document",
    Severity.WAARSCHUWING,
    "Dit is {soort}, geen werkboek.",
    f"{_ASK} Alleen daaruit worden antwoorden gelezen.",
    "",
)
NUMBERS_BESTAND = FindingKind(
    "numbers_bestand",
    Severity.WAARSCHUWING,
    "Dit is een bestand van Numbers (Apple); dat kan dit programma niet lezen.",
    "Vraag de organisatie om het in Numbers te bewaren als Excel-bestand (Archief > Exporteer naar "
    "> Excel) en dat te sturen.",
    "",
)
CSV_BESTAND = FindingKind(
    "csv_bestand",
    Severity.WAARSCHUWING,
    "Dit is een lijst als platte tekst ({soort}): één blad zonder de kenmerken van het werkboek.",
    f"{_ASK} Een werkboek dat als csv is opgeslagen, is niet meer heel.",
    "",
)
ALLEEN_EEN_LINK = FindingKind(
    "alleen_een_link",
    Severity.WAARSCHUWING,
    "Dit is alleen {soort}; het werkboek zelf zit er niet in.",
    "Vraag de organisatie om het werkboek te downloaden als Excel-bestand (.xlsx) en dat te "
    "sturen.",
    "",
)
LEEG_ARCHIEF = FindingKind(
    "leeg_archief",
    Severity.WAARSCHUWING,
    "In dit archief zit geen enkel bestand.",
    "Vraag de organisatie om het ingevulde werkboek (opnieuw) te sturen.",
    "",
)
POSTBUS = FindingKind(
    "postbus",
    Severity.WAARSCHUWING,
    "Dit is {soort}; dat wordt niet uitgepakt.",
    "Open het in uw mailprogramma, bewaar de mails met werkboeken als .eml of .msg, en importeer "
    "die.",
    "",
)
MAIL_VERSLEUTELD = FindingKind(
    "mail_versleuteld",
    Severity.WAARSCHUWING,
    "Dit is een versleutelde mail ({mail}); alleen de ontvanger kan die openen.",
    "Open de mail in uw mailprogramma, bewaar het werkboek dat erbij zit en importeer dat.",
    "",
)
MAIL_ZONDER_WERKBOEK = FindingKind(
    "mail_zonder_werkboek",
    Severity.WAARSCHUWING,
    "In deze mail ({mail}) zit geen werkboek.{inhoud}",
    "Lees de mail: het kan een vraag zijn, een verzoek om uitstel of een antwoord in de tekst.",
    "",
)
TEKST_IN_MAIL = FindingKind(
    "tekst_in_mail",
    Severity.INFO,
    "De tekst van deze mail ({mail}) noemt een norm of een datum: {inhoud}",
    "Lees of dit iets verandert aan een antwoord; in de dataset staat alleen wat in het werkboek "
    "staat.",
    "",
)
EIGEN_CONCEPT = FindingKind(
    "eigen_concept",
    Severity.INFO,
    "Dit is {wat}; het telt niet als antwoord.",
    "U hoeft niets te doen.",
    "",
)
ONBEKENDE_SOORT = FindingKind(
    "onbekende_soort",
    Severity.WAARSCHUWING,
    "Dit is geen werkboek{soort}.",
    "Kijk wat het is. Hoort er een antwoord bij, vraag de organisatie dan om het ingevulde "
    "werkboek zelf (.xlsx) te sturen.",
    "",
)
