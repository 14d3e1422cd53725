"""Several accounts at once: closed, opened, sent a link, and undone."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.programmes import actions as programmes
from samverka.foundation.accounts.models import User
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Appointment
from samverka.workflows.appoint.actions import give_role
from tests.people import LONG_AGO, TODAY, appoint

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


# --- Roles -------------------------------------------------------------------------------------

END = reverse("appoint:end_roles")


def end(client, users, day=TODAY):
    keys = [user.public_key for user in users]
    return client.post(END, {"row": keys, "last_day": day.isoformat()}, follow=True)


def ends(users):
    held = Appointment.objects.filter(user__in=users)
    return [role.valid_to for role in held.order_by("pk")]


def test_roles_end_after_their_last_day_and_undo_gives_each_its_own_end_back(cast, ada, staff):
    known_end = TODAY + dt.timedelta(days=90)
    Appointment.objects.filter(user=staff[0]).update(valid_to=known_end)
    given = programmes.give_role(
        programme=cast.programme,
        user=staff[1],
        organisation=cast.gr,
        role="organiser",
        valid_from=LONG_AGO,
        by=cast.ada,
    )
    page = end(ada, staff)
    assert "4 roles have a last day." in page.content.decode()
    tomorrow = TODAY + dt.timedelta(days=1)
    given.refresh_from_db()
    assert ([*ends(staff), given.valid_to]) == [tomorrow] * 4
    undo(ada, page)
    given.refresh_from_db()
    assert [*ends(staff), given.valid_to] == [known_end, None, None, None]


def test_undo_leaves_the_role_that_another_administrator_gave_a_day_since(cast, ada, staff):
    page = end(ada, staff)
    theirs = TODAY + dt.timedelta(days=30)
    Appointment.objects.filter(user=staff[0]).update(valid_to=theirs)
    page = undo(ada, page)
    assert ends(staff) == [theirs, None, None]
    assert f"it was changed after you: {staff[0].name}" in page.content.decode()


def test_ones_own_roles_stay_and_are_named(cast, ada, staff):
    page = end(ada, [*staff, cast.ada.user])
    assert f"you may not change it: {cast.ada.user.name}" in page.content.decode()
    assert ends([cast.ada.user]) == [None]


def test_a_role_given_anew_since_is_not_doubled_by_the_undo(cast, ada, staff):
    page = end(ada, staff[:1])
    give_role(
        user=staff[0],
        organisation=cast.gr,
        programme=None,
        role="staff_member",
        valid_from=TODAY + dt.timedelta(days=1),
        valid_to=None,
        by=cast.ada,
    )
    page = undo(ada, page)
    assert "has this role already" in page.content.decode()
    assert ends(staff[:1]) == [TODAY + dt.timedelta(days=1), None]


def test_roles_at_other_partners_do_not_end(cast, ada, staff):
    elsewhere = Appointment.objects.create(
        user=staff[0], organisation=cast.kungalv, role="staff_member", valid_from=LONG_AGO
    )
    end(ada, staff[:1])
    elsewhere.refresh_from_db()
    assert elsewhere.valid_to is None
