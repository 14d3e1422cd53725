"""What may happen to all that months are added up from, as any code might write it."""

import datetime as dt
import random
from dataclasses import dataclass

from django.db import transaction

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.certification.models import Certificate, CertifiedLine, CountedAs
from samverka.delivery.programmes.models import Goal, Programme
from samverka.delivery.rates.tests.factories import category
from samverka.register.people.models import Person
from samverka.toolkit.clock import at
from tests.people import Cast, person

from .factories import FEBRUARY, MARCH, certify, counts, course

HERE = Attendance.Mark.HERE
ABSENT = Attendance.Mark.ABSENT


@dataclass
class Region:
    """Two programmes with courses in two months, some certified."""

    cast: Cast
    programmes: list[Programme]
    goals: list[Goal]
    persons: list[Person]

    @property
    def activities(self) -> list[Activity]:
        return list(Activity.objects.order_by("pk"))

    @property
    def sessions(self) -> list[Session]:
        return list(Session.objects.order_by("pk"))


def region(cast: Cast) -> Region:
    persons = [person(name, cast.kungalv) for name in ("Amina", "Bo", "Cilla")]
    other = Programme.objects.create(name="Nästa steg", owner=cast.gr, slug="nasta-steg")
    other.participations.create(organisation=cast.gr, part="owner")
    goals = [
        Goal.objects.create(programme=cast.programme, number=number, title="Mål", owner=cast.gr)
        for number in ("1", "2")
    ]
    for number, month in enumerate((FEBRUARY, FEBRUARY, MARCH)):
        minutes = {each: [60 + 30 * number, 120] for each in persons[number % 2 :]}
        activity = course(cast, minutes, month=month, title=f"Kurs {number}")
        Activity.objects.filter(pk=activity.pk).update(goal=goals[number % 2])
        counts(cast, activity)
    certify(cast, category=category(cast))
    return Region(cast, [cast.programme, other], goals, persons)


def happens(chance: random.Random, of: Region) -> None:
    """One of them, at times within what is taken back."""
    what = chance.choice(HAPPENINGS)
    try:
        with transaction.atomic():
            what(chance, of)
            if chance.random() < 0.2:
                raise _TakenBackError
    except _TakenBackError:
        pass


class _TakenBackError(Exception):
    pass


def _ticked(chance: random.Random, of: Region) -> None:
    """Several at once, some of them ticked before."""
    session, minutes = chance.choice(of.sessions), chance.choice([60, 90, 480])
    marks = [
        Attendance(
            session=session,
            person=each,
            organisation=chance.choice([of.cast.kungalv, of.cast.partille]),
            mark=HERE,
            minutes=minutes,
        )
        for each in chance.sample(of.persons, 2)
    ]
    if chance.random() < 0.5:
        Attendance.objects.bulk_create(marks, ignore_conflicts=True)
    else:
        Attendance.objects.bulk_create(
            marks,
            update_conflicts=True,
            unique_fields=["session", "person"],
            update_fields=["minutes", "mark", "organisation"],
        )


def _corrected(chance: random.Random, of: Region) -> None:
    mark = Attendance.objects.order_by("pk")[: chance.randrange(1, 9)]
    one = chance.choice(list(mark) or [None])
    if one:
        one.mark, one.minutes = chance.choice([(HERE, 60), (HERE, 75), (ABSENT, 0)])
        one.save()


def _swapped(chance: random.Random, of: Region) -> None:
    """Minutes moved between two, so that their sum is as it was."""
    marks = list(Attendance.objects.filter(mark=HERE).order_by("pk"))
    if len(marks) > 1:
        one, other = chance.sample(marks, 2)
        one.minutes, other.minutes = other.minutes, one.minutes
        Attendance.objects.bulk_update([one, other], ["minutes"])


def _removed(chance: random.Random, of: Region) -> None:
    Attendance.objects.filter(person=chance.choice(of.persons)).delete()


