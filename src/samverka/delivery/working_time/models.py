import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Fund, Programme, keys_led_by, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.periods import ends_after_start
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

# Whose work is with their organisation's staff and its accounts.
READS = (
    Role.PROGRAMME_LEADER,
    Role.SUB_PROJECT_LEADER,
    Role.UNIT_HEAD,
    Role.ECONOMIST,
)
WHOLE_DAY = 24 * 60
GROUND = _("public task: a fund's account of the time it pays for")
KEEP = _("as long as the longest rule of the programme's funds")


class OwnOrStaffQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """One's own, and those of the staff of one's organisation whom one may see."""
        if actor is None:
            return self.none()
        mine = Q(person__user_id=actor.user_id)
        if not actor.is_one_of(*READS):
            return self.filter(mine)
        return self.filter(mine | self._of_staff(actor))

    def _of_staff(self, actor: Actor) -> Q:
        return Q(
            organisation_id=actor.organisation_id,
            programme__in=keys_seen_by(actor),
            person__in=Person.objects.visible_to(actor),
        )


class TimeReportQuerySet(OwnOrStaffQuerySet):
    def _of_staff(self, actor: Actor) -> Q:
        """What is not handed in is the person's own draft."""
        return super()._of_staff(actor) & ~Q(state=TimeReport.State.OPEN)


class Allocation(models.Model):
    """That somebody works with a programme for an employer, with a share of full time."""

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name=_("programme")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("employer")
    )
    # In percent of full time.
    share = models.PositiveSmallIntegerField(_("share of full time"))
    function = models.CharField(_("function"), max_length=100)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = OwnOrStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme", "organisation", "valid_from"],
                name="one_allocation_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=100), name="allocation_is_a_part_of_full_time"
            ),
            models.CheckConstraint(
                condition=ends_after_start(), name="allocation_ends_after_start"
            ),
        ]

    personal_data = declare(
        none="id public_key programme organisation valid_from valid_to",
        personal="person share function",
        subject="person",
        ground=GROUND,
        keep=KEEP,
        outlives={
            "person": "an emptied person: whose time a fund paid for must stay one and the same",
            "share": "belongs to the time that the fund may still ask for",
        },
    )

    def __str__(self):
        return f"{self.person} {self.share} %"

    @property
    def last_day(self) -> dt.date | None:
        """The last day as people say it; the period itself does not hold its end."""
        return self.valid_to and self.valid_to - dt.timedelta(days=1)


class TimeReport(models.Model):
    """Somebody's month in a programme, for an employer."""

    class State(models.TextChoices):
        OPEN = "open", _("Being written")
        HANDED_IN = "handed_in", _("Handed in")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Sent back")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", verbose_name=_("programme")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("employer")
    )
    # Its first day.
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    handed_in_on = models.DateField(_("handed in"), null=True, blank=True)
    approved_on = models.DateField(_("approved"), null=True, blank=True)
    # The role that approved; the trail knows who acted in it.
    approved_as = models.CharField(
        _("approved by"), max_length=40, choices=Role.choices, blank=True
    )
    reason = models.TextField(_("why it was sent back"), blank=True)

    objects = TimeReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme", "organisation", "month"],
                name="one_time_report_a_month",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""),
                name="time_report_is_returned_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_on__isnull=False),
                name="approved_time_report_has_a_day",
            ),
        ]

    personal_data = declare(
        none="id public_key programme organisation month state handed_in_on approved_on "
        "approved_as",
        personal="person reason",
        subject="person",
        ground=GROUND,
        keep=KEEP,
        outlives={"person": "an emptied person: the time that a fund may still ask for"},
    )

    def __str__(self):
        return f"{self.person} {self.month:%Y-%m}"

    @property
    def is_with_the_person(self) -> bool:
        """Whether the person may write in it."""
        return self.state in (self.State.OPEN, self.State.RETURNED)


class TimeEntry(models.Model):
    """The minutes of one day."""

    report = models.ForeignKey(TimeReport, models.CASCADE, related_name="entries")
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "day"], name="one_time_entry_a_day"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=WHOLE_DAY),
                name="time_entry_is_within_a_day",
            ),
        ]

    personal_data = declare(
        none="id",
        personal="report day minutes",
        subject="report.person",
        ground=GROUND,
        keep=KEEP,
        outlives={
            "report": "its month, of an emptied person",
            "day": "what the fund may still ask for",
            "minutes": "what the fund may still ask for",
        },
    )

    def __str__(self):
        return f"{self.day} {self.minutes}"


