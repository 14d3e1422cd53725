"""What every page of an agreement begins with."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from samverka.register.agreements import permissions, queries
from samverka.register.agreements.models import Agreement, Party
from samverka.toolkit.clock import today


def seen(request, key: str) -> Agreement:
    found = queries.with_everything(Agreement.objects.visible_to(request.actor))
    return get_object_or_404(found, public_key=key)


def kept(request, key: str) -> Agreement:
    """Of those who look after it."""
    agreement = seen(request, key)
    if not permissions.may_keep(request.actor, agreement):
        raise PermissionDenied
    return agreement


def party_of(agreement: Agreement, party_key: str) -> Party:
    """The party that an organisation is; it knows its agreement."""
    for party in agreement.parties.all():
        if party.organisation.public_key == party_key:
            party.agreement = agreement
            return party
    raise Http404


def stands(agreement: Agreement) -> queries.Stands:
    return queries.Stands(agreement, on=today())
