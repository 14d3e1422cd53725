"""The sentences that households read, in one more language, and who has read and approved them."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.personal_data import declare

LONGEST_SENTENCE = 1000


class HouseholdSentence(models.Model):
    """One sentence of data/sentences.yaml in a language that it was not written in."""

    key = models.CharField(_("sentence"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("translation"), max_length=LONGEST_SENTENCE, blank=True)
    # Who wrote it, and so does not approve it; nobody where it came with the program.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("written by"),
    )
    # What stood there before the last change and who wrote it, so that it can be taken back.
    before = models.TextField(max_length=LONGEST_SENTENCE, blank=True)
    before_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    # The Swedish that it was approved beside: when that changes, the approval is no more.
    swedish = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("read and approved by"),
    )
    approved_on = models.DateField(_("approved"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="one_household_sentence"),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_by=None, swedish="")
                | (Q(approved_on__isnull=False, approved_by__isnull=False) & ~Q(swedish="")),
                name="sentence_is_approved_by_somebody_beside_its_swedish",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(written_by=None)
                | ~Q(approved_by=F("written_by")),
                name="sentence_is_approved_by_another_than_its_writer",
            ),
        ]

    personal_data = declare(
        none="id key language text written_by before before_by swedish approved_on",
        personal="approved_by",
        subject="approved_by",
        ground=_("public task: who stands behind what households read must be known"),
        keep=_("as long as the sentence is read"),
        outlives={"approved_by": "an emptied account: that somebody approved must stay known"},
    )

    def __str__(self):
        return f"{LANGUAGES[self.language].endonym}: {self.key}"

    def is_approved_beside(self, swedish: str) -> bool:
        return self.approved_on is not None and self.swedish == swedish

    def approve(self, swedish: str, by: int, on: dt.date) -> None:
        self.swedish, self.approved_by_id, self.approved_on = swedish, by, on

    def approve_no_more(self) -> None:
        self.swedish, self.approved_by, self.approved_on = "", None, None
