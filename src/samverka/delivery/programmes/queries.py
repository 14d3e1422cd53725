import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.query import RawQuerySet

from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Appointment, Organisation

from .models import ProgrammeRole

# Written out, since every request asks it: building it anew each time costs more than most pages'
# own queries. One row a role and organisation, with whether the role asks for a second factor.
ROLES_HELD = """
SELECT o.*, held.role AS role, EXISTS (
    SELECT 1 FROM accounts_secondfactorrule rule
    WHERE rule.role = held.role AND rule.valid_from <= %(on)s
    AND (rule.valid_to IS NULL OR rule.valid_to > %(on)s)
) AS asks_second_factor
FROM (
    SELECT role, organisation_id FROM partners_appointment
    WHERE user_id = %(user)s AND valid_from <= %(on)s
    AND (valid_to IS NULL OR valid_to > %(on)s)
    UNION
    SELECT role, organisation_id FROM programmes_programmerole
    WHERE user_id = %(user)s AND valid_from <= %(on)s
    AND (valid_to IS NULL OR valid_to > %(on)s)
) held
JOIN partners_organisation o ON o.id = held.organisation_id
ORDER BY o.name, held.role
"""


def roles_held(user: User, *, on: dt.date) -> RawQuerySet[Organisation]:
    """The organisations a user acts for on a day, once for each `role`, there or in programmes."""
    return Organisation.objects.raw(ROLES_HELD, {"user": user.pk, "on": on})


def users_acting_for(organisations: QuerySet[Organisation]) -> QuerySet[User]:
    """Those who hold, held or will hold a role for one of the organisations, by name."""
    at_home = Appointment.objects.filter(user=OuterRef("pk"), organisation__in=organisations)
    in_programmes = ProgrammeRole.objects.filter(
        user=OuterRef("pk"), organisation__in=organisations
    )
    return User.objects.filter(Exists(at_home) | Exists(in_programmes)).order_by("name", "pk")
