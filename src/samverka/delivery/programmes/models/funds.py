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
        # One group a line: what a participant's age is noted as.
        AGE_BANDS = "age_bands", _("Age groups of participants")
        # One way a line, and one reason a line: what is chosen among when it is noted.
        VERIFYING = "verifying", _("How a participant may be verified")
        END_REASONS = "end_reasons", _("Why somebody's taking part may end")
        # Where there is such a rule, it holds: project staff are left out of every count.
        NO_STAFF = "no_staff", _("Project staff are no participants")
        REPORTING = "reporting", _("When it is reported")
        REPORT = "report", _("What the report must hold")
        # One principle a line: what a claim tells of under each (S25).
        HORIZONTAL = "horizontal", _("Horizontal principles")
        PUBLICITY = "publicity", _("How the fund must be shown")

    class Asked(models.TextChoices):
        """What is asked of a participant, where the rule is about participants (S2)."""

        NUMBER = "number", _("Identity number")
        SEX = "sex", _("Sex")
        AGE_BAND = "age_band", _("Age group")
        UNACCOMPANIED = "unaccompanied", _("Whether a child came without parents")
        CONTACT = "contact", _("E-mail or telephone")
        # A record of its own, made by somebody who has seen the document.
        VERIFICATION = "verification", _("How citizenship was verified")

    class CountedFrom(models.TextChoices):
        """The day from which the years of keeping are counted."""

        LAST_DAY = "last_day", _("The programme's last day")
        YEAR_END = "year_end", _("31 December of the year the programme ends")
        PAYMENT = "payment", _("31 December of the year of the last payment")
        ACCOUNTS = "accounts", _("31 December after the accounts are handed in")

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="rules")
    subject = models.CharField(max_length=20, choices=Subject.choices)
    value = models.TextField(_("rule"))
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    # Of "reporting": how long a period is, and when its report is due at the latest. Of "costs":
    # how long after the programme's last day one may be paid. Of "retention": how long, and from
    # when. Empty where the source gives no number (S109).
    period_months = models.PositiveSmallIntegerField(
        _("months in a reporting period"), null=True, blank=True
    )
    due_days = models.PositiveSmallIntegerField(
        _("days from its end until the report is due"), null=True, blank=True
    )
    kept_years = models.PositiveSmallIntegerField(_("years it is kept"), null=True, blank=True)
    counted_from = models.CharField(
        _("counted from"), max_length=10, choices=CountedFrom.choices, blank=True
    )

    # Of "participants": what is asked of each.
    asks = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period_months=None) | Q(period_months__gt=0),
                name="reporting_period_is_some_time",
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="fund_rule_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["fund", "subject", "valid_from"], name="one_fund_rule"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="fund_rule_has_a_source"),
        ]

    personal_data = declare(
        none=(
            "id fund subject value source valid_from valid_to period_months due_days kept_years "
            "counted_from asks"
        )
    )
