import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.engine.hours import Count, Group, Rule, Stretch, count, total

MARCH = Group("Amanda", "2026-03")
groups = st.builds(
    Group,
    person=st.sampled_from(["Amanda", "Bashir", "Cecilia"]),
    month=st.sampled_from(["2026-03", "2026-04"]),
    rate_class=st.sampled_from(["", "manager"]),
)
stretches = st.lists(st.builds(Stretch, groups, st.integers(0, 1440)))
rules = st.sampled_from(Rule)


def whole(minutes: list[int]) -> Count:
    return count([Stretch(MARCH, each) for each in minutes], Rule.WHOLE_DOWN)[MARCH]


def test_seven_meetings_of_two_and_a_half_hours_are_seventeen_hours_claimed():
    assert whole([150] * 7) == Count(exact=1050, counted=17 * 60)


def test_nearly_eight_hours_are_seven():
    assert whole([474]) == Count(exact=474, counted=7 * 60)


def test_less_than_an_hour_is_none():
    assert whole([59]) == Count(exact=59, counted=0)


def test_an_exact_rule_counts_the_minutes_as_they_are():
    assert count([Stretch(MARCH, 474)], Rule.EXACT)[MARCH] == Count(474, 474)


def test_two_months_are_rounded_each_on_its_own():
    april = Group("Amanda", "2026-04")
    counts = count([Stretch(MARCH, 90), Stretch(april, 90)], Rule.WHOLE_DOWN)
    assert total(counts.values()) == Count(exact=180, counted=120)


def test_negative_time_is_refused():
    with pytest.raises(ValueError, match="-1 minutes"):
        count([Stretch(MARCH, -1)], Rule.EXACT)


@given(stretches, rules)
def test_never_more_is_counted_than_there_was(times, rule):
    for each in count(times, rule).values():
        assert 0 <= each.counted <= each.exact


@given(stretches, rules)
def test_less_than_an_hour_is_lost_in_a_group(times, rule):
    for each in count(times, rule).values():
        assert each.exact - each.counted < 60


@given(stretches)
def test_whole_hours_are_whole(times):
    assert all(each.counted % 60 == 0 for each in count(times, Rule.WHOLE_DOWN).values())


@given(stretches, rules)
def test_no_minute_is_lost_before_rounding(times, rule):
    assert total(count(times, rule).values()).exact == sum(each.minutes for each in times)


@given(stretches, rules, st.randoms())
def test_the_order_does_not_matter(times, rule, random):
    mixed = list(times)
    random.shuffle(mixed)
    assert count(mixed, rule) == count(times, rule)


@given(stretches, st.builds(Stretch, groups, st.integers(0, 1440)), rules, st.data())
def test_a_session_in_two_parts_counts_as_in_one(times, session, rule, data):
    first = data.draw(st.integers(0, session.minutes))
    parts = [Stretch(session.group, first), Stretch(session.group, session.minutes - first)]
    assert count([*times, *parts], rule) == count([*times, session], rule)


@given(stretches, st.builds(Stretch, groups, st.integers(0, 1440)), rules)
def test_more_time_never_counts_less(times, more, rule):
    before, after = count(times, rule), count([*times, more], rule)
    assert all(after[group].counted >= each.counted for group, each in before.items())


@given(stretches, rules)
def test_dividing_a_person_into_classes_never_counts_more(times, rule):
    together = [
        Stretch(Group(each.group.person, each.group.month), each.minutes) for each in times
    ]
    apart = total(count(times, rule).values())
    assert apart.counted <= total(count(together, rule).values()).counted
