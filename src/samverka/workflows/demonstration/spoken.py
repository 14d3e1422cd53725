"""Karen and Rohingya are spoken by few in each municipality: who wants the course in them."""

import datetime as dt

from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.language_groups import actions as language_groups
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from . import plan

LEAST, WITHIN_KM, DECIDED = 8, 60, dt.date(2026, 1, 15)
WANTED = {
    "ar": {plan.KUNGALV: 14, plan.PARTILLE: 3},
    "kar": {plan.KUNGALV: 6, plan.STENUNGSUND: 5, plan.LERUM: 2},
    "rhg": {plan.LERUM: 3, plan.HARRYDA: 2},
}
ON = dt.date(2026, 3, 9)


def want_courses(
    programme: Programme, organisations: dict[str, Organisation], actors: dict[str, Actor]
) -> None:
    """Nothing is made of the proposals: they wait for Petra."""
    template = CourseTemplate.objects.get(programme=programme, name="Förälder i nytt land")
    language_groups.set_least(
        programme=programme,
        persons=LEAST,
        within_km=WITHIN_KM,
        from_day=DECIDED,
        source="Styrgruppen 15 januari 2026 (påhittat beslut)",
        by=actors["Petra"],
    )
    for language, places in WANTED.items():
        for name, persons in places.items():
            language_groups.state_wish(
                template=template,
                organisation=organisations[name],
                language=language,
                persons=persons,
                on=ON,
                by=plan.leader_of(name, actors),
            )
