"""The standard texts of the mails. The first run puts them in the folder with templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TEMPLATES: Final[Mapping[str, str]] = {
    "uitnodiging": """\
Onderwerp: {norm}: zelfevaluatie {meting}, {organisatie}

{aanhef}

Hierbij ontvangt u het werkboek voor de zelfevaluatie van de {norm}, meting {meting}. \
Daarin geeft u bij {aantal_normen} normen aan hoe ver uw organisatie is.

Wat vragen wij u?
- Bewaar de bijlage op uw computer en open haar in Excel.
- Ziet u 'Beveiligde weergave'? Klik dan op 'Bewerken inschakelen'.
- Vul het werkboek in. Op het blad Start staat hoe.
- Stuur het uiterlijk {deadline} terug naar {terug_naar}.

Op de bijgevoegde bladzijde staat wat dit is, hoe u het invult en wie uw antwoorden ziet.

Met vriendelijke groet,

{ondertekening}
""",
    "ontvangst": """\
Onderwerp: Ontvangen: {norm}, meting {meting}, {organisatie}

{aanhef}

Wij hebben uw werkboek ontvangen: {bestand}, op {ontvangen_op}. Dank u wel.

U heeft {ingevuld} van de {aantal_normen} normen ingevuld. Dit hebben wij gelezen:
{gelezen}

{nog_open}

Klopt dit niet met wat u heeft ingevuld? Laat het ons dan weten.

Met vriendelijke groet,

{ondertekening}
""",
    "herinnering": """\
Onderwerp: Herinnering: {norm}, meting {meting}, {organisatie}

{aanhef}

{nog_open}

{over_de_deadline} Wilt u het ingevulde werkboek sturen naar {terug_naar}? Bent u al begonnen? \
Ga dan verder in uw eigen bestand.

Heeft u het net gestuurd? Dan hoeft u niets te doen. Lukt het niet op tijd? Laat het ons dan weten.

Met vriendelijke groet,

{ondertekening}
""",
    "correcties": """\
Onderwerp: Graag verbeteren: {norm}, meting {meting}, {organisatie}

{aanhef}

Dank u wel voor uw werkboek. Niet alles was te lezen. Wilt u dit verbeteren?

{te_verbeteren}

Gebruik daarvoor het werkboek in de bijlage. Uw andere antwoorden staan er al in; die hoeft u niet \
opnieuw te typen. Stuur het terug naar {terug_naar}.

Met vriendelijke groet,

{ondertekening}
""",
    "terugkoppeling": """\
Onderwerp: Terugkoppeling: {norm}, meting {meting}, {organisatie}

{aanhef}

Dank u wel voor uw antwoorden. In de bijlage vindt u de terugkoppeling van meting {meting}: \
uw eigen antwoorden naast die van alle gemeenten samen.

De bijlage is vertrouwelijk en alleen voor {organisatie}. Antwoorden van een ander staan er niet in.

Met vriendelijke groet,

{ondertekening}
""",
}
