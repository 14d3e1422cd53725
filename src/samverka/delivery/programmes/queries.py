import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from samverka.foundation.accounts.models import User
from samverka.foundation.accounts.queries import asks_second_factor
from samverka.register.partners.models import Appointment, Organisation
from samverka.toolkit.periods import in_force

from .models import ProgrammeRole


def roles_of(user: User, *, on: dt.date) -> QuerySet[ProgrammeRole]:
    """The roles a user holds in programmes on a day, with their organisations."""
    return (
        ProgrammeRole.objects.filter(in_force(on), user=user)
        .annotate(asks_second_factor=asks_second_factor(on))
        .select_related("organisation")
        .order_by("organisation__name", "role", "pk")
    )


def users_acting_for(organisations: QuerySet[Organisation]) -> QuerySet[User]:
    """Those who hold, held or will hold a role for one of the organisations, by name."""
    at_home = Appointment.objects.filter(user=OuterRef("pk"), organisation__in=organisations)
    in_programmes = ProgrammeRole.objects.filter(
        user=OuterRef("pk"), organisation__in=organisations
    )
    return User.objects.filter(Exists(at_home) | Exists(in_programmes)).order_by("name", "pk")
