"""How far a programme has come by its measures: what counts, once, where and when."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import (
    Goal,
    Measure,
    MeasurePart,
    Participation,
    SubRegion,
)
from samverka.foundation.classifications.models import Municipality
from samverka.publishing.measures.counting import months_between
from samverka.publishing.measures.models import MeasureValue
from samverka.publishing.measures.queries import Carried, figures_of
from samverka.register.partners.models import Organisation, Region, RegionMember
from samverka.toolkit.clock import at
from tests.people import LONG_AGO, TODAY, municipality, person

Counts = Measure.Counts
OCTOBER, JANUARY = dt.date(2025, 10, 7), dt.date(2026, 1, 13)


@pytest.fixture
def goal(cast) -> Goal:
    return Goal.objects.create(
        programme=cast.programme, number="1", title="Starkare sfi", owner=cast.gr
    )


def measured(cast, goal, counts, target=None, **facts) -> Measure:
    return Measure.objects.create(
        programme=cast.programme,
        goal=goal,
        code=f"matt-{goal.number.replace('.', '-')}-{counts or 'annat'}",
        title="Mått",
        definition="Så räknas det",
        unit=Measure.Unit.UNITS,
        counts=counts,
        target=target,
        **facts,
    )


def unit(of: Organisation, name: str) -> Organisation:
    return Organisation.objects.create(name=name, kind=Organisation.Kind.UNIT, part_of=of)


def held(under: Goal, on: dt.date, *came, kind=Activity.Kind.TRAINING_DAY) -> Session:
    """A day under a goal; who came, each as (person, employer)."""
    activity = Activity.objects.create(
        programme=under.programme, goal=under, organiser=under.owner, title="Dag", kind=kind
    )
    session = Session.objects.create(
        activity=activity, held_on=on, starts_at=at(on, dt.time(9)), ends_at=at(on, dt.time(12))
    )
    for one, employer in came:
        Attendance.objects.create(
            session=session, person=one, organisation=employer, mark="here", minutes=150
        )
    return session


def figures(cast, measure):
    return figures_of(measure, Carried(cast.programme, on=TODAY))


def page(cast, measure):
    return reverse("measures:detail", args=[cast.programme.public_key, measure.code])


def test_a_meeting_and_its_make_up_are_one_meeting(cast, goal):
    meetings = measured(cast, goal, Counts.MEETINGS)
    amanda, bashir = person("Amanda", cast.kungalv), person("Bashir", cast.kungalv)
    met = held(goal, OCTOBER, (amanda, cast.kungalv), kind=Activity.Kind.MEETING)
    made_up = held(goal, JANUARY, (bashir, cast.kungalv), kind=Activity.Kind.MEETING)
    assert figures(cast, meetings).reached == 2
    Session.objects.filter(pk=made_up.pk).update(makes_up=met, activity=met.activity)
    assert figures(cast, meetings).reached == 1


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def test_a_person_counts_once_however_many_activities_and_employers(cast, goal):
    """S15, S6: unique persons, once."""
    amina = person("Amina", cast.kungalv)
    held(goal, OCTOBER, (amina, cast.kungalv))
    held(goal, JANUARY, (amina, cast.partille), (person("Bo", cast.kungalv), cast.kungalv))
    told = figures(cast, measured(cast, goal, Counts.PERSONS, 800))
    assert told.reached == 2
    assert [row for row in told.months if row[1]] == [
        (dt.date(2025, 10, 1), 1, 1),
        (dt.date(2026, 1, 1), 1, 2),
    ]


def test_all_42_units_are_counted_once_also_who_joined_two_activities(cast, goal, petra):
    """S6: 42 of 42, by sub-region and month."""
    west = SubRegion.objects.create(programme=cast.programme, name="Väst", lead=cast.gr)
    Participation.objects.filter(organisation=cast.partille).update(via=west)
    measure = measured(cast, goal, Counts.UNITS, 42)
    for number, (home, size) in enumerate([(cast.kungalv, 24), (cast.partille, 18)]):
        for n in range(size):
            employer = unit(home, f"Sfi {n}")
            held(goal, OCTOBER, (person(f"A{number}{n}", employer), employer))
    twice = Organisation.objects.get(part_of=cast.partille, name="Sfi 1")
    unit(cast.kungalv, "Sfi som ingen kommit från")
    held(goal, JANUARY, (person("Igen", twice), twice))
    told = figures(cast, measure)
    assert told.reached == 42
    assert {row.title: row.reached for row in told.sub_regions} == {"Väst": 18, "": 24}
    text = petra.get(page(cast, measure)).content.decode()
    assert text.count('<span class="figure-value"><bdi>42</bdi></span>') == 2
    assert '<span class="figure-value"><bdi>0</bdi></span>' in text
    named = text[text.index("Nobody has come from these units yet") :]
    assert "Sfi som ingen kommit från" in named
    assert "<bdi>Sfi 1</bdi>" not in named


def test_a_target_is_divided_in_parts_by_municipality(cast, goal):
    """S7: of 42 units, 18 in some municipalities."""
    measure = measured(cast, goal, Counts.UNITS, 42)
    part = MeasurePart.objects.create(
        measure=measure, number=1, title="Göteborgsregionen", target=18
    )
    part.municipalities.set(Municipality.objects.filter(code__in=["1482", "1489"]))
    employer = unit(cast.kungalv, "Sfi")
    held(goal, OCTOBER, (person("Amina", employer), employer))
    other = unit(cast.partille, "Sfi")
    held(goal, OCTOBER, (person("Bo", other), other))
    (row,) = figures(cast, measure).parts
    assert (row.reached, row.target, row.missing) == (1, 18, 17)


def test_three_at_home_in_boras_take_part_through_gr_and_are_never_counted_twice(cast, goal):
    """S8: Herrljunga, Vårgårda and Mark."""
    gr = SubRegion.objects.create(programme=cast.programme, name="InVäst GR", lead=cast.gr)
    boras = Region.objects.create(kind="federation", name="Boråsregionen", source="Testet")
    for code, name in (("1466", "Herrljunga"), ("1442", "Vårgårda"), ("1463", "Mark")):
        partner = municipality(code, name)
        Participation.objects.create(
            programme=cast.programme,
            organisation=partner,
            part="participant",
            via=gr,
            valid_from=LONG_AGO,
        )
        RegionMember.objects.create(region=boras, municipality=partner.municipality)
        held(goal, OCTOBER, (person(name, partner), partner))
    told = figures(cast, measured(cast, goal, Counts.MUNICIPALITIES, 8))
    assert told.reached == 3
    assert [(row.title, row.reached) for row in told.sub_regions] == [("InVäst GR", 3)]
    homes = {row.title: row.reached for row in told.home_regions if row.reached}
    assert homes == {"Boråsregionen": 3}
    for rows in (told.sub_regions, told.home_regions):
        assert sum(row.reached for row in rows) == told.reached


def test_a_goal_counts_what_its_sub_goals_carry_out(cast, goal):
    below = Goal.objects.create(
        programme=cast.programme, number="1.1", title="Under", owner=cast.gr, parent=goal
    )
    held(below, OCTOBER, (person("Amina", cast.kungalv), cast.kungalv))
    assert figures(cast, measured(cast, goal, Counts.PERSONS)).reached == 1


def test_hours_are_whole_hours_of_the_sum(cast, goal):
    amina = person("Amina", cast.kungalv)
    for day in (OCTOBER, JANUARY):
        held(goal, day, (amina, cast.kungalv))
    told = figures(cast, measured(cast, goal, Counts.HOURS))
    assert told.reached == 5
    assert sum(new for _, new, _ in told.months) == 5


def test_what_nobody_enters_is_not_counted_but_written_down(cast, goal, petra):
    """S52: numerator through denominator, from where they are kept."""
    measure = measured(
        cast, goal, Counts.NOTHING, numerator="Med arbete", denominator="Alla i introduktion"
    )
    where = reverse("measures:write_value", args=[cast.programme.public_key, measure.code])
    typed = {"day": "2026-01-31", "numerator": "21", "denominator": "84", "source": "Registret"}
    text = petra.post(where, typed, follow=True).content.decode()
    assert "0.25" in text
    assert "Registret" in text
    assert "Alla i introduktion" in petra.get(where).content.decode()


def test_a_share_of_nothing_or_without_a_source_is_refused(cast, goal, petra):
    measure = measured(cast, goal, Counts.NOTHING, numerator="A", denominator="B")
    where = reverse("measures:write_value", args=[cast.programme.public_key, measure.code])
    typed = {"day": "2026-01-31", "numerator": "21", "denominator": "0", "source": ""}
    assert petra.post(where, typed).status_code == 200
    assert not MeasureValue.objects.exists()


def test_a_removed_value_can_be_taken_back_at_once(cast, goal, petra):
    measure = measured(cast, goal, Counts.NOTHING)
    value = MeasureValue.objects.create(
        measure=measure, day=OCTOBER, numerator=7, source="Registret"
    )
    keys = [cast.programme.public_key, measure.code]
    answer = petra.post(
        reverse("measures:remove_value", args=[*keys, value.public_key]), follow=True
    )
    assert not MeasureValue.objects.exists()
    (message,) = answer.context["messages"]
    petra.post(message.extra_tags)
    back = MeasureValue.objects.get()
    assert (back.day, back.numerator, back.source) == (OCTOBER, 7, "Registret")
    altered = reverse("measures:restore_value", args=[*keys, "nonsense"])
    assert petra.post(altered).status_code == 404


def test_the_forecast_is_told_to_those_who_lead_and_says_how_sure_it_is(cast, goal, petra, client):
    measure = measured(cast, goal, Counts.PERSONS, 800)
    for number, month in enumerate(months_between(dt.date(2025, 9, 1), dt.date(2026, 2, 1))):
        held(
            goal,
            month,
            *(
                (person(f"P{number}{n}", cast.kungalv), cast.kungalv)
                for n in range(5 + number % 2)
            ),
        )
    told = figures(cast, measure).forecast
    assert told.low < told.expected < told.high
    assert told.chance < 0.01
    text = petra.get(page(cast, measure)).content.decode()
    assert "with a chance of 80 in 100" in text
    assert 'class="target"' in text
    assert 'class="fan"' in text
    client.force_login(cast.karin.user)
    assert "with a chance of 80" not in client.get(page(cast, measure)).content.decode()


@pytest.mark.parametrize("counts", [Counts.UNITS, Counts.MUNICIPALITIES])
def test_no_more_is_foretold_than_there_is(cast, goal, counts):
    Organisation.objects.update(valid_to=None)
    units = [unit(cast.kungalv, f"Sfi {n}") for n in range(9)]
    Organisation.objects.filter(pk=units[8].pk).update(valid_to=TODAY)
    months = months_between(dt.date(2025, 9, 1), dt.date(2026, 2, 1))
    for month, one in zip(months, units, strict=False):
        held(goal, month, (person("Anna", one), one))
    told = figures(cast, measured(cast, goal, counts, 8)).forecast
    there_is = {Counts.UNITS: 8, Counts.MUNICIPALITIES: 2}[counts]
    assert (told.high, told.low <= told.expected) == (there_is, True)


def test_a_limit_is_not_something_to_reach(cast, goal, petra):
    """S40: up to ten."""
    measure = measured(cast, goal, Counts.COURSES, 10, target_is_limit=True)
    text = petra.get(page(cast, measure)).content.decode()
    assert "at most" in text
    assert figures(cast, measure).forecast is None


def test_a_small_group_is_told_to_nobody_but_those_who_lead(cast, goal, petra, client):
    measure = measured(cast, goal, Counts.PERSONS)
    held(goal, OCTOBER, (person("Amina", cast.kungalv), cast.kungalv))
    assert "could tell of a small group" not in petra.get(page(cast, measure)).content.decode()
    client.force_login(cast.karin.user)
    assert "could tell of a small group" in client.get(page(cast, measure)).content.decode()
    listed = client.get(reverse("measures:list", args=[cast.programme.public_key]))
    assert "not given" in listed.content.decode()


def test_a_number_is_not_told_where_the_rest_of_a_whole_would_be_a_small_group(
    cast, goal, petra, client
):
    under = Goal.objects.create(
        programme=cast.programme, number="1.1", title="Sfi", owner=cast.gr, parent=goal
    )
    whole = measured(cast, goal, Counts.PERSONS)
    part = measured(cast, under, Counts.PERSONS)
    few = [(person(f"Få{n}", cast.kungalv), cast.kungalv) for n in range(3)]
    held(goal, OCTOBER, *few)
    held(under, OCTOBER, *((person(f"A{n}", cast.kungalv), cast.kungalv) for n in range(9)))
    client.force_login(cast.sara.user)
    assert "The number is not given" in client.get(page(cast, part)).content.decode()
    assert "The number is not given" not in client.get(page(cast, whole)).content.decode()
    listed = client.get(reverse("measures:list", args=[cast.programme.public_key]))
    lines = listed.context["listing"].page
    assert {line.measure.goal.number: line.reached for line in lines} == {
        "1": 12,
        "1.1": None,
    }


def test_the_list_asks_the_same_number_of_questions_for_many_measures(
    cast, goal, petra, django_assert_max_num_queries
):
    for counts in Counts:
        measured(cast, goal, counts)
    held(goal, OCTOBER, (person("Amina", cast.kungalv), cast.kungalv))
    with django_assert_max_num_queries(10):
        petra.get(reverse("measures:list", args=[cast.programme.public_key]))


def test_the_list_is_narrowed_to_what_is_short_of_its_target_and_leaves_as_a_file(
    cast, goal, petra
):
    short = measured(cast, goal, Counts.PERSONS, target=12)
    done = measured(cast, goal, Counts.TRAINING_DAYS, target=1)
    limit = measured(cast, goal, "", target=3, target_is_limit=True)
    held(goal, OCTOBER, (person("Amina", cast.kungalv), cast.kungalv))
    address = reverse("measures:list", args=[cast.programme.public_key])

    def shown(**asked) -> list[Measure]:
        page = petra.get(address, asked).context["listing"].page
        return [line.measure for line in page]

    assert shown(state="short") == [short]
    assert shown(state="reached") == [done]
    assert shown(sort="-target") == [short, limit, done]
    file = petra.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert "Mått,1 Starkare sfi,12,1,8" in file.replace(";", ",")
