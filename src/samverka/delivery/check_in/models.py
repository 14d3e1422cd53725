import datetime as dt
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Session, is_known_to
from samverka.delivery.programmes.models import keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit import sealing
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# After a fortnight nobody sets right who was there.
KEPT_FOR = dt.timedelta(days=14)
SAID = "what somebody said at the door"


class ArrivalQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those at what one's own organisation runs."""
        if actor is None:
            return self.none()
        return self.filter(
            is_known_to(actor, "session__activity__"),
            session__activity__programme__in=keys_seen_by(actor),
            session__activity__organiser=actor.organisation_id,
        )


class Arrival(models.Model):
    """Somebody who says that they are here, and whom the sheet does not have so."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    # Name, contact and work as they were written, or the person who was signed in.
    sealed = models.TextField()
    # Of the same, so that whoever presses twice is one.
    said_hash = models.CharField(max_length=64)
    arrived_at = models.DateTimeField(default=now)
    is_removed = models.BooleanField(default=False)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "said_hash"], name="arrives_once"),
        ]

    personal_data = declare(
        none="id public_key session is_removed",
        personal="sealed said_hash arrived_at",
        subject="self",
        ground=_("public task: that whoever came is on the sheet"),
        keep=_("a fortnight after the session, or until they are on the sheet"),
    )

    def __str__(self):
        return self.public_key

    @property
    def said(self) -> dict[str, str]:
        """`name`, `contact` and `work` as written, `person` the key of whoever was signed in."""
        return json.loads(sealing.unseal(self.sealed, context=SAID))
