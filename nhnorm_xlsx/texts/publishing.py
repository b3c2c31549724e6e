"""What is said when a stand is fixed, handed over, or looked at before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from nhnorm_xlsx import policy
from nhnorm_xlsx.texts.words import GEMEENTEN, day, listed

# --- vaststellen ------------------------------------------------------------------------


def fixes(name: str, meting: str, on: date) -> str:
    """What would be fixed."""
    return f"Dit wordt vastgesteld voor meting {meting}, als {name}, met de datum {day(on)}:"


def riec_answered(riec: str, answered: int, invited: int) -> str:
    """How many of a RIEC answered."""
    verb = "heeft" if answered == 1 else "hebben"
    return f"{riec}: {answered} van de {GEMEENTEN.count(invited)} {verb} geantwoord."


def still_missing(names: Sequence[str]) -> str:
    """Who has not answered."""
    return f"Nog geen antwoord van {listed(list(names))}."


def nothing_shown(why: str) -> str:
    """That a stand would show others nothing at all."""
    return f"Let op: met deze stand ziet niemand een cijfer van anderen. {why}"


WHAT_IT_MEANS: Final = (
    "Het rapport voor de provincie, wat u doorgeeft en elke terugkoppeling komen uit deze stand, "
    "wanneer u ze ook maakt. Wie later antwoordt, krijgt de eigen antwoorden naast deze cijfers. "
    f"Een nieuwe stand kan pas als in een RIEC minstens {policy.DIFFERENT} gemeenten anders of "
    f"nieuw hebben geantwoord. Van een RIEC met minder dan {policy.ENOUGH} antwoorden blijven de "
    "cijfers zo tot de volgende meting: wacht daar liever tot iedereen heeft geantwoord."
)
WHAT_NOTHING_MEANS: Final = (
    "Het rapport voor de provincie, wat u doorgeeft en elke terugkoppeling komen uit deze stand, "
    "zonder cijfers van anderen. Een nieuwe stand kan zodra er antwoorden genoeg zijn voor een "
    "cijfer."
)
FIRST_STAND: Final = (
    "Dit is de eerste stand van deze meting in deze dataset. Heeft een collega er met een andere "
    "kopie al een vastgesteld of doorgegeven? Antwoord dan nee en gebruik die dataset: twee "
    "eerste standen naast elkaar zeggen iets over één gemeente."
)
QUESTION: Final = "Vaststellen?"
NO_ONE_TO_ASK: Final = (
    "Er is geen scherm om de vraag te beantwoorden. Geef --ja om zonder vraag vast te stellen."
)
NOT_FIXED: Final = "Er is niets vastgesteld."


def fixed(name: str) -> str:
    """That it was done, and what to do now."""
    return (
        f"{name} is vastgesteld. Maak nu wat u nodig heeft: nhnorm vergelijk --niveau provincie, "
        "nhnorm doorgeven of nhnorm terugkoppeling."
    )


def old_stay(riecs: Sequence[str]) -> str:
    """Of whom no new figures were made, as some of them are in those of another RIEC."""
    return (
        f"Niet met nieuwe cijfers: {listed(list(riecs))}. Daarvan tellen gemeenten al mee in oude "
        "cijfers van een ander RIEC, en die blijven staan."
    )


def stays(name: str) -> str:
    """That no new stand is possible."""
    return f"Een nieuwe stand kan nog niet: {name} blijft gelden."


def other_editie(name: str, editie: str) -> str:
    """That most answered another editie since."""
    return (
        f"De meeste gemeenten hebben nu editie {editie} van de norm ingevuld. {name} gaat over een "
        "andere editie en blijft gelden: cijfers over verschillende normen gaan niet samen."
    )


OLD_PUBLICATIONS: Final = (
    "Let op: van deze meting is eerder een rapport voor de provincie gemaakt met een oudere versie "
    "van dit programma. Is dat gedeeld, vraag het dan eerst terug: oude en "
    "nieuwe cijfers naast elkaar kunnen iets zeggen over één gemeente."
)


# --- what goes wrong --------------------------------------------------------------------


def no_stand(meting: str) -> str:
    """That nothing was fixed yet."""
    return (
        f"Van meting {meting} is nog geen stand vastgesteld. Doe dat met 'nhnorm vaststellen', of "
        "geef --concept om alleen zelf te kijken."
    )


def two_stands(name: str, files: Sequence[str]) -> str:
    """That two copies of a dataset each fixed a stand."""
    return (
        f"Er zijn twee verschillende standen met de naam {name}: twee kopieën van deze dataset "
        f"zijn elk vastgesteld. Zij staan in de map 'gebeurtenissen': {listed(list(files))}. "
        "Zoek uit welke u met anderen heeft gedeeld, en zet het andere bestand apart."
    )


def damaged(path: object) -> str:
    """That it is not known what was shown."""
    return (
        f"{path} is beschadigd. Daarin staat wat anderen hebben gezien; zonder dat is een nieuw "
        "cijfer niet veilig. Zet een kopie van dit bestand terug."
    )


ANSWERS_GONE: Final = (
    "De antwoorden van die stand zijn er niet meer: wat sindsdien anders is, is niet na te gaan."
)
STAND_CHANGED: Final = (
    "Ondertussen is door een ander een stand vastgesteld of is de dataset veranderd. Er is niets "
    "vastgesteld; geef de opdracht opnieuw."
)


def not_in_stand(riec: str, name: str) -> str:
    """That a RIEC is not in the stand."""
    return (
        f"{riec} zit niet in {name}: er was nog geen enkel antwoord, of de gemeenten tellen daarin "
        "mee als deel van een ander RIEC (dat nu anders heet of is ingedeeld)."
    )


# --- concept ----------------------------------------------------------------------------

CONCEPT: Final = "CONCEPT: alleen voor uzelf. Dit is geen vastgestelde stand; stuur het niet door."


def stand_line(name: str, on: date) -> str:
    """Which stand it is, below a title."""
    return f"Stand van {day(on)} ({name})."


def concept_line(on: date) -> str:
    """The same of a concept, which says on top of every sheet that it is one."""
    return f"Zoals de antwoorden waren op {day(on)}."


# --- doorgeven --------------------------------------------------------------------------

READ_SHEET: Final = "Lees eerst"
DATA_SHEET: Final = "Gegevens"


_NAMED: Final = 3


def in_short(riecs: Sequence[str]) -> str:
    """RIECs in the name of a file, which cannot hold many."""
    if len(riecs) <= _NAMED:
        return " en ".join(riecs)
    return f"{riecs[0]} en {len(riecs) - 1} andere"


def handover_title(riecs: Sequence[str], meting: str) -> str:
    """The title of a hand-over."""
    named = listed(list(riecs)) if len(riecs) <= _NAMED else in_short(riecs)
    return f"{named}: om door te geven, meting {meting}"


def handover_lines(riecs: Sequence[str], answered: int, invited: int, *, counts: bool) -> list[str]:
    """What is in it, for whom it is, and what it does not say."""
    inside = (
        "Per norm staat op het blad 'Gegevens' hoeveel gemeenten voldoen. Die aantallen zijn "
        f"beschermd. {_TOGETHER if len(riecs) > 1 else _ALONE}"
        if counts
        else f"{_why_no_counts(answered)} Daarom staat er geen enkel cijfer over normen in, "
        "alleen hoeveel gemeenten hebben geantwoord."
    )
    return [
        f"Voor wie: wie het rapport voor de provincie maakt, of een ander RIEC voor zijn "
        f"terugkoppeling. Van wie: {listed(list(riecs))}, {answered} van de "
        f"{GEMEENTEN.count(invited)}.",
        inside,
        "Er staan geen namen van gemeenten in, geen antwoorden van één gemeente en geen teksten "
        "die iemand heeft ingevuld.",
        *([_NOT_TO_THEM] if len(riecs) > 1 else ()),
    ]


_ALONE: Final = (
    "Voldoet niemand, dan staat er één; voldoet iedereen, dan staat er iedereen op één na. Ook wat "
    "vlak bij die uiteinden ligt, staat er zo."
)
_TOGETHER: Final = (
    "Nooit staat er dat niemand voldoet, of iedereen; wat in de buurt van die uiteinden ligt, "
    "staat er hetzelfde."
)


def _why_no_counts(answered: int) -> str:
    if answered < policy.SMALLEST:
        return f"Er hebben minder dan {policy.SMALLEST} gemeenten geantwoord."
    return "Van alle gemeenten samen zijn er nog te weinig antwoorden om een cijfer te tonen."


_NOT_TO_THEM: Final = (
    "Deze RIEC's hebben weinig antwoorden en zijn samen geteld. Geef dit bestand niet aan een van "
    "hen: wie zijn eigen deel kent, kent dan ook dat van de ander."
)
CHECK_TITLE: Final = "Kijk dit na voordat u het mailt"
CHECKS: Final = (
    "Klopt het RIEC, en klopt de meting?",
    "Is dit de laatste stand? Geef van elk RIEC één bestand door, niet twee standen naast elkaar.",
    "Gaat de mail naar het goede adres? De cijfers zijn beschermd, maar niet openbaar.",
    "Verander niets in dit bestand: een gewijzigd bestand wordt geweigerd.",
)
DATA_NOTE: Final = "Dit leest het programma. Verander hier niets."


def concept_made(*paths: str) -> list[str]:
    """Where a concept was put, which is not for others."""
    return [*(f"Een concept staat in {path}" for path in paths), CONCEPT]


def nobody_answered(meting: str) -> str:
    """There is nothing to show of a meting."""
    return f"Nog niemand heeft de meting {meting} beantwoord."


def handed_over(*paths: str) -> list[str]:
    """Where it was put, and what to do with it."""
    return [
        *(f"Om door te geven staat in {path}" for path in paths),
        "Het eerste blad zegt wat erin staat, en wat u nakijkt voordat u het mailt.",
    ]


# --- reading what was handed over -------------------------------------------------------


def cannot_read(file: str, why: str) -> str:
    """That a file could not be read at all."""
    return f"{file} is niet te lezen: {why}"


def no_handover(file: str) -> str:
    """That a file is none."""
    return f"{file} is geen bestand dat met 'nhnorm doorgeven' is gemaakt."


def newer_handover(file: str) -> str:
    """That a newer program made it."""
    return f"{file} is gemaakt met een nieuwere versie van dit programma; werk het programma bij."


def changed_handover(file: str) -> str:
    """That somebody changed it."""
    return f"{file} is gewijzigd of beschadigd nadat het is gemaakt; vraag het bestand opnieuw."


def concept_handover(file: str) -> str:
    """That it is no stand."""
    return f"{file} is een concept en geen vastgestelde stand; vraag het vastgestelde bestand."


def two_stands_of(riec: str, own: str, other: str) -> str:
    """That a file is of a RIEC that is in the dataset too, with other figures."""
    return (
        f"Van {riec} zijn er twee standen: {own} in uw dataset en {other} in een bestand. Neem er "
        "één: laat het bestand weg, of maak het opnieuw."
    )


def used_otherwise(riecs: Sequence[str], name: str) -> str:
    """That two copies of a dataset each used other figures under one name."""
    return (
        f"Van {listed(list(riecs))} zijn onder de naam {name} andere cijfers gebruikt dan in de "
        "kopie. Zoek uit welke u met anderen heeft gedeeld, en vraag het RIEC welke juist zijn."
    )


def other_figures(file: str, riecs: Sequence[str], name: str) -> str:
    """That other figures with the same name were used before."""
    return (
        f"{file or _OWN_DATASET} heeft van {listed(list(riecs))} andere cijfers dan die eerder als "
        f"{name} zijn gebruikt. Gebruik het bestand van toen, of vraag welk het juiste is."
    )


NO_CONCEPT_WITH_OTHERS: Final = (
    "Met --van kan --concept niet: een concept telt nergens en mag niet naast cijfers van anderen "
    "staan. Laat --concept weg."
)


def other_meting(file: str, its: str, meting: str | None) -> str:
    """That a file is of another meting than was asked for."""
    return f"{file} is van meting {its}, niet van meting {meting}."


def of_meting(file: str, meting: str) -> str:
    """Of which meting a file is."""
    return f"{file or _OWN_DATASET} is van meting {meting}."


def riecs_in(riec: str, files: Sequence[str]) -> str:
    """Which RIEC is in which files."""
    return f"{riec}: {listed(list(files))}."


def riecs_missing(riecs: Sequence[str]) -> str:
    """That not all RIECs are there, and what to do."""
    return (
        f"Er is geen bestand van {listed(list(riecs))}. Cijfers van alle gemeenten worden alleen "
        "van alle RIEC's samen gemaakt: anders is te zien wat één RIEC toevoegt. Vraag er een met "
        "'nhnorm doorgeven'; dat kan ook bij weinig antwoorden. Is er geen enkel antwoord, "
        "importeer daar dan eerst een leeg werkboek van deze meting."
    )


def other_riecs(file: str, riecs: Sequence[str], other: str, others: Sequence[str]) -> str:
    """That two files do not know the same RIECs."""
    return (
        f"{file or _OWN_DATASET} kent als deelnemers {listed(list(riecs))}, maar "
        f"{other or _OWN_DATASET} kent {listed(list(others))}. Cijfers van alle gemeenten worden "
        "alleen van alle RIEC's samen gemaakt: gebruik overal dezelfde lijst van organisaties."
    )


_OWN_DATASET: Final = "Uw dataset"
NOTHING_HANDED_OVER: Final = "Noem met --van de bestanden die met 'nhnorm doorgeven' zijn gemaakt."
