from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme, keys_led_by, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.personal_data import declare
from samverka.toolkit.public_key import new_key

KEEPS_ACCOUNTS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ECONOMIST)
WHOLE = 10_000  # a hundred percent, in hundredths of one


class OwnOrLedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """One's own organisation's, and everybody's in the programmes that it leads."""
        if actor is None or not actor.is_one_of(*KEEPS_ACCOUNTS):
            return self.none()
        own = Q(organisation_id=actor.organisation_id, programme__in=keys_seen_by(actor))
        return self.filter(own | Q(programme__in=keys_led_by(actor)))


class CostReport(models.Model):
    """A partner's costs up to a day, handed in to whoever owns the programme (S108)."""

    class State(models.TextChoices):
        HANDED_IN = "handed_in", _("Handed in")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    # Holds what was incurred up to and with this day.
    until = models.DateField(_("costs until"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.HANDED_IN)
    handed_in_on = models.DateField(_("handed in"))
    reason = models.TextField(_("why it was returned"), blank=True)

    objects = OwnOrLedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "number"], name="one_report_per_number"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="returned_with_a_reason"
            ),
        ]

    personal_data = declare(
        none="id public_key programme organisation number until state handed_in_on reason"
    )

    def __str__(self):
        return str(self.number)


class Cost(models.Model):
    """What a partner has paid, or shall pay, for a programme."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        TRAVEL = "travel", _("Travel")
        PREMISES = "premises", _("Premises and food")
        SERVICES = "services", _("Services bought")
        EQUIPMENT = "equipment", _("Equipment and material")
        OTHER = "other", _("Other")

    public_key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("what it was for"), max_length=200)
    receipt = models.CharField(_("receipt"), max_length=60)
    incurred_on = models.DateField(_("incurred"))
    paid_on = models.DateField(_("paid"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("amount"))
    is_struck = models.BooleanField(_("struck"), default=False)
    report = models.ForeignKey(
        CostReport, models.PROTECT, related_name="costs", null=True, blank=True
    )

    objects = OwnOrLedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="cost_is_some_money"),
            models.UniqueConstraint(
                fields=["programme", "organisation", "receipt", "text"],
                condition=Q(is_struck=False),
                name="cost_written_down_once",
            ),
        ]

    personal_data = declare(
        none=(
            "id public_key programme organisation kind text receipt incurred_on paid_on amount "
            "is_struck report"
        )
    )

    def __str__(self):
        return self.text


class CostShare(models.Model):
    """What share of the cost a party bears when a project has become ordinary work (S53)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # In hundredths of a percent; all of a programme's make WHOLE.
    share = models.PositiveSmallIntegerField(_("share"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="one_share_per_party"
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=WHOLE), name="share_is_a_part_of_the_whole"
            ),
        ]

    personal_data = declare(none="id programme organisation share")


class TakeOver(models.Model):
    """Who in the ordinary organisation goes on with an activity, or that it ends (S53)."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="+")
    # Empty: the activity ends with the programme.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True
    )
    function = models.CharField(_("function that answers for it"), max_length=120, blank=True)
    taken_over_on = models.DateField(_("from"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, function="", taken_over_on=None)
                | (Q(organisation__isnull=False, taken_over_on__isnull=False) & ~Q(function="")),
                name="take_over_is_whole",
            ),
        ]

    personal_data = declare(none="id activity organisation function taken_over_on")
