import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Programme, ProgrammeRole
from samverka.foundation.accounts import actions as accounts
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.accounts.queries import user_with_email
from samverka.foundation.audit import trail
from samverka.register.partners import actions as partners
from samverka.register.partners.models import Appointment, Organisation
from samverka.register.partners.permissions import administered_by

from .permissions import may_give_in_programme
from .queries import acts_elsewhere, organisation_named, other_administrators, roles_at

Held = Appointment | ProgrammeRole


class AccountIsClosed(Exception):
    """Somebody had an account with this address, and it was closed."""

    def __init__(self, email: str):
        super().__init__(
            _("The account with the address %(email)s is closed. Open it again instead.")
            % {"email": email}
        )


class HoldsTheRole(Exception):
    """The user has this role already in a part of the period."""

    def __init__(self, user: User, ends: dt.date | None):
        super().__init__(
            _("%(name)s has this role until %(day)s. Choose a later first day.")
            % {"name": user.name, "day": (ends - dt.timedelta(days=1)).isoformat()}
            if ends
            else _("%(name)s has this role already.") % {"name": user.name}
        )


class NotForThisOrganisation(Exception):
    """The organisation does not take that part in the programme."""

    def __init__(self, programme: Programme, organisation: Organisation):
        super().__init__(
            _(
                "%(organisation)s cannot give this role in %(programme)s. Choose another role, "
                "or ask the administrator of whoever leads the programme."
            )
            % {"organisation": organisation.name, "programme": programme.name}
        )


class LastAdministrator(Exception):
    """Without this user nobody would administer the organisation."""

    def __init__(self, organisation: Organisation):
        super().__init__(
            _(
                "Nobody else administers %(organisation)s. Make somebody else administrator "
                "first, without a last day."
            )
            % {"organisation": organisation.name}
        )


class ActsElsewhere(Exception):
    """The account is used for another organisation too, which has a say in it."""

    def __init__(self, user: User):
        super().__init__(
            _(
                "%(name)s also acts for another organisation, so the account is not yours alone. "
                "End the roles here instead, or ask whoever runs Samverka."
            )
            % {"name": user.name}
        )


class AdministeredAlready(Exception):
    """The organisation has an administrator, who opens accounts."""

    def __init__(self, organisation: Organisation):
        super().__init__(
            _("%(organisation)s has an administrator already, who opens accounts there.")
            % {"organisation": organisation.name}
        )


@transaction.atomic
def open_first_account(
    *,
    email: str,
    name: str,
    password: str,
    organisation_name: str,
    kind: str,
    valid_from: dt.date,
    by: Actor,
) -> User:
    """Open an organisation's first account, its administrator's, with a password.

    :raises AdministeredAlready: somebody administers the organisation
    :raises AccountIsClosed: the address belongs to an account that was closed
    """
    organisation = organisation_named(organisation_name)
    if organisation is None:
        organisation = partners.add_organisation(name=organisation_name, kind=kind, by=by)
    if other_administrators(organisation, None, on=valid_from):
        raise AdministeredAlready(organisation)
    user = user_with_email(email)
    if user is None:
        user = accounts.open_account(email=email, name=name, password=password, by=by)
        trail.note(by=by, verb="accounts.opened", about=user)
    elif not user.is_active:
        raise AccountIsClosed(email)
    role = Role.ADMINISTRATOR
    partners.appoint(user=user, organisation=organisation, role=role, valid_from=valid_from, by=by)
    return user


@transaction.atomic
def open_account(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    role: str,
    valid_from: dt.date,
    valid_to: dt.date | None,
    site: str,
    by: Actor,
) -> User:
    """Open an account with a first role; who has an account already gets the role.

    :raises AccountIsClosed: the address belongs to an account that was closed
    :raises HoldsTheRole: the account is there and has the role
    """
    user, is_new = _account(email, name, by)
    if is_new:
        accounts.invite(user=user, site=site, by=by)
        trail.note(by=by, verb="accounts.opened", about=user)
    elif not user.is_active:
        raise AccountIsClosed(email)
    give_role(
        user=user,
        organisation=organisation,
        programme=None,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
    )
    return user


