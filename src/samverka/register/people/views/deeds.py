"""What the list of persons offers to do with several at once, and asks for beside the button."""

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.register.people.forms import DayField
from samverka.register.people.models import Position
from samverka.register.people.permissions import answers_for_staff
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks, Bulk


def last_day() -> Asks:
    return Asks("last_day", DayField(label=_("Last day"), initial=today()))


def contact() -> Asks:
    choices = Position.Contact.choices[:2]
    label = _("Contact with newly arrived people")
    return Asks("contact", forms.ChoiceField(label=label, choices=choices))


def deeds(request: HttpRequest) -> list[Bulk]:
    if not answers_for_staff(request.actor):
        return []
    return [
        Bulk(_("Set the contact"), reverse("people:several_contact"), asks=contact()),
        Bulk(_("End their functions here"), reverse("people:several_end"), asks=last_day()),
    ]
