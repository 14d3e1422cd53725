from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.personal_data import declare

from .programme import Programme

# What programmes are written in; other languages are added to it.
FIRST = "sv"


class Wording(models.Model):
    """What a programme says of itself in one more language: who wrote it, who looked at it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="wordings")
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=[(one.code, one.endonym) for one in LANGUAGES.values() if one.code != FIRST],
    )
    # By what is said: "name", "summary", "goal 1". What is missing is shown in Swedish.
    texts = models.JSONField(default=dict)
    # Functions, not names; or "machine translation".
    written_by = models.CharField(_("written by"), max_length=120)
    written_on = models.DateField(_("written"))
    reviewed_by = models.CharField(_("reviewed by"), max_length=120, blank=True)
    reviewed_on = models.DateField(_("reviewed"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "language"], name="one_wording_in_a_language"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="", reviewed_on=None)
                | (~Q(reviewed_by="") & Q(reviewed_on__isnull=False)),
                name="wording_is_reviewed_by_somebody_on_a_day",
            ),
        ]

    personal_data = declare(
        none="id programme language texts written_by written_on reviewed_by reviewed_on"
    )

    def __str__(self):
        return LANGUAGES[self.language].endonym
