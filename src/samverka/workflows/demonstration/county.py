"""What waits for somebody in the other programmes: all of it made up, by the modules' actions."""

import datetime as dt

from samverka.delivery.groups import actions as groups
from samverka.delivery.groups.models import Group
from samverka.delivery.plans import actions as plans
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Contact, Goal, Measure, Phase, Programme
from samverka.delivery.questions import actions as questions
from samverka.development.methods import actions as methods
from samverka.foundation.accounts.actor import Actor
from samverka.register.agreements import actions as agreements
from samverka.register.agreements.actions.texts import Wording
from samverka.register.agreements.models import Agreement, AgreementPart
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.models import Person

from . import plan
from .plan import GAVLE, HOFORS, KUNGALV, LANSSTYRELSEN, OVANAKER, PARTILLE, TODAY

Organisations = dict[str, Organisation]
Actors = dict[str, Actor]
# Who sits in the steering group for the authorities.
SEATED = {
    LANSSTYRELSEN: "Vera",
    "Landstinget Gävleborg": "Idris",
    "Arbetsförmedlingen": "Tove",
    "Migrationsverket": "Samir",
}
SITE = "http://localhost:8000/"


def fill_county(organisations: Organisations, actors: Actors) -> None:
    """Plans, groups, an agreement and a method in Gävleborg, where Lena leads."""
    by_slug = {programme.slug: programme for programme in Programme.objects.all()}
    county, project = by_slug[plan.COUNTY], by_slug[plan.COUNTY_PROJECT]
    _plans(project, organisations, actors)
    _method(project, organisations, actors)
    _meetings(county, organisations, actors)
    _local_agreement(organisations, actors)
    _gate(by_slug[plan.LFI], actors["Disa"])


