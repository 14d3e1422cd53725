"""Notes older than five years go when somebody asks for it, and the others stay."""

import datetime as dt

import pytest

from samverka.config.command import main
from samverka.foundation.audit.models import Event
from samverka.toolkit.clock import now

pytestmark = pytest.mark.django_db


def test_what_is_older_than_five_years_goes_and_that_it_went_is_noted(capsys):
    for years in (6, 4):
        happened = now() - dt.timedelta(days=366 * years)
        Event.objects.create(happened_at=happened, role="organiser", verb="read")
    assert main(["forget-trail"]) == 0
    assert "1 notes" in capsys.readouterr().out
    assert Event.objects.filter(verb="read").count() == 1
    assert Event.objects.get(verb="audit.old_deleted").about_id == "1"
