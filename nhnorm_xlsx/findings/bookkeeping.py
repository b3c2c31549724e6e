"""The dataset itself: its books, its archive, its tables, and what does not go together."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

GROOTBOEK_ACHTER = FindingKind(
    "grootboek_achter",
    Severity.FOUT,
    "In het archief, maar zonder bericht van hoe het kwam (map gebeurtenissen): {aantal}, van "
    "{wie}. De map is een oudere kopie, of zij was weg.",
    "Zij zijn weer opgenomen, met wat er nog van bekend is. Kijk met 'nhnorm status' of de stand "
    "klopt; voegde u daarna delen samen, geef dan opnieuw --samenvoegen.",
    "",
)
INZENDING_VERDWENEN = FindingKind(
    "inzending_verdwenen",
    Severity.FOUT,
    "Niet meer in de map gebeurtenissen en niet in het archief, wel in de vorige inzendingen: "
    "{namen}.",
    "Importeer deze bestanden opnieuw.",
    "",
)
ORIGINELEN_WEG = FindingKind(
    "originelen_weg",
    Severity.FOUT,
    "Uit de map archief verdwenen, of daar veranderd: {aantal} ({namen}). De antwoorden erin "
    "tellen nu niet mee.",
    "Zet een kopie van de map archief terug, of importeer deze bestanden opnieuw.",
    "",
)
VREEMD_IN_ARCHIEF = FindingKind(
    "vreemd_in_archief",
    Severity.WAARSCHUWING,
    "In de map archief staat iets wat het programma daar niet heeft bewaard: {namen}.",
    "Haal het daar weg. Is het een antwoord, importeer het dan vanuit een andere map.",
    "",
)
TABEL_GEWIJZIGD = FindingKind(
    "tabel_gewijzigd",
    Severity.FOUT,
    "Gewijzigd buiten het programma om: {tabellen}. Deze tabellen zijn opnieuw gemaakt uit het "
    "archief; de gewijzigde versie is bewaard in de dataset, als {kopie}.",
    "Een besluit over een bestand zet u in besluiten.csv. Een ander antwoord vraagt u aan de "
    "organisatie: importeer het werkboek dat zij dan stuurt.",
    "",
)
GEBEURTENIS_BESCHADIGD = FindingKind(
    "gebeurtenis_beschadigd",
    Severity.FOUT,
    "In de map gebeurtenissen zijn bestanden niet meer zoals zij zijn geschreven: {namen}. Wat "
    "daarin stond telt nu niet mee.",
    "Zet een kopie van deze bestanden terug, of wacht tot OneDrive of Teams klaar is; importeer "
    "dan opnieuw.",
    "",
)
TABEL_BEZET = FindingKind(
    "tabel_bezet",
    Severity.FOUT,
    "Niet vervangen, want een ander programma houdt het vast: {tabellen}. Alle gegevens zijn wel "
    "bewaard; wat daar staat is de vorige stand.",
    "Sluit dit in Excel en geef dan: nhnorm importeer.",
    "",
)
DUBBEL_BEWAARD = FindingKind(
    "dubbel_bewaard",
    Severity.WAARSCHUWING,
    "OneDrive of een ander programma bewaarde een tweede versie, omdat twee mensen tegelijk "
    "werkten: {namen}. Besluiten die daarin stonden zijn overgenomen.",
    "U hoeft niets te doen; deze bestanden staan nu in de map opzij.",
    "",
    on_screen=True,
)
VOORBEELD_TUSSEN_ECHT = FindingKind(
    "voorbeeld_tussen_echt",
    Severity.FOUT,
    "Dit is een werkboek van het voorbeeld, met verzonnen antwoorden; in deze dataset staan echte.",
    "Laat het weg. Wilt u het voorbeeld bekijken, kies dan met --uit een andere map.",
    "",
)
ECHT_TUSSEN_VOORBEELD = FindingKind(
    "echt_tussen_voorbeeld",
    Severity.FOUT,
    "In deze dataset staan de verzonnen antwoorden van het voorbeeld; een echt werkboek hoort daar "
    "niet bij.",
    "Kies met --uit een andere map, of gooi de map van het voorbeeld eerst weg.",
    "",
)
UITSTEL_TEGENSTRIJDIG = FindingKind(
    "uitstel_tegenstrijdig",
    Severity.FOUT,
    "Aan {wie} is twee keer uitstel gegeven, door mensen die het niet van elkaar wisten: tot "
    "{dagen}. Nu geldt {geldt}.",
    "Klopt dat, of is het een andere dag? Geef dan: nhnorm uitstel {code} {datum}, met de dag die "
    "geldt.",
    "",
)
