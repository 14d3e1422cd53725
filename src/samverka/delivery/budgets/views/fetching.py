"""Programmes and accounts as one may read them: what the pages of money have in common."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from samverka.delivery.budgets import queries
from samverka.delivery.budgets.permissions import may_check, may_keep_account, may_read_money
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.register.partners.models import Organisation


def programme_of(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not may_read_money(request.actor):
        raise PermissionDenied
    return programme


def account_of(
    request, programme_key: str, organisation_key: str
) -> tuple[Programme, Organisation]:
    """The account of somebody who takes part, which one may read."""
    programme = programme_of(request, programme_key)
    organisation = get_object_or_404(queries.taking_part(programme), public_key=organisation_key)
    if not (may_keep_account(request.actor, organisation) or may_check(request.actor, programme)):
        raise PermissionDenied
    return programme, organisation


def own_account(request, programme_key: str, organisation_key: str):
    programme, organisation = account_of(request, programme_key, organisation_key)
    if not may_keep_account(request.actor, organisation):
        raise PermissionDenied
    return programme, organisation
