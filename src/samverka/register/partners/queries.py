import datetime as dt

from django.db.models import Q, QuerySet

from samverka.foundation.accounts.models import User
from samverka.foundation.accounts.queries import asks_second_factor
from samverka.toolkit.periods import in_force

from .models import Appointment, Organisation


def appointments_of(user: User, *, on: dt.date) -> QuerySet[Appointment]:
    """The roles a user holds on a day, with their organisations."""
    return (
        Appointment.objects.filter(in_force(on), user=user)
        .annotate(asks_second_factor=asks_second_factor(on))
        .select_related("organisation")
        .order_by("organisation__name", "role", "pk")
    )


def with_units(organisation: Organisation) -> QuerySet[Organisation]:
    """An organisation and its units, two levels down: a unit of a department of a municipality."""
    return Organisation.objects.filter(
        Q(pk=organisation.pk) | Q(part_of=organisation) | Q(part_of__part_of=organisation)
    ).order_by("part_of_id", "name")
