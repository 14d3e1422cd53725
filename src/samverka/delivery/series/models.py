from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those of the programmes one's organisation takes part in."""
        if actor is None:
            return self.none()
        return self.kept().filter(programme__in=keys_seen_by(actor))

    def kept(self):
        """Those that nobody has removed."""
        return self.filter(removed_on=None)


class ActivitySeries(models.Model):
    """Activities that belong together: four training days, a network's meetings (S29, S70)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    # Series that are linked are parts of one, whose days and persons are those of them all.
    part_of = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, blank=True
    )

    # It stays a row, so that the removal can be undone.
    removed_on = models.DateField(null=True, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("id")), name="series_no_part_of_itself"
            ),
            models.UniqueConstraint(
                fields=["programme", "title"],
                condition=Q(removed_on=None),
                name="one_series_per_title_in_a_programme",
            ),
        ]

    personal_data = declare(
        none="id public_key programme organiser title description part_of removed_on"
    )

    def __str__(self):
        return self.title


class SeriesActivity(models.Model):
    """That an activity is in a series; a county day may be in several."""

    series = models.ForeignKey(ActivitySeries, models.CASCADE, related_name="members")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "activity"], name="activity_once_in_a_series"
            ),
        ]

    personal_data = declare(none="id series activity")
