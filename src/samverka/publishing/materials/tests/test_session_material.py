"""Material of a session, as day 1 of the source had a summary and an interview (S30)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.publishing.materials import actions
from samverka.publishing.materials.files import Sent
from samverka.publishing.materials.models import Material, SessionMaterial
from samverka.publishing.materials.problems import NotReadAloud
from samverka.register.people.models import Person
from samverka.toolkit.tests.pdfs import a_tagged_pdf, written_with
from tests.people import TODAY, Cast, person

from .factories import FACTS, material

FORM = FACTS | {"title": "Sammanfattning av dag 1", "kind": "summary"}


@pytest.fixture
def day_1(cast) -> Activity:
    return training_day(cast, TODAY, title="Landkunskap: Mellanöstern och Afrikas horn")


@pytest.fixture
def olga(cast, client):
    client.force_login(cast.olga.user)
    return client


def address(activity: Activity, name: str = "list", *more) -> str:
    key = activity.sessions.get().public_key
    return reverse(f"session_material:{name}", args=[key, *more])


def sent(body: bytes, name: str = "dag-1.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, "application/pdf")


def sara_was_there(cast: Cast, activity: Activity) -> Person:
    sara = person("Sara", cast.kungalv, cast.gr)
    sara.user = cast.sara.user
    sara.save()
    mark = activities.Mark(place(cast, activity, sara).public_key, Attendance.Mark.HERE)
    activities.record_attendance(
        session=activity.sessions.get(), marks=[mark], on=TODAY, by=cast.olga
    )
    return sara


def test_s30_a_summary_as_tagged_pdf_is_found_and_fetched_from_the_participants_history(
    cast, olga, day_1
):
    sara = sara_was_there(cast, day_1)
    answer = olga.post(address(day_1, "attach_new"), FORM | {"sent": sent(a_tagged_pdf())})
    assert answer.status_code == 302
    olga.force_login(cast.sara.user)
    history = olga.get(reverse("person:detail", args=[sara.public_key])).content.decode()
    assert address(day_1) in history
    page = olga.get(address(day_1)).content.decode()
    for said in ("Sammanfattning av dag 1", "Svenska", "CC BY 4.0", "dag-1.pdf"):
        assert said in page
    key = SessionMaterial.objects.get().public_key
    assert olga.get(address(day_1, "file", key, 1)).content == a_tagged_pdf()


@pytest.mark.parametrize("body", [{"tags": False}, {"text": False}], ids=str)
def test_s30_a_pdf_without_tags_or_text_is_refused_or_gets_a_page(cast, olga, day_1, body):
    scan = written_with(**body)
    refused = olga.post(address(day_1, "attach_new"), FORM | {"sent": sent(scan)})
    assert refused.status_code == 422
    assert "cannot be read aloud" in refused.content.decode()
    assert not Material.objects.exists()
    told = {"sent": sent(scan), "says": "Vi talade om <b>kriget</b>.\nOch om barnen."}
    assert olga.post(address(day_1, "attach_new"), FORM | told).status_code == 302
    key = SessionMaterial.objects.get().public_key
    page = olga.get(address(day_1, "text", key, 2)).content.decode()
    assert "Vi talade om &lt;b&gt;kriget&lt;/b&gt;.<br>Och om barnen." in page
    assert 'lang="sv" dir="auto"' in page
    assert olga.get(address(day_1, "text", key, 1)).status_code == 404


def test_s30_what_the_programme_has_is_put_to_a_session_and_taken_from_it(cast, olga, day_1):
    interview = material(
        cast, title="Samtal med en samhällsvägledare", language="ar", licence="CC-BY-SA-4.0"
    )
    chosen = {"material": interview.public_key, "kind": "interview"}
    olga.post(address(day_1, "attach"), chosen)
    page = olga.get(address(day_1)).content.decode()
    assert "Interview" in page
    assert '<bdi lang="ar">Samtal med en samhällsvägledare</bdi>' in page
    olga.post(address(day_1, "detach", SessionMaterial.objects.get().public_key))
    assert not SessionMaterial.objects.exists()
    assert Material.objects.get() == interview


def test_a_later_version_must_be_read_aloud_too(cast, day_1):
    kept = material(cast, files=[Sent("bild.pdf", a_tagged_pdf())])
    facts = {"title": "x", "description": "", "licence": "CC-BY-4.0", "changelog": "Ny."}
    scan = [Sent("bild.pdf", written_with(tags=False))]
    with pytest.raises(NotReadAloud):
        actions.add_version(material=kept, facts=facts, files=scan, on=TODAY, by=cast.karin)


def test_material_of_something_sensitive_is_for_those_who_were_there(cast, client):
    activity = training_day(cast, TODAY, title="Kurs", is_sensitive=True, inner_title="Sömn")
    client.force_login(cast.sara.user)
    assert client.get(address(activity)).status_code == 404
    client.force_login(cast.karin.user)
    assert client.get(address(activity)).status_code == 404
    sara_was_there(cast, activity)
    client.force_login(cast.sara.user)
    assert client.get(address(activity)).status_code == 200


def test_the_page_takes_as_many_questions_for_one_as_for_two(cast, olga, day_1):
    session = day_1.sessions.get()

    def put(title: str) -> None:
        made = material(cast, title=title)
        actions.attach(session=session, material=made, kind="other", by=cast.olga)

    put("Ett")
    counts = []
    olga.get(address(day_1))
    for more in ("Två", "Tre"):
        with CaptureQueriesContext(connection) as queries:
            olga.get(address(day_1))
        counts.append(len(queries))
        put(more)
    assert counts[0] == counts[1]
