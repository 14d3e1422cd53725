"""After a yes: who does what before the move, and how long the household stays."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .cases import GROUND, KEEP
from .decisions import Proposal

OF_HAND_OVER = "hand_over.proposal.case.contact"


class CaseHandOver(models.Model):
    """That two municipalities prepare a household's move together."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="hand_over")
    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    receiving = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    move_on = models.DateField(_("moves"))
    begun_on = models.DateField(_("begun"))

    personal_data = declare(
        none="id public_key",
        personal="proposal receiving move_on begun_on",
        subject="proposal.case.contact",
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.proposal} {self.move_on}"


class CaseHandOverItem(models.Model):
    """One thing to do before or after the move: a code of data/hand_over.yaml."""

    class Side(models.TextChoices):
        SENDING = "sending", _("The municipality that is left")
        RECEIVING = "receiving", _("The municipality that receives")

    hand_over = models.ForeignKey(CaseHandOver, models.CASCADE, related_name="items")
    code = models.CharField(_("what"), max_length=30)
    side = models.CharField(_("who"), max_length=10, choices=Side.choices)
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    # That it was not there when the household came (S92).
    missing_at_arrival = models.BooleanField(_("missing on arrival"), default=False)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "code"], name="one_item_of_a_code"),
        ]

    personal_data = declare(
        none="id done_by",
        personal="hand_over code side due_on done_on missing_at_arrival",
        subject=OF_HAND_OVER,
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return self.code


class Stay(models.Model):
    """From when a household lives where it moved, and until when one knows that it does."""

    hand_over = models.OneToOneField(CaseHandOver, models.CASCADE, related_name="stay")
    moved_in_on = models.DateField(_("moved in"))
    moved_out_on = models.DateField(_("moved out"), null=True, blank=True)
    known_until = models.DateField(_("known until"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(known_until__gte=F("moved_in_on"))
                & (Q(moved_out_on=None) | Q(moved_out_on__gte=F("moved_in_on"))),
                name="stay_is_a_period",
            ),
        ]

    personal_data = declare(
        none="id",
        personal="hand_over moved_in_on moved_out_on known_until",
        subject=OF_HAND_OVER,
        ground=GROUND,
        keep=KEEP,
    )

    def __str__(self):
        return f"{self.hand_over} {self.moved_in_on}"
