import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import User
from samverka.toolkit import sealing
from samverka.toolkit.clock import now
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

CONTEXT = "deed"


class Deed(models.Model):
    """Something that somebody did, and the address that takes it back.

    What was said and what is needed to undo it often names persons, so it is sealed as one.
    """

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # The role it was done in, as one chooses it in the head of the page.
    acting = models.CharField(max_length=80, blank=True)
    # The list whose rows were changed, by its key; empty where it was one thing.
    of_list = models.CharField(max_length=60, blank=True)
    found_by = models.CharField(max_length=64, editable=False)
    told_sealed = models.TextField(editable=False)
    done_at = models.DateTimeField(default=now, db_index=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-done_at"], name="deeds_of_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "found_by"],
                condition=models.Q(taken_back_at=None),
                name="one_deed_to_take_back_per_address",
            )
        ]

    personal_data = declare(
        none="id public_key acting of_list found_by done_at taken_back_at",
        personal="user told_sealed",
        subject="user",
        ground=_("public task: whoever does something by mistake can take it back"),
        keep=_("thirty days"),
    )

    def write(self, told: dict[str, Any]) -> None:
        """Seal what is told of it; it is not saved."""
        self.told_sealed = sealing.seal(json.dumps(told), context=CONTEXT)

    def told(self) -> dict[str, Any]:
        """
        :raises sealing.CannotOpen: its key is gone
        """
        found: dict[str, Any] = json.loads(sealing.unseal(self.told_sealed, context=CONTEXT))
        return found


def found_by(user: User, address: str) -> str:
    """What a deed is looked up by: addresses hold facts, so they are not readable themselves."""
    return sealing.search_hash(f"{user.pk} {address}", context=CONTEXT)
