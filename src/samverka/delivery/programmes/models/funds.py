from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare


class Fund(models.Model):
    """A source of money with rules of its own (S2, S25)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    administered_by = models.CharField(_("administered by"), max_length=120, blank=True)
    # The fund's own period; an old fund stays for history (S96).
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    personal_data = declare(none="id code name administered_by valid_from valid_to")

    def __str__(self):
        return self.name


class FundRule(models.Model):
    """One rule of a fund for a period, with where it is written. Rules are data, not code."""

    class Subject(models.TextChoices):
        HOURS = "hours", _("How hours are counted")
        ACCOUNT = "account", _("What is accounted for")
        RETENTION = "retention", _("How long the records are kept")
        COSTS = "costs", _("What may be paid for")
        UNIT_COSTS = "unit_costs", _("Unit costs")
        INDICATORS = "indicators", _("What is counted for the fund")
        PARTICIPANTS = "participants", _("What must be known of a participant")
        REPORT = "report", _("What the report must hold")
        PUBLICITY = "publicity", _("How the fund must be shown")

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="rules")
    subject = models.CharField(max_length=20, choices=Subject.choices)
    value = models.TextField(_("rule"))
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_start(), name="fund_rule_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["fund", "subject", "valid_from"], name="one_fund_rule"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="fund_rule_has_a_source"),
        ]

    personal_data = declare(none="id fund subject value source valid_from valid_to")
