"""The Dutch text about mails: on the screen, in the folder with drafts, in the list to send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from nhnorm_xlsx.contract.drafts import SENDING_LIST
from nhnorm_xlsx.texts.words import ORGANISATIES, day, listed, normen

# How a kind of mail is called: one, and more of them.
CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "uitnodiging": ("uitnodiging", "uitnodigingen"),
    "ontvangst": ("ontvangstbevestiging", "ontvangstbevestigingen"),
    "herinnering": ("herinnering", "herinneringen"),
    "correcties": ("mail met correcties", "mails met correcties"),
    "terugkoppeling": ("mail met een terugkoppeling", "mails met een terugkoppeling"),
}
PROGRESS: Final = "Opstellen"

# --- templates ----------------------------------------------------------------------------

NO_SUBJECT: Final = "de eerste regel moet het onderwerp zijn; schrijf: Onderwerp: ..."
EMPTY_SUBJECT: Final = "het onderwerp is leeg; schrijf het achter 'Onderwerp:'"
EMPTY_BODY: Final = "er staat geen tekst onder het onderwerp"
LOOSE_BRACE: Final = (
    "er staat een losse accolade; schrijf een naam tussen { en } op één regel, zoals {organisatie}"
)


NOT_UTF8: Final = "geen UTF-8; kies in Kladblok bij 'Opslaan als' de codering UTF-8"


def unreadable(path: str, reason: str) -> str:
    """A file that cannot be read."""
    return f"{path} kan niet worden gelezen ({reason}); controleer of u het mag openen."


def unknown_name(written: str, near: str, allowed: Sequence[str]) -> str:
    """A name between braces that this template cannot hold."""
    hint = f"bedoelt u {{{near}}}?" if near else ""
    names = ", ".join(f"{{{name}}}" for name in allowed)
    return f"{{{written}}} is hier niet bekend; {hint or f'toegestaan zijn: {names}'}"


def template_head(kind: str, allowed: Sequence[str]) -> str:
    """The remarks on top of a template."""
    names = [f"{{{name}}}" for name in allowed]
    lines = [names[start : start + 6] for start in range(0, len(names), 6)]
    return "\n".join(
        (
            f"# De tekst van een {CALLED[kind][0]}. Verander haar zoals u wilt.",
            "# Regels met een # ervoor gaan niet mee in de mail.",
            "# Tussen accolades vult het programma iets in. Hier kunnen:",
            *(f"#   {' '.join(line)}" for line in lines),
        )
    )


# --- contacten.csv --------------------------------------------------------------------------

NO_ADDRESS: Final = "geen adres; vul in contacten.csv de kolom 'aan' in"


def unknown_code(code: str, near: str) -> str:
    """A code that no organisation has."""
    hint = f"bedoelt u {near}?" if near else "haal de regel weg, of verbeter de code"
    return f"organisatie_code '{code}' staat niet in de lijst van organisaties; {hint}"


def two_salutations(name: str) -> str:
    """Two lines of one organisation with another salutation."""
    return f"'aanhef' is anders dan op een eerdere regel van {name}; kies er één"


def not_yes(value: str) -> str:
    """Something else than yes in the column for what was checked."""
    return f"'klopt' is '{value}'; schrijf ja, of laat het leeg"


def other_name(code: str, name: str) -> str:
    """A line of which code and name are not of one organisation."""
    return (
        f"naast {code} staat in contacten.csv '{name}'. Kijk of de adressen op de goede regel "
        "staan, en verbeter de code of de naam"
    )


def no_address(address: str) -> str:
    """What is no address."""
    return f"'{address}' is geen mailadres; verbeter het in contacten.csv"


_CHECK: Final = "Verbeter het in contacten.csv, of zet 'ja' in de kolom 'klopt' als het goed is"


def domain_of_another(address: str) -> str:
    """An address at the domain of another organisation."""
    return f"'{address}' lijkt van een andere organisatie. {_CHECK}"


def also_at_another(address: str, others: int) -> str:
    """An address that stands at other organisations too."""
    where = "een andere organisatie" if others == 1 else f"{others} andere organisaties"
    return f"'{address}' staat ook bij {where}. {_CHECK}"


def contacts_written(path: str, count: int) -> list[str]:
    """That there were no addresses, and a list to fill in stands there now."""
    return [
        f"Er zijn nog geen adressen. In {path} staat nu een lege lijst met "
        f"{ORGANISATIES.count(count)}.",
        "Vul bij elke organisatie de kolom 'aan' in (meer adressen mag, met een komma ertussen), "
        "en als u wilt 'cc' en 'aanhef'. Geef de opdracht daarna opnieuw.",
    ]


# --- on the screen ----------------------------------------------------------------------------


def templates_written(folder: str, count: int) -> str:
    """That the standard texts stand there now."""
    one = "1 standaardtekst staat" if count == 1 else f"{count} standaardteksten staan"
    return f"{one} nu in {folder}; u mag {'die' if count == 1 else 'ze'} veranderen."


def made(kind: str, count: int, folder: str) -> list[str]:
    """What was made, where it is, and what to do with it."""
    called = CALLED[kind][0 if count == 1 else 1]
    verb = "staat" if count == 1 else "staan"
    return [
        f"{count} {called} {verb} klaar in {folder}. Begin met {SENDING_LIST}.",
        "Er is niets verstuurd: u kijkt elke mail na en verstuurt haar zelf. Een .eml opent als "
        "concept; lukt dat niet, gebruik dan in de map van de organisatie openen.html.",
    ]


def none_made(kind: str) -> str:
    """That there was nothing to draft."""
    return f"Er is geen {CALLED[kind][0]} opgesteld."


def drafted_before(kind: str, names: Sequence[str]) -> str:
    """Who has this very mail already."""
    return (
        f"Al eerder opgesteld voor {listed(names)}. Opnieuw? Dat kan met: nhnorm mail {kind} "
        "NAAM --opnieuw"
    )


def reminded_before(names: Sequence[str], days: int) -> str:
    """Who was reminded a short while ago."""
    within = "de laatste dag" if days == 1 else f"de laatste {days} dagen"
    return (
        f"In {within} al herinnerd: {listed(names)}. Toch opnieuw? Dat kan met: nhnorm mail "
        "herinnering NAAM --opnieuw"
    )


def not_for(kind: str, names: Sequence[str]) -> str:
    """Those who were named but for whom there is nothing to draft."""
    reason = {
        "ontvangst": "daarvan is nog geen antwoord aanvaard",
        "herinnering": "die heeft alles al beantwoord",
        "correcties": "daar is niets te verbeteren",
        "terugkoppeling": "die heeft geen antwoorden in deze meting",
    }[kind]
    return f"Niet opgesteld voor {listed(names)}: {reason}."


def without_workbook(names: Sequence[str]) -> str:
    """Reminders that go without a workbook."""
    return (
        f"Zonder werkboek als bijlage: {listed(names)}. Het werkboek is er niet (meer), of "
        "is veranderd sinds het is gemaakt."
    )


NO_SIGNATURE: Final = (
    "Let op: onder de mails staat geen naam. Zet in ronde.toml onder [mail] een ondertekening, of "
    "onder [wie.verstuurt] wie de mails verstuurt."
)
NO_ANSWERS: Final = "Er is nog geen antwoord binnen; importeer eerst wat is teruggestuurd."
NOBODY: Final = "In deze meting doet niemand mee van wie de organisatie in de lijst staat."
NO_MEETING: Final = "Zeg met --meting om welke meting het gaat."
NO_DEADLINE: Final = (
    "de deadline is niet bekend; zet hem in ronde.toml of haal {deadline} uit het sjabloon"
)
NOT_ISSUED: Final = "er is nog geen werkboek; maak het met nhnorm genereer"
GONE: Final = "het werkboek staat niet meer in werkboeken; zet het terug of maak het opnieuw"
CHANGED: Final = (
    "het werkboek is veranderd sinds het is gemaakt; verplaats dit bestand en maak het opnieuw met "
    "nhnorm genereer"
)
NOT_READABLE: Final = "het werkboek is niet te lezen; maak het opnieuw"


def of_another(file: str, name: str) -> str:
    """An attachment that is about another organisation: this is stopped."""
    return (
        f"{file} is niet van {name}, of niet van deze meting. Daarom is er niets opgesteld. Kijk "
        "wat er in de map staat en maak het bestand opnieuw."
    )


# --- the folder with drafts -------------------------------------------------------------------

TEXT_FILE: Final = "tekst.txt"
LINK_FILE: Final = "openen.html"
LIST_SHEET: Final = "Verzendlijst"
LIST_NOTE: Final = (
    "Eén regel is één mail. Er is niets verstuurd. Kijk bij elke mail of het adres en de bijlage "
    "bij de organisatie horen. Deze lijst bevat mailadressen: bewaar haar niet langer dan nodig."
)
LIST_HEADINGS: Final[Mapping[str, str]] = {
    "organisatie": "Organisatie",
    "aan": "Aan",
    "cc": "Cc",
    "onderwerp": "Onderwerp",
    "bijlage": "Bijlage",
    "map": "Map",
}


def list_title(kind: str, meting: str) -> str:
    """The title of the list of mails to send."""
    plural = CALLED[kind][1]
    return f"Verzendlijst: {plural}, meting {meting}"


OPEN_LINK: Final = "Open deze mail in uw mailprogramma"
TO, CC, SUBJECT = "Aan", "Cc", "Onderwerp"


def link_steps(
    href: str, with_subject: bool, with_body: bool, attached: Sequence[str]
) -> list[str]:
    """What to do with the link, and what is not in it."""
    by_hand = "Maak een nieuwe mail en kopieer hieronder de adressen."
    steps = [f"Klik op '{OPEN_LINK}'." if href else by_hand]
    if not with_subject:
        steps.append("Kopieer het onderwerp dat hieronder staat.")
    if not with_body:
        steps.append(
            "De tekst is te lang voor de link. Kopieer haar hieronder, of uit "
            f"{TEXT_FILE} in deze map."
        )
    if attached:
        files = "dit bestand" if len(attached) == 1 else "deze bestanden"
        steps.append(f"Voeg {files} uit deze map toe als bijlage: {', '.join(attached)}.")
    steps.append("Kijk alles na en verstuur de mail zelf.")
    return steps


# --- what stands in a mail ----------------------------------------------------------------------

SALUTATION: Final = "Geachte heer of mevrouw,"
THE_SENDER: Final = "de coördinator"
BACK_TO_SENDER: Final = "het adres waarvan u deze mail kreeg"
NO_ATTACHMENT: Final = "geen"
NOTHING_YET: Final = "Wij hebben nog geen ingevuld werkboek van u ontvangen."
BLANK: Final = "Wij kregen uw werkboek terug, maar er was nog niets in ingevuld."
NOT_USABLE: Final = (
    "Wij kregen een bestand van u, maar konden de antwoorden daarin niet gebruiken. Stuur het "
    "werkboek zelf, als Excel-bestand (.xlsx)."
)
ALL_ANSWERED: Final = "Alle normen hebben een status."
NOT_ANSWERED: Final = "nog geen status"
# Numbers of norms that are named one by one.
MOST_NUMBERS: Final = 60


def still_open(open_norms: Sequence[str], total: int) -> str:
    """Which norms have no status yet."""
    if not open_norms:
        return ALL_ANSWERED
    which = listed(open_norms, most=MOST_NUMBERS)
    return f"Bij {normen(len(open_norms))} van de {total} staat nog geen status: {which}."


def about_deadline(last_day: date, today: date) -> str:
    """Whether there is still time."""
    if last_day < today:
        return f"De deadline van {day(last_day)} is voorbij."
    return f"U heeft nog tot en met {day(last_day)}."


def count_line(label: str, count: int) -> str:
    """How many norms have an answer."""
    return f"- {label}: {count}"


def answers_unread(errors: int) -> str:
    """That there are answers that could not be read."""
    what = "1 antwoord konden wij" if errors == 1 else f"{errors} antwoorden konden wij"
    return f"- {what} niet lezen; daarover krijgt u een aparte mail"


def to_mend(norm: str, field: str, place: str, message: str) -> str:
    """One thing to correct."""
    what = ", ".join(part for part in (f"norm {norm}" if norm else "", field) if part)
    where = f" ({place})" if place else ""
    head = f"{what[:1].upper()}{what[1:]}{where}: " if what or where else ""
    return f"- {head}{message}"
