"""How the page says what the tasks say in the words of the command line.

A task says what to do with commands, options and `besluiten.csv`. On the page there are tabs,
buttons and fields. What each is called there the page itself knows; here is how a sentence asks
for it.
"""

from __future__ import annotations

from typing import Final

DECIDING: Final = "het tabblad Beslissen"
_SHARING: Final = "op het tabblad Vergelijken en delen, onder 'Meer mogelijkheden'"
_ELSEWHERE: Final = "open het scherm{dan} in een andere map"

# What is not on the page, or otherwise, with what is said instead; in this order. `<naam>` is
# a job that is called so, and where it stands.
PHRASES: Final[tuple[tuple[str, str], ...]] = (
    # --- what stands in ronde.toml is changed on the page
    (r"Er ontbreekt een optie: '--([a-z]+)'\. Geef haar op, of zet \S+ in \S+ in deze map",
     r"Het is niet bekend welke \1 geldt. Vul dat in bij <instellingen>"),
    (r"Open het in een tekstbewerker en vul bij \[wie\] in", "Vul bij <instellingen> in"),
    (r" \(terug_naar\)", ""),
    (r"Vul in \S+ bij \[wie\.verstuurt\] of \[wie\.voert_uit\] in", "Vul bij <instellingen> in"),
    (r"Maak ronde\.toml met 'nhnorm ronde nieuw', vul daarin bij \[wie\] in wie dat is",
     "Begin een ronde, bij <ronde-nieuw>, vul daar in wie dat is"),
    (r"Zet in \S+ onder \[wie\] een regel zoals terug_naar = \"[^\"]*\"",
     "Vul dat in bij <instellingen>"),
    (r"Let op: \S+ zegt niet wie het werkboek ontvangt",
     "Let op: er is niet ingevuld wie het werkboek ontvangt"),
    (r"Zet onder \[wie\.ontvangt\] wie dat voor alle andere doet",
     "Vul bij <instellingen> in wie dat voor alle andere doet"),
    (r"Zet in ronde\.toml onder \[mail\] een ondertekening, of onder \[wie\.verstuurt\] wie de "
     r"mails verstuurt",
     "Vul bij <instellingen> een ondertekening in, of wie de werkboeken verstuurt"),
    (r"zet hem in ronde\.toml of haal", "vul hem in bij <instellingen>, of haal"),
    (r"Zet in ronde\.toml nog de deadline van (\S+)\.",
     r"Vul bij <instellingen> nog de deadline van \1 in."),
    (r"pas dan de regel deadline in \S+ aan en geef uitstel",
     "verander dan de deadline bij <instellingen>"),
    (r"Pas het aan in een tekstbewerker, begin", "Pas het aan bij <instellingen>, begin"),
    (r"Let op: \S+ zegt (\S+), maar", r"Let op: de deadline van de ronde is \1, maar"),
    (r"\S+ zegt niet welke meting loopt; zet erin: meting = \"[^\"]*\", met het goede jaar, en",
     "Er is niet ingevuld welke meting loopt; vul het jaar in bij <instellingen> en"),
    (r"Er is nog geen ronde\.toml in deze map of in output", "In deze map staat nog geen ronde"),
    (r" volgens ronde\.toml", ""),
    # --- another folder
    (
        r"Zet het in een eigen dataset: kies met --uit een andere map en geef met --definitie die "
        r"norm op",
        "Open het scherm in een andere map, begin daar een ronde en geef die norm op bij "
        "<bronnen>",
    ),
    (r"kies voor een andere norm met --map een andere map",
     "open het scherm voor een andere norm in een andere map"),
    (r"kies met --uit een eigen map voor deze norm",
     "open het scherm voor deze norm in een eigen map"),
    (r"kies dan met --(?:uit|map) een andere map", _ELSEWHERE.format(dan=" dan")),
    (r"kies met --(?:uit|map) een andere map", _ELSEWHERE.format(dan="")),
    (r"Kies met --(?:uit|map) een andere map", _ELSEWHERE.format(dan="").capitalize()),
    (r"kies met --(?:uit|dataset) een lege of nieuwe map",
     "open het scherm in een lege of nieuwe map"),
    (r"geef met --(?:uit|dataset|correcties) een map op",
     "geef dat bestand een andere naam of een andere plek"),
    (r"Geef 'nhnorm opruimen' met --dataset en die map",
     "Open het scherm in die map en kies daar <opruimen>"),
    # --- another norm, other participants
    (r"laat --definitie weg of kies een andere map voor de dataset",
     "geef een definitie van de eigen norm, of open het scherm in een andere map"),
    (r"geef die dan op met --definitie", "geef die dan op bij <bronnen>"),
    (r"([Gg])eef met --(?:definitie|organisaties) (.+?) op", r"\1eef bij <bronnen> \2 op"),
    (r"geef dan --(?:definitie|organisaties) op", "geef het dan op bij <bronnen>"),
    (r"geef dan: nhnorm importeer --(?:definitie|organisaties) BESTAND, met het bestand dat geldt",
     "geef dan bij <bronnen> het bestand dat geldt"),
    # --- what is chosen or asked otherwise
    (r"Noem met --van de bestanden", "Kies de bestanden"),
    (r"Met --van kan --concept niet", "Met bestanden van RIEC's erbij kan --concept niet"),
    (r"zet het in een tekstbestand en importeer opnieuw met --wachtwoorden",
     "vul het in bij --wachtwoorden en lees het bestand opnieuw in"),
    (r"Zeg met --meting om welke meting het gaat",
     "Begin eerst een ronde, bij <ronde-nieuw>; dan is bekend om welke meting het gaat"),
    (r"Zeg met --meting voor welke meting het uitstel is, zoals --meting \S+;",
     "Begin eerst een ronde, bij <ronde-nieuw>;"),
    (r"Geef met --meting een andere op, of geef eerst werkboeken uit",
     "Geef eerst werkboeken uit"),
    (r"Wilt u nog iets doen voor (\S+), geef dan --meting (\S+)\.",
     rf"Wilt u nog iets delen over \1, vul dan bij die taak \2 in bij 'Meting' ({_SHARING})."),
    (r"Wilt u iets doen voor een eerdere meting, geef dan bij die opdracht --meting (\S+)\.",
     rf"Wilt u iets delen over een eerdere meting, vul dan bij die taak \1 in bij 'Meting' "
     rf"({_SHARING})."),
    (r"Noem de bestanden of mappen om te importeren", "Lees eerst iets in"),
    # --- again
    (r"Geef de opdracht daarna opnieuw", "Probeer het daarna opnieuw"),
    (r"geef de opdracht opnieuw", "probeer het opnieuw"),
    (r"opdrachten gaan over", "alles op deze bladzijde gaat over"),
    # --- commands
    (r"met:? '?nhnorm status'?", "op <status>"),
    (r"\bGeef( dan| nog eens)?:? ('?nhnorm )", r"Kies\1 \2"),
    (r"\bgeef( dan| nog eens)?:? ('?nhnorm )", r"kies\1 \2"),
    (r"met: (nhnorm )", r"met \1"),
    # --- besluiten.csv
    (r"zet dan in besluiten\.csv bij dit bestand", f"leg dan op {DECIDING} bij dit bestand vast"),
    (r"Zet in besluiten\.csv bij dit bestand", f"Leg op {DECIDING} bij dit bestand vast"),
    (r"Zet dat ook in besluiten\.csv bij dit bestand",
     f"Leg dat ook op {DECIDING} bij dit bestand vast"),
    (r" twee regels: 'organisatie' met de code en 'meting' met het jaar",
     " van welke organisatie het is en bij welke meting het hoort"),
    (r"een regel met 'organisatie' en de code", "van welke organisatie het is"),
    (r"een regel met 'meting' en de (?:juiste )?meting", "bij welke meting het hoort"),
    (r"een regel met 'organisatie' en ", "van welke organisatie het is: "),
    (r"een regel met 'meting' en ", "bij welke meting het hoort: "),
    (r"zet dan (?:in besluiten\.csv deze regel|deze regel in besluiten\.csv)[^:]*: .*",
     f"leg dat dan vast op {DECIDING}."),
    (r"zet dat dan in besluiten\.csv", f"leg dat dan vast op {DECIDING}"),
    (r"weg met besluiten\.csv", f"weg op {DECIDING}"),
    (r"Haal die regel weg om", f"Trek dat besluit in op {DECIDING} om"),
    # --- words of ours
    (r"(?<!nhnorm )\bimporteer ([^.;,:]*?)(?=[.;,:]| dat | wat |$)", r"lees \1 in"),
    (r"\bImporteer ([^.;,:]*?)(?=[.;,:]| dat | wat |$)", r"Lees \1 in"),
    (r"\b([Dd]e|[Dd]eze|[Uu]w|[Ee]en|[Dd]ie|eigen|andere|geen|geen \(hele\)) dataset\b",
     r"\1 verzameling antwoorden"),
)  # fmt: skip
