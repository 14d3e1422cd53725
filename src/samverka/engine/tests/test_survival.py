"""The share that stays, against a calculation by hand and against itself turned about."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.engine.survival import Curve, Followed, kaplan_meier

# Ten households, months: four leave at 3, 6, 6 and 14; of six one knows no longer after the rest.
TEN = [
    Followed(3, left=True),
    Followed(4, left=False),
    Followed(6, left=True),
    Followed(6, left=True),
    Followed(6, left=False),
    Followed(9, left=False),
    Followed(14, left=True),
    Followed(18, left=False),
    Followed(24, left=False),
    Followed(24, left=False),
]


def test_the_curve_is_that_of_a_calculation_by_hand():
    curve = kaplan_meier(TEN)
    # At 3: 10 are followed, 1 leaves: 9/10. At 6: 8 are, 2 leave: 9/10 · 6/8 = 27/40.
    # At 14: 4 are, 1 leaves: 27/40 · 3/4 = 81/160.
    assert [(step.time, step.at_risk, step.leave) for step in curve.steps] == [
        (3, 10, 1),
        (6, 8, 2),
        (14, 4, 1),
    ]
    assert [step.share for step in curve.steps] == pytest.approx([9 / 10, 27 / 40, 81 / 160])
    assert curve.share(2.9) == 1
    assert curve.share(13.9) == pytest.approx(0.675)
    assert [curve.at_risk(month) for month in (0, 12, 24)] == [10, 4, 2]


def test_greenwood_is_that_of_a_calculation_by_hand():
    # 1/(10·9) + 2/(8·6) = 1/90 + 1/24 = 19/360; times (27/40)².
    by_hand = 27 / 40 * math.sqrt(19 / 360)
    assert kaplan_meier(TEN).standard_error(12) == pytest.approx(by_hand)
    # ln(−ln S): theta = 1,96·sqrt(19/360)/|ln 0,675| = 1,1456; 0,675^e^±theta.
    assert kaplan_meier(TEN).interval(12) == pytest.approx((0.2908, 0.8824), abs=5e-4)


def test_when_nobody_was_lost_it_is_the_plain_share():
    all_known = [Followed(month, left=month < 24) for month in (1, 2, 2, 5, 24, 24, 24, 24)]
    assert kaplan_meier(all_known).share(12) == pytest.approx(4 / 8)


def test_before_anybody_left_and_after_all_did_it_is_still_unsure():
    one = kaplan_meier([Followed(5, left=True)])
    assert one.share(5) == 0
    assert one.interval(5)[1] > 0.5
    none = kaplan_meier([Followed(5, left=False)] * 5)
    low, high = none.interval(5)
    assert low < 0.6
    assert high == 1


@given(
    st.lists(st.builds(Followed, st.integers(0, 40), left=st.booleans()), min_size=1, max_size=40)
)
def test_it_never_rises_and_lies_in_its_interval_whatever_the_order(followed):
    curve = kaplan_meier(followed)
    shares = [curve.share(month) for month in range(41)]
    assert shares == sorted(shares, reverse=True)
    assert kaplan_meier(list(reversed(followed))) == Curve(curve.times, curve.steps)
    for step in curve.steps:
        low, high = curve.interval(step.time)
        assert 0 <= low <= step.share <= high <= 1


@pytest.mark.parametrize("bad", [-1, math.nan, math.inf])
def test_what_is_no_time_is_refused(bad):
    with pytest.raises(ValueError, match="0 or more"):
        kaplan_meier([Followed(bad, left=True)])
    with pytest.raises(ValueError, match="Nobody"):
        kaplan_meier([])
