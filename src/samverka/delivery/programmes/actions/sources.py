from collections.abc import Mapping

from django.db import transaction

from samverka.delivery.programmes.models import Programme, SourceNote
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .rows import note_change


@transaction.atomic
def set_source_notes(
    *, programme: Programme, notes: Mapping[str, tuple[str, str]], by: Actor
) -> bool:
    """Where the programme's facts come from, all at once: rows and a word for each place.

    Tells whether anything changed. A place that is not among them has no note any more.
    """
    there = {note.about: note for note in programme.source_notes.select_for_update()}
    gone = [note.pk for about, note in there.items() if about not in notes]
    changed, new = [], []
    for about, (rows, text) in notes.items():
        note = there.get(about)
        if note is None:
            new.append(SourceNote(programme=programme, about=about, rows=rows, text=text))
        elif (note.rows, note.text) != (rows, text):
            note.rows, note.text = rows, text
            changed.append(note)
    if not (gone or changed or new):
        return False
    SourceNote.objects.filter(pk__in=gone).delete()
    SourceNote.objects.bulk_update(changed, ["rows", "text"])
    SourceNote.objects.bulk_create(new)
    trail.note(by=by, verb="programmes.fact_corrected", about=programme, fields=["source_notes"])
    note_change(programme)
    return True
