from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samverka.register.people.models import Person
from samverka.register.people.permissions import may_forget
from samverka.toolkit.clock import today

from .actions import forget_person


@require_http_methods(["GET", "POST"])
def forget(request, key):
    """What erasing does, and doing it."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), public_key=key)
    if not may_forget(request.actor, person):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "forget_person/forget.html", {"person": person})
    forget_person(person=person, on=today(), by=request.actor)
    messages.success(request, _("The person is erased."))
    return redirect("people:list")
