"""What happens to drafts when somebody is forgotten, or asks what is kept."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.toolkit.clock import SWEDEN
from samverka.toolkit.personal_data import Disclosed
from samverka.toolkit.sealing import CannotOpen

from .models import Draft, HeldForm


@transaction.atomic
def forget_user(*, user: User, by: Actor) -> None:
    for table in (Draft, HeldForm):
        table._default_manager.filter(user=user).delete()


@transaction.atomic
def forget_named(*, names: Collection[str], by: Actor) -> None:
    """Whoever is forgotten is not left in what others have begun to write about them."""
    for table in (Draft, HeldForm):
        gone = [one.pk for one in table._default_manager.all() if _tells(one, names)]
        table._default_manager.filter(pk__in=gone).delete()


def disclose_user(*, user: User) -> list[Disclosed]:
    rows = [
        {
            _("Saved"): f"{one.saved_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}",
            _("Text"): " · ".join(_texts(one)),
        }
        for table in (Draft, HeldForm)
        for one in table._default_manager.filter(user=user).order_by("saved_at")
    ]
    return [Disclosed.of(Draft, _("Your drafts"), rows)]


def _texts(one: Draft | HeldForm) -> list[str]:
    return [value for _name, value in _told(one).get("fields", []) if value]


def _told(one: Draft | HeldForm) -> dict[str, Any]:
    try:
        return one.told()
    except CannotOpen:
        return {}


def _tells(one: Draft | HeldForm, names: Collection[str]) -> bool:
    """In what was typed, or in the heading of the page it was typed on."""
    text = " ".join([*_texts(one), _told(one).get("title", "")]).casefold()
    return any(name.casefold() in text for name in names if name)
