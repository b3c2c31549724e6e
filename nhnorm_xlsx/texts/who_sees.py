"""Who sees what: the one source for the README, the form and what is sent to others."""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx.contract.fields import KAN_HELPEN

# Stands on Start; beside the field itself stands its prompt. Without it nobody is named.
HELPING_IS_NAMED: Final = (
    f"Kiest u bij een norm '{KAN_HELPEN}', dan noemen wij uw organisatie bij die norm aan de "
    "andere organisaties van uw RIEC. Anders niet."
)
