"""The sums of a month: they are true, and they show nobody who must not be shown."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverka.foundation.accounts.models import Role
from samverka.publishing.reports.figures import Part
from samverka.publishing.reports.queries import hours_rule, month_report, programmes_read_by
from samverka.register.people.models import Access, Person
from tests.people import appoint, person

from .factories import MARCH, WHOLE_HOURS, fund_counts, session, was_there

ORGANISATIONS = ("gr", "kungalv", "partille")


def report_for(cast, name: str, **choice):
    actor = cast.actor(name)
    return month_report(programmes_read_by(actor).get(), MARCH, actor, **choice)


def staff_there(cast, held, organisation, how_many: int, minutes: int = 420) -> list[Person]:
    everybody = [person(f"Anställd {n}", organisation) for n in range(how_many)]
    for someone in everybody:
        was_there(held, someone, organisation, minutes)
    return everybody


def test_hours_are_rounded_once_a_month_on_each_persons_sum(cast):
    fund_counts(cast, WHOLE_HOURS)
    amanda = person("Amanda", cast.kungalv)
    for day in range(1, 8):
        was_there(session(cast, MARCH.replace(day=day)), amanda, cast.kungalv, 150)
    assert report_for(cast, "erik").total == Part(persons=1, minutes=1050, counted=17 * 60)


def test_two_employers_of_one_person_certify_each_their_own_hours(cast):
    fund_counts(cast, WHOLE_HOURS)
    amanda = person("Amanda", cast.kungalv)
    was_there(session(cast, MARCH), amanda, cast.kungalv, 210)
    was_there(session(cast, MARCH), amanda, cast.partille, 210)
    report = report_for(cast, "erik")
    assert report.total == Part(persons=1, minutes=420, counted=360)
    assert [row.part.counted for row in report.organisations] == [180, 180]


def test_the_month_is_the_sessions_own_day_in_sweden(cast):
    amanda = person("Amanda", cast.kungalv)
    for day in (dt.date(2026, 2, 28), MARCH, dt.date(2026, 3, 31), dt.date(2026, 4, 1)):
        was_there(session(cast, day), amanda, cast.kungalv, 60)
    assert report_for(cast, "erik").total.minutes == 120


def test_somebody_protected_is_counted_and_has_no_row(cast):
    amanda = person("Amanda", cast.kungalv)
    Person.objects.filter(pk=amanda.pk).update(is_protected=True)
    was_there(session(cast, MARCH), amanda, cast.kungalv, 420)
    report = report_for(cast, "erik")
    assert (report.rows, report.others) == ([], Part(1, 420, None))
    Access.objects.create(person=amanda, user=cast.erik.user, reason="Utser", since=MARCH)
    assert [row.name for row in report_for(cast, "erik").rows] == ["Amanda Exempel"]


def test_an_organisations_sum_opens_to_its_own_rows(cast):
    held = session(cast, MARCH)
    was_there(held, person("Amanda", cast.kungalv), cast.kungalv, 420)
    was_there(held, person("Bashir", cast.partille), cast.partille, 180)
    report = report_for(cast, "erik", organisation_key=cast.partille.public_key)
    assert [row.name for row in report.rows] == ["Bashir Exempel"]
    assert report.total == Part(1, 180, None)


class TestWhichRuleApplies:
    def test_the_one_in_force_in_the_month(self, cast):
        fund_counts(cast, "exact", since=dt.date(2025, 1, 1), until=MARCH)
        fund_counts(cast, WHOLE_HOURS, since=MARCH)
        assert hours_rule(cast.programme, dt.date(2026, 2, 1)).value == "exact"
        assert hours_rule(cast.programme, MARCH).value == WHOLE_HOURS

    def test_one_that_begins_in_the_month_holds_for_it(self, cast):
        fund_counts(cast, WHOLE_HOURS, since=MARCH.replace(day=15))
        assert hours_rule(cast.programme, MARCH).value == WHOLE_HOURS

    def test_none_when_it_has_ended(self, cast):
        fund_counts(cast, WHOLE_HOURS, since=dt.date(2025, 1, 1), until=MARCH)
        assert hours_rule(cast.programme, MARCH) is None

    def test_none_when_the_programmes_funds_differ(self, cast):
        fund_counts(cast, WHOLE_HOURS, code="esf")
        fund_counts(cast, "exact", code="amif")
        assert hours_rule(cast.programme, MARCH) is None

    def test_none_when_no_fund_says_anything_and_the_time_stays_exact(self, cast):
        was_there(session(cast, MARCH), person("Amanda", cast.kungalv), cast.kungalv, 474)
        report = report_for(cast, "erik")
        assert report.rule is None
        assert report.total == Part(persons=1, minutes=474, counted=None)


class TestWhoSeesWhichSums:
    def test_few_persons_at_another_organisation_are_not_given(self, cast):
        held = session(cast, MARCH)
        staff_there(cast, held, cast.kungalv, 8)
        staff_there(cast, held, cast.partille, 2)
        report = report_for(cast, "karin")
        parts = {row.organisation.name: row.part for row in report.organisations}
        assert parts["Partille kommun"] is None
        assert parts["Kungälv kommun"].persons == 8
        assert (report.total, report.others) == (None, None)

    def test_few_persons_are_not_given_by_opening_their_organisation_either(self, cast):
        staff_there(cast, session(cast, MARCH), cast.partille, 2)
        report = report_for(cast, "karin", organisation_key=cast.partille.public_key)
        assert (report.rows, report.total, report.others) == ([], None, None)

    def test_a_municipalitys_economist_does_not_answer_for_the_others_sums(self, cast):
        economist = appoint("ester", Role.ECONOMIST, cast.kungalv)
        staff_there(cast, session(cast, MARCH), cast.partille, 2)
        programme = programmes_read_by(economist).get()
        assert month_report(programme, MARCH, economist).total is None

    def test_many_at_another_organisation_are_given_as_a_sum(self, cast):
        held = session(cast, MARCH)
        staff_there(cast, held, cast.kungalv, 2)
        staff_there(cast, held, cast.partille, 5)
        report = report_for(cast, "karin")
        assert (report.total.persons, report.others) == (7, Part(5, 2100, None))

    def test_a_unit_head_who_sees_everybody_sees_the_small_sum_too(self, cast):
        staff_there(cast, session(cast, MARCH), cast.kungalv, 2)
        report = report_for(cast, "ulla")
        assert (report.total.persons, report.others) == (2, Part(0, 0, None))

    def test_what_a_seen_person_did_elsewhere_is_not_given_either(self, cast):
        """Karin sees Bashir at Kungälv's own day, not at the federation's."""
        bashir = person("Bashir", cast.partille)
        was_there(session(cast, MARCH, cast.kungalv), bashir, cast.partille, 180)
        was_there(session(cast, MARCH), bashir, cast.partille, 420)
        report = report_for(cast, "karin")
        assert [row.time.minutes for row in report.rows] == [180]
        assert (report.total, report.others) == (None, None)

    def test_a_researcher_sees_sums_and_no_rows(self, cast):
        held = session(cast, MARCH)
        staff_there(cast, held, cast.kungalv, 6)
        staff_there(cast, held, cast.partille, 7)
        report = report_for(cast, "rut")
        assert (report.rows, report.total.persons) == ([], 13)

    @pytest.mark.parametrize("name", ["petra", "erik"])
    def test_those_who_answer_for_the_sums_see_small_ones(self, cast, name):
        staff_there(cast, session(cast, MARCH, cast.partille), cast.partille, 1)
        assert report_for(cast, name).total == Part(1, 420, None)


marks = st.lists(
    st.tuples(
        st.integers(0, 7),  # person
        st.sampled_from(ORGANISATIONS),  # counted for
        st.sampled_from(ORGANISATIONS),  # organised by
        st.integers(1, 600),  # minutes
    ),
    max_size=25,
)


@given(marks, st.sets(st.integers(0, 7), max_size=2))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_rows_and_others_are_always_the_sum(cast, marks, protected):
    with transaction.atomic():
        fund_counts(cast, WHOLE_HOURS)
        persons = [person(f"Person {n}", cast.kungalv) for n in range(8)]
        for number in protected:
            Person.objects.filter(pk=persons[number].pk).update(is_protected=True)
        for number, (who, employer, organiser, minutes) in enumerate(marks):
            held = session(cast, MARCH.replace(day=number + 1), getattr(cast, organiser))
            was_there(held, persons[who], getattr(cast, employer), minutes)
        for name in ("petra", "erik", "karin", "ulla", "rut"):
            assert_adds_up(report_for(cast, name), exact=name in {"petra", "erik"})
            for organisation in ORGANISATIONS:
                key = getattr(cast, organisation).public_key
                report = report_for(cast, name, organisation_key=key)
                assert_adds_up(report, exact=name in {"petra", "erik"})
        transaction.set_rollback(True)


def assert_adds_up(report, *, exact: bool) -> None:
    """Whatever is given is true; to those who answer for the sums, everything is."""
    shown, others, total = report.shown, report.others, report.total
    assert sum(row.time.minutes for row in report.rows) == shown.minutes
    assert sum(row.time.counted for row in report.rows) == shown.counted
    assert len({row.time.person_id for row in report.rows}) == shown.persons
    assert not exact or (others is not None and total is not None)
    if others and total:
        assert shown.persons + others.persons == total.persons
        assert shown.minutes + others.minutes == total.minutes
        assert shown.counted + others.counted == total.counted
        assert min(others.persons, others.minutes, others.counted) >= 0
