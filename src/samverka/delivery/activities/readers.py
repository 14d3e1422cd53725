"""Who may know who takes part in something sensitive: a list of its own for each activity."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.personal_data import declare


class ActivityReader(models.Model):
    """Somebody on the list of a sensitive activity; nobody else of those who run it sees names."""

    activity = models.ForeignKey("activities.Activity", models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "user"], name="one_line_a_reader")
        ]

    personal_data = declare(
        none="id activity",
        personal="user",
        subject="user",
        ground=_("public task: who sees that somebody takes part in something sensitive is known"),
        keep=_("as the attendance"),
        outlives={"user": "an emptied account: who acted must stay known"},
    )


def is_known_to(actor: Actor, activity: str = "") -> Q:
    """Activities whose places and marks the actor may know, as far as they are sensitive.

    `activity` is the path from the row to the activity, ending in two underscores.
    """
    listed = ActivityReader.objects.filter(user=actor.user_id).values("activity")
    return Q(**{f"{activity}is_sensitive": False}) | Q(**{f"{activity}pk__in": listed})
