"""A code from the telephone: usable by all, required of the roles that a dated rule names."""

import datetime as dt
import shutil
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from samverka.foundation.accounts import actions
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.models import Role, SecondFactorRule
from samverka.toolkit import keyring
from tests.people import PASSWORD, TODAY

ACTIVATE = "/konto/tva-steg/sla-pa/"


def sign_in(client, name):
    return client.post("/konto/logga-in/", {"login": f"{name}@example.org", "password": PASSWORD})


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def activate(client) -> str:
    """Set the second factor up as one does: password again, scan, type the code."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(ACTIVATE).context["form"].secret
    answer = client.post(ACTIVATE, {"code": code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


def rule(role=Role.ADMINISTRATOR, **period) -> SecondFactorRule:
    return SecondFactorRule.objects.create(
        role=role, source="Decision 1 of the board", **{"valid_from": TODAY} | period
    )


def test_who_has_it_types_a_code_after_the_password(cast, client):
    sign_in(client, "olga")
    secret = activate(client)
    another = Client()
    assert sign_in(another, "olga").url == reverse("mfa_authenticate")
    assert another.get("/").url.startswith("/konto/logga-in/")
    wrong = another.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.context["form"].errors
    another.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert another.get("/").status_code == 200


def test_a_recovery_code_serves_once_when_the_telephone_is_lost(cast, client):
    sign_in(client, "olga")
    activate(client)
    spare = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    first, second = Client(), Client()
    for one in (first, second):
        sign_in(one, "olga")
        one.post(reverse("mfa_authenticate"), {"code": spare})
    assert first.get("/").status_code == 200
    assert second.get("/").url.startswith("/konto/logga-in/")


def test_the_secret_lies_sealed_and_opens_after_the_key_was_changed(
    cast, client, settings, tmp_path
):
    settings.KEY_FILE = shutil.copy(settings.KEY_FILE, tmp_path / "keys.json")
    sign_in(client, "olga")
    secret = activate(client)
    row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)
    was = row.data["secret"].partition(":")[0]
    keyring.add_encryption_key(settings.KEY_FILE)
    assert actions.seal_second_factors_anew(by=SYSTEM) == 2
    row.refresh_from_db()
    assert row.data["secret"].partition(":")[0] != was
    assert row.wrap().validate_code(code(secret, steps=0))


def test_without_a_rule_nobody_must_have_it(cast, client):
    client.force_login(cast.ada.user)
    assert client.get("/administration/").status_code == 200


def test_where_a_rule_asks_for_it_nothing_opens_before_it_is_set_up(cast, client):
    rule()
    sign_in(client, "ada")
    for address in ("/", "/administration/", "/aktiviteter/"):
        assert client.get(address).url == ACTIVATE
    assert client.post("/roll/", {"actor": "administrator-1"}).url == ACTIVATE
    activate(client)
    assert client.get("/administration/").status_code == 200


def test_a_rule_is_about_the_roles_it_names_and_the_days_it_holds(cast, client):
    rule(Role.ECONOMIST)
    rule(Role.ADMINISTRATOR, valid_from=TODAY + dt.timedelta(days=1))
    rule(Role.PROGRAMME_LEADER, valid_from=TODAY - dt.timedelta(days=9), valid_to=TODAY)
    answers = {}
    for name in ("ada", "petra", "erik", "olga"):
        client.force_login(cast.actor(name).user)
        answers[name] = client.get("/").status_code
    assert answers == {"ada": 200, "petra": 200, "erik": 302, "olga": 200}


def test_it_is_about_every_role_one_holds_not_only_the_one_one_acts_in(cast, client):
    rule(Role.ADMINISTRATOR)
    cast.olga.organisation.appointments.create(
        user=cast.olga.user, role=Role.ADMINISTRATOR, valid_from=TODAY
    )
    client.force_login(cast.olga.user)
    assert client.get("/").url == ACTIVATE


def test_who_must_have_it_cannot_remove_it(cast, client):
    sign_in(client, "ada")
    activate(client)
    rule()
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.status_code == 200
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_the_password_is_asked_for_again_before_it_is_changed(cast, client):
    client.force_login(cast.olga.user)
    asked = client.get(ACTIVATE)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    again = client.post(asked.url, {"password": PASSWORD})
    assert again.url == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200
