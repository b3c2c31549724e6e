"""The comparison workbooks and notes: named tables in, an .xlsx or .docx file out."""

from nhnorm_xlsx.compare.writer.feedback import write_terugkoppeling
from nhnorm_xlsx.compare.writer.handover import write_handover
from nhnorm_xlsx.compare.writer.norm_changes import write_norm_changes
from nhnorm_xlsx.compare.writer.note_feedback import write_own_note
from nhnorm_xlsx.compare.writer.note_riec import write_riec_note
from nhnorm_xlsx.compare.writer.page import write_html
from nhnorm_xlsx.compare.writer.provincie import write_provincie
from nhnorm_xlsx.compare.writer.riec import write_riec
from nhnorm_xlsx.compare.writer.standing import write_status

__all__ = [
    "write_handover",
    "write_html",
    "write_norm_changes",
    "write_own_note",
    "write_provincie",
    "write_riec",
    "write_riec_note",
    "write_status",
    "write_terugkoppeling",
]
