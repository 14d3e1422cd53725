"""What the tests of groups for small languages stand on."""

import datetime as dt

from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.language_groups import actions
from samverka.delivery.language_groups.models import LeastGroup
from samverka.register.partners.models import Organisation
from tests.people import TODAY, Cast

SOURCE = "Styrgruppen 2026-01-15"


def decided(
    cast: Cast, persons: int = 8, within_km: int = 60, from_day: dt.date = TODAY
) -> LeastGroup:
    return actions.set_least(
        programme=cast.programme,
        persons=persons,
        within_km=within_km,
        from_day=from_day,
        source=SOURCE,
        by=cast.petra,
    )


def wanted(cast: Cast, template: CourseTemplate, language: str, **persons: int) -> None:
    """How many in each municipality of the cast, by its name there."""
    for name, count in persons.items():
        place: Organisation = getattr(cast, name)
        actions.state_wish(
            template=template,
            organisation=place,
            language=language,
            persons=count,
            on=TODAY,
            by=cast.petra,
        )
