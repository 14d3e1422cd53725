"""What happens to the list of deeds when somebody is forgotten, or asks what is kept."""

import json
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.toolkit.clock import SWEDEN
from samverka.toolkit.personal_data import Disclosed
from samverka.toolkit.sealing import CannotOpen

from .models import Deed


@transaction.atomic
def forget_user(*, user: User, by: Actor) -> None:
    Deed.objects.filter(user=user).delete()


@transaction.atomic
def forget_named(*, names: Collection[str], by: Actor) -> None:
    """Whoever is forgotten is not left in what others did with them."""
    gone = [deed.pk for deed in Deed.objects.all() if _tells(deed, names)]
    Deed.objects.filter(pk__in=gone).delete()


def disclose_user(*, user: User) -> list[Disclosed]:
    rows = [
        {
            _("When"): f"{deed.done_at.astimezone(SWEDEN):%Y-%m-%d %H:%M}",
            _("What"): _told(deed).get("said", ""),
        }
        for deed in Deed.objects.filter(user=user).order_by("done_at")
    ]
    return [Disclosed.of(Deed, _("What you did lately"), rows)]


def _told(deed: Deed) -> dict:
    try:
        return deed.told()
    except CannotOpen:
        return {}


def _tells(deed: Deed, names: Collection[str]) -> bool:
    text = json.dumps(_told(deed), ensure_ascii=False).casefold()
    return any(name.casefold() in text for name in names if name)
