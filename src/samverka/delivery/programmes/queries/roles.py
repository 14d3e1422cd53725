import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.query import RawQuerySet

from samverka.delivery.programmes.models import Programme, ProgrammeRole, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Appointment, Organisation
from samverka.register.partners.queries import holds_role_still
from samverka.toolkit.periods import in_force

# Written out, since every request asks it: building it anew each time costs more than most pages'
# own queries. One row a role and organisation, and programme if it is for that alone, with whether
# the role asks for a second factor. Who has a role in all programmes need not choose one.
ROLES_HELD = """
SELECT o.*, held.role AS role, p.id AS programme_pk, p.name AS programme_name, EXISTS (
    SELECT 1 FROM accounts_secondfactorrule rule
    WHERE rule.role = held.role AND rule.valid_from <= %(on)s
    AND (rule.valid_to IS NULL OR rule.valid_to > %(on)s)
) AS asks_second_factor
FROM (
    SELECT role, organisation_id, NULL AS programme_id FROM partners_appointment
    WHERE user_id = %(user)s AND valid_from <= %(on)s
    AND (valid_to IS NULL OR valid_to > %(on)s)
    UNION
    SELECT role, organisation_id, programme_id FROM programmes_programmerole given
    WHERE user_id = %(user)s AND valid_from <= %(on)s
    AND (valid_to IS NULL OR valid_to > %(on)s)
    AND NOT EXISTS (
        SELECT 1 FROM partners_appointment everywhere
        WHERE everywhere.user_id = given.user_id AND everywhere.role = given.role
        AND everywhere.organisation_id = given.organisation_id
        AND everywhere.valid_from <= %(on)s
        AND (everywhere.valid_to IS NULL OR everywhere.valid_to > %(on)s)
    )
) held
JOIN partners_organisation o ON o.id = held.organisation_id
LEFT JOIN programmes_programme p ON p.id = held.programme_id
ORDER BY o.name, held.role, p.name
"""


def roles_held(user: User, *, on: dt.date) -> RawQuerySet[Organisation]:
    """The organisations a user acts for on a day, once for each `role` there or in a programme."""
    return Organisation.objects.raw(ROLES_HELD, {"user": user.pk, "on": on})


def who_asked(*, user_id: int, role: str, organisation_id: int) -> Actor:
    """Who asked for something that a task does later; `acts_still` says whether they may yet."""
    return Actor(
        user=User.objects.get(pk=user_id),
        role=role,
        organisation=Organisation.objects.get(pk=organisation_id),
    )


def acts_still(actor: Actor, programme: Programme, *, on: dt.date) -> bool:
    """Whether the role that somebody asked in, at home or here, is held when a task gets to it."""
    held = ProgrammeRole.objects.filter(
        in_force(on),
        programme=programme,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        user__is_active=True,
    )
    return holds_role_still(actor, on=on) or held.exists()


def leads(actor: Actor, programme: Programme) -> bool:
    """Whether the actor's organisation owns the programme, or leads it together with the owner."""
    return Programme.objects.filter(pk__in=keys_led_by(actor)).filter(pk=programme.pk).exists()


def users_acting_for(organisations: QuerySet[Organisation]) -> QuerySet[User]:
    """Those who hold, held or will hold a role for one of the organisations, by name."""
    at_home = Appointment.objects.filter(user=OuterRef("pk"), organisation__in=organisations)
    in_programmes = ProgrammeRole.objects.filter(
        user=OuterRef("pk"), organisation__in=organisations
    )
    return User.objects.filter(Exists(at_home) | Exists(in_programmes)).order_by("name", "pk")
