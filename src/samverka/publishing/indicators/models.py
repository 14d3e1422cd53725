from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare


class Definition(models.Model):
    """A version of what a fund counts. It never changes; another version begins on its own day."""

    class ComputedFrom(models.TextChoices):
        """What the records can answer, and nothing else."""

        PARTICIPANTS = "participants", _("Participants that count, each once")
        PUBLIC_BODIES = "public_bodies", _("Public organisations that take part")
        LOCAL_AUTHORITIES = (
            "local_authorities",
            _("Municipalities, their federations and regions that take part"),
        )
        LOCAL_OWNER = (
            "local_owner",
            _("Whether a municipality, a federation of them or a region leads the programme"),
        )
        COMPANIES = "companies", _("Companies under 250 employees that something was done with")

    class Certainty(models.TextChoices):
        READ = "read", _("The code and what it means were read in a source")
        MEANING = "meaning", _("What it means was read in a source; the code is recalled")
        RECALLED = "recalled", _("Recalled, not confirmed: read the regulation before it is used")

    fund_code = models.SlugField(_("fund"), max_length=40)
    code = models.CharField(_("code"), max_length=20)
    version = models.PositiveSmallIntegerField(_("version"))
    # The place in the fund's list.
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=200)
    counts = models.TextField(_("what it counts"))
    unit = models.CharField(_("unit"), max_length=40)
    by_sex = models.BooleanField(_("by sex"))
    computed_from = models.CharField(
        _("computed from"), max_length=20, choices=ComputedFrom.choices, blank=True
    )
    # Of participants: from which age to which at the first registration.
    from_age = models.PositiveSmallIntegerField(null=True)
    to_age = models.PositiveSmallIntegerField(null=True)
    why_not = models.TextField(_("why it is not computed here"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    certainty = models.CharField(_("how sure it is"), max_length=10, choices=Certainty.choices)
    note = models.TextField(_("note"), blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund_code", "code", "version"], name="one_version_of_an_indicator"
            ),
            models.CheckConstraint(
                condition=Q(computed_from="") ^ Q(why_not=""), name="indicator_computed_or_why_not"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="indicator_has_a_source"),
            models.CheckConstraint(
                condition=ends_after_start(), name="indicator_ends_after_start"
            ),
        ]

    personal_data = declare(
        none=(
            "id fund_code code version number name counts unit by_sex computed_from from_age "
            "to_age why_not source certainty note valid_from valid_to"
        )
    )

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def has_ages(self) -> bool:
        return self.from_age is not None
