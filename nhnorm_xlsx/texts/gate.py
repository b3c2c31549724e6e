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
        f"Er hebben minder dan {policy.ENOUGH} gemeenten geantwoord. Dan zou een cijfer over "
        "anderen te veel zeggen over één gemeente, en staat het er niet."
    ),
    "te kleine groepen": (
        "Er zijn wel genoeg antwoorden, maar in elk RIEC te weinig om op te tellen. Een cijfer "
        "over anderen zou dan te veel zeggen over één gemeente, en staat er niet."
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
