from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare


class EventQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None, *, unit_ids: Iterable[int] = ()):
        """An organisation's administrator reads what was done for it, and for its units."""
        if actor is None or not actor.is_one_of(Role.ADMINISTRATOR):
            return self.none()
        return self.filter(organisation_id__in={actor.organisation_id, *unit_ids})


class Event(models.Model):
    """One thing that somebody did or saw.

    No foreign keys: the trail must outlive what it tells about. Names of changed fields, never
    the values of personal ones.
    """

    happened_at = models.DateTimeField(default=now, db_index=True)
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40)
    organisation_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    person_id = models.BigIntegerField(null=True, db_index=True)
    fields = models.JSONField(default=list)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "-happened_at"], name="trail_of_organisation"),
        ]

    personal_data = declare(
        none="id happened_at role organisation_id verb about about_id fields",
        personal="user_id person_id",
        subject="person_id",
        ground=_("legal obligation: who read and changed personal data must be shown"),
        keep=_("five years"),
        outlives={
            "person_id": "a number without a name; that somebody's data was read must stay known",
            "user_id": "who acted must stay known",
        },
    )
