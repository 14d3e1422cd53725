from collections.abc import Sequence

from samverka.delivery.participants.queries import is_about_children
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Access
from samverka.register.people.permissions import may_read_children

from .contents import Content
from .models import TELLS, SentFile


def may_tell(actor: Actor | None, programme: Programme) -> bool:
    """Make ready, send and correct what the programme tells its funds, and read it.

    Of children only with the role for it: the rows say who takes part.
    """
    if actor is None or not actor.is_one_of(*TELLS) or not leads(actor, programme):
        return False
    return not is_about_children(programme) or may_read_children(actor)


def may_fetch(actor: Actor | None, file: SentFile) -> bool:
    """Take a sent file out: whoever is protected in it, then or now, has named the actor."""
    return bool(fetched_by(actor, [file]))


def fetched_by(actor: Actor | None, files: Sequence[SentFile]) -> set[int]:
    """The keys of those that the actor may take out, of one version's."""
    if actor is None or not files or not may_tell(actor, files[0].version.series.programme):
        return set()
    return {file.pk for file in files if _has_named_all(actor, file)}


def _has_named_all(actor: Actor, file: SentFile) -> bool:
    rows = file.version.rows
    if file.kind == SentFile.Kind.PROTECTED_XLSX:
        held = rows.filter(is_protected=True)
    else:
        held = rows.filter(is_protected=False, person__is_protected=True)
        if _was_erased_protected(file):
            return False
    named = Access.objects.filter(user=actor.user_id).values("person")
    return not held.exclude(person__in=named).exists()


def _was_erased_protected(file: SentFile) -> bool:
    """Whether somebody in the ordinary file was protected later, and then erased.

    Erasing marks their rows, so that more are protected than there were when it was sent.
    """
    marked = file.version.rows.filter(is_protected=True).values("person_key").distinct()
    return marked.count() > file.version.protected


def may_look_at(actor: Actor | None, content: Content, kind: str) -> bool:
    """Look at the file of protected persons before it is sent: all of them have named the actor.

    Nobody protected is in the others; who may make the month ready may look at those.
    """
    if actor is None or kind != SentFile.Kind.PROTECTED_XLSX:
        return actor is not None
    persons = {line.person_id for line in content.protected}
    named = Access.objects.filter(user=actor.user_id, person__in=persons - {None})
    return named.values("person").distinct().count() == len(persons)
