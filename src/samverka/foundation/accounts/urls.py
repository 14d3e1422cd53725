"""Signing in, password and second factor: allauth's pages, only those in use."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

urlpatterns = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-in/kod/", login_not_required(factor.authenticate), name="mfa_authenticate"),
    path("logga-ut/", login_not_required(account.logout), name="account_logout"),
    path("avslutat/", login_not_required(account.account_inactive), name="account_inactive"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("bekrafta/kod/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("losenord/", account.password_change, name="account_change_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path(
        "losenord/glomt/skickat/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "losenord/nytt/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("tva-steg/", factor.index, name="mfa_index"),
    path("tva-steg/sla-pa/", totp.activate_totp, name="mfa_activate_totp"),
    path("tva-steg/sla-av/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("reservkoder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("reservkoder/nya/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "reservkoder/ladda-ner/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
]
