"""Everything that the writer of a workbook and the reader of a returned one share.

A status label is written into a dropdown and read back months later, so it lives here
and nowhere else. The same goes for the keys on hidden rows and columns, the stamp, the
field headings (the reader's second chance when the keys are lost) and the rules on what
must be filled in. The sentences
that name the organisation and the meting are read back as well. Prose that is never read
back lives in `texts`. One door per subject.
"""
