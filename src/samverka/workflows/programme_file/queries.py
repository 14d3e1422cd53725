from samverka.foundation.classifications.models import Municipality

from .facts import ProgrammeFacts, moved, with_addition
from .reading import read_addition, read_programme


def facts_of(text: str, *, addition: str = "", move_years: int = 0) -> ProgrammeFacts:
    """What a programme file says, with what a second file adds, moved some years if asked for.

    :raises Unreadable: with every problem of the file
    """
    places = dict(Municipality.objects.values_list("name", "code"))
    facts = read_programme(text, places)
    if addition:
        facts = with_addition(facts, read_addition(addition, facts.slug))
    return moved(facts, move_years) if move_years else facts
