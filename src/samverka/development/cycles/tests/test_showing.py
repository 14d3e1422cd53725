"""How a change is said: with its interval, and without where none can be told."""

import numpy as np
import pytest
from django.template.loader import render_to_string

from samverka.engine.needs.change import change


@pytest.mark.parametrize(
    ("after", "has_interval"), [([3.0, 3, 3, 3], False), ([3.0, 4, 2, 4], True)]
)
def test_no_interval_is_told_where_every_question_moved_as_much(after, has_interval):
    """It would have no width, as if the change were sure."""
    told = change(np.full(4, 2.0), np.array(after), np.random.default_rng(0))
    page = render_to_string("cycles/_change.html", {"change": told})
    assert "+1" in page
    assert ("<bdi" in page.partition("soft")[2]) is has_interval
