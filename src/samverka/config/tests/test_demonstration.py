"""The region that people try Samverka in: the story, without the crowd around it."""

import argparse
import datetime as dt
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from samverka.config.command import Refusal
from samverka.config.commands import demo, rows
from samverka.delivery.activities.models import (
    Activity,
    Attendance,
    AttendanceVersion,
    Registration,
)
from samverka.delivery.activities.queries import (
    minutes_by_month,
    minutes_by_organisation,
    sessions_to_tick,
    unmarked_sessions,
)
from samverka.delivery.certification.queries import claimed, due
from samverka.delivery.check_in.models import Arrival
from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.groups.models import Decision, Term
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Fund, FundRule, Gate, Programme
from samverka.delivery.questions.models import Question
from samverka.delivery.rates.models import Rate
from samverka.delivery.retention.models import Records
from samverka.development.methods.models import Method
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.agreements.models import Agreement
from samverka.register.imports.models import Import
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.workflows.delete_due.queries import due_lines, led_programmes
from samverka.workflows.demonstration import plan
from samverka.workflows.demonstration.chains import CHAINS, MADE_UP, MONTHS
from samverka.workflows.demonstration.kept import ENDED
from samverka.workflows.demonstration.names import FAMILY
from samverka.workflows.demonstration.parents import CARDS_CHANGED
from tests.recomputed.recompute import audit
from tests.strict_html import hold_together


def picture() -> dict[str, list]:
    """What a visitor can see, without numbers of rows and the instants of the building."""
    return {
        "users": list(User.objects.order_by("email").values_list("public_key", "email")),
        "persons": list(
            Person.objects.order_by("public_key").values_list(
                "public_key", "given_name", "family_name", "is_protected", "user__email"
            )
        ),
        "places": list(
            Registration.objects.order_by("public_key").values_list(
                "public_key", "person__public_key", "activity__title", "registered_at"
            )
        ),
        "marks": list(
            Attendance.objects.order_by("session__public_key", "person__public_key").values_list(
                "session__public_key", "person__public_key", "mark", "minutes", "marked_at"
            )
        ),
    }