def _of_another_employer(chance: random.Random, of: Region) -> None:
    Attendance.objects.filter(person=chance.choice(of.persons)).update(
        organisation=chance.choice([of.cast.kungalv, of.cast.partille])
    )


def _joined(chance: random.Random, of: Region) -> None:
    """Somebody who stood here twice: the marks and lines of one become another's."""
    one, other = chance.sample(of.persons, 2)
    taken = Attendance.objects.filter(person=other).values("session")
    Attendance.objects.filter(person=one).exclude(session__in=taken).update(person=other)
    CertifiedLine.objects.filter(person=one).update(person=other)


def _moved(chance: random.Random, of: Region) -> None:
    """A day in another month, or of another activity."""
    session = chance.choice(of.sessions)
    if chance.random() < 0.5:
        session.held_on = chance.choice([FEBRUARY, MARCH])
    else:
        session.activity = chance.choice(of.activities)
    session.save()


def _activity_became_another(chance: random.Random, of: Region) -> None:
    activity = chance.choice(of.activities)
    chosen = chance.randrange(3)
    if chosen == 0:
        activity.is_cancelled = not activity.is_cancelled
    elif chosen == 1:
        activity.goal = chance.choice([*of.goals, None])
    else:
        activity.programme = chance.choice(of.programmes)
    activity.save()


def _told_otherwise(chance: random.Random, of: Region) -> None:
    Activity.objects.filter(pk=chance.choice(of.activities).pk).update(
        title=chance.choice(["Kurs", "Träff"]), kind=chance.choice(Activity.Kind.values)
    )


def _planned(chance: random.Random, of: Region) -> None:
    """An activity that has no day yet."""
    Activity.objects.create(
        programme=chance.choice(of.programmes),
        organiser=of.cast.gr,
        title="Ny kurs",
        kind=Activity.Kind.COURSE,
    )


def _begins_later(chance: random.Random, of: Region) -> None:
    session = chance.choice(of.sessions)
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at + dt.timedelta(minutes=5)
    )


def _counts_otherwise(chance: random.Random, of: Region) -> None:
    rows = CountedAs.objects.filter(activity=chance.choice(of.activities))
    if chance.random() < 0.3:
        rows.delete()
    else:
        rows.update(counts=chance.random() < 0.7)


def _another_day(chance: random.Random, of: Region) -> None:
    activity, day = chance.choice(of.activities), chance.choice([FEBRUARY, MARCH])
    begins, ends = at(day, dt.time(8)), at(day, dt.time(17))
    session = Session.objects.create(
        activity=activity, held_on=day, starts_at=begins, ends_at=ends
    )
    if chance.random() < 0.5:
        _mark(session, chance.choice(of.persons), of)


def _day_gone(chance: random.Random, of: Region) -> None:
    if len(of.sessions) > 2:
        session = chance.choice(of.sessions)
        session.attendances.all().delete()
        session.delete()


def _certified_anew(chance: random.Random, of: Region) -> None:
    before = Certificate.objects.order_by("-number").first()
    if before:
        before.pk, before.number = None, before.number + 1
        before.public_key, before.digest_before = f"nyckel{before.number}", f"{before.number}"
        before.save(force_insert=True)
        CertifiedLine.objects.create(
            certificate=before,
            person=chance.choice(of.persons),
            minutes=chance.choice([60, 90]),
            claimed=60,
            is_financed_once=True,
        )


def _lines_gone(chance: random.Random, of: Region) -> None:
    CertifiedLine.objects.filter(person=chance.choice(of.persons)).delete()


def _mark(session: Session, somebody: Person, of: Region) -> None:
    session.attendances.create(
        person=somebody, organisation=of.cast.kungalv, mark=HERE, minutes=45
    )


HAPPENINGS = (
    _ticked,
    _ticked,
    _corrected,
    _corrected,
    _swapped,
    _removed,
    _of_another_employer,
    _joined,
    _moved,
    _activity_became_another,
    _told_otherwise,
    _planned,
    _begins_later,
    _counts_otherwise,
    _another_day,
    _day_gone,
    _certified_anew,
    _lines_gone,
)
