"""Who has attended and is no participant yet: suggested from what was ticked."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities.after_end import came_after_end
from samverka.delivery.activities.queries import could_be_participants
from samverka.delivery.participants import actions
from samverka.delivery.participants.permissions import may_answer
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Bulk, Column, Filters, Listing, Search


class SuggestionFilters(Filters):
    q = Search()


SUGGESTED = Listing(
    key="suggested_participants",
    title=gettext_lazy("Have attended and are no participants yet"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            lambda row: f"{row.family_name}, {row.given_name}",
            opens=lambda row: address("person:detail", row.public_key),
            sort=("family_name", "given_name"),
        ),
        Column("organisation_name", gettext_lazy("Through"), sort="organisation_name"),
        Column("first_day", gettext_lazy("Came first"), sort="first_day"),
    ),
    filters=SuggestionFilters,
    empty_title=gettext_lazy("Everybody who has attended is a participant"),
    empty_text=gettext_lazy("When somebody new is ticked, they are suggested here."),
)


def _programme(request, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not may_answer(request.actor):
        raise PermissionDenied
    return programme


def _found(request, programme: Programme):
    return partial(could_be_participants, request.actor, programme, on=today())


@require_safe
def suggested(request, programme_key):
    programme = _programme(request, programme_key)

    after_end = came_after_end(request.actor, programme)

    def noted(rows):
        persons = {row.pk for row in rows} | {row.person_id for row in after_end}
        trail.note_read(by=request.actor, about=programme, person_ids=persons)

    context = {
        "programme": programme,
        "intro": _(
            "Those ticked become participants from the day they came first. Whoever has only "
            "come to information meetings is not here."
        ),
        "back_url": reverse("participants:list", args=[programme_key]),
        "back_label": _("Participants"),
        "after_end": after_end,
    }
    become = Bulk(_("Take part from that day"), reverse("activities:begin", args=[programme_key]))
    return SUGGESTED.answer(
        request,
        _found(request, programme),
        "activities/suggested.html",
        context,
        bulk=[become],
        noted=noted,
    )


@require_POST
def begin(request, programme_key):
    programme = _programme(request, programme_key)

    def do(rows):
        actions.begin(
            programme=programme,
            persons=[(row, row.organisation_id, row.first_day) for row in rows],
            on=today(),
            by=request.actor,
        )
        said = ngettext("%(count)s person takes part.", "%(count)s persons take part.", len(rows))
        return said % {"count": len(rows)}

    return SUGGESTED.carry_out(
        request,
        _found(request, programme),
        do,
        back=reverse("activities:suggested", args=[programme_key]),
        undo="activities:unbegin",
        within=[programme_key],
        refused=(actions.IsStaff,),
        keep=lambda row: "noted" if row.is_noted else "",
    )


@require_POST
def take_back(request, programme_key, token):
    programme = _programme(request, programme_key)

    def do(rows):
        actions.take_back_beginning(
            programme=programme,
            persons=[(person, bool(was)) for person, was in rows],
            by=request.actor,
        )
        return _("It is as it was.")

    rows = Person.objects.visible_to(request.actor)
    back = reverse("activities:suggested", args=[programme_key])
    return SUGGESTED.take_back(request, token, rows, do, back=back)
