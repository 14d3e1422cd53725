"""S78: what is kept of children asks an extra role, and the trail shows every reading."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.participants import actions
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Programme
from samverka.foundation.audit.models import Event
from samverka.register.people.actions import give_children_role
from samverka.register.people.models import ChildrenRole, Person
from tests.people import TODAY, Cast, person

from .factories import participant


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.fixture
def child(cast) -> Participant:
    return participant(cast, person("Amanda", cast.kungalv, cast.gr))


@pytest.fixture
def rule(cast, child) -> None:
    address = reverse("participants:children", args=[cast.programme.public_key])
    assert client_of(cast.petra).post(address).status_code == 302


def gives(cast: Cast, actor) -> None:
    give_children_role(
        user=actor.user,
        organisation=actor.organisation,
        reason="Samordnare för ensamkommande barn",
        on=TODAY,
        by=cast.ada,
    )


def pages(cast: Cast, child: Participant) -> dict[str, int]:
    """Every page that shows somebody by name, and what it answers where nothing is shown."""
    programme = cast.programme.public_key
    return {
        reverse("participants:list", args=[programme]): 200,
        reverse("participants:detail", args=[programme, child.public_key]): 404,
        reverse("person:detail", args=[child.person.public_key]): 404,
        reverse("people:list"): 200,
        reverse("search:search") + "?words=Amanda": 200,
    }


@pytest.mark.usefixtures("rule")
def test_s78_without_the_role_one_sees_how_many_and_nobody(cast, child):
    client = client_of(cast.karin)
    for address, status in pages(cast, child).items():
        page = client.get(address)
        assert page.status_code == status, address
        assert "Amanda Exempel" not in page.text
    listed = client.get(reverse("participants:list", args=[cast.programme.public_key])).text
    assert "1 person takes part or did" in listed
    assert "You do not have that role" in listed
    assert Event.objects.filter(verb="read", person_id=child.person_id).count() == 0


@pytest.mark.usefixtures("rule")
def test_s78_with_the_role_every_reading_is_in_the_trail(cast, child):
    gives(cast, cast.karin)
    client = client_of(cast.karin)
    for number, address in enumerate(pages(cast, child), 1):
        assert "Amanda" in client.get(address).text
        read = Event.objects.filter(
            verb="read", person_id=child.person_id, user_id=cast.karin.user_id
        )
        assert read.count() == number, address


@pytest.mark.usefixtures("rule")
def test_whoever_becomes_a_participant_there_is_shut_at_once(cast):
    new = person("Berit", cast.kungalv)
    actions.note_participant(person=new, programme=cast.programme, on=TODAY, by=cast.karin)
    assert new not in Person.objects.visible_to(cast.karin)


@pytest.mark.usefixtures("rule")
def test_whoever_takes_part_no_more_since_it_was_undone_is_opened_again(cast):
    new = person("Berit", cast.kungalv)
    actions.begin(
        programme=cast.programme, persons=[(new, cast.kungalv.pk, TODAY)], on=TODAY, by=cast.karin
    )
    assert new not in Person.objects.visible_to(cast.karin)
    actions.take_back_beginning(programme=cast.programme, persons=[(new, False)], by=cast.karin)
    assert new in Person.objects.visible_to(cast.karin)


@pytest.mark.usefixtures("rule")
def test_only_with_the_role_is_anybody_opened_again(cast, child):
    address = reverse("participants:children", args=[cast.programme.public_key])
    petra = client_of(cast.petra)
    assert petra.post(address, {"holds": "no"}).status_code == 403
    gives(cast, cast.petra)
    petra.post(address, {"holds": "no"})
    assert child.person in Person.objects.visible_to(cast.karin)


def test_a_child_of_another_programme_too_stays_shut(cast, child, rule):
    other = Programme.objects.create(slug="annat", name="Annat", owner=cast.gr)
    Participant.objects.create(person=child.person, programme=other, noted_on=TODAY)
    for holds, programme in ((True, other), (False, cast.programme)):
        actions.set_children_rule(programme=programme, holds=holds, on=TODAY, by=cast.petra)
    assert child.person not in Person.objects.visible_to(cast.karin)


@pytest.mark.usefixtures("rule")
def test_the_administrator_gives_the_role_for_one_organisation_and_takes_it(cast, child):
    ada = client_of(cast.ada)
    page = reverse("appoint:give_children_role", args=[cast.petra.user.public_key])
    ada.post(page, {"organisation": cast.gr.pk, "reason": "Leder arbetet med barnen"})
    assert child.person in Person.objects.visible_to(cast.petra)
    told = ada.get(reverse("administration:user", args=[cast.petra.user.public_key])).text
    assert "Leder arbetet med barnen" in told
    held = ChildrenRole.objects.get(user=cast.petra.user, organisation=cast.gr)
    ada.post(reverse("appoint:take_children_role", args=[cast.petra.user.public_key, held.pk]))
    assert child.person not in Person.objects.visible_to(cast.petra)
