"""The demonstration region whole: the crowd around the story, and what is planted in it."""

import argparse
import datetime as dt
import random
from dataclasses import dataclass
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samverka.config.command import Refusal
from samverka.config.commands import demo
from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.activities.queries import attendance_rows, places_of, unmarked_sessions
from samverka.delivery.certification.queries import due
from samverka.delivery.programmes.models import Measure, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit.models import Event
from samverka.guidance.matching.models import MatchingRound, Member
from samverka.overviews.agreement.queries import NOBODY, coverage
from samverka.publishing.measures.queries import Carried, reached_of
from samverka.publishing.statements.models import Series
from samverka.publishing.statements.queries import months_of
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position
from samverka.register.people.queries.same import likely_pairs
from samverka.toolkit.clock import at, stopped_at
from samverka.workflows.demonstration import actions, plan
from samverka.workflows.demonstration.chains import CHAINS
from samverka.workflows.demonstration.crowd import homes, planted
from samverka.workflows.demonstration.crowd.held import Held
from samverka.workflows.demonstration.crowd.marks import register_and_tick

# Once, on the database that `make run` builds it in.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@dataclass(frozen=True)
class Whole:
    """What is there, and how often it was told that a step is done."""

    organisations: dict[str, Organisation]
    steps: int


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker):
    """Built once for this file, and taken back."""
    steps = []
    with django_db_blocker.unblock(), transaction.atomic():
        demo.build_region(scale=1, tell=lambda: steps.append(1))
        yield Whole({row.name: row for row in Organisation.objects.all()}, len(steps))
        transaction.set_rollback(True)


def test_it_is_as_large_as_a_region(whole):
    parts = Organisation.objects.exclude(part_of=None)
    assert Organisation.objects.filter(part_of=None).count() == 61
    assert parts.filter(unit_type=Organisation.UnitType.SFI).count() == 42
    households = Member.objects.exclude(person=None).values("person")
    assert 1_950 <= Person.objects.exclude(pk__in=households).count() <= 2_100
    assert MatchingRound.objects.filter(cases__isnull=False).distinct().count() == 2
    assert 300 <= Activity.objects.count() <= 310
    assert 14_500 <= Attendance.objects.count() <= 15_500
    for chain in CHAINS:
        assert Activity.objects.filter(programme__slug=chain.slug).count() > 20, chain.slug


def test_the_bar_comes_to_its_end(whole):
    assert whole.steps == 1 + actions.STEPS_OF_A_CROWD


def test_it_is_built_once_only(whole):
    with pytest.raises(Refusal, match="There is somebody in this database already"):
        demo.run(argparse.Namespace(scale=1))


def test_all_that_has_been_is_ticked_but_what_waits_in_the_story(whole):
    days = [session.held_on for session in unmarked_sessions(on=plan.TODAY)]
    assert days == [dt.date(2026, 3, 12), plan.TODAY]
    assert not Attendance.objects.filter(session__held_on__gt=plan.TODAY).exists()
    marks = Attendance.objects.filter(version=1)
    absent = marks.filter(mark=Attendance.Mark.ABSENT).count()
    assert 0.05 < absent / marks.count() < 0.15


def test_nothing_is_held_when_nobody_works(whole):
    later = Session.objects.exclude(activity__title__startswith="Utbildningsdag")
    assert not later.filter(held_on__iso_week_day__gte=6).exists()
    assert not later.filter(held_on=dt.date(2026, 4, 3)).exists()


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.slug)
def test_what_is_certified_stays_and_two_employers_have_february_left(whole, chain):
    waiting = [
        row.organisation.name for row in due(Programme.objects.get(slug=chain.slug), on=plan.TODAY)
    ]
    assert waiting == sorted(chain.waits)


def test_of_each_programme_the_month_of_the_story_is_to_be_sent_again_and_no_other(whole):
    for series in Series.objects.all():
        months = months_of(series, on=plan.TODAY)
        changed = [month.key for month in months if month.differs]
        wanted = "2025-12" if series.programme.slug == plan.COUNTY_PROJECT else "2025-11"
        assert changed == [wanted], series


def test_one_of_42_units_is_reached_by_nobody(whole):
    measure = Measure.objects.get(code="sfi-verksamheter")
    programme = measure.programme
    assert reached_of(measure, Carried(programme, on=plan.TODAY)) == 41
    reached = attendance_rows(programme).order_by().values("organisation")
    (left,) = [unit for unit in homes.sfi_units() if unit.pk not in set(_keys(reached))]
    assert left.name == homes.NOT_REACHED
    assert Position.objects.filter(organisation=left).exists()


def test_one_commitment_has_nobody_who_works_on_it(whole):
    agreement = Agreement.objects.get(title=planted.TITLE)
    rows = coverage(_actor("Lena"), agreement, on=plan.TODAY)
    alone = [row.commitment.text for row in rows if row.state == NOBODY]
    assert (alone, len(rows)) == ([planted.ORPHAN], 2)