class Ceiling(models.Model):
    """What a fund takes of one person's time, a year and a day, dated and with its source."""

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="+", verbose_name=_("fund"))
    year_hours = models.PositiveSmallIntegerField(_("hours a year at most"), null=True, blank=True)
    day_hours = models.PositiveSmallIntegerField(_("hours a day at most"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "valid_from"], name="one_ceiling"),
            models.CheckConstraint(
                condition=Q(year_hours__isnull=False) | Q(day_hours__isnull=False),
                name="ceiling_says_something",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="ceiling_has_a_source"),
            models.CheckConstraint(condition=ends_after_start(), name="ceiling_ends_after_start"),
        ]

    personal_data = declare(none="id fund year_hours day_hours source valid_from valid_to")

    def __str__(self):
        return f"{self.fund} {self.valid_from}"


class PayRule(models.Model):
    """How a fund gets an hour's cost from ordinary monthly pay, dated and with its source."""

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="+", verbose_name=_("fund"))
    # Monthly pay times so many months, through so many hours.
    months = models.PositiveSmallIntegerField(_("months of pay"))
    year_hours = models.PositiveSmallIntegerField(_("hours they are paid for"))
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "valid_from"], name="one_pay_rule"),
            models.CheckConstraint(
                condition=Q(months__gt=0, year_hours__gt=0), name="pay_rule_says_something"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="pay_rule_has_a_source"),
            models.CheckConstraint(condition=ends_after_start(), name="pay_rule_ends_after_start"),
        ]

    personal_data = declare(none="id fund months year_hours source valid_from valid_to")

    def __str__(self):
        return f"{self.fund} {self.valid_from}"


class HourlyRateQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor | None):
        """The employer's economist's, and the economist's of whoever leads the programme."""
        if actor is None or not actor.is_one_of(Role.ECONOMIST):
            return self.none()
        own = Q(organisation_id=actor.organisation_id, programme__in=keys_seen_by(actor))
        return self.filter(own | Q(programme__in=keys_led_by(actor)))

    def in_force(self):
        """The latest of each person: the others were corrected."""
        same = ("person", "programme", "organisation", "fund")
        later = HourlyRate.objects.filter(
            **{name: models.OuterRef(name) for name in same}, number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))


class HourlyRate(models.Model):
    """What an hour of somebody costs, fixed from the first month reported. It never changes.

    Higher pay later is no new rate. What was wrong is corrected by a new number, which says why.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", verbose_name=_("fund"))
    number = models.PositiveSmallIntegerField()
    # Sealed: ordinary monthly pay and what an hour costs by it, in whole öre.
    pay = models.TextField(_("pay"), editable=False)
    from_month = models.DateField(_("from the month"))
    source = models.CharField(_("source"), max_length=300)
    why = models.CharField(_("what was wrong before"), max_length=300, blank=True)

    objects = HourlyRateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme", "organisation", "fund", "number"],
                name="one_hourly_rate",
            ),
            models.CheckConstraint(condition=~Q(pay=""), name="hourly_rate_is_some_money"),
            models.CheckConstraint(
                condition=Q(from_month__day=1), name="hourly_rate_from_a_months_first_day"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(why=""), name="corrected_rate_says_why"
            ),
        ]

    personal_data = declare(
        none="id programme organisation fund number from_month source",
        personal="person pay why",
        subject="person",
        ground=GROUND,
        keep=KEEP,
        outlives={
            "person": "an emptied person: whose time a fund paid for must stay one and the same",
            "pay": "what the fund may still ask for",
            "why": "why what the fund may ask for was corrected",
        },
    )

    def __str__(self):
        return f"{self.person_id} {self.number}"


class FundActivity(models.Model):
    """One of the fixed activities that a fund's time report is divided into, by its number."""

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="+", verbose_name=_("fund"))
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("activity"), max_length=150)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="one_fund_activity"),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(name=""), name="fund_activity_has_a_source"
            ),
        ]

    personal_data = declare(none="id fund number name source")

    def __str__(self):
        return f"{self.number} {self.name}"
