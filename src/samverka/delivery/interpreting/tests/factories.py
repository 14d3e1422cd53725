"""A pool as tests need it: an agency with its agreement, interpreters, a booking."""

import datetime as dt

from samverka.delivery.interpreting import actions
from samverka.delivery.interpreting.models import (
    Agency,
    Ask,
    Deviation,
    Interpreter,
    InterpreterBooking,
    InterpreterLanguage,
)
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from tests.people import TODAY

SITE = "https://samverka.example/"
NEEDS = {
    "variety": "acm",
    "mode": "on_site",
    "level_wanted": "authorised",
    "about": "social",
    "day": TODAY,
    "starts": dt.time(13),
    "ends": dt.time(14),
    "place": "Stadshuset, rum 3",
}
OF_AGE = {"adult_checked_on": TODAY, "adult_checked_by": "document"}


def agency(cast) -> Agency:
    found = Agency.objects.filter(programme=cast.programme).first()
    if found:
        return found
    place = Organisation.objects.create(name="Tolkexemplet AB", kind=Organisation.Kind.OTHER)
    agreement = Agreement.objects.create(
        title="Ramavtal om tolkar", kind=Agreement.Kind.REGIONAL, keeper=cast.gr
    )
    return actions.write_agency(
        programme=cast.programme,
        organisation=place,
        agreement=agreement,
        email="bokning@tolk.example",
        by=cast.petra,
    )


def interpreter(
    cast,
    given_name: str = "Tahir",
    *,
    variety: str = "acm",
    level: str = "authorised",
    by: Actor | None = None,
    **facts,
) -> Interpreter:
    by = by or cast.karin
    made = actions.take_into_pool(
        programme=cast.programme,
        who={
            "given_name": given_name,
            "family_name": "Exempel",
            "email": f"{given_name.lower()}@tolk.example",
        },
        on=TODAY,
        by=by,
        **{"on_site": True, "telephone": True, "video": False} | OF_AGE | facts,
    )
    actions.set_language(interpreter=made, variety=variety, level=level, by=by)
    return made


def booking(cast, *, by: Actor | None = None, **needs) -> InterpreterBooking:
    by = by or cast.sara
    return actions.book(programme=cast.programme, on=TODAY, by=by, **NEEDS | needs)


def asked(cast, made: InterpreterBooking, whom: Interpreter) -> Ask:
    return actions.ask(booking=made, interpreter=whom, site=SITE, on=TODAY, by=cast.sara)


def confirmed(cast, whom: Interpreter | None = None, **needs) -> InterpreterBooking:
    """Asked, taken, declared by both."""
    made = booking(cast, **needs)
    one = asked(cast, made, whom or interpreter(cast, agency=agency(cast)))
    actions.accept(asked=one, declares=True, site=SITE, on=TODAY, by=SYSTEM)
    made.refresh_from_db()
    return made


def late(cast) -> Deviation:
    return actions.report(
        booking=confirmed(cast),
        kind="late",
        minutes_late=25,
        text="Tolken kom sent.",
        site=SITE,
        on=TODAY,
        by=cast.sara,
    )


def full_interpreter(cast, somebody: Person) -> None:
    """Somebody who interprets, was asked, and has booked somebody else."""
    made = Interpreter.objects.create(
        programme=cast.programme, person=somebody, kept_by=cast.kungalv, **OF_AGE
    )
    InterpreterLanguage.objects.create(interpreter=made, variety="acm", level="trained")
    other = InterpreterBooking.objects.create(
        programme=cast.programme,
        organisation=cast.kungalv,
        requested_by=somebody.user,
        declared_on=TODAY,
        **NEEDS,
    )
    Ask.objects.create(booking=other, interpreter=made)
    made.days_off.create(first_day=TODAY, last_day=TODAY)