def _account(email: str, name: str, by: Actor) -> tuple[User, bool]:
    """The account with the address, and whether it is new."""
    user = user_with_email(email)
    if user is not None:
        return user, False
    try:
        with transaction.atomic():
            return accounts.open_account(email=email, name=name, by=by), True
    except IntegrityError:
        # Another administrator opened it at the same moment.
        return User.objects.get(email__iexact=email), False


@transaction.atomic
def give_role(
    *,
    user: User,
    organisation: Organisation,
    programme: Programme | None,
    role: str,
    valid_from: dt.date,
    valid_to: dt.date | None,
    by: Actor,
) -> Appointment | ProgrammeRole:
    """Give a role at an organisation, or for it in a programme.

    :raises HoldsTheRole: the periods would overlap
    :raises NotForThisOrganisation: the organisation does not lead, or take part in, the programme
    """
    if programme and not may_give_in_programme(role, programme, organisation):
        raise NotForThisOrganisation(programme, organisation)
    User.objects.select_for_update().get(pk=user.pk)
    _check_overlap(user, organisation, programme, role, valid_from, valid_to)
    held: dict[str, Any] = {"user": user, "organisation": organisation, "role": role, "by": by}
    period: dict[str, Any] = {"valid_from": valid_from, "valid_to": valid_to}
    if programme:
        return programmes.give_role(programme=programme, **held, **period)
    return partners.appoint(**held, **period)


def _check_overlap(user, organisation, programme, role, valid_from, valid_to) -> None:
    for held in roles_at(user, Organisation.objects.filter(pk=organisation.pk), on=valid_from):
        in_same = held.role == role and getattr(held, "programme", None) == programme
        if in_same and (valid_to is None or held.valid_from < valid_to):
            raise HoldsTheRole(user, held.valid_to)


@transaction.atomic
def end_role(*, held: Appointment | ProgrammeRole, on: dt.date, by: Actor) -> None:
    """End a role; `on` is the first day without it.

    :raises LastAdministrator: nobody else administers the organisation
    :raises EndsBeforeItBegan: the day is not after the first one
    """
    if isinstance(held, ProgrammeRole):
        programmes.end_role(given=held, on=on, by=by)
        return
    if held.role == Role.ADMINISTRATOR:
        _check_administrators(held.organisation, held.user, on)
    partners.end_appointment(appointment=held, on=on, by=by)


@transaction.atomic
def end_roles(*, held: Sequence[Held], on: dt.date, by: Actor) -> None:
    """End several roles; `on` is the first day without them.

    :raises LastAdministrator: nobody else would administer the organisation
    :raises EndsBeforeItBegan: one of them begins that day or later
    """
    for each in held:
        end_role(held=each, on=on, by=by)


@transaction.atomic
def resume_roles(*, ends: Sequence[tuple[Held, dt.date | None]], by: Actor) -> None:
    """Let each role go on until the day it had before, if any.

    :raises HoldsTheRole: the same role was given anew since
    """
    for held, until in ends:
        programme = held.programme if isinstance(held, ProgrammeRole) else None
        if held.valid_to:
            _check_overlap(
                held.user, held.organisation, programme, held.role, held.valid_to, until
            )
        if isinstance(held, ProgrammeRole):
            programmes.resume_role(given=held, until=until, by=by)
        else:
            partners.resume_appointment(appointment=held, until=until, by=by)


@transaction.atomic
def close_account(*, user: User, on: dt.date, by: Actor) -> None:
    """Close an account: it signs in no more. Its roles stay as they are, for the record.

    :raises ActsElsewhere: the account holds a role for another organisation
    :raises LastAdministrator: nobody else administers one of the organisations
    """
    organisations = administered_by(by)
    if acts_elsewhere(user, organisations, on=on):
        raise ActsElsewhere(user)
    for held in roles_at(user, organisations, on=on):
        if isinstance(held, Appointment) and held.role == Role.ADMINISTRATOR:
            _check_administrators(held.organisation, user, on)
    accounts.set_open(user=user, is_open=False, by=by)
    trail.note(by=by, verb="accounts.closed", about=user)


