"""A new municipality's place in a programme, made in one go (S68)."""

import datetime as dt

from django.db import transaction

from samverka.delivery.plans import actions as plans
from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.support import actions as support
from samverka.delivery.support.models import Onboarding
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.actions import add_organisation
from samverka.register.partners.models import Organisation

from .queries import has_plan, municipality_organisation


@transaction.atomic
def take_in_municipality(
    *,
    programme: Programme,
    municipality: Municipality,
    name: str,
    contact_function: str,
    mentor: Organisation | None,
    valid_from: dt.date,
    by: Actor,
) -> Onboarding:
    """Organisation, participation, contact function, steps and a plan: all of it or nothing.

    :raises support.IsOnItsWay: the municipality has been taken in before
    :raises support.OwnMentor: it would be its own mentor
    """
    organisation = municipality_organisation(municipality) or add_organisation(
        name=name,
        kind=Organisation.Kind.MUNICIPALITY,
        municipality_code=municipality.code,
        by=by,
    )
    programmes.set_participation(
        programme=programme,
        organisation=organisation,
        part=Participation.Part.PARTICIPANT,
        contact_function=contact_function,
        valid_from=valid_from,
        valid_to=None,
        by=by,
    )
    programmes.set_contact(
        programme=programme,
        organisation=organisation,
        function=contact_function,
        valid_from=valid_from,
        by=by,
    )
    onboarding = support.start_onboarding(
        programme=programme,
        organisation=organisation,
        mentor=mentor,
        started_on=valid_from,
        by=by,
    )
    if not has_plan(programme, organisation):
        plans.start_plan(programme=programme, organisation=organisation, by=by)
    return onboarding
