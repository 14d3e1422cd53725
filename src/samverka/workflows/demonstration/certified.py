"""From who came to what the employers certify, in each of the five programmes. Made up."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import Mark, Times
from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.certification import actions
from samverka.delivery.certification.models import SignedPaper
from samverka.delivery.certification.paper import form_to_sign
from samverka.delivery.certification.queries import Worked, due, rule_of, worked_in
from samverka.delivery.participants import actions as participants
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Fund, FundRule, Programme
from samverka.delivery.rates import actions as rates
from samverka.delivery.rates.models import Category
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people import identity
from samverka.register.people.models import Person, Position
from samverka.toolkit.clock import at, stopped_at
from samverka.toolkit.periods import months_after

from .chains import AFTERNOONS, CHAINS, MADE_UP, MONTHS, RULES_FROM, Chain
from .names import Names
from .numbers import NUMBERS
from .plan import FAMILY_NAME, INVAST, NOTE, PARTILLE, TODAY

Organisations = dict[str, Organisation]
Actors = dict[str, Actor]
HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT
# Nobody who was born then is alive.
REPLACEMENT_ID = "19000101-TF99"
YEAR, REGION = 2025, "rest"
WEEK = dt.timedelta(days=7)
CERTIFIED_AFTER, IN_THE_MORNING = dt.timedelta(days=5), dt.time(9, 15)
# What is the project's own is accounted for to nobody.
NOT_COUNTED = ("Planeringsmöte", "Klusterträff 1: samverkan (Härryda")
# One month is signed on paper, where whoever certifies could not sign in.
ON_PAPER = (INVAST, PARTILLE, MONTHS[1])
SIGNED_AFTER = dt.timedelta(days=3)
SEXES = (Participant.Sex.WOMAN, Participant.Sex.MAN)
BANDS = ("18-60", "18-60", "61-")


def begin_chains(organisations: Organisations, actors: Actors, names: Names) -> None:
    """What was held, who came, what counts, and made-up amounts."""
    numbers = iter(NUMBERS)
    for chain in CHAINS:
        programme = Programme.objects.get(slug=chain.slug)
        fund = Fund.objects.get(code=chain.fund)
        by = actors[chain.leader]
        if chain.rule:
            _rule(fund, chain.rule, by)
        if chain.came:
            persons = _persons(chain, organisations, names, numbers, by)
            _hold(chain, programme, organisations, persons, by)
            _take_part(chain, programme, persons, by)
        _classify(programme, fund, by)
        _amounts(chain, programme, fund, by)


def certify_chains(actors: Actors, *, at_once: dt.date | None = None) -> None:
    """Every month until February's, except where somebody is waited for; keys are settled.

    Each month in the beginning of the next, or all of them on one day.
    """
    for chain in CHAINS:
        programme = Programme.objects.get(slug=chain.slug)
        categories = list(Category.objects.filter(fund__code=chain.fund).order_by("code"))
        for row in due(programme, on=TODAY):
            employer = row.organisation
            if row.fund.code != chain.fund or _is_waited_for(chain, employer, row.month):
                continue
            by = replace(
                actors[employer.name], user=User.objects.get(pk=actors[employer.name].user_id)
            )
            day = at_once or months_after(row.month, 1) + CERTIFIED_AFTER
            with stopped_at(at(day, IN_THE_MORNING)):
                _certify(programme, row.fund, employer, row.month, categories, by)


def _is_waited_for(chain: Chain, employer: Organisation, month: dt.date) -> bool:
    return month == MONTHS[-1] and employer.name in chain.waits


def _rule(fund: Fund, value: str, by: Actor) -> None:
    programmes.set_fund_rule(
        fund=fund,
        subject=FundRule.Subject.HOURS,
        valid_from=RULES_FROM,
        valid_to=None,
        value=value,
        source=MADE_UP,
        by=by,
    )


Who = Sequence[tuple[Person, Organisation]]


def _persons(
    chain: Chain, organisations: Organisations, names: Names, numbers: Iterator[str], by: Actor
) -> Who:
    """Staff who are there already where there are some, else new ones."""
    found: list[tuple[Person, Organisation]] = []
    for name, count in chain.came.items():
        employer = organisations[name]
        persons = (
            _new(chain, employer, count, names, by) if chain.function else _staff(employer, count)
        )
        found += [(person, employer) for person in persons]
    found += _protected(chain, organisations, by)
    if chain.asks_number:
        for person, _employer in found:
            if not person.identity_hash:
                number = identity.read(next(numbers), on=TODAY)
                people.set_identity(person=person, number=number, by=by)
    return found


def _protected(chain: Chain, organisations: Organisations, by: Actor) -> list:
    """Somebody whose rows go a way of their own."""
    found = []
    for name in chain.protected:
        person = Person.objects.get(is_protected=True, positions__organisation__name=name)
        number = identity.read(REPLACEMENT_ID, on=TODAY)
        people.set_identity(person=person, number=number, by=by)
        person.refresh_from_db()
        found.append((person, organisations[name]))
    return found


def _new(
    chain: Chain, employer: Organisation, count: int, names: Names, by: Actor
) -> list[Person]:
    rows = []
    for _number in range(count):
        given_name, family_name = names.pop()
        email = f"{given_name}.{family_name}@example.org".lower().encode("ascii", "ignore")
        row = people.NewPerson(
            given_name=given_name,
            family_name=family_name,
            employer=employer,
            title=chain.function,
            since=RULES_FROM,
            email=email.decode() if chain.asks_at_the_door else "",
        )
        rows.append(row)
    return people.register_many(rows=rows, on=RULES_FROM, by=by)


def _staff(organisation: Organisation, number: int) -> list[Person]:
    """The first of those who cannot sign in: nobody certifies their own hours."""
    positions = Position.objects.filter(
        organisation=organisation, person__user=None, person__is_protected=False
    )
    rows = positions.select_related("person").order_by("pk")[:number]
    return [row.person for row in rows]


def _hold(
    chain: Chain, programme: Programme, organisations: Organisations, persons: Who, by: Actor
) -> None:
    """An afternoon a month, and a short meeting a week later."""
    afternoons = [Times(day=day, starts=dt.time(13), ends=dt.time(16, 30)) for day in AFTERNOONS]
    meetings = [
        Times(day=day + WEEK, starts=dt.time(9), ends=dt.time(10, 15)) for day in AFTERNOONS
    ]
    activity = activities.create_activity(
        programme=programme,
        organiser=organisations[chain.organiser],
        title=chain.title,
        kind=Activity.Kind.WORKSHOP,
        description=NOTE,
        place="Exempelsalen",
        sessions=[*afternoons, *meetings],
        by=by,
    )
    places = [
        activities.register(
            activity=activity, person=person, organisation=employer, on=AFTERNOONS[0], by=by
        )
        for person, employer in persons
    ]
    for number, session in enumerate(activity.sessions.order_by("held_on")):
        marks = [_mark(place.public_key, session, row, number) for row, place in enumerate(places)]
        activities.record_attendance(session=session, marks=marks, on=session.held_on, by=by)


def _mark(key: str, session: Session, row: int, number: int) -> Mark:
    """Most are there the whole time; each is away or leaves early some time, and all differ."""
    if (5 * row + 7 * number) % 13 == 0:
        return Mark(key=key, mark=ABSENT)
    if (3 * row + number) % 11 == 0:
        return Mark(key=key, mark=HERE, minutes=session.minutes // 2)
    return Mark(key=key, mark=HERE)


def _take_part(chain: Chain, programme: Programme, persons: Who, by: Actor) -> None:
    """Each from the first day; what the fund asks of each was asked at the door."""
    first = AFTERNOONS[0]
    if chain.asks_at_the_door:
        for row, (person, employer) in enumerate(persons):
            participants.note_participant(
                person=person,
                programme=programme,
                organisation=employer,
                sex=SEXES[row % len(SEXES)],
                age_band=BANDS[row % len(BANDS)],
                on=first,
                by=by,
            )
    participants.begin(
        programme=programme,
        persons=[(person, employer.pk, first) for person, employer in persons],
        on=first,
        by=by,
    )
    rows = Participant.objects.filter(programme=programme, started_on=first).order_by("pk")
    if chain.asks_at_the_door:
        participants.verify(participants=list(rows), how="Uppehållstillstånd", on=first, by=by)
    # One has stopped coming before the year's end.
    participants.set_days(
        participants=list(rows[:1]), ended_on=dt.date(2025, 12, 17), on=TODAY, by=by
    )


def _classify(programme: Programme, fund: Fund, by: Actor) -> None:
    """What was held counts, except meetings that are the project's own."""
    held = Activity.objects.filter(programme=programme, sessions__held_on__lte=TODAY).distinct()
    said: dict[Activity, tuple[bool | None, str]] = {
        activity: (False, "Projektets egen planering (exempel)")
        if activity.title.startswith(NOT_COUNTED)
        else (True, "Tid på arbetstid tillsammans med projektet (exempel)")
        for activity in held
    }
    actions.classify(fund=fund, said=said, by=by)


