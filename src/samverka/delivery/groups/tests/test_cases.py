"""S12: cases are discussed without saying who they are, and what says it is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.groups import actions
from samverka.delivery.groups.models import AgendaItem, Group, Meeting, NoPerson
from samverka.foundation.audit.models import Event
from tests.people import Cast, person

from .factories import decision, group, meeting, task

# Reserved for tests by the Swedish Tax Agency; the telephone number is set aside for fiction.
NUMBER = "890630-2396"
PHONE = "070-174 06 05"


@pytest.fixture
def families(cast) -> Group:
    return group(cast, "Nyanlända barn i familjer", "network", discusses_cases=True)


@pytest.fixture
def held(cast, families) -> Meeting:
    return meeting(cast, families, agenda=["Ett barn utan plats i förskolan"])


def send(cast: Cast, item: AgendaItem, said: str, who: str = "petra", **more: str):
    client = Client()
    client.force_login(cast.actor(who).user)
    url = reverse("groups:item", args=[cast.programme.public_key, item.public_key])
    return client.post(url, {"title": item.title, "papers": "", "said": said, **more})


def said_of(item: AgendaItem) -> str:
    item.refresh_from_db()
    return item.said


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"Det gäller {NUMBER}.", "Line 1 looks like a personal number: “890630-2396”."),
        ("Bra.\nAmanda saknar plats.", "Line 2 looks like a name: “Amanda”."),
        ("Vi talade om amannda exempel.", "looks like a name: “amannda exempel”."),
        ("De bor på Storgatan 12.", "looks like an address: “Storgatan 12”."),
        (f"Mamman nås på {PHONE}.", "looks like a telephone number"),
    ],
)
def test_a_note_that_says_who_it_is_is_refused_with_what_and_where(cast, held, written, told):
    person("Amanda", cast.gr)
    item = held.items.get()
    page = send(cast, item, written)
    assert page.status_code == 422
    assert told in page.text
    assert written.splitlines()[-1] in page.text
    assert said_of(item) == ""


def test_a_note_that_says_nobody_is_kept(cast, held):
    item = held.items.get()
    assert send(cast, item, "En flicka på tio år i Kungälv saknar plats.").status_code == 302
    assert said_of(item) == "En flicka på tio år i Kungälv saknar plats."


def test_what_is_no_person_is_kept_with_its_reason_and_not_asked_again(cast, held):
    item = held.items.get()
    refused = send(cast, item, "Vi läste om Trappan.")
    assert 'name="no_person"' in refused.text
    reason = "en metod för samtal"
    assert send(cast, item, "Vi läste om Trappan.", no_person=reason).status_code == 302
    assert send(cast, item, "Vi läste om Trappan igen.").status_code == 302
    client = Client()
    client.force_login(cast.sara.user)
    page = client.get(reverse("groups:meeting", args=[cast.programme.public_key, held.public_key]))
    assert reason in page.text
    assert "Trappan" not in str(NoPerson.objects.values())
    assert Event.objects.filter(verb="groups.no_person_said").count() == 1


def test_in_another_text_the_same_word_may_be_somebody(cast, held):
    first = held.items.get()
    send(cast, first, "Vi läste om Trappan.", no_person="en metod")
    second = actions.add_item(meeting=held, title="Tolkar", by=cast.petra)
    assert send(cast, second, "Sedan kom Trappan.").status_code == 422


def test_a_number_whose_check_digit_is_right_is_somebody_whatever_is_said(cast, held):
    item = held.items.get()
    page = send(cast, item, f"Nummer {NUMBER}.", no_person="ett telefonnummer")
    assert page.status_code == 422
    assert said_of(item) == ""


def test_a_reason_that_says_who_it_is_is_refused_too(cast, held):
    item = held.items.get()
    assert send(cast, item, "Trappan kom, sa Mimmi.", no_person="Det är Mimmi").status_code == 422
    assert not NoPerson.objects.exists()


def test_whether_somebody_is_in_the_register_is_not_told(cast, held):
    """Whom another partner knows is answered for as somebody whom nobody knows."""
    person("Torkil", cast.osby)
    item = held.items.get()
    assert "“Torkil Exempel”" in send(cast, item, "Vi talade om Torkil Exempel.").text
    assert "“Torgny Exempel”" in send(cast, item, "Vi talade om Torgny Exempel.").text
    # Written so that only a register would know it.
    assert send(cast, item, "Vi talade om torkil exempel.").status_code == 302
    assert send(cast, item, "Vi talade om torgny exempel.").status_code == 302
    person("Torkil", cast.gr)
    assert send(cast, item, "Vi talade om torkil exempel.").status_code == 422


def test_agenda_decisions_tasks_and_outcomes_are_looked_through(cast, families, held):
    with pytest.raises(actions.Identifying):
        actions.add_item(meeting=held, title="Om Amanda Exempel", by=cast.petra)
    with pytest.raises(actions.Identifying):
        meeting(cast, families, held_on=held.held_on.replace(day=1), agenda=[f"Om {NUMBER}"])
    with pytest.raises(actions.Identifying):
        decision(cast, held, text="Amanda Exempel får plats.")
    with pytest.raises(actions.Identifying):
        task(cast, families, f"Ringa {PHONE}")
    taken = decision(cast, held)
    with pytest.raises(actions.Identifying):
        actions.close_decision(
            decision=taken, outcome="Amanda Exempel fick plats.", on=held.held_on, by=cast.petra
        )
    assert families.meetings.count() == 1
    assert held.items.count() == 1
    assert not families.tasks.exists()


def test_other_groups_write_names_as_before(cast):
    steering = meeting(cast, group(cast), agenda=["Val"])
    item = steering.items.get()
    assert send(cast, item, "Amanda Exempel valdes.").status_code == 302


def test_a_personal_number_is_refused_in_every_group_and_what_was_typed_stays(cast):
    steering = group(cast)
    held = meeting(cast, steering, agenda=["Val"])
    page = send(cast, held.items.get(), f"Vald blev {NUMBER}.")
    assert page.status_code == 422
    assert "A personal number is not written here." in page.text
    assert "Line 1 looks like a personal number: “890630-2396”." in page.text
    assert f"Vald blev {NUMBER}." in page.text
    assert 'name="no_person"' not in page.text
    assert said_of(held.items.get()) == ""
    with pytest.raises(actions.Identifying):
        decision(cast, held, text=f"{NUMBER} får plats.")
    with pytest.raises(actions.Identifying):
        task(cast, steering, f"Ring {NUMBER}")


def test_many_decisions_of_such_a_group_are_not_closed_at_once(cast, held):
    taken = decision(cast, held)
    client = Client()
    client.force_login(cast.petra.user)
    url = reverse("groups:decisions_close", args=[cast.programme.public_key])
    client.post(url, {"row": [taken.public_key], "outcome": "Amanda Exempel fick plats."})
    taken.refresh_from_db()
    assert taken.closed_on is None


def test_a_personal_number_closes_no_decisions_of_any_group_at_once(cast):
    taken = decision(cast, meeting(cast, group(cast)))
    client = Client()
    client.force_login(cast.petra.user)
    url = reverse("groups:decisions_close", args=[cast.programme.public_key])
    told = {"row": [taken.public_key], "outcome": f"{NUMBER} fick plats."}
    assert "A personal number is not written here." in client.post(url, told, follow=True).text
    taken.refresh_from_db()
    assert taken.closed_on is None
