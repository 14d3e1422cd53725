"""A mapping as tests need it: Petra asks those whom she knows in Kungälv."""

import datetime as dt

from samverka.development.competence import actions
from samverka.development.competence.models import AgreedLevel, Area, Competence, Mapping, OwnLevel
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked, Response
from samverka.register.people.models import KnownTo, Person
from tests.people import LONG_AGO, TODAY, person


def competences(cast, *names: str) -> list[Competence]:
    """In one area, each asked of a clerk at level 3."""
    area = Area.objects.filter(programme=cast.programme).first() or actions.add_area(
        programme=cast.programme, name="Samtal", by=cast.petra
    )
    made = [
        actions.add_competence(area=area, values={"name": name}, by=cast.petra) for name in names
    ]
    actions.require_levels(
        programme=cast.programme,
        function="Handläggare",
        levels=dict.fromkeys(made, 3),
        valid_from=LONG_AGO,
        by=cast.petra,
    )
    return made


def mapping(cast, name: str = "Våren 2026", **facts) -> Mapping:
    return actions.make_mapping(
        programme=cast.programme,
        name=name,
        opens_on=TODAY,
        closes_on=TODAY + dt.timedelta(days=20),
        others_see="Bara du ser vad du svarar.",
        organisations=facts.pop("organisations", [cast.kungalv]),
        on=TODAY,
        by=cast.petra,
        **facts,
    )


def staff(cast, *names: str, title: str = "Handläggare") -> list[Person]:
    """Of Kungälv, and known to GR from its activities."""
    return [person(name, cast.kungalv, cast.gr, title=title) for name in names]


def answered(of: Mapping, somebody: Person, **levels: int) -> Response:
    """By the names of items, or of all that is asked alike with `all`."""
    one = Asked.objects.select_related("round").get(round=of.round, person=somebody)
    if "all" in levels:
        level = levels.pop("all")
        asked = of.mapped.select_related("competence")
        levels = {row.competence.item: level for row in asked} | levels
    response = instruments.begin(
        asked_round=one.round, asked=one, language="sv", on=TODAY, by=SYSTEM
    )
    instruments.save_answers(response=response, answers=levels, on=TODAY, by=SYSTEM)
    instruments.finish(response=response, on=TODAY, by=SYSTEM)
    return response


def an_account(cast, somebody: Person, actor) -> Person:
    """The person an actor is, known at work."""
    somebody.user = actor.user
    somebody.save(update_fields=["user"])
    KnownTo.objects.get_or_create(
        person=somebody,
        organisation=actor.organisation,
        reason=KnownTo.Reason.EMPLOYS,
        defaults={"since": LONG_AGO},
    )
    return somebody


def full_levels(cast, somebody: Person) -> None:
    """Somebody who was asked, agreed on a level and said another later."""
    KnownTo.objects.get_or_create(
        person=somebody,
        organisation=cast.gr,
        reason=KnownTo.Reason.ACTIVITY,
        defaults={"since": LONG_AGO},
    )
    (one,) = competences(cast, "Samtal med tolk")
    made = mapping(cast, organisations=[])
    instruments.ask(
        asked_round=made.round, persons=[(somebody, cast.kungalv.pk)], on=TODAY, by=cast.petra
    )
    for model, day in ((AgreedLevel, "agreed_on"), (OwnLevel, "said_on")):
        model.objects.create(
            mapping=made, person=somebody, competence=one, level=2, **{day: TODAY}
        )
