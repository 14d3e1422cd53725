"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments.models import Asked
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import AgreedLevel, Mapping, OwnLevel

# Each table with its path to the programme; what hangs on others stands first.
PATHS = ((AgreedLevel, "mapping__programme"), (OwnLevel, "mapping__programme"))


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """What each was at, and who was asked with what they answered; competences stay."""
    trail.note(by=by, verb="competence.deleted_in_time", about=programme)
    rounds = Mapping.objects.filter(programme=programme).values("round")
    asked = Asked.objects.filter(round__in=rounds)
    return delete_rows([*rows_of(PATHS, programme), asked])
