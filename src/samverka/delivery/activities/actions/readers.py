"""Who may know who takes part in something sensitive."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity, ActivityReader
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail


class LastReader(Exception):
    """Nobody would be left who knows who takes part."""

    def __str__(self):
        return _("Somebody must know who takes part. Put another person on the list first.")


@transaction.atomic
def add_reader(*, activity: Activity, user: User, by: Actor) -> None:
    """Let somebody who acts for the organiser see who takes part."""
    _reader, is_new = ActivityReader.objects.get_or_create(activity=activity, user=user)
    if is_new:
        trail.note(by=by, verb="activities.reader_added", about=activity, fields=["readers"])


@transaction.atomic
def remove_reader(*, activity: Activity, user: User, by: Actor) -> None:
    """
    :raises LastReader:
    """
    Activity.objects.select_for_update().get(pk=activity.pk)
    listed = ActivityReader.objects.filter(activity=activity)
    if not listed.exclude(user=user).exists():
        raise LastReader
    if listed.filter(user=user).delete()[0]:
        trail.note(by=by, verb="activities.reader_removed", about=activity, fields=["readers"])


def keep_readers(activity: Activity, by: Actor) -> None:
    """Whoever makes it sensitive begins its list; what is sensitive no longer has none."""
    if not activity.is_sensitive:
        ActivityReader.objects.filter(activity=activity).delete()
    elif by.user and not ActivityReader.objects.filter(activity=activity).exists():
        add_reader(activity=activity, user=by.user, by=by)
