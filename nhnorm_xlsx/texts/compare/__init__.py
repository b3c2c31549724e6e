"""What the comparison says, by reader: the RIEC, the provincie, one gemeente, the web page.

`sheets` has the names of the sheets, `headings` those of the columns, `shared` what all of
them explain alike.
"""
