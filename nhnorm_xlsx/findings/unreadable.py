"""Files that cannot be read."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

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
    "Het bestand is beschadigd en kan niet worden gelezen ({detail}).",
    "Vraag de organisatie om het werkboek opnieuw op te slaan als .xlsx en te sturen.",
)
TE_GROOT = FindingKind(
    "te_groot",
    Severity.FOUT,
    "Het bestand is te groot om veilig te lezen ({detail}).",
    "Vraag de organisatie om alleen het werkboek te sturen, zonder toegevoegde bladen; een archief "
    "kunt u zelf uitpakken: importeer dan de map.",
)
WACHTWOORD = FindingKind(
    "wachtwoord",
    Severity.FOUT,
    "Het bestand is versleuteld met een wachtwoord.",
    "Vraag de organisatie om het wachtwoord, zet het in een tekstbestand en importeer opnieuw met "
    "--wachtwoorden; of vraag om een kopie zonder wachtwoord.",
)
RECHTENBEHEER = FindingKind(
    "rechtenbeheer",
    Severity.FOUT,
    "Het bestand is afgeschermd met rechtenbeheer (machtigingen of een vertrouwelijkheidslabel); "
    "een wachtwoord bestaat er niet voor, en alleen de afzender kan het openstellen.",
    "Vraag de organisatie om een kopie zonder beperkte toegang en zonder label dat versleutelt (in "
    "Excel: Bestand, Info, Werkmap beveiligen, Toegang beperken, Onbeperkte toegang).",
    "Stuur een kopie zonder beperkte toegang en zonder label dat versleutelt.",
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
