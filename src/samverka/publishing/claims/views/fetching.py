"""A programme's claims as one may read them: what the pages have in common."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.publishing.claims import queries
from samverka.publishing.claims.contents import Parts
from samverka.publishing.claims.models import Claim
from samverka.publishing.claims.permissions import may_claim
from samverka.toolkit.clock import today


def programme_of(request: HttpRequest, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not may_claim(request.actor, programme):
        raise PermissionDenied
    return programme


def claim_of(request: HttpRequest, programme_key: str, key: str) -> Claim:
    programme = programme_of(request, programme_key)
    claim = get_object_or_404(queries.claims_of(programme), public_key=key)
    claim.programme = programme
    return claim


def parts_of(claim: Claim) -> Parts:
    return Parts(claim, on=today())
