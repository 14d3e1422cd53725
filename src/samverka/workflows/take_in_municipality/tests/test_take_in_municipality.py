"""A new municipality has all it needs from one form (S68)."""

import pytest
from django.urls import reverse

from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Contact, Participation
from samverka.delivery.support.models import Onboarding
from samverka.delivery.support.queries import usual_steps
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.workflows.take_in_municipality.actions import take_in_municipality
from tests.people import TODAY


def send(cast, client, **sent):
    client.force_login(cast.petra.user)
    sent = {
        "municipality": "1440",
        "contact_function": "Integrationssamordnare",
        "mentor": cast.kungalv.public_key,
        "valid_from": TODAY.isoformat(),
        **sent,
    }
    return client.post(reverse("take_in:create", args=[cast.programme.public_key]), sent)


@pytest.fixture
def ale(db) -> Municipality:
    return Municipality.objects.get_or_create(code="1440", defaults={"name": "Ale"})[0]


def test_one_form_makes_organisation_place_contact_steps_and_plan(cast, client, ale):
    answer = send(cast, client)
    organisation = Organisation.objects.get(municipality=ale)
    onboarding = Onboarding.objects.get(organisation=organisation)
    assert answer["Location"].endswith(f"/introduktion/{onboarding.public_key}/")
    assert organisation.kind == Organisation.Kind.MUNICIPALITY
    assert onboarding.mentor == cast.kungalv
    assert [task.text for task in onboarding.tasks.order_by("number")] == usual_steps()
    there = Participation.objects.get(programme=cast.programme, organisation=organisation)
    assert (there.part, there.contact_function) == ("participant", "Integrationssamordnare")
    assert Contact.objects.get(organisation=organisation).function == "Integrationssamordnare"
    assert Plan.objects.get(organisation=organisation).state == Plan.State.DRAFT


def test_a_municipality_we_know_is_not_written_down_twice(cast, client, ale):
    send(cast, client, municipality=cast.osby.municipality_id)
    assert Organisation.objects.filter(municipality=cast.osby.municipality).count() == 1
    assert Onboarding.objects.get().organisation == cast.osby


def test_one_that_takes_part_is_not_among_the_choices(cast, client, ale):
    assert send(cast, client, municipality=cast.kungalv.municipality_id).status_code == 422
    assert not Onboarding.objects.exists()


def test_nothing_is_left_when_something_is_wrong(cast, client, ale):
    """Ale was taken in and left again: its steps are there already."""
    send(cast, client)
    there = Participation.objects.get(organisation__municipality=ale)
    there.delete()
    answer = send(cast, client)
    assert answer.status_code == 422
    assert "already on its way into the programme" in answer.content.decode()
    assert not Participation.objects.filter(organisation__municipality=ale).exists()


def test_a_script_does_the_same_in_one_call(cast, ale):
    onboarding = take_in_municipality(
        programme=cast.programme,
        municipality=ale,
        name="Ale kommun",
        contact_function="Samordnare",
        mentor=None,
        valid_from=TODAY,
        by=cast.petra,
    )
    assert (str(onboarding.organisation), onboarding.mentor) == ("Ale kommun", None)
