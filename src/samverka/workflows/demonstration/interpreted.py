"""A pool of interpreters, bookings that wait to be answered, a week off and one deviation."""

import datetime as dt
from typing import Any

from samverka.delivery.interpreting import actions as interpreting
from samverka.delivery.interpreting.models import (
    Agency,
    Ask,
    Interpreter,
    InterpreterBooking,
)
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.register.agreements import actions as agreements
from samverka.register.agreements.actions.texts import Wording
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import at

from . import plan
from .plan import GR, KUNGALV, MOLNDAL, PARTILLE, TODAY

SITE = "https://samverka.example/"
CHECKED = dt.date(2026, 1, 12)
# given name, variety, level, lives in, by the agency, by video
POOL = (
    ("Tahir", "acm", "authorised", KUNGALV, True, True),
    ("Nadia", "acm", "court", MOLNDAL, False, True),
    ("Samir", "apc", "authorised", KUNGALV, True, False),
    ("Faduma", "som", "trained", PARTILLE, True, True),
    ("Parwin", "prs", "health_care", MOLNDAL, False, True),
    ("Saba", "ti-ER", "authorised", KUNGALV, True, False),
    ("Dilan", "kmr", "trained", PARTILLE, False, True),
)
MODES: dict[str, Any] = {"on_site": True, "telephone": True}


def _needs(variety: str, mode: str, about: str, days: int, hour: int, **also: str) -> dict:
    day = TODAY + dt.timedelta(days=days)
    times = {"day": day, "starts": dt.time(hour), "ends": dt.time(hour + 1)}
    return {"variety": variety, "mode": mode, "about": about, **times, **also}


ROOM = {"place": "Familjehuset, rum 2"}
# whom is asked, what is needed
WAITING = (
    ("Tahir", _needs("acm", "on_site", "social", 3, 10, **ROOM)),
    ("Saba", _needs("ti-ER", "telephone", "school", 4, 13)),
)
TO_COME = ("Samir", _needs("apc", "on_site", "housing", 2, 9, **ROOM))
SAID_NO = ("Faduma", _needs("som", "video", "information", 8, 14))
# Had taken it, and has marked the week as off since.
OFF = ("Dilan", _needs("kmr", "telephone", "work", 7, 15))
WEEK_OFF = (TODAY + dt.timedelta(days=7), TODAY + dt.timedelta(days=11))
LATE = ("Tahir", _needs("acm", "on_site", "social", -5, 10, level_wanted="authorised", **ROOM))


def book_interpreters(
    programme: Programme, organisations: dict[str, Organisation], actors: dict[str, Actor]
) -> None:
    """Sara in Kungälv books, and one is off since; GR keeps the framework agreement."""
    agency = _agency(programme, organisations, actors["Olga"])
    pool = {
        each[0]: _interpreter(programme, organisations, agency, each, actors["Olga"])
        for each in POOL
    }
    sara = actors["Sara"]
    for name, needs in WAITING:
        _ask(programme, pool[name], needs, sara)
    _accept(_ask(programme, pool[TO_COME[0]], TO_COME[1], sara))
    no = _ask(programme, pool[SAID_NO[0]], SAID_NO[1], sara)
    interpreting.decline(asked=no, why=Ask.Why.NOT_FREE, site=SITE, on=TODAY, by=SYSTEM)
    _accept(_ask(programme, pool[OFF[0]], OFF[1], sara))
    first, last = WEEK_OFF
    interpreting.mark_days_off(
        interpreter=pool[OFF[0]], first_day=first, last_day=last, site=SITE, on=TODAY, by=SYSTEM
    )
    _come_late(programme, pool[LATE[0]], sara)
    _to_the_agency(programme, agency, sara)
    _settle_instants()