@dataclass(frozen=True)
class Region:
    """The region, and how it looked when it was built the time before."""

    programme: Programme
    before: dict[str, list]


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker):
    """Built twice for this file, and taken back both times."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            demo.build_region(scale=0)
            before = picture()
            transaction.set_rollback(True)
        with transaction.atomic():
            demo.build_region(scale=0)
            yield Region(Programme.objects.get(slug=plan.PARENTS), before)
            transaction.set_rollback(True)


def test_made_up_people_are_never_mixed_with_real_ones(db):
    User.objects.create(email="nils@example.org", name="Nils")
    with pytest.raises(Refusal, match="There is somebody in this database already"):
        demo.run(argparse.Namespace(scale=0))
    assert not Organisation.objects.exists()


def test_it_is_the_same_every_time(region):
    assert region.before["marks"]
    assert picture() == region.before


def test_some_three_hundred_and_fifty_people_have_names_plainly_made_up(region):
    assert 300 <= Person.objects.count() <= 400
    assert set(Person.objects.values_list("family_name", flat=True)) <= set(FAMILY)


def test_every_month_since_the_start_has_hours_from_all_who_take_part(region):
    months = [row.month for row in minutes_by_month(region.programme)]
    assert (months[0], months[-1], len(months)) == (dt.date(2025, 9, 1), dt.date(2026, 3, 1), 7)
    assert {row["name"] for row in minutes_by_organisation(region.programme)} == set(plan.STAFF)


def test_the_next_training_day_has_a_few_seats_left(region):
    taken = Registration.objects.filter(
        activity__sessions__held_on=dt.date(2026, 3, 27)
    ).aggregate(count=Count("pk"))
    assert 70 <= taken["count"] < 80


def test_there_are_half_days_absences_and_corrections_with_their_history(region):
    assert Attendance.objects.filter(mark="absent").exists()
    assert len(set(Attendance.objects.filter(mark="here").values_list("minutes"))) > 3
    assert AttendanceVersion.objects.filter(mark="absent").exists()


def test_one_day_waits_for_attendance_and_one_is_today(region):
    days = [session.held_on for session in unmarked_sessions(on=plan.TODAY)]
    assert days == [dt.date(2026, 3, 12), plan.TODAY]


def test_the_organiser_of_the_federation_is_the_one_who_ticks_them(region):
    olga = _actor("Olga")
    assert sessions_to_tick(olga, on=plan.TODAY).count() == 2


def test_two_are_protected_and_seen_by_those_on_their_lists_only(region):
    protected = Person.objects.filter(is_protected=True)
    assert protected.count() == 2
    assert Person.objects.visible_to(_actor("Karin")).filter(pk__in=protected).count() == 1
    assert not Person.objects.visible_to(_actor("Olga")).filter(pk__in=protected).exists()


def test_somebody_from_outside_the_programme_sees_none_of_it(region):
    eve = _actor("Eve")
    assert [programme.slug for programme in Programme.objects.visible_to(eve)] == [plan.LFI]
    others = Registration.objects.exclude(activity__programme__slug=plan.LFI).values("person")
    assert not Person.objects.visible_to(eve).filter(pk__in=others).exists()


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.slug)
def test_in_each_programme_two_employers_have_february_left_to_certify(region, chain):
    programme = Programme.objects.get(slug=chain.slug)
    waiting = [(row.month, row.organisation.name) for row in due(programme, on=plan.TODAY)]
    assert waiting == [(dt.date(2026, 2, 1), name) for name in sorted(chain.waits)]
    assert {row.month for row in claimed(programme, Fund.objects.get(code=chain.fund))} == {
        *MONTHS
    }


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.slug)
def test_amounts_and_rules_that_no_fund_has_said_say_so(region, chain):
    rates = Rate.objects.filter(category__fund__code=chain.fund)
    assert {rate.source for rate in rates} == {MADE_UP}
    if chain.rule:
        rule = FundRule.objects.get(fund__code=chain.fund, subject=FundRule.Subject.HOURS)
        assert rule.source == MADE_UP


def test_each_of_the_programmes_goes_on_today(region):
    for slug in (*plan.MOVED, plan.COUNTY, plan.COUNTY_PROJECT):
        programme = Programme.objects.get(slug=slug)
        assert programme.starts_on <= plan.TODAY <= (programme.last_day or plan.TODAY), slug


def test_something_waits_for_somebody(region):
    assert Question.objects.filter(state=Question.State.OPEN).count() == 2
    assert Plan.objects.get(state=Plan.State.SENT).organisation.name == plan.OVANAKER
    assert Decision.objects.get(follow_up_on__lt=plan.TODAY, closed_on=None)
    vacant = Term.objects.filter(person=None).values_list("organisation__name", flat=True)
    assert list(vacant) == [plan.GAVLE, plan.GAVLE]
    assert Gate.objects.get(phase__programme__slug=plan.LFI).outcome == Gate.Outcome.WAITING
    assert Import.objects.get().user.email == "karin@example.org"
    assert {one.session.held_on for one in Arrival.objects.all()} == {plan.TODAY}
    assert Person.objects.filter(given_name__in=["Mohammed", "Muhamed"]).count() == 2


def test_every_figure_of_each_programme_can_be_computed_from_its_files_alone(region, tmp_path):
    slugs = [plan.PARENTS, *(chain.slug for chain in CHAINS)]
    for slug in dict.fromkeys(slugs):
        rows.run(argparse.Namespace(programme=slug, folder=tmp_path / slug))
    folders = sorted(tmp_path.iterdir())
    assert len(folders) == 5
    assert [folder.name for folder in folders if not audit(folder)] == []
    figures = folders[0] / "figures.csv"
    right = figures.read_text(encoding="utf-8")
    figures.write_text(right.replace(";minutes\n", "0;minutes\n", 1), encoding="utf-8")
    assert not audit(folders[0])


def test_one_party_of_the_local_agreement_has_not_signed(region):
    agreement = Agreement.objects.get(kind=Agreement.Kind.LOCAL)
    assert agreement.parties.filter(signatures=None).count() == 1


def test_whoever_is_listed_signs_in_with_the_password_that_is_printed(region):
    printed = demo.who_to_sign_in_as()
    assert demo.PASSWORD in printed
    for account in plan.USERS:
        if account.shown:
            assert account.email in printed
    assert User.objects.get(email="olga@example.org").check_password(demo.PASSWORD)


def _actor(given_name: str) -> Actor:
    account = next(user for user in plan.USERS if user.given_name == given_name)
    return Actor(
        User.objects.get(email=account.email),
        account.role,
        Organisation.objects.get(name=account.organisation),
    )


def test_the_records_of_one_programme_are_due_and_its_leader_may_have_them_deleted(region):
    lena = _actor("Lena")
    (line,) = due_lines(led_programmes(lena), on=plan.TODAY)
    assert (line.keeping.programme.slug, line.keeping.records) == (ENDED, Records.QUESTIONS)
    assert (line.rows, line.keeping.until) == (4, dt.date(2012, 12, 31))
    assert line.keeping.is_due(plan.TODAY)


# One of each role, as the page that greets them has most to tell.
GREETED = ("petra", "karin", "erik", "olga", "ulla", "sara", "rut", "ada", "lena", "omar")
MOST = 10


@pytest.fixture
def on_its_day(settings):
    settings.FIXED_TODAY = plan.TODAY.isoformat()
    settings.ALLOWED_HOSTS = ["*"]


def _signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@example.org"))
    return client


def _asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


@pytest.mark.parametrize("name", GREETED)
def test_each_home_asks_ten_questions_at_most_and_all_it_shows_opens(region, on_its_day, name):
    client = _signed_in(name)
    assert _asked(client, "/") <= MOST
    home = client.get("/").content.decode()
    hold_together(home)
    links = map(unescape, re.findall(r'href="(/[^"#]*)', home[home.index("<main") :]))
    # One of each sort: the rows of a table lead to pages of the same kind.
    sorts = {resolve(urlsplit(link).path).view_name: link for link in links}
    assert len(sorts) > 1
    pages = {link: client.get(link) for link in sorts.values()}
    assert {page.status_code for page in pages.values()} == {200}
    for page in pages.values():
        hold_together(page.content.decode())


@pytest.mark.parametrize("name", ["petra", "olga", "karin", "sara"])
def test_the_pages_that_are_opened_most_ask_ten_questions_at_most(region, on_its_day, name):
    client = _signed_in(name)
    full = Activity.objects.annotate(places=Count("registrations")).order_by("-places")[0]
    pages = [
        "/aktiviteter/",
        "/kalender/",
        "/sok/?words=utbildning",
        reverse("activities:detail", args=[full.public_key]),
    ]
    assert {page: n for page in pages if (n := _asked(client, page)) > MOST} == {}
    if name in ("petra", "olga"):
        sheet = reverse("activities:sheet", args=[full.sessions.first().public_key])
        assert _asked(client, sheet) <= MOST


def test_what_is_changed_stands_beside_what_it_was(region, on_its_day):
    """S35: two versions with what was thought of each, what leaders wrote, a curriculum."""
    petra = _signed_in("petra")
    first, second = CourseTemplate.objects.filter(name__startswith="Introduktion").order_by("pk")
    compared = reverse("feedback:versions", args=[region.programme.public_key, second.public_key])
    page = " ".join(petra.get(compared).content.decode().split())
    assert "Rollspel med tolk" in page
    assert page.count(", of 20") == 6, "Both versions have been asked about, by twenty each."
    assert "Att rita kedjan på väggen." in _template_page(petra, first)
    parents = CourseTemplate.objects.get(name="Förälder i nytt land")
    assert "Parts that no meeting takes up: Att påverka" in _template_page(petra, parents)
    cards = Method.objects.get(name__startswith="Samtalskort")
    method = reverse("methods:detail", args=[region.programme.public_key, cards.public_key])
    assert CARDS_CHANGED in petra.get(method).content.decode()


def _template_page(client: Client, template: CourseTemplate) -> str:
    keys = [template.programme.public_key, template.public_key]
    return client.get(reverse("courses:detail", args=keys)).content.decode()
