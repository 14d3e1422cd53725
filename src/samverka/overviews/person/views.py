from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samverka.delivery.invitations.queries import returned_from
from samverka.delivery.participants.queries import of_person
from samverka.delivery.retention.permissions import may_hold_person
from samverka.delivery.retention.queries import is_restricted
from samverka.development.introduction.queries import own_ways
from samverka.foundation.audit import trail
from samverka.publishing.certificates.queries import of_person as certificates_of
from samverka.publishing.materials.queries import material_of_attended
from samverka.publishing.reports.permissions import may_read_months
from samverka.register.people import permissions
from samverka.register.people.models import Person
from samverka.register.people.queries import number_of
from samverka.register.requests.permissions import may_ask
from samverka.toolkit.clock import today

from . import queries


@require_safe
def detail(request, key):
    """Everything about one person that the actor may see, on one page."""
    person = get_object_or_404(
        Person.objects.visible_to(request.actor)
        .filter(forgotten_on=None)
        .prefetch_related("known_to"),
        public_key=key,
    )
    trail.note_read(by=request.actor, about=person, person_ids=[person.pk])
    marks = queries.marks_seen(request.actor, person)
    number = number_of(person)
    actor = request.actor
    context = {
        "person": person,
        "number": number.masked if number else "",
        "positions": person.positions.select_related("organisation").order_by("-valid_from"),
        "coming": queries.coming(actor, person, on=today()),
        "returned_at": returned_from(person),
        "taking_part": of_person(actor, person),
        "marks": marks,
        "shown": certificates_of(actor, person),
        "attended_material": material_of_attended(actor, person),
        "months": queries.months_of(actor, marks) if may_read_months(actor) else [],
        "minutes": sum(mark.minutes for mark in marks),
        "may_see_list": permissions.may_see_list(actor),
        "may_correct": permissions.may_correct_person(actor, person),
        "may_answer_for": permissions.may_answer_for(actor, person),
        "may_read_extract": permissions.may_read_extract(actor, person),
        "may_forget": permissions.may_forget(actor, person),
        "may_ask": may_ask(actor, person),
        "may_hold": may_hold_person(actor, person),
        "is_restricted": is_restricted(person),
        "may_merge": permissions.may_merge(actor, person, person),
        "is_me": person.user_id == actor.user_id,
    }
    if context["is_me"]:
        context["introductions"] = own_ways(person)
        context["waits"] = queries.waits_for(actor, person)
    return render(request, "person/person_detail.html", context)
