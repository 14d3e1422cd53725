from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.toolkit.personal_data import declare


class ReportText(models.Model):
    """What is written under one of a fund's headings (S25)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    heading = models.CharField(_("heading"), max_length=300)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "fund", "heading"], name="one_text_under_a_heading"
            ),
        ]

    personal_data = declare(none="id programme fund heading text")

    def __str__(self):
        return self.heading
