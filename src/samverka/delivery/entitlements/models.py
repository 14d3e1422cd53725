from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class EntitlementQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return self.filter(programme__in=keys_seen_by(actor))


class Entitlement(models.Model):
    """What each municipality of a programme may book, so many times in a period (S34)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    # Who comes and holds it.
    held_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(_("what can be booked"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Activity.Kind.choices,
        default=Activity.Kind.WORKSHOP,
    )
    target_group = models.CharField(_("for whom"), max_length=200, blank=True)
    times = models.PositiveSmallIntegerField(_("times for each municipality"), default=1)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="entitlement_ends_after_its_start"
            ),
            models.CheckConstraint(condition=Q(times__gt=0), name="entitled_at_least_once"),
        ]

    personal_data = declare(
        none=(
            "id public_key programme held_by name description kind target_group times "
            "first_day last_day"
        )
    )

    def __str__(self):
        return self.name


class BookingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        if actor is None:
            return self.none()
        return self.filter(entitlement__programme__in=keys_seen_by(actor))

    def in_force(self):
        """Neither given back nor of an activity that is cancelled."""
        return self.filter(number__isnull=False, activity__is_cancelled=False)


class Booking(models.Model):
    """That a municipality has used one of its times; the activity says when."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # Which of the municipality's times it is; empty when it was given back.
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="+")

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entitlement", "organisation", "number"], name="each_time_booked_once"
            ),
        ]

    personal_data = declare(none="id public_key entitlement organisation number activity")

    def __str__(self):
        return f"{self.entitlement}, {self.organisation}"
