"""S78: a network that becomes a project keeps members and history, and can be taken back."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.groups.actions import correct_item
from samverka.delivery.groups.models import Continuation, Group, Meeting
from samverka.delivery.groups.tests.factories import decision, group, meeting, seat, sits
from samverka.delivery.participants.queries import is_about_children
from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Contact, Participation, Programme
from samverka.foundation.accounts.models import Role
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Appointment
from samverka.register.people.actions import give_children_role
from tests.people import LONG_AGO, TODAY, Cast, person

STARTS = TODAY + dt.timedelta(days=30)


def client_of(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.fixture
def network(cast) -> Group:
    """Two municipalities sit in it; it has met once and decided something."""
    made = group(cast, "Ensamkommande barn", "network", member_function="Samordnare")
    sits(cast, seat(cast, made, cast.kungalv), person("Amanda", cast.kungalv, cast.gr))
    sits(cast, seat(cast, made, cast.partille), person("Berit", cast.partille, cast.gr))
    held = meeting(cast, made, agenda=["Boenden"])
    item = held.items.get()
    correct_item(
        item=item,
        title="Boenden",
        papers="",
        said="Två behövs.",
        is_open_question=True,
        by=cast.petra,
    )
    decision(cast, held, text="Söka medel gemensamt")
    return made


def become(cast: Cast, network: Group, leave: str = "", **more):
    terms = [
        term.public_key
        for one in network.seats.all()
        for term in one.terms.exclude(person__given_name=leave or "Ingen")
    ]
    typed = {"name": "Ett gott mottagande", "kind": "project", "starts_on": STARTS, "terms": terms}
    address = reverse(
        "network_to_project:become", args=[cast.programme.public_key, network.public_key]
    )
    return client_of(cast.petra).post(address, typed | more, follow=True)


def take_back(cast: Cast, network: Group):
    address = reverse(
        "network_to_project:take_back", args=[cast.programme.public_key, network.public_key]
    )
    return client_of(cast.petra).post(address, follow=True)


def test_s78_members_and_history_go_along_and_nothing_is_lost(cast, network):
    page = become(cast, network)
    assert page.status_code == 200, page.text
    project = Programme.objects.get(name="Ett gott mottagande")
    parts = Participation.objects.filter(programme=project).order_by("organisation__name")
    assert [(row.organisation, row.part, row.contact_function) for row in parts] == [
        (cast.gr, "owner", ""),
        (cast.kungalv, "participant", "Samordnare"),
        (cast.partille, "participant", "Samordnare"),
    ]
    assert Contact.objects.filter(programme=project, function="Samordnare").count() == 2
    later = Group.objects.get(programme=project)
    assert {str(term.person) for one in later.seats.all() for term in one.terms.all()} == {
        "Amanda Exempel",
        "Berit Exempel",
    }
    assert Meeting.objects.filter(group=network).count() == 1
    address = reverse("groups:history", args=[project.public_key, later.public_key])
    told = client_of(cast.karin).get(address).text
    for words in ("Amanda Exempel", "Boenden", "Två behövs.", "Söka medel gemensamt"):
        assert words in told


def test_what_the_network_left_open_comes_first_on_the_projects_agenda(cast, network):
    become(cast, network)
    later = Group.objects.get(programme__name="Ett gott mottagande")
    assert [item.title for item in meeting(cast, later, STARTS).items.all()] == ["Boenden"]


def test_a_member_who_does_not_go_along_has_no_seat_there(cast, network):
    become(cast, network, leave="Berit")
    later = Group.objects.get(programme__name="Ett gott mottagande")
    assert not later.seats.get(organisation=cast.partille).terms.exists()
    parts = Participation.objects.filter(programme=later.programme)
    assert cast.partille not in {row.organisation for row in parts}


def test_it_is_taken_back_whole_while_nothing_is_written_there(cast, network):
    before = Programme.objects.count()
    become(cast, network)
    assert "the project is gone" in take_back(cast, network).text
    assert Programme.objects.count() == before
    assert not Continuation.objects.exists()
    assert network.meetings.count() == 1
    # And it may become one again.
    become(cast, network)
    assert Continuation.objects.get().earlier == network


@pytest.mark.parametrize("written", ["a fact", "an activity", "a corrected name"])
def test_what_somebody_wrote_there_is_never_taken_away(cast, network, written):
    become(cast, network)
    project = Programme.objects.get(name="Ett gott mottagande")
    if written == "a fact":
        programmes.set_goal(
            programme=project,
            number="1",
            title="Trygga boenden",
            owner=cast.gr,
            parent=None,
            by=cast.petra,
        )
    elif written == "an activity":
        cast.programme = project
        training_day(cast)
    else:
        Programme.objects.filter(pk=project.pk).update(name="Ett bra mottagande")
    network = Group.objects.get(pk=network.pk)
    address = reverse(
        "network_to_project:take_back", args=[network.programme.public_key, network.public_key]
    )
    said = client_of(cast.petra).post(address, follow=True).text
    assert "has been written in" in said
    assert Programme.objects.filter(pk=project.pk).exists()


def test_whoever_runs_the_network_and_does_not_lead_the_project_takes_nothing_away(cast, network):
    become(cast, network)
    Participation.objects.filter(programme=cast.programme, organisation=cast.partille).delete()
    Participation.objects.create(
        programme=cast.programme, organisation=cast.partille, part="co_leader"
    )
    other = cast.actor("erik")
    Appointment.objects.filter(user=other.user).delete()
    Appointment.objects.create(
        user=other.user,
        organisation=cast.partille,
        role=Role.PROGRAMME_LEADER,
        valid_from=LONG_AGO,
    )
    keys = [cast.programme.public_key, network.public_key]
    take_back_url = reverse("network_to_project:take_back", args=keys)
    shown = client_of(other).get(reverse("groups:detail", args=keys))
    assert shown.context["may_become"]
    assert take_back_url not in shown.text
    taken = client_of(other).post(take_back_url)
    assert taken.status_code == 403
    assert Continuation.objects.exists()


def test_a_second_time_is_refused(cast, network):
    become(cast, network)
    assert "has become the project" in become(cast, network).text
    assert Continuation.objects.count() == 1


def test_s78_about_children_the_history_asks_the_role_in_the_project_too(cast, network):
    Group.objects.filter(pk=network.pk).update(is_about_children=True)
    give_children_role(
        user=cast.petra.user, organisation=cast.gr, reason="Leder", on=TODAY, by=cast.ada
    )
    become(cast, network, are_children="on")
    later = Group.objects.get(programme__name="Ett gott mottagande")
    assert later.is_about_children
    assert is_about_children(later.programme)
    address = reverse("groups:history", args=[later.programme.public_key, later.public_key])
    told = client_of(cast.karin).get(address).text
    assert "Två behövs" not in told
    assert "1 item, 1 decision" in told
    read = Event.objects.filter(verb="groups.children_read")
    assert not read.exists()
    assert "Två behövs" in client_of(cast.petra).get(address).text
    assert read.count() == 1
