"""Signing in: allauth's pages, only those in use."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import path

urlpatterns = [
    path("logga-in/", login_not_required(account.login), name="account_login"),
    path("logga-ut/", login_not_required(account.logout), name="account_logout"),
]
