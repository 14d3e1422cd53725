from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.models import Role
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key


class Organisation(models.Model):
    """An organisation, or a unit of one."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        FEDERATION = "federation", _("Federation of municipalities")
        COUNTY_BOARD = "county_board", _("County board")
        REGION = "region", _("Region")
        AUTHORITY = "authority", _("Authority")
        UNIVERSITY = "university", _("University")
        ASSOCIATION = "association", _("Association")
        UNIT = "unit", _("Unit")
        OTHER = "other", _("Other")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    org_number = models.CharField(_("organisation number"), max_length=11, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, blank=True
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, related_name="units", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(part_of=None), name="one_organisation_per_name"
            ),
            models.UniqueConstraint(fields=["part_of", "name"], name="one_unit_per_name"),
        ]

    personal_data = declare(none="id public_key name kind org_number municipality part_of")

    def __str__(self):
        return self.name


class Appointment(models.Model):
    """A role that a user holds at an organisation for a period."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=40, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"], name="one_appointment"
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="appointment_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id organisation role valid_from valid_to",
        personal="user",
        subject="user",
        ground=_("public task: who acts for an organisation must be known"),
        keep=_("while the account is open, then two years"),
        outlives={"user": "an emptied account: who acted must stay known"},
    )
