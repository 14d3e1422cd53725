import datetime as dt

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from samverka.foundation.accounts.models import User
from samverka.toolkit.periods import in_force

from .models import Appointment, Organisation


def with_units(organisation: Organisation) -> QuerySet[Organisation]:
    """An organisation and its units, two levels down: a unit of a department of a municipality."""
    return Organisation.objects.filter(
        Q(pk=organisation.pk) | Q(part_of=organisation) | Q(part_of__part_of=organisation)
    ).order_by("part_of_id", "name")


def partners_by_name() -> QuerySet[Organisation]:
    """Every organisation and unit of the region, each unit after what it is part of."""
    return Organisation.objects.select_related("part_of").order_by(
        Coalesce("part_of__name", "name"), "part_of_id", "name"
    )


def users_appointed_at(organisation_id: int, *, on: dt.date) -> QuerySet[User]:
    """Those who act for an organisation on a day."""
    appointed = Appointment.objects.filter(in_force(on), organisation_id=organisation_id)
    return User.objects.filter(pk__in=appointed.values("user"), is_active=True).order_by("name")