def _amounts(chain: Chain, programme: Programme, fund: Fund, by: Actor) -> None:
    """Two categories a fund; a fund that two programmes share has them once."""
    there = set(Category.objects.filter(fund=fund).values_list("code", flat=True))
    for code, amount in chain.amounts:
        if code in there:
            continue
        category = rates.add_category(
            fund=fund, code=code, name=f"Påhittad kategori {code} (exempel)", source=MADE_UP, by=by
        )
        if amount:
            rates.set_rate(
                category=category, year=YEAR, region=REGION, amount=amount, source=MADE_UP, by=by
            )
    rates.choose_rates(
        programme=programme, fund=fund, year=YEAR, region=REGION, source=MADE_UP, by=by
    )


def _certify(
    programme: Programme,
    fund: Fund,
    employer: Organisation,
    month: dt.date,
    categories: Sequence[Category],
    by: Actor,
) -> None:
    """Of one in each month another source pays for the time as well: none of it is claimed."""
    rule = rule_of(fund, month)
    if rule is None:
        raise ValueError(f"{fund} has no rule for counting the hours of {month:%Y-%m}.")
    rows = worked_in(programme, fund, employer, month, rule)
    words = {
        row.person: actions.Word(
            row.minutes,
            categories[row.person.pk % len(categories)],
            is_financed_once=row.person.pk % 10 != 3,
        )
        for row in rows
    }
    is_on_paper = (programme.slug, employer.name, month) == ON_PAPER
    actions.certify(
        programme=programme,
        fund=fund,
        organisation=employer,
        month=month,
        words=words,
        function="Enhetschef",
        on=TODAY,
        by=by,
        paper=_signed(programme, fund, employer, month, rows) if is_on_paper else None,
    )


def _signed(
    programme: Programme,
    fund: Fund,
    employer: Organisation,
    month: dt.date,
    rows: Sequence[Worked],
) -> actions.Paper:
    """The form that one signs by hand; nobody's hand has written on this one."""
    names = {row.person.pk: "" if row.person.is_protected else str(row.person) for row in rows}
    return actions.Paper(
        body=form_to_sign(programme, fund, employer, month, rows, names),
        kind=SignedPaper.Kind.PDF,
        signed_by=f"Berta {FAMILY_NAME}",
        signed_on=months_after(month, 1) + SIGNED_AFTER,
    )
