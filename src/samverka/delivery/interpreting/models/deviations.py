"""What did not go as it should, and what was answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .bookings import InterpreterBooking
from .pool import Agency


class DeviationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Of one's own bookings, and of agencies whose agreement one's organisation keeps."""
        if actor is None:
            return self.none()
        own = Q(booking__organisation=actor.organisation_id)
        kept = Q(agency__agreement__keeper=actor.organisation_id)
        return self.filter(own | kept, booking__programme__in=keys_seen_by(actor))


class Deviation(models.Model):
    """What did not go as it should: read by the agency and whoever keeps the agreement."""

    class Kind(models.TextChoices):
        LATE = "late", _("The interpreter came late")
        ABSENT = "absent", _("The interpreter did not come")
        VARIETY = "variety", _("Another language or variety than booked")
        LEVEL = "level", _("A lower level than booked")
        CONDUCT = "conduct", _("Did not follow good interpreting practice")
        TECHNIQUE = "technique", _("Telephone or video did not work")
        RELATED = "related", _("Turned out to be related, or under age")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    booking = models.ForeignKey(InterpreterBooking, models.CASCADE, related_name="deviations")
    # Whose list it stands on; whoever works without an agency has none.
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="deviations", null=True, blank=True
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), null=True, blank=True)
    text = models.TextField(_("more about it"), max_length=2000, blank=True)
    reported_on = models.DateField(_("reported"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = DeviationQuerySet.as_manager()

    personal_data = declare(
        none="id public_key booking agency kind minutes_late text reported_on closed_on"
    )

    def __str__(self):
        return str(self.get_kind_display())


class DeviationNote(models.Model):
    """An answer to a deviation, or what was done about it."""

    class Side(models.TextChoices):
        AGENCY = "agency", _("The agency")
        KEEPER = "keeper", _("Keeper of the agreement")
        BOOKER = "booker", _("Whoever booked")

    deviation = models.ForeignKey(Deviation, models.CASCADE, related_name="notes")
    side = models.CharField(max_length=10, choices=Side.choices)
    text = models.TextField(_("text"), max_length=2000)
    written_on = models.DateField(_("day"))

    class Meta:
        ordering = ["written_on", "pk"]

    personal_data = declare(none="id deviation side text written_on")

    def __str__(self):
        return self.text
