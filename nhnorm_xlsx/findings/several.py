"""More than one file of an organisation, and what was decided about files."""

from __future__ import annotations

from nhnorm_xlsx.findings.model import FindingKind, Severity

VERVANGEN = FindingKind(
    "vervangen",
    Severity.INFO,
    "Er is een nieuwer bestand van deze organisatie voor deze meting: {door}.",
    "{waarom} Dit bestand blijft bewaard.",
)
DUBBEL = FindingKind(
    "dubbel",
    Severity.INFO,
    "Dit bestand is gelijk aan {van}.",
    "{gevolg}.",
)
ZELFDE_ANTWOORDEN = FindingKind(
    "zelfde_antwoorden",
    Severity.INFO,
    "Dit bestand is van hetzelfde moment als {van} en heeft dezelfde antwoorden.",
    "Het telt één keer.",
)
SAMENGEVOEGD = FindingKind(
    "samengevoegd",
    Severity.INFO,
    "Dit bestand is samengevoegd met {met}.",
    "De antwoorden tellen samen; waar zij elkaar tegenspreken staat dat erbij.",
)
TWEE_UITGIFTEN = FindingKind(
    "twee_uitgiften",
    Severity.WAARSCHUWING,
    "Er kwam antwoord op twee uitgiftes van dit werkboek: dit bestand is van die van {dag}, "
    "{ander} van die van {andere_dag}. Bij norm {normen} zeggen zij iets anders.",
    "Het nieuwste telt, dat is dit bestand. Vraag na of dat klopt. Geldt het andere, zet dan deze "
    "regel in besluiten.csv: {regel}",
    "",
    on_screen=True,
)
DELEN_TEGENSTRIJDIG = FindingKind(
    "delen_tegenstrijdig",
    Severity.FOUT,
    "De samengevoegde bestanden zeggen bij norm {norm_nummer} iets anders bij {veld}: {waarden}.",
    "Vraag welk antwoord geldt; tot dan telt het als niet ingevuld. Laat zo nodig een bestand weg "
    "met besluiten.csv.",
    "Kies het antwoord dat geldt.",
)
NORMEN_LEEG_GEWORDEN = FindingKind(
    "normen_leeg_geworden",
    Severity.FOUT,
    "In dit latere bestand is leeg of onbruikbaar wat in {eerder} was ingevuld: norm {normen}. "
    "Daarom blijft {eerder} tellen.",
    "Vraag na welk bestand geldt. Geldt dit bestand, zet dan deze regel in besluiten.csv (met deel "
    "in plaats van telt, als het bij het andere bestand hoort): {regel}",
    "",
    decisions=("telt", "deel"),
)
MOMENT_GELIJK = FindingKind(
    "moment_gelijk",
    Severity.FOUT,
    "Dit bestand en {andere} zijn van hetzelfde moment ({moment}) en zeggen iets anders bij norm "
    "{normen}. Welk het laatste is, is niet te zien; daarom telt geen van beide.",
    "Vraag na welk bestand geldt. Geldt dit bestand, zet dan in besluiten.csv deze regel: {regel}",
    "",
    decisions=("telt", "deel"),
)
VELDEN_LEEG_GEWORDEN = FindingKind(
    "velden_leeg_geworden",
    Severity.WAARSCHUWING,
    "De status is gelijk gebleven, maar wat erbij stond in {eerder} is nu leeg: {wat}.",
    "Vraag na of dat de bedoeling is; het eerdere bestand is bewaard.",
    "",
)
LEEG_TERUGGESTUURD = FindingKind(
    "leeg_teruggestuurd",
    Severity.INFO,
    "Leeg teruggestuurd: sinds dit werkboek is gemaakt, is bij geen enkele norm iets veranderd.",
    "Het telt niet als antwoord en vervangt niets. Vraag zo nodig om het ingevulde werkboek.",
)
NIET_GEOPEND = FindingKind(
    "niet_geopend",
    Severity.INFO,
    "Dit werkboek is nog zoals het is gemaakt: niemand heeft het geopend en opgeslagen.",
    "U hoeft niets te doen; het telt niet als antwoord.",
)
MOMENT_NIET_GELOOFD = FindingKind(
    "moment_niet_geloofd",
    Severity.WAARSCHUWING,
    "{wat} ({moment}) kan niet kloppen: dat {waarom}. Daarom telt {anders}.",
    "Kijk na of zo het juiste bestand het nieuwste is.",
    "",
    on_screen=True,
)
NA_SLUITING = FindingKind(
    "na_sluiting",
    Severity.WAARSCHUWING,
    "Dit werkboek is van {dag}, maar meting {meting} sloot op {sluiting} ({dagen} dagen na de "
    "deadline van {deadline}).",
    "Het telt mee voor meting {meting}. Vraag na of dat de bedoeling is, of laat het weg met "
    "besluiten.csv.",
    "",
    on_screen=True,
)
ANDERE_METING = FindingKind(
    "andere_meting",
    Severity.WAARSCHUWING,
    "Dit werkboek van {dag} hoort bij meting {meting}, terwijl toen meting {lopend} liep.",
    "Vraag na of het juiste werkboek is ingevuld. Hoort het bij een andere meting, zet dat dan in "
    "besluiten.csv.",
    "",
    decisions=("meting",),
    on_screen=True,
)
LANG_NA_DEADLINE = FindingKind(
    "lang_na_deadline",
    Severity.WAARSCHUWING,
    "Dit werkboek is van {dag}: {dagen} dagen na de deadline van {deadline}.",
    "Het telt mee. Vraag na of dat de bedoeling is.",
    "",
    on_screen=True,
)
UITGESLOTEN = FindingKind(
    "uitgesloten",
    Severity.INFO,
    "Dit bestand telt niet mee, volgens {lijst}: {reden}.",
    "Haal die regel weg om het weer te laten tellen.",
)
BESLOTEN = FindingKind(
    "besloten",
    Severity.INFO,
    "Volgens {lijst} geldt voor dit bestand: {besluit} ({reden}).{gevolg}",
    "Haal die regel weg om het ongedaan te maken.",
    on_screen=True,
)
BESLUITEN_TEGENSTRIJDIG = FindingKind(
    "besluiten_tegenstrijdig",
    Severity.FOUT,
    "Over dit bestand zijn besluiten genomen die elkaar tegenspreken: {regels}.",
    "Geen van deze regels telt. Haal weg wat niet geldt en importeer opnieuw.",
    "",
)
ZELF_BESLISSEN = FindingKind(
    "zelf_beslissen",
    Severity.INFO,
    "U kunt zelf over dit bestand beslissen, met een regel in besluiten.csv:",
    "{regels}",
    on_screen=True,
)
