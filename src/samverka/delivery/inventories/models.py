from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Programme, keys_led_by, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.instruments.models import Instrument, Round, RoundReader
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# Whoever leads holds inventories and reads them.
RUNS = (Role.PROGRAMME_LEADER, Role.ORGANISER)


class InventoryQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """Those of the programmes one leads, and those of which one reads a round."""
        if actor is None:
            return self.none()
        readers = RoundReader.objects.filter(
            organisation=actor.organisation_id, role=actor.role, sees=RoundReader.Sees.ANSWERS
        )
        read = InventoryRound.objects.filter(round__readers__in=readers)
        seen = Q(pk__in=read.values("inventory"))
        if actor.is_one_of(*RUNS):
            seen |= Q(programme__in=keys_led_by(actor))
        return self.filter(seen, programme__in=keys_seen_by(actor))


class Inventory(models.Model):
    """That a programme asks its municipalities the same questions, and asks again (S73)."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="+", verbose_name=_("questions")
    )
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), max_length=1000, blank=True)

    objects = InventoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inventories"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"], name="one_inventory_of_a_name_in_a_programme"
            ),
        ]

    personal_data = declare(none="id public_key programme instrument name purpose")

    def __str__(self):
        return self.name


class InventoryRound(models.Model):
    """That a round of the instrument is one of the inventory's."""

    inventory = models.ForeignKey(Inventory, models.CASCADE, related_name="rounds")
    round = models.OneToOneField(Round, models.CASCADE, related_name="+")

    personal_data = declare(none="id inventory round")

    def __str__(self):
        return str(self.round)
