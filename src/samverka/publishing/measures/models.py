from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Measure
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class MeasureValue(models.Model):
    """What a measure was on a day, by a source outside Samverka: one number, or a share (S52)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    numerator = models.PositiveBigIntegerField(_("numerator"))
    # Empty where the measure is a number and no share.
    denominator = models.PositiveBigIntegerField(_("denominator"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "day"], name="one_value_a_day"),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0), name="no_share_of_nothing"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="value_has_a_source"),
        ]

    personal_data = declare(none="id public_key measure day numerator denominator source")

    def __str__(self):
        return f"{self.measure} {self.day}"
