"""Two rows of one person are one participant, and what stood in either is kept (S15)."""

import datetime as dt

from samverka.delivery.participants import queries
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.tests.factories import participant
from samverka.workflows.merge_persons.actions import merge_persons, undo_merge
from tests.people import TODAY, person

EARLIER = dt.date(2026, 1, 12)


def test_the_earliest_start_stays_and_what_differed_is_in_the_history(cast):
    kept, double = person("Amanda", cast.kungalv), person("Amannda", cast.kungalv)
    participant(cast, kept, sex="woman")
    participant(
        cast, double, started_on=EARLIER, sex="man", age_band="18-60", organisation=cast.partille
    )
    assert queries.counted(cast.programme, on=TODAY).count() == 2
    merge_persons(old=double, new=kept, by=cast.karin)
    row = queries.counted(cast.programme, on=TODAY).get()
    assert (row.person, row.started_on) == (kept, EARLIER)
    assert (row.sex, row.age_band, row.organisation) == ("woman", "18-60", cast.kungalv)
    assert {version.facts["sex"] for version in queries.history_of(row)} == {"woman", "man"}


def test_whoever_goes_on_under_one_name_has_not_ended(cast):
    kept, double = person("Amanda", cast.kungalv), person("Amannda", cast.kungalv)
    participant(cast, kept, ended_on=TODAY, end_reason="Klar")
    participant(cast, double)
    merge_persons(old=double, new=kept, by=cast.karin)
    assert Participant.objects.get().ended_on is None


def test_it_is_two_again_when_the_joining_is_taken_back(cast):
    kept, double = person("Amanda", cast.kungalv), person("Amannda", cast.kungalv)
    participant(cast, kept, sex="woman")
    participant(cast, double, started_on=EARLIER, sex="man")
    merge = merge_persons(old=double, new=kept, by=cast.karin)
    undo_merge(merge=merge, by=cast.karin)
    rows = Participant.objects.order_by("started_on").values_list("person", "started_on", "sex")
    assert next((day, sex) for _person, day, sex in rows) == (EARLIER, "man")
    assert Participant.objects.get(person=kept).sex == "woman"
