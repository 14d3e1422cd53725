import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import User
from samverka.toolkit import sealing
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

CONTEXT = "draft"


class SealedFields(models.Model):
    """What somebody typed, and where. Addresses may name persons too, so all of it is sealed."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    typed_sealed = models.TextField(editable=False)
    saved_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        abstract = True

    def write(self, told: dict[str, Any]) -> None:
        """Seal it; it is not saved."""
        self.typed_sealed = sealing.seal(json.dumps(told), context=CONTEXT)

    def told(self) -> dict[str, Any]:
        """
        :raises sealing.CannotOpen: its key is gone
        """
        found: dict[str, Any] = json.loads(sealing.unseal(self.typed_sealed, context=CONTEXT))
        return found


class Draft(SealedFields):
    """What stands in a form that its user has not sent."""

    found_by = models.CharField(max_length=64, editable=False)
    # Which of the pages that somebody has open it stands on: two windows are two drafts.
    page = models.CharField(max_length=24, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "found_by", "page"], name="one_draft_per_page")
        ]

    personal_data = declare(
        none="id public_key found_by page saved_at",
        personal="user typed_sealed",
        subject="user",
        ground=_("public task: what somebody types must not be lost"),
        keep=_("thirty days, or until it is saved or thrown away"),
    )


class HeldForm(SealedFields):
    """What was sent when the session had ended, until its user has signed in again."""

    personal_data = declare(
        none="id public_key saved_at",
        personal="user typed_sealed",
        subject="user",
        ground=_("public task: what somebody types must not be lost"),
        keep=_("an hour, or until it is sent"),
    )


def found_by(user: User, address: str) -> str:
    return sealing.search_hash(f"{user.pk} {address}", context=CONTEXT)
