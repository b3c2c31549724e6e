"""What the gate decided, in words."""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx import policy

# The steps that the share of a norm is told in, lowest first.
STEPS: Final = (
    "minder dan een kwart",
    "een kwart tot de helft",
    "de helft tot driekwart",
    "driekwart of meer",
)
# A percentage of a thema, by where it stands: `number` is filled in.
PERCENTAGES: Final = {
    "onder": "onder {number}%",
    "ongeveer": "ongeveer {number}%",
    "boven": "boven {number}%",
}
# Why nothing of others is shown.
NOTHING: Final = {
    "te weinig antwoorden": (
        "Er staat geen cijfer over de gemeenten samen, omdat minder dan "
        f"{policy.ENOUGH} gemeenten hebben geantwoord: het zou te veel zeggen over één gemeente."
    ),
    "te kleine groepen": (
        "Er staat geen cijfer over de gemeenten samen, omdat er van elk RIEC te weinig antwoorden "
        "zijn: het zou te veel zeggen over één gemeente."
    ),
}
# Why the figures of a RIEC are replaced or stay, or why hand-overs cannot be put together.
REASONS: Final = {
    "eerste": "Van dit RIEC waren er nog geen cijfers.",
    "genoeg verschil": (
        f"Sinds de vorige stand verschillen {policy.DIFFERENT} organisaties of meer. De cijfers "
        "worden vervangen."
    ),
    "te weinig antwoorden": (
        f"In dit RIEC hebben minder dan {policy.SMALLEST} gemeenten geantwoord. Er gaan geen "
        "cijfers van naar anderen."
    ),
    "nog niets te tonen": (
        "Zolang niemand een cijfer van anderen ziet, gaat er ook van dit RIEC niets naar anderen. "
        "Komen er antwoorden bij, stel dan opnieuw vast."
    ),
    "gelijk": "Er is niets veranderd sinds de vorige stand.",
    "te weinig verschil": (
        f"Sinds de vorige stand verschillen minder dan {policy.DIFFERENT} organisaties. De oude "
        "cijfers blijven staan: het verschil zou te veel zeggen over één organisatie."
    ),
    "weinig bij het begin": (
        f"In de eerste stand van dit RIEC hadden minder dan {policy.ENOUGH} organisaties "
        "geantwoord. De cijfers blijven dan de hele meting zo: een verschil zou te veel "
        "zeggen over één organisatie."
    ),
    "weinig over": (
        f"In dit RIEC zijn minder dan {policy.ENOUGH} antwoorden over. De oude cijfers blijven "
        "staan."
    ),
    "al getoond": (
        "Een of meer gemeenten van dit RIEC tellen in deze meting al mee in cijfers van een ander "
        "RIEC (het RIEC heet nu anders, of de indeling is veranderd). De oude cijfers blijven "
        "staan: nieuwe ernaast zouden te veel zeggen over één gemeente."
    ),
    "hoort bij elkaar": "Alle bestanden horen bij elkaar.",
    "RIEC dubbel": "Een RIEC staat in meer dan één bestand. Neem van elk RIEC één bestand.",
    "andere meting": "De bestanden zijn niet van dezelfde meting.",
    "andere normen": "De bestanden gaan niet over dezelfde normen.",
}
