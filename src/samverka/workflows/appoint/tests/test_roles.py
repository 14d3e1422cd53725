"""Giving and ending roles, closing accounts: at home only, and never the last administrator."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.urls import reverse

from samverka.delivery.programmes.models import ProgrammeRole
from samverka.foundation.accounts.models import Role
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Appointment
from samverka.toolkit.periods import EndsBeforeItBegan
from samverka.workflows.appoint import actions
from tests.people import LONG_AGO, TODAY, appoint

TOMORROW = TODAY + dt.timedelta(days=1)


def give(cast, who, role, *, programme=None, organisation=None, by=None, **period):
    return actions.give_role(
        user=who.user,
        organisation=organisation or cast.gr,
        programme=programme,
        role=role,
        **{"valid_from": TODAY, "valid_to": None} | period,
        by=by or cast.ada,
    )


@pytest.fixture
def kim(cast):
    """Kungälv's administrator."""
    return appoint("kim", Role.ADMINISTRATOR, cast.kungalv)


def test_a_role_at_the_organisation_is_given_and_noted(cast):
    held = give(cast, cast.olga, "economist")
    assert held in Appointment.objects.filter(user=cast.olga.user, role="economist")
    assert Event.objects.filter(verb="partners.appointed", about_id=str(held.pk)).exists()


def test_a_role_in_a_programme_is_given_and_noted(cast):
    held = give(cast, cast.olga, "economist", programme=cast.programme)
    assert held in ProgrammeRole.objects.filter(user=cast.olga.user)
    assert Event.objects.filter(verb="programmes.role_given", about_id=str(held.pk)).exists()


def test_the_same_role_is_not_held_twice_at_once(cast):
    with pytest.raises(actions.HoldsTheRole, match="already"):
        give(cast, cast.olga, "organiser")
    give(cast, cast.olga, "economist", valid_to=TOMORROW)
    with pytest.raises(actions.HoldsTheRole, match="2026-03-16"):
        give(cast, cast.olga, "economist")
    give(cast, cast.olga, "economist", valid_from=TOMORROW)


def test_who_leads_a_programme_is_chosen_by_those_who_own_it(cast, kim):
    with pytest.raises(actions.NotForThisOrganisation, match="Kungälv"):
        give(
            cast,
            cast.karin,
            "programme_leader",
            programme=cast.programme,
            organisation=cast.kungalv,
            by=kim,
        )
    give(
        cast,
        cast.karin,
        "sub_project_leader",
        programme=cast.programme,
        organisation=cast.kungalv,
        by=kim,
    )


def test_a_role_ends_with_its_last_day(cast):
    held = Appointment.objects.get(user=cast.olga.user)
    actions.end_role(held=held, on=TOMORROW, by=cast.ada)
    held.refresh_from_db()
    assert held.valid_to == TOMORROW
    assert Event.objects.filter(verb="partners.appointment_ended").exists()


def test_a_role_does_not_end_before_it_began(cast):
    held = Appointment.objects.get(user=cast.olga.user)
    with pytest.raises(EndsBeforeItBegan, match="2020"):
        actions.end_role(held=held, on=LONG_AGO, by=cast.ada)


def test_the_last_administrator_stays(cast):
    held = Appointment.objects.get(user=cast.ada.user)
    with pytest.raises(actions.LastAdministrator, match="Göteborgsregionen"):
        actions.end_role(held=held, on=TOMORROW, by=cast.ada)
    with pytest.raises(actions.LastAdministrator):
        actions.close_account(user=cast.ada.user, on=TODAY, by=cast.ada)
    held.refresh_from_db()
    assert held.valid_to is None


def test_one_of_two_administrators_may_leave_but_not_for_one_who_leaves_too(cast):
    held = Appointment.objects.get(user=cast.ada.user)
    also = give(cast, cast.olga, "administrator", valid_to=TODAY + dt.timedelta(days=30))
    with pytest.raises(actions.LastAdministrator):
        actions.end_role(held=held, on=TOMORROW, by=cast.ada)
    also.valid_to = None
    also.save()
    actions.end_role(held=held, on=TOMORROW, by=cast.ada)