def _agency(programme: Programme, organisations: dict[str, Organisation], by: Actor) -> Agency:
    place, _made = Organisation.objects.get_or_create(
        name="Tolkexemplet AB", defaults={"kind": Organisation.Kind.OTHER}
    )
    agreement = agreements.draw_up(
        title="Ramavtal om tolkar (exempel)",
        kind=Agreement.Kind.REGIONAL,
        keeper=organisations[GR],
        wording=Wording(valid_from=dt.date(2026, 1, 1), review_on=dt.date(2027, 1, 1)),
        by=by,
    )
    agreements.add_parties(
        agreement=agreement, organisations=[organisations[GR], place], on=CHECKED, by=by
    )
    return interpreting.write_agency(
        programme=programme,
        organisation=place,
        agreement=agreement,
        email="bokning@tolkexemplet.example",
        by=by,
    )


def _interpreter(
    programme: Programme,
    organisations: dict[str, Organisation],
    agency: Agency,
    each: tuple[Any, ...],
    by: Actor,
) -> Interpreter:
    name, variety, level, home, is_of_agency, by_video = each
    who = {
        "given_name": name,
        "family_name": plan.FAMILY_NAME,
        "email": f"{name.lower()}.tolk@example.org",
    }
    made = interpreting.take_into_pool(
        programme=programme,
        who=who,
        agency=agency if is_of_agency else None,
        municipality=organisations[home].municipality,
        video=by_video,
        adult_checked_on=CHECKED,
        adult_checked_by=Interpreter.AdultBy.IDENTITY_DOCUMENT,
        on=CHECKED,
        by=by,
        **MODES,
    )
    until = None if level == "trained" else dt.date(2029, 12, 31)
    interpreting.set_language(
        interpreter=made, variety=variety, level=level, valid_until=until, by=by
    )
    return made


def _book(programme: Programme, needs: dict, on: dt.date, by: Actor) -> InterpreterBooking:
    place = by.organisation.municipality
    return interpreting.book(programme=programme, municipality=place, on=on, by=by, **needs)


def _ask(
    programme: Programme,
    whom: Interpreter,
    needs: dict,
    by: Actor,
    on: dt.date = TODAY,
) -> Ask:
    made = _book(programme, needs, on, by)
    return interpreting.ask(booking=made, interpreter=whom, site=SITE, on=on, by=by)


def _accept(asked: Ask, on: dt.date = TODAY) -> None:
    interpreting.accept(asked=asked, declares=True, site=SITE, on=on, by=SYSTEM)


def _come_late(programme: Programme, whom: Interpreter, by: Actor) -> None:
    before = TODAY - dt.timedelta(days=12)
    asked = _ask(programme, whom, LATE[1], by, before)
    _accept(asked, before)
    booking = InterpreterBooking.objects.get(pk=asked.booking_id)
    interpreting.note_outcome(
        booking=booking, outcome=InterpreterBooking.Outcome.HELD, on=TODAY, by=by
    )
    deviation = interpreting.report(
        booking=booking,
        kind="late",
        minutes_late=25,
        text="Samtalet fick kortas, och vi hann inte igenom allt.",
        site=SITE,
        on=TODAY - dt.timedelta(days=4),
        by=by,
    )
    interpreting.answer_deviation(
        deviation=deviation,
        side="agency",
        text="Tolken hade fått fel tid av oss. Vi ser över hur tider skickas ut.",
        on=TODAY - dt.timedelta(days=2),
        by=SYSTEM,
    )


def _to_the_agency(programme: Programme, agency: Agency, by: Actor) -> None:
    """The agency is to find somebody."""
    made = _book(programme, _needs("som", "telephone", "health", 7, 11), TODAY, by)
    interpreting.ask(booking=made, agency=agency, site=SITE, on=TODAY, by=by)


def _settle_instants() -> None:
    """What was just written happened on the region's own days."""
    for booking in InterpreterBooking.objects.all():
        booked = at(booking.declared_on, dt.time(9))
        InterpreterBooking.objects.filter(pk=booking.pk).update(booked_at=booked)
        booking.asks.update(asked_at=booked + dt.timedelta(minutes=5))
        answered = booking.asks.filter(answered_at__isnull=False)
        answered.update(answered_at=booked + dt.timedelta(minutes=50))
