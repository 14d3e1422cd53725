"""Who takes part, and what is missing of whom: in Gävleborg by what its fund asks. Made up."""

import datetime as dt

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import Mark, Times
from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.queries import could_be_participants
from samverka.delivery.participants import actions
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people

from . import plan
from .plan import OVANAKER, TODAY

HELD = (dt.date(2026, 2, 3), dt.date(2026, 2, 17))
PASSPORT, PERMIT = "Pass", "Uppehållstillstånd"
WOMAN, MAN = Participant.Sex.WOMAN, Participant.Sex.MAN
ADULT, OLD = "18-60", "61-"
# Given name, what was known at the door, and what was seen since.
CAME = (
    ("Amina", {"sex": WOMAN, "age_band": ADULT}, PASSPORT),
    ("Bashir", {"sex": MAN, "age_band": ADULT}, PERMIT),
    ("Dalia", {"sex": WOMAN, "age_band": ADULT}, PERMIT),
    ("Ermias", {"sex": MAN, "age_band": ADULT}, PASSPORT),
    ("Farah", {"sex": WOMAN, "age_band": OLD}, PERMIT),
    ("Ghassan", {"sex": MAN, "age_band": ADULT}, PERMIT),
    ("Hodan", {"sex": WOMAN, "age_band": ADULT}, PERMIT),
    ("Iryna", {"sex": WOMAN, "age_band": ADULT}, ""),
    ("Jamal", {"sex": MAN}, ""),
    ("Kifle", {"age_band": ADULT}, ""),
)
# So many of them take part already; the others are suggested.
BEGUN = 8


def take_part(
    programme: Programme, organisations: dict[str, Organisation], actors: dict[str, Actor]
) -> None:
    """Half of those who have attended in the main programme, and a language café in Gävleborg."""
    petra, omar = actors["Petra"], actors["Omar"]
    came = list(could_be_participants(petra, programme, on=TODAY))
    _begin(programme, came[: len(came) // 2], petra)
    project = Programme.objects.get(slug=plan.COUNTY_PROJECT)
    _language_cafe(project, organisations[OVANAKER], omar)
    suggested = list(could_be_participants(omar, project, on=TODAY))
    _begin(project, suggested[:BEGUN], omar)
    for given_name, _known, seen in CAME:
        row = Participant.objects.select_related("person").get(
            programme=project, person__given_name=given_name
        )
        if seen:
            actions.verify(participants=[row], how=seen, on=HELD[1], by=omar)
            email = f"{given_name.lower()}@example.org"
            people.correct_person(person=row.person, email=email, by=omar)


def _begin(programme: Programme, persons: list, by: Actor) -> None:
    actions.begin(
        programme=programme,
        persons=[(row, row.organisation_id, row.first_day) for row in persons],
        on=TODAY,
        by=by,
    )


def _language_cafe(programme: Programme, organisation: Organisation, by: Actor) -> None:
    times = [Times(day=day, starts=dt.time(17), ends=dt.time(19)) for day in HELD]
    cafe = activities.create_activity(
        programme=programme,
        organiser=organisation,
        title="Språkcafé tillsammans med föreningarna",
        kind=Activity.Kind.MEETING,
        description=plan.NOTE,
        municipality=organisation.municipality,
        place="Biblioteket",
        sessions=times,
        by=by,
    )
    places = [
        activities.register_new_person(
            activity=cafe,
            given_name=given_name,
            family_name=plan.FAMILY_NAME,
            organisation=organisation,
            title="Deltagare",
            on=HELD[0],
            **known,
            by=by,
        )
        for given_name, known, _seen in CAME
    ]
    for session in cafe.sessions.all():
        marks = [Mark(key=place.public_key, mark="here") for place in places]
        activities.record_attendance(session=session, marks=marks, on=session.held_on, by=by)