def test_a_closed_account_is_signed_out_at_once_and_keeps_its_roles_for_the_record(cast, client):
    client.force_login(cast.olga.user)
    actions.close_account(user=cast.olga.user, on=TODAY, by=cast.ada)
    assert client.get("/").url.startswith(reverse("account_login"))
    assert Appointment.objects.filter(user=cast.olga.user, valid_to=None).exists()


def test_an_account_that_is_used_elsewhere_is_not_closed_from_here(cast, kim):
    give(cast, cast.karin, "organiser")
    with pytest.raises(actions.ActsElsewhere, match="End the roles here"):
        actions.close_account(user=cast.karin.user, on=TODAY, by=cast.ada)
    with pytest.raises(actions.ActsElsewhere):
        actions.reopen_account(user=cast.karin.user, on=TODAY, by=kim)


def test_closing_can_be_undone(cast, client):
    client.force_login(cast.ada.user)
    key = {"key": cast.olga.user.public_key}
    answer = client.post(reverse("appoint:close_account", kwargs=key))
    (message,) = get_messages(answer.wsgi_request)
    assert message.extra_tags == reverse("appoint:reopen_account", kwargs=key)
    client.post(message.extra_tags)
    cast.olga.user.refresh_from_db()
    assert cast.olga.user.is_active
    noted = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(noted) == ["accounts.closed", "accounts.reopened"]


def test_a_refusal_is_told_on_the_form(cast, client):
    client.force_login(cast.ada.user)
    key = {"key": cast.ada.user.public_key}
    held = Appointment.objects.get(user=cast.ada.user)
    answer = client.post(
        reverse("appoint:end_role", kwargs=key),
        {"held": f"appointment-{held.pk}", "last_day": "2026-03-16"},
    )
    assert answer.context["form"].non_field_errors()


@pytest.mark.parametrize("page", ["give_role", "end_role"])
def test_users_of_another_organisation_are_not_found(cast, client, page):
    client.force_login(cast.ada.user)
    url = reverse(f"appoint:{page}", kwargs={"key": cast.karin.user.public_key})
    assert client.get(url).status_code == 404
    assert client.post(url, {}).status_code == 404


@pytest.mark.parametrize(
    "page", ["close_account", "reopen_account", "invite_again", "remove_second_factor"]
)
def test_accounts_of_another_organisation_are_not_touched(cast, client, page):
    client.force_login(cast.ada.user)
    url = reverse(f"appoint:{page}", kwargs={"key": cast.karin.user.public_key})
    assert client.post(url).status_code == 404


def test_a_role_of_another_organisation_is_not_ended_from_here(cast, client):
    elsewhere = Appointment.objects.get(user=cast.karin.user)
    give(cast, cast.karin, "organiser")
    client.force_login(cast.ada.user)
    url = reverse("appoint:end_role", kwargs={"key": cast.karin.user.public_key})
    answer = client.post(url, {"held": f"appointment-{elsewhere.pk}", "last_day": "2026-03-16"})
    assert "held" in answer.context["form"].errors


def test_a_lost_second_factor_is_removed_by_the_administrator_and_noted(cast, client):
    Authenticator.objects.create(user=cast.olga.user, type=Authenticator.Type.TOTP, data={})
    client.force_login(cast.ada.user)
    client.post(reverse("appoint:remove_second_factor", kwargs={"key": cast.olga.user.public_key}))
    assert not Authenticator.objects.exists()
    assert Event.objects.filter(
        verb="accounts.second_factor_removed", about_id=str(cast.olga.user.pk)
    ).exists()


def test_nobody_removes_the_own_second_factor_without_the_password(cast, client):
    Authenticator.objects.create(user=cast.ada.user, type=Authenticator.Type.TOTP, data={})
    client.force_login(cast.ada.user)
    url = reverse("appoint:remove_second_factor", kwargs={"key": cast.ada.user.public_key})
    assert client.post(url).status_code == 403
    assert Authenticator.objects.exists()


def test_the_second_factor_of_who_acts_elsewhere_too_is_not_removed_from_here(cast):
    Authenticator.objects.create(user=cast.karin.user, type=Authenticator.Type.TOTP, data={})
    give(cast, cast.karin, "organiser")
    with pytest.raises(actions.ActsElsewhere):
        actions.remove_second_factor(user=cast.karin.user, on=TODAY, by=cast.ada)
    assert Authenticator.objects.exists()
