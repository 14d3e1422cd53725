"""S124: what is left of a competence when people leave, come and learn."""

import numpy as np
import pytest

from samverka.engine.needs.turnover import projected

STAY = np.eye(2)
NEW = np.array([1.0, 0.0])


def test_s124_the_projection_is_that_of_a_calculation_by_hand():
    """Ten know nothing and ten know; a fifth leave, new ones know nothing, half learn."""
    learns = np.array([[0.5, 0.5], [0.0, 1.0]])
    told = projected(np.array([10.0, 10.0]), learns, np.array([0.2, 0.2]), NEW, steps=2)
    # 8 stay of each, 4 of those who know nothing learn, 4 are new: 8 and 12.
    # Then 6.4 and 9.6 stay, 3.2 learn, 4 are new: 7.2 and 12.8.
    assert np.allclose(told, [[10, 10], [8, 12], [7.2, 12.8]])


def test_nobody_is_lost_and_without_turnover_or_learning_nothing_changes():
    told = projected(np.array([3.0, 4.0]), STAY, np.array([0.3, 0.1]), NEW, steps=12)
    assert np.allclose(told.sum(axis=1), 7)
    still = projected(np.array([3.0, 4.0]), STAY, np.zeros(2), NEW, steps=12)
    assert np.allclose(still, [3.0, 4.0])


def test_in_the_long_run_it_is_the_fixed_point_of_the_chain():
    learns, leaves = np.array([[0.9, 0.1], [0.0, 1.0]]), np.array([0.1, 0.1])
    told = projected(np.array([0.0, 50.0]), learns, leaves, NEW, steps=400)[-1]
    # What comes to the lower level (0.1 of all) equals what leaves it: 0.19 of it.
    assert np.allclose(told, [50 * 0.1 / 0.19, 50 * 0.09 / 0.19])


@pytest.mark.parametrize(
    ("learns", "leaves"),
    [(np.array([[0.5, 0.4], [0, 1]]), np.zeros(2)), (STAY, np.array([1.2, 0.0]))],
)
def test_shares_that_are_none_are_refused(learns, leaves):
    with pytest.raises(ValueError, match="share"):
        projected(np.ones(2), learns, leaves, NEW, steps=1)
