"""What a meeting agrees that municipalities need, and that it became a line of a plan."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from samverka.delivery.groups.models import AgreedNeed, Meeting
from samverka.delivery.programmes.models import Theme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .guarding import guard
from .meetings import unsigned


@transaction.atomic
def agree_needs(
    *,
    meeting: Meeting,
    organisation: Organisation,
    needs: Iterable[str],
    theme: Theme | None = None,
    no_person: str = "",
    by: Actor,
) -> list[AgreedNeed]:
    """Needs of a municipality, one a text, beside those it has.

    :raises Signed: the minutes are
    :raises Identifying: one may tell whom a case is about
    """
    meeting = unsigned(meeting)
    texts = list(needs)
    joined = {"needs": "\n".join(texts)}
    guard(group=meeting.group, about=meeting, texts=joined, no_person=no_person, by=by)
    made = [
        AgreedNeed.objects.create(
            meeting=meeting, organisation=organisation, theme=theme, text=text
        )
        for text in texts
    ]
    trail.note(by=by, verb="groups.needs_agreed", about=meeting)
    return made


@transaction.atomic
def remove_need(*, need: AgreedNeed, by: Actor) -> None:
    """It was written by mistake.

    :raises Signed: the minutes are
    """
    meeting = unsigned(need.meeting)
    need.delete()
    trail.note(by=by, verb="groups.need_removed", about=meeting)


@transaction.atomic
def note_taken_into_plan(*, lines: Mapping[AgreedNeed, str], by: Actor) -> None:
    """Each need became the line of the plan with that key; the minutes say the same as before."""
    for need, line_key in lines.items():
        need.line_key = line_key
        need.save(update_fields=["line_key"])
        trail.note(by=by, verb="groups.need_planned", about=need)
