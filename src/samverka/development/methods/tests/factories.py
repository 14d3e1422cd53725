"""What the tests of methods stand on: pilot 1 and pilot 2 within implementation."""

from decimal import Decimal

from samverka.delivery.programmes.models import Phase
from samverka.development.methods import actions
from samverka.development.methods.models import Method, MethodDecision, Trial
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from tests.people import TODAY, Cast, appoint

Choice = MethodDecision.Choice


def stages(cast: Cast) -> tuple[Phase, Phase]:
    """S113: implementation in stages."""
    programme = cast.programme
    whole, _ = Phase.objects.get_or_create(
        programme=programme, number="2", defaults={"name": "Genomförande"}
    )
    made = [
        Phase.objects.get_or_create(
            programme=programme, number=number, defaults={"name": name, "parent": whole}
        )[0]
        for number, name in (("2.1", "Pilot 1"), ("2.2", "Pilot 2"))
    ]
    return made[0], made[1]


def described(cast: Cast, name: str = "Språkvän", **values) -> Method:
    values = {"owner": cast.kungalv, **values}
    return actions.add_method(
        programme=cast.programme, values={"name": name, **values}, on=TODAY, by=cast.karin
    )


def tried(method: Method, by: Actor, stage: Phase, **values) -> Trial:
    values = {"start_value": Decimal(40), "own_measure": "Andel som praktiserar", **values}
    version = method.versions.order_by("-number").first()
    return actions.add_trial(
        organisation=by.organisation,
        values={"version": version, "stage": stage, **values},
        by=by,
    )


def decided(
    method: Method, by: Actor, stage: Phase, choice: str, adopted: Trial | None = None
) -> MethodDecision:
    return actions.decide(
        method=method,
        organisation=by.organisation,
        stage=stage,
        choice=choice,
        adopted=adopted,
        evidence="Närvarolistor och intervjuer",
        reason="Fler kom tillbaka",
        decided_on=TODAY,
        by=by,
    )


def pelle(cast: Cast) -> Actor:
    """Leads the sub-project in Partille."""
    return appoint("pelle", Role.SUB_PROJECT_LEADER, cast.partille)


WHOLE = {
    "line_owner": "Enhetschef, vuxenutbildningen",
    "budget": "Ansvar 4410, 120 000 kronor om året",
    "routine": "Rutin 12 i handboken",
    "training": "Halvdag för nya handläggare",
    "follow_up_on": TODAY,
}
