import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from samverka.delivery.programmes.models import ProgrammeRole
from samverka.foundation.accounts.models import Role, User
from samverka.register.partners.models import Appointment, Organisation
from samverka.toolkit.periods import in_force


def not_ended(on: dt.date) -> Q:
    """Roles held on a day or later."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def roles_at(
    user: User, organisations: QuerySet[Organisation], *, on: dt.date
) -> list[Appointment | ProgrammeRole]:
    """What the user holds, or will hold, for these organisations."""
    here = {"user": user, "organisation__in": organisations}
    return [
        *Appointment.objects.filter(not_ended(on), **here).select_related("organisation"),
        *ProgrammeRole.objects.filter(not_ended(on), **here).select_related(
            "organisation", "programme"
        ),
    ]


def acts_elsewhere(user: User, organisations: QuerySet[Organisation], *, on: dt.date) -> bool:
    """Whether the user holds a role for anybody but these organisations."""
    return any(
        model.objects.filter(not_ended(on), user=user)
        .exclude(organisation__in=organisations)
        .exists()
        for model in (Appointment, ProgrammeRole)
    )


def roles_by_user(
    organisations: QuerySet[Organisation], *, on: dt.date
) -> dict[int, list[Appointment | ProgrammeRole]]:
    """What `roles_at` answers, for everybody at once, by the users' keys."""
    found: dict[int, list[Appointment | ProgrammeRole]] = {}
    for model in (Appointment, ProgrammeRole):
        held = model.objects.filter(not_ended(on), organisation__in=organisations)
        for role in held.select_related("organisation", "user").order_by("pk"):
            found.setdefault(role.user_id, []).append(role)
    return found


def roles_ever_by_user(
    organisations: QuerySet[Organisation],
) -> dict[int, list[Appointment | ProgrammeRole]]:
    """All that anybody held, holds or will hold for these organisations, by the users' keys."""
    found: dict[int, list[Appointment | ProgrammeRole]] = {}
    for model in (Appointment, ProgrammeRole):
        for role in model.objects.filter(organisation__in=organisations).order_by("pk"):
            found.setdefault(role.user_id, []).append(role)
    return found


def roles_named(
    names: Iterable[str], organisations: QuerySet[Organisation]
) -> dict[str, Appointment | ProgrammeRole]:
    """The roles that an undo kept, by `name_of`; those of other organisations are not there."""
    kept = set(names)
    return {
        name_of(role): role
        for model in (Appointment, ProgrammeRole)
        for role in model.objects.filter(organisation__in=organisations).select_related(
            "organisation", "user"
        )
        if name_of(role) in kept
    }


def name_of(role: Appointment | ProgrammeRole) -> str:
    """A name that tells the two kinds of roles apart."""
    return f"{'programme' if isinstance(role, ProgrammeRole) else 'place'}{role.pk}"


def users_elsewhere(organisations: QuerySet[Organisation], *, on: dt.date) -> set[int]:
    """Those for whom `acts_elsewhere` says yes, by their keys."""
    found: set[int] = set()
    for model in (Appointment, ProgrammeRole):
        held = model.objects.filter(not_ended(on)).exclude(organisation__in=organisations)
        found |= set(held.values_list("user_id", flat=True))
    return found


def organisation_named(name: str) -> Organisation | None:
    return Organisation.objects.filter(name=name, part_of=None).first()


def other_administrators(organisation: Organisation, user: User | None, *, on: dt.date) -> bool:
    """Whether anybody but the user administers the organisation, without an end in sight."""
    administrators = Appointment.objects.filter(
        in_force(on),
        organisation=organisation,
        role=Role.ADMINISTRATOR,
        user__is_active=True,
        valid_to=None,
    )
    if user is not None:
        administrators = administrators.exclude(user=user)
    return administrators.exists()
