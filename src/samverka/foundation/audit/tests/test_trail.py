"""Who did and saw what, as the trail tells it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverka.foundation.audit import trail
from samverka.foundation.audit.models import Event
from tests.people import person


def test_a_note_tells_who_acted_in_which_role_for_which_organisation(cast):
    trail.note(by=cast.karin, verb="read", about=cast.programme, fields=["phone", "email"])
    event = Event.objects.get()
    assert event.user_id == cast.karin.user.pk
    assert event.role == "sub_project_leader"
    assert event.organisation_id == cast.kungalv.pk
    assert (event.about, event.about_id) == ("programmes.Programme", str(cast.programme.pk))
    assert event.fields == ["email", "phone"]


def test_a_page_of_persons_is_noted_for_each_of_them_in_one_insert(cast):
    seen = [person(name, cast.kungalv) for name in ("Amanda", "Bo", "Cecilia")]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        trail.note_read(by=cast.ulla, about=cast.kungalv, person_ids=[one.pk for one in seen])
    assert len([query for query in queries if "INSERT" in query["sql"]]) == 1
    assert set(Event.objects.values_list("person_id", flat=True)) == {one.pk for one in seen}


def test_an_administrator_reads_what_was_done_for_the_own_organisation_only(cast):
    here = trail.note(by=cast.olga, verb="read", about=cast.programme)
    trail.note(by=cast.karin, verb="read", about=cast.programme)
    assert list(Event.objects.visible_to(cast.ada)) == [here]


def test_nobody_but_an_administrator_reads_the_trail(cast):
    trail.note(by=cast.petra, verb="read", about=cast.programme)
    for name in ("petra", "karin", "erik", "olga", "ulla", "sara", "rut", "eve"):
        assert not Event.objects.visible_to(cast.actor(name)).exists(), name
    assert not Event.objects.visible_to(None).exists()
