"""How our own drafts of mails are known when they come back: who writes and who reads share it."""

from __future__ import annotations

from typing import Final

# Mail programs open a mail with this header as a draft that is still to be sent.
UNSENT: Final = "X-Unsent"
UNSENT_VALUE: Final = "1"
# Says that the draft is ours, with the fingerprints (the beginning of their sha256, so that the
# line does not break) of what we attached to it.
OURS: Final = "X-NHNorm-Concept"
ENOUGH: Final = 24
NOTHING_ATTACHED: Final = "geen"
# A draft was never sent: then a mail program adds these.
OF_SENT_MAIL: Final = ("Date", "From", "Message-ID")

# Stands in a folder with drafts: the name of each file in it (with /) and its fingerprint.
MANIFEST: Final = "concepten.json"
MANIFEST_VERSION: Final = 1
MANIFEST_FILES: Final = "bestanden"
MANIFEST_DRAFTS: Final = "concepten"
# The list in it, which the coordinator may write in.
SENDING_LIST: Final = "verzendlijst.xlsx"