def _plans(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """One approved, one that waits for approval, one whose line lacks its measure."""
    lena, omar = actors["Lena"], actors["Omar"]
    goals = {goal.number: goal for goal in Goal.objects.filter(programme=programme)}
    measures = {each.code: each for each in Measure.objects.filter(programme=programme)}
    persons = measures["personer-i-insatser"]
    language = {
        "activity": "Språkcafé tillsammans med föreningarna",
        "aim": "Fler får öva svenska tidigt",
        "target_group": "Nyanlända vuxna",
        "goal": goals["2"],
        "measure": persons,
        "responsible": "Integrationssamordnare",
        "starts_on": dt.date(2026, 1, 12),
        "ends_on": dt.date(2026, 6, 12),
    }
    welcome = {
        "activity": "Välkomstsamtal inom två veckor",
        "aim": "Kortare väntetid till första insats",
        "goal": goals["1"],
        "own_measure": "Andel som fått samtal inom två veckor",
        "responsible": "Enhetschef, integrationsenheten",
    }
    approved = _plan(programme, organisations[GAVLE], [language, welcome], lena)
    plans.send_plan(plan=approved, by=lena)
    plans.approve_plan(plan=approved, on=dt.date(2026, 2, 10), by=lena)
    waiting = _plan(programme, organisations[OVANAKER], [language, welcome], omar)
    plans.send_plan(plan=waiting, by=omar)
    without_measure = {**welcome, "own_measure": ""}
    _plan(programme, organisations[HOFORS], [language, without_measure], lena)


def _plan(programme: Programme, organisation: Organisation, lines: list[dict], by: Actor) -> Plan:
    """The plan that the programme's file has begun, with lines."""
    begun = Plan.objects.get(programme=programme, organisation=organisation)
    for line in lines:
        values = {**line, "responsible_at": organisation}
        plans.add_item(plan=begun, values=values, by=by)
    return begun


def _method(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """A trial without its value from before, which is flagged."""
    method = methods.add_method(
        programme=programme,
        values={
            "name": "Språkvän i föreningslivet (exempel)",
            "owner": organisations[OVANAKER],
            "description": "Den som är ny följer med en medlem till en förening i åtta veckor.",
            "target_group": "Nyanlända vuxna",
        },
        on=dt.date(2025, 9, 1),
        by=actors["Omar"],
    )
    methods.add_trial(
        organisation=organisations[OVANAKER],
        values={
            "version": method.versions.get(),
            "stage": Phase.objects.get(programme=programme, number="2.1"),
            "starts_on": dt.date(2025, 9, 15),
            "participants": 9,
        },
        by=actors["Omar"],
    )


def _meetings(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """A vacant seat and an overdue decision; a network that missed a quarter."""
    lena = actors["Lena"]
    steering = Group.objects.get(programme=programme, name="Styrgrupp")
    seats = list(steering.seats.order_by("number"))
    since = dt.date(2025, 1, 1)
    terms = [
        groups.seat_member(
            seat=seat,
            organisation=organisations[name],
            person=_member(organisations[name], given_name, lena),
            valid_from=since,
            by=lena,
        )
        for seat, (name, given_name) in zip(seats, SEATED.items(), strict=False)
    ]
    for seat, name in zip(seats[4:], (OVANAKER, GAVLE), strict=True):
        person = _person_of(actors["Omar"]) if name == OVANAKER else None
        groups.seat_member(
            seat=seat,
            organisation=organisations[name],
            person=person,
            valid_from=since,
            valid_to=dt.date(2027, 1, 1),
            by=lena,
        )
    meeting = groups.call_meeting(
        group=steering,
        held_on=dt.date(2026, 1, 22),
        starts=dt.time(9),
        ends=dt.time(12),
        place="Exempelsalen, Gävle",
        agenda=["Läget i kommunerna", "Gemensam introduktion för nyanställda"],
        on=TODAY,
        by=lena,
    )
    groups.note_present(meeting=meeting, terms=terms, by=lena)
    groups.decide(
        meeting=meeting,
        text="Ta fram en gemensam introduktion för nyanställda i mottagandet",
        ground="Sju kommuner har bett om den",
        decided_by="Styrgruppen",
        follow_up_on=dt.date(2026, 2, 27),
        responsible=organisations[LANSSTYRELSEN],
        by=lena,
    )
    network = Group.objects.get(programme=programme, name="Nätverk för flyktingmottagning")
    for day in (dt.date(2025, 5, 14), dt.date(2025, 9, 10), dt.date(2026, 2, 11)):
        groups.call_meeting(
            group=network, held_on=day, place="Exempelsalen, Söderhamn", on=TODAY, by=lena
        )


def _member(employer: Organisation, given_name: str, by: Actor) -> Person:
    return people.register_person(
        given_name=given_name,
        family_name=plan.FAMILY_NAME,
        employer=employer,
        title="Enhetschef",
        on=dt.date(2025, 1, 1),
        by=by,
    )


def _person_of(actor: Actor) -> Person:
    return Person.objects.get(user=actor.user)


def _local_agreement(organisations: Organisations, actors: Actors) -> None:
    """Two of three have signed, so it is not in force."""
    omar = actors["Omar"]
    texts: dict[str, str] = {
        AgreementPart.Part.RESPONSIBILITY: "Kommunen leder mottagandet.",
        AgreementPart.Part.ROLES: "Varje part utser en kontakt och en ersättare.",
        AgreementPart.Part.ROUTINES: "Parterna träffas en gång i kvartalet.",
        AgreementPart.Part.GOALS: "Varje barn har en plats i skolan inom en månad.",
        AgreementPart.Part.FOLLOW_UP: "Följs upp i maj varje år.",
    }
    agreement = agreements.draw_up(
        title="Lokal överenskommelse om nyanlända barn och unga i Ovanåker (exempel)",
        kind=Agreement.Kind.LOCAL,
        keeper=organisations[OVANAKER],
        wording=Wording(
            valid_from=dt.date(2026, 2, 1), review_on=dt.date(2027, 2, 1), parts=texts
        ),
        by=omar,
    )
    parties = agreements.add_parties(
        agreement=agreement,
        organisations=[
            organisations[name]
            for name in (OVANAKER, "Arbetsförmedlingen", "Landstinget Gävleborg")
        ],
        on=TODAY,
        by=omar,
    )
    for party in parties[:2]:
        agreements.sign(
            party=party,
            signed_on=dt.date(2026, 2, 20),
            function="Förvaltningschef",
            from_paper=True,
            today=TODAY,
            by=omar,
        )


def _gate(programme: Programme, by: Actor) -> None:
    """The second phase waits for the decision that opens it."""
    phase = Phase.objects.get(programme=programme, number="2")
    programmes.set_gate(phase=phase, decided_by="Styrgruppen för LFI (exempel)", by=by)


def ask_and_register(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    """In the parents' programme: questions, one of them answered, and a likely double."""
    holders = {"1": ("Petra", "Olga"), "2": ("Gustav", None), "3": ("Petra", "Olga")}
    for number, (holder, stand_in) in holders.items():
        contact = Contact.objects.get(programme=programme, goal__number=number)
        programmes.staff_contact(
            contact=contact,
            holder=actors[holder].user,
            stand_in=actors[stand_in].user if stand_in else None,
            away_until=None,
            by=actors["Petra"],
        )
    goals = {goal.number: goal for goal in Goal.objects.filter(programme=programme)}
    told = questions.ask(
        programme=programme,
        title="Får praktikanter vara med på utbildningsdagarna?",
        goal=goals["1"],
        site=SITE,
        on=dt.date(2026, 2, 24),
        by=actors["Hilda"],
    )
    questions.answer(
        question=told,
        text="Ja, i mån av plats: den primära målgruppen får plats först.",
        source="Inbjudan till utbildningsdagarna",
        site=SITE,
        on=dt.date(2026, 2, 26),
        by=actors["Petra"],
    )
    questions.publish(question=told, by=actors["Petra"])
    for given_name, goal, title in (
        ("Karin", "2", "Kan föräldrar från två kommuner gå i samma grupp?"),
        ("Leila", "1", "Finns sammanfattningen från första utbildningsdagen på engelska?"),
    ):
        questions.ask(
            programme=programme,
            title=title,
            goal=goals[goal],
            site=SITE,
            on=dt.date(2026, 3, 12),
            by=actors[given_name],
        )
    _likely_double(organisations, actors)


def _likely_double(organisations: Organisations, actors: Actors) -> None:
    """The same name in two spellings, at two employers of whom Karin's is one."""
    for name, employer, by in (
        ("Mohammed", KUNGALV, "Karin"),
        ("Muhammad", PARTILLE, "Paula"),
        ("Muhamed", KUNGALV, "Karin"),
    ):
        people.register_person(
            given_name=name,
            family_name="Påhitt",
            employer=organisations[employer],
            title="Socialsekreterare",
            on=plan.TODAY,
            by=actors[by],
        )
