"""Signing in and choosing a password are told in the trail of everybody one acts for.

It stands here, since the trail stands above accounts and the roles above both.
"""

from dataclasses import replace
from typing import Any

from samverka.delivery.programmes.queries import roles_held
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.accounts.adapter import Adapter
from samverka.foundation.accounts.models import User
from samverka.foundation.accounts.queries import user_with_email
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today

from .middleware import actors_of


class NotingAdapter(Adapter):
    """Notes who came in, and that somebody tried an address that has an account."""

    def post_login(self, request, user, **how: Any):
        for by in _acting(user):
            trail.note(by=by, verb="accounts.signed_in", about=user)
        return super().post_login(request, user, **how)

    def authentication_failed(self, request, **credentials: Any):
        if user := user_with_email(credentials.get("email", "")):
            for actor in _acting(user):
                # Nobody knows who it was: the system tells it, to the same organisation.
                by = replace(SYSTEM, organisation=actor.organisation)
                trail.note(by=by, verb="accounts.sign_in_failed", about=user)
        super().authentication_failed(request, **credentials)

    def set_password(self, user, password):
        super().set_password(user, password)
        for by in _acting(user):
            trail.note(by=by, verb="accounts.password_chosen", about=user)


def _acting(user: User) -> list[Actor]:
    """The user in one role at each organisation: its administrator reads the note once."""
    held = {
        actor.organisation_id: actor
        for actor in actors_of(user, list(roles_held(user, on=today())))
    }
    return list(held.values())
