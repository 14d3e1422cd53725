"""A mapping: its instrument is written and published, its round opened, its people asked."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.development.competence.models import (
    Competence,
    LevelScale,
    MappedCompetence,
    Mapping,
)
from samverka.development.competence.queries import asked_about, staff_at
from samverka.development.competence.writing import form_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.foundation.audit import trail
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import InstrumentVersion, Round, RoundReader, Sphere
from samverka.register.partners.models import Organisation

# As long as an instrument's name can be.
LONGEST_NAME = 120


class NothingToAsk(Exception):
    """The programme has no competences."""

    def __str__(self):
        return _("Write at least one competence first. The mapping asks about each of them.")


class NobodyToAsk(Exception):
    """Nobody whom the actor knows works there in such a function."""

    def __str__(self):
        return _(
            "Nobody you can see works there in such a function. Choose other places or functions, "
            "or ask the sub-project leader to add their staff."
        )


@transaction.atomic
def make_mapping(
    *,
    programme: Programme,
    name: str,
    opens_on: dt.date,
    closes_on: dt.date,
    others_see: str,
    organisations: Iterable[Organisation],
    functions: Sequence[str] = (),
    asks_then: bool = False,
    on: dt.date,
    by: Actor,
) -> Mapping:
    """Write and publish the questions, open the round, and ask those who work there.

    :raises NothingToAsk: the programme has no competences
    :raises NobodyToAsk: nobody is found to ask
    :raises NameTaken: of instruments: there is one of the name
    :raises Refused: of instruments: the days do not fit, or too many are asked
    """
    competences = list(asked_about(programme))
    if not competences:
        raise NothingToAsk
    version = _published(programme, name, competences, asks_then=asks_then, on=on, by=by)
    leaders = instruments.Reader(programme.owner, Role.PROGRAMME_LEADER, RoundReader.Sees.FIGURES)
    opened = instruments.open_round(
        version=version,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        way=Round.Way.NAMED,
        readers=[leaders],
        others_see=others_see,
        by=by,
    )
    made = Mapping.objects.create(programme=programme, round=opened, asks_then=asks_then)
    MappedCompetence.objects.bulk_create(
        MappedCompetence(mapping=made, competence=one, order=order)
        for order, one in enumerate(competences)
    )
    trail.note(by=by, verb="competence.mapping_made", about=made)
    places = list(organisations)
    if places:
        ask_staff(mapping=made, organisations=places, functions=functions, on=on, by=by)
    return made


def _published(
    programme: Programme,
    name: str,
    competences: list[Competence],
    *,
    asks_then: bool,
    on: dt.date,
    by: Actor,
) -> InstrumentVersion:
    scale = LevelScale.objects.filter(valid_from__lte=on).latest("valid_from")
    title = f"{programme.name}: {name}"[:LONGEST_NAME]
    written = instruments.create_instrument(
        name=title,
        purpose=_("Which training the work needs."),
        sphere=Sphere.STAFF,
        form=form_of(title, competences, scale, asks_then=asks_then),
        by=by,
    )
    version = written.versions.get()
    instruments.publish_version(version=version, on=on, by=by)
    version.refresh_from_db()
    return version


@transaction.atomic
def ask_staff(
    *,
    mapping: Mapping,
    organisations: Iterable[Organisation],
    functions: Sequence[str] = (),
    on: dt.date,
    by: Actor,
) -> int:
    """Ask those who work there, as far as the actor sees them; answers how many were new.

    :raises NobodyToAsk: nobody is found
    :raises Refused: of instruments: the round is over, or too many are asked
    """
    staff = staff_at(by, organisations, functions, on=on)
    if not staff:
        raise NobodyToAsk
    count = instruments.ask(asked_round=mapping.round, persons=staff, on=on, by=by)
    trail.note(by=by, verb="competence.staff_asked", about=mapping)
    return count
