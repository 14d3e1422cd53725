"""Forms exchanged with ODK, Kobo and others as XLSForm: rows of three sheets in, rows out.

`from_rows(sheets, language)` reads, `to_rows(form)` writes. A sheet is a list of mappings from
heading to cell, without the heading's own row; reading and writing the file is others' work.
What a form uses that is not here is named in a `Note`, row by row, and nothing is left out in
silence; where a row would mean something else than it says, the whole form is refused.

Sources: XLSForm reference (xlsform.org), pyxform 4 (github.com/XLSForm/pyxform), which is the
converter that others read forms with.
"""

from .notes import Note, NoteKind
from .reading import Imported, from_rows
from .writing import Exported, to_rows

__all__ = ["Exported", "Imported", "Note", "NoteKind", "from_rows", "to_rows"]
