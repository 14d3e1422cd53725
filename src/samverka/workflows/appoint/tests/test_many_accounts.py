"""Several accounts at once: closed, opened, sent a link, and undone."""

import pytest
from django.urls import reverse

from samverka.foundation.accounts.models import User
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Appointment
from tests.people import LONG_AGO, appoint

LIST = reverse("administration:users")
CLOSE = reverse("appoint:close_many")
REOPEN = reverse("appoint:reopen_many")
INVITE = reverse("appoint:invite_many")


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada.user)
    return client


@pytest.fixture
def staff(cast):
    return [appoint(name, "staff_member", cast.gr).user for name in ("nils", "moa", "lo")]


def post(client, address, users):
    return client.post(address, {"row": [user.public_key for user in users]}, follow=True)


def undo(client, page):
    """Press Undo, as the toast has it."""
    toast = next(said for said in page.context["messages"] if said.extra_tags)
    return client.post(toast.extra_tags, follow=True)


def opened(users):
    return [User.objects.get(pk=user.pk).is_active for user in users]


def test_several_are_closed_and_undo_opens_those_that_were_open(ada, staff):
    User.objects.filter(pk=staff[0].pk).update(is_active=False)
    page = post(ada, CLOSE, staff)
    assert opened(staff) == [False, False, False]
    undo(ada, page)
    assert opened(staff) == [False, True, True]


def test_several_are_opened_again_and_undo_closes_them(ada, staff):
    User.objects.filter(pk__in=[user.pk for user in staff[:2]]).update(is_active=False)
    page = post(ada, REOPEN, staff)
    assert opened(staff) == [True, True, True]
    undo(ada, page)
    assert opened(staff) == [False, False, True]


def test_ones_own_account_is_named_and_stays_open(cast, ada, staff):
    page = post(ada, CLOSE, [*staff, cast.ada.user])
    assert f"you may not change it: {cast.ada.user.name}" in page.content.decode()
    assert opened([*staff, cast.ada.user]) == [False, False, False, True]


def test_whoever_acts_for_another_partner_too_is_named_and_stays_open(cast, ada, staff):
    shared = appoint("siv", "staff_member", cast.gr).user
    Appointment.objects.create(
        user=shared, organisation=cast.kungalv, role="staff_member", valid_from=LONG_AGO
    )
    page = post(ada, CLOSE, [*staff, shared])
    assert f"you may not change it: {shared.name}" in page.content.decode()
    assert opened([shared]) == [True]


def test_accounts_of_others_are_not_found_whatever_is_posted(cast, ada):
    page = post(ada, CLOSE, [cast.karin.user])
    assert "Nothing was ticked" in page.content.decode()
    assert opened([cast.karin.user]) == [True]


def test_each_account_has_its_note_in_the_trail(ada, staff):
    undo(ada, post(ada, CLOSE, staff))
    for verb in ("accounts.closed", "accounts.reopened"):
        noted = Event.objects.filter(verb=verb).values_list("about_id", flat=True)
        assert set(noted) == {str(user.pk) for user in staff}


def test_links_are_sent_to_all_that_are_ticked(ada, staff):
    page = post(ada, INVITE, staff)
    assert "3 letters are on their way." in page.content.decode()
    assert Event.objects.filter(verb="accounts.invited_again").count() == 3


def test_the_list_has_boxes_and_offers_to_open_where_the_closed_are_shown(ada, staff):
    assert REOPEN not in ada.get(LIST, {"state": "open"}).content.decode()
    User.objects.filter(pk=staff[0].pk).update(is_active=False)
    page = ada.get(LIST, {"state": "closed"}).content.decode()
    assert 'name="row"' in page
    assert REOPEN in page
