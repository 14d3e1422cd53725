"""What the tests of plans stand on."""

from samverka.delivery.plans import actions
from samverka.delivery.plans.models import Plan, PlanItem, Risk
from samverka.delivery.programmes.models import Goal, Measure, Participation
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from tests.people import TODAY, Cast, municipality

# S108: eight municipalities by their codes, two partners, and the owner.
EIGHT = {
    "2101": "Ockelbo",
    "2104": "Hofors",
    "2121": "Ovanåker",
    "2132": "Nordanstig",
    "2180": "Gävle",
    "2182": "Söderhamn",
    "2183": "Bollnäs",
    "2184": "Hudiksvall",
}
Kind = Organisation.Kind


def measure(cast: Cast) -> Measure:
    goal, _ = Goal.objects.get_or_create(
        programme=cast.programme, number="1", defaults={"title": "Språk", "owner": cast.gr}
    )
    made, _ = Measure.objects.get_or_create(
        programme=cast.programme,
        code="sprakpraktik",
        defaults={
            "goal": goal,
            "title": "Timmar av språkpraktik",
            "definition": "Timmar med svensktalande",
            "unit": Measure.Unit.HOURS,
        },
    )
    return made


def facts(cast: Cast, activity: str = "Språkcafé", **given) -> dict:
    return {
        "activity": activity,
        "measure": measure(cast),
        "responsible": "Integrationssamordnare",
        **given,
    }


def plan_of(cast: Cast, by: Actor, *activities: str) -> Plan:
    """A plan that is being written, with its lines."""
    plan = actions.start_plan(programme=cast.programme, organisation=by.organisation, by=by)
    for activity in activities:
        actions.add_item(plan=plan, values=facts(cast, activity), by=by)
    return plan


def approved(cast: Cast, by: Actor, *activities: str) -> Plan:
    plan = plan_of(cast, by, *(activities or ("Språkcafé",)))
    actions.send_plan(plan=plan, by=by)
    return actions.approve_plan(plan=plan, on=TODAY, by=cast.petra)


def risk_of(cast: Cast, by: Actor, text: str = "Handledaren slutar", **given) -> Risk:
    values = {
        "likelihood": 3,
        "consequence": 4,
        "measure": "Två delar uppgiften",
        "responsible": "Enhetschef",
        "follow_up_on": TODAY,
        **given,
    }
    return actions.add_risk(
        programme=cast.programme,
        organisation=by.organisation,
        values={"text": text, **values},
        by=by,
    )


def item(plan: Plan, activity: str) -> PlanItem:
    return plan.items.get(activity=activity)


def eleven(cast: Cast) -> list[Organisation]:
    """Everybody who takes part, the owner among them: S108's 8 + 2 + 1."""
    Participation.objects.filter(programme=cast.programme).exclude(organisation=cast.gr).delete()
    partners = [municipality(code, name) for code, name in EIGHT.items()]
    partners += [
        Organisation.objects.create(name="RF-SISU Gävleborg", kind=Kind.ASSOCIATION),
        Organisation.objects.create(name="Högskolan i Gävle", kind=Kind.UNIVERSITY),
    ]
    for partner in partners:
        Participation.objects.create(
            programme=cast.programme,
            organisation=partner,
            part=Participation.Part.PARTICIPANT,
            valid_from=cast.programme.starts_on,
        )
    return [cast.gr, *partners]
