"""The form has changed: what is gone, moved, added or typed over."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

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
    "Hetzelfde antwoord staat er vaker in ({aantal}; norm {norm_nummer} staat ook op {andere}); "
    "het telt één keer.",
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
NORM_ONBESLIST = FindingKind(
    "norm_onbeslist",
    Severity.FOUT,
    "Bij welke norm deze rij hoort is niet te zeggen: {gezegd}. Wat er staat telt niet "
    "mee: {value}.",
    "Vraag de organisatie bij welke norm dit antwoord hoort.",
    "Zet het antwoord bij de norm waar het hoort.",
)
RIJEN_GESORTEERD = FindingKind(
    "rijen_gesorteerd",
    Severity.WAARSCHUWING,
    "De rijen van dit blad zijn gesorteerd of verplaatst zonder hun verborgen kenmerk ({aantal}; "
    "rij {rij} toont norm {norm_nummer}, het kenmerk zegt {value}). De antwoorden staan bij de "
    "norm die in beeld staat.",
    "Controleer een paar antwoorden op dit blad.",
    "Kijk of uw antwoorden bij de juiste normen staan.",
)
NUMMER_VAN_ANDERE_NORM = FindingKind(
    "nummer_van_andere_norm",
    Severity.WAARSCHUWING,
    "Op dit blad staat in beeld het nummer van een andere norm ({aantal}; rij {rij} toont {value}, "
    "maar de tekst en het kenmerk zeggen norm {norm_nummer}). Het nummer is niet gevolgd.",
    "Controleer of de antwoorden bij de juiste normen staan.",
    "Kijk of uw antwoorden bij de juiste normen staan.",
)
TEKST_VAN_ANDERE_NORM = FindingKind(
    "tekst_van_andere_norm",
    Severity.WAARSCHUWING,
    "Op dit blad staat in beeld de tekst van een andere norm ({aantal}; rij {rij} zegt '{value}', "
    "maar het nummer en het kenmerk zeggen norm {norm_nummer}). De tekst is niet gevolgd.",
    "Controleer of de antwoorden bij de juiste normen staan.",
    "Kijk of uw antwoorden bij de juiste normen staan.",
)
NORM_EEN_KENMERK = FindingKind(
    "norm_een_kenmerk",
    Severity.WAARSCHUWING,
    "Op {bladen} is aan maar één ding te zien bij welke norm een antwoord hoort ({aantal}; op rij "
    "{rij} is norm {norm_nummer} gelezen).",
    "Controleer of de antwoorden bij de juiste normen staan.",
    "Kijk of uw antwoorden bij de juiste normen staan.",
)
KOLOM_TEGENSTRIJDIG = FindingKind(
    "kolom_tegenstrijdig",
    Severity.FOUT,
    "Boven kolom {kolom} staat '{kop}', maar het verborgen kenmerk zegt '{veld}'. Wat in deze "
    "kolom staat telt niet mee: {value}.",
    "Vraag de organisatie wat er in deze kolom staat.",
    "Vul de antwoorden in deze kolom opnieuw in.",
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
    "De verborgen kenmerken van {bladen} zijn weg; {wat} herkend aan de zichtbare tekst.",
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
    "Vaste tekst op {bladen} is weg of veranderd ({aantal} keer){welke}.",
    "Kijk of de antwoorden op dit blad nog bij de goede tekst staan.",
)
WAARDEN_GEEN_FORMULES = FindingKind(
    "waarden_geen_formules",
    Severity.INFO,
    "Formules van het werkboek zijn vaste waarden geworden ({aantal}, zoals {voorbeeld}).",
    "Alles is opnieuw uitgerekend; u hoeft niets te doen.",
)
BLAD_INHOUD = FindingKind(
    "blad_inhoud",
    Severity.WAARSCHUWING,
    "Dit blad is toegevoegd; er staat iets in {aantal} cellen: {value}.",
    "Lees of het bij een antwoord hoort; het staat niet in de dataset.",
    "Hoort het bij een antwoord, zet het dan in een gele cel van die norm.",
)
ONBEKENDE_TEKSTEN = FindingKind(
    "onbekende_teksten",
    Severity.WAARSCHUWING,
    "Op dit blad staat bij elke norm tekst die niet in de normdefinitie staat ({aantal} cellen): "
    "{value}.",
    "Is het werkboek met een andere tekst van de norm gemaakt, geef die dan op met --definitie; "
    "lees anders of het bij een antwoord hoort.",
    "",
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
TEKSTVAK = FindingKind(
    "tekstvak",
    Severity.WAARSCHUWING,
    "Hier staat {waarin} met tekst: '{value}'.",
    "Lees of het bij een antwoord hoort; het staat niet in de dataset.",
    "Hoort het bij een antwoord, zet het dan in een gele cel van die norm.",
)
AFBEELDING = FindingKind(
    "afbeelding",
    Severity.WAARSCHUWING,
    "Op dit blad {wat}.",
    "Kijk of er iets op staat dat bij een antwoord hoort; het staat niet in de dataset.",
    "Hoort het bij een antwoord, schrijf dan in een gele cel van die norm wat erop staat.",
)
INGESLOTEN_BESTAND = FindingKind(
    "ingesloten_bestand",
    Severity.WAARSCHUWING,
    "In het werkboek zit een ander bestand ({value}); het is niet geopend.",
    "Kijk of het bij een antwoord hoort; het staat niet in de dataset.",
    "Hoort het bij een antwoord, schrijf dan in een gele cel van die norm waar het te vinden is.",
)
TEKENING = FindingKind(
    "tekening",
    Severity.INFO,
    "Op dit blad {wat}; dat hoort niet bij het werkboek.",
    "Kijk of het bij een antwoord hoort; het staat niet in de dataset.",
    "",
)
