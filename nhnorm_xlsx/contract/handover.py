"""How a hand-over stands in its workbook: the writer and the reader share this.

On a sheet in view: facts as a key with its value beside it, then a heading with these columns,
then one row per norm. Nothing of it is hidden, and nothing else is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

# The first fact: that this is a hand-over, and in which form.
MARK: Final = "nhnorm_doorgeven"
VERSION: Final = "1"
# Other facts, beside those of the gate: the stand, the norm, what was shown before, and all RIECs
# that figures of all gemeenten must be made from.
STAND_FACTS: Final = (
    "vastgesteld_als",
    "vastgesteld_op",
    "editie",
    "andere_edities",
    "samen",
    "alle_riecs",
)
# The last fact: a fingerprint of all the others, so that a file that was changed is known.
CHECK: Final = "controle"
# The columns of a norm, in front of the counts.
NORM_COLUMNS: Final = ("thema", "thema_titel", "kop", "norm", "norm_tekst", "vervangt")
# Between items, and between lists of items, in one fact.
ITEMS, LISTS = ";", "|"


def checksum(facts: Mapping[str, str], rows: Sequence[Sequence[str]]) -> str:
    """The fingerprint of a hand-over: its facts without the check itself, and its rows."""
    said = {key: value for key, value in facts.items() if key != CHECK}
    text = json.dumps([said, [list(row) for row in rows]], ensure_ascii=False, sort_keys=True)
    # A program that saves the file again may write the ends of lines in another way.
    text = " ".join(text.replace("\\r", " ").replace("\\n", " ").split())
    return hashlib.sha256(text.encode()).hexdigest()[:16]
