from samverka.delivery.programmes.models import Programme
from samverka.foundation.classifications.models import Municipality

from .additions import read_addition, with_addition
from .document import Note
from .emitting import emit
from .facts import Facts, document, moved, taken
from .fields import Known
from .reading import read_programme
from .sections import PROGRAMME


def facts_of(text: str, *, addition: str = "", move_years: int = 0) -> Facts:
    """What a programme file says, with what a second file adds, moved some years if asked for.

    :raises Unreadable: with every problem of the file
    """
    known = Known(
        places=dict(Municipality.objects.values_list("name", "code")),
        programmes=frozenset(Programme.objects.values_list("slug", flat=True)),
    )
    facts = read_programme(text, known)
    if addition:
        facts = with_addition(facts, read_addition(addition, facts["slug"]))
    return moved(facts, move_years) if move_years else facts


def facts_in(programme: Programme) -> Facts:
    """What the tables hold of a programme, as its file would say it, in its own years."""
    facts = moved(taken(PROGRAMME, programme), -programme.moved_years)
    notes = {note.about: Note(note.rows, note.text) for note in programme.source_notes.all()}
    for path, row, word in list(facts.places()):
        if path in notes:
            row.notes[word] = notes[path]
    return facts


def sources_of(programme: Programme) -> dict[str, list[dict[str, str]]]:
    """Where each fact comes from, by the section of the programme's file and the place in it."""
    found: dict[str, list[dict[str, str]]] = {}
    for note in programme.source_notes.order_by("pk"):
        section, *places = filter(None, note.about.split("/"))
        if not places and section in _FIRST_WORDS:
            section, places = PROGRAMME.word, [section]
        place = {"place": " › ".join(places), "rows": note.rows, "text": note.text}
        found.setdefault(section, []).append(place)
    return found


_FIRST_WORDS = {word for key in PROGRAMME.keys for word in key.words}


HEADING = """Programfil: {name}

Personer, konton, anmälningar och närvaro hör inte till filen.
Läs in:  samverka import programme {slug}.yaml
"""


def file_of(programme: Programme) -> str:
    """The programme as a file, which can be loaded again."""
    heading = HEADING.format(name=programme.name, slug=programme.slug)
    return emit(document(facts_in(programme)), heading)
