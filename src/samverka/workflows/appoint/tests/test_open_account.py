"""An administrator opens an account; its owner gets a letter and chooses a password."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samverka.foundation.accounts.models import User
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Appointment, Organisation
from samverka.workflows.appoint import actions
from tests.people import PASSWORD, TODAY
from tests.post import do_what_waits

NEW = "nils@example.org"


def open_account(cast, **changes):
    facts = {
        "email": NEW,
        "name": "Nils Exempel",
        "organisation": cast.gr,
        "role": "organiser",
        "valid_from": TODAY,
        "valid_to": None,
        "site": "http://localhost:8000/",
        "by": cast.ada,
    }
    return actions.open_account(**facts | changes)


def test_the_account_has_its_first_role_and_no_password(cast):
    nils = open_account(cast)
    assert not nils.has_usable_password()
    held = Appointment.objects.get(user=nils)
    assert (held.organisation, held.role, held.valid_from) == (cast.gr, "organiser", TODAY)


def test_the_trail_tells_who_opened_it_and_gave_the_role(cast):
    open_account(cast)
    noted = Event.objects.visible_to(cast.ada).values_list("verb", "user_id")
    assert set(noted) == {
        ("accounts.opened", cast.ada.user.pk),
        ("partners.appointed", cast.ada.user.pk),
    }


def test_the_letter_has_a_link_by_which_one_chooses_a_password_and_signs_in(cast, client, letters):
    open_account(cast)
    do_what_waits()
    (letter,) = letters
    assert letter["To"] == NEW
    link = re.search(r"http://localhost:8000(\S+/losenord/nytt/\S+)", letter.get_content())[1]
    form = client.get(link, follow=True)
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    done = client.post(form.request["PATH_INFO"], chosen)
    assert done.url == reverse("account_reset_password_from_key_done")
    entered = client.post(reverse("account_login"), {"login": NEW, "password": PASSWORD})
    assert entered.url == reverse("home:home")


def test_the_link_does_not_lie_in_the_queue(cast):
    open_account(cast)
    (waiting,) = DBTaskResult.objects.all()
    assert set(waiting.args_kwargs["kwargs"]) == {"user_id", "site"}


def test_who_has_an_account_elsewhere_keeps_it_and_gets_the_role(cast):
    same = open_account(cast, email="EVE@example.org", name="Somebody Else")
    assert same == cast.eve.user
    assert same.name == "Eve Exempel"
    assert User.objects.filter(email__iexact="eve@example.org").count() == 1
    assert Appointment.objects.filter(user=same, organisation=cast.gr).exists()


def test_a_closed_account_is_not_given_roles(cast):
    User.objects.filter(pk=cast.eve.user.pk).update(is_active=False)
    with pytest.raises(actions.AccountIsClosed, match=r"eve@example\.org"):
        open_account(cast, email="eve@example.org")


def test_the_form_tells_the_last_day_and_the_role_holds_that_day(cast, client):
    client.force_login(cast.ada.user)
    client.post(
        reverse("appoint:open_account"),
        {
            "name": "Nils Exempel",
            "email": NEW,
            "organisation": cast.gr.pk,
            "role": "organiser",
            "first_day": "2026-03-16",
            "last_day": "2026-06-30",
        },
    )
    assert Appointment.objects.get(user__email=NEW).valid_to == dt.date(2026, 7, 1)


def test_the_form_offers_the_own_organisation_and_its_units_only(cast, client):
    Organisation.objects.create(name="Integration", kind="unit", part_of=cast.gr)
    client.force_login(cast.ada.user)
    form = client.get(reverse("appoint:open_account")).context["form"]
    offered = {str(organisation) for organisation in form.fields["organisation"].queryset}
    assert offered == {"Göteborgsregionen", "Integration"}


def test_a_role_at_another_organisation_cannot_be_posted(cast, client):
    client.force_login(cast.ada.user)
    answer = client.post(
        reverse("appoint:open_account"),
        {
            "name": "Nils Exempel",
            "email": NEW,
            "organisation": cast.kungalv.pk,
            "role": "administrator",
            "first_day": "2026-03-16",
        },
    )
    assert "organisation" in answer.context["form"].errors
    assert not User.objects.filter(email=NEW).exists()


def test_a_last_day_before_the_first_is_refused_and_what_was_typed_is_kept(cast, client):
    client.force_login(cast.ada.user)
    answer = client.post(
        reverse("appoint:open_account"),
        {
            "name": "Nils Exempel",
            "email": NEW,
            "organisation": cast.gr.pk,
            "role": "organiser",
            "first_day": "2026-03-16",
            "last_day": "2026-03-15",
        },
    )
    assert answer.context["form"].errors["last_day"]
    assert "Nils Exempel" in answer.content.decode()
