"""Newcomers are asked how they are met: by a link, without a name, in several languages."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.development.competence.models import NewcomerSurvey
from samverka.development.competence.newcomers import questions
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.foundation.audit import trail
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import InstrumentVersion, Round, RoundReader, Sphere

LONGEST_NAME = 120


@transaction.atomic
def ask_newcomers(
    *,
    programme: Programme,
    name: str,
    opens_on: dt.date,
    closes_on: dt.date,
    on: dt.date,
    by: Actor,
) -> NewcomerSurvey:
    """Open a round with the questions that are shipped; the same ones every time.

    :raises NameTaken: of instruments: there is one of the name
    :raises Refused: of instruments: the days do not fit
    """
    leaders = instruments.Reader(programme.owner, Role.PROGRAMME_LEADER, RoundReader.Sees.FIGURES)
    opened = instruments.open_round(
        version=_version(programme, on=on, by=by),
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        way=Round.Way.LINK,
        readers=[leaders],
        by=by,
    )
    made = NewcomerSurvey.objects.create(programme=programme, round=opened)
    trail.note(by=by, verb="competence.newcomers_asked", about=made)
    return made


def _version(programme: Programme, *, on: dt.date, by: Actor) -> InstrumentVersion:
    """That of the rounds before, so that they can be compared; else written and published."""
    before = NewcomerSurvey.objects.filter(programme=programme).order_by("-pk").first()
    if before and not before.round.version.instrument.archived_on:
        return before.round.version
    title = _("Newcomers' experience: %(programme)s") % {"programme": programme.name}
    written = instruments.create_instrument(
        name=title[:LONGEST_NAME],
        # What it is for stands in the form itself, in each language.
        purpose="",
        sphere=Sphere.NEWCOMER,
        form=questions(),
        by=by,
    )
    version = written.versions.get()
    instruments.publish_version(version=version, on=on, by=by)
    version.refresh_from_db()
    return version
