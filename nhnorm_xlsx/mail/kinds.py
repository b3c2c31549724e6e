"""The kinds of mail, and the names in braces that the template of each may hold. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# What every mail can say. The words are an interface: they stand in templates of users.
_ALWAYS: Final = (
    "aanhef",
    "organisatie",
    "naam",
    "meting",
    "norm",
    "deadline",
    "terug_naar",
    "afzender",
    "bijlage",
    "ondertekening",
)


@dataclass(frozen=True)
class MailKind:
    """One kind of mail: its name is the command, the folder and the name of its template."""

    name: str
    own: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The names that its template may hold between braces."""
        return (*_ALWAYS, *self.own)


UITNODIGING: Final = MailKind("uitnodiging", ("aantal_normen",))
ONTVANGST: Final = MailKind(
    "ontvangst",
    ("ontvangen_op", "bestand", "ingevuld", "aantal_normen", "gelezen", "nog_open", "aantal_open"),
)
HERINNERING: Final = MailKind("herinnering", ("nog_open", "aantal_open", "over_de_deadline"))
CORRECTIES: Final = MailKind("correcties", ("te_verbeteren", "aantal_te_verbeteren"))
TERUGKOPPELING: Final = MailKind("terugkoppeling", ("stand",))

MAIL_KINDS: Final = (UITNODIGING, ONTVANGST, HERINNERING, CORRECTIES, TERUGKOPPELING)