def test_what_is_planted_in_the_story_is_found_among_the_many(whole):
    assert Person.objects.filter(is_protected=True).count() == 2
    doubles = likely_pairs(Person.objects.visible_to(_actor("Karin")), on=plan.TODAY, at_most=50)
    pairs = [{one.given_name, other.given_name} for one, other, _match in doubles]
    assert {"Mohammed", "Muhamed"} in pairs
    full = Activity.objects.get(title="Samtal genom tolk")
    places = places_of(full)
    assert places.left == 0
    assert places.waiting > 0


@pytest.fixture
def on_its_day(settings):
    settings.FIXED_TODAY = plan.TODAY.isoformat()
    settings.ALLOWED_HOSTS = ["*"]


def _read(name: str, view: str, *keys: str, **query: str) -> str:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@example.org"))
    page = client.get(reverse(view, args=keys), query)
    assert page.status_code == 200, (view, name)
    content = page.content.decode()
    return " ".join(unescape(content[content.index("<main") :]).split())


def test_each_planted_case_is_found_on_the_page_where_one_would_look(whole, on_its_day):
    """By whoever it concerns; a protected person by nobody else."""
    seen_by_karin = Person.objects.visible_to(_actor("Karin")).get(is_protected=True)
    named = {"words": seen_by_karin.given_name}
    link = reverse("person:detail", args=[seen_by_karin.public_key])
    assert link in _read("karin", "people:list", **named)
    assert link not in _read("olga", "people:list", **named)
    assert {"Mohammed", "Muhamed"} <= set(_read("karin", "people:pairs").split())
    agreement = Agreement.objects.get(title=planted.TITLE)
    covered = _read("lena", "agreement:coverage", agreement.public_key)
    assert f"Nobody works on 1 of the commitments: 2 {planted.ORPHAN[:40]}" in covered
    assert "Changed since" in _read("erik", "home:home")
    full = Activity.objects.get(title="Samtal genom tolk")
    assert "Full" in _read("petra", "activities:detail", full.public_key)
    measure = Measure.objects.get(code="sfi-verksamheter")
    counted = _read("petra", "measures:detail", measure.programme.public_key, measure.code)
    left = counted[counted.index("Nobody has come from these units yet") :].split("</ul>")[0]
    assert f"<bdi>{homes.NOT_REACHED}</bdi>" in left
    assert left.count("<bdi>Sfi ") == 1


def test_a_place_and_a_mark_of_the_crowd_are_as_the_actions_write_them(whole):
    """The same activity twice: one filled by the actions, one in bulk."""
    by = _actor("Olga")
    guests = list(
        Person.objects.filter(positions__title="Deltagare").order_by("pk")[:3],
    )
    employer = Position.objects.get(person=guests[0]).organisation
    one, many = (_held_yesterday(by) for _ in range(2))
    on = one.sessions.get().held_on - dt.timedelta(days=24)
    with stopped_at(at(on, dt.time(8, 30))):
        for person in guests:
            activities.register(activity=one, person=person, organisation=employer, on=on, by=by)
    session = one.sessions.get()
    with stopped_at(session.ends_at):
        keys = one.registrations.order_by("pk").values_list("public_key", flat=True)
        here = [activities.Mark(key=key, mark="here") for key in keys]
        activities.record_attendance(session=session, marks=here, on=session.held_on, by=by)
    luck = _Luck()
    register_and_tick([Held(many, by, [(each, employer.pk) for each in guests])], luck)
    assert _rows(many) == _rows(one)


class _Luck(random.Random):
    """Everybody is there the whole time."""

    def random(self) -> float:
        return 1.0


def _held_yesterday(by: Actor) -> Activity:
    times = activities.Times(plan.TODAY - dt.timedelta(days=3), dt.time(9), dt.time(12))
    return activities.create_activity(
        programme=Programme.objects.get(slug=plan.PARENTS),
        organiser=by.organisation,
        title="Samma",
        kind=Activity.Kind.MEETING,
        sessions=[times],
        by=by,
    )


def _rows(activity: Activity) -> dict[str, list]:
    """All that was written for an activity, without what names rows."""
    session = activity.sessions.get()
    notes = Event.objects.filter(about_id=str(activity.pk), about="activities.Activity")
    ticked = Event.objects.filter(about_id=str(session.pk), about="activities.Session")
    return {
        "session": [_said(session)],
        "places": [_said(row) for row in activity.registrations.order_by("pk")],
        "marks": [_said(row) for row in session.attendances.order_by("person")],
        "notes": [_said(row) for row in notes.exclude(verb__endswith="created").order_by("pk")],
        "ticked": [_said(row) for row in ticked.order_by("pk")],
    }


def _said(row) -> dict:
    named = {"id", "public_key", "activity", "session", "about_id"}
    fields = row._meta.concrete_fields
    return {field.name: getattr(row, field.attname) for field in fields if field.name not in named}


def _keys(rows) -> list[int]:
    return [row["organisation"] for row in rows]


def _actor(given_name: str) -> Actor:
    account = next(user for user in plan.USERS if user.given_name == given_name)
    return Actor(
        User.objects.get(email=account.email),
        account.role,
        Organisation.objects.get(name=account.organisation),
    )
