from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare

from .groups import Group


class NoPerson(models.Model):
    """That something in a guarded group's text looked like a person and is none, and why (S12)."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="no_persons")
    # The key of what it stands in: in another text the same word may be somebody.
    of = models.CharField(max_length=12)
    kind = models.CharField(max_length=30)
    # The word itself is not kept a second time.
    word_hash = models.CharField(max_length=64)
    reason = models.CharField(_("why it is no person"), max_length=300)
    noted_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "of", "kind", "word_hash"], name="no_person_said_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="no_person_has_a_reason"),
        ]

    personal_data = declare(none="id group of kind word_hash reason noted_at")
