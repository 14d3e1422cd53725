"""What a page is about, asked for by a question that is put together once for a role."""

from django.http import Http404

from samverka.delivery.activities.models import Activity, Session
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Ask, Part, part_of, together


def activity_or_404(actor: Actor | None, key: str) -> Activity:
    """One that the actor may see, with its programme, organiser, goal and municipality."""
    return _only(_activity, actor, key)


def session_or_404(actor: Actor | None, key: str) -> Session:
    """One that the actor may see, with its activity and what it makes up for."""
    return _only(_session, actor, key)


def _only(build, actor, key):
    if actor is None:
        raise Http404
    for one in together(Ask(list, part_for(build, actor, key=key)))[0]:
        return one
    raise Http404


def _activity(actor: Actor) -> Part:
    seen = Activity.objects.visible_to(actor).filter(public_key=Given("key"))
    return part_of(seen.select_related("programme", "organiser", "goal", "municipality"))


def _session(actor: Actor) -> Part:
    seen = Session.objects.visible_to(actor).filter(public_key=Given("key"))
    return part_of(seen.select_related("activity__municipality", "makes_up"))
