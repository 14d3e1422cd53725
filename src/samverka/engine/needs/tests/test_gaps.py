"""S120: gap = required less current, for each person and role; who did not answer is no zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from samverka.engine.needs.gaps import gaps, needs

NAN = float("nan")
ROLES = np.array([0, 0, 0, 1, 1])
REQUIRED = np.array([[3, 2], [3, 2], [3, 2], [2, NAN], [2, NAN]])


@st.composite
def mappings(draw):
    """Required levels (alike within a role), levels there are, weights, roles."""
    people, competences = draw(st.integers(1, 12)), draw(st.integers(1, 5))
    level = st.one_of(st.just(NAN), st.integers(0, 4).map(float))
    of_role = draw(arrays.arrays(float, (4, competences), elements=level))
    roles = draw(arrays.arrays(np.int64, people, elements=st.integers(0, 3)))
    current = draw(arrays.arrays(float, (people, competences), elements=level))
    weights = draw(arrays.arrays(float, competences, elements=st.integers(0, 5).map(float)))
    return of_role[roles], current, weights, roles


def test_s120_a_gap_is_what_is_asked_less_what_is_there_and_never_under_zero():
    told = gaps(np.array([[3.0, 2.0, NAN, 1.0]]), np.array([[1.0, 4.0, 2.0, NAN]]))
    assert np.array_equal(told, np.array([[2.0, 0.0, NAN, NAN]]), equal_nan=True)


def test_those_who_did_not_answer_lack_what_their_role_lacks_and_both_ends_are_told():
    current = np.array([[1, 2], [2, NAN], [NAN, NAN], [0, NAN], [NAN, NAN]])
    told = needs(REQUIRED, current, np.array([1.0, 2.0]), ROLES)
    assert told.asked.tolist() == [5, 3]
    assert told.answered.tolist() == [3, 1]
    assert told.lacking.tolist() == [3, 0]
    # Role 0: two of three lack 2 and 1, so three lack 4.5; in role 1 two lack 4, as one lacks 2.
    assert told.need.tolist() == [8.5, 0.0]
    assert told.least.tolist() == [5.0, 0.0]
    assert told.most.tolist() == [10.0, 8.0]


def test_of_a_role_where_nobody_answered_nothing_is_made_up():
    current = np.array([[1, 2], [2, 2], [3, 2], [NAN, NAN], [NAN, NAN]])
    told = needs(REQUIRED, current, np.ones(2), ROLES)
    assert told.unknown.tolist() == [2, 0]
    assert told.need.tolist() == [3.0, 0.0]


@given(mappings())
def test_the_need_lies_between_the_ends_and_everybody_asked_is_counted_once(made):
    required, current, importance, roles = made
    told = needs(required, current, importance, roles)
    assert (told.least <= told.need + 1e-9).all()
    assert (told.need <= told.most + 1e-9).all()
    assert (told.lacking <= told.answered).all()
    assert (told.answered + told.unknown <= told.asked).all()


@given(mappings(), st.randoms())
def test_the_order_of_people_changes_nothing_and_twice_the_weight_is_twice_the_need(made, random):
    required, current, importance, roles = made
    order = list(range(len(roles)))
    random.shuffle(order)
    told = needs(required, current, importance, roles)
    again = needs(required[order], current[order], 2 * importance, roles[order])
    assert np.allclose(again.need, 2 * told.need)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="one shape"):
        gaps(np.zeros((2, 2)), np.zeros((2, 3)))
    with pytest.raises(ValueError, match="do not fit"):
        needs(REQUIRED, REQUIRED, np.ones(3), ROLES)
    with pytest.raises(ValueError, match="negative"):
        needs(REQUIRED, REQUIRED, np.array([1.0, -1.0]), ROLES)
