from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme
from samverka.delivery.series.models import ActivitySeries
from samverka.development.supply.models import LeaderLog, LeaderTraining, Nomination
from samverka.development.supply.queries.leaders import works_at
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.register.people.queries.identified import Place, places_in


class NotThere(Exception):
    """A process leader works at the municipality they are named for."""

    def __str__(self):
        return _("That person does not work there. Choose another, or their municipality.")


class Identifying(Exception):
    """A line of a log may tell whom it is about."""

    def __init__(self, places: list[Place]):
        self.places = places

    def __str__(self):
        return _(
            "The text may tell whom it is about. The log is of what you do, and names nobody: "
            "write a function or a unit instead."
        )


@transaction.atomic
def nominate(
    *,
    programme: Programme,
    organisation: Organisation,
    person: Person,
    values: Mapping[str, object],
    by: Actor,
) -> Nomination:
    """:raises NotThere: the person does not work at the municipality or a unit of it on the day"""
    made = Nomination(programme=programme, organisation=organisation, person=person, **values)
    if not works_at(person, organisation, made.nominated_on):
        raise NotThere
    made.save()
    trail.note(by=by, verb="supply.nominated", about=made, person_id=person.pk)
    return made


@transaction.atomic
def set_days(*, nomination: Nomination, values: Mapping[str, object], by: Actor) -> None:
    """When they were trained, by hand, and from when to when they are assigned."""
    for name, value in values.items():
        setattr(nomination, name, value)
    nomination.save(update_fields=[*values])
    trail.note(by=by, verb="supply.assigned", about=nomination, person_id=nomination.person_id)


@transaction.atomic
def add_training(
    *,
    programme: Programme,
    activity: Activity | None,
    series: ActivitySeries | None,
    times: int,
    by: Actor,
) -> LeaderTraining:
    made = LeaderTraining.objects.create(
        programme=programme, activity=activity, series=series, times=times
    )
    trail.note(by=by, verb="supply.training_added", about=made)
    return made


@transaction.atomic
def remove_training(*, training: LeaderTraining, by: Actor) -> None:
    trail.note(by=by, verb="supply.training_removed", about=training)
    training.delete()


@transaction.atomic
def write_log(
    *,
    nomination: Nomination,
    entry: LeaderLog | None = None,
    values: Mapping[str, object],
    by: Actor,
) -> LeaderLog:
    """A line of what one has done, or another wording of one.

    :raises Identifying: the text may tell whom it is about; nothing is written
    """
    places = places_in({"text": str(values.get("text", ""))}, by)
    if places:
        raise Identifying(places)
    found = entry or LeaderLog(nomination=nomination)
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    trail.note(by=by, verb="supply.log_written", about=found, person_id=nomination.person_id)
    return found
