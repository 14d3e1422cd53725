from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Theme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

from .groups import texts_open_to
from .meetings import Meeting


class AgreedNeedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        seen = self.filter(meeting__group__programme__in=keys_seen_by(actor))
        return seen.filter(texts_open_to(actor, "meeting__group"))


class AgreedNeed(models.Model):
    """What a meeting agreed that a municipality needs, to be taken into its own plan (S43)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="needs")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    theme = models.ForeignKey(
        Theme, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("theme")
    )
    text = models.CharField(_("need"), max_length=300)
    # The line of the municipality's plan that it became; empty until then.
    line_key = models.CharField(max_length=12, blank=True, editable=False)

    objects = AgreedNeedQuerySet.as_manager()

    personal_data = declare(none="id public_key meeting organisation theme text line_key")

    def __str__(self):
        return self.text
