"""A number as people here write it, and back. Pure.

A comma is the decimal sign and a point stands between thousands, unless the number itself
shows that it was written the other way round (1,250.50). What could be two numbers is none:
`1,250` is one and a quarter here, and 1250 to who thinks in English.
"""

from __future__ import annotations

import re

# Money is a number as well, however it is marked.
_CURRENCY = re.compile(r"^(?:€|eur|euro)\s*|\s*(?:€|eur|euro)$")
# Whole euros: `1.250,-` and `1.250,--`.
_NO_CENTS = re.compile(r",(?:-{1,2}|–|—|=)$")
_PLAIN = re.compile(r"\d+")
# Groups of three with one and the same mark between them.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?P<mark>[. '’])\d{3}(?:(?P=mark)\d{3})*")
_DECIMAL = re.compile(r"(?P<whole>\d+)(?P<sign>[.,])(?P<rest>\d+)")
_BOTH = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<mark>[. ,'’])\d{3}(?:(?P=mark)\d{3})*)(?P<sign>[.,])(?P<rest>\d+)"
)
_GROUP = 3


def read_number(text: str) -> float | None:
    """The number that this text says, or None when it says none or could say two.

    `text` is in lower case, with plain spaces.
    """
    bare = _CURRENCY.sub("", text.strip())
    bare = _NO_CENTS.sub("", bare)
    if _PLAIN.fullmatch(bare) or _THOUSANDS.fullmatch(bare):
        return float(_digits(bare))
    both = _BOTH.fullmatch(bare)
    if both:
        same = both["mark"] == both["sign"]
        return None if same else float(f"{_digits(both['whole'])}.{both['rest']}")
    decimal = _DECIMAL.fullmatch(bare)
    if decimal is None or _could_be_thousands(decimal["whole"], decimal["sign"], decimal["rest"]):
        return None
    return float(f"{decimal['whole']}.{decimal['rest']}")


def _could_be_thousands(whole: str, sign: str, rest: str) -> bool:
    """Whether the sign may as well stand between thousands: `1,250` and `1250.000`."""
    if len(rest) != _GROUP or whole.startswith("0"):
        return False
    return sign == "." or len(whole) <= _GROUP


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def dutch_number(number: float) -> str:
    """A number as people here write it: `1.250,5`."""
    whole, _, rest = f"{number:,.10f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")
