from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.classifications.models import Municipality

from .models import Organisation


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: str,
    by: Actor,
    municipality: Municipality | None = None,
    part_of: Organisation | None = None,
) -> Organisation:
    """Write down an organisation, or a unit of one."""
    organisation = Organisation.objects.create(
        name=name, kind=kind, municipality=municipality, part_of=part_of
    )
    trail.note(by=by, verb="partners.organisation_added", about=organisation)
    return organisation