@transaction.atomic
def reopen_account(*, user: User, on: dt.date, by: Actor) -> None:
    """Let a closed account sign in again.

    :raises ActsElsewhere: the account holds a role for another organisation
    """
    if acts_elsewhere(user, administered_by(by), on=on):
        raise ActsElsewhere(user)
    accounts.set_open(user=user, is_open=True, by=by)
    trail.note(by=by, verb="accounts.reopened", about=user)


@transaction.atomic
def close_accounts(*, users: Sequence[User], on: dt.date, by: Actor) -> None:
    """Close several accounts; those that are closed stay as they are.

    :raises ActsElsewhere: one of them holds a role for another organisation
    :raises LastAdministrator: nobody else would administer one of the organisations
    """
    for user in users:
        if user.is_active:
            close_account(user=user, on=on, by=by)


@transaction.atomic
def reopen_accounts(*, users: Sequence[User], on: dt.date, by: Actor) -> None:
    """Let several sign in again; those that are open stay as they are.

    :raises ActsElsewhere: one of them holds a role for another organisation
    """
    for user in users:
        if not user.is_active:
            reopen_account(user=user, on=on, by=by)


@transaction.atomic
def set_open(*, users: Sequence[tuple[User, bool]], on: dt.date, by: Actor) -> None:
    """Let each account be open or closed as it was before.

    :raises ActsElsewhere: one of them holds a role for another organisation by now
    :raises LastAdministrator: nobody else would administer one of the organisations
    """
    reopen_accounts(users=[user for user, is_open in users if is_open], on=on, by=by)
    close_accounts(users=[user for user, is_open in users if not is_open], on=on, by=by)


@transaction.atomic
def invite_many(*, users: Sequence[User], site: str, by: Actor) -> None:
    """Send each the letter with a link to choose a password."""
    for user in users:
        invite_again(user=user, site=site, by=by)


@transaction.atomic
def invite_again(*, user: User, site: str, by: Actor) -> None:
    """Send the letter with a link to choose a password once more."""
    accounts.invite(user=user, site=site, by=by)
    trail.note(by=by, verb="accounts.invited_again", about=user)


@transaction.atomic
def remove_second_factor(*, user: User, on: dt.date, by: Actor) -> None:
    """Let somebody who lost the telephone sign in with the password alone, and begin anew.

    :raises ActsElsewhere: the account opens another organisation's things too
    """
    if acts_elsewhere(user, administered_by(by), on=on):
        raise ActsElsewhere(user)
    accounts.remove_second_factor(user=user, by=by)
    trail.note(by=by, verb="accounts.second_factor_removed", about=user)


@transaction.atomic
def ask_second_factor(*, role: str, valid_from: dt.date, source: str, by: Actor) -> None:
    """Ask a second factor of everybody in a role, from a day on."""
    rule = accounts.ask_second_factor(role=role, valid_from=valid_from, source=source, by=by)
    trail.note(by=by, verb="accounts.second_factor_asked", about=rule)


@transaction.atomic
def stop_asking_second_factor(*, role: str, on: dt.date, by: Actor) -> int:
    """Ask it of the role no more; `on` is the first day without. Answers how many rules ended."""
    ended = accounts.stop_asking_second_factor(role=role, on=on, by=by)
    for rule in ended:
        trail.note(by=by, verb="accounts.second_factor_not_asked", about=rule)
    return len(ended)


def _check_administrators(organisation: Organisation, user: User, on: dt.date) -> None:
    # Locked, so that two administrators cannot end one another's roles at once.
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not other_administrators(locked, user, on=on):
        raise LastAdministrator(locked)
