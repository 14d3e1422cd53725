from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samverka.delivery.retention.person_data import IsHeld
from samverka.publishing.statements.person_data import kept_months
from samverka.publishing.statements.queries import unsent_months
from samverka.register.people.models import Person
from samverka.register.people.permissions import may_forget
from samverka.toolkit.clock import today

from .actions import forget_person
from .queries import holds_about, what_stays


@require_http_methods(["GET", "POST"])
def forget(request, key):
    """What erasing does, and doing it."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), public_key=key)
    if not may_forget(request.actor, person):
        raise PermissionDenied
    if request.method == "GET":
        context = {
            "person": person,
            "stays": what_stays(person, on=today()),
            "sent": kept_months(person),
            "unsent": unsent_months(person, on=today()),
            "holds": holds_about(person),
        }
        return render(request, "forget_person/forget.html", context)
    try:
        forget_person(person=person, on=today(), by=request.actor)
    except IsHeld as refusal:
        messages.error(request, str(refusal))
        return redirect("forget_person:forget", key)
    messages.success(request, _("The person is erased."))
    return redirect("people:list")
