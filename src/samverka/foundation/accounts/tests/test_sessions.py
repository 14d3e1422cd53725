"""A session is read while it lasts, and only by the key it was given."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session

from samverka.foundation.accounts.models import User
from samverka.foundation.accounts.sessions import SessionStore
from samverka.toolkit.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    store = SessionStore()
    store["acting_as"] = "organiser-1"
    store.save()
    return store.session_key


def test_what_was_kept_is_read_again(key):
    assert SessionStore(key)["acting_as"] == "organiser-1"


def test_a_session_that_has_ended_is_read_no_more(key):
    Session.objects.filter(pk=key).update(expire_date=now() - dt.timedelta(seconds=1))
    assert SessionStore(key).get("acting_as") is None


def test_a_key_that_nobody_was_given_is_not_taken_over():
    store = SessionStore("madeupbysomebodyelse")
    store["acting_as"] = "organiser-1"
    store.save()
    assert store.session_key != "madeupbysomebodyelse"
    assert not Session.objects.filter(pk="madeupbysomebodyelse").exists()


@pytest.mark.parametrize("how", ["closed", "another password"])
def test_what_is_open_ends_when_the_account_is_closed_or_gets_another_password(cast, client, how):
    client.force_login(cast.olga.user)
    assert client.get("/").wsgi_request.user == cast.olga.user
    if how == "closed":
        User.objects.filter(pk=cast.olga.user.pk).update(is_active=False)
    else:
        User.objects.filter(pk=cast.olga.user.pk).update(password="another")
    assert not client.get("/").wsgi_request.user.is_authenticated
