import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samverka.delivery.questions.tests.factories import asked_and_answered
from samverka.foundation.audit.models import Event
from samverka.register.people import actions, identity
from samverka.workflows.disclose_person.actions import make_extract
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def amanda(cast):
    made = person("Amanda", cast.kungalv, cast.gr)
    number = identity.read("198906302396", on=TODAY)
    actions.set_identity(person=made, number=number, by=cast.karin)
    return made


def ask(actor, somebody, form):
    client = Client()
    client.force_login(actor.user)
    url = reverse("disclose_person:extract", args=[somebody.public_key])
    return client.post(url, {"form": form})


def test_the_file_to_read_tells_everything_with_the_whole_number(cast, amanda):
    response = ask(cast.karin, amanda, "html")
    text = response.content.decode()
    assert "19890630-2396" in text
    assert "Handläggare" in text
    assert response["Content-Disposition"] == 'attachment; filename="extract.html"'
    assert response["Cache-Control"] == "no-store"


def test_the_other_file_is_read_by_programs(cast, amanda):
    tables = json.loads(ask(cast.karin, amanda, "json").content)
    assert all(table["ground"] and table["keep"] and table["rows"] for table in tables)


def test_who_took_it_out_is_in_the_trail_and_in_the_extract(cast, amanda):
    with translation.override("en"):
        tables = make_extract(person=amanda, by=cast.karin)
    assert Event.objects.get(verb="people.extract_made").user_id == cast.karin.user_id
    told = tables[-1].rows
    assert [row["What"] for row in told] == ["Changed", "Read"]
    assert "Karin" not in str(told)


def test_what_somebody_asked_and_answered_is_in_their_extract(cast, amanda):
    amanda.user = cast.sara.user
    amanda.save()
    asked_and_answered(cast, cast.sara.user)
    with translation.override("en"):
        tables = {table.title: table.rows for table in make_extract(person=amanda, by=cast.karin)}
    assert tables["Questions you asked"][0]["Question"] == "Hur bokar vi tolk?"
    assert tables["Answers you gave"][0]["Answer"] == "Ring växeln."
