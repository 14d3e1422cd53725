"""A made-up agreement with a commitment that nobody works on (S51)."""

import datetime as dt

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Goal
from samverka.foundation.accounts.actor import Actor
from samverka.register.agreements import actions as agreements
from samverka.register.agreements.actions.texts import Wording
from samverka.register.agreements.models import Agreement, AgreementPart
from samverka.register.partners.models import Organisation
from samverka.workflows.demonstration.chains import SODERHAMN
from samverka.workflows.demonstration.plan import COUNTY, LANSSTYRELSEN, TODAY

TITLE = "Lokal överenskommelse om familjer som är nya i Söderhamn (exempel)"
PARTIES = (SODERHAMN, LANSSTYRELSEN, "Arbetsförmedlingen")
WORKED_ON = "Varje barn får en plats i förskola eller skola inom en månad."
ORPHAN = "Varje familj har en namngiven kontakt hos kommunen inom två veckor."
SIGNED_ON = dt.date(2026, 1, 20)


def plant_orphan_commitment(by: Actor) -> None:
    """All have signed; one commitment has a goal that works on it, the other has none."""
    organisations = {row.name: row for row in Organisation.objects.filter(name__in=PARTIES)}
    agreement = agreements.draw_up(
        title=TITLE,
        kind=Agreement.Kind.LOCAL,
        keeper=organisations[LANSSTYRELSEN],
        wording=Wording(
            valid_from=dt.date(2026, 2, 1),
            review_on=dt.date(2027, 2, 1),
            parts=dict.fromkeys(AgreementPart.Part, "Som parterna har kommit överens om."),
        ),
        by=by,
    )
    worked_on, _orphan = (
        agreements.add_commitment(agreement=agreement, number=number, text=text, by=by)
        for number, text in (("1", WORKED_ON), ("2", ORPHAN))
    )
    goal = Goal.objects.get(programme__slug=COUNTY, number="1.5")
    programmes.set_goal_commitment(goal=goal, commitment=worked_on, by=by)
    for party in agreements.add_parties(
        agreement=agreement,
        organisations=[organisations[name] for name in PARTIES],
        on=TODAY,
        by=by,
    ):
        agreements.sign(
            party=party,
            signed_on=SIGNED_ON,
            function="Förvaltningschef",
            from_paper=True,
            today=TODAY,
            by=by,
        )
