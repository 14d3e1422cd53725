from samverka.foundation.audit.models import Event
from samverka.publishing.reports.actions import note_download
from tests.people import person

from .factories import MARCH


def test_the_trail_says_who_took_which_month_and_whose_rows_were_in_it(cast):
    amanda, bashir = person("Amanda", cast.kungalv), person("Bashir", cast.partille)
    note_download(
        programme=cast.programme,
        month=MARCH,
        form="xlsx",
        person_ids=[amanda.pk, bashir.pk],
        by=cast.erik,
    )
    taken = Event.objects.get(verb="reports.month_downloaded")
    assert (taken.user_id, taken.about_id) == (cast.erik.user_id, str(cast.programme.pk))
    assert taken.fields == ["2026-03", "xlsx"]
    read = Event.objects.filter(verb="read", user_id=cast.erik.user_id)
    assert {event.person_id for event in read} == {amanda.pk, bashir.pk}
