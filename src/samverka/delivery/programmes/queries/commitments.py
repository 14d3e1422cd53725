from django.db.models import QuerySet

from samverka.delivery.programmes.models import Goal, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.agreements.models import Agreement, Commitment


def commitments_seen(actor: Actor) -> QuerySet[Commitment]:
    """Those of the agreements that the actor may read."""
    agreements = Agreement.objects.visible_to(actor)
    return Commitment.objects.filter(agreement__in=agreements).select_related("agreement")


def goals_working_on(commitment: Commitment, programme: Programme) -> list[Goal]:
    return list(programme.goals.filter(commitments__commitment=commitment))
